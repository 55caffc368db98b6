//! # What offers, orders, carts and feedback have in common
//!
//! All four are mirrored: the marketplace keeps them, the seller acts on them through the outbox.
//! Whether an act is possible is decided by the account's capabilities and by the state of what it
//! is about, in one place per subject: the card says so to the page, and the act itself asks again.

use rapport_protocol::Capabilities;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::bounds;
use crate::error::Result;

/// The longest words that the protocol takes with an act, in Unicode scalar values.
const MOST_CHARS: u32 = 2000;

/// One side of the trade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum TradeSide {
    /// The buyer.
    Buyer,
    /// The seller; also whoever a later version knows, since the seller cannot answer them.
    #[default]
    Seller,
}

/// So many of one product, at so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TradeLine {
    /// What it was called at the time.
    pub title: String,
    /// How many.
    pub quantity: i64,
    /// For all of them together, in minor units of the whole's currency.
    pub price_minor: i64,
}

/// The lines of an order or a cart, by a statement that gives title, quantity and price.
pub(crate) fn lines(db: &Connection, sql: &str, of: i64) -> Result<Vec<TradeLine>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map([of], |row| {
        Ok(TradeLine {
            title: row.get(0)?,
            quantity: row.get(1)?,
            price_minor: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is said with an act, without space around it: as long as a message may be.
///
/// # Errors
/// [`TooLong`](crate::error::Error::TooLong).
pub(crate) fn note(text: &str, capabilities: &Capabilities) -> Result<String> {
    words(text, capabilities.messages.max_chars)
}

/// Words without space around them, up to the marketplace's own limit and the protocol's; 0 is no
/// limit of its own.
///
/// # Errors
/// [`TooLong`](crate::error::Error::TooLong).
pub(crate) fn words(text: &str, max: u32) -> Result<String> {
    let max = if max == 0 {
        MOST_CHARS
    } else {
        max.min(MOST_CHARS)
    };
    bounds::short(text, max)
}
