//! What the shop owes one person, and how it kept its word to them.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{COLUMNS, PromiseLine, lines};
use crate::app::App;
use crate::error::{Error, Result};

/// How many open promises are shown.
const OPEN: u32 = 20;
/// How many settled promises are shown.
const SETTLED: u32 = 5;

/// Names a person whose promises are asked for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromisesOf {
    /// The person.
    pub person_id: Uuid,
}

/// What one person was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonPromises {
    /// What is owed, due first comes first; at most 20.
    pub open: Vec<PromiseLine>,
    /// What was settled last; at most five.
    pub settled: Vec<PromiseLine>,
    /// How many are owed.
    pub open_count: i64,
    /// How many were kept in time.
    pub kept_count: i64,
    /// How many were settled: kept in time, late, or broken.
    pub settled_count: i64,
}

/// What one person was promised.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of(app: App, args: PromisesOf) -> Result<PersonPromises> {
    app.db.read(move |db| read(db, args.person_id)).await
}

fn read(db: &Connection, person: Uuid) -> Result<PersonPromises> {
    let row: i64 = db
        .prepare_cached("SELECT row FROM persons WHERE id = ?1")?
        .query_row([person], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("the person"))?;
    let (open_count, kept_count, settled_count) = db
        .prepare_cached(
            "SELECT coalesce(sum(n) FILTER (WHERE state = 'open'), 0),
                    coalesce(sum(n) FILTER (WHERE state = 'kept'), 0),
                    coalesce(sum(n) FILTER (WHERE state <> 'open'), 0)
             FROM promise_counts WHERE person = ?1",
        )?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let open = format!(
        "SELECT {COLUMNS}, w.due_key
         FROM promises w CROSS JOIN persons p ON p.row = w.person
         WHERE w.person = ?1 AND w.state = 'open' ORDER BY w.due_key LIMIT ?2"
    );
    let settled = format!(
        "SELECT {COLUMNS}, -w.settled_key
         FROM promises w CROSS JOIN persons p ON p.row = w.person
         WHERE w.person = ?1 AND w.settled_key IS NOT NULL ORDER BY w.settled_key DESC LIMIT ?2"
    );
    Ok(PersonPromises {
        open: lines(db, &open, (row, OPEN))?,
        settled: lines(db, &settled, (row, SETTLED))?,
        open_count,
        kept_count,
        settled_count,
    })
}
