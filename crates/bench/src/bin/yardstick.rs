//! The server that stands beside the marketplace when that is measured; the bench starts it.

use anyhow::Result;
use clap::Parser;
use rapport_bench::bazaar::yardstick::{Line, serve};

#[tokio::main]
async fn main() -> Result<()> {
    serve(Line::parse()).await
}
