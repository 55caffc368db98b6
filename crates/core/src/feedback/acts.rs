//! What the seller does about feedback: rate a buyer, answer what a buyer wrote.

use rapport_protocol::{self as protocol, Act, LeaveFeedback};
use rusqlite::OptionalExtension;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::card;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::inbox::place::Place;
use crate::orders::{self, OrderAct};
use crate::sync::outbox::{self, OutboxEntry};
use crate::trade;

/// Rates the buyer for an order.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RateBuyer {
    /// The order; the buyer must have received it.
    pub order_id: Uuid,
    /// From 1 (bad) to 5 (good).
    pub rating: u8,
    /// What is said with it; may be empty.
    pub text: String,
}

/// Answers a buyer's feedback, for everybody to read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerFeedback {
    /// The buyer's feedback.
    pub feedback_id: Uuid,
    /// The words.
    pub text: String,
}

/// Rates the buyer for an order. Works offline.
///
/// # Errors
/// [`Error::BadRating`], [`Error::NotFound`], [`Error::NotAllowed`], [`Error::OrderClosed`] before
/// it was received, [`Error::AlreadyDone`], [`Error::TooLong`].
pub async fn rate(app: App, args: RateBuyer) -> Result<OutboxEntry> {
    if !(1..=5).contains(&args.rating) {
        return Err(Error::BadRating);
    }
    let entry = app
        .db
        .write(move |tx| {
            let found = orders::acts::find(tx, args.order_id, OrderAct::Rate)?;
            let act = Act::Feedback(LeaveFeedback {
                order_id: found.remote.into(),
                rating: args.rating,
                text: trade::words(&args.text, found.place.capabilities.feedback.max_chars)?,
            });
            outbox::enqueue(tx, &found.place, &act, Some(args.order_id))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Answers a buyer's feedback. Works offline.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::NotFound`], [`Error::NotAllowed`], [`Error::AlreadyDone`],
/// [`Error::TooLong`].
pub async fn answer(app: App, args: AnswerFeedback) -> Result<OutboxEntry> {
    if args.text.trim().is_empty() {
        return Err(Error::EmptyText);
    }
    let entry = app.db.write(move |tx| enqueue(tx, &args)).await?;
    app.wake.notify_one();
    Ok(entry)
}

fn enqueue(tx: &Tx<'_>, args: &AnswerFeedback) -> Result<OutboxEntry> {
    let gone = Error::NotFound("the feedback");
    let Some(card) = card(tx, args.feedback_id)? else {
        return Err(gone);
    };
    let (remote, conversation): (String, Option<i64>) = tx
        .prepare_cached("SELECT remote_id, conversation FROM feedback WHERE id = ?1")?
        .query_row([args.feedback_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(gone)?;
    let place = Place::of(tx, conversation.ok_or(Error::NotAllowed)?)?;
    card.check_answer(&place.capabilities.feedback)?;
    if !outbox::pending(tx, args.feedback_id)?.is_empty() {
        return Err(Error::AlreadyDone);
    }
    let act = Act::Answer(protocol::AnswerFeedback {
        feedback_id: remote.into(),
        text: trade::words(&args.text, place.capabilities.feedback.reply.max_chars)?,
    });
    outbox::enqueue(tx, &place, &act, Some(args.feedback_id))
}
