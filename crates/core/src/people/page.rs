//! A person's own page: who they are, since when, and the figures. The rows behind the figures are
//! windows of their own ([`super::rows`]).

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::said::{self, PersonRating};
use super::{MoneySpent, PersonStage, met, spent};
use crate::app::App;
use crate::error::{Error, Result};
use crate::trade::TradeSide;

/// Asks for a person.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenPerson {
    /// The person.
    pub person_id: Uuid,
}

/// How a person is known on one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonIdentity {
    /// The account's name.
    pub account: String,
    /// Their name there.
    pub name: String,
    /// The language they use there, as BCP 47, when it is known.
    pub language: Option<String>,
}

/// A person, as their page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonPage {
    /// The person.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// How they are known, account by account.
    pub identities: Vec<PersonIdentity>,
    /// What they are to the shop.
    pub stage: PersonStage,
    /// Since when they are a client, in Unix milliseconds.
    pub client_since: Option<i64>,
    /// Who looks after them; `null` where nobody does.
    pub keeper: Option<String>,
    /// When they first wrote or ordered, in Unix milliseconds; `null` when they never did.
    pub first_seen_at: Option<i64>,
    /// When they last wrote or ordered, in Unix milliseconds; `null` when they never did.
    pub last_seen_at: Option<i64>,
    /// How many conversations there are with them; counted up to 20.
    pub conversations: i64,
    /// What they spent, by currency.
    pub spent: Vec<MoneySpent>,
    /// How often they ordered, without what was cancelled.
    pub order_count: i64,
    /// How many of these orders came after the first.
    pub repeat_orders: i64,
    /// Their newest ratings of the seller, newest first.
    pub feedback_from_buyer: Vec<PersonRating>,
    /// The seller's newest ratings of them, newest first.
    pub feedback_from_us: Vec<PersonRating>,
}

/// A person's page.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn page(app: App, args: OpenPerson) -> Result<PersonPage> {
    app.db.read(move |db| read(db, args.person_id)).await
}

fn read(db: &Connection, person: Uuid) -> Result<PersonPage> {
    let (row, mut page) = db
        .prepare_cached(
            "SELECT p.row, p.name, p.avatar, p.language, a.name, clients.since_at, r.seen_at,
                    nullif(clients.keeper, '')
             FROM persons p
             CROSS JOIN accounts a ON a.row = p.account
             LEFT JOIN clients ON clients.person = p.row
             LEFT JOIN roster r ON r.person = p.row
             WHERE p.id = ?1",
        )?
        .query_row([person], |row| {
            let (name, client_since): (String, Option<i64>) = (row.get(1)?, row.get(5)?);
            let page = PersonPage {
                id: person,
                identities: vec![PersonIdentity {
                    account: row.get(4)?,
                    name: name.clone(),
                    language: row.get(3)?,
                }],
                name,
                avatar: row.get(2)?,
                stage: PersonStage::of(client_since),
                client_since,
                keeper: row.get(7)?,
                first_seen_at: None,
                last_seen_at: row.get::<_, Option<i64>>(6)?.filter(|at| *at > 0),
                conversations: 0,
                spent: Vec::new(),
                order_count: 0,
                repeat_orders: 0,
                feedback_from_buyer: Vec::new(),
                feedback_from_us: Vec::new(),
            };
            Ok((row.get(0)?, page))
        })
        .optional()?
        .ok_or(Error::NotFound("the person"))?;
    let (first_at, conversations) = met(db, row)?;
    page.first_seen_at = (first_at > 0).then_some(first_at);
    page.conversations = conversations;
    (page.spent, page.order_count) = spent(db, row)?;
    page.repeat_orders = (page.order_count - 1).max(0);
    page.feedback_from_buyer = said::by(db, row, TradeSide::Buyer)?;
    page.feedback_from_us = said::by(db, row, TradeSide::Seller)?;
    Ok(page)
}
