//! Offers, orders, carts and feedback, as either side acts on them.
//!
//! Every act takes the time it happened at, so that years can be told at once; now when absent. What
//! a buyer does is refused by the same rules as over HTTP.

use rapport_protocol::{
    Act, Author, Cart, CartId, Change, Feedback, Offer, OfferId, Order, OrderId, ProductId,
};
use rusqlite::Transaction;

use super::{Bazaar, OnSale};
use crate::deed::Deed;
use crate::error::Result;
use crate::operations::acts;
use crate::store::party::Party;
use crate::store::{carts, feedback, offers, orders, products};
use crate::trade;
use crate::trade::offers::Terms;
use crate::trade::orders::NewOrder;

impl Bazaar {
    /// Does what a seller did, without a workstation. What it made or changed is told as after an
    /// operation: first the line in the thread, or else the record that it was about.
    pub fn operate(&self, seller: &str, act: &Act, at: Option<i64>) -> Result<Vec<Change>> {
        self.deal(Party::Seller(seller), at, |tx, deed| {
            trade::offers::lapse_due(tx, deed.at)?;
            acts::perform(tx, deed, None, act)
        })
    }

    /// What is on sale in every shop, in the order it was added: so many at most, from after one
    /// product.
    pub fn on_sale(&self, after: Option<&ProductId>, limit: u32) -> Result<Vec<OnSale>> {
        let after = after.map(ProductId::as_str);
        self.0.store.read(|tx| products::on_sale(tx, after, limit))
    }

    /// Says how many there are of a product from now on; `None` when they are not counted.
    pub fn set_stock(&self, product: &ProductId, stock: Option<u32>) -> Result<()> {
        self.commit(|tx| products::set_stock(tx, product.as_str(), stock))
    }

    /// The offers in a buyer's conversation, oldest first.
    pub fn offers(&self, buyer: &str, conversation: &str) -> Result<Vec<Offer>> {
        self.0.store.read(|tx| {
            crate::talk::get(tx, Party::Buyer(buyer), conversation)?;
            offers::of_conversation(tx, conversation)
        })
    }

    /// One offer made to or by a buyer.
    pub fn offer(&self, buyer: &str, id: &OfferId) -> Result<Offer> {
        self.0.store.read(|tx| buyers_offer(tx, buyer, id))
    }

