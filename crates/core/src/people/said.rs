//! What a person and the shop said of each other, with the way from each rating to its order and
//! its conversation.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::newest_feedback;
use super::rows::PersonAt;
use crate::error::Result;
use crate::feedback::FeedbackCard;
use crate::trade::TradeSide;

/// How many ratings are shown, of each side.
const SHOWN: i64 = 20;

/// The order that a rating is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RatedOrder {
    /// The number that the buyer sees too.
    pub number: String,
    /// Its place among the person's orders.
    pub at: PersonAt,
}

/// A rating that a person gave or got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRating {
    /// The rating.
    pub feedback: FeedbackCard,
    /// What it is about, where that is here.
    pub order: Option<RatedOrder>,
    /// Where it is talked about, where that is known.
    pub conversation_id: Option<Uuid>,
}

/// The newest that one side said, newest first.
pub(super) fn by(db: &Connection, person: i64, side: TradeSide) -> Result<Vec<PersonRating>> {
    let cards = newest_feedback(db, person, side, SHOWN)?;
    cards.into_iter().map(|card| rating(db, card)).collect()
}

fn rating(db: &Connection, feedback: FeedbackCard) -> Result<PersonRating> {
    let (order, conversation_id) = db
        .prepare_cached(
            "SELECT o.remote_id, o.placed_at, o.row, c.id FROM feedback f
             LEFT JOIN orders o ON o.id = f.order_id
             LEFT JOIN conversations c ON c.row = f.conversation AND c.deleted = 0
             WHERE f.id = ?1",
        )?
        .query_row([feedback.id], |row| {
            let number: Option<String> = row.get(0)?;
            let order = match number {
                None => None,
                Some(number) => Some(RatedOrder {
                    number,
                    at: PersonAt {
                        at: row.get(1)?,
                        key: row.get(2)?,
                    },
                }),
            };
            Ok((order, row.get(3)?))
        })?;
    Ok(PersonRating {
        feedback,
        order,
        conversation_id,
    })
}
