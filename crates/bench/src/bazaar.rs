//! # What the marketplace serves and takes
//!
//! The real `bazaar serve` on this machine, with a file full of years, asked over HTTP as a
//! workstation asks. Beside it stands an axum server in a process of its own, with the same HTTP
//! stack, which answers the same requests with the same bytes: what it takes is the price of HTTP,
//! and what bazaar takes more is the price of being a marketplace. For operations the yardstick also
//! writes one row to a file of its own, and has it on the disk before it answers.
//!
//! All requests are made ahead and asked of both by turns, so that nothing but the answering is
//! measured and a noisy minute falls on both.

mod load;
mod operations;
pub(crate) mod server;
mod walk;
pub mod yardstick;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::figure::{Figure, Measure, Unit};
use crate::fill::bazaar::{DB_FILE, SellerAccess};
use crate::tell;
use load::{Ask, Load};
use operations::Operations;
use server::Server;
use walk::{Page, Walk};

/// How often both are asked everything.
const ROUNDS: usize = 3;
/// How many operations they take in a round.
const OPERATIONS: usize = 300;
/// What stands beside answers that are only read.
const SAME_BYTES: &str = "axum, the same bytes";
/// What stands beside answers to operations.
const ONE_ROW: &str = "axum, one durable row, the same bytes";

/// The programs that are measured, as they were built for release.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The marketplace.
    pub bazaar: PathBuf,
    /// What stands beside it: `yardstick` of this crate.
    pub yardstick: PathBuf,
}

/// Measures the marketplace in a folder that [`fill::bazaar::folder`](crate::fill::bazaar::folder)
/// made. What it takes in stays there: some thousand messages more.
///
/// # Errors
/// When a program does not start, or refuses what it should not.
pub async fn measure(programs: &Programs, dir: &Path) -> Result<Vec<Figure>> {
    let access = SellerAccess::read(dir)?;
    let scratch = tempfile::tempdir_in(dir)?;
    let url_file = scratch.path().join("bazaar.url");
    let started = server::bazaar(&programs.bazaar, &dir.join(DB_FILE), &url_file);
    let ours = Server::start(started, &url_file, &access.seller_token).await?;
    let changes = Walk::changes(&access).walk(&ours).await?;
    let history = Walk::history(&access).walk(&ours).await?;

    let mut operations = Operations::in_the_conversations_of(history.answers.values())?;
    let mut answers = history.answers;
    answers.extend(changes.answers);
    for ask in operations.next(1)? {
        let answer = ours.client()?.ask(&ask).await?;
        answers.insert(ask.path, String::from_utf8(answer.into())?);
    }
    let url_file = scratch.path().join("yardstick.url");
    let started = yardstick::command(&programs.yardstick, scratch.path(), &answers, &url_file)?;
    let both = Both {
        beside: Server::start(started, &url_file, &access.seller_token).await?,
        ours,
        messages: access.messages.into(),
    };

    let mut figures = walked(&history.pages, both.messages);
    for clients in [1, 2] {
        let what = ("changes", "records in pages of 200", SAME_BYTES);
        figures.extend(
            both.measure(what, clients, || Ok(changes.asks.clone()))
                .await?,
        );
        let what = ("history", "records in pages of 200 messages", SAME_BYTES);
        figures.extend(
            both.measure(what, clients, || Ok(history.asks.clone()))
                .await?,
        );
    }
    for clients in [1, 8] {
        let what = ("operations", "messages taken", ONE_ROW);
        let asks = || operations.next(OPERATIONS);
        figures.extend(both.measure(what, clients, asks).await?);
    }
    Ok(figures)
}

/// The marketplace and what stands beside it.
struct Both {
    ours: Server,
    beside: Server,
    messages: u64,
}

impl Both {
    /// Asks both by turns, and says how long an answer takes and how much is answered in a second.
    async fn measure(
        &self,
        (what, counted, beside): (&str, &str, &str),
        clients: usize,
        mut asks: impl FnMut() -> Result<Vec<Ask>>,
    ) -> Result<Vec<Figure>> {
        let (mut ours, mut theirs) = (Load::default(), Load::default());
        for _ in 0..ROUNDS {
            let asks = asks()?;
            ours.add(load::ask_all(&self.ours, &asks, clients).await?);
            theirs.add(load::ask_all(&self.beside, &asks, clients).await?);
        }
        let clients = match clients {
            1 => "one client".to_owned(),
            more => format!("{more} clients"),
        };
        let rate = |load: &Load| Measure::once(Unit::PerSecond, load.rate());
        let wait = |load: Load| Measure::of(Unit::Milliseconds, 0.99, load.milliseconds);
        let name = format!("{what}: {counted}, {clients}");
        let rate = self
            .figure(&name, rate(&ours))
            .beside(beside, rate(&theirs));
        let name = format!("{what}: an answer, {clients}");
        let wait = self.figure(&name, wait(ours)).beside(beside, wait(theirs));
        Ok(vec![tell(rate), tell(wait)])
    }

    fn figure(&self, name: &str, measure: Measure) -> Figure {
        Figure::new("bazaar", name, self.messages, measure)
    }
}

/// What the walk through the history showed: that its far end costs what its beginning does, and how
/// long a first sync waits for the marketplace.
fn walked(pages: &[Page], messages: u64) -> Vec<Figure> {
    // What no message told of comes after the messages, in pages of another kind.
    let of_messages = pages
        .chunks((messages as usize).div_ceil(walk::PAGE as usize))
        .next();
    let of_messages = of_messages.unwrap_or_default();
    let tenth = of_messages.len().div_ceil(10).max(1);
    let times = |pages: Option<&[Page]>| {
        let times = pages
            .unwrap_or_default()
            .iter()
            .map(|page| page.milliseconds);
        Measure::of(Unit::Milliseconds, 0.5, times.collect())
    };
    let oldest = times(of_messages.rchunks(tenth).next());
    let newest = times(of_messages.chunks(tenth).next());
    let name = "history: a page of the oldest tenth, middle";
    let depth = Figure::new("bazaar", name, messages, oldest).beside("of the newest tenth", newest);
    let seconds: f64 = pages.iter().map(|page| page.milliseconds / 1_000.0).sum();
    let rate = Measure::once(Unit::PerSecond, messages as f64 / seconds);
    let whole = Figure::new(
        "bazaar",
        "history: messages, the whole walk",
        messages,
        rate,
    );
    vec![tell(depth), tell(whole)]
}
