//! How buyers' ratings go, month by month.
//!
//! Triggers keep the figures in `feedback_months`, by UTC: the store knows nothing of the zone in
//! which it is read.

use chrono::{DateTime, Datelike, Months, NaiveDate};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::app::App;
use crate::db::key;
use crate::error::Result;
use crate::inbox::place::accounts_that;

/// How many months are shown.
const SHOWN: u32 = 12;

/// What buyers gave in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackMonth {
    /// When the month begins by UTC, in Unix milliseconds.
    pub start_at: i64,
    /// How often buyers rated.
    pub ratings: i64,
    /// All their stars together.
    pub stars: i64,
    /// How many of the ratings can be answered on their marketplace.
    pub answerable: i64,
    /// How many of those were answered within a day.
    pub answered_within_day: i64,
}

/// The last twelve months, oldest first; the running one is the last.
///
/// # Errors
/// What the store says.
pub async fn months(app: App, (): ()) -> Result<Vec<FeedbackMonth>> {
    let now = app.clock.now();
    app.db.read(move |db| read(db, now)).await
}

fn read(db: &Connection, now: i64) -> Result<Vec<FeedbackMonth>> {
    let this = first_day(now);
    let mut months: Vec<FeedbackMonth> = (0..SHOWN)
        .rev()
        .filter_map(|back| this.checked_sub_months(Months::new(back)))
        .map(|day| FeedbackMonth {
            start_at: begin(day),
            ratings: 0,
            stars: 0,
            answerable: 0,
            answered_within_day: 0,
        })
        .collect();
    let since = months.first().map_or(0, |month| month.start_at);
    let answerable = accounts_that(db, |can| can.feedback.reply.allowed)?;
    let mut rows = db.prepare_cached(
        "SELECT month_at, ratings, stars, answerable, answered FROM feedback_months
         WHERE account = ?1 AND month_at BETWEEN ?2 AND ?3",
    )?;
    for account in accounts_that(db, |_| true)? {
        let can_answer = answerable.contains(&account);
        let of_account = rows.query_map((account, since, now), |row| {
            Ok(FeedbackMonth {
                start_at: row.get(0)?,
                ratings: row.get(1)?,
                stars: row.get(2)?,
                answerable: row.get(3)?,
                answered_within_day: row.get(4)?,
            })
        })?;
        for found in of_account {
            let found = found?;
            let Some(month) = months.iter_mut().find(|it| it.start_at == found.start_at) else {
                continue;
            };
            month.ratings = month.ratings.saturating_add(found.ratings);
            month.stars = month.stars.saturating_add(found.stars);
            if can_answer {
                month.answerable = month.answerable.saturating_add(found.answerable);
                month.answered_within_day = month
                    .answered_within_day
                    .saturating_add(found.answered_within_day);
            }
        }
    }
    Ok(months)
}

/// The first and the last key of the ledger in the UTC month that holds `at`.
pub(super) fn keys_of(at: i64) -> (i64, i64) {
    let day = first_day(at);
    let next = day.checked_add_months(Months::new(1)).unwrap_or(day);
    let key = |day| begin(day).checked_mul(1 << key::SHIFT).unwrap_or(i64::MAX);
    (key(day), key(next).saturating_sub(1))
}

/// The first day of the month that holds `at`; that of 1970 where no calendar holds it.
fn first_day(at: i64) -> NaiveDate {
    let day = DateTime::from_timestamp_millis(at)
        .unwrap_or_default()
        .date_naive();
    day.with_day(1).unwrap_or(day)
}

fn begin(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_millis()
}
