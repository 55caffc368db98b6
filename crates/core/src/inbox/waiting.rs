//! Who waits, and since when.
//!
//! A conversation waits from the buyer's first message that no human has answered. An accepted
//! answer or *Done* ends it; later messages of the buyer's, automatic replies and notes do not
//! move the clock. *Done* holds until the buyer writes again.

use rusqlite::{Connection, OptionalExtension};

use crate::db::Tx;
use crate::error::Result;

/// Computes the conversation's row in `inbox` from its messages, marks, outbox and drafts.
///
/// # Errors
/// What SQLite says.
pub(crate) fn settle(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    let newest = key(
        tx,
        "SELECT key FROM messages
         WHERE conversation = ?1
               AND EXISTS (SELECT 1 FROM conversations WHERE row = ?1 AND deleted = 0)
         ORDER BY key DESC LIMIT 1",
        conversation,
    )?;
    let Some(newest) = newest else {
        tx.prepare_cached("DELETE FROM inbox WHERE conversation = ?1")?
            .execute([conversation])?;
        return Ok(());
    };
    let answered = key(
        tx,
        "SELECT key FROM messages WHERE conversation = ?1 AND author = 'seller'
         ORDER BY key DESC LIMIT 1",
        conversation,
    )?;
    let done = key(
        tx,
        "SELECT done_key FROM marks WHERE conversation = ?1",
        conversation,
    )?;
    let waiting: Option<i64> = tx
        .prepare_cached(
            "SELECT key FROM messages WHERE conversation = ?1 AND author = 'buyer' AND key > ?2
             ORDER BY key LIMIT 1",
        )?
        .query_row((conversation, answered.max(done).unwrap_or(-1)), |row| {
            row.get(0)
        })
        .optional()?;
    let is_done = done.is_some() && waiting.is_none();
    let (queued, trouble) = outbox(tx, conversation)?;
    tx.prepare_cached(
        "INSERT INTO inbox (conversation, newest_key, waiting_key, done, queued, trouble, draft)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6,
                 EXISTS (SELECT 1 FROM drafts WHERE conversation = ?1))
         ON CONFLICT (conversation) DO UPDATE SET
             newest_key = excluded.newest_key, waiting_key = excluded.waiting_key,
             done = excluded.done, queued = excluded.queued, trouble = excluded.trouble,
             draft = excluded.draft",
    )?
    .execute((conversation, newest, waiting, is_done, queued, trouble))?;
    Ok(())
}

/// How many replies are on their way, and how many stopped with a reason.
fn outbox(tx: &Tx<'_>, conversation: i64) -> Result<(i64, i64)> {
    Ok(tx
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state NOT IN ('held', 'rejected')),
                    count(*) FILTER (WHERE state IN ('held', 'rejected'))
             FROM outbox WHERE conversation = ?1 AND state NOT IN ('sent', 'cancelled')",
        )?
        .query_row([conversation], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn key(db: &Connection, sql: &str, conversation: i64) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(sql)?
        .query_row([conversation], |row| row.get(0))
        .optional()?
        .flatten())
}
