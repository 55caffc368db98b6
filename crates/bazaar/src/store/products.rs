//! What is sold.

use rapport_protocol::{Extra, Money, PictureId, Product, ProductId, RecordKind};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::{fresh_id, records};
use crate::bazaar::{NewProduct, OnSale};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, title, price_minor, currency, stock, picture_id";

/// Adds a product.
pub(crate) fn add(tx: &Transaction<'_>, seller: &str, new: &NewProduct) -> Result<String> {
    let new = Product {
        id: ProductId(fresh_id("product")?),
        title: new.title.clone(),
        price: new.price.clone(),
        stock: new.stock,
        picture: new.picture.clone(),
        extra: Extra::new(),
    };
    insert(tx, seller, &new)?;
    Ok(new.id.0)
}

/// Stores a product and gives it its place in the seller's stream.
pub(crate) fn insert(tx: &Transaction<'_>, seller: &str, new: &Product) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO products (id, seller_id, title, price_minor, currency, stock, picture_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        new.id.as_str(),
        seller,
        &new.title,
        new.price.minor,
        &new.price.currency,
        new.stock,
        new.picture.as_ref().map(PictureId::as_str),
    ))?;
    records::touch(tx, seller, RecordKind::Product, new.id.as_str())?;
    Ok(())
}

/// A product of a seller's.
pub(crate) fn get(tx: &Transaction<'_>, seller: &str, id: &str) -> Result<Product> {
    let sql = format!("SELECT {COLUMNS} FROM products WHERE id = ?2 AND seller_id = ?1");
    let mut found = tx.prepare_cached(&sql)?;
    let found = found.query_row((seller, id), product).optional()?;
    found.ok_or_else(|| Error::not_found("product"))
}

/// What is on sale in every shop, in the order it was added, from after one product.
pub(crate) fn on_sale(
    tx: &Transaction<'_>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<OnSale>> {
    let from: Option<i64> = match after {
        Some(id) => tx
            .prepare_cached("SELECT rowid FROM products WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?,
        None => Some(0),
    };
    let from = from.ok_or_else(|| Error::not_found("product"))?;
    let mut all = tx.prepare_cached(
        "SELECT products.id, title, price_minor, currency, stock, picture_id, seller_id, name
         FROM products JOIN sellers ON sellers.id = seller_id
         WHERE products.rowid > ?1 ORDER BY products.rowid LIMIT ?2",
    )?;
    let rows = all.query_map((from, limit), |row| {
        Ok(OnSale {
            seller_id: row.get(6)?,
            shop: row.get(7)?,
            product: product(row)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Says how many there are from now on.
pub(crate) fn set_stock(tx: &Transaction<'_>, id: &str, stock: Option<u32>) -> Result<()> {
    let seller = seller(tx, id)?;
    tx.prepare_cached("UPDATE products SET stock = ?2 WHERE id = ?1")?
        .execute((id, stock))?;
    records::touch(tx, &seller, RecordKind::Product, id)?;
    Ok(())
}

/// Takes so many out of the stock, where it is counted; refuses when there are not enough.
pub(crate) fn take(tx: &Transaction<'_>, seller: &str, id: &str, quantity: u32) -> Result<()> {
    let taken: Option<Option<i64>> = tx
        .prepare_cached(
            "UPDATE products SET stock = stock - ?3
             WHERE id = ?2 AND seller_id = ?1 AND (stock IS NULL OR stock >= ?3)
             RETURNING stock",
        )?
        .query_row((seller, id, quantity), |row| row.get(0))
        .optional()?;
    match taken {
        None => Err(Error::against("There are not that many left.")),
        Some(None) => Ok(()),
        Some(Some(_)) => records::touch(tx, seller, RecordKind::Product, id).map(|_| ()),
    }
}

/// Puts so many back into the stock, where it is counted.
pub(crate) fn put_back(tx: &Transaction<'_>, seller: &str, id: &str, quantity: u32) -> Result<()> {
    let counted = tx
        .prepare_cached(
            "UPDATE products SET stock = MIN(stock + ?3, 4294967295)
             WHERE id = ?2 AND seller_id = ?1 AND stock IS NOT NULL",
        )?
        .execute((seller, id, quantity))?;
    if counted > 0 {
        records::touch(tx, seller, RecordKind::Product, id)?;
    }
    Ok(())
}

/// Who sells a product; buyers may ask about any.
pub(crate) fn seller(tx: &Transaction<'_>, id: &str) -> Result<String> {
    let mut seller = tx.prepare_cached("SELECT seller_id FROM products WHERE id = ?1")?;
    let found = seller.query_row([id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found("product"))
}

fn product(row: &Row<'_>) -> rusqlite::Result<Product> {
    Ok(Product {
        id: ProductId(row.get(0)?),
        title: row.get(1)?,
        price: Money {
            minor: row.get(2)?,
            currency: row.get(3)?,
        },
        stock: row.get(4)?,
        picture: row.get::<_, Option<String>>(5)?.map(PictureId),
        extra: Extra::new(),
    })
}
