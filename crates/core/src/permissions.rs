//! # Permissions
//!
//! What a person allowed the shop to write to them about, one purpose at a time. The log is
//! append-only: granting, withdrawing and taking either back each add a line, and no line is ever
//! changed. A line stands until another one takes it back; the newest standing line of a person
//! and a purpose says what is allowed, and the newest of those that were there at a moment says
//! what was allowed then.
//!
//! Service needs no permission: an order implies it, so it stands in no log.

pub mod acts;
pub mod intents;
pub mod list;
pub mod person;
pub(crate) mod record;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod tests;
pub mod wordings;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, ToSql};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::db::key;
use crate::error::Result;
use crate::words;

/// A key above every key: the log as it is now.
const NOW: i64 = i64::MAX;

/// What a person can allow the shop to write to them about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PermissionPurpose {
    /// News about what they ordered or asked for.
    Updates,
    /// New pieces and prices.
    Offers,
    /// Questions, now and then.
    Surveys,
}

impl PermissionPurpose {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Updates, Self::Offers, Self::Surveys];

    /// The word for it in the store.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Updates => "updates",
            Self::Offers => "offers",
            Self::Surveys => "surveys",
        }
    }
}

impl ToSql for PermissionPurpose {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl FromSql for PermissionPurpose {
    // What somebody allowed is never guessed: an unknown purpose is a fault, not a default.
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        let known = Self::ALL.into_iter().find(|it| it.word() == word);
        known.ok_or(FromSqlError::InvalidType)
    }
}

/// How a person said it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PermissionSource {
    /// In a message.
    Message,
    /// On a page, where they chose it themselves.
    Page,
    /// Aloud.
    Spoken,
    /// On paper.
    Paper,
    /// In another way.
    #[default]
    Other,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionLine {
    /// The line.
    pub id: Uuid,
    /// Its place in a list: unique, ascending down the list, newest first.
    pub key: i64,
    /// Who said it.
    pub person_id: Uuid,
    /// Their name.
    pub person: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// What it is about.
    pub purpose: PermissionPurpose,
    /// Whether it was granted or withdrawn; of a line that takes another back, what that one said.
    pub granted: bool,
    /// Whether this line takes another one back, which was noted by mistake.
    pub takes_back: bool,
    /// Whether this line was taken back.
    pub taken_back: bool,
    /// When it was noted, in Unix milliseconds.
    pub at: i64,
    /// Which words they were shown, counted from 1 for each purpose; `null` where they withdrew.
    pub version: Option<i64>,
    /// Those words.
    pub words: Option<String>,
    /// How they said it.
    pub source: PermissionSource,
    /// The words of their message, or what else shows that they said it; may be empty.
    pub evidence: String,
    /// The conversation in which they said it, while it is there.
    pub conversation_id: Option<Uuid>,
    /// The message in which they said it, as its place in the thread, while it is there.
    pub message_key: Option<i64>,
}

/// The columns of a [`PermissionLine`] from `permissions l` and `persons p`, as the log was below
/// the key ?1.
const COLUMNS: &str = "l.id, l.key, p.id, p.name, p.avatar, l.purpose, l.granted,
    l.undoes IS NOT NULL,
    EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = l.id AND u.key < ?1),
    l.version,
    (SELECT w.text FROM permission_words w WHERE w.purpose = l.purpose AND w.version = l.version),
    l.source, l.evidence,
    (SELECT c.id FROM messages m CROSS JOIN conversations c ON c.row = m.conversation
     WHERE m.id = l.message_id AND c.deleted = 0),
    (SELECT m.key FROM messages m WHERE m.id = l.message_id)";

/// Lines from a statement that gives [`COLUMNS`].
fn lines(db: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<PermissionLine>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(params, line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn line(row: &Row<'_>) -> rusqlite::Result<PermissionLine> {
    let key: i64 = row.get(1)?;
    Ok(PermissionLine {
        id: row.get(0)?,
        key: -key,
        person_id: row.get(2)?,
        person: row.get(3)?,
        avatar: row.get(4)?,
        purpose: row.get(5)?,
        granted: row.get(6)?,
        takes_back: row.get(7)?,
        taken_back: row.get(8)?,
        at: key::time_of(key),
        version: row.get(9)?,
        words: row.get(10)?,
        source: words::meant(row.get(11)?),
        evidence: row.get(12)?,
        conversation_id: row.get(13)?,
        message_key: row.get(14)?,
    })
}

/// The line that said what is allowed, as the log was below that key; nothing where there was none.
fn standing(
    db: &Connection,
    person: i64,
    purpose: PermissionPurpose,
    below: i64,
) -> Result<Option<PermissionLine>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM permissions l CROSS JOIN persons p ON p.row = l.person
         WHERE l.person = ?2 AND l.purpose = ?3 AND l.key < ?1 AND l.undoes IS NULL
             AND NOT EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = l.id AND u.key < ?1)
         ORDER BY l.key DESC LIMIT 1"
    );
    Ok(lines(db, &sql, (below, person, purpose))?.pop())
}