    /// Makes an offer of a buyer's.
    pub fn make_offer(
        &self,
        buyer: &str,
        (conversation, product): (&str, &ProductId),
        terms: &Terms,
        at: Option<i64>,
    ) -> Result<Offer> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = trade::offers::make(tx, deed, (conversation, product.as_str()), terms)?;
            buyers_offer(tx, buyer, &id)
        })
    }

    /// Makes another offer instead of the seller's.
    pub fn counter_offer(
        &self,
        buyer: &str,
        id: &OfferId,
        terms: &Terms,
        at: Option<i64>,
    ) -> Result<Offer> {
        self.lapse_offers(at)?;
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = trade::offers::counter(tx, deed, id.as_str(), terms)?;
            buyers_offer(tx, buyer, &id)
        })
    }

    /// Says yes to the seller's offer: the buyer may then order at its price.
    pub fn accept_offer(
        &self,
        buyer: &str,
        id: &OfferId,
        note: &str,
        at: Option<i64>,
    ) -> Result<Offer> {
        self.answer_offer(buyer, id, (true, note), at)
    }

    /// Says no to the seller's offer.
    pub fn decline_offer(
        &self,
        buyer: &str,
        id: &OfferId,
        note: &str,
        at: Option<i64>,
    ) -> Result<Offer> {
        self.answer_offer(buyer, id, (false, note), at)
    }

    fn answer_offer(
        &self,
        buyer: &str,
        id: &OfferId,
        (accept, note): (bool, &str),
        at: Option<i64>,
    ) -> Result<Offer> {
        self.lapse_offers(at)?;
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            trade::offers::answer(tx, deed, id.as_str(), accept, note)?;
            buyers_offer(tx, buyer, id)
        })
    }

    /// Lets every offer lapse whose time is over at some time, and says how many.
    pub fn lapse_offers(&self, at: Option<i64>) -> Result<usize> {
        let at = at.unwrap_or_else(|| self.now());
        let mut lapsed = 0;
        // Looked at first: the bell must not ring when nothing happens.
        while !self.0.store.read(|tx| offers::due(tx, at, 1))?.is_empty() {
            lapsed += self.commit(|tx| trade::offers::lapse_due(tx, at))?;
        }
        Ok(lapsed)
    }

    /// A buyer's orders, newest first: so many at most, from before one of them.
    pub fn orders(&self, buyer: &str, before: Option<&OrderId>, limit: u32) -> Result<Vec<Order>> {
        let before = before.map(OrderId::as_str);
        self.0
            .store
            .read(|tx| orders::of_buyer(tx, buyer, before, limit))
    }

    /// One order of a buyer's.
    pub fn order(&self, buyer: &str, id: &OrderId) -> Result<Order> {
        self.0.store.read(|tx| buyers_order(tx, buyer, id))
    }

    /// Whether an accepted offer of a buyer's was ordered from already.
    pub fn is_ordered(&self, buyer: &str, id: &OfferId) -> Result<bool> {
        self.0.store.read(|tx| {
            buyers_offer(tx, buyer, id)?;
            orders::used(tx, id.as_str())
        })
    }

    /// Orders for a buyer. The order is talked about where its offer or its first product is.
    pub fn place_order(&self, buyer: &str, new: &NewOrder, at: Option<i64>) -> Result<Order> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = trade::orders::place(tx, deed, new)?;
            buyers_order(tx, buyer, &id)
        })
    }

    /// Confirms, for the buyer, what the order's card says.
    pub fn confirm_order(&self, buyer: &str, id: &OrderId, at: Option<i64>) -> Result<Order> {
        self.on_order(buyer, id, at, trade::orders::confirm)
    }

    /// Says, for the buyer, what is wrong with what the order's card says.
    pub fn correct_order(
        &self,
        buyer: &str,
        id: &OrderId,
        words: &str,
        at: Option<i64>,
    ) -> Result<Order> {
        self.on_order(buyer, id, at, |tx, deed, id| {
            trade::orders::correct(tx, deed, id, words)
        })
    }

    /// Notes that the buyer has what was sent.
    pub fn receive_order(&self, buyer: &str, id: &OrderId, at: Option<i64>) -> Result<Order> {
        self.on_order(buyer, id, at, trade::orders::receive)
    }

    /// Takes an order back that was not sent; the reason may be empty.
    pub fn cancel_order(
        &self,
        buyer: &str,
        id: &OrderId,
        reason: &str,
        at: Option<i64>,
    ) -> Result<Order> {
        self.on_order(buyer, id, at, |tx, deed, id| {
            trade::orders::cancel(tx, deed, id, reason)
        })
    }

    fn on_order(
        &self,
        buyer: &str,
        id: &OrderId,
        at: Option<i64>,
        act: impl FnOnce(&Transaction<'_>, &Deed<'_>, &str) -> Result<()>,
    ) -> Result<Order> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            act(tx, deed, id.as_str())?;
            buyers_order(tx, buyer, id)
        })
    }

    /// A buyer's open carts, one per shop at most.
    pub fn carts(&self, buyer: &str) -> Result<Vec<Cart>> {
        self.0.store.read(|tx| carts::all_open(tx, buyer))
    }

    /// Puts so many of a product into the buyer's cart of its shop, however many were in it before.
    pub fn put_in_cart(
        &self,
        buyer: &str,
        product: &ProductId,
        quantity: u32,
        at: Option<i64>,
    ) -> Result<Cart> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = trade::carts::put(tx, deed, product.as_str(), quantity)?;
            buyers_cart(tx, buyer, &id)
        })
    }

    /// Takes a product out of the buyer's cart; with the last one the cart is emptied.
    pub fn take_from_cart(
        &self,
        buyer: &str,
        product: &ProductId,
        at: Option<i64>,
    ) -> Result<Cart> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = trade::carts::take_out(tx, deed, product.as_str())?;
            buyers_cart(tx, buyer, &id)
        })
    }

    /// Empties an open cart of the buyer's.
    pub fn empty_cart(&self, buyer: &str, id: &CartId, at: Option<i64>) -> Result<Cart> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            trade::carts::empty(tx, deed, id.as_str())?;
            buyers_cart(tx, buyer, id)
        })
    }

    /// Orders what is in a cart of the buyer's.
    pub fn order_cart(
        &self,
        buyer: &str,
        id: &CartId,
        (deliver_to, wishes): (&str, &str),
        at: Option<i64>,
    ) -> Result<Order> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let order = trade::carts::order(tx, deed, id.as_str(), (deliver_to, wishes))?;
            buyers_order(tx, buyer, &order)
        })
    }

    /// The newest feedback that a buyer gave and got, so many at most.
    pub fn feedback(&self, buyer: &str, limit: u32) -> Result<Vec<Feedback>> {
        self.0.store.read(|tx| feedback::of_buyer(tx, buyer, limit))
    }

    /// What both sides gave for an order of the buyer's, the buyer's first.
    pub fn feedback_on(&self, buyer: &str, order: &OrderId) -> Result<Vec<Feedback>> {
        self.0.store.read(|tx| {
            buyers_order(tx, buyer, order)?;
            let mut given = Vec::new();
            for by in [Author::Buyer, Author::Seller] {
                let found = feedback::of_order(tx, order.as_str(), &by)?;
                given.extend(found.map(|held| held.it));
            }
            Ok(given)
        })
    }

    /// Rates the seller for an order that the buyer received, or changes what was given; from 1 to 5.
    pub fn rate_seller(
        &self,
        buyer: &str,
        order: &OrderId,
        (rating, text): (u8, &str),
        at: Option<i64>,
    ) -> Result<Feedback> {
        let party = Party::Buyer(buyer);
        self.deal(party, at, |tx, deed| {
            let id = trade::feedback::rate(tx, deed, order.as_str(), rating, text)?;
            Ok(feedback::get(tx, party, id.as_str())?.it)
        })
    }

    /// Writes in somebody's name, under the rules in force.
    pub(super) fn deal<T>(
        &self,
        by: Party<'_>,
        at: Option<i64>,
        act: impl FnOnce(&Transaction<'_>, &Deed<'_>) -> Result<T>,
    ) -> Result<T> {
        let rules = self.rules();
        let deed = Deed {
            by,
            at: at.unwrap_or_else(|| self.now()),
            rules: &rules,
            operation: None,
        };
        self.commit(|tx| act(tx, &deed))
    }
}

fn buyers_offer(tx: &Transaction<'_>, buyer: &str, id: &OfferId) -> Result<Offer> {
    Ok(offers::get(tx, Party::Buyer(buyer), id.as_str())?.it)
}

fn buyers_order(tx: &Transaction<'_>, buyer: &str, id: &OrderId) -> Result<Order> {
    Ok(orders::get(tx, Party::Buyer(buyer), id.as_str())?.it)
}

fn buyers_cart(tx: &Transaction<'_>, buyer: &str, id: &CartId) -> Result<Cart> {
    Ok(carts::get(tx, Party::Buyer(buyer), id.as_str())?.it)
}
