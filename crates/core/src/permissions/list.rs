//! Permissions of everybody: the log, who allows what, and how many they are.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{COLUMNS, NOW, PermissionLine, PermissionPurpose, lines};
use crate::accounts::tally;
use crate::app::App;
use crate::error::Result;
use crate::window::{self, Window};

/// Asks for a window of the log.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowPermissionLog {
    /// Of which purpose; `null` is all of them.
    pub purpose: Option<PermissionPurpose>,
    /// The key of the line at which to look; `null` is the newest.
    pub at: Option<i64>,
    /// How many newer lines; at most 200.
    pub before: u32,
    /// How many lines from it on, itself among them; at most 200.
    pub after: u32,
}

/// Asks for a window of the people who allow a purpose, or took it back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowPermitted {
    /// The purpose.
    pub purpose: PermissionPurpose,
    /// Whether they allow it, or took it back.
    pub granted: bool,
    /// The key of the line at which to look; `null` is the newest. The line itself may stand there
    /// no more.
    pub at: Option<i64>,
    /// How many newer lines; at most 200.
    pub before: u32,
    /// How many lines from it on, itself among them; at most 200.
    pub after: u32,
}

/// A window of lines, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionPage {
    /// The lines.
    pub rows: Vec<PermissionLine>,
    /// Whether there are newer ones.
    pub has_before: bool,
    /// Whether there are older ones.
    pub has_after: bool,
}

/// How many people allow each purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionTallies {
    /// News about what they ordered or asked for.
    pub updates: i64,
    /// New pieces and prices.
    pub offers: i64,
    /// Questions.
    pub surveys: i64,
}

/// A window of the log.
///
/// # Errors
/// What the store says.
pub async fn log(app: App, args: ShowPermissionLog) -> Result<PermissionPage> {
    let order = Order {
        from: "permissions l",
        key: "l.key",
        condition: match args.purpose {
            Some(purpose) => format!("l.purpose = '{}'", purpose.word()),
            None => "TRUE".to_owned(),
        },
    };
    let window = move |db: &Connection| order.window(db, args.at, args.before, args.after);
    app.db.read(window).await
}

/// A window of the people who allow a purpose, or took it back: for each the line that says so.
///
/// # Errors
/// What the store says.
pub async fn people(app: App, args: ShowPermitted) -> Result<PermissionPage> {
    let (purpose, granted) = (args.purpose.word(), u8::from(args.granted));
    let order = Order {
        from: "permission_states s CROSS JOIN permissions l ON l.key = s.since_key",
        key: "s.since_key",
        condition: format!("s.purpose = '{purpose}' AND s.granted = {granted}"),
    };
    let window = move |db: &Connection| order.window(db, args.at, args.before, args.after);
    app.db.read(window).await
}

/// How many people allow each purpose.
///
/// # Errors
/// What the store says.
pub async fn tallies(app: App, (): ()) -> Result<PermissionTallies> {
    app.db
        .read(|db| {
            Ok(PermissionTallies {
                updates: tally(db, "permitted updates")?,
                offers: tally(db, "permitted offers")?,
                surveys: tally(db, "permitted surveys")?,
            })
        })
        .await
}

/// What a list is read from, each led by an index of its own.
struct Order {
    from: &'static str,
    key: &'static str,
    condition: String,
}

impl Order {
    fn window(
        &self,
        db: &Connection,
        at: Option<i64>,
        before: u32,
        after: u32,
    ) -> Result<PermissionPage> {
        // The page has keys that ascend down the list, so that of the newest line is the lowest.
        let edge = |at: i64| at.checked_neg().unwrap_or(i64::MAX);
        let Window {
            rows,
            has_before,
            has_after,
        } = window::around(
            at,
            (before, after),
            |at, n| self.rows(db, ">", "ASC", edge(at), n),
            |at, n| self.rows(db, "<=", "DESC", at.map_or(i64::MAX, edge), n),
        )?;
        Ok(PermissionPage {
            rows,
            has_before,
            has_after,
        })
    }

    /// Lines on one side of a key, nearest first.
    fn rows(
        &self,
        db: &Connection,
        comparison: &str,
        direction: &str,
        edge: i64,
        n: u32,
    ) -> Result<Vec<PermissionLine>> {
        let Self {
            from,
            key,
            condition,
        } = self;
        let sql = format!(
            "SELECT {COLUMNS} FROM {from} CROSS JOIN persons p ON p.row = l.person
             WHERE {condition} AND {key} {comparison} ?2
             ORDER BY {key} {direction} LIMIT ?3"
        );
        lines(db, &sql, (NOW, edge, n))
    }
}
