//! Putting aside, and what becomes of it.

use rapport_protocol::{Cart, CartId, CartState, LineItem, OrderId, ProductId};
use rusqlite::Transaction;

use super::orders::{self, MAX_LINES, NewOrder, Wanted};
use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::store::party::Held;
use crate::store::{carts, people, products};

/// Puts so many of a product into the buyer's cart of its shop; however many were in it before.
pub(crate) fn put(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    product: &str,
    quantity: u32,
) -> Result<CartId> {
    let (buyer, seller) = (deed.by.id(), products::seller(tx, product)?);
    let line = orders::line(tx, &seller, product, quantity)?;
    let cart = if let Some(held) = carts::open(tx, buyer, &seller)? {
        check_room(&held.it, &line)?;
        held.it.id.0
    } else {
        people::introduce(tx, &seller, buyer)?;
        carts::begin(tx, buyer, &seller, &line.price.currency, deed.at)?
    };
    carts::put(tx, &seller, &cart, &line, deed.at)?;
    Ok(CartId(cart))
}

/// Refuses a line that the cart could not be ordered or even added up with.
fn check_room(cart: &Cart, line: &LineItem) -> Result<()> {
    if cart.total.currency != line.price.currency {
        return Err(Error::against("A cart is in one currency."));
    }
    let others = || {
        cart.lines
            .iter()
            .filter(|other| other.product_id != line.product_id)
    };
    if others().count() >= MAX_LINES {
        let detail = format!("A cart has at most {MAX_LINES} lines.");
        return Err(Error::against(detail));
    }
    let sum = others()
        .map(|other| other.price.minor)
        .try_fold(line.price.minor, i64::checked_add);
    sum.map(|_| ())
        .ok_or_else(|| Error::against("That is more money than can be counted."))
}

/// Takes a product out of the buyer's cart; the cart is emptied with the last one.
pub(crate) fn take_out(tx: &Transaction<'_>, deed: &Deed<'_>, product: &str) -> Result<CartId> {
    let seller = products::seller(tx, product)?;
    let held = carts::open(tx, deed.by.id(), &seller)?.ok_or_else(|| Error::not_found("cart"))?;
    let id = held.it.id;
    if !carts::remove(tx, id.as_str(), product)? {
        return Err(Error::not_found("product in the cart"));
    }
    let state = if held.it.lines.len() > 1 {
        CartState::Open
    } else {
        CartState::Emptied
    };
    carts::set_state(tx, &seller, id.as_str(), &state, deed.at)?;
    Ok(id)
}

/// Empties a cart of the buyer's.
pub(crate) fn empty(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<()> {
    let held = open(tx, deed, id)?;
    carts::clear(tx, id)?;
    carts::set_state(tx, &held.seller, id, &CartState::Emptied, deed.at)
}

/// Orders what is in a cart of the buyer's.
pub(crate) fn order(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    id: &str,
    (deliver_to, wishes): (&str, &str),
) -> Result<OrderId> {
    let held = open(tx, deed, id)?;
    let wanted: Vec<(ProductId, u32)> = held
        .it
        .lines
        .into_iter()
        .filter_map(|line| Some((line.product_id?, line.quantity)))
        .collect();
    let new = NewOrder {
        wanted: Wanted::Products(wanted),
        deliver_to: deliver_to.to_owned(),
        wishes: wishes.to_owned(),
    };
    let order = orders::place(tx, deed, &new)?;
    carts::set_state(tx, &held.seller, id, &CartState::Ordered, deed.at)?;
    Ok(order)
}

fn open(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<Held<Cart>> {
    let held = carts::get(tx, deed.by, id)?;
    if held.it.state == CartState::Open {
        return Ok(held);
    }
    Err(Error::against("This cart is no longer open."))
}
