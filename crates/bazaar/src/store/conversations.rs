//! Threads between a seller and one buyer.

use rapport_protocol::{
    Conversation, ConversationId, Extra, MessageId, PersonId, ProductId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::party::Party;
use super::{fresh_id, people, products, records};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, buyer_id, product_id, opened_at, closed, seller_read, buyer_read";

/// Opens the buyer's conversation about a product, or finds the one there is.
pub(crate) fn open(
    tx: &Transaction<'_>,
    buyer: &str,
    product: &str,
    now: i64,
) -> Result<Conversation> {
    let seller = products::seller(tx, product)?;
    let found: Option<String> = tx
        .prepare_cached("SELECT id FROM conversations WHERE buyer_id = ?1 AND product_id = ?2")?
        .query_row((buyer, product), |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return get(tx, &seller, &id);
    }
    people::introduce(tx, &seller, buyer)?;
    let opened = Conversation {
        id: ConversationId(fresh_id("conversation")?),
        person_id: PersonId(buyer.to_owned()),
        product_id: Some(ProductId(product.to_owned())),
        opened_at: now,
        closed: false,
        seller_read: None,
        buyer_read: None,
        extra: Extra::new(),
    };
    insert(tx, &seller, &opened)?;
    Ok(opened)
}

/// Stores a conversation and gives it its place in the seller's stream.
pub(crate) fn insert(tx: &Transaction<'_>, seller: &str, new: &Conversation) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO conversations
         (id, seller_id, buyer_id, product_id, opened_at, closed, seller_read, buyer_read)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        new.id.as_str(),
        seller,
        new.person_id.as_str(),
        new.product_id.as_ref().map(ProductId::as_str),
        new.opened_at,
        new.closed,
        new.seller_read.as_ref().map(MessageId::as_str),
        new.buyer_read.as_ref().map(MessageId::as_str),
    ))?;
    records::touch(tx, seller, RecordKind::Conversation, new.id.as_str())?;
    Ok(())
}

/// A conversation of a seller's.
pub(crate) fn get(tx: &Transaction<'_>, seller: &str, id: &str) -> Result<Conversation> {
    let sql = format!("SELECT {COLUMNS} FROM conversations WHERE id = ?2 AND seller_id = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((seller, id), conversation)
        .optional()?;
    found.ok_or_else(|| Error::not_found("conversation"))
}

/// A conversation of a buyer's, with its seller.
pub(crate) fn of_buyer(
    tx: &Transaction<'_>,
    buyer: &str,
    id: &str,
) -> Result<(String, Conversation)> {
    let sql =
        format!("SELECT {COLUMNS}, seller_id FROM conversations WHERE id = ?2 AND buyer_id = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((buyer, id), |row| Ok((row.get(7)?, conversation(row)?)))
        .optional()?;
    found.ok_or_else(|| Error::not_found("conversation"))
}

/// All conversations of a buyer's, oldest first.
pub(crate) fn all_of_buyer(tx: &Transaction<'_>, buyer: &str) -> Result<Vec<Conversation>> {
    let sql =
        format!("SELECT {COLUMNS} FROM conversations WHERE buyer_id = ?1 ORDER BY opened_at, id");
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map([buyer], conversation)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes how far a seller or buyer has read.
pub(crate) fn set_read(
    tx: &Transaction<'_>,
    party: Party<'_>,
    id: &str,
    up_to: &str,
) -> Result<()> {
    let (mark, whose) = match party {
        Party::Seller(_) => ("seller_read", "seller_id"),
        Party::Buyer(_) => ("buyer_read", "buyer_id"),
    };
    let sql = format!(
        "UPDATE conversations SET {mark} = ?3 WHERE id = ?2 AND {whose} = ?1 RETURNING seller_id"
    );
    let seller: String = tx
        .prepare_cached(&sql)?
        .query_row((party.id(), id, up_to), |row| row.get(0))?;
    records::touch(tx, &seller, RecordKind::Conversation, id)?;
    Ok(())
}

/// Closes a conversation: it takes no more messages.
pub(crate) fn close(tx: &Transaction<'_>, id: &str) -> Result<()> {
    let seller: Option<String> = tx
        .prepare_cached("UPDATE conversations SET closed = 1 WHERE id = ?1 RETURNING seller_id")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let seller = seller.ok_or_else(|| Error::not_found("conversation"))?;
    records::touch(tx, &seller, RecordKind::Conversation, id)?;
    Ok(())
}

fn conversation(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    Ok(Conversation {
        id: ConversationId(row.get(0)?),
        person_id: PersonId(row.get(1)?),
        product_id: row.get::<_, Option<String>>(2)?.map(ProductId),
        opened_at: row.get(3)?,
        closed: row.get(4)?,
        seller_read: row.get::<_, Option<String>>(5)?.map(MessageId),
        buyer_read: row.get::<_, Option<String>>(6)?.map(MessageId),
        extra: Extra::new(),
    })
}
