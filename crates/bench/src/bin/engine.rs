//! A first sync without a window; the bench starts it and reads what it prints.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use anyhow::Result;
use clap::Parser;
use rapport_bench::sync::engine::{Line, run};

#[tokio::main]
async fn main() -> Result<()> {
    let synced = run(&Line::parse()).await?;
    println!("{}", serde_json::to_string(&synced)?);
    Ok(())
}
