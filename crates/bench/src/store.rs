//! # The store: what the workstation's core costs
//!
//! A profile is filled with years of each size, by the workstation's own sync, and then asked and
//! written to through the same table of commands that the window uses. The yardsticks are rusqlite
//! alone on a store with the same rows, the same query written by hand, and a bare durable commit.

mod absorb;
mod acts;
pub(crate) mod plain;
mod search;
mod views;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use crate::figure::{Aim, Figure, Measure, Unit};
use crate::fill::{self, Workstation};
use crate::years::{Extremes, Size, Years};

/// The number that the bench's years are made from.
const NUMBER: u64 = 1;
/// The file that says that a profile was filled to its end.
const COMPLETE: &str = "complete";

/// How many messages are kept back for absorbing on top of an archive of that size.
fn tail(messages: u32) -> u32 {
    (messages / 10).clamp(500, 20_000)
}

/// The years of an archive: what is filled in, and then the tail.
pub(crate) fn years(messages: u32) -> Size {
    Size::usual(messages + tail(messages))
}

/// Where the bench keeps the profile of that size.
pub fn profile(dir: &Path, messages: u32) -> PathBuf {
    dir.join(messages.to_string())
}

/// Fills the profile of that size where it is not there yet.
///
/// # Errors
/// When it cannot be filled.
pub async fn prepare(dir: &Path, messages: u32) -> Result<()> {
    let profile = profile(dir, messages);
    if profile.join(COMPLETE).exists() {
        return Ok(());
    }
    let began = Instant::now();
    fill::profile(
        &profile,
        years(messages),
        NUMBER,
        messages as usize,
        |taken| {
            crate::progress(&format!("{taken} of {messages} messages filled in"));
        },
    )
    .await?;
    let took = began.elapsed().as_secs_f64();
    println!("  {messages} messages filled in, {took:.1} s");
    std::fs::write(profile.join(COMPLETE), "")?;
    Ok(())
}

/// Measures on a copy of the profile of that size.
///
/// # Errors
/// When something cannot be measured.
pub async fn measure(dir: &Path, messages: u32) -> Result<Vec<Figure>> {
    prepare(dir, messages).await?;
    let filled = profile(dir, messages);
    let copy = dir.join("now");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    std::fs::create_dir_all(&copy)?;
    for file in [rapport_core::STORE_FILE, fill::KEY_FILE] {
        std::fs::copy(filled.join(file), copy.join(file))?;
        // What is measured is the program and not how fast the disk is.
        std::io::copy(&mut File::open(copy.join(file))?, &mut std::io::sink())?;
    }
    let bench = Bench {
        workstation: Workstation::open(&copy, years(messages), NUMBER).await?,
        messages,
    };
    // The account's lanes begin where the store stands.
    bench.workstation.take(messages as usize, |_| {}).await?;
    let mut figures = views::measure(&bench).await?;
    figures.extend(search::measure(&bench).await?);
    figures.extend(acts::measure(&bench).await?);
    figures.extend(absorb::measure(&bench).await?);
    bench.workstation.close().await;
    std::fs::remove_dir_all(&copy)?;
    Ok(figures)
}

/// A workstation to be measured.
struct Bench {
    workstation: Workstation,
    messages: u32,
}

impl Bench {
    /// A figure of this part, told as soon as it is known.
    fn figure(&self, name: &str, ours: Measure) -> Figure {
        Figure::new("store", name, self.messages.into(), ours)
    }

    fn extremes(&self) -> Extremes {
        let market = &self.workstation.market;
        market.plan(|plan| plan.extremes(self.messages as usize))
    }

    fn years(&self) -> Result<Years> {
        Ok(Years::new(years(self.messages), NUMBER)?)
    }
}

/// The size of a store, with its log carried over.
fn size_of(path: &Path) -> Result<f64> {
    Ok(std::fs::metadata(path)?.len() as f64)
}

fn size(bench: &Bench, ours: f64, plain: f64) -> Figure {
    bench
        .figure("store size", Measure::once(Unit::Bytes, ours))
        .beside(
            "the same rows by rusqlite alone",
            Measure::once(Unit::Bytes, plain),
        )
        .aiming(Aim::RatioAtMost(1.3))
}
