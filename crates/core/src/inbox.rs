//! # The inbox
//!
//! Conversations with buyers, ordered by who waits longest. The table `inbox` holds one row per
//! conversation that has messages: what its tabs are ordered by, computed by [`waiting::settle`]
//! whenever something that it depends on changes, in the same transaction.
//!
//! Lists and threads are windows anchored by a key, never by an offset: a window costs the same at
//! the top and in the depth of a million rows.

pub mod composer;
pub mod done;
pub mod head;
pub mod list;
pub(crate) mod muting;
pub(crate) mod notes;
pub mod pictures;
pub(crate) mod place;
pub mod presence;
pub mod reading;
pub mod rules;
pub mod snooze;
pub mod tags;
#[cfg(test)]
mod tests;
pub mod thread;
pub mod triage;
pub(crate) mod waiting;
pub(crate) mod waker;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::{Error, Result};

/// The local row of a conversation.
pub(crate) fn row_of(db: &Connection, conversation: Uuid) -> Result<i64> {
    db.prepare_cached("SELECT row FROM conversations WHERE id = ?1 AND deleted = 0")?
        .query_row([conversation], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("the conversation"))
}
