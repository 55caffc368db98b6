//! Measures, and leaves a file with every figure and a page to read.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use rapport_bench::figure::Figure;
use rapport_bench::package::Package;
use rapport_bench::sync::{self, SyncPrograms, SyncSamples, WindowToSync};
use rapport_bench::window::{self, Profile, Samples, WindowPrograms};
use rapport_bench::years::Size;
use rapport_bench::{bazaar, fill, package, page, progress, store};

/// What Rapport costs, beside what it could cost.
#[derive(Debug, Parser)]
struct Bench {
    /// Where the years lie, and the figures.
    #[arg(long)]
    dir: PathBuf,
    /// Where the programs lie, as they were built for release.
    #[arg(long)]
    programs: PathBuf,
    /// tauri-driver; without it, the window is not measured.
    #[arg(long)]
    driver: Option<PathBuf>,
    /// The Debian package; without it, its size is not measured.
    #[arg(long)]
    deb: Option<PathBuf>,
    /// The page whose table is written anew.
    #[arg(long)]
    page: Option<PathBuf>,
    /// How many messages the archives hold; more than one show how the figures grow.
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "1000,10000,100000,1000000"
    )]
    messages: Vec<u32>,
    /// How many messages the shops have that are synced for the first time.
    #[arg(long, value_delimiter = ',', default_value = "20000,200000")]
    first_syncs: Vec<u32>,
    /// Measures the sync and the window only a few times, to see that they work.
    #[arg(long)]
    few: bool,
    /// What is measured; without any, what was measured before is shown again.
    #[arg(value_enum)]
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {
    /// The workstation's core.
    Store,
    /// The workstation and a marketplace, and the real window, on the screen that DISPLAY names.
    Sync,
    /// The real window, on the screen that DISPLAY names.
    Window,
    /// The marketplace.
    Bazaar,
    /// What a seller downloads.
    Package,
}

impl Bench {
    async fn measure(&self, part: Part) -> Result<Vec<Figure>> {
        match part {
            Part::Store => {
                let mut figures = Vec::new();
                for messages in &self.messages {
                    println!("{messages} messages");
                    figures.extend(store::measure(&self.dir, *messages).await?);
                }
                Ok(figures)
            }
            Part::Sync => {
                let window = self.driver.clone().map(|driver| WindowToSync {
                    rapport: self.program("rapport"),
                    driver,
                });
                let programs = SyncPrograms {
                    bazaar: self.program("bazaar"),
                    engine: self.program("engine"),
                    window,
                };
                let samples = if self.few {
                    SyncSamples::few()
                } else {
                    SyncSamples::default()
                };
                sync::measure(&programs, &self.dir, &self.first_syncs, samples).await
            }
            Part::Window => {
                let programs = WindowPrograms {
                    rapport: self.program("rapport"),
                    bare: self.program("examples/bare_window"),
                    driver: self
                        .driver
                        .clone()
                        .context("say with --driver where it is")?,
                };
                let mut profiles = Vec::new();
                for &messages in &self.messages {
                    store::prepare(&self.dir, messages).await?;
                    profiles.push(Profile {
                        messages: messages.into(),
                        dir: store::profile(&self.dir, messages),
                    });
                }
                let samples = if self.few {
                    Samples::few()
                } else {
                    Samples::default()
                };
                window::measure(&programs, &profiles, samples).await
            }
            Part::Bazaar => {
                let market = self.dir.join("market");
                if !market.join(fill::bazaar::ACCOUNTS_FILE).exists() {
                    let messages = self.messages.iter().copied().max().unwrap_or(1_000);
                    fill::bazaar::folder(&market, Size::usual(messages), 1, |done| {
                        progress(&format!("{done} of {messages} messages taken in"));
                    })?;
                }
                let programs = bazaar::Programs {
                    bazaar: self.program("bazaar"),
                    yardstick: self.program("yardstick"),
                };
                bazaar::measure(&programs, &market).await
            }
            Part::Package => package::measure(&Package {
                program: self.program("rapport"),
                deb: self
                    .deb
                    .clone()
                    .context("say with --deb where the package is")?,
            }),
        }
    }

    fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.programs.join(file)
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let bench = Bench::parse();
    std::fs::create_dir_all(&bench.dir)?;
    for part in &bench.parts {
        let figures = bench.measure(*part).await?;
        let name = part.to_possible_value();
        let name = name.as_ref().map_or("", |it| it.get_name());
        page::keep(&bench.dir, name, &figures)?;
    }
    let figures = page::all(&bench.dir)?;
    println!("\n{}", page::table(&figures));
    let missed = figures.iter().filter(|it| it.met() == Some(false)).count();
    println!("{} figures, of which {missed} miss an aim", figures.len());
    match bench.page {
        Some(page) => page::write(&page, &figures),
        None => Ok(()),
    }
}
