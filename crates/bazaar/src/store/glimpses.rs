//! What a buyer's pages show at one glance.

use rapport_protocol::{Author, Body, Extra, Open, Person, PersonId, PictureId};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::words;
use crate::error::{Error, Result};

/// What waits for a buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waits {
    /// Conversations with something new in them.
    pub(crate) unread: u32,
    /// Kinds of products in the carts.
    pub(crate) in_cart: u32,
}

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glimpse {
    /// The conversation.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) title: Option<String>,
    /// The product's picture.
    pub(crate) picture: Option<String>,
    /// What the shop is called.
    pub(crate) shop: String,
    /// Whether the newest message is one that the buyer has not seen.
    pub(crate) unread: bool,
    /// The newest message.
    pub(crate) newest: Option<Newest>,
}

/// The newest message of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Newest {
    /// Who wrote it.
    pub(crate) author: Author,
    /// When, in Unix milliseconds.
    pub(crate) at: i64,
    /// What it says.
    pub(crate) body: Open<Body>,
}

/// The newest message of each conversation of a buyer's, where there is one.
const NEWEST: &str = "messages.id = (SELECT id FROM messages
     WHERE conversation_id = conversations.id ORDER BY at DESC, id DESC LIMIT 1)";

/// What waits for a buyer.
pub(crate) fn waits(tx: &Transaction<'_>, buyer: &str) -> Result<Waits> {
    let sql = format!(
        "SELECT
           (SELECT count(*) FROM conversations JOIN messages ON {NEWEST}
            WHERE buyer_id = ?1 AND author <> 'buyer' AND buyer_read IS NOT messages.id),
           (SELECT count(*) FROM carts JOIN cart_lines ON cart_id = carts.id
            WHERE buyer_id = ?1 AND state = 'open')"
    );
    Ok(tx.prepare_cached(&sql)?.query_row([buyer], |row| {
        Ok(Waits {
            unread: row.get(0)?,
            in_cart: row.get(1)?,
        })
    })?)
}

/// A buyer's conversations, the one with the newest message first.
pub(crate) fn conversations(tx: &Transaction<'_>, buyer: &str) -> Result<Vec<Glimpse>> {
    let sql = format!(
        "SELECT conversations.id, title, products.picture_id, name, buyer_read,
                messages.id, author, at, body
         FROM conversations
         JOIN sellers ON sellers.id = conversations.seller_id
         LEFT JOIN products ON products.id = conversations.product_id
         LEFT JOIN messages ON {NEWEST}
         WHERE conversations.buyer_id = ?1"
    );
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map([buyer], glimpse)?;
    let mut found: Vec<Glimpse> = rows.collect::<Result<_, _>>()?;
    let at = |glimpse: &Glimpse| glimpse.newest.as_ref().map_or(0, |newest| newest.at);
    found.sort_by_key(|glimpse| std::cmp::Reverse(at(glimpse)));
    Ok(found)
}

fn glimpse(row: &Row<'_>) -> rusqlite::Result<Glimpse> {
    let seen: Option<String> = row.get(4)?;
    let message: Option<String> = row.get(5)?;
    let newest = if message.is_some() {
        let body: String = row.get(8)?;
        Some(Newest {
            author: words::read(row.get(6)?)?,
            at: row.get(7)?,
            // What cannot be read is shown as something unknown.
            body: serde_json::from_str(&body).unwrap_or(Open::Other(body.into())),
        })
    } else {
        None
    };
    let by_other = newest
        .as_ref()
        .is_some_and(|newest| newest.author != Author::Buyer);
    Ok(Glimpse {
        id: row.get(0)?,
        title: row.get(1)?,
        picture: row.get(2)?,
        shop: row.get(3)?,
        unread: by_other && seen != message,
        newest,
    })
}

/// Buyers whose name contains this, by name.
pub(crate) fn people(tx: &Transaction<'_>, wanted: &str, limit: u32) -> Result<Vec<Person>> {
    let mut people = tx.prepare_cached(
        "SELECT id, name, avatar, language FROM buyers
         WHERE instr(lower(name), lower(?1)) > 0 ORDER BY name LIMIT ?2",
    )?;
    let rows = people.query_map((wanted.trim(), limit), |row| {
        Ok(Person {
            id: PersonId(row.get(0)?),
            name: row.get(1)?,
            avatar: row.get::<_, Option<String>>(2)?.map(PictureId),
            language: row.get(3)?,
            extra: Extra::new(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The buyer's conversation about a product, where there is one.
pub(crate) fn about(tx: &Transaction<'_>, buyer: &str, product: &str) -> Result<Option<String>> {
    let mut about =
        tx.prepare_cached("SELECT id FROM conversations WHERE buyer_id = ?1 AND product_id = ?2")?;
    let found = about.query_row((buyer, product), |row| row.get(0));
    Ok(found.optional()?)
}

/// A buyer's face: its media type and bytes.
pub(crate) fn face(tx: &Transaction<'_>, buyer: &str) -> Result<(String, Vec<u8>)> {
    let mut face = tx.prepare_cached(
        "SELECT media_type, content FROM buyers JOIN pictures ON pictures.id = avatar
         WHERE buyers.id = ?1",
    )?;
    let found = face.query_row([buyer], |row| Ok((row.get(0)?, row.get(1)?)));
    found.optional()?.ok_or_else(|| Error::not_found("face"))
}
