//! # Filling a workstation's store
//!
//! The store is filled by the workstation itself: it connects to a [`YearsMarket`] and syncs until
//! it has everything. Then the seller does what sellers do in private: names clients, writes notes,
//! gives promises.

pub mod bazaar;
mod private;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use rapport_core::ipc::Answer;
use rapport_core::key::KeyFile;
use rapport_core::{Clock, Desk, DeskConfig, ipc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::market::YearsMarket;
use crate::years::{Size, UNTIL};

/// The file beside the store that holds its key, as the demo's profile has it.
pub const KEY_FILE: &str = "store.key";
/// Where nobody answers: the account of a filled store is offline when the window opens it.
const NOWHERE: &str = "http://127.0.0.1:1";
/// How long nothing may happen before the filling is given up.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the account of a filled store is called.
const SHOP: &str = "Jade & Clay";

/// The id of the account of a filled store.
pub fn account_id() -> Uuid {
    rapport_core::id::account("open", NOWHERE, SHOP)
}

/// A workstation on a profile, connected to its years.
#[derive(Debug)]
pub struct Workstation {
    /// The workstation.
    pub desk: Desk,
    /// Where its account is.
    pub market: YearsMarket,
    /// The folder of the profile.
    pub profile: PathBuf,
}

impl std::ops::Deref for Workstation {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

/// Runs a command of the workstation's.
///
/// # Errors
/// Its refusal.
pub async fn call(desk: &Desk, command: &str, args: Value) -> Result<Value> {
    Ok(ask(desk, command, args).await?.read()?)
}

/// Runs a command as the page does, without reading what it answers.
///
/// # Errors
/// When it is refused.
pub async fn ask(desk: &Desk, command: &str, args: Value) -> Result<Answer> {
    let answer = ipc::dispatch(desk, command, args).await;
    answer.map_err(|fault| anyhow!("{command}: {:?} {}", fault.code, fault.detail))
}

impl Workstation {
    /// Opens the profile, new or filled before with the same years; time stands still just after
    /// their end.
    ///
    /// # Errors
    /// When the store cannot be opened, or the years are not possible.
    pub async fn open(profile: &Path, size: Size, number: u64) -> Result<Self> {
        let market = YearsMarket::new(size, number)?;
        let desk = Desk::new(DeskConfig {
            dir: profile.to_owned(),
            key: Box::new(KeyFile::new(profile.join(KEY_FILE))),
            clock: Clock::fixed(UNTIL + 60_000).0,
            connect: std::sync::Arc::new(market.clone()),
        });
        let status = desk.open().await?;
        if desk.app().is_err() {
            bail!("the store is not open: {:?}", status.store);
        }
        Ok(Self {
            desk,
            market,
            profile: profile.to_owned(),
        })
    }

    /// Lets the marketplace tell the first so many messages, and waits until the store has them.
    ///
    /// # Errors
    /// When nothing comes any more.
    pub async fn take(&self, messages: usize, mut progress: impl FnMut(usize)) -> Result<()> {
        let mut taken = self.market.taken();
        self.market.allow(messages);
        loop {
            let now = *taken.borrow_and_update();
            progress(now);
            if now >= messages {
                return Ok(());
            }
            let more = tokio::time::timeout(PATIENCE, taken.changed()).await;
            more.with_context(|| format!("nothing comes after message {now}"))??;
        }
    }

    /// Closes the store.
    pub async fn close(self) {
        self.desk.close().await;
    }
}

/// Fills a profile with the first so many messages of the years, and then with what the seller
/// keeps in private. What was interrupted goes on where it stopped.
///
/// # Errors
/// When the store cannot be opened or filled.
pub async fn profile(
    profile: &Path,
    size: Size,
    number: u64,
    messages: usize,
    progress: impl FnMut(usize),
) -> Result<()> {
    let workstation = Workstation::open(profile, size, number).await?;
    let account = json!({ "name": SHOP, "baseUrl": NOWHERE, "token": "none" });
    call(&workstation, "accounts.connect", account).await?;
    workstation.take(messages, progress).await?;
    private::keep(&workstation).await?;
    workstation.close().await;
    Ok(())
}
