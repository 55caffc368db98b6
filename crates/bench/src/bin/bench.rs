//! Measures, and leaves one JSON file with every figure.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use rapport_bench::{figure::Figure, store};

/// What Rapport costs, beside what it could cost.
#[derive(Debug, Parser)]
struct Bench {
    /// Where the years lie, and the figures.
    #[arg(long)]
    dir: PathBuf,
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// The workstation's core, on archives of these sizes.
    Store {
        /// How many messages; more than one for a growth plot.
        #[arg(
            long,
            value_delimiter = ',',
            default_value = "1000,10000,100000,1000000"
        )]
        messages: Vec<u32>,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    let bench = Bench::parse();
    std::fs::create_dir_all(&bench.dir)?;
    let mut figures: Vec<Figure> = Vec::new();
    match bench.part {
        Part::Store { messages } => {
            for messages in messages {
                println!("{messages} messages");
                figures.extend(store::measure(&bench.dir, messages).await?);
            }
        }
    }
    let path = bench.dir.join("store.json");
    std::fs::write(&path, serde_json::to_string_pretty(&figures)?)?;
    let missed = figures.iter().filter(|it| it.met() == Some(false)).count();
    println!(
        "{} figures, {missed} missed their aim: {}",
        figures.len(),
        path.display()
    );
    Ok(())
}
