//! # Sync: from the marketplace to the screen
//!
//! The real `bazaar serve` on this machine, with a shop that has years, and the workstation as it is
//! shipped on the other side of HTTP. A first sync runs without a window, in a process of its own
//! ([`engine`]), so that its memory is the engine's alone. The window then opens the store that came of
//! it, connected to the same marketplace: a minute in which nothing happens, and buyers who write.
//!
//! Both sides share the machine, as they do in the demo: what the marketplace takes for its answers is
//! part of the time of a first sync.

pub mod engine;
mod first;
#[cfg(target_os = "linux")]
mod idle;
#[cfg(target_os = "linux")]
mod live;
mod market;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::figure::{Figure, Measure};
use crate::tell;
use market::Market;

/// The release programs that take part.
#[derive(Debug, Clone)]
pub struct SyncPrograms {
    /// The marketplace.
    pub bazaar: PathBuf,
    /// The workstation without a window: `engine` of this crate.
    pub engine: PathBuf,
    /// What the window needs; without it, only what needs no window is measured.
    pub window: Option<WindowToSync>,
}

/// What the window needs.
#[derive(Debug, Clone)]
pub struct WindowToSync {
    /// Rapport's window, with its page inside.
    pub rapport: PathBuf,
    /// tauri-driver.
    pub driver: PathBuf,
}

/// How often things are measured.
#[derive(Debug, Clone, Copy)]
pub struct SyncSamples {
    /// First syncs until the first page of the inbox, of each size.
    pub pages: usize,
    /// Whole first syncs.
    pub whole: usize,
    /// Messages that buyers write.
    pub live: usize,
    /// Seconds in which nothing happens.
    pub idle: u64,
}

impl Default for SyncSamples {
    fn default() -> Self {
        Self {
            pages: 10,
            whole: 3,
            live: 200,
            idle: 60,
        }
    }
}

impl SyncSamples {
    /// So few that one sees soon whether all of it works.
    pub fn few() -> Self {
        Self {
            pages: 2,
            whole: 1,
            live: 20,
            idle: 10,
        }
    }
}

/// Measures first syncs of each size, and the window on what the largest of them brought.
///
/// # Errors
/// When a program does not start or does not do its part.
pub async fn measure(
    programs: &SyncPrograms,
    dir: &Path,
    sizes: &[u32],
    samples: SyncSamples,
) -> Result<Vec<Figure>> {
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    sizes.dedup();
    let mut figures = Vec::new();
    let mut smallest: Option<Figure> = None;
    for messages in sizes.iter().copied() {
        let market = Market::open(programs, dir, messages).await?;
        let mut page = first::pages(programs, &market, samples.pages).await?;
        // Whatever the history: the larger ones stand beside the smallest.
        if let Some(smallest) = &smallest {
            let beside = format!("with {} messages", smallest.messages);
            page = page.beside(&beside, smallest.ours.clone());
        }
        smallest.get_or_insert_with(|| page.clone());
        figures.push(tell(page));
    }
    let largest = sizes.last().copied().context("no sizes")?;
    let market = Market::open(programs, dir, largest).await?;
    let scratch = TempDir::with_prefix_in("synced-", dir)?;
    let (profile, whole) = first::whole(programs, &market, scratch.path(), samples.whole).await?;
    figures.extend(whole);
    figures.extend(window(programs, &market, &profile, samples).await?);
    Ok(figures)
}

/// What needs the window: a minute in which nothing happens, and then messages that come live.
#[cfg(target_os = "linux")]
async fn window(
    programs: &SyncPrograms,
    market: &Market,
    profile: &Path,
    samples: SyncSamples,
) -> Result<Vec<Figure>> {
    let Some(window) = &programs.window else {
        return Ok(Vec::new());
    };
    let mut figures = idle::measure(window, market, profile, samples.idle).await?;
    figures.extend(live::measure(window, market, profile, samples.live).await?);
    Ok(figures)
}

/// Without an X screen there is none.
#[cfg(not(target_os = "linux"))]
async fn window(
    _programs: &SyncPrograms,
    _market: &Market,
    _profile: &Path,
    _samples: SyncSamples,
) -> Result<Vec<Figure>> {
    Ok(Vec::new())
}

/// A figure of this part.
fn figure(market: &Market, name: &str, ours: Measure) -> Figure {
    Figure::new("sync", name, market.messages.into(), ours)
}
