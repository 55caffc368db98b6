//! Wakes what was snoozed until a time, and ends what was muted until one. It looks when the next of
//! them is due, when the seller does something, and every few seconds in any case: while a machine
//! sleeps, or when its clock is set, time passes otherwise than we wait.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::waiting;
use crate::app::App;
use crate::changes::Table;
use crate::db::{Tx, key};
use crate::error::{Error, Result};

/// The longest wait without looking.
const LOOK: Duration = Duration::from_secs(20);
/// The most conversations of one transaction.
const BATCH: u32 = 100;

/// What wakes before a place among the snoozed.
pub(super) const WAKES: &str = "SELECT i.conversation, c.id FROM inbox i
    CROSS JOIN conversations c ON c.row = i.conversation
    WHERE i.wakes_key IS NOT NULL AND i.wakes_key < ?1 LIMIT ?2";
/// What is muted no longer at a time.
pub(super) const UNMUTES: &str = "SELECT i.conversation, c.id FROM inbox i
    CROSS JOIN conversations c ON c.row = i.conversation
    WHERE i.muted_until_at IS NOT NULL AND i.muted_until_at <= ?1 LIMIT ?2";

/// Wakes what is due, until the store is closed.
pub(crate) async fn watch(app: App) {
    let mut announcements = app.db.announcements();
    loop {
        let wait = match wake(&app).await {
            Ok(()) => until_next(&app).await.unwrap_or(LOOK),
            Err(Error::StoreClosed) => return,
            Err(fault) => {
                tracing::error!(%fault, "what is due cannot be woken");
                LOOK
            }
        };
        let pause = tokio::time::sleep(wait.min(LOOK));
        tokio::pin!(pause);
        loop {
            tokio::select! {
                () = &mut pause => break,
                heard = announcements.recv() => match heard {
                    Ok(heard) if !heard.tables.contains(&Table::Marks) => {}
                    Ok(_) | Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                }
            }
        }
    }
}

/// Wakes everything that is due, in small transactions. It sends nothing.
///
/// # Errors
/// What the store says.
pub(crate) async fn wake(app: &App) -> Result<()> {
    loop {
        let now = app.clock.now();
        if app.db.read(move |db| due(db, now)).await?.is_empty() {
            return Ok(());
        }
        app.db.absorb(settle).await?;
    }
}

fn settle(tx: &Tx<'_>) -> Result<()> {
    for (row, id) in due(tx, tx.now())? {
        waiting::settle(tx, row)?;
        tx.touch(id);
    }
    Ok(())
}

/// Conversations that should have woken, or that are muted no longer.
fn due(db: &Connection, now: i64) -> Result<Vec<(i64, Uuid)>> {
    let mut all = Vec::new();
    for (sql, until) in [(WAKES, (now + 1) << key::SHIFT), (UNMUTES, now)] {
        let mut rows = db.prepare_cached(sql)?;
        let rows = rows.query_map((until, BATCH), |row| Ok((row.get(0)?, row.get(1)?)))?;
        all.append(&mut rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(all)
}

/// How long until the next is due.
async fn until_next(app: &App) -> Result<Duration> {
    let next = app.db.read(|db| {
        let first = |sql| -> Result<Option<i64>> {
            Ok(db
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))
                .optional()?)
        };
        let wakes = first(
            "SELECT wakes_key FROM inbox WHERE wakes_key IS NOT NULL ORDER BY wakes_key LIMIT 1",
        )?;
        let unmutes = first(
            "SELECT muted_until_at FROM inbox WHERE muted_until_at IS NOT NULL
             ORDER BY muted_until_at LIMIT 1",
        )?;
        Ok(wakes.map(key::time_of).into_iter().chain(unmutes).min())
    });
    let wait = next
        .await?
        .map(|at| u64::try_from(at - app.clock.now()).unwrap_or(0));
    Ok(wait.map_or(LOOK, Duration::from_millis))
}
