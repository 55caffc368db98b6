//! # Sync
//!
//! Carries the outbox to each marketplace and brings what is new back. One supervisor follows the
//! accounts; for each it runs lanes beside each other, so that none waits for another:
//!
//! - [`pull`] follows the changes from a cursor that is committed together with what it brought,
//! - [`history`] walks what was there before, newest first, under its own token,
//! - [`push`] sends the outbox, in order within each conversation,
//! - [`timed`] queues what leaves at a chosen time,
//! - [`reading`] tells how far the seller has read,
//! - [`unseen`] settles what may have arrived and was not answered,
//! - [`pictures`] fetches pictures when there is nothing better to do,
//!
//! [`live`] tells the first one when it is worth asking, and [`waking`] all of them when the machine
//! has slept. What they share of an account is its
//! [`link`]: a sign of life that one lane sees wakes all others. They speak to the marketplace
//! through [`renewing`], under a token that never seems to end.

pub mod access;
pub mod market;
pub mod outbox;
pub mod pictures;

mod absorb;
mod account;
mod history;
mod link;
mod live;
mod pace;
mod pull;
mod push;
mod reading;
mod renewing;
mod retry;
mod signals;
#[cfg(test)]
mod tests;
mod timed;
mod unseen;
mod waking;
mod watched;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use crate::accounts::sign_in;
use crate::app::App;
use crate::changes::Table;
use access::AccountAccess;
use account::Account;
use link::Link;
use renewing::Renewing;

#[cfg(test)]
pub(crate) use absorb::{AccountRow, absorb as absorb_changes};
pub(crate) use account::access_of;

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

    /// Ends it wherever it waits, and whatever it was about to keep.
    #[cfg(feature = "simulation")]
    pub(crate) fn kill(self) {
        self.supervisor.abort();
    }
}

/// An account whose lanes run, or ran until we were no longer let in.
struct Running {
    /// Which connection of the seller's they serve.
    connections: i64,
    lanes: Option<Lanes>,
}

/// The lanes of one account.
struct Lanes {
    link: Arc<Link>,
    market: Arc<Renewing>,
    task: AbortOnDropHandle<()>,
}

impl Running {
    /// Lanes that were refused park; only a panic ends their task.
    fn has_panicked(&self) -> bool {
        self.lanes
            .as_ref()
            .is_some_and(|lanes| lanes.task.is_finished())
    }
}

impl Lanes {
    /// Ends them, and keeps what a renewal that runs still brings.
    async fn end(self) -> Arc<Link> {
        self.task.abort();
        // Cancelled is what was asked for; a panic was reported by its hook.
        let _: Result<(), _> = self.task.await;
        self.market.settled().await;
        self.link
    }
}

/// Gives tokens back that nobody will use any more. Nobody waits for it: they are forgotten here
/// whether or not the marketplace hears of it.
pub(crate) fn give_back(app: &App, access: AccountAccess) {
    let connect = Arc::clone(&app.connect);
    tokio::spawn(async move {
        if let Err(fault) = connect.revoke(&access).await {
            tracing::info!(%fault, "tokens could not be given back");
        }
    });
}

async fn supervise(app: App, mut stopped: watch::Receiver<bool>) {
    let mut announcements = app.db.announcements();
    let mut running = BTreeMap::new();
    let mut look = Instant::now();
    sign_in::recover(&app).await;
    loop {
        tokio::select! {
            biased;
            _ = stopped.changed() => break,
            () = app.wake.notified() => wake(&running),
            () = app.hurry.notified() => hurry(&running),
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
    for lanes in running
        .into_values()
        .filter_map(|account: Running| account.lanes)
    {
        lanes.end().await;
    }
}

fn wake(running: &BTreeMap<i64, Running>) {
    for lanes in running
        .values()
        .filter_map(|account| account.lanes.as_ref())
    {
        lanes.link.push_now.notify_one();
        lanes.link.unseen_now.notify_one();
        lanes.link.timed_now.notify_one();
        lanes.link.reading_now.notify_one();
    }
}

fn hurry(running: &BTreeMap<i64, Running>) {
    for lanes in running
        .values()
        .filter_map(|account| account.lanes.as_ref())
    {
        lanes.link.hurry();
    }
}

/// Starts what is new, starts again what the seller has connected again, ends what is gone.
async fn follow(app: &App, running: &mut BTreeMap<i64, Running>) {
    let accounts = match app.db.read(account::all).await {
        Ok(accounts) => accounts,
        Err(fault) => {
            tracing::error!(%fault, "the accounts cannot be read");
            return;
        }
    };
    let stays = |row: i64, known: &Running| {
        let new = accounts.iter().find(|new| new.place.row == row);
        new.is_some_and(|new| new.connections == known.connections)
    };
    let gone: Vec<i64> = running
        .iter()
        .filter(|(row, known)| !stays(**row, known) || known.has_panicked())
        .map(|(row, _)| *row)
        .collect();
    for row in gone {
        if let Some(lanes) = running.remove(&row).and_then(|account| account.lanes) {
            // What was leaving goes back into the queue.
            push::recover(&*lanes.end().await).await;
        }
    }
    for account in accounts {
        if let Entry::Vacant(place) = running.entry(account.place.row) {
            place.insert(run(app, account).await);
        }
    }
}

async fn run(app: &App, account: Account) -> Running {
    let connections = account.connections;
    match Renewing::new(app.clone(), account.place.row, account.access.clone()) {
        Ok(market) => {
            let market = Arc::new(market);
            let shared = Arc::<Renewing>::clone(&market);
            let link = Arc::new(Link::new(app.clone(), shared, account));
            let task = AbortOnDropHandle::new(tokio::spawn(serve(Arc::clone(&link))));
            let lanes = Some(Lanes { link, market, task });
            Running { connections, lanes }
        }
        Err(fault) => {
            let written = account::set_state(app, account.place.row, (&fault).into(), None).await;
            if let Err(fault) = written {
                tracing::error!(%fault, "the account's state cannot be kept");
            }
            let lanes = None;
            Running { connections, lanes }
        }
    }
}

/// Runs the lanes of one account until the marketplace no longer lets us in, and then waits: the
/// supervisor ends this task when the seller has connected the account again.
async fn serve(link: Arc<Link>) {
    link.begin().await;
    tokio::select! {
        biased;
        () = pull::run(&link) => {}
        () = history::run(&link) => {}
        () = push::run(&link) => {}
        () = live::run(&link) => {}
        () = pictures::run(&link) => {}
        () = unseen::run(&link) => {}
        () = timed::run(&link) => {}
        () = reading::run(&link) => {}
        () = waking::run(&link) => {}
    }
    // The lane that was writing down why may have been dropped with the others.
    link.tell().await;
    // What was leaving when another lane was refused goes back into the queue.
    push::recover(&link).await;
    std::future::pending::<()>().await;
}
