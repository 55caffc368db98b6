//! Negotiated prices.

use rapport_protocol::{
    ConversationId, Extra, Money, Offer, OfferId, OfferState, OperationId, ProductId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::party::{Held, Party};
use super::{fresh_id, records, words};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, conversation_id, product_id, by, quantity, price_minor, currency, \
    state, made_at, state_at, until_at, counters, operation_id, seller_id, buyer_id";

/// A new id for an offer.
pub(crate) fn new_id() -> Result<OfferId> {
    fresh_id("offer").map(OfferId)
}

/// Stores a new offer.
pub(crate) fn add(tx: &Transaction<'_>, new: &Held<Offer>) -> Result<()> {
    let offer = &new.it;
    tx.prepare_cached(
        "INSERT INTO offers
         (id, seller_id, buyer_id, conversation_id, product_id, by, quantity, price_minor,
          currency, state, made_at, state_at, until_at, counters, operation_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute((
        offer.id.as_str(),
        &new.seller,
        &new.buyer,
        offer.conversation_id.as_str(),
        offer.product_id.as_str(),
        words::stored(&offer.by)?,
        offer.quantity,
        offer.price.minor,
        &offer.price.currency,
        words::stored(&offer.state)?,
        offer.made_at,
        offer.state_at,
        offer.until_at,
        offer.counters.as_ref().map(OfferId::as_str),
        offer.operation_id.as_ref().map(OperationId::as_str),
    ))?;
    records::touch(tx, &new.seller, RecordKind::Offer, offer.id.as_str())?;
    Ok(())
}

/// Says what became of an offer.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    state: &OfferState,
    at: i64,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE offers SET state = ?3, state_at = ?4 WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, words::stored(state)?, at))?;
    records::touch(tx, seller, RecordKind::Offer, id)?;
    Ok(())
}

/// An offer of a seller's or buyer's.
pub(crate) fn get(tx: &Transaction<'_>, party: Party<'_>, id: &str) -> Result<Held<Offer>> {
    let whose = party.column();
    let sql = format!("SELECT {COLUMNS} FROM offers WHERE id = ?2 AND {whose} = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((party.id(), id), held)
        .optional()?;
    found.ok_or_else(|| Error::not_found("offer"))
}

/// The offers in a conversation, oldest first; within a millisecond in the order they came.
pub(crate) fn of_conversation(tx: &Transaction<'_>, conversation: &str) -> Result<Vec<Offer>> {
    let sql =
        format!("SELECT {COLUMNS} FROM offers WHERE conversation_id = ?1 ORDER BY made_at, rowid");
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map([conversation], |row| held(row).map(|held| held.it))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open offers whose time is over, so many at most.
pub(crate) fn due(tx: &Transaction<'_>, now: i64, limit: u32) -> Result<Vec<Held<Offer>>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM offers
         WHERE state = 'open' AND until_at IS NOT NULL AND until_at <= ?1
         ORDER BY until_at LIMIT ?2"
    );
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map((now, limit), held)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held<Offer>> {
    Ok(Held {
        seller: row.get(13)?,
        buyer: row.get(14)?,
        it: Offer {
            id: OfferId(row.get(0)?),
            conversation_id: ConversationId(row.get(1)?),
            product_id: ProductId(row.get(2)?),
            by: words::read(row.get(3)?)?,
            quantity: row.get(4)?,
            price: Money {
                minor: row.get(5)?,
                currency: row.get(6)?,
            },
            state: words::read(row.get(7)?)?,
            made_at: row.get(8)?,
            state_at: row.get(9)?,
            until_at: row.get(10)?,
            counters: row.get::<_, Option<String>>(11)?.map(OfferId),
            operation_id: row.get::<_, Option<String>>(12)?.map(OperationId),
            extra: Extra::new(),
        },
    })
}
