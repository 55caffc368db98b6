//! Private notes: another table than messages, with no way to the outbox. A note cannot be sent.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::db::{self, Tx};
use crate::error::Result;

/// Puts a note there, unless it is there already.
pub(crate) fn put(tx: &Tx<'_>, note: Uuid, conversation: Uuid, text: &str, at: i64) -> Result<()> {
    if exists(tx, note)? {
        return Ok(());
    }
    let row = super::row_of(tx, conversation)?;
    tx.prepare_cached(
        "INSERT INTO notes (key, id, conversation, text, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((db::key::next(tx, at)?, note, row, text, at))?;
    tx.touch(conversation);
    Ok(())
}

/// Takes a note away. Its words stay in the journal, for an undo.
pub(crate) fn remove(tx: &Tx<'_>, note: Uuid, conversation: Uuid) -> Result<()> {
    tx.prepare_cached("DELETE FROM notes WHERE id = ?1")?
        .execute([note])?;
    tx.touch(conversation);
    Ok(())
}

/// Whether the note is there.
pub(crate) fn exists(db: &Connection, note: Uuid) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM notes WHERE id = ?1")?
        .query_row([note], |_| Ok(()))
        .optional()?
        .is_some())
}
