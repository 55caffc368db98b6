//! Private notes: another table than messages, with no way to the outbox. A note cannot be sent.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::db::{self, Tx};
use crate::error::Result;
use crate::search::{Facets, NOTE, Pending};

/// Puts a note there, unless it is there already.
pub(crate) fn put(tx: &Tx<'_>, note: Uuid, conversation: Uuid, text: &str, at: i64) -> Result<()> {
    if exists(tx, note)? {
        return Ok(());
    }
    let row = super::row_of(tx, conversation)?;
    let key = db::key::next(tx, at)?;
    tx.prepare_cached(
        "INSERT INTO notes (key, id, conversation, text, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((key, note, row, text, at))?;
    let (person_row, product_row) = tx
        .prepare_cached("SELECT person, product FROM conversations WHERE row = ?1")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut index = Pending::default();
    let facets = Facets {
        conversation_row: row,
        person_row,
        product_row,
        has_picture: false,
        author: NOTE,
    };
    index.put(key, text, &facets);
    index.write(tx)?;
    tx.touch(conversation);
    Ok(())
}

/// Takes a note away. Its words stay in the journal, for an undo.
pub(crate) fn remove(tx: &Tx<'_>, note: Uuid, conversation: Uuid) -> Result<()> {
    let key = tx
        .prepare_cached("DELETE FROM notes WHERE id = ?1 RETURNING key")?
        .query_row([note], |row| row.get(0))
        .optional()?;
    if let Some(key) = key {
        let mut index = Pending::default();
        index.remove(key);
        index.write(tx)?;
    }
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
