//! Everything that has not arrived, and why.

use rusqlite::{Connection, Params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{ENTRY, OutboxEntry, found_in};
use crate::app::App;
use crate::error::Result;
use crate::window::MOST_ROWS;

/// Which part of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OutboxPart {
    /// What stopped and asks for the seller, oldest first.
    Stopped,
    /// What leaves by itself, oldest first.
    Leaving,
    /// What leaves at a chosen time, soonest first.
    Later,
}

/// Asks for a part of the outbox.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowOutbox {
    /// Which part.
    pub part: OutboxPart,
    /// How many rows from the top; at most 200.
    pub limit: u32,
}

/// An entry with whom and what it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxLine {
    /// The entry.
    pub entry: OutboxEntry,
    /// The buyer.
    pub person: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// What the conversation is about.
    pub product: Option<String>,
    /// The account's name.
    pub account: String,
}

/// A part of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxPage {
    /// The entries.
    pub rows: Vec<OutboxLine>,
    /// Whether there are more.
    pub has_more: bool,
}

/// A part of the outbox, from its top.
///
/// # Errors
/// What the store says.
pub async fn list(app: App, args: ShowOutbox) -> Result<OutboxPage> {
    app.db.read(move |db| page(db, &args)).await
}

fn page(db: &Connection, args: &ShowOutbox) -> Result<OutboxPage> {
    let limit = args.limit.min(MOST_ROWS);
    let which = match args.part {
        OutboxPart::Stopped => {
            "WHERE o.state IN ('held', 'rejected') OR (o.state = 'sent' AND o.wish IS NOT NULL)
             ORDER BY o.row"
        }
        OutboxPart::Leaving => "WHERE o.state IN ('queued', 'sending', 'uncertain') ORDER BY o.row",
        OutboxPart::Later => "WHERE o.state = 'scheduled' ORDER BY o.next_at, o.row",
    };
    let mut rows = lines(db, which, [limit + 1])?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok(OutboxPage { rows, has_more })
}

fn lines(db: &Connection, which: &str, params: impl Params) -> Result<Vec<OutboxLine>> {
    let mut rows = db.prepare_cached(&format!("{ENTRY} {which} LIMIT ?1"))?;
    let found = rows.query_map(params, found_in)?;
    let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut about = db.prepare_cached(
        "SELECT p.name, p.avatar, d.title, a.name FROM conversations c
         CROSS JOIN persons p ON p.row = c.person
         CROSS JOIN accounts a ON a.row = c.account
         LEFT JOIN products d ON d.row = c.product
         WHERE c.row = ?1",
    )?;
    found
        .into_iter()
        .map(|found| {
            let (person, avatar, product, account) = about
                .query_row([found.conversation], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })?;
            Ok(OutboxLine {
                entry: found.shown(db)?,
                person,
                avatar,
                product,
                account,
            })
        })
        .collect()
}
