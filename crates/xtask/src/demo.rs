//! `cargo xtask demo`: a small shop on a busy morning, in the real window.
//!
//! The window signs in as it would anywhere; a subcommand of bazaar takes the place of the browser
//! in which the seller would agree. Where there is no display, the window opens on a screen in
//! memory and is driven through a tour, which leaves screenshots and a log.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use crate::bazaar::{self, Bazaar};
use crate::needs::{self, For};
use crate::run::{end, interrupted, say, start, step};
use crate::test::on_screen_in_memory;
use crate::{binary, build, target};

/// Starts a marketplace full of life and the window signed in to it.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Keeps what an earlier demo left instead of starting afresh.
    #[arg(long)]
    keep: bool,
    /// The port on which the marketplace answers; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// What the shop's two years are generated from.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How fast the buyers live: 1 is pleasant to watch, 60 is a minute in a second.
    #[arg(long, default_value_t = 1.0)]
    pace: f64,
    /// Drives the tour on a screen in memory even where there is a display.
    #[arg(long)]
    tour: bool,
}

impl Demo {
    pub(crate) fn run(&self) -> Result<()> {
        let tour = self.tour || !has_display();
        let purposes: &[For] = if tour {
            &[For::Build, For::Screen]
        } else {
            &[For::Build]
        };
        needs::install(purposes)?;
        build::programs()?;

        let dir = target().join("demo");
        if !self.keep && dir.exists() {
            std::fs::remove_dir_all(&dir).context("the last demo cannot be removed")?;
        }
        std::fs::create_dir_all(&dir)?;
        bazaar::seed(&dir, self.seed)?;
        if tour {
            self.tour(&dir)
        } else {
            self.window(&dir)
        }
    }

    /// The window for a person; it ends with the window or with Ctrl-C.
    fn window(&self, dir: &Path) -> Result<()> {
        let mut bazaar = Bazaar::start(dir, self.port, self.pace)?;
        let mut window = start(
            "demo window",
            Command::new(binary("rapport"))
                .arg("--demo")
                .arg("--profile")
                .arg(dir.join("profile"))
                .args(["--connect", &bazaar.url, "--browser"])
                .arg(binary("bazaar"))
                .args(["--browser=agree", "--browser=--as"])
                .arg(format!("--browser={}", bazaar::SHOP)),
        )?;
        say(&format!(
            "\nThe window is open. To be a buyer, open {} in a browser.\n\
             Everything is under {}; Ctrl-C ends it all.",
            bazaar.url,
            dir.display()
        ));
        let result = loop {
            if interrupted() {
                say("\nEnding the window and the marketplace.");
                break Ok(());
            }
            match window.try_wait()? {
                Some(status) if status.success() => break Ok(()),
                Some(status) => {
                    break Err(anyhow::anyhow!(
                        "the window ended with {status}; see target/xtask/demo-window.log"
                    ));
                }
                None => {}
            }
            if bazaar.has_ended() {
                break Err(anyhow::anyhow!(
                    "the marketplace ended by itself; see target/xtask/demo-bazaar.log"
                ));
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        end(&mut window);
        result
    }

    /// The window for a machine: a short tour on a screen in memory.
    fn tour(&self, dir: &Path) -> Result<()> {
        say("There is no display here: the window opens on a screen in memory for a short tour.");
        let driver = needs::driver()?;
        let out = dir.join("tour");
        let toured = step(
            "tour",
            on_screen_in_memory(&binary("tour"))
                .arg("--driver")
                .arg(driver)
                .arg("--rapport")
                .arg(binary("rapport"))
                .arg("--bazaar")
                .arg(binary("bazaar"))
                .arg("--dir")
                .arg(dir)
                .args(["--port", &self.port.to_string(), "--out"])
                .arg(&out),
        );
        for line in std::fs::read_to_string(out.join("tour.log"))
            .unwrap_or_default()
            .lines()
        {
            say(&format!("  | {line}"));
        }
        say(&format!(
            "\nScreenshots and the log are in {}",
            out.display()
        ));
        toured
    }
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
