//! What was sold.

use rapport_protocol::{
    ConversationId, Extra, LineItem, Money, OfferId, Order, OrderCard, OrderId, OrderState,
    PersonId, ProductId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::party::{Held, Party};
use super::{lines, records, words};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, buyer_id, conversation_id, currency, total_minor, state, placed_at, \
    state_at, deliver_to, wishes, card_state, card_at, card_note, seller_id";

/// The next free number, as text.
pub(crate) fn next_id(tx: &Transaction<'_>) -> Result<OrderId> {
    let number: i64 = tx
        .prepare_cached(
            "UPDATE bazaar SET next_order = next_order + 1 WHERE id = 1 RETURNING next_order - 1",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(OrderId(number.to_string()))
}

/// Sees to it that a number which an order brought along is not given out again.
pub(crate) fn keep_clear_of(tx: &Transaction<'_>, id: &OrderId) -> Result<()> {
    if let Ok(number) = id.as_str().parse::<u32>() {
        tx.prepare_cached("UPDATE bazaar SET next_order = MAX(next_order, ?1 + 1) WHERE id = 1")?
            .execute([number])?;
    }
    Ok(())
}

/// Stores a new order, made from an accepted offer or not.
pub(crate) fn add(
    tx: &Transaction<'_>,
    new: &Held<Order>,
    conversation: &ConversationId,
    offer: Option<&OfferId>,
) -> Result<()> {
    let order = &new.it;
    let id = order.id.as_str();
    let card = order.card.as_ref();
    let card_state = card.map(|card| words::stored(&card.state)).transpose()?;
    tx.prepare_cached(
        "INSERT INTO orders
         (id, seller_id, buyer_id, conversation_id, offer_id, currency, total_minor, state,
          placed_at, state_at, deliver_to, wishes, card_state, card_at, card_note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute((
        id,
        &new.seller,
        &new.buyer,
        conversation.as_str(),
        offer.map(OfferId::as_str),
        &order.total.currency,
        order.total.minor,
        words::stored(&order.state)?,
        order.placed_at,
        order.state_at,
        &order.deliver_to,
        &order.wishes,
        card_state,
        card.map(|card| card.at),
        card.map(|card| &card.note),
    ))?;
    for (position, line) in order.lines.iter().enumerate() {
        add_line(tx, id, position as i64, line)?;
    }
    records::touch(tx, &new.seller, RecordKind::Order, id)?;
    Ok(())
}

fn add_line(tx: &Transaction<'_>, order: &str, position: i64, line: &LineItem) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO order_lines (order_id, position, product_id, title, quantity, price_minor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        order,
        position,
        line.product_id.as_ref().map(ProductId::as_str),
        &line.title,
        line.quantity,
        line.price.minor,
    ))?;
    Ok(())
}

/// Says how far an order is.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    state: &OrderState,
    at: i64,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE orders SET state = ?3, state_at = ?4 WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, words::stored(state)?, at))?;
    records::touch(tx, seller, RecordKind::Order, id)?;
    Ok(())
}

/// Says what became of an order's card.
pub(crate) fn set_card(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    card: &OrderCard,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE orders SET card_state = ?3, card_at = ?4, card_note = ?5
         WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, words::stored(&card.state)?, card.at, &card.note))?;
    records::touch(tx, seller, RecordKind::Order, id)?;
    Ok(())
}

/// An order of a seller's or buyer's.
pub(crate) fn get(tx: &Transaction<'_>, party: Party<'_>, id: &str) -> Result<Held<Order>> {
    let whose = party.column();
    let sql = format!("SELECT {COLUMNS} FROM orders WHERE id = ?2 AND {whose} = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((party.id(), id), held)
        .optional()?;
    let held = found.ok_or_else(|| Error::not_found("order"))?;
    with_lines(tx, held)
}

/// Whether an offer was ordered from.
pub(crate) fn used(tx: &Transaction<'_>, offer: &str) -> Result<bool> {
    let mut found = tx.prepare_cached("SELECT 1 FROM orders WHERE offer_id = ?1")?;
    Ok(found.exists([offer])?)
}

/// A buyer's orders, newest first, from before one of them.
pub(crate) fn of_buyer(
    tx: &Transaction<'_>,
    buyer: &str,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Order>> {
    // Beyond every time and id when there is none.
    let from: Option<(i64, String)> = match before {
        Some(id) => tx
            .prepare_cached("SELECT placed_at, id FROM orders WHERE id = ?2 AND buyer_id = ?1")?
            .query_row((buyer, id), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?,
        None => Some((i64::MAX, String::new())),
    };
    let (at, id) = from.ok_or_else(|| Error::not_found("order"))?;
    let sql = format!(
        "SELECT {COLUMNS} FROM orders WHERE buyer_id = ?1 AND (placed_at, id) < (?2, ?3)
         ORDER BY placed_at DESC, id DESC LIMIT ?4"
    );
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map((buyer, at, id, limit), held)?;
    let found: Vec<_> = rows.collect::<Result<_, _>>()?;
    found
        .into_iter()
        .map(|held| with_lines(tx, held).map(|held| held.it))
        .collect()
}

fn with_lines(tx: &Transaction<'_>, mut held: Held<Order>) -> Result<Held<Order>> {
    held.it.lines = lines::of_order(tx, held.it.id.as_str(), &held.it.total.currency)?;
    Ok(held)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held<Order>> {
    let buyer: String = row.get(1)?;
    let card = match row.get::<_, Option<String>>(10)? {
        None => None,
        Some(state) => Some(OrderCard {
            state: words::read(state)?,
            at: row.get(11)?,
            note: row.get(12)?,
        }),
    };
    Ok(Held {
        seller: row.get(13)?,
        it: Order {
            id: OrderId(row.get(0)?),
            person_id: PersonId(buyer.clone()),
            conversation_id: Some(ConversationId(row.get(2)?)),
            lines: Vec::new(),
            total: Money {
                minor: row.get(4)?,
                currency: row.get(3)?,
            },
            state: words::read(row.get(5)?)?,
            placed_at: row.get(6)?,
            state_at: row.get(7)?,
            deliver_to: row.get(8)?,
            wishes: row.get(9)?,
            card,
            extra: Extra::new(),
        },
        buyer,
    })
}
