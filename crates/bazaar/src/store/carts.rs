//! What buyers have put aside: one open cart per buyer and seller.

use rapport_protocol::{
    Cart, CartId, CartState, Extra, LineItem, Money, PersonId, ProductId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::party::{Held, Party};
use super::{fresh_id, lines, records, words};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, buyer_id, currency, state, changed_at, seller_id";

/// The buyer's open cart in a shop, when there is one.
pub(crate) fn open(tx: &Transaction<'_>, buyer: &str, seller: &str) -> Result<Option<Held<Cart>>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM carts WHERE buyer_id = ?1 AND seller_id = ?2 AND state = 'open'"
    );
    let found = tx
        .prepare_cached(&sql)?
        .query_row((buyer, seller), held)
        .optional()?;
    found.map(|held| with_lines(tx, held)).transpose()
}

/// All open carts of a buyer's; there is one per shop at most.
pub(crate) fn all_open(tx: &Transaction<'_>, buyer: &str) -> Result<Vec<Cart>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM carts WHERE buyer_id = ?1 AND state = 'open' ORDER BY seller_id"
    );
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map([buyer], held)?;
    let found: Vec<_> = rows.collect::<Result<_, _>>()?;
    found
        .into_iter()
        .map(|held| with_lines(tx, held).map(|held| held.it))
        .collect()
}

/// Begins a cart and says its id. Whoever begins one puts something in, which tells of it.
pub(crate) fn begin(
    tx: &Transaction<'_>,
    buyer: &str,
    seller: &str,
    currency: &str,
    at: i64,
) -> Result<String> {
    let id = fresh_id("cart")?;
    let state = &CartState::Open;
    insert_empty(tx, &id, (seller, buyer), (currency, state, at))?;
    Ok(id)
}

/// Stores a cart with what is in it, and gives it its place in the seller's stream.
pub(crate) fn insert(tx: &Transaction<'_>, new: &Held<Cart>) -> Result<()> {
    let (cart, id) = (&new.it, new.it.id.as_str());
    let looks = (cart.total.currency.as_str(), &cart.state, cart.changed_at);
    insert_empty(tx, id, (&new.seller, &new.buyer), looks)?;
    for line in &cart.lines {
        put_line(tx, id, line)?;
    }
    records::touch(tx, &new.seller, RecordKind::Cart, id)?;
    Ok(())
}

fn insert_empty(
    tx: &Transaction<'_>,
    id: &str,
    (seller, buyer): (&str, &str),
    (currency, state, at): (&str, &CartState, i64),
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO carts (id, seller_id, buyer_id, currency, state, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((id, seller, buyer, currency, words::stored(state)?, at))?;
    Ok(())
}

/// Puts a line in, or changes the one of the same product.
pub(crate) fn put(
    tx: &Transaction<'_>,
    seller: &str,
    cart: &str,
    line: &LineItem,
    at: i64,
) -> Result<()> {
    put_line(tx, cart, line)?;
    set_state(tx, seller, cart, &CartState::Open, at)
}

fn put_line(tx: &Transaction<'_>, cart: &str, line: &LineItem) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO cart_lines (cart_id, position, product_id, title, quantity, price_minor)
         VALUES (?1, (SELECT COALESCE(MAX(position), 0) + 1 FROM cart_lines WHERE cart_id = ?1),
                 ?2, ?3, ?4, ?5)
         ON CONFLICT (cart_id, product_id) DO UPDATE
         SET title = excluded.title, quantity = excluded.quantity,
             price_minor = excluded.price_minor",
    )?
    .execute((
        cart,
        line.product_id.as_ref().map(ProductId::as_str),
        &line.title,
        line.quantity,
        line.price.minor,
    ))?;
    Ok(())
}

/// Takes a product out; false when it was not in.
pub(crate) fn remove(tx: &Transaction<'_>, cart: &str, product: &str) -> Result<bool> {
    let mut line =
        tx.prepare_cached("DELETE FROM cart_lines WHERE cart_id = ?1 AND product_id = ?2")?;
    Ok(line.execute((cart, product))? > 0)
}

/// Takes everything out.
pub(crate) fn clear(tx: &Transaction<'_>, cart: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM cart_lines WHERE cart_id = ?1")?
        .execute([cart])?;
    Ok(())
}

/// Says what became of a cart, and that it changed.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    state: &CartState,
    at: i64,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE carts SET state = ?3, changed_at = ?4 WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, words::stored(state)?, at))?;
    records::touch(tx, seller, RecordKind::Cart, id)?;
    Ok(())
}

/// A cart of a seller's or buyer's.
pub(crate) fn get(tx: &Transaction<'_>, party: Party<'_>, id: &str) -> Result<Held<Cart>> {
    let whose = party.column();
    let sql = format!("SELECT {COLUMNS} FROM carts WHERE id = ?2 AND {whose} = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((party.id(), id), held)
        .optional()?;
    let held = found.ok_or_else(|| Error::not_found("cart"))?;
    with_lines(tx, held)
}

fn with_lines(tx: &Transaction<'_>, mut held: Held<Cart>) -> Result<Held<Cart>> {
    let currency = held.it.total.currency.clone();
    held.it.lines = lines::of_cart(tx, held.it.id.as_str(), &currency)?;
    held.it.total = lines::total(&held.it.lines, &currency)?;
    Ok(held)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held<Cart>> {
    let buyer: String = row.get(1)?;
    Ok(Held {
        seller: row.get(5)?,
        it: Cart {
            id: CartId(row.get(0)?),
            person_id: PersonId(buyer.clone()),
            lines: Vec::new(),
            total: Money {
                minor: 0,
                currency: row.get(2)?,
            },
            state: words::read(row.get(3)?)?,
            changed_at: row.get(4)?,
            extra: Extra::new(),
        },
        buyer,
    })
}
