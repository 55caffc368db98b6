//! Done: the seller says that a conversation needs no (further) answer.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::waiting;
use crate::db::Tx;
use crate::error::Result;
use crate::journal::Intent;

/// Sets or takes away the mark: the newest message it covers, and when it was made.
pub(crate) fn mark(tx: &Tx<'_>, conversation: Uuid, mark: Option<(Uuid, i64)>) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    let (key, at) = match mark {
        Some((up_to, at)) => (key_of(tx, up_to)?, Some(at)),
        None => (None, None),
    };
    tx.prepare_cached(
        "INSERT INTO marks (conversation, done_key, done_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (conversation) DO UPDATE
         SET done_key = excluded.done_key, done_at = excluded.done_at",
    )?
    .execute((row, key, at))?;
    tx.touch(conversation);
    waiting::settle(tx, row)
}

/// What opens a conversation again where the seller's mark is there, even if the buyer has written
/// since.
pub(crate) fn reopen(db: &Connection, conversation: Uuid) -> Result<Option<Intent>> {
    let mark: Option<(Option<Uuid>, Option<i64>)> = db
        .prepare_cached(
            "SELECT (SELECT id FROM messages WHERE key = marks.done_key), marks.done_at FROM marks
             JOIN conversations ON conversations.row = marks.conversation
             WHERE conversations.id = ?1 AND marks.done_key IS NOT NULL",
        )?
        .query_row([conversation], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(mark.map(|(up_to, at)| Intent::Reopen {
        conversation,
        up_to,
        at,
    }))
}

/// The newest message of a conversation.
pub(crate) fn newest_message(db: &Connection, conversation: Uuid) -> Result<Option<Uuid>> {
    Ok(db
        .prepare_cached(
            "SELECT messages.id FROM conversations
             JOIN messages ON messages.conversation = conversations.row
             WHERE conversations.id = ?1 ORDER BY messages.key DESC LIMIT 1",
        )?
        .query_row([conversation], |row| row.get(0))
        .optional()?)
}

/// Whether the conversation stands under Done.
pub(crate) fn is_done(db: &Connection, conversation: Uuid) -> Result<bool> {
    let found: Option<bool> = db
        .prepare_cached(
            "SELECT inbox.done FROM inbox
             JOIN conversations ON conversations.row = inbox.conversation
             WHERE conversations.id = ?1",
        )?
        .query_row([conversation], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(false))
}

fn key_of(db: &Connection, message: Uuid) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
        .query_row([message], |row| row.get(0))
        .optional()?)
}
