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
const PARTS: [&str; 4] = ["store", "window", "bazaar", "package"];

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
    /// Which parts: store, window, bazaar, package.
    parts: Vec<String>,
    /// How many messages the archives hold.
    #[arg(long, value_delimiter = ',')]
    messages: Vec<u32>,
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
        let window = parts.iter().any(|part| part == "window");
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
        if !self.messages.is_empty() {
            let messages: Vec<String> = self.messages.iter().map(u32::to_string).collect();
            command.arg("--messages").arg(messages.join(","));
        }
        shown("bench", command.args(parts))
    }
}

/// Where the years and the figures lie; what was filled once serves again.
fn dir() -> PathBuf {
    target().join("bench")
}
