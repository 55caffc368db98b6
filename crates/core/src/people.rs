//! # People
//!
//! Who somebody is to the shop: what they bought, what both sides said of each other, what lies in
//! their cart. Counts and sums are kept by triggers in `sales`; everything else is the newest few.

pub mod blocking;
pub mod clients;
pub mod keepers;
pub(crate) mod names;
pub mod notes;
pub mod page;
pub mod roster;
pub mod rows;
pub mod said;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};
use crate::feedback::{self, FeedbackCard};
use crate::inbox::head::OpenConversation;
use crate::orders::{self, OrderSheet};
use crate::trade::{self, TradeLine, TradeSide};
use crate::words;

/// The most conversations that are counted.
const MOST_COUNTED: i64 = 20;
/// How many orders are shown.
const ORDERS: i64 = 5;
/// How many pieces of feedback are shown, of each side.
const FEEDBACK: i64 = 3;

/// What a person is to the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PersonStage {
    /// Served by whoever is free.
    Customer,
    /// Known by name and looked after.
    Client,
}

impl PersonStage {
    /// What a person is who is a client since that time, or is none.
    fn of(client_since: Option<i64>) -> Self {
        client_since.map_or(Self::Customer, |_| Self::Client)
    }
}

/// What a person spent in one currency, without what was cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneySpent {
    /// ISO 4217.
    pub currency: String,
    /// All orders together, in minor units.
    pub total_minor: i64,
}

/// What a person has put aside and not ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CartCard {
    /// What is in it.
    pub lines: Vec<TradeLine>,
    /// What it would cost, in minor units.
    pub total_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// When the buyer last changed it, in Unix milliseconds.
    pub changed_at: i64,
}

/// One person, as the panel beside a conversation shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonPanel {
    /// The person.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// The language they use, as BCP 47, when it is known.
    pub language: Option<String>,
    /// The account's name.
    pub account: String,
    /// What they are to the shop.
    pub stage: PersonStage,
    /// Since when they are a client, in Unix milliseconds.
    pub client_since: Option<i64>,
    /// Who looks after them; `null` where nobody does.
    pub keeper: Option<String>,
    /// When they first wrote or ordered, in Unix milliseconds.
    pub first_at: i64,
    /// How many conversations there are with them; counted up to 20.
    pub conversations: i64,
    /// What they spent, by currency.
    pub spent: Vec<MoneySpent>,
    /// How often they ordered, without what was cancelled.
    pub order_count: i64,
    /// Their newest five orders, newest first.
    pub orders: Vec<OrderSheet>,
    /// Their newest three ratings of the seller, newest first.
    pub feedback_from_buyer: Vec<FeedbackCard>,
    /// The seller's newest three ratings of them, newest first.
    pub feedback_from_us: Vec<FeedbackCard>,
    /// What lies in their cart.
    pub cart: Option<CartCard>,
}

/// The person of a conversation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn panel(app: App, args: OpenConversation) -> Result<PersonPanel> {
    app.db.read(move |db| read(db, args.conversation_id)).await
}

fn read(db: &Connection, conversation: Uuid) -> Result<PersonPanel> {
    let (row, mut panel) = db
        .prepare_cached(
            "SELECT p.row, p.id, p.name, p.avatar, p.language, a.name, clients.since_at,
                    nullif(clients.keeper, '')
             FROM conversations c
             CROSS JOIN persons p ON p.row = c.person
             CROSS JOIN accounts a ON a.row = c.account
             LEFT JOIN clients ON clients.person = p.row
             WHERE c.id = ?1 AND c.deleted = 0",
        )?
        .query_row([conversation], |row| {
            let client_since: Option<i64> = row.get(6)?;
            let panel = PersonPanel {
                id: row.get(1)?,
                name: row.get(2)?,
                avatar: row.get(3)?,
                language: row.get(4)?,
                account: row.get(5)?,
                stage: PersonStage::of(client_since),
                client_since,
                keeper: row.get(7)?,
                first_at: 0,
                conversations: 0,
                spent: Vec::new(),
                order_count: 0,
                orders: Vec::new(),
                feedback_from_buyer: Vec::new(),
                feedback_from_us: Vec::new(),
                cart: None,
            };
            Ok((row.get(0)?, panel))
        })
        .optional()?
        .ok_or(Error::NotFound("the conversation"))?;
    (panel.first_at, panel.conversations) = met(db, row)?;
    (panel.spent, panel.order_count) = spent(db, row)?;
    panel.orders = newest_orders(db, row)?;
    panel.feedback_from_buyer = newest_feedback(db, row, TradeSide::Buyer, FEEDBACK)?;
    panel.feedback_from_us = newest_feedback(db, row, TradeSide::Seller, FEEDBACK)?;
    panel.cart = cart(db, row)?;
    Ok(panel)
}

