//! The rows that break a commitment, one click away from it: a window of them, oldest first.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::breaks::{self, Around, Window};
use super::record;
use crate::app::App;
use crate::error::Result;
use crate::permissions::PermissionPurpose;

/// How many rows one window has.
const ROWS: u32 = 20;

/// A place among the rows that break one commitment; the row itself may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentAt {
    /// What the rows are ordered by.
    pub at: i64,
    /// Keeps the order of rows that are alike in it.
    pub key: i64,
}

/// Asks for a window of the rows that break a commitment.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowCommitmentRows {
    /// The commitment.
    pub id: Uuid,
    /// Behind which place; `null` is the beginning.
    pub after: Option<CommitmentAt>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum CommitmentSubject {
    /// A message that nobody had asked for.
    Message,
    /// A permission.
    Permission,
    /// An order with an address.
    Order,
    /// Notes about a person.
    Notes,
    /// A disconnected account.
    Account,
    /// A client without a keeper.
    Client,
    /// The store, which can be read without a key.
    PlainStore,
    /// The store's key, which lies in a plain file.
    PlainKey,
}

/// One row that breaks a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentRow {
    /// Its place.
    pub at: CommitmentAt,
    /// What it is.
    pub subject: CommitmentSubject,
    /// Whom it is about.
    pub person_id: Option<Uuid>,
    /// Their name.
    pub person: Option<String>,
    /// The conversation in which it can be seen.
    pub conversation_id: Option<Uuid>,
    /// The account that it is about.
    pub account_id: Option<Uuid>,
    /// What the message says, the order's number, how a permission was said, the account's name;
    /// else empty.
    pub words: String,
    /// Since when it is so, in Unix milliseconds; `null` where that is not known.
    pub happened_at: Option<i64>,
    /// The purpose of a permission.
    pub purpose: Option<PermissionPurpose>,
}

impl CommitmentRow {
    /// A row about the machine, and nobody.
    pub(super) fn of(key: i64, subject: CommitmentSubject) -> Self {
        Self {
            at: CommitmentAt { at: 0, key },
            subject,
            person_id: None,
            person: None,
            conversation_id: None,
            account_id: None,
            words: String::new(),
            happened_at: None,
            purpose: None,
        }
    }
}

/// A window of the rows that break a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentRows {
    /// The rows, oldest first.
    pub rows: Vec<CommitmentRow>,
    /// Whether there are more behind them.
    pub has_after: bool,
}

/// A window of the rows that break a commitment now, whenever it was last checked.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn rows(app: App, args: ShowCommitmentRows) -> Result<CommitmentRows> {
    let around = Around {
        now: app.clock.now(),
        key_place: app.key_place,
    };
    app.db.read(move |db| window(db, &args, around)).await
}

fn window(db: &Connection, args: &ShowCommitmentRows, around: Around) -> Result<CommitmentRows> {
    let found = record::named(db, args.id)?;
    let window = Window {
        after: args.after,
        rows: ROWS + 1,
    };
    let days = found.days.unwrap_or_default();
    let mut rows = breaks::find(db, found.check, days, around, window)?;
    let has_after = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    Ok(CommitmentRows { rows, has_after })
}
