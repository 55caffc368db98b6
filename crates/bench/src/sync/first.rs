//! First syncs: how soon the inbox can be used, how fast the history comes, and what it takes of the
//! memory.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::process::Command;

use super::engine::{QUARTERS, Synced};
use super::market::Market;
use super::{SyncPrograms, figure};
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::store::plain::{self, Rows};
use crate::{progress, tell};

/// How soon the inbox can be used, in milliseconds.
const SOON: f64 = 1_000.0;
/// At least so much of the yardstick's pace.
const PACE: f64 = 0.5;
/// How many times the memory at the first quarter it may be at the end.
const FLAT: f64 = 1.2;

/// Connects new workstations, one after the other, until each has the first page of its inbox.
pub(super) async fn pages(
    programs: &SyncPrograms,
    market: &Market,
    times: usize,
) -> Result<Figure> {
    let mut samples = Vec::new();
    for time in 1..=times {
        let profile = TempDir::new()?;
        let synced = engine(programs, market, profile.path(), true).await?;
        progress(&format!("first page {time} of {times}"));
        samples.push(synced.page);
    }
    // The slowest counts: a seller connects once.
    let waits = Measure::of(Unit::Milliseconds, 1.0, samples);
    let name = "first sync: from connecting to a full page of the inbox";
    Ok(figure(market, name, waits).aiming(Aim::Below(SOON)))
}

/// Whole first syncs and the yardstick, by turns; gives the last profile, which is kept.
pub(super) async fn whole(
    programs: &SyncPrograms,
    market: &Market,
    dir: &Path,
    times: usize,
) -> Result<(PathBuf, Vec<Figure>)> {
    let messages = market.messages as usize;
    let profile = dir.join("profile");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut memory: Vec<Vec<f64>> = Vec::new();
    for time in 1..=times {
        if profile.exists() {
            std::fs::remove_dir_all(&profile)?;
        }
        println!("  first sync of {messages} messages, {time} of {times}");
        let synced = engine(programs, market, &profile, false).await?;
        ours.push(messages as f64 / (synced.history / 1_000.0));
        memory.push(synced.memory);
        let path = profile.join("plain.db");
        let rows = &mut Rows::default();
        let (plain, written) = plain::archive(&path, &profile, market.years()?, messages, rows)?;
        drop(plain);
        std::fs::remove_file(&path)?;
        theirs.push(messages as f64 / written.took.as_secs_f64());
    }
    let rate = |samples| Measure::of(Unit::PerSecond, 0.5, samples);
    let pace = figure(market, "first sync: messages", rate(ours))
        .beside(
            "the same rows by rusqlite alone, oldest first",
            rate(theirs),
        )
        .aiming(Aim::RatioAtLeast(PACE));
    let mut figures = vec![tell(pace)];
    figures.extend(grows(market, &memory).into_iter().map(tell));
    Ok((profile, figures))
}

/// The memory of the engine at each quarter beside the first; the medians of all syncs.
fn grows(market: &Market, syncs: &[Vec<f64>]) -> Vec<Figure> {
    let at = |place: usize| {
        let samples: Option<Vec<f64>> = syncs
            .iter()
            .map(|quarters| quarters.get(place).copied())
            .collect();
        Some(Measure::of(Unit::Bytes, 0.5, samples?))
    };
    let Some(first) = at(0) else {
        return Vec::new();
    };
    let quarters = QUARTERS.into_iter().enumerate().skip(1);
    let figures = quarters.filter_map(|(place, part)| {
        let name = format!("first sync: memory of the engine at {part} %");
        let figure = figure(market, &name, at(place)?).beside("at 25 %", first.clone());
        Some(figure.aiming(Aim::RatioAtMost(FLAT)))
    });
    figures.collect()
}

/// Runs the engine on a new profile.
async fn engine(
    programs: &SyncPrograms,
    market: &Market,
    profile: &Path,
    page_only: bool,
) -> Result<Synced> {
    std::fs::create_dir_all(profile)?;
    let mut command = Command::new(&programs.engine);
    command.arg("--profile").arg(profile);
    command.args(["--url", market.url()]);
    command.args(["--token", &market.access.seller_token]);
    command.args(["--messages", &market.messages.to_string()]);
    if page_only {
        command.arg("--page-only");
    }
    let output = command
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await
        .with_context(|| format!("{} cannot be started", programs.engine.display()))?;
    ensure!(
        output.status.success(),
        "the engine ended with {}",
        output.status
    );
    serde_json::from_slice(&output.stdout).context("what the engine found is not understood")
}
