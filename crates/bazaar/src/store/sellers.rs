//! Sellers and their counters.

use rusqlite::{OptionalExtension, Transaction};

use super::fresh_id;
use crate::error::{Error, Result};

/// How far a seller's stream goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The newest revision.
    pub(crate) head: i64,
    /// Cursors below this are no longer honoured.
    pub(crate) horizon: i64,
}

/// Adds a seller.
pub(crate) fn add(tx: &Transaction<'_>, name: &str, now: i64) -> Result<String> {
    let id = fresh_id("seller")?;
    let columns = "INSERT INTO sellers (id, name, created_at) VALUES (?1, ?2, ?3)";
    tx.execute(columns, (&id, name, now))?;
    Ok(id)
}

/// What the shop is called.
pub(crate) fn name(tx: &Transaction<'_>, id: &str) -> Result<String> {
    let mut name = tx.prepare_cached("SELECT name FROM sellers WHERE id = ?1")?;
    let found = name.query_row([id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found("seller"))
}

/// How far the seller's stream goes.
pub(crate) fn reach(tx: &Transaction<'_>, seller: &str) -> Result<Reach> {
    let mut reach = tx.prepare_cached("SELECT revision, horizon FROM sellers WHERE id = ?1")?;
    Ok(reach.query_row([seller], |row| {
        Ok(Reach {
            head: row.get(0)?,
            horizon: row.get(1)?,
        })
    })?)
}

/// Forgets every cursor given so far, as a server does that keeps changes for a while only.
pub(crate) fn expire_cursors(tx: &Transaction<'_>, seller: &str) -> Result<()> {
    // The head itself moves too: otherwise a cursor at the head would still be good.
    let moved = tx.execute(
        "UPDATE sellers SET revision = revision + 1, horizon = revision + 1 WHERE id = ?1",
        [seller],
    )?;
    if moved == 0 {
        Err(Error::not_found("seller"))
    } else {
        Ok(())
    }
}

/// The ids and names of the first sellers who came.
pub(crate) fn first(tx: &Transaction<'_>) -> Result<Vec<(String, String)>> {
    let mut first = tx.prepare_cached("SELECT id, name FROM sellers ORDER BY rowid LIMIT 50")?;
    let rows = first.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
