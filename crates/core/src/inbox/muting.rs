//! Stars, and muting: a conversation that neither notifies nor alarms for a while. Muting changes
//! nothing else; see [`waiting`] for what does not count.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::waiting;
use crate::db::Tx;
use crate::error::Result;

/// Until the seller says otherwise: the last moment that the page can name, in Unix milliseconds.
pub(crate) const FOREVER: i64 = 8_640_000_000_000_000;

/// Until when a conversation is muted, where that was said and not taken back; it may be over.
pub(crate) fn until(db: &Connection, conversation: Uuid) -> Result<Option<i64>> {
    of(
        db,
        "SELECT muted_until_at FROM marks WHERE conversation = ?1",
        conversation,
    )
}

/// Whether a conversation is starred.
pub(crate) fn is_starred(db: &Connection, conversation: Uuid) -> Result<bool> {
    let starred = of(
        db,
        "SELECT starred FROM marks WHERE conversation = ?1",
        conversation,
    )?;
    Ok(starred == Some(1))
}

/// Mutes a conversation until then, in Unix milliseconds, or no longer.
pub(crate) fn put(tx: &Tx<'_>, conversation: Uuid, until: Option<i64>) -> Result<()> {
    mark(
        tx,
        "INSERT INTO marks (conversation, muted_until_at) VALUES (?1, ?2)
         ON CONFLICT (conversation) DO UPDATE SET muted_until_at = excluded.muted_until_at",
        conversation,
        until,
    )
}

/// Stars a conversation, or no longer.
pub(crate) fn star(tx: &Tx<'_>, conversation: Uuid, starred: bool) -> Result<()> {
    mark(
        tx,
        "INSERT INTO marks (conversation, starred) VALUES (?1, ?2)
         ON CONFLICT (conversation) DO UPDATE SET starred = excluded.starred",
        conversation,
        Some(i64::from(starred)),
    )
}

fn of(db: &Connection, sql: &str, conversation: Uuid) -> Result<Option<i64>> {
    let row = super::row_of(db, conversation)?;
    let found: Option<Option<i64>> = db
        .prepare_cached(sql)?
        .query_row([row], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

fn mark(tx: &Tx<'_>, sql: &str, conversation: Uuid, value: Option<i64>) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    tx.prepare_cached(sql)?.execute((row, value))?;
    tx.touch(conversation);
    waiting::settle(tx, row)
}
