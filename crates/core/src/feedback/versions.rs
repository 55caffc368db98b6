//! What stood there before a rating, its words or its answer were changed.
//!
//! A trigger keeps each version that a higher revision replaces; what the marketplace deletes takes
//! its earlier versions along.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;

/// The most versions that are shown.
const MOST_SHOWN: i64 = 50;

/// Names a rating.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseFeedback {
    /// The rating.
    pub feedback_id: Uuid,
}

/// A rating as it stood before it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackVersion {
    /// Which version; higher is later.
    pub revision: i64,
    /// From 1 (bad) to 5 (good).
    pub rating: i64,
    /// What it said; empty when nothing.
    pub text: String,
    /// What the rated side had answered.
    pub answer: Option<String>,
    /// When it was replaced, in Unix milliseconds, where the marketplace tells.
    pub until_at: Option<i64>,
}

/// The earlier versions of a rating, newest first; the newest fifty.
///
/// # Errors
/// What the store says.
pub async fn versions(app: App, args: ChooseFeedback) -> Result<Vec<FeedbackVersion>> {
    app.db.read(move |db| read(db, args.feedback_id)).await
}

fn read(db: &Connection, feedback: Uuid) -> Result<Vec<FeedbackVersion>> {
    let mut rows = db.prepare_cached(
        "SELECT revision, rating, text, answer, until_at FROM feedback_versions
         WHERE feedback_id = ?1 ORDER BY revision DESC LIMIT ?2",
    )?;
    let rows = rows.query_map((feedback, MOST_SHOWN), |row| {
        Ok(FeedbackVersion {
            revision: row.get(0)?,
            rating: row.get(1)?,
            text: row.get(2)?,
            answer: row.get(3)?,
            until_at: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
