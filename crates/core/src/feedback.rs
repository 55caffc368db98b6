//! # Feedback
//!
//! Ratings with text, in both directions. The marketplace keeps them; the seller rates a buyer for an
//! order, and answers what a buyer wrote, through the outbox ([`acts`]). All of them together are the
//! [`ledger`]; what stood there before a change is kept ([`versions`]), and [`months`] tells how it
//! goes.

pub mod acts;
pub mod ledger;
pub mod months;
#[cfg(test)]
mod tests;
pub mod versions;

use rapport_protocol::FeedbackCapabilities;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::inbox::place;
use crate::sync::outbox;
use crate::trade::TradeSide;
use crate::words;

/// What the rated side answered, for everybody to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackAnswer {
    /// The words.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at: i64,
}

/// A rating with text, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackCard {
    /// The feedback.
    pub id: Uuid,
    /// Who rates.
    pub by: TradeSide,
    /// From 1 (bad) to 5 (good).
    pub rating: i64,
    /// What they say; empty when nothing.
    pub text: String,
    /// When it was given, in Unix milliseconds.
    pub at: i64,
    /// When it was last changed, in Unix milliseconds.
    pub changed_at: Option<i64>,
    /// What the rated side answered.
    pub answer: Option<FeedbackAnswer>,
    /// Whether the seller can answer it now.
    pub may_answer: bool,
}

/// The feedback of that name, where it is here.
///
/// # Errors
/// What SQLite says.
pub(crate) fn card(db: &Connection, feedback: Uuid) -> Result<Option<FeedbackCard>> {
    let found: Option<(FeedbackCard, i64, bool)> = db
        .prepare_cached(
            "SELECT author, rating, text, at, changed_at, answer, answer_at, account,
                    conversation IS NOT NULL
             FROM feedback WHERE id = ?1",
        )?
        .query_row([feedback], |row| {
            let answer = match (row.get(5)?, row.get(6)?) {
                (Some(text), Some(at)) => Some(FeedbackAnswer { text, at }),
                _ => None,
            };
            let card = FeedbackCard {
                id: feedback,
                by: words::meant(row.get(0)?),
                rating: row.get(1)?,
                text: row.get(2)?,
                at: row.get(3)?,
                changed_at: row.get(4)?,
                answer,
                may_answer: false,
            };
            Ok((card, row.get(7)?, row.get(8)?))
        })
        .optional()?;
    let Some((mut card, account, can_be_told)) = found else {
        return Ok(None);
    };
    card.may_answer = can_be_told
        && card.by == TradeSide::Buyer
        && card
            .check_answer(&place::capabilities(db, account)?.feedback)
            .is_ok()
        && outbox::pending(db, feedback)?.is_empty();
    Ok(Some(card))
}

/// What one side gave for an order.
///
/// # Errors
/// What SQLite says.
pub(crate) fn of_order(
    db: &Connection,
    order: Uuid,
    by: TradeSide,
) -> Result<Option<FeedbackCard>> {
    let id: Option<Uuid> = db
        .prepare_cached("SELECT id FROM feedback WHERE order_id = ?1 AND author = ?2 LIMIT 1")?
        .query_row((order, words::stored(&by)?), |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => card(db, id),
        None => Ok(None),
    }
}

impl FeedbackCard {
    /// Whether the marketplace takes an answer of the seller's.
    fn check_answer(&self, capabilities: &FeedbackCapabilities) -> Result<()> {
        if self.by != TradeSide::Buyer || !capabilities.reply.allowed {
            return Err(Error::NotAllowed);
        }
        if capabilities.reply.once && self.answer.is_some() {
            return Err(Error::AlreadyDone);
        }
        Ok(())
    }
}
