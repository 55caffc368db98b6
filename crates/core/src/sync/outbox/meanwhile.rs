//! What changed since the seller acted: what a held reply stands beside.

use rapport_protocol::{Expects, RecordKind};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::error::Result;
use crate::id;
use crate::orders::OrderState;
use crate::words;

/// How many of the buyer's messages are told.
const MOST: usize = 3;

/// What changed since the seller acted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxMeanwhile {
    /// The buyer's first messages since then, oldest first; at most three.
    pub messages: Vec<MeanwhileMessage>,
    /// How many more there are.
    pub more: i64,
    /// The order as it is now, where it changed.
    pub order: Option<MeanwhileOrder>,
}

/// Something the buyer said meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeanwhileMessage {
    /// Its place in the thread.
    pub key: i64,
    /// When, in Unix milliseconds.
    pub at: i64,
    /// The words, or those beneath a picture; empty where there are none.
    pub text: String,
}

/// An order that changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeanwhileOrder {
    /// The marketplace's number.
    pub number: String,
    /// How it stands now.
    pub state: OrderState,
}

/// What changed in a conversation since the seller had seen what is expected.
///
/// # Errors
/// What SQLite says.
pub(super) fn meanwhile(
    db: &Connection,
    conversation: i64,
    expects: &Expects,
) -> Result<OutboxMeanwhile> {
    let account: Uuid = db
        .prepare_cached(
            "SELECT a.id FROM conversations c CROSS JOIN accounts a ON a.row = c.account
             WHERE c.row = ?1",
        )?
        .query_row([conversation], |row| row.get(0))?;
    let mut told = OutboxMeanwhile::default();
    if let Some(seen) = &expects.newest_buyer_message {
        let seen = id::derived(account, RecordKind::Message, seen.as_str());
        told.messages = after(db, conversation, seen)?;
    }
    if let Some(last) = told.messages.get(MOST - 1) {
        told.more = db
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM messages
                 WHERE conversation = ?1 AND author = 'buyer' AND key > ?2 LIMIT 99)",
            )?
            .query_row((conversation, last.key), |row| row.get(0))?;
    }
    if let Some(order) = &expects.order {
        let id = id::derived(account, RecordKind::Order, order.id.as_str());
        told.order = db
            .prepare_cached("SELECT remote_id, state FROM orders WHERE id = ?1 AND revision > ?2")?
            .query_row((id, order.revision), |row| {
                Ok(MeanwhileOrder {
                    number: row.get(0)?,
                    state: words::meant(row.get(1)?),
                })
            })
            .optional()?;
    }
    Ok(told)
}

/// The buyer's first messages after one; none where that one is gone and nobody can say.
fn after(db: &Connection, conversation: i64, seen: Uuid) -> Result<Vec<MeanwhileMessage>> {
    let mut rows = db.prepare_cached(
        "SELECT key, at, text FROM messages
         WHERE conversation = ?1 AND author = 'buyer'
               AND key > (SELECT key FROM messages WHERE id = ?2)
         ORDER BY key LIMIT ?3",
    )?;
    let rows = rows.query_map((conversation, seen, MOST as i64), |row| {
        Ok(MeanwhileMessage {
            key: row.get(0)?,
            at: row.get(1)?,
            text: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
