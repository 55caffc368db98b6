//! # People, products, orders and notes about people
//!
//! Finds what has a name: people, products by their titles, orders by their numbers and by what was
//! ordered; and what the seller noted about people. The words may be unfinished and stand in any
//! order. Each kind has an index of its own that triggers fill, and is walked down from the newest row
//! until the page is full.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::orders::OrderState;
use crate::people::names;
use crate::search::SnippetPart;
use crate::search::query::{Phrase, Query};
use crate::search::snippet;
use crate::words;

/// The most records of each kind that can be asked for.
const MOST: u32 = 20;

/// A search for people, products, orders and notes about people.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchRecords {
    /// Beginnings of words, in any order.
    pub text: String,
    /// How many of each kind at most, from 1 to 20.
    pub limit: u32,
}

/// A person who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    /// The person.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// The account's name.
    pub account: String,
    /// Their newest conversation; `null` where there is none.
    pub conversation_id: Option<Uuid>,
}

/// A product that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundProduct {
    /// The product.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Its picture.
    pub picture: Option<Uuid>,
    /// What one costs, in minor units.
    pub price_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The account's name.
    pub account: String,
    /// The newest conversation about it; `null` where there is none.
    pub conversation_id: Option<Uuid>,
}

/// An order that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundOrder {
    /// The order.
    pub id: Uuid,
    /// The number that the buyer sees too.
    pub number: String,
    /// How far it is.
    pub state: OrderState,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// What the buyer pays for all of it, in minor units.
    pub total_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The first thing that was ordered; empty when the marketplace does not tell.
    pub title: String,
    /// Who ordered.
    pub person_id: Uuid,
    /// Their name.
    pub person: String,
    /// The account's name.
    pub account: String,
    /// Where it was spoken of; `null` where it was not.
    pub conversation_id: Option<Uuid>,
}

/// A note about a person that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundNote {
    /// The note.
    pub id: Uuid,
    /// The person it is about.
    pub person_id: Uuid,
    /// Their name.
    pub person: String,
    /// When it was written, in Unix milliseconds.
    pub at: i64,
    /// Its words around the first that was searched for.
    pub snippet: Vec<SnippetPart>,
}

/// What was found, newest first within each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundRecords {
    /// People, by their names.
    pub people: Vec<FoundPerson>,
    /// Products, by their titles.
    pub products: Vec<FoundProduct>,
    /// Orders, by their numbers and by what was ordered.
    pub orders: Vec<FoundOrder>,
    /// Notes about people, by their words.
    pub notes: Vec<FoundNote>,
}

/// Finds people, products and orders by what they are called, and notes about people. Without a word
/// nothing is found, and nothing by what is asked of messages alone: `is:waiting`, `-refund`.
///
/// # Errors
/// What the store says.
pub async fn records(app: App, args: SearchRecords) -> Result<FoundRecords> {
    app.db.read(move |db| found(db, &args)).await
}

pub(super) fn found(db: &Connection, args: &SearchRecords) -> Result<FoundRecords> {
    let Some(question) = names::question(&args.text) else {
        return Ok(FoundRecords::default());
    };
    let query = Query::parse(&args.text);
    if query.narrows() {
        return Ok(FoundRecords::default());
    }
    let asked = (question.as_str(), args.limit.clamp(1, MOST));
    Ok(FoundRecords {
        people: rows(db, PEOPLE, asked, person)?,
        products: rows(db, PRODUCTS, asked, product)?,
        orders: rows(db, ORDERS, asked, order)?,
        notes: rows(db, NOTES, asked, |row| note(row, &query.phrases))?,
    })
}

fn rows<T>(
    db: &Connection,
    sql: &str,
    asked: (&str, u32),
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(asked, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

// CROSS JOIN in all of them: the index leads, or the order would need a sort.

const PEOPLE: &str = "SELECT p.id, p.name, p.avatar, a.name,
    (SELECT c.id FROM conversations c WHERE c.person = p.row AND c.deleted = 0
     ORDER BY c.opened_at DESC LIMIT 1)
 FROM people_index
 CROSS JOIN persons p ON p.row = people_index.rowid
 CROSS JOIN accounts a ON a.row = p.account
 WHERE people_index MATCH ?1 ORDER BY people_index.rowid DESC LIMIT ?2";

const PRODUCTS: &str = "SELECT p.id, p.title, p.picture, p.price_minor, p.currency, a.name,
    (SELECT c.id FROM conversations c WHERE c.product = p.row AND c.deleted = 0
     ORDER BY c.opened_at DESC LIMIT 1)
 FROM products_index
 CROSS JOIN products p ON p.row = products_index.rowid
 CROSS JOIN accounts a ON a.row = p.account
 WHERE products_index MATCH ?1 ORDER BY products_index.rowid DESC LIMIT ?2";

const ORDERS: &str = "SELECT o.id, o.remote_id, o.state, o.placed_at, o.total_minor, o.currency,
    coalesce((SELECT l.title FROM order_lines l WHERE l.order_row = o.row
              ORDER BY l.place LIMIT 1), ''),
    p.id, p.name, a.name,
    (SELECT c.id FROM conversations c WHERE c.row = o.conversation AND c.deleted = 0)
 FROM orders_index
 CROSS JOIN orders o ON o.row = orders_index.rowid
 CROSS JOIN persons p ON p.row = o.person
 CROSS JOIN accounts a ON a.row = o.account
 WHERE orders_index MATCH ?1 ORDER BY orders_index.rowid DESC LIMIT ?2";

const NOTES: &str = "SELECT n.id, p.id, p.name, n.at, n.text
 FROM person_notes_index
 CROSS JOIN person_notes n ON n.row = person_notes_index.rowid
 CROSS JOIN persons p ON p.row = n.person
 WHERE person_notes_index MATCH ?1 ORDER BY person_notes_index.rowid DESC LIMIT ?2";

fn note(row: &Row<'_>, phrases: &[Phrase]) -> rusqlite::Result<FoundNote> {
    Ok(FoundNote {
        id: row.get(0)?,
        person_id: row.get(1)?,
        person: row.get(2)?,
        at: row.get(3)?,
        snippet: snippet::around(row.get_ref(4)?.as_str()?, phrases),
    })
}

fn person(row: &Row<'_>) -> rusqlite::Result<FoundPerson> {
    Ok(FoundPerson {
        id: row.get(0)?,
        name: row.get(1)?,
        avatar: row.get(2)?,
        account: row.get(3)?,
        conversation_id: row.get(4)?,
    })
}

fn product(row: &Row<'_>) -> rusqlite::Result<FoundProduct> {
    Ok(FoundProduct {
        id: row.get(0)?,
        title: row.get(1)?,
        picture: row.get(2)?,
        price_minor: row.get(3)?,
        currency: row.get(4)?,
        account: row.get(5)?,
        conversation_id: row.get(6)?,
    })
}

fn order(row: &Row<'_>) -> rusqlite::Result<FoundOrder> {
    Ok(FoundOrder {
        id: row.get(0)?,
        number: row.get(1)?,
        state: words::meant(row.get(2)?),
        placed_at: row.get(3)?,
        total_minor: row.get(4)?,
        currency: row.get(5)?,
        title: row.get(6)?,
        person_id: row.get(7)?,
        person: row.get(8)?,
        account: row.get(9)?,
        conversation_id: row.get(10)?,
    })
}

#[cfg(test)]
mod tests;
