//! # What a disk holds after a power cut
//!
//! A program that runs with the shim in `tests/powerloss/shim.c` leaves a log of all that it asked
//! of its files, in order. From that log a [`Disk`] works out what would be there if the power had
//! gone at any point: all that was synced, and of what was not, whatever the disk happened to have
//! written, in pieces of a sector, in any order.
//!
//! What the model grants: a sector of 512 bytes is written whole or not at all, and a sync of a file
//! keeps its name as well. Both are true of the file systems that SQLite is made for. It does not
//! grant that a file which was removed stays away: only a sync of the folder makes sure of that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use rand::Rng;
use rand::rngs::StdRng;

const SECTOR: usize = 512;

/// What a program asked of its files.
#[derive(Debug)]
pub struct Log(Vec<Record>);

/// One thing that it asked.
#[derive(Debug, Clone)]
pub struct Record {
    /// The file's name in the folder; empty for the folder itself and for an echo.
    pub file: String,
    /// What.
    pub what: What,
}

/// What a program can ask of a file.
#[derive(Debug, Clone)]
pub enum What {
    /// Bytes at an offset.
    Write(usize, Vec<u8>),
    /// Another length.
    Truncate(usize),
    /// To keep what was written so far.
    Sync,
    /// To forget the file.
    Unlink,
    /// Another name.
    Rename(String),
    /// Nothing of a file: the program told its user something.
    Echo(Vec<u8>),
}

/// Builds the shim and says where it is.
pub fn shim(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("powerloss/shim.c");
    let built = folder.join("shim.so");
    let compiled = Command::new("cc")
        .args([
            "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o",
        ])
        .args([built.as_path(), source.as_path()])
        .status()
        .expect("there is a C compiler, which the store needs as well");
    assert!(compiled.success(), "the shim compiles");
    built
}

impl Log {
    /// Reads a log of what happened in `folder`.
    pub fn read(log: &Path, folder: &Path) -> Self {
        let bytes = std::fs::read(log).unwrap();
        let mut rest = bytes.as_slice();
        let mut records = Vec::new();
        let prefix = format!("{}/", folder.display());
        let name = |path: &[u8]| {
            let path = std::str::from_utf8(path).unwrap();
            path.strip_prefix(&prefix).unwrap_or_default().to_owned()
        };
        // A record that the end of the program cut off was never answered.
        while rest.len() >= 25 {
            let (head, tail) = rest.split_at(25);
            let path_length = u32::from_ne_bytes(head[1..5].try_into().unwrap()) as usize;
            let number = u64::from_ne_bytes(head[13..21].try_into().unwrap()) as usize;
            let data_length = u32::from_ne_bytes(head[21..25].try_into().unwrap()) as usize;
            if tail.len() < path_length + data_length {
                break;
            }
            let (path, tail) = tail.split_at(path_length);
            let (data, tail) = tail.split_at(data_length);
            rest = tail;
            let what = match head[0] {
                b'W' => What::Write(number, data.to_vec()),
                b'T' => What::Truncate(number),
                b'S' => What::Sync,
                b'U' => What::Unlink,
                b'R' => What::Rename(name(data)),
                b'E' => What::Echo(data.to_vec()),
                other => panic!("the log has no records of kind {other}"),
            };
            records.push(Record {
                file: name(path),
                what,
            });
        }
        Self(records)
    }

    /// Everything, in order.
    pub fn records(&self) -> &[Record] {
        &self.0
    }

    /// The same, as a program would have left it whose syncs do nothing.
    #[must_use]
    pub fn without_syncs(&self) -> Self {
        let kept = self
            .0
            .iter()
            .filter(|record| !matches!(record.what, What::Sync));
        Self(kept.cloned().collect())
    }

