//! Done: the seller says that a conversation needs no (further) answer.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};

/// Marks a conversation done, or opens it again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDone {
    /// The conversation.
    pub conversation_id: Uuid,
    /// Whether it is done.
    pub done: bool,
}

/// Marks a conversation done, or opens it again. Can be undone.
///
/// # Errors
/// [`Error::NotFound`] when there is no such conversation, or nothing in it.
pub async fn set_done(app: App, args: SetDone) -> Result<()> {
    app.db
        .write(move |tx| {
            let conversation = args.conversation_id;
            if is_done(tx, conversation)? == args.done {
                return Ok(());
            }
            let intent = if args.done {
                let up_to =
                    newest_message(tx, conversation)?.ok_or(Error::NotFound("a message"))?;
                Intent::MarkDone {
                    conversation,
                    up_to,
                    at: tx.now(),
                }
            } else {
                Intent::Reopen { conversation }
            };
            journal::act(tx, &intent)
        })
        .await
}

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

/// Whether the seller's mark is there, even if the buyer has written since.
pub(crate) fn is_marked(db: &Connection, conversation: Uuid) -> Result<bool> {
    flag(
        db,
        "SELECT marks.done_key IS NOT NULL FROM marks
         JOIN conversations ON conversations.row = marks.conversation WHERE conversations.id = ?1",
        conversation,
    )
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
fn is_done(db: &Connection, conversation: Uuid) -> Result<bool> {
    flag(
        db,
        "SELECT inbox.done FROM inbox
         JOIN conversations ON conversations.row = inbox.conversation WHERE conversations.id = ?1",
        conversation,
    )
}

fn flag(db: &Connection, sql: &str, conversation: Uuid) -> Result<bool> {
    let found: Option<bool> = db
        .prepare_cached(sql)?
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
