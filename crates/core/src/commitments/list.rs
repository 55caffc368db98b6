//! The list of commitments, and what Today says of it.

use rusqlite::{Connection, Row};
use serde::Serialize;
use ts_rs::TS;

use super::{CommitmentCheck, CommitmentLine, CommitmentStanding};
use crate::app::App;
use crate::error::Result;
use crate::words;

/// The most lines that are shown of either part.
const MOST_LINES: u32 = 200;

/// The shop's commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentList {
    /// Those in force, in their order; at most 200.
    pub active: Vec<CommitmentLine>,
    /// Those that were retired, in the same order; at most 200.
    pub retired: Vec<CommitmentLine>,
    /// When this device last checked any of them, in Unix milliseconds.
    pub checked_at: Option<i64>,
}

/// What Today says of the commitments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayCommitments {
    /// How many are broken.
    pub broken: u32,
    /// Of how many a review is due.
    pub review_due: u32,
}

/// The shop's commitments and how they stand.
///
/// # Errors
/// What the store says.
pub async fn list(app: App, (): ()) -> Result<CommitmentList> {
    let now = app.clock.now();
    app.db
        .read(move |db| {
            let active = active(db, now)?;
            Ok(CommitmentList {
                checked_at: active.iter().filter_map(|line| line.checked_at).max(),
                active,
                retired: lines(db, "c.retired_at IS NOT NULL", now)?,
            })
        })
        .await
}

/// How many commitments ask for something today.
///
/// # Errors
/// What SQLite says.
pub(crate) fn on_today(db: &Connection, now: i64) -> Result<TodayCommitments> {
    let mut today = TodayCommitments::default();
    for line in active(db, now)? {
        match line.standing {
            CommitmentStanding::Broken { .. } => today.broken += 1,
            CommitmentStanding::ReviewDue {} => today.review_due += 1,
            _ => {}
        }
    }
    Ok(today)
}

fn active(db: &Connection, now: i64) -> Result<Vec<CommitmentLine>> {
    lines(db, "c.retired_at IS NULL", now)
}

fn lines(db: &Connection, condition: &str, now: i64) -> Result<Vec<CommitmentLine>> {
    let mut rows = db.prepare_cached(&format!(
        "SELECT c.id, c.kind, c.checked_by, c.days,
                (SELECT v.text FROM commitment_versions v WHERE v.commitment = c.row
                 ORDER BY v.version DESC LIMIT 1),
                k.checked_at, k.broken, r.evidence, r.at,
                coalesce(r.next_review_at, c.first_review_at), c.retired_at
         FROM commitments c
             LEFT JOIN commitment_checks k ON k.commitment = c.row
             LEFT JOIN commitment_reviews r ON r.row =
                 (SELECT row FROM commitment_reviews WHERE commitment = c.row
                  ORDER BY row DESC LIMIT 1)
         WHERE {condition} ORDER BY c.place LIMIT ?1"
    ))?;
    let rows = rows.query_map([MOST_LINES], |row| line(row, now))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn line(row: &Row<'_>, now: i64) -> rusqlite::Result<CommitmentLine> {
    let kind: Option<String> = row.get(1)?;
    let check = words::meant(row.get(2)?);
    let (reviewed_at, next_review_at) = (row.get(8)?, row.get(9)?);
    Ok(CommitmentLine {
        id: row.get(0)?,
        // One that only a newer version knows is shown by its words alone.
        kind: kind.and_then(|kind| serde_json::from_value(kind.into()).ok()),
        check,
        days: row.get(3)?,
        text: row.get(4)?,
        standing: match check {
            CommitmentCheck::Hand => by_hand(reviewed_at, next_review_at, now),
            _ => by_itself(row.get(6)?),
        },
        checked_at: row.get(5)?,
        evidence: row.get(7)?,
        reviewed_at,
        next_review_at,
        retired_at: row.get(10)?,
    })
}

fn by_hand(reviewed: Option<i64>, next: Option<i64>, now: i64) -> CommitmentStanding {
    match (reviewed, next) {
        (_, Some(next)) if next <= now => CommitmentStanding::ReviewDue {},
        (Some(_), _) => CommitmentStanding::Reviewed {},
        (None, _) => CommitmentStanding::Never {},
    }
}

fn by_itself(broken: Option<i64>) -> CommitmentStanding {
    match broken {
        None => CommitmentStanding::Unchecked {},
        Some(0) => CommitmentStanding::Holds {},
        Some(rows) => CommitmentStanding::Broken { rows },
    }
}
