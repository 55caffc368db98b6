//! The demo's tour: what a seller would try first, on the real window, with a picture of each step.
//!
//! First sync, open a conversation, search, reply, network gone, reply again, network back.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use rapport_smoke::market::Market;
use rapport_smoke::window::Window;
use rapport_smoke::{Programs, page, until};

/// How long the marketplace may take to get a reply.
const ARRIVES: Duration = Duration::from_secs(5);
/// How long the window may take to find the marketplace again.
const RETURNS: Duration = Duration::from_mins(1);

/// Drives the real window through a short tour.
#[derive(Debug, Parser)]
struct Tour {
    #[command(flatten)]
    programs: Programs,
    /// The demo's folder, in which the marketplace was filled already.
    #[arg(long)]
    dir: PathBuf,
    /// The port on which the marketplace answers; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Where the screenshots and the log go.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let tour = Tour::parse();
    match tour.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Tour {
    async fn run(&self) -> Result<()> {
        if self.out.exists() {
            std::fs::remove_dir_all(&self.out).context("the last tour cannot be removed")?;
        }
        std::fs::create_dir_all(&self.out)?;
        let mut log = Log::open(&self.out)?;
        let result = self.walk(&mut log).await;
        match &result {
            Ok(()) => log.line("the tour is over; every step did what it should")?,
            Err(error) => log.line(&format!("FAILED {error:#}"))?,
        }
        result
    }

    async fn walk(&self, log: &mut Log) -> Result<()> {
        let mut market = Market::filled(&self.programs, &self.dir, self.port, &self.out)?;
        market.start().await?;
        let profile = self.dir.join("profile");
        let args = market.window_args(&profile)?;
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let window = Window::open(&self.programs, &args, &self.out).await?;

        let mut steps = Steps {
            out: &self.out,
            window: &window,
            number: 0,
            log,
        };
        let walked = steps.walk(&mut market).await;
        if walked.is_err() {
            // What the window shows when something went wrong says more than the error.
            let _ = window.screenshot(&self.out.join("failed.png")).await;
        }
        let closed = window.close().await;
        walked.and(closed.context("step `close the window`"))
    }
}

struct Steps<'a> {
    out: &'a Path,
    window: &'a Window,
    number: u32,
    log: &'a mut Log,
}

impl Steps<'_> {
    async fn walk(&mut self, market: &mut Market) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let synced = async {
            window.find(page::CONVERSATION).await?;
            window.find(page::ONLINE).await?;
            Ok(())
        };
        self.step("first sync", begun, synced.await).await?;

        let begun = Instant::now();
        let opened = async { window.open_first().await };
        self.step("open a conversation", begun, opened.await)
            .await?;

        let begun = Instant::now();
        let searched = search(window, market).await;
        self.step("search", begun, searched).await?;

        let begun = Instant::now();
        let first = "Thank you for asking. It ships tomorrow morning, well wrapped.";
        let replied = async {
            // Back to the list, and to the conversation that has waited longest.
            window.click(page::CLEAR_SEARCH).await?;
            window.open_first().await?;
            window.reply(first).await?;
            arrives(market, first, ARRIVES).await?;
            window.find_saying(page::MESSAGE, first).await?;
            Ok(())
        };
        self.step("reply", begun, replied.await).await?;

        let begun = Instant::now();
        market.stop();
        let gone = window.find(page::OFFLINE).await.map(|_| ());
        self.step("network gone", begun, gone).await?;

        let begun = Instant::now();
        let second = "I have added a small celadon dish to the parcel, as a thank you.";
        let queued = async {
            window.reply(second).await?;
            window.find_saying(page::OUTBOX, second).await?;
            Ok(())
        };
        self.step("reply again", begun, queued.await).await?;

        let begun = Instant::now();
        let back = async {
            market.start().await?;
            arrives(market, second, RETURNS).await?;
            window.find_saying(page::MESSAGE, second).await?;
            window.gone(page::OUTBOX).await?;
            window.find(page::ONLINE).await?;
            for text in [first, second] {
                let times = market.copies(text).await?;
                ensure!(times == 1, "the marketplace has `{text}` {times} times");
            }
            Ok(())
        };
        self.step("network back", begun, back.await).await
    }

    /// Notes how a step went and keeps a picture of it.
    async fn step(&mut self, name: &str, begun: Instant, result: Result<()>) -> Result<()> {
        self.number += 1;
        result.with_context(|| format!("step {} `{name}`", self.number))?;
        let picture = format!("{:02}-{}.png", self.number, name.replace(' ', "-"));
        self.window.screenshot(&self.out.join(&picture)).await?;
        self.log.line(&format!(
            "{} {name}: {:.1} s",
            self.number,
            begun.elapsed().as_secs_f32()
        ))?;
        println!("{} {name}: {picture}", self.number);
        Ok(())
    }
}

/// Looks for a word of a conversation that surely is there, and goes back to the open one.
async fn search(window: &Window, market: &Market) -> Result<()> {
    let word = market.some_word().await?;
    window.type_into(page::SEARCH, &word).await?;
    window.find_saying(page::HIT, &word).await?;
    window.click(page::HIT).await?;
    window.find(page::MESSAGE).await?;
    Ok(())
}

async fn arrives(market: &Market, text: &str, limit: Duration) -> Result<()> {
    let there = async || Ok((market.copies(text).await? > 0).then_some(()));
    until(&format!("the marketplace to have `{text}`"), limit, there).await
}

/// The tour's own log: one line per step.
struct Log(std::fs::File);

impl Log {
    fn open(out: &Path) -> Result<Self> {
        Ok(Self(std::fs::File::create(out.join("tour.log"))?))
    }

    fn line(&mut self, line: &str) -> Result<()> {
        writeln!(self.0, "{line}")?;
        Ok(())
    }
}
