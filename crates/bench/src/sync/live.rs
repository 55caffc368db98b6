//! From the marketplace to the frame that shows what a buyer wrote, in the real window.
//!
//! The time runs from the message's own time, which the marketplace gives it before it commits, to the
//! second animation frame after its words stand in the page; when that frame begins, the one before it
//! has been painted. All clocks are the machine's. The conversation is open in the window: the words
//! appear at the end of its thread and in its row of the list, and both are watched for.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rapport_bazaar::Dice;
use rapport_core::STORE_FILE;
use rapport_smoke::keyboard::Keyboard;
use rapport_smoke::window::Window;
use rapport_smoke::{page, until, wall_clock};
use serde_json::{Value, json};

use super::market::Market;
use super::{WindowToSync, figure};
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::store::plain;
use crate::{progress, tell};

/// What the page does while buyers write.
const SCRIPT: &str = include_str!("live.js");
/// The conversation that is open.
const OPEN: &str = "return document.querySelector('[data-conversation][aria-selected=true]')?.dataset.conversation ?? null";
/// The page is left alone for so long after a message was written.
const ALONE: Duration = Duration::from_millis(250);
/// The buyer rests for at least so long, in milliseconds, and at most twice as long: the page asks
/// four times a second at most for what it is not asked to show.
const REST: i64 = 300;
/// How long a message may take before the run is called failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// The page's clock and ours may differ by so many milliseconds: what they are read in, and the way.
const APART: f64 = 50.0;
/// How long a message may take to be painted, in milliseconds.
const QUICK: f64 = 150.0;

/// Who writes in which conversation, by their names at the marketplace.
struct Talk {
    buyer: String,
    conversation: String,
}

/// Opens the window with the conversation at the top, in which its buyer writes so often.
pub(super) async fn measure(
    programs: &WindowToSync,
    market: &Market,
    profile: &Path,
    times: usize,
) -> Result<Vec<Figure>> {
    let mut talks = talks(profile)?;
    let path = profile.to_str().context("the profile's path is not text")?;
    let args = ["--demo", "--profile", path];
    let window = Window::open(&programs.driver, &programs.rapport, &args, profile).await?;
    window.find(page::CONVERSATION).await?;
    Keyboard::take()?.to_the_window()?;
    window.find(page::ONLINE).await?;
    window.open_first().await?;
    let open = window.ask(OPEN, Vec::new()).await?;
    let open = open.as_str().context("no conversation is open")?;
    let talk = talks.remove(open).context("the store has it")?;
    let writer = market.writer(&talk.buyer, &talk.conversation)?;
    window.ask(SCRIPT, Vec::new()).await?;
    same_clock(&window).await?;

    let mut dice = Dice::new(3);
    let (mut thread, mut row) = (Vec::new(), Vec::new());
    for number in 1..=times {
        let text = format!("is it still there {number:04}");
        let expected = vec![json!(text)];
        let expect = "window.rapportBench.expect(...arguments)";
        window.ask(expect, expected).await?;
        let rest = dice.between(REST, 2 * REST).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(rest)).await;
        let taken = writer.says(&text).await?;
        tokio::time::sleep(ALONE).await;
        let painted = painted(&window, &text).await?;
        thread.push(painted.0 - taken);
        row.push(painted.1 - taken);
        progress(&format!("{number} of {times} live messages"));
    }
    same_clock(&window).await?;
    window.close().await?;
    let figure = |name: &str, samples: Vec<f64>| {
        let waits = Measure::of(Unit::Milliseconds, 0.99, samples);
        tell(figure(market, name, waits).aiming(Aim::Below(QUICK)))
    };
    Ok(vec![
        figure("live message to painted frame: in the open thread", thread),
        figure("live message to painted frame: in the list's row", row),
    ])
}

/// When a text was painted in the thread and in the list.
async fn painted(window: &Window, text: &str) -> Result<(f64, f64)> {
    let seen = async || {
        let seen = "return window.rapportBench.painted()";
        let seen = window.ask(seen, Vec::new()).await?;
        let at = |place: &str| seen.get(place).and_then(Value::as_f64);
        Ok(at("thread").zip(at("row")))
    };
    until(&format!("`{text}` in the window"), PATIENCE, seen).await
}

/// Makes sure that the page's clock shows what ours does.
async fn same_clock(window: &Window) -> Result<()> {
    let before = wall_clock();
    let page = window.ask("return Date.now()", Vec::new()).await?;
    let page = page.as_f64().context("a time was expected")?;
    let after = wall_clock();
    let apart = (before - page).max(page - after);
    ensure!(apart < APART, "the clocks are {apart} ms apart");
    Ok(())
}

/// The conversations of the store, by the ids that the page knows.
fn talks(profile: &Path) -> Result<HashMap<String, Talk>> {
    let store = plain::open(&profile.join(STORE_FILE), profile)?;
    let mut talks = store.prepare(
        "SELECT conversations.id, conversations.remote_id, persons.remote_id
         FROM conversations JOIN persons ON persons.row = conversations.person",
    )?;
    let talks = talks.query_map([], |row| {
        let id: uuid::Uuid = row.get(0)?;
        let talk = Talk {
            conversation: row.get(1)?,
            buyer: row.get(2)?,
        };
        Ok((id.to_string(), talk))
    })?;
    Ok(talks.collect::<rusqlite::Result<_>>()?)
}
