//! # The rules of a sale
//!
//! Offers, orders, carts and feedback, as either side acts on them. Every act here checks the rules,
//! writes its record, and tells the step in the thread; all of it in the transaction it is given.
//!
//! A step that asks the other side or answers it is written by who took it; one that only reports is
//! the marketplace's own line. What a seller is refused is refused before the first write, so that
//! the refusal of an operation can be remembered in the same transaction.

pub(crate) mod carts;
pub(crate) mod feedback;
pub(crate) mod offers;
pub(crate) mod orders;

use rapport_protocol::{Money, Product};

use crate::error::{Error, Result};

/// The most of one product that is traded at once.
const MAX_QUANTITY: u32 = 9999;

/// Refuses none and too many.
fn check_quantity(quantity: u32) -> Result<()> {
    if (1..=MAX_QUANTITY).contains(&quantity) {
        return Ok(());
    }
    let detail = format!("A quantity is from 1 to {MAX_QUANTITY}.");
    Err(Error::against(detail))
}

/// Refuses a price that is none, or in another currency than the product's.
fn check_price(price: &Money, product: &Product) -> Result<()> {
    if price.minor < 1 {
        return Err(Error::against("A price is more than nothing."));
    }
    if price.currency != product.price.currency {
        let detail = format!("This is sold in {}.", product.price.currency);
        return Err(Error::against(detail));
    }
    Ok(())
}