/// When the person first wrote or ordered, and how many conversations there are, up to a limit.
fn met(db: &Connection, person: i64) -> Result<(i64, i64)> {
    let conversations = db
        .prepare_cached(
            "SELECT count(*) FROM
                 (SELECT 1 FROM conversations WHERE person = ?1 AND deleted = 0 LIMIT ?2)",
        )?
        .query_row((person, MOST_COUNTED), |row| row.get(0))?;
    let first = |sql| -> Result<Option<i64>> {
        Ok(db
            .prepare_cached(sql)?
            .query_row([person], |row| row.get(0))
            .optional()?)
    };
    let wrote = first(
        "SELECT opened_at FROM conversations WHERE person = ?1 AND deleted = 0
         ORDER BY opened_at LIMIT 1",
    )?;
    let ordered =
        first("SELECT placed_at FROM orders WHERE person = ?1 ORDER BY placed_at LIMIT 1")?;
    let first_at = wrote.into_iter().chain(ordered).min().unwrap_or_default();
    Ok((first_at, conversations))
}

fn spent(db: &Connection, person: i64) -> Result<(Vec<MoneySpent>, i64)> {
    let mut rows = db.prepare_cached(
        "SELECT currency, total_minor, orders FROM sales
         WHERE person = ?1 AND orders > 0 ORDER BY currency",
    )?;
    let rows = rows.query_map([person], |row| {
        let spent = MoneySpent {
            currency: row.get(0)?,
            total_minor: row.get(1)?,
        };
        Ok((spent, row.get::<_, i64>(2)?))
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let orders = rows.iter().map(|(_, orders)| orders).sum();
    Ok((rows.into_iter().map(|(spent, _)| spent).collect(), orders))
}

fn newest_orders(db: &Connection, person: i64) -> Result<Vec<OrderSheet>> {
    let ids = db
        .prepare_cached(
            "SELECT id FROM orders WHERE person = ?1 ORDER BY placed_at DESC, row DESC LIMIT ?2",
        )?
        .query_map((person, ORDERS), |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Uuid>>>()?;
    let sheets = ids
        .into_iter()
        .filter_map(|id| orders::sheet(db, id).transpose());
    sheets.collect()
}

fn newest_feedback(
    db: &Connection,
    person: i64,
    by: TradeSide,
    n: i64,
) -> Result<Vec<FeedbackCard>> {
    let ids = db
        .prepare_cached(
            "SELECT id FROM feedback WHERE person = ?1 AND author = ?2
             ORDER BY at DESC, row DESC LIMIT ?3",
        )?
        .query_map((person, words::stored(&by)?, n), |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Uuid>>>()?;
    let cards = ids
        .into_iter()
        .filter_map(|id| feedback::card(db, id).transpose());
    cards.collect()
}

/// The cart that the person changed last.
fn cart(db: &Connection, person: i64) -> Result<Option<CartCard>> {
    let row: Option<i64> = db
        .prepare_cached(
            "SELECT row FROM carts WHERE person = ?1 AND state = 'open'
             ORDER BY changed_at DESC LIMIT 1",
        )?
        .query_row([person], |row| row.get(0))
        .optional()?;
    row.map(|row| cart_card(db, row)).transpose()
}

/// What lies in the cart of that row.
pub(crate) fn cart_card(db: &Connection, cart: i64) -> Result<CartCard> {
    let lines = trade::lines(
        db,
        "SELECT title, quantity, price_minor FROM cart_lines WHERE cart_row = ?1 ORDER BY place",
        cart,
    )?;
    Ok(db
        .prepare_cached("SELECT total_minor, currency, changed_at FROM carts WHERE row = ?1")?
        .query_row([cart], |row| {
            Ok(CartCard {
                lines,
                total_minor: row.get(0)?,
                currency: row.get(1)?,
                changed_at: row.get(2)?,
            })
        })?)
}
