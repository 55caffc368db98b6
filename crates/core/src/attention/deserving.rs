//! # Who deserves the seller's attention
//!
//! Whatever calls the seller asks here first: notifications, the alarm, and the line above the list.

use rapport_protocol::RecordKind;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::Result;
use crate::id;

/// Which conversations may call at all, of `conversations c` joined with `inbox i`: not those that
/// are muted or put off, and not a blocked person's.
pub(crate) const MAY_CALL: &str = "c.deleted = 0 AND i.muted_until_at IS NULL
               AND i.wakes_key IS NULL
               AND NOT EXISTS (SELECT 1 FROM blocked WHERE blocked.person = c.person)";

/// Whether what came in a conversation up to that key still waits to be seen: nobody has answered
/// it, marked it as done or read it on the marketplace, and no answer is on its way.
///
/// # Errors
/// What SQLite says.
pub(crate) fn calls(db: &Connection, conversation: Uuid, key: i64) -> Result<bool> {
    let sql = format!(
        "SELECT account.id, c.seller_read
         FROM conversations c
         CROSS JOIN inbox i ON i.conversation = c.row
         CROSS JOIN accounts account ON account.row = c.account
         WHERE c.id = ?1 AND {MAY_CALL}
               AND NOT EXISTS (SELECT 1 FROM messages answer
                               WHERE answer.conversation = c.row AND answer.author = 'seller'
                                     AND answer.key > ?2)
               AND NOT EXISTS (SELECT 1 FROM marks mark
                               WHERE mark.conversation = c.row AND mark.done_key >= ?2)
               AND NOT EXISTS (SELECT 1 FROM outbox entry
                               WHERE entry.conversation = c.row
                                     AND entry.state NOT IN ('sent', 'cancelled')
                                     AND entry.created_at > ?3)"
    );
    let at = crate::db::key::time_of(key);
    let found: Option<(Uuid, Option<String>)> = db
        .prepare_cached(&sql)?
        .query_row((conversation, key, at), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(match found {
        None => false,
        Some((_, None)) => true,
        Some((account, Some(read))) => !was_read(db, account, &read, key)?,
    })
}

/// Whether the newest message that the seller has seen on the marketplace is that one or a later.
fn was_read(db: &Connection, account: Uuid, read: &str, key: i64) -> Result<bool> {
    let read: Option<i64> = db
        .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
        .query_row([id::derived(account, RecordKind::Message, read)], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(read.is_some_and(|read| read >= key))
}
