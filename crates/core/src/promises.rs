//! # Promises
//!
//! What the shop owes somebody: to whom, what, by when, and the words it came from. It is the
//! seller's own record, so it is journaled and no marketplace learns of it. Only the seller settles
//! a promise: a reply in the meantime is a reply and nothing more. Whether it was kept in time
//! follows from when it was settled.

pub mod acts;
pub mod due;
pub mod intents;
pub mod list;
pub mod person;
pub(crate) mod record;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::Result;
use crate::words;

/// The most moves of one promise that are shown.
const MOVES: u32 = 20;

/// How a promise stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PromiseState {
    /// It is owed.
    #[default]
    Open,
    /// It was kept in time.
    Kept,
    /// It was kept after its time.
    Late,
    /// It was not kept.
    Broken,
}

/// One renegotiation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromiseMove {
    /// The move.
    pub id: Uuid,
    /// When it had been due, in Unix milliseconds.
    pub from_at: i64,
    /// When it was due from then on, in Unix milliseconds.
    pub to_at: i64,
    /// Why; empty where nothing was said.
    pub why: String,
    /// When that was agreed, in Unix milliseconds.
    pub moved_at: i64,
}

/// One promise, with whom it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromiseLine {
    /// The promise.
    pub id: Uuid,
    /// Its place in the list that it was asked from: unique, ascending down the list.
    pub key: i64,
    /// Who was promised.
    pub person_id: Uuid,
    /// Their name.
    pub person: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// Where it was given, or else the newest conversation with them.
    pub conversation_id: Option<Uuid>,
    /// The message that it came from, as its place in that conversation, while both are there.
    pub message_key: Option<i64>,
    /// What that message said; empty when it came from none.
    pub words: String,
    /// What was promised.
    pub what: String,
    /// When it was given, in Unix milliseconds.
    pub made_at: i64,
    /// By when, in Unix milliseconds.
    pub due_at: i64,
    /// How it stands.
    pub state: PromiseState,
    /// When it was settled, in Unix milliseconds.
    pub settled_at: Option<i64>,
    /// How it was renegotiated, oldest first.
    pub moves: Vec<PromiseMove>,
}

/// The columns of a [`PromiseLine`] but its key, from `promises w`; the key comes after them.
const COLUMNS: &str = "w.row, w.id, p.id, p.name, p.avatar,
    coalesce((SELECT c.id FROM conversations c WHERE c.row = w.conversation AND c.deleted = 0),
             (SELECT c.id FROM conversations c WHERE c.person = w.person AND c.deleted = 0
              ORDER BY c.opened_at DESC LIMIT 1)),
    (SELECT m.key FROM messages m CROSS JOIN conversations c ON c.row = m.conversation
     WHERE m.id = w.message_id AND c.row = w.conversation AND c.deleted = 0),
    w.words, w.what, w.made_at, w.due_at, w.state, w.settled_at";

/// Promises from a statement that begins with [`COLUMNS`] and then gives their keys.
fn lines(db: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<PromiseLine>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(params, |row| Ok((row.get(0)?, line(row)?)))?;
    let rows = rows.collect::<rusqlite::Result<Vec<(i64, PromiseLine)>>>()?;
    let lines = rows.into_iter().map(|(row, mut line)| {
        line.moves = moves(db, row)?;
        Ok(line)
    });
    lines.collect()
}

fn line(row: &Row<'_>) -> rusqlite::Result<PromiseLine> {
    Ok(PromiseLine {
        id: row.get(1)?,
        key: row.get(13)?,
        person_id: row.get(2)?,
        person: row.get(3)?,
        avatar: row.get(4)?,
        conversation_id: row.get(5)?,
        message_key: row.get(6)?,
        words: row.get(7)?,
        what: row.get(8)?,
        made_at: row.get(9)?,
        due_at: row.get(10)?,
        state: words::meant(row.get(11)?),
        settled_at: row.get(12)?,
        moves: Vec::new(),
    })
}

fn moves(db: &Connection, promise: i64) -> Result<Vec<PromiseMove>> {
    let mut rows = db.prepare_cached(
        "SELECT id, from_at, to_at, why, moved_at FROM promise_moves
         WHERE promise = ?1 ORDER BY row LIMIT ?2",
    )?;
    let rows = rows.query_map((promise, MOVES), |row| {
        Ok(PromiseMove {
            id: row.get(0)?,
            from_at: row.get(1)?,
            to_at: row.get(2)?,
            why: row.get(3)?,
            moved_at: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
