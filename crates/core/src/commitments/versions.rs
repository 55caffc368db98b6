//! How a commitment was worded, and what its reviews found.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::record;
use crate::app::App;
use crate::error::Result;

/// The most versions and the most reviews that are shown.
const MOST_ROWS: u32 = 100;

/// Names a commitment.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseCommitment {
    /// The commitment.
    pub id: Uuid,
}

/// One wording of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentVersion {
    /// Counted from 1; a built-in one had the program's own words before.
    pub version: i64,
    /// The words.
    pub text: String,
    /// Since when, in Unix milliseconds.
    pub at: i64,
}

/// One review of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentReview {
    /// The review.
    pub id: Uuid,
    /// What was found.
    pub evidence: String,
    /// When, in Unix milliseconds.
    pub at: i64,
    /// When the next one was to be, in Unix milliseconds.
    pub next_review_at: i64,
}

/// What became of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentHistory {
    /// Its wordings, newest first; at most 100.
    pub versions: Vec<CommitmentVersion>,
    /// Its reviews, newest first; at most 100.
    pub reviews: Vec<CommitmentReview>,
}

/// How a commitment was worded, and what its reviews found.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn versions(app: App, args: ChooseCommitment) -> Result<CommitmentHistory> {
    app.db
        .read(move |db| {
            let row = record::named(db, args.id)?.row;
            Ok(CommitmentHistory {
                versions: wordings(db, row)?,
                reviews: reviews(db, row)?,
            })
        })
        .await
}

fn wordings(db: &Connection, commitment: i64) -> Result<Vec<CommitmentVersion>> {
    let mut rows = db.prepare_cached(
        "SELECT version, text, at FROM commitment_versions WHERE commitment = ?1
         ORDER BY version DESC LIMIT ?2",
    )?;
    let rows = rows.query_map((commitment, MOST_ROWS), |row| {
        Ok(CommitmentVersion {
            version: row.get(0)?,
            text: row.get(1)?,
            at: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn reviews(db: &Connection, commitment: i64) -> Result<Vec<CommitmentReview>> {
    let mut rows = db.prepare_cached(
        "SELECT id, evidence, at, next_review_at FROM commitment_reviews WHERE commitment = ?1
         ORDER BY row DESC LIMIT ?2",
    )?;
    let rows = rows.query_map((commitment, MOST_ROWS), |row| {
        Ok(CommitmentReview {
            id: row.get(0)?,
            evidence: row.get(1)?,
            at: row.get(2)?,
            next_review_at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
