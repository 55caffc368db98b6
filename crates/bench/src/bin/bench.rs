//! Measures, and leaves a file with every figure and a page to read.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use rapport_bench::{page, store};

/// What Rapport costs, beside what it could cost.
#[derive(Debug, Parser)]
struct Bench {
    /// Where the years lie, and the figures.
    #[arg(long)]
    dir: PathBuf,
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
    /// What is measured.
    #[arg(value_enum, required = true)]
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Part {
    /// The workstation's core.
    Store,
}

#[tokio::main]
async fn main() -> Result<()> {
    let bench = Bench::parse();
    std::fs::create_dir_all(&bench.dir)?;
    for part in &bench.parts {
        let mut figures = Vec::new();
        match part {
            Part::Store => {
                for messages in &bench.messages {
                    println!("{messages} messages");
                    figures.extend(store::measure(&bench.dir, *messages).await?);
                }
            }
        }
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
