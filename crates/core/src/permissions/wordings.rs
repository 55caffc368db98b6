//! The words that people were shown. Each wording of a purpose is kept once and has a number, so
//! that nobody can ask later what exactly was agreed to.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PermissionPurpose;
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;

/// How many wordings of a purpose are shown.
const WORDINGS: u32 = 10;

/// Names a purpose whose wordings are asked for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionWords {
    /// The purpose.
    pub purpose: PermissionPurpose,
}

/// One wording that somebody agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionWording {
    /// Its number, counted from 1 for each purpose.
    pub version: i64,
    /// The words.
    pub text: String,
    /// When somebody first agreed to them, in Unix milliseconds.
    pub first_at: i64,
}

/// The wordings of a purpose that somebody agreed to, newest first; at most ten. A wording that was
/// only ever noted by mistake is not among them.
///
/// # Errors
/// What the store says.
pub async fn words(app: App, args: PermissionWords) -> Result<Vec<PermissionWording>> {
    app.db.read(move |db| newest(db, args.purpose)).await
}

fn newest(db: &Connection, purpose: PermissionPurpose) -> Result<Vec<PermissionWording>> {
    let mut rows = db.prepare_cached(
        "SELECT w.version, w.text, w.first_at FROM permission_words w
         WHERE w.purpose = ?1 AND EXISTS (
             SELECT 1 FROM permissions l
             WHERE l.purpose = w.purpose AND l.version = w.version AND l.granted = 1
                 AND l.undoes IS NULL
                 AND NOT EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = l.id))
         ORDER BY w.version DESC LIMIT ?2",
    )?;
    let rows = rows.query_map((purpose, WORDINGS), |row| {
        Ok(PermissionWording {
            version: row.get(0)?,
            text: row.get(1)?,
            first_at: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The number of a wording: its own if it was shown before, else the next one.
pub(super) fn version(tx: &Tx<'_>, purpose: PermissionPurpose, text: &str, at: i64) -> Result<i64> {
    let known: Option<i64> = tx
        .prepare_cached("SELECT version FROM permission_words WHERE purpose = ?1 AND text = ?2")?
        .query_row((purpose, text), |row| row.get(0))
        .optional()?;
    if let Some(version) = known {
        return Ok(version);
    }
    Ok(tx
        .prepare_cached(
            "INSERT INTO permission_words (purpose, version, text, first_at)
             SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3
             FROM permission_words WHERE purpose = ?1
             RETURNING version",
        )?
        .query_row((purpose, text, at), |row| row.get(0))?)
}
