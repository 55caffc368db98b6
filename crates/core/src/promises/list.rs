//! The list of promises: one window of one tab, and the figures with the rows behind them.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{COLUMNS, PromiseLine, lines};
use crate::accounts::tally;
use crate::app::App;
use crate::db::key;
use crate::error::Result;
use crate::window::{self, Window};

/// Up to how many overdue promises are counted.
const MOST_COUNTED: i64 = 100;

/// The tabs of the promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PromiseTab {
    /// What is owed, by when it is due; what is overdue comes first.
    Open,
    /// What was kept in time, settled last first.
    Kept,
    /// What was kept after its time, settled last first.
    Late,
    /// What was not kept, settled last first.
    Broken,
    /// All of them, due last first.
    All,
}

/// Asks for a window of a tab.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPromises {
    /// The tab.
    pub tab: PromiseTab,
    /// The key of the row at which to look; `null` is the top. The row itself may be gone.
    pub at: Option<i64>,
    /// How many rows above it; at most 200.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 200.
    pub after: u32,
}

/// A window of a tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromisePage {
    /// The rows, in the tab's order.
    pub rows: Vec<PromiseLine>,
    /// Whether there are rows above.
    pub has_before: bool,
    /// Whether there are rows below.
    pub has_after: bool,
}

/// How well the shop keeps its promises. The rows behind each figure are the tab of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromiseRate {
    /// How many are owed.
    pub open: i64,
    /// How many of those are overdue, counted up to 100.
    pub overdue: i64,
    /// How many were kept in time.
    pub kept: i64,
    /// How many were kept after their time.
    pub late: i64,
    /// How many were not kept.
    pub broken: i64,
}

/// A window of a tab.
///
/// # Errors
/// What the store says.
pub async fn list(app: App, args: ListPromises) -> Result<PromisePage> {
    app.db.read(move |db| window(db, &args)).await
}

/// How well the shop keeps its promises.
///
/// # Errors
/// What the store says.
pub async fn rate(app: App, (): ()) -> Result<PromiseRate> {
    let now = app.clock.now();
    app.db.read(move |db| figures(db, now)).await
}

fn figures(db: &Connection, now: i64) -> Result<PromiseRate> {
    let overdue = db
        .prepare_cached(
            "SELECT count(*) FROM
                 (SELECT 1 FROM promises WHERE state = 'open' AND due_key < ?1 LIMIT ?2)",
        )?
        .query_row((now << key::SHIFT, MOST_COUNTED), |row| row.get(0))?;
    Ok(PromiseRate {
        open: tally(db, "promises open")?,
        overdue,
        kept: tally(db, "promises kept")?,
        late: tally(db, "promises late")?,
        broken: tally(db, "promises broken")?,
    })
}

fn window(db: &Connection, args: &ListPromises) -> Result<PromisePage> {
    let order = Order::of(args.tab);
    let Window {
        rows,
        has_before,
        has_after,
    } = window::around(
        args.at,
        (args.before, args.after),
        |at, n| order.rows(db, Side::Above, at, n),
        |at, n| order.rows(db, Side::From, at.unwrap_or(i64::MIN), n),
    )?;
    Ok(PromisePage {
        rows,
        has_before,
        has_after,
    })
}

#[derive(Clone, Copy)]
enum Side {
    Above,
    From,
}

/// How a tab is ordered, each by an index of its own.
struct Order {
    column: &'static str,
    condition: &'static str,
    newest_first: bool,
}

impl Order {
    fn of(tab: PromiseTab) -> Self {
        let (column, condition, newest_first) = match tab {
            PromiseTab::Open => ("due_key", "w.state = 'open'", false),
            PromiseTab::Kept => (
                "settled_key",
                "w.state = 'kept' AND w.settled_key IS NOT NULL",
                true,
            ),
            PromiseTab::Late => (
                "settled_key",
                "w.state = 'late' AND w.settled_key IS NOT NULL",
                true,
            ),
            PromiseTab::Broken => (
                "settled_key",
                "w.state = 'broken' AND w.settled_key IS NOT NULL",
                true,
            ),
            PromiseTab::All => ("due_key", "w.due_key IS NOT NULL", true),
        };
        Self {
            column,
            condition,
            newest_first,
        }
    }

    /// Rows on one side of a place, nearest first. The place is the row's key as the page has it:
    /// ascending down the list, so the key itself or its negative.
    fn rows(&self, db: &Connection, side: Side, at: i64, n: u32) -> Result<Vec<PromiseLine>> {
        let below = matches!(side, Side::From);
        let comparison = match (below, self.newest_first) {
            (true, false) => ">=",
            (true, true) => "<=",
            (false, false) => "<",
            (false, true) => ">",
        };
        let ascending = below != self.newest_first;
        let (direction, sign) = (
            if ascending { "ASC" } else { "DESC" },
            if self.newest_first { "-" } else { "" },
        );
        let edge = if self.newest_first {
            at.checked_neg().unwrap_or(i64::MAX)
        } else {
            at
        };
        // CROSS JOIN keeps SQLite from beginning anywhere but at the tab's index.
        let sql = format!(
            "SELECT {COLUMNS}, {sign}w.{column}
             FROM promises w CROSS JOIN persons p ON p.row = w.person
             WHERE {condition} AND w.{column} {comparison} ?1
             ORDER BY w.{column} {direction} LIMIT ?2",
            column = self.column,
            condition = self.condition,
        );
        lines(db, &sql, (edge, n))
    }
}
