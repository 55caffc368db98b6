//! What one person allows the shop, now or at a past moment, and their part of the log.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{COLUMNS, NOW, PermissionLine, PermissionPurpose, lines, standing};
use crate::app::App;
use crate::db::key;
use crate::error::Result;
use crate::people::clients::row_of;

/// How many lines of the log are shown.
const LINES: u32 = 20;

/// Asks what a person allows.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionsOf {
    /// The person.
    pub person_id: Uuid,
    /// The moment that is asked about, in Unix milliseconds; `null` is now. Nothing is shown that
    /// was noted after it.
    pub as_of: Option<i64>,
}

/// How a person stands to one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionStanding {
    /// The purpose.
    pub purpose: PermissionPurpose,
    /// Whether it is allowed.
    pub granted: bool,
    /// The line that says so; `null` where nobody was asked.
    pub line: Option<PermissionLine>,
}

/// What a person allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonPermissions {
    /// Since when messages about their orders are implied, in Unix milliseconds: their first order.
    pub service_since: Option<i64>,
    /// Every other purpose, in the order in which they are shown.
    pub purposes: Vec<PermissionStanding>,
    /// The newest lines of the log, newest first; at most 20.
    pub log: Vec<PermissionLine>,
    /// Whether there are more lines than these.
    pub more: bool,
}

/// What a person allows.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn of(app: App, args: PermissionsOf) -> Result<PersonPermissions> {
    app.db.read(move |db| read(db, &args)).await
}

fn read(db: &Connection, args: &PermissionsOf) -> Result<PersonPermissions> {
    let person = row_of(db, args.person_id)?;
    let last = args
        .as_of
        .map(|at| at.clamp(-1, i64::MAX >> (key::SHIFT + 1)));
    let below = last.map_or(NOW, |at| (at + 1) << key::SHIFT);
    let purposes = PermissionPurpose::ALL.into_iter().map(|purpose| {
        let line = standing(db, person, purpose, below)?;
        Ok(PermissionStanding {
            purpose,
            granted: line.as_ref().is_some_and(|it| it.granted),
            line,
        })
    });
    let purposes = purposes.collect::<Result<_>>()?;
    let sql = format!(
        "SELECT {COLUMNS} FROM permissions l CROSS JOIN persons p ON p.row = l.person
         WHERE l.person = ?2 AND l.key < ?1 ORDER BY l.key DESC LIMIT ?3"
    );
    let mut log = lines(db, &sql, (below, person, LINES + 1))?;
    let more = log.len() > LINES as usize;
    log.truncate(LINES as usize);
    Ok(PersonPermissions {
        service_since: first_order(db, person, last.unwrap_or(i64::MAX))?,
        purposes,
        log,
        more,
    })
}

fn first_order(db: &Connection, person: i64, until: i64) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT min(placed_at) FROM orders WHERE person = ?1 AND placed_at <= ?2")?
        .query_row((person, until), |row| row.get(0))?)
}
