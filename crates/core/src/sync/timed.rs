//! # What leaves at a chosen time
//!
//! Waits until the soonest scheduled entry is due, and queues or holds it. When the machine sleeps
//! meanwhile or its clock is set, [waking](super::waking) tells.

use std::time::Duration;

use super::link::Link;
use super::outbox;
use super::retry;
use crate::error::Result;

/// Queues what is due; never ends by itself.
pub(super) async fn run(link: &Link) {
    let mut failures = 0;
    loop {
        let wait = match step(link).await {
            Ok(wait) => {
                failures = 0;
                wait
            }
            Err(fault) => {
                failures += 1;
                tracing::error!(account = link.account.row, %fault, "what is due cannot be queued");
                Some(retry::own_delay(failures))
            }
        };
        tokio::select! {
            biased;
            () = link.timed_now.notified() => {}
            () = sleep(wait) => {}
        }
    }
}

/// Queues what is due; gives how long until it is worth looking again, where anything is scheduled.
async fn step(link: &Link) -> Result<Option<Duration>> {
    let account = link.account.row;
    let due = move |db: &rusqlite::Connection| outbox::next_due(db, account);
    let Some(mut next) = link.app.db.read(due).await? else {
        return Ok(None);
    };
    if next <= link.app.clock.now() {
        if link
            .app
            .db
            .write(move |tx| outbox::ripen(tx, account))
            .await?
        {
            link.push_now.notify_one();
        }
        match link.app.db.read(due).await? {
            Some(soonest) => next = soonest,
            None => return Ok(None),
        }
    }
    let wait = u64::try_from(next - link.app.clock.now()).unwrap_or(0);
    Ok(Some(Duration::from_millis(wait)))
}

async fn sleep(wait: Option<Duration>) {
    match wait {
        Some(wait) => tokio::time::sleep(wait).await,
        None => std::future::pending().await,
    }
}
