//! `cargo xtask seed` and `cargo xtask bench`: years of trade, and what they cost, with the programs
//! as they are shipped.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::build;
use crate::needs::{self, For};
use crate::run::shown;
use crate::test::on_screen_in_memory;
use crate::{package, released, root, target};

/// Everything that is measured.
const PARTS: [&str; 5] = ["store", "sync", "window", "bazaar", "package"];

/// Fills a profile with years of trade; the same size and number make the same years.
#[derive(Debug, Args)]
pub(crate) struct Seed {
    /// What the filling program is told: `--messages`, `--people`, `--orders`, `--number`, `--bazaar`, `--out`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Measures and writes docs/speed.md anew; without a part, all of them.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Which parts: store, sync, window, bazaar, package.
    parts: Vec<String>,
    /// How many messages the archives hold.
    #[arg(long, value_delimiter = ',')]
    messages: Vec<u32>,
    /// How many messages the shops have that are synced for the first time.
    #[arg(long, value_delimiter = ',')]
    first_syncs: Vec<u32>,
    /// Measures the sync and the window only a few times, to see that they work.
    #[arg(long)]
    few: bool,
    /// Leaves the page as it is.
    #[arg(long)]
    keep_page: bool,
}

impl Seed {
    pub(crate) fn run(&self) -> Result<()> {
        needs::install(&[For::Build])?;
        build::released()?;
        shown("seed", Command::new(released("seed")).args(&self.args))
    }
}

impl Bench {
    pub(crate) fn run(&self) -> Result<()> {
        needs::install(&[For::Build, For::Screen])?;
        build::released()?;
        let mut parts = self.parts.clone();
        if parts.is_empty() {
            parts = PARTS.map(str::to_owned).into();
        }
        let window = parts.iter().any(|part| part == "window" || part == "sync");
        let mut command = if window {
            let mut command = on_screen_in_memory(&released("bench"));
            command.arg("--driver").arg(needs::driver()?);
            command
        } else {
            Command::new(released("bench"))
        };
        command.arg("--dir").arg(dir());
        command.arg("--programs").arg(target().join("release"));
        if parts.iter().any(|part| part == "package") {
            command.arg("--deb").arg(package::deb()?);
        }
        if !self.keep_page {
            command.arg("--page").arg(root().join("docs/speed.md"));
        }
        for (name, sizes) in [
            ("--messages", &self.messages),
            ("--first-syncs", &self.first_syncs),
        ] {
            if !sizes.is_empty() {
                let sizes: Vec<String> = sizes.iter().map(u32::to_string).collect();
                command.arg(name).arg(sizes.join(","));
            }
        }
        if self.few {
            command.arg("--few");
        }
        shown("bench", command.args(parts))
    }
}

/// Where the years and the figures lie; what was filled once serves again.
fn dir() -> PathBuf {
    target().join("bench")
}
