//! The lines of Today, each with the person and the conversation it leads to.

use rusqlite::{Connection, Params, Row};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::error::Result;
use crate::feedback::{self, FeedbackCard};
use crate::inbox::place::accounts_that;
use crate::offers::{self, OfferCard};
use crate::orders::{self, OrderSheet};
use crate::people::{self, CartCard};

/// A buyer's offer that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayOffer {
    /// Where it was made.
    pub conversation_id: Option<Uuid>,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// The offer.
    pub offer: OfferCard,
}

/// An order that something is to be done about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayOrder {
    /// Where it is talked about, where that is known.
    pub conversation_id: Option<Uuid>,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// The order.
    pub order: OrderSheet,
}

/// A cart that was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayCart {
    /// The newest conversation with the buyer, where there is one.
    pub conversation_id: Option<Uuid>,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// What lies in it.
    pub cart: CartCard,
}

/// A buyer's feedback that has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayFeedback {
    /// Where the order is talked about, where that is known.
    pub conversation_id: Option<Uuid>,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// The feedback.
    pub feedback: FeedbackCard,
}

/// Whom and what a line is about.
struct Line<T> {
    conversation: Option<Uuid>,
    person_id: Uuid,
    person: String,
    avatar: Option<Uuid>,
    subject: T,
}

/// Lines from a statement that gives conversation, person, name, picture and subject.
fn lines<T: rusqlite::types::FromSql>(
    db: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<Line<T>>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(params, |row: &Row<'_>| {
        Ok(Line {
            conversation: row.get(0)?,
            person_id: row.get(1)?,
            person: row.get(2)?,
            avatar: row.get(3)?,
            subject: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Buyers' offers that are open, oldest first.
pub(super) fn open_offers(db: &Connection, n: u32, now: i64) -> Result<Vec<TodayOffer>> {
    let found = lines::<Uuid>(
        db,
        "SELECT c.id, p.id, p.name, p.avatar, o.id FROM offers o
         CROSS JOIN conversations c ON c.row = o.conversation
         CROSS JOIN persons p ON p.row = c.person
         WHERE o.state = 'open' AND o.author = 'buyer' ORDER BY o.made_at, o.row LIMIT ?1",
        [n],
    )?;
    let mut rows = Vec::new();
    for line in found {
        if let Some(offer) = offers::card(db, line.subject, now)? {
            rows.push(TodayOffer {
                conversation_id: line.conversation,
                person_id: line.person_id,
                person: line.person,
                avatar: line.avatar,
                offer,
            });
        }
    }
    Ok(rows)
}

/// Orders that were placed and are not sent, oldest first.
pub(super) fn to_send(db: &Connection, n: u32) -> Result<Vec<TodayOrder>> {
    let found = lines(
        db,
        "SELECT c.id, p.id, p.name, p.avatar, o.id FROM orders o
         CROSS JOIN persons p ON p.row = o.person
         LEFT JOIN conversations c ON c.row = o.conversation
         WHERE o.state = 'placed' ORDER BY o.placed_at, o.row LIMIT ?1",
        [n],
    )?;
    sheets(db, found)
}

/// Carts that were left, newest change first.
pub(super) fn open_carts(db: &Connection, n: u32) -> Result<Vec<TodayCart>> {
    let found = lines::<i64>(
        db,
        "SELECT (SELECT c.id FROM conversations c WHERE c.person = k.person AND c.deleted = 0
                 ORDER BY c.opened_at DESC LIMIT 1),
                p.id, p.name, p.avatar, k.row
         FROM carts k CROSS JOIN persons p ON p.row = k.person
         WHERE k.state = 'open' ORDER BY k.changed_at DESC, k.row DESC LIMIT ?1",
        [n],
    )?;
    let rows = found.into_iter().map(|line| {
        Ok(TodayCart {
            conversation_id: line.conversation,
            person_id: line.person_id,
            person: line.person,
            avatar: line.avatar,
            cart: people::cart_card(db, line.subject)?,
        })
    });
    rows.collect()
}

/// Buyers' feedback that the seller can answer and has not, newest first.
pub(super) fn to_answer(db: &Connection, n: u32) -> Result<Vec<TodayFeedback>> {
    let mut rows = Vec::new();
    for account in accounts_that(db, |can| can.feedback.reply.allowed)? {
        let found = lines::<Uuid>(
            db,
            "SELECT c.id, p.id, p.name, p.avatar, f.id FROM feedback f
             CROSS JOIN persons p ON p.row = f.person
             LEFT JOIN conversations c ON c.row = f.conversation
             WHERE f.account = ?1 AND f.author = 'buyer' AND f.answer_at IS NULL
             ORDER BY f.at DESC, f.row DESC LIMIT ?2",
            (account, n),
        )?;
        for line in found {
            if let Some(feedback) = feedback::card(db, line.subject)? {
                rows.push(TodayFeedback {
                    conversation_id: line.conversation,
                    person_id: line.person_id,
                    person: line.person,
                    avatar: line.avatar,
                    feedback,
                });
            }
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.feedback.at));
    rows.truncate(n as usize);
    Ok(rows)
}

/// Orders that arrived and whose buyer the seller can rate and has not, newest first.
pub(super) fn to_rate(db: &Connection, n: u32) -> Result<Vec<TodayOrder>> {
    let mut rows = Vec::new();
    for account in accounts_that(db, |can| can.feedback.leave)? {
        let found = lines(
            db,
            "SELECT c.id, p.id, p.name, p.avatar, o.id FROM orders o
             CROSS JOIN persons p ON p.row = o.person
             LEFT JOIN conversations c ON c.row = o.conversation
             WHERE o.account = ?1 AND o.state = 'received' AND o.rated = 0
             ORDER BY o.state_at DESC, o.row DESC LIMIT ?2",
            (account, n),
        )?;
        rows.append(&mut sheets(db, found)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.order.state_at));
    rows.truncate(n as usize);
    Ok(rows)
}

fn sheets(db: &Connection, found: Vec<Line<Uuid>>) -> Result<Vec<TodayOrder>> {
    let mut rows = Vec::new();
    for line in found {
        if let Some(order) = orders::sheet(db, line.subject)? {
            rows.push(TodayOrder {
                conversation_id: line.conversation,
                person_id: line.person_id,
                person: line.person,
                avatar: line.avatar,
                order,
            });
        }
    }
    Ok(rows)
}
