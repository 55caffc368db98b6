//! # What may have arrived
//!
//! Where a marketplace knows no keys, an attempt whose answer was lost may have been acted upon. It
//! is never made again by itself: the changes are asked for until the attempt would be seen there,
//! and what is seen is [recognised](super::outbox). What is not seen is held, and a human decides.
//!
//! Waiting is done on the clock that never jumps, and anew after a restart.

use std::time::Duration;

use rusqlite::OptionalExtension;

use super::link::{Link, Patience};
use crate::accounts::Reason;
use crate::db::Tx;
use crate::error::Result;
use crate::sync::outbox;

/// Settles what is uncertain; never ends by itself.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    loop {
        patience.begin(link);
        match settle(link).await {
            Ok(()) => {
                patience.good();
                link.unseen_now.notified().await;
            }
            Err(fault) => patience.wait(link, &fault).await,
        }
    }
}

/// Looks until nothing is uncertain any more.
async fn settle(link: &Link) -> Result<()> {
    let account = link.account.row;
    loop {
        let uncertain = link.app.db.write(move |tx| recognised(tx, account)).await?;
        if uncertain.is_empty() {
            return Ok(());
        }
        // It may be there already; where nothing is pushed, nobody else asks now.
        link.look_again().await?;
        let delay = link.capabilities().messages.visible_after_seconds;
        tokio::time::sleep(Duration::from_secs(delay.into())).await;
        link.look_again().await?;
        link.app
            .db
            .write(move |tx| {
                recognised(tx, account)?;
                hold(tx, account, &uncertain)
            })
            .await?;
        // What waited behind them may leave.
        link.push_now.notify_one();
    }
}

/// Recognises what can be; gives the rows of what is still uncertain.
fn recognised(tx: &Tx<'_>, account: i64) -> Result<Vec<i64>> {
    let conversations = tx
        .prepare_cached(
            "SELECT DISTINCT conversation FROM outbox WHERE account = ?1 AND state = 'uncertain'",
        )?
        .query_map([account], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for conversation in conversations {
        if outbox::recognise(tx, conversation)? {
            outbox::show(tx, conversation)?;
        }
    }
    Ok(tx
        .prepare_cached(
            "SELECT row FROM outbox WHERE account = ?1 AND state = 'uncertain' ORDER BY row",
        )?
        .query_map([account], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Leaves to the seller what was not seen.
fn hold(tx: &Tx<'_>, account: i64, rows: &[i64]) -> Result<()> {
    let reason = serde_json::to_string(&Reason::NotSeen)?;
    for row in rows {
        let held = tx
            .prepare_cached(
                "UPDATE outbox SET state = 'held', reason = ?3, changed_at = ?4
                 WHERE row = ?1 AND account = ?2 AND state = 'uncertain' RETURNING conversation",
            )?
            .query_row((row, account, &reason, tx.now()), |row| row.get(0))
            .optional()?;
        if let Some(conversation) = held {
            outbox::grant(tx, *row)?;
            outbox::show(tx, conversation)?;
        }
    }
    Ok(())
}
