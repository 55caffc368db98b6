//! Looking for words and bytes in files where they must not be.

use std::path::{Path, PathBuf};

/// Something that can be recognised wherever it lies.
#[derive(Debug, Clone)]
pub struct Canary {
    /// What it stands for.
    pub name: &'static str,
    forms: Vec<Vec<u8>>,
}

impl Canary {
    /// A word, in each of the encodings that programs use.
    pub fn word(name: &'static str, word: &str) -> Self {
        let wide = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect();
        let forms = vec![
            word.as_bytes().to_vec(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ];
        Self { name, forms }
    }

    /// Bytes, as they are.
    pub fn bytes(name: &'static str, bytes: &[u8]) -> Self {
        Self {
            name,
            forms: vec![bytes.to_vec()],
        }
    }

    /// Every form in which it could lie in a file.
    pub fn forms(&self) -> &[Vec<u8>] {
        &self.forms
    }

    /// Whether it is among these bytes, in any form.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.forms.iter().any(|form| contains(bytes, form))
    }
}

/// Every file below a folder, and how many bytes they hold in all.
pub fn files(folder: &Path) -> (Vec<PathBuf>, u64) {
    let (mut files, mut bytes, mut folders) = (Vec::new(), 0, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                bytes += entry.metadata().unwrap().len();
                files.push(entry.path());
            }
        }
    }
    files.sort();
    (files, bytes)
}

/// Which canaries lie in which file below a folder; names of files count too.
pub fn find(canaries: &[Canary], folder: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut found = Vec::new();
    for file in files(folder).0 {
        // A file may go away while the program is at work.
        let Ok(content) = std::fs::read(&file) else {
            continue;
        };
        let name = file.as_os_str().as_encoded_bytes();
        let here = canaries
            .iter()
            .filter(|canary| canary.is_in(&content) || canary.is_in(name));
        found.extend(here.map(|canary| (file.clone(), canary.name)));
    }
    found
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some((first, rest)) = wanted.split_first() else {
        return false;
    };
    let mut bytes = bytes;
    while let Some(at) = bytes.iter().position(|byte| byte == first) {
        bytes = &bytes[at + 1..];
        if bytes.starts_with(rest) {
            return true;
        }
    }
    false
}
