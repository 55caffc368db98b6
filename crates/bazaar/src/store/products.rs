//! What is sold.

use rapport_protocol::{Extra, Money, PictureId, Product, ProductId, RecordKind};
use rusqlite::{OptionalExtension, Transaction};

use super::{fresh_id, records};
use crate::bazaar::NewProduct;
use crate::error::{Error, Result};

/// Adds a product.
pub(crate) fn add(tx: &Transaction<'_>, seller: &str, new: &NewProduct) -> Result<String> {
    let id = fresh_id("product")?;
    tx.execute(
        "INSERT INTO products (id, seller_id, title, price_minor, currency, stock, picture_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            &id,
            seller,
            &new.title,
            new.price.minor,
            &new.price.currency,
            new.stock,
            new.picture.as_ref().map(PictureId::as_str),
        ),
    )?;
    records::touch(tx, seller, RecordKind::Product, &id)?;
    Ok(id)
}

/// A product of a seller's.
pub(crate) fn get(tx: &Transaction<'_>, seller: &str, id: &str) -> Result<Product> {
    let mut product = tx.prepare_cached(
        "SELECT id, title, price_minor, currency, stock, picture_id
         FROM products WHERE id = ?2 AND seller_id = ?1",
    )?;
    let found = product.query_row((seller, id), |row| {
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
    });
    found.optional()?.ok_or_else(|| Error::not_found("product"))
}

/// Who sells a product; buyers may ask about any.
pub(crate) fn seller(tx: &Transaction<'_>, id: &str) -> Result<String> {
    let mut seller = tx.prepare_cached("SELECT seller_id FROM products WHERE id = ?1")?;
    let found = seller.query_row([id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found("product"))
}
