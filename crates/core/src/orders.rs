//! # Orders
//!
//! What was sold. The marketplace keeps it; the seller asks the buyer to confirm it (the order card),
//! sends it off, and rates the buyer, all through the outbox ([`acts`]).

pub mod acts;
#[cfg(test)]
mod tests;

use rapport_protocol::Capabilities;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::feedback::{self, FeedbackCard};
use crate::inbox::place;
use crate::sync::outbox::{self, Pending};
use crate::trade::{self, TradeLine, TradeSide};
use crate::words;

/// How far an order is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OrderState {
    /// The buyer ordered.
    Placed,
    /// It is on its way.
    Shipped,
    /// The buyer has it.
    Received,
    /// It will not happen.
    Cancelled,
    /// Something that this version does not know.
    #[default]
    Unknown,
}

/// A step of an order's, as a line of the thread tells it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OrderStep {
    /// The buyer ordered.
    Placed,
    /// The seller asked the buyer to confirm what was agreed.
    CardSent,
    /// The buyer confirmed it.
    Confirmed,
    /// The buyer says that it is not what was agreed.
    Corrected,
    /// It is on its way.
    Shipped,
    /// The buyer has it.
    Received,
    /// It will not happen.
    Cancelled,
    /// Something that this version does not know.
    #[default]
    Unknown,
}

/// What became of an order card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OrderCardState {
    /// The buyer was asked and has not answered.
    Sent,
    /// The buyer confirmed what it says.
    Confirmed,
    /// The buyer says that it is not what was agreed.
    Corrected,
    /// Something that this version does not know.
    #[default]
    Unknown,
}

/// The card that asks the buyer to confirm an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderCard {
    /// What became of it.
    pub state: OrderCardState,
    /// Since when, in Unix milliseconds.
    pub at: i64,
    /// What the seller wrote on it, or how the buyer corrects it; empty when nothing.
    pub note: String,
}

/// An order, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderSheet {
    /// The order.
    pub id: Uuid,
    /// The number that the buyer sees too.
    pub number: String,
    /// What was ordered.
    pub lines: Vec<TradeLine>,
    /// What the buyer pays for all of it, in minor units.
    pub total_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// How far it is.
    pub state: OrderState,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// Since when it is in this state, in Unix milliseconds.
    pub state_at: i64,
    /// Where it goes; empty when the marketplace does not tell.
    pub deliver_to: String,
    /// What the buyer wishes; empty when nothing.
    pub wishes: String,
    /// The card that asks the buyer to confirm it, once it was sent.
    pub card: Option<OrderCard>,
    /// Whether the seller can ask the buyer to confirm it now.
    pub may_ask: bool,
    /// Whether the seller can say now that it is on its way.
    pub may_ship: bool,
    /// Whether the seller can rate the buyer for it now.
    pub may_rate: bool,
    /// What the buyer gave for it.
    pub from_buyer: Option<FeedbackCard>,
    /// What the seller gave the buyer for it.
    pub from_us: Option<FeedbackCard>,
}

/// The order of that name, where it is here.
///
/// # Errors
/// What SQLite says.
pub(crate) fn sheet(db: &Connection, order: Uuid) -> Result<Option<OrderSheet>> {
    let found = db
        .prepare_cached(
            "SELECT remote_id, total_minor, currency, state, placed_at, state_at, deliver_to,
                    wishes, card_state, card_at, card_note, row, account, conversation
             FROM orders WHERE id = ?1",
        )?
        .query_row([order], |row| {
            let (of, account): (i64, i64) = (row.get(11)?, row.get(12)?);
            let conversation: Option<i64> = row.get(13)?;
            Ok((bare(order, row)?, of, account, conversation.is_some()))
        })
        .optional()?;
    let Some((mut sheet, row, account, can_be_told)) = found else {
        return Ok(None);
    };
    sheet.lines = trade::lines(
        db,
        "SELECT title, quantity, price_minor FROM order_lines WHERE order_row = ?1 ORDER BY place",
        row,
    )?;
    sheet.from_buyer = feedback::of_order(db, order, TradeSide::Buyer)?;
    sheet.from_us = feedback::of_order(db, order, TradeSide::Seller)?;
    if can_be_told {
        let capabilities = place::capabilities(db, account)?;
        let pending = outbox::pending(db, order)?;
        let may = |step: OrderAct| sheet.check(step, &capabilities, &pending).is_ok();
        (sheet.may_ask, sheet.may_ship, sheet.may_rate) =
            (may(OrderAct::Ask), may(OrderAct::Ship), may(OrderAct::Rate));
    }
    Ok(Some(sheet))
}

/// What stands in the order's own row.
fn bare(id: Uuid, row: &Row<'_>) -> rusqlite::Result<OrderSheet> {
    let card = match (row.get(8)?, row.get(9)?) {
        (Some(state), Some(at)) => Some(OrderCard {
            state: words::meant(state),
            at,
            note: row.get::<_, Option<String>>(10)?.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(OrderSheet {
        id,
        number: row.get(0)?,
        lines: Vec::new(),
        total_minor: row.get(1)?,
        currency: row.get(2)?,
        state: words::meant(row.get(3)?),
        placed_at: row.get(4)?,
        state_at: row.get(5)?,
        deliver_to: row.get(6)?,
        wishes: row.get(7)?,
        card,
        may_ask: false,
        may_ship: false,
        may_rate: false,
        from_buyer: None,
        from_us: None,
    })
}

/// What the seller can do about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderAct {
    /// Ask the buyer to confirm it.
    Ask,
    /// Say that it is on its way.
    Ship,
    /// Rate the buyer for it.
    Rate,
}

impl OrderSheet {
    /// Whether an act is possible: as the marketplace allows, as far as the order is, and once.
    pub(crate) fn check(
        &self,
        act: OrderAct,
        capabilities: &Capabilities,
        pending: &Pending,
    ) -> Result<()> {
        let is_asked = |card: &OrderCard| card.state != OrderCardState::Corrected;
        let (allowed, in_state, done, kind) = match act {
            OrderAct::Ask => (
                capabilities.orders.confirm,
                self.state == OrderState::Placed,
                self.card.as_ref().is_some_and(is_asked),
                "orderCard",
            ),
            OrderAct::Ship => (
                capabilities.orders.ship,
                self.state == OrderState::Placed,
                false,
                "ship",
            ),
            OrderAct::Rate => (
                capabilities.feedback.leave,
                self.state == OrderState::Received,
                self.from_us.is_some(),
                "feedback",
            ),
        };
        if !allowed {
            return Err(Error::NotAllowed);
        }
        if done || pending.has(kind) {
            return Err(Error::AlreadyDone);
        }
        if in_state {
            Ok(())
        } else {
            Err(Error::OrderClosed)
        }
    }
}
