//! `cargo xtask test`: every test there is, part by part, with a table at the end.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::build::{cargo, npm};
use crate::needs::{self, For};
use crate::run::{interrupted, say, seconds, step, step_with_output};
use crate::{binary, build, check, root, target};

/// Installs what the tests need and runs all of them, or one part.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Runs only this part; may be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Part>,
}

/// The parts, in the order in which they run: the cheap ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, lints, licences, types, generated files.
    Check,
    /// The page's own tests.
    Ui,
    /// The tests of the crates and those between them.
    Rust,
    /// schemathesis against bazaar's `OpenAPI` document.
    Api,
    /// Journeys in a browser, through the HTTP host.
    E2e,
    /// The real window: a journey, an hour at the keyboard, Chinese through the input method.
    Smoke,
}

impl Part {
    fn run(self, everything: bool) -> Result<()> {
        match self {
            // The tests compare the generated files themselves, when they are part of the run.
            Self::Check if everything => check::without_building(),
            Self::Check => check::everything(),
            Self::Ui => {
                needs::install(&[])?;
                build::page_packages()?;
                step("npm test", &mut npm(&["run", "test"]))
            }
            Self::Rust => rust(),
            Self::Api => api(),
            Self::E2e => journeys(),
            Self::Smoke => smoke(),
        }
    }
}

impl Test {
    pub(crate) fn run(&self) -> Result<()> {
        let started = Instant::now();
        let parts: Vec<Part> = Part::value_variants()
            .iter()
            .copied()
            .filter(|part| self.only.is_empty() || self.only.contains(part))
            .collect();
        let mut results: Vec<(Part, Duration, Result<()>)> = Vec::new();
        for part in parts {
            say(&format!("\n── {} ──", name(part)));
            let begun = Instant::now();
            let result = part.run(self.only.is_empty());
            if interrupted() {
                bail!("interrupted");
            }
            if let Err(error) = &result {
                say(&format!("  FAILED: {error:#}"));
            }
            results.push((part, begun.elapsed(), result));
        }
        say("\npart    time          result");
        for (part, time, result) in &results {
            let verdict = if result.is_ok() { "passed" } else { "FAILED" };
            say(&format!(
                "{:<7} {:<13} {verdict}",
                name(*part),
                seconds(*time)
            ));
        }
        let failed = results
            .iter()
            .filter(|(_, _, result)| result.is_err())
            .count();
        let passed = results.len() - failed;
        say(&format!("\n{} in all", seconds(started.elapsed())));
        say(&format!("{passed} passed, {failed} failed"));
        if failed > 0 {
            bail!("{failed} of {} parts failed", results.len());
        }
        Ok(())
    }
}

fn name(part: Part) -> String {
    part.to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

/// nextest where it is installed, because it runs the crates side by side.
fn rust() -> Result<()> {
    needs::install(&[For::Build])?;
    build::everything()?;
    let [workspace, _all_targets, rest @ ..] = build::EVERYTHING;
    if needs::on_path("cargo-nextest") {
        let mut command = cargo(&["nextest", "run", workspace]);
        command
            .args(rest)
            .args(["--no-fail-fast", "--color", "never"]);
        tell(step_with_output("cargo nextest", &mut command)?);
        let mut command = cargo(&["test", "--doc", workspace]);
        tell(step_with_output("doc tests", command.args(rest))?);
    } else {
        let mut command = cargo(&["test", workspace]);
        command.args(rest).arg("--no-fail-fast");
        tell(step_with_output("cargo test", &mut command)?);
    }
    Ok(())
}

fn api() -> Result<()> {
    needs::install(&[For::Build, For::Python])?;
    build::everything()?;
    tell(step_with_output(
        "schemathesis",
        Command::new("python3")
            .arg("tests/api/run.py")
            .arg(binary("bazaar"))
            .current_dir(root()),
    )?);
    Ok(())
}

fn journeys() -> Result<()> {
    needs::install(&[For::Build, For::Browser])?;
    build::everything()?;
    let config = "../tests/e2e/playwright.config.ts";
    tell(step_with_output(
        "playwright",
        &mut npm(&["exec", "--", "playwright", "test", "-c", config]),
    )?);
    Ok(())
}

fn smoke() -> Result<()> {
    needs::install(&[For::Build, For::Screen, For::Input])?;
    let driver = needs::driver()?;
    build::everything()?;
    for test in ["smoke", "hour", "composes"] {
        let mut command = on_screen_in_memory(&binary(test));
        command.arg("--driver").arg(&driver);
        command.arg("--rapport").arg(binary("rapport"));
        command.arg("--bazaar").arg(binary("bazaar"));
        command.arg("--out").arg(target().join(test));
        if test == "composes" {
            command.env("GTK_IM_MODULE", "fcitx");
        }
        tell(step_with_output(test, &mut command)?);
    }
    Ok(())
}

/// Repeats what a step said at its end where that is a result worth reading.
fn tell(lines: Vec<String>) {
    for line in lines
        .iter()
        .filter(|line| line.contains("passed") || line.contains(" ms"))
    {
        say(&format!("  | {}", line.trim()));
    }
}

/// A program on a screen in memory, with a D-Bus session of its own.
///
/// The order matters: what D-Bus starts must already find the screen.
pub(crate) fn on_screen_in_memory(program: &std::path::Path) -> Command {
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", "-screen 0 1600x1000x24", "dbus-run-session", "--"])
        .arg(program)
        // Takes less memory, and the second frame comes sooner on a screen without a graphics card.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        // A compositor of the outer session has no business in this one.
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11");
    command
}
