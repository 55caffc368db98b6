//! # Offers
//!
//! A negotiated price, made by either side in a conversation. The marketplace keeps it; what the
//! seller answers goes through the outbox ([`acts`]), so a card is answerable only until an answer
//! lies there.

pub mod acts;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::Result;
use crate::inbox::place;
use crate::sync::outbox;
use crate::trade::TradeSide;
use crate::words;

/// What became of an offer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OfferState {
    /// It waits for the other side.
    Open,
    /// The other side made one of its own instead.
    Countered,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// Something that this version does not know.
    #[default]
    Unknown,
}

/// A step of a negotiation, as a line of the thread tells it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OfferStep {
    /// An offer was made.
    Made,
    /// The other side made one of its own instead.
    Countered,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// Something that this version does not know.
    #[default]
    Unknown,
}

/// An offer, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferCard {
    /// The offer.
    pub id: Uuid,
    /// Who made it.
    pub by: TradeSide,
    /// For what; empty where the product is gone.
    pub product: String,
    /// For how many.
    pub quantity: i64,
    /// For all of them together, in minor units.
    pub price_minor: i64,
    /// What all of them together cost by the list, where that is in the same currency.
    pub list_minor: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// What became of it.
    pub state: OfferState,
    /// When it was made, in Unix milliseconds.
    pub made_at: i64,
    /// When it lapses, in Unix milliseconds.
    pub until_at: Option<i64>,
    /// Whether the seller can answer it now.
    pub answerable: bool,
}

/// The offer of that name, where it is here.
///
/// # Errors
/// What SQLite says.
pub(crate) fn card(db: &Connection, offer: Uuid, now: i64) -> Result<Option<OfferCard>> {
    let found: Option<(OfferCard, i64)> = db
        .prepare_cached(
            "SELECT o.author, coalesce(p.title, ''), o.quantity, o.price_minor,
                    iif(p.currency = o.currency, p.price_minor, NULL), o.currency, o.state,
                    o.made_at, o.until_at, o.account
             FROM offers o LEFT JOIN products p ON p.row = o.product WHERE o.id = ?1",
        )?
        .query_row([offer], |row| {
            let (quantity, piece): (i64, Option<i64>) = (row.get(2)?, row.get(4)?);
            let card = OfferCard {
                id: offer,
                by: words::meant(row.get(0)?),
                product: row.get(1)?,
                quantity,
                price_minor: row.get(3)?,
                list_minor: piece.and_then(|piece| piece.checked_mul(quantity)),
                currency: row.get(5)?,
                state: words::meant(row.get(6)?),
                made_at: row.get(7)?,
                until_at: row.get(8)?,
                answerable: false,
            };
            Ok((card, row.get(9)?))
        })
        .optional()?;
    let Some((mut card, account)) = found else {
        return Ok(None);
    };
    card.answerable = card.waits_for_us(now)
        && place::capabilities(db, account)?.offers.incoming
        && outbox::pending(db, offer)?.is_empty();
    Ok(Some(card))
}

impl OfferCard {
    /// Whether it is the buyer's and still open.
    fn waits_for_us(&self, now: i64) -> bool {
        self.by == TradeSide::Buyer
            && self.state == OfferState::Open
            && self.until_at.is_none_or(|until| until > now)
    }
}
