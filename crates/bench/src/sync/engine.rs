//! # The workstation without a window
//!
//! A process with the real core, store and connector, and nothing else: it connects an account, asks
//! for the first page of the inbox as the window does, and watches its own memory until the history is
//! there. What it found is one line of JSON on its standard output.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Parser;
use rapport_core::key::KeyFile;
use rapport_core::{Clock, Desk, DeskConfig};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fill::{KEY_FILE, call};
use crate::timing::milliseconds;

/// How many rows the page shows of the inbox at first.
const ROWS: usize = 60;
/// How often is looked whether the inbox has a full page.
const LOOK_FOR_PAGE: Duration = Duration::from_millis(4);
/// How often is looked how far the history is.
const LOOK_FOR_HISTORY: Duration = Duration::from_millis(50);
/// How long nothing may come before the sync is given up.
const PATIENCE: Duration = Duration::from_mins(1);
/// At how many hundredths of the history the memory is looked at.
pub(super) const QUARTERS: [usize; 4] = [25, 50, 75, 100];

/// What the engine is told.
#[derive(Debug, Parser)]
pub struct Line {
    /// The folder of a new profile.
    #[arg(long)]
    pub(super) profile: PathBuf,
    /// Where the marketplace is.
    #[arg(long)]
    pub(super) url: String,
    /// How it lets the seller in.
    #[arg(long)]
    pub(super) token: String,
    /// How many messages the history has.
    #[arg(long)]
    pub(super) messages: usize,
    /// Ends when the first page of the inbox is there.
    #[arg(long)]
    pub(super) page_only: bool,
}

/// What a first sync took, from the command that connects the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Synced {
    /// Milliseconds until the inbox had a full first page.
    pub page: f64,
    /// Milliseconds until the whole history was there; 0 where only the page was waited for.
    pub history: f64,
    /// The memory of this process at each quarter of the history, in bytes; nothing where the system
    /// does not say.
    pub memory: Vec<f64>,
}

/// Runs a first sync.
///
/// # Errors
/// When the store cannot be opened, the account is refused, or nothing comes any more.
pub async fn run(line: &Line) -> Result<Synced> {
    let desk = Desk::new(DeskConfig {
        dir: line.profile.clone(),
        key: Box::new(KeyFile::new(line.profile.join(KEY_FILE))),
        clock: Clock::system(),
        connect: rapport_connectors::connect(),
    });
    let status = desk.open().await?;
    if desk.app().is_err() {
        bail!("the store is not open: {:?}", status.store);
    }
    let began = Instant::now();
    let account = json!({ "name": "Jade & Clay", "baseUrl": line.url, "token": line.token });
    call(&desk, "accounts.connect", account).await?;
    let mut synced = Synced {
        page: page(&desk, began).await?,
        history: 0.0,
        memory: Vec::new(),
    };
    if !line.page_only {
        history(&desk, line.messages, began, &mut synced).await?;
    }
    desk.close().await;
    Ok(synced)
}

/// Waits until the inbox has a full page; the milliseconds since the account was connected.
async fn page(desk: &Desk, began: Instant) -> Result<f64> {
    let top = json!({ "tab": "open", "at": null, "before": 0, "after": ROWS });
    while began.elapsed() < PATIENCE {
        let page = call(desk, "inbox.list", top.clone()).await?;
        let rows = page.pointer("/rows").and_then(Value::as_array);
        if rows.context("a page has rows")?.len() == ROWS {
            return Ok(milliseconds(began));
        }
        tokio::time::sleep(LOOK_FOR_PAGE).await;
    }
    bail!("the inbox had no full page after {PATIENCE:?}")
}

/// Waits until the history is there, and looks at the memory on the way.
async fn history(desk: &Desk, of: usize, began: Instant, synced: &mut Synced) -> Result<()> {
    let (mut last, mut since) = (0, Instant::now());
    loop {
        let shop = call(desk, "accounts.status", Value::Null).await?;
        let number = shop.pointer("/accounts/0/historyMessages");
        let messages = number.and_then(Value::as_u64).context("no account")? as usize;
        let is_done = shop.pointer("/accounts/0/historyDone") == Some(&Value::Bool(true));
        let passed = |quarter: &&usize| match **quarter {
            100 => is_done,
            part => messages * 100 >= of * part,
        };
        let quarters = QUARTERS.iter().filter(passed).count();
        while synced.memory.len() < quarters {
            let Some(resident) = resident() else { break };
            synced.memory.push(resident);
        }
        if is_done {
            synced.history = milliseconds(began);
            anyhow::ensure!(messages == of, "{messages} of {of} messages came");
            return Ok(());
        }
        if messages > last {
            (last, since) = (messages, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            bail!("nothing comes after message {messages}");
        }
        tokio::time::sleep(LOOK_FOR_HISTORY).await;
    }
}

#[cfg(target_os = "linux")]
fn resident() -> Option<f64> {
    crate::process::resident(std::process::id()).ok()
}

#[cfg(not(target_os = "linux"))]
fn resident() -> Option<f64> {
    None
}
