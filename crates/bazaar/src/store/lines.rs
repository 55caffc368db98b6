//! So many of a product at so much: the lines of orders and carts.

use rapport_protocol::{LineItem, Money, ProductId};
use rusqlite::{Row, Transaction};

use crate::error::{Error, Result};

/// The lines of an order, in their order; all in its currency.
pub(crate) fn of_order(tx: &Transaction<'_>, order: &str, currency: &str) -> Result<Vec<LineItem>> {
    let mut all = tx.prepare_cached(
        "SELECT product_id, title, quantity, price_minor
         FROM order_lines WHERE order_id = ?1 ORDER BY position",
    )?;
    let rows = all.query_map([order], |row| line(row, currency))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lines of a cart, in the order they were put in.
pub(crate) fn of_cart(tx: &Transaction<'_>, cart: &str, currency: &str) -> Result<Vec<LineItem>> {
    let mut all = tx.prepare_cached(
        "SELECT product_id, title, quantity, price_minor
         FROM cart_lines WHERE cart_id = ?1 ORDER BY position",
    )?;
    let rows = all.query_map([cart], |row| line(row, currency))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What all lines cost together.
pub(crate) fn total(lines: &[LineItem], currency: &str) -> Result<Money> {
    let sum = lines
        .iter()
        .try_fold(0_i64, |sum, line| sum.checked_add(line.price.minor));
    let minor = sum.ok_or_else(|| Error::against("That is more money than can be counted."))?;
    Ok(Money {
        minor,
        currency: currency.to_owned(),
    })
}

fn line(row: &Row<'_>, currency: &str) -> rusqlite::Result<LineItem> {
    Ok(LineItem {
        product_id: row.get::<_, Option<String>>(0)?.map(ProductId),
        title: row.get(1)?,
        quantity: row.get(2)?,
        price: Money {
            minor: row.get(3)?,
            currency: currency.to_owned(),
        },
    })
}
