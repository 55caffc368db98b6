//! A connected workstation to which nothing happens: the work of its processes, as the kernel counts.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rapport_core::STORE_FILE;
use rapport_smoke::programs::Program;

use super::market::Market;
use super::{WindowToSync, figure};
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::process::{descendants, worked};
use crate::store::plain;
use crate::tell;

/// The work of the start is over by then, and the stream of hints is open.
const CALM: Duration = Duration::from_secs(20);
/// How many hundredths of a core it may take.
const LITTLE: f64 = 0.5;

/// Opens the window, waits until it has come to rest and counts for so many seconds.
pub(super) async fn measure(
    window: &WindowToSync,
    market: &Market,
    profile: &Path,
    seconds: u64,
) -> Result<Vec<Figure>> {
    let mut command = Command::new(&window.rapport);
    command.args(["--demo", "--profile"]).arg(profile);
    let mut program = Program::start("rapport", &profile.join("bench.log"), &mut command)?;
    tokio::time::sleep(CALM).await;
    online(profile)?;
    let (began, before) = (Instant::now(), Work::of(&program)?);
    println!("  {seconds} seconds in which nothing happens");
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let after = Work::of(&program)?;
    let hundredths = |work: f64| 100.0 * work / began.elapsed().as_secs_f64();
    online(profile)?;
    program.end();
    let figure = |name: &str, before: f64, after: f64| {
        let measure = Measure::once(Unit::PercentOfCore, hundredths(after - before));
        tell(figure(market, name, measure).aiming(Aim::Below(LITTLE)))
    };
    Ok(vec![
        figure("idle and connected: the process", before.alone, after.alone),
        figure(
            "idle and connected: with the web view's processes",
            before.with_children,
            after.with_children,
        ),
    ])
}

/// How long a program has worked since it began, in seconds of one core.
struct Work {
    alone: f64,
    with_children: f64,
}

impl Work {
    fn of(program: &Program) -> Result<Self> {
        let alone = worked(program.id())?;
        let mut with_children = alone;
        let children = descendants(program.id())?;
        ensure!(!children.is_empty(), "the window has no web view");
        for child in children {
            with_children += worked(child)?;
        }
        Ok(Self {
            alone,
            with_children,
        })
    }
}

/// Makes sure that the marketplace is heard: a workstation that is offline rests as well.
fn online(profile: &Path) -> Result<()> {
    let store = plain::open(&profile.join(STORE_FILE), profile)?;
    let state: String = store.query_row("SELECT state FROM accounts", [], |row| row.get(0))?;
    ensure!(state == "online", "the workstation is {state}");
    Ok(())
}
