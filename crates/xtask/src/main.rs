//! `cargo xtask demo | test | check | seed | bench | fuzz | bundle | gen | setup`: the commands a developer
//! needs, and no others.
//!
//! Each of them finds what it needs, installs it where it can, and says in plain words what is
//! missing where it cannot. No terminal is silent for ten seconds.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

mod bazaar;
mod bench;
mod build;
mod check;
mod demo;
mod fuzz;
mod needs;
mod package;
mod run;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, about)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts a marketplace full of life and the window signed in to it.
    Demo(demo::Demo),
    /// Installs what the tests need and runs all of them, or one part.
    Test(test::Test),
    /// The fast half of the tests: formatting, lints, licences, types.
    Check,
    /// Fills a profile with years of trade.
    Seed(bench::Seed),
    /// Measures what the programs cost, and writes the table and the plot.
    Bench(bench::Bench),
    /// Plays simulated worlds, in which everything goes wrong, and says which do not end well.
    Fuzz(fuzz::Fuzz),
    /// Writes the generated files anew: the commands' TypeScript and the `OpenAPI` document.
    Gen,
    /// Builds the window for release and packs it for Debian and Ubuntu.
    Bundle,
    /// Installs what building, testing and the demo need, and does nothing else.
    Setup,
}

fn main() -> ExitCode {
    let xtask = Xtask::parse();
    let done = run::listen_for_interrupt().and_then(|()| match xtask.command {
        Command::Demo(demo) => demo.run(),
        Command::Test(test) => test.run(),
        Command::Check => check::everything(),
        Command::Seed(seed) => seed.run(),
        Command::Bench(bench) => bench.run(),
        Command::Fuzz(fuzz) => fuzz.run(),
        Command::Gen => check::write_generated(),
        Command::Bundle => package::bundle(),
        Command::Setup => needs::everything(),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Ctrl-C is how the demo is meant to end, and not a failure worth a sentence.
        Err(_) if run::interrupted() => ExitCode::from(130),
        Err(error) => {
            println!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// Where cargo builds; `CARGO_TARGET_DIR` is honoured as cargo honours it.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A binary of this workspace as it is shipped.
fn released(name: &str) -> PathBuf {
    target()
        .join("release")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A binary of this workspace, as `cargo build` leaves it.
fn binary(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
