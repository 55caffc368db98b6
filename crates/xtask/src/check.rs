//! The fast half: what a machine can say about the code without running the program.

use std::process::Command;

use anyhow::Result;

use crate::build::{cargo, npm};
use crate::needs::{self, For};
use crate::run::step;
use crate::{build, root};

/// Runs every check, and compares the generated files, which otherwise the tests do.
pub(crate) fn everything() -> Result<()> {
    without_building()?;
    generated(false)
}

/// Runs every check that needs no program.
pub(crate) fn without_building() -> Result<()> {
    needs::install(&[For::Build])?;
    step("cargo fmt", &mut cargo(&["fmt", "--all", "--check"]))?;
    build::page_packages()?;
    for script in ["format:check", "lint", "check"] {
        step(&format!("npm run {script}"), &mut npm(&["run", script]))?;
    }
    step(
        "cargo clippy",
        &mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    step(
        "cargo doc",
        cargo(&[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ])
        .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    licences()
}

/// Licences, bans and sources; advisories need the internet and belong to the hosted workflow.
fn licences() -> Result<()> {
    let deny = needs::deny()?;
    step(
        "cargo deny",
        Command::new(deny)
            .args([
                "--log-level",
                "warn",
                "check",
                "licenses",
                "bans",
                "sources",
            ])
            .current_dir(root()),
    )
}

/// Writes the generated files anew.
pub(crate) fn write_generated() -> Result<()> {
    needs::install(&[For::Build])?;
    generated(true)
}

/// Compares the generated files with what the code would write, or writes them.
fn generated(update: bool) -> Result<()> {
    let verb = if update { "Write" } else { "Compare" };
    // The same selection as everywhere else, and of that only the libraries' own tests.
    let [workspace, _all_targets, rest @ ..] = build::EVERYTHING;
    let mut command = cargo(&["test", "--quiet", workspace]);
    command
        .args(rest)
        .args(["--lib", "--test", "server", "generated"]);
    if update {
        command.env("UPDATE", "1");
    }
    step(&format!("{verb} generated files"), &mut command)
}
