//! # Today
//!
//! What deserves the seller's morning: who waits longest, what is to be answered, sent and rated,
//! what is due, which carts were left, and what arrived since yesterday. Each part is the first few
//! rows of an index that holds nothing else, so it costs the same in a shop of any age.

mod rows;
#[cfg(test)]
mod tests;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::accounts::tally;
use crate::app::App;
use crate::commitments::list::{self as commitments, TodayCommitments};
use crate::error::Result;
use crate::inbox::list::{self, ConversationRow};
use crate::promises::due::{self, TodayPromises};
pub use rows::{TodayCart, TodayFeedback, TodayOffer, TodayOrder};

/// How many rows of each part are shown.
const ROWS: u32 = 6;
/// How far back "since yesterday" reaches, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;
/// Up to how many of each kind are counted.
const MOST_COUNTED: i64 = 200;

/// Who waits longest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayWaiting {
    /// The first six, longest first.
    pub rows: Vec<ConversationRow>,
    /// How many wait altogether.
    pub count: i64,
}

/// What arrived since yesterday; each number is counted up to 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayArrived {
    /// Since when, in Unix milliseconds.
    pub since: i64,
    /// What buyers wrote.
    pub messages: i64,
    /// What was ordered.
    pub orders: i64,
    /// How often buyers rated.
    pub feedback: i64,
    /// Whether any of the numbers would be higher.
    pub capped: bool,
}

/// The day at a glance. Each list holds at most six rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// Who waits longest.
    pub waiting: TodayWaiting,
    /// Buyers' offers that are open, oldest first.
    pub offers: Vec<TodayOffer>,
    /// Orders that were placed and are not sent, oldest first.
    pub orders: Vec<TodayOrder>,
    /// Carts that were left, newest change first.
    pub carts: Vec<TodayCart>,
    /// Buyers' feedback that the seller can answer and has not, newest first.
    pub feedback: Vec<TodayFeedback>,
    /// Orders that arrived and whose buyer the seller can rate and has not, newest first.
    pub to_rate: Vec<TodayOrder>,
    /// What the seller owes and is due.
    pub promises: TodayPromises,
    /// What the shop's commitments ask for.
    pub commitments: TodayCommitments,
    /// Outbox entries that stopped with a reason.
    pub trouble: i64,
    /// What arrived since yesterday.
    pub arrived: TodayArrived,
}

/// The day at a glance.
///
/// # Errors
/// What the store says.
pub async fn show(app: App, (): ()) -> Result<Today> {
    let now = app.clock.now();
    let mut today = app.db.read(move |db| read(db, now)).await?;
    list::show_who_is_there(&app.presence, &mut today.waiting.rows);
    Ok(today)
}

fn read(db: &Connection, now: i64) -> Result<Today> {
    Ok(Today {
        waiting: TodayWaiting {
            rows: list::longest_waiting(db, ROWS)?,
            count: tally(db, "waiting")?,
        },
        offers: rows::open_offers(db, ROWS, now)?,
        orders: rows::to_send(db, ROWS)?,
        carts: rows::open_carts(db, ROWS)?,
        feedback: rows::to_answer(db, ROWS)?,
        to_rate: rows::to_rate(db, ROWS)?,
        promises: due::on_today(db, now)?,
        commitments: commitments::on_today(db, now)?,
        trouble: tally(db, "trouble")?,
        arrived: arrived(db, now.saturating_sub(DAY_MS))?,
    })
}

fn arrived(db: &Connection, since: i64) -> Result<TodayArrived> {
    let count = |sql, from: i64| -> Result<i64> {
        Ok(db
            .prepare_cached(sql)?
            .query_row((from, MOST_COUNTED), |row| row.get(0))?)
    };
    let messages = count(
        "SELECT count(*) FROM
             (SELECT 1 FROM messages WHERE key >= ?1 AND author = 'buyer' LIMIT ?2)",
        since << crate::db::key::SHIFT,
    )?;
    let orders = count(
        "SELECT count(*) FROM (SELECT 1 FROM orders WHERE placed_at >= ?1 LIMIT ?2)",
        since,
    )?;
    let feedback = count(
        "SELECT count(*) FROM
             (SELECT 1 FROM feedback WHERE at >= ?1 AND author = 'buyer' LIMIT ?2)",
        since,
    )?;
    Ok(TodayArrived {
        since,
        messages,
        orders,
        feedback,
        capped: [messages, orders, feedback].contains(&MOST_COUNTED),
    })
}
