//! # Sync
//!
//! Carries the outbox to each marketplace and brings what is new back. One supervisor follows the
//! accounts; for each it runs four lanes beside each other, so that none waits for another:
//!
//! - [`pull`] follows the changes from a cursor that is committed together with what it brought,
//! - [`history`] walks what was there before, newest first, under its own token,
//! - [`push`] sends the outbox, in order within each conversation,
//! - [`pictures`] fetches pictures when there is nothing better to do,
//!
//! and [`live`] tells the first one when it is worth asking. What they share of an account is its
//! [`link`]: a sign of life that one lane sees wakes all others.

pub mod market;
pub mod outbox;
pub mod pictures;

mod absorb;
mod account;
mod history;
mod link;
mod live;
mod pull;
mod push;
mod retry;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::app::App;
use crate::changes::Table;
use account::Account;
use link::Link;
use market::AccountAccess;

/// How long changes to the accounts are gathered before they are looked at.
const GATHER: Duration = Duration::from_millis(100);
/// How often the accounts are looked at without any sign.
const LOOK: Duration = Duration::from_mins(1);

/// The running sync; it ends with [`Engine::stop`].
#[derive(Debug)]
pub struct Engine {
    stop: watch::Sender<bool>,
    supervisor: JoinHandle<()>,
}

/// Starts the sync of every account there is and will be.
pub fn start(app: App) -> Engine {
    let (stop, stopped) = watch::channel(false);
    let supervisor = tokio::spawn(supervise(app, stopped));
    Engine { stop, supervisor }
}

impl Engine {
    /// Stops every lane. What was just leaving is sent again at the next start, under its old key.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(fault) = self.supervisor.await {
            tracing::error!(%fault, "the sync ended badly");
        }
    }
}

/// An account whose lanes run, or ran until its token was refused.
struct Running {
    access: AccountAccess,
    lanes: Option<(Arc<Link>, JoinHandle<()>)>,
}

impl Running {
    /// Whether nothing is tried until the seller connects again.
    fn is_parked(&self) -> bool {
        self.lanes
            .as_ref()
            .is_none_or(|(link, _)| link.is_parked.load(Ordering::Relaxed))
    }

    /// Lanes that were refused park; only a panic ends their task.
    fn has_panicked(&self) -> bool {
        self.lanes
            .as_ref()
            .is_some_and(|(_, lanes)| lanes.is_finished())
    }
}

async fn supervise(app: App, mut stopped: watch::Receiver<bool>) {
    let mut announcements = app.db.announcements();
    let mut running = HashMap::new();
    let mut look = Instant::now();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            () = app.wake.notified() => wake(&running),
            heard = announcements.recv() => match heard {
                Ok(heard) if !heard.tables.contains(&Table::Accounts) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => look = look.min(Instant::now() + GATHER),
                Err(RecvError::Closed) => break,
            },
            () = tokio::time::sleep_until(look) => {
                look = Instant::now() + LOOK;
                follow(&app, &mut running).await;
            }
        }
    }
    for (_, lanes) in running
        .into_values()
        .filter_map(|account: Running| account.lanes)
    {
        end(lanes).await;
    }
}

fn wake(running: &HashMap<i64, Running>) {
    for (link, _) in running
        .values()
        .filter_map(|account| account.lanes.as_ref())
    {
        link.push_now.notify_one();
    }
}

async fn end(lanes: JoinHandle<()>) {
    lanes.abort();
    // Cancelled is what was asked for; a panic was reported by its hook.
    let _: Result<(), _> = lanes.await;
}

/// Starts what is new, starts again what has another token, ends what is gone.
async fn follow(app: &App, running: &mut HashMap<i64, Running>) {
    let accounts = match app.db.read(account::all).await {
        Ok(accounts) => accounts,
        Err(fault) => {
            tracing::error!(code = ?fault.code(), "the accounts cannot be read");
            return;
        }
    };
    let stays = |row: i64, known: &Running| {
        let new = accounts.iter().find(|new| new.place.row == row);
        new.is_some_and(|new| new.access == known.access && !(new.is_new && known.is_parked()))
    };
    let gone: Vec<i64> = running
        .iter()
        .filter(|(row, known)| !stays(**row, known) || known.has_panicked())
        .map(|(row, _)| *row)
        .collect();
    for row in gone {
        if let Some((_, lanes)) = running.remove(&row).and_then(|account| account.lanes) {
            end(lanes).await;
        }
    }
    for account in accounts {
        if let Entry::Vacant(place) = running.entry(account.place.row) {
            place.insert(run(app, account).await);
        }
    }
}

async fn run(app: &App, account: Account) -> Running {
    let access = account.access.clone();
    match app.connect.market(&access) {
        Ok(market) => {
            let link = Arc::new(Link::new(app.clone(), market, account));
            let lanes = tokio::spawn(serve(Arc::clone(&link)));
            Running {
                access,
                lanes: Some((link, lanes)),
            }
        }
        Err(fault) => {
            let written = account::set_state(app, account.place.row, (&fault).into(), None).await;
            if let Err(fault) = written {
                tracing::error!(code = ?fault.code(), "the account's state cannot be kept");
            }
            Running {
                access,
                lanes: None,
            }
        }
    }
}

/// Runs the lanes of one account until the marketplace refuses its token, and then waits for a new
/// one: the supervisor ends this task when there is one.
async fn serve(link: Arc<Link>) {
    link.begin().await;
    push::recover(&link).await;
    tokio::select! {
        () = pull::run(&link) => {}
        () = history::run(&link) => {}
        () = push::run(&link) => {}
        () = live::run(&link) => {}
        () = pictures::run(&link) => {}
    }
    // What was leaving when another lane was refused goes back into the queue.
    push::recover(&link).await;
    link.is_parked.store(true, Ordering::Relaxed);
    std::future::pending::<()>().await;
}
