//! Reading: how far a conversation was looked at. Reading answers nobody, and answering is reading.
//!
//! A conversation is unread while the buyer has written something that nobody has looked at here,
//! that the marketplace does not say was seen there, and that no answer and no *Done* came after; or
//! while the seller has marked it so. Looking is no act: it is not journaled and there is nothing to
//! undo. Where the marketplace keeps how far the seller read, it is told (`sync::reading`); that
//! something was marked unread stays here, since no marketplace takes that back.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::place::Place;
use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;

/// The seller has looked at a conversation.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadConversation {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The place of the newest message that was shown; what came after it was not seen.
    pub up_to: i64,
}

/// Something was read here that a marketplace keeps count of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Untold {
    /// The conversation's row, and what the marketplace calls it.
    pub(crate) conversation: (i64, String),
    /// How far it was seen, and the newest message up to there as the marketplace calls it.
    pub(crate) seen: (i64, String),
}

/// The seller has looked at a conversation, to where it was shown.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn read(app: App, args: ReadConversation) -> Result<()> {
    // Almost always there is nothing new, and then nothing is written.
    let id = args.conversation_id;
    if !app.db.read(move |db| is_unread(db, id)).await? {
        return Ok(());
    }
    app.db
        .write(move |tx| {
            let row = super::row_of(tx, id)?;
            let up_to: Option<i64> = tx
                .prepare_cached(
                    "SELECT key FROM messages WHERE conversation = ?1 AND key <= ?2
                     ORDER BY key DESC LIMIT 1",
                )?
                .query_row((row, args.up_to), |row| row.get(0))
                .optional()?;
            saw(tx, id, up_to.unwrap_or(-1))
        })
        .await?;
    app.wake.notify_one();
    Ok(())
}

/// Whether there is something to be read.
pub(crate) fn is_unread(db: &Connection, conversation: Uuid) -> Result<bool> {
    let row = super::row_of(db, conversation)?;
    let unread: Option<bool> = db
        .prepare_cached("SELECT unread FROM inbox WHERE conversation = ?1")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    Ok(unread.unwrap_or_default())
}

/// Whether the seller has marked it unread, and nobody was there since.
pub(crate) fn is_marked(db: &Connection, conversation: Uuid) -> Result<bool> {
    let row = super::row_of(db, conversation)?;
    let marked = db
        .prepare_cached(
            "SELECT 1 FROM readings WHERE conversation = ?1 AND unread_key IS NOT NULL",
        )?
        .exists([row])?;
    Ok(marked && is_unread(db, conversation)?)
}

/// Marks a conversation as read or unread, up to a message.
pub(crate) fn mark(tx: &Tx<'_>, conversation: Uuid, read: bool, up_to: Uuid) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    let key: Option<i64> = tx
        .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
        .query_row([up_to], |row| row.get(0))
        .optional()?;
    let Some(key) = key else {
        return Ok(());
    };
    if read {
        return saw(tx, conversation, key);
    }
    tx.prepare_cached(
        "INSERT INTO readings (conversation, unread_key) VALUES (?1, ?2)
         ON CONFLICT (conversation) DO UPDATE SET unread_key = excluded.unread_key",
    )?
    .execute((row, key))?;
    tx.touch(conversation);
    waiting::settle(tx, row)
}

/// Takes the mark away; what nobody has looked at stays unread.
pub(crate) fn unmark(tx: &Tx<'_>, conversation: Uuid) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    tx.prepare_cached("UPDATE readings SET unread_key = NULL WHERE conversation = ?1")?
        .execute([row])?;
    tx.touch(conversation);
    waiting::settle(tx, row)
}

/// Somebody looked, up to the message of that key.
fn saw(tx: &Tx<'_>, conversation: Uuid, key: i64) -> Result<()> {
    let place = Place::named(tx, conversation)?;
    // A marketplace that does not keep it need not be told, now or when it learns to.
    let told = if place.capabilities.thread_state.read_flag {
        -1
    } else {
        key
    };
    tx.prepare_cached(
        "INSERT INTO readings (conversation, seen_key, told_key) VALUES (?1, ?2, ?3)
         ON CONFLICT (conversation) DO UPDATE SET
             seen_key = max(seen_key, excluded.seen_key),
             told_key = max(told_key, excluded.told_key), unread_key = NULL",
    )?
    .execute((place.row, key, told))?;
    tx.touch(conversation);
    waiting::settle(tx, place.row)
}

/// What was seen and not told, of one account.
pub(super) const UNTOLD: &str = "SELECT c.row, c.remote_id, r.seen_key, m.remote_id
    FROM readings r
    CROSS JOIN conversations c ON c.row = r.conversation
    CROSS JOIN messages m ON m.key = (
        SELECT key FROM messages WHERE conversation = c.row AND key <= r.seen_key
        ORDER BY key DESC LIMIT 1)
    WHERE r.seen_key > r.told_key AND c.account = ?1 AND c.deleted = 0 LIMIT 1";

/// Something of that account that its marketplace was not told yet.
pub(crate) fn untold(db: &Connection, account: i64) -> Result<Option<Untold>> {
    Ok(db
        .prepare_cached(UNTOLD)?
        .query_row([account], |row| {
            Ok(Untold {
                conversation: (row.get(0)?, row.get(1)?),
                seen: (row.get(2)?, row.get(3)?),
            })
        })
        .optional()?)
}

/// The marketplace was told, or does not want to know.
pub(crate) fn told(tx: &Tx<'_>, it: &Untold) -> Result<()> {
    tx.prepare_cached("UPDATE readings SET told_key = max(told_key, ?2) WHERE conversation = ?1")?
        .execute((it.conversation.0, it.seen.0))?;
    Ok(())
}
