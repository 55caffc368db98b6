//! What leaves at a chosen time. Its time coming is a transaction like an act of the seller's: every
//! check that a hand passes is passed again then.

use rusqlite::{Connection, OptionalExtension};

use super::find;
use crate::db::Tx;
use crate::error::Result;

/// When the next entry of an account leaves, in Unix milliseconds.
///
/// # Errors
/// What SQLite says.
pub(crate) fn next_due(db: &Connection, account: i64) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(
            "SELECT next_at FROM outbox WHERE account = ?1 AND state = 'scheduled'
             ORDER BY next_at LIMIT 1",
        )?
        .query_row([account], |row| row.get(0))
        .optional()?)
}

/// Queues what is due, and holds what no longer makes sense; gives whether anything is queued.
///
/// # Errors
/// What SQLite says.
pub(crate) fn ripen(tx: &Tx<'_>, account: i64) -> Result<bool> {
    let due = tx
        .prepare_cached(
            "SELECT id FROM outbox WHERE account = ?1 AND state = 'scheduled' AND next_at <= ?2
             ORDER BY next_at, row",
        )?
        .query_map((account, tx.now()), |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut queued = false;
    for id in due {
        let found = find(tx, id)?;
        let stopped = found.objection(tx, tx.now())?;
        let state = if stopped.is_some() { "held" } else { "queued" };
        let reason = stopped.as_ref().map(serde_json::to_string).transpose()?;
        tx.prepare_cached(
            "UPDATE outbox SET state = ?2, reason = ?3, next_at = ?4, changed_at = ?4 WHERE row = ?1",
        )?
        .execute((found.row, state, reason, tx.now()))?;
        to_the_end(tx, found.row)?;
        queued |= stopped.is_none();
        found.settled(tx)?;
    }
    Ok(queued)
}

/// Puts an entry behind everything else: it is as if it had been written now.
///
/// # Errors
/// What SQLite says.
pub(super) fn to_the_end(tx: &Tx<'_>, row: i64) -> Result<()> {
    tx.prepare_cached("UPDATE outbox SET row = (SELECT max(row) FROM outbox) + 1 WHERE row = ?1")?
        .execute([row])?;
    Ok(())
}
