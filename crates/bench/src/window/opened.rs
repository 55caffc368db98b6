//! A window that was opened: the program, the profile it is opened on, and what both take.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use rapport_core::STORE_FILE;
use rapport_smoke::programs::Program;
use tempfile::TempDir;

use super::{Profile, WindowPrograms};
use crate::fill::KEY_FILE;
use crate::process::{descendants, proportional};

/// A copy of a profile, which the measuring may change; it is gone afterwards.
#[derive(Debug)]
pub(super) struct Copied {
    /// How many messages it holds.
    pub(super) messages: u64,
    dir: TempDir,
}

impl Copied {
    /// Copies the store and its key, beside the profile.
    pub(super) fn of(profile: &Profile) -> Result<Self> {
        let beside = profile.dir.parent().context("a profile lies in a folder")?;
        let dir = TempDir::with_prefix_in("opened-", beside)?;
        for file in [STORE_FILE, KEY_FILE] {
            fs::copy(profile.dir.join(file), dir.path().join(file))
                .with_context(|| format!("{file} of {}", profile.dir.display()))?;
        }
        Ok(Self {
            messages: profile.messages,
            dir,
        })
    }

    /// Its folder.
    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }
}

/// Which of the two windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Rapport's.
    Ours,
    /// The one that shows a line.
    Bare,
}

impl Which {
    /// Starts the window on this profile; the bare one keeps there what the web view writes.
    pub(super) fn start(self, programs: &WindowPrograms, profile: &Copied) -> Result<Program> {
        let logs = profile.dir().join("bench.log");
        match self {
            Self::Ours => {
                let mut command = Command::new(&programs.rapport);
                command.args(["--demo", "--profile"]).arg(profile.dir());
                Program::start("rapport", &logs, &mut command)
            }
            Self::Bare => {
                let mut command = Command::new(&programs.bare);
                command.arg(profile.dir().join("bare"));
                Program::start("the bare window", &logs, &mut command)
            }
        }
    }
}

/// What a program takes of the memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Takes {
    /// The process itself, in bytes.
    pub(super) alone: f64,
    /// With all that it started, in bytes.
    pub(super) with_children: f64,
}

impl Takes {
    /// Asks the kernel; what several processes share is divided among them.
    pub(super) fn of(program: &Program) -> Result<Self> {
        let alone = proportional(program.id())?;
        let mut all = alone;
        for child in descendants(program.id())? {
            all += proportional(child)?;
        }
        Ok(Self {
            alone,
            with_children: all,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_takes_memory_and_knows_its_children() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 60 & wait"]);
        let dir = TempDir::new().unwrap();
        let mut program = Program::start("sh", &dir.path().join("log"), &mut command).unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while descendants(program.id()).unwrap().len() != 1 {
            assert!(std::time::Instant::now() < deadline, "the child never came");
        }
        let takes = Takes::of(&program).unwrap();
        assert!(takes.alone > 10_000.0, "{takes:?}");
        assert!(takes.with_children > takes.alone, "{takes:?}");
        program.end();
    }
}
