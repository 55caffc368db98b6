//! `cargo xtask fuzz`: simulated worlds, as many as one likes.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::build::cargo;
use crate::needs::{self, For};
use crate::run::{shown, step};
use crate::{root, target};

/// Plays simulated worlds; the same seed is the same world.
#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// What the playing program is told: `--seeds`, `--seed`, `--mutant`, `--threads`, `--tell`, `--twice`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

impl Fuzz {
    pub(crate) fn run(&self) -> Result<()> {
        needs::install(&[For::Build])?;
        let build = [
            "build",
            "--profile",
            PROFILE,
            "-p",
            "rapport-tests",
            "--bin",
            "fuzz",
        ];
        step("cargo build worlds", &mut cargo(&build))?;
        let program = target()
            .join(PROFILE)
            .join(format!("fuzz{}", std::env::consts::EXE_SUFFIX));
        shown(
            "fuzz",
            Command::new(program).args(&self.args).current_dir(root()),
        )
    }
}

/// Optimised, with every check of a debug build.
const PROFILE: &str = "worlds";