    /// The same, as a program would have left it that syncs the log of its store only before it
    /// carries the log over into the store: what SQLite calls `synchronous=NORMAL`.
    #[must_use]
    pub fn with_lazy_syncs(&self) -> Self {
        let is_log = |record: &Record| record.file.ends_with("-wal");
        let kept = self.0.iter().enumerate().filter(|(at, record)| {
            if !is_log(record) || !matches!(record.what, What::Sync) {
                return true;
            }
            let mut next = self.0[at + 1..].iter().filter(|next| {
                matches!(next.what, What::Write(..)) && next.file.starts_with("rapport.db")
            });
            next.next().is_some_and(|next| !is_log(next))
        });
        Self(kept.map(|(_, record)| record.clone()).collect())
    }
}

/// The disk at one moment: what it surely holds, and what it was asked to.
#[derive(Debug, Default)]
pub struct Disk {
    sure: BTreeMap<String, Vec<u8>>,
    asked: BTreeMap<String, Vec<What>>,
}

impl Disk {
    /// Takes the next thing that the program asked.
    pub fn take(&mut self, record: &Record) {
        match &record.what {
            What::Echo(_) => {}
            What::Sync if record.file.is_empty() => self.forget_the_removed(),
            What::Sync => {
                for what in self.asked.remove(&record.file).unwrap_or_default() {
                    apply(&mut self.sure, &record.file, &what);
                }
            }
            What::Rename(to) => {
                // Journalling file systems keep the order of a rename and what was synced before.
                self.asked.remove(to);
                let asked = self.asked.remove(&record.file).unwrap_or_default();
                self.asked.insert(to.clone(), asked);
                let content = self.sure.remove(&record.file);
                self.sure
                    .extend(content.map(|content| (to.clone(), content)));
            }
            other => self
                .asked
                .entry(record.file.clone())
                .or_default()
                .push(other.clone()),
        }
    }

    /// What was removed before the folder was synced stays away.
    fn forget_the_removed(&mut self) {
        for (file, asked) in &mut self.asked {
            if let Some(last) = asked.iter().rposition(|what| matches!(what, What::Unlink)) {
                asked.drain(..=last);
                self.sure.remove(file);
            }
        }
    }

    /// Everything that was asked for, had the power stayed.
    pub fn whole(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.sure.clone();
        for (file, asked) in &self.asked {
            for what in asked {
                apply(&mut files, file, what);
            }
        }
        files
    }

    /// What is there after the power went: chance decides about all that was not synced.
    pub fn cut(&self, chance: &mut StdRng) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.sure.clone();
        for (file, asked) in &self.asked {
            // Sometimes a disk writes in order up to a point, sometimes here and there.
            let in_order = chance.random_bool(0.5);
            let kept = [0.0, 0.1, 0.5, 0.9, 1.0][chance.random_range(0..5)];
            let last = chance.random_range(0..=asked.len());
            for (at, what) in asked.iter().enumerate() {
                let whole = in_order && at < last;
                let torn = if in_order { at == last } else { true };
                let kept = if in_order { 0.5 } else { kept };
                match what {
                    what if whole => apply(&mut files, file, what),
                    What::Write(offset, data) if torn => {
                        for (offset, sector) in sectors(*offset, data) {
                            if chance.random_bool(kept) {
                                apply(&mut files, file, &What::Write(offset, sector.to_vec()));
                            }
                        }
                    }
                    what if torn && chance.random_bool(kept) => apply(&mut files, file, what),
                    _ => {}
                }
            }
        }
        files
    }
}

/// A write, cut where the disk's sectors end.
fn sectors(offset: usize, data: &[u8]) -> Vec<(usize, &[u8])> {
    let mut pieces = Vec::new();
    let (mut offset, mut rest) = (offset, data);
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(rest.len().min(SECTOR - offset % SECTOR));
        pieces.push((offset, piece));
        offset += piece.len();
        rest = tail;
    }
    pieces
}

fn apply(files: &mut BTreeMap<String, Vec<u8>>, file: &str, what: &What) {
    match what {
        What::Write(offset, data) => {
            let content = files.entry(file.to_owned()).or_default();
            let end = offset + data.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*offset..end].copy_from_slice(data);
        }
        What::Truncate(length) => {
            files.entry(file.to_owned()).or_default().resize(*length, 0);
        }
        What::Unlink => {
            files.remove(file);
        }
        What::Sync | What::Rename(_) | What::Echo(_) => {}
    }
}
