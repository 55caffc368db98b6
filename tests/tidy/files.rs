//! The files of the repository, and what a rule is.

use std::path::Path;
use std::process::Command;

/// A file that belongs to the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// From the root of the repository, with forward slashes.
    pub(crate) path: String,
    /// Its content; empty where that is no text.
    pub(crate) text: String,
}

/// A folder's worth of files: paths and contents.
pub(crate) type Sample = &'static [(&'static str, &'static str)];

/// A rule of the house.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The rule and why it is there.
    pub(crate) says: &'static str,
    /// Finds the faults: where, and what.
    pub(crate) find: fn(&[File]) -> Vec<String>,
    /// Repositories in which it must find a fault.
    pub(crate) wrong: &'static [Sample],
    /// Repositories in which it must find none.
    pub(crate) right: &'static [Sample],
}

impl File {
    /// A file with that content.
    pub(crate) fn new(path: &str, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            text: text.into(),
        }
    }

    /// The name without its folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it has one of these endings.
    pub(crate) fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Whether a program wrote it.
    pub(crate) fn is_generated(&self) -> bool {
        self.path.contains(".gen.") || ["Cargo.lock", "package-lock.json"].contains(&self.name())
    }

    /// The numbers of the lines that break a rule, as faults.
    pub(crate) fn lines(&self, breaks: impl Fn(&str) -> bool) -> Vec<String> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| breaks(line))
            .map(|(number, line)| format!("{}:{}: {}", self.path, number + 1, line.trim()))
            .collect()
    }
}

/// Every file that is committed or would be.
#[expect(
    clippy::expect_used,
    reason = "only tests ask, and without files none can say anything"
)]
pub(crate) fn repository() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the root");
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .expect("git is needed to know which files belong to the repository");
    assert!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    String::from_utf8(listed.stdout)
        .expect("paths are UTF-8")
        .split_terminator('\0')
        .filter_map(|path| {
            // A file that was removed and not yet committed is still listed.
            let bytes = std::fs::read(root.join(path)).ok()?;
            Some(File::new(
                path,
                String::from_utf8(bytes).unwrap_or_default(),
            ))
        })
        .collect()
}
