//! The smoke test: one journey on the real window, with the figures that a seller would feel.
//!
//! It is one program and not a set of tests, because what it needs (a screen, a session bus, four
//! programs) is made once, by `cargo xtask test --only smoke`.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use rapport_smoke::desktop::Desktop;
use rapport_smoke::market::{Market, Thread};
use rapport_smoke::window::Window;
use rapport_smoke::{Programs, notified, page, until};
use serde_json::json;

/// How long a message may take from the marketplace to the screen, and a reply back.
const AT_ONCE: f64 = 1000.0;

/// A word that occurs in nothing generated, so that it can be looked for in every file.
const QUESTION: &str = "Is the Quixotebottle glaze safe for tea? 青釉孤品";
const ANSWER: &str = "Yes, the Zephyrkiln firing makes it safe. 釉下彩耐温";
const CANARIES: [&str; 5] = [
    "Quixotebottle",
    "Zephyrkiln",
    "Quetzalspout",
    "青釉孤品",
    "釉下彩耐温",
];

/// Runs the smoke test.
#[derive(Debug, Parser)]
struct Smoke {
    #[command(flatten)]
    programs: Programs,
    /// Where logs go, and a screenshot when something fails.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match Smoke::parse().run().await {
        Ok(()) => {
            println!("smoke passed");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Smoke {
    async fn run(&self) -> Result<()> {
        if self.out.exists() {
            std::fs::remove_dir_all(&self.out)?;
        }
        std::fs::create_dir_all(&self.out)?;
        let dir = tempfile::tempdir()?;
        let mut market =
            Market::seed(&self.programs, &dir.path().join("market"), 12, 1, &self.out)?;
        market.start().await?;
        let profile = dir.path().join("profile");
        let args = market.window_args(&profile)?;
        let args: Vec<&str> = args.iter().map(String::as_str).collect();

        let desktop = Desktop::start().await?;
        let begun = Instant::now();
        let Programs {
            driver, rapport, ..
        } = &self.programs;
        let window = Window::open(driver, rapport, &args, &self.out).await?;
        let journey = async {
            journey(&window, &market, begun).await?;
            notified::journey(&window, &market, desktop).await
        };
        let journey = journey.await;
        if journey.is_err() {
            let _ = window.screenshot(&self.out.join("failed.png")).await;
        }
        let closed = window.close().await;
        journey.and(closed)?;
        no_canary_in(&profile)?;

        // The store opens again with the key that was kept, and holds what was said.
        let window = Window::open(driver, rapport, &args, &self.out).await?;
        let again = opened_again(&window).await;
        if again.is_err() {
            let _ = window.screenshot(&self.out.join("failed.png")).await;
        }
        again.and(window.close().await)
    }
}

async fn journey(window: &Window, market: &Market, begun: Instant) -> Result<()> {
    window.find(page::CONVERSATION).await?;
    println!(
        "first conversations on the screen after {} ms",
        begun.elapsed().as_millis()
    );
    window.find(page::ONLINE).await?;

    let threads = market.threads()?;
    let thread = threads
        .first()
        .context("the marketplace has no conversation")?;
    let watch = window.watch(page::CONVERSATION, "Quixotebottle").await?;
    market.buyer_says(thread, QUESTION).await?;
    let painted = window.painted(&watch).await?;
    println!("a buyer's message was painted after {painted:.0} ms");
    ensure!(
        painted <= AT_ONCE,
        "painting a buyer's message took {painted:.0} ms"
    );

    let row = window
        .find_saying(page::CONVERSATION, "Quixotebottle")
        .await?;
    row.click().await?;
    window.find_saying(page::MESSAGE, QUESTION).await?;

    // What is timed is the way, not the seconds in which the seller may think again.
    let at_once = json!({ "undoSeconds": 0 });
    window.core("settings.setSending", at_once).await?;
    window.type_into(page::COMPOSER, ANSWER).await?;
    let sent = Instant::now();
    window.click(page::SEND).await?;
    arrives(market, thread).await?;
    let arrived = sent.elapsed().as_secs_f64() * 1000.0;
    println!("the reply was on the server after {arrived:.0} ms");
    ensure!(arrived <= AT_ONCE, "the reply took {arrived:.0} ms");

    window.find_saying(page::MESSAGE, ANSWER).await?;
    window.gone(page::OUTBOX).await?;
    let copies = market.copies_in(thread, ANSWER).await?;
    ensure!(copies == 1, "the server has the reply {copies} times");
    Ok(())
}

async fn arrives(market: &Market, thread: &Thread) -> Result<()> {
    let there = async || Ok((market.copies_in(thread, ANSWER).await? > 0).then_some(()));
    until(
        "the reply to be on the server",
        Duration::from_secs(10),
        there,
    )
    .await
}

async fn opened_again(window: &Window) -> Result<()> {
    window.find(page::CONVERSATION).await?;
    window.type_into(page::SEARCH, "Zephyrkiln").await?;
    window
        .find_saying(page::HIT, "Zephyrkiln")
        .await?
        .click()
        .await?;
    window.find_saying(page::MESSAGE, ANSWER).await?;
    Ok(())
}

/// Nothing that was said may lie in a file of the profile: not in the store, a log or what the web
/// view keeps for itself.
fn no_canary_in(dir: &Path) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            no_canary_in(&path)?;
            continue;
        }
        // A socket or a pipe has no content to look into.
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        for canary in CANARIES {
            let utf16: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in [canary.as_bytes(), &utf16] {
                let found = bytes.windows(form.len()).any(|window| window == form);
                ensure!(!found, "`{canary}` lies readable in {}", path.display());
            }
        }
    }
    Ok(())
}
