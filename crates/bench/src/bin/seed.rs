//! Fills a profile, or a marketplace, with years of trade.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Parser;
use rapport_bench::years::Size;
use rapport_bench::{fill, progress};

/// Years of trade for a workstation's store: the same size and number make the same years.
#[derive(Debug, Parser)]
struct Seed {
    /// How many messages.
    #[arg(long, default_value_t = 1_000_000)]
    messages: u32,
    /// How many people; a tenth of the messages when absent.
    #[arg(long)]
    people: Option<u32>,
    /// How many orders; a fifth of the messages when absent.
    #[arg(long)]
    orders: Option<u32>,
    /// What the years are made from.
    #[arg(long, default_value_t = 1)]
    number: u64,
    /// Fills a marketplace instead, so that a first sync of that size can be run.
    #[arg(long)]
    bazaar: bool,
    /// The folder to fill: a profile that the window opens with `--demo --profile`.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let seed = Seed::parse();
    let usual = Size::usual(seed.messages);
    let size = Size {
        messages: seed.messages,
        people: seed.people.unwrap_or(usual.people),
        orders: seed.orders.unwrap_or(usual.orders),
    };
    let began = Instant::now();
    let messages = size.messages as usize;
    let say = |taken: usize| {
        let rate = taken as f64 / began.elapsed().as_secs_f64();
        progress(&format!("{taken} of {messages} messages, {rate:.0}/s"));
    };
    if seed.bazaar {
        fill::bazaar::folder(&seed.out, size, seed.number, |taken| say(taken as usize))?;
    } else {
        fill::profile(&seed.out, size, seed.number, messages, say).await?;
    }
    let took = began.elapsed().as_secs_f64();
    println!("{messages} messages in {took:.1} s: {}", seed.out.display());
    Ok(())
}
