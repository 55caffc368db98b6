//! Ordering, confirming, shipping, receiving, cancelling.

use rapport_protocol::{
    Author, Body, CardState, ConversationId, Extra, LineItem, Money, OfferId, OfferState, Order,
    OrderBody, OrderCard, OrderId, OrderState, OrderStep, PersonId, ProductId,
};
use rusqlite::Transaction;

use super::check_quantity;
use crate::deed::{Deed, within};
use crate::error::{Error, Result};
use crate::store::party::Held;
use crate::store::{conversations, lines, offers, orders, products};

/// The most lines of an order or a cart.
pub(crate) const MAX_LINES: usize = 50;

/// The longest address.
const MAX_ADDRESS_CHARS: u32 = 500;

/// What a buyer orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// What of.
    pub wanted: Wanted,
    /// Where it goes; not empty.
    pub deliver_to: String,
    /// What the buyer wishes; empty when nothing.
    pub wishes: String,
}

/// What of: products at their list prices, or what was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// So many of each of these, all of one shop.
    Products(Vec<(ProductId, u32)>),
    /// What an accepted offer says, at its price. Each offer can be ordered once.
    Offer(OfferId),
}

/// Places an order of the buyer's, and says its number.
pub(crate) fn place(tx: &Transaction<'_>, deed: &Deed<'_>, new: &NewOrder) -> Result<OrderId> {
    let deliver_to = new.deliver_to.trim();
    if deliver_to.is_empty() {
        return Err(Error::against("An order needs to know where it goes."));
    }
    within(deliver_to, MAX_ADDRESS_CHARS)?;
    deed.check_words(&new.wishes)?;
    let sale = match &new.wanted {
        Wanted::Products(wanted) => listed(tx, deed, wanted)?,
        Wanted::Offer(offer) => agreed(tx, deed, offer)?,
    };
    for line in &sale.lines {
        if let Some(product) = &line.product_id {
            products::take(tx, &sale.seller, product.as_str(), line.quantity)?;
        }
    }
    let currency = sale.lines.first().map(|line| line.price.currency.clone());
    let order = Order {
        id: orders::next_id(tx)?,
        person_id: PersonId(deed.by.id().to_owned()),
        conversation_id: Some(sale.conversation.clone()),
        total: lines::total(&sale.lines, &currency.unwrap_or_default())?,
        lines: sale.lines,
        state: OrderState::Placed,
        placed_at: deed.at,
        state_at: deed.at,
        deliver_to: deliver_to.to_owned(),
        wishes: new.wishes.trim().to_owned(),
        card: None,
        extra: Extra::new(),
    };
    let held = Held {
        seller: sale.seller,
        buyer: deed.by.id().to_owned(),
        it: order,
    };
    orders::add(tx, &held, &sale.conversation, sale.offer)?;
    report(tx, deed, &held, OrderStep::Placed, "")?;
    Ok(held.it.id)
}

/// Asks the buyer to confirm what was agreed.
pub(crate) fn send_card(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str, note: &str) -> Result<()> {
    let held = placed(tx, deed, id)?;
    deed.check_words(note)?;
    match held.it.card.as_ref().map(|card| &card.state) {
        None | Some(CardState::Corrected) => {}
        Some(CardState::Confirmed) => {
            return Err(Error::against("The buyer has confirmed this order."));
        }
        Some(_) => return Err(Error::against("The buyer has not answered yet.")),
    }
    set_card(tx, deed, &held, CardState::Sent, note)?;
    ask(tx, deed, &held, OrderStep::CardSent, note)
}

/// Confirms that the order says what was agreed.
pub(crate) fn confirm(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<()> {
    let (held, card) = asked(tx, deed, id)?;
    set_card(tx, deed, &held, CardState::Confirmed, &card.note)?;
    report(tx, deed, &held, OrderStep::Confirmed, "")
}

/// Says what is wrong with the order.
pub(crate) fn correct(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str, words: &str) -> Result<()> {
    let (held, _) = asked(tx, deed, id)?;
    if words.trim().is_empty() {
        return Err(Error::against("A correction says what is wrong."));
    }
    deed.check_words(words)?;
    set_card(tx, deed, &held, CardState::Corrected, words)?;
    ask(tx, deed, &held, OrderStep::Corrected, words)
}

/// Says that the order is on its way.
pub(crate) fn ship(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str, note: &str) -> Result<()> {
    let held = placed(tx, deed, id)?;
    deed.check_words(note)?;
    orders::set_state(tx, &held.seller, id, &OrderState::Shipped, deed.at)?;
    report(tx, deed, &held, OrderStep::Shipped, note)
}

/// Says that the buyer has it.
pub(crate) fn receive(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<()> {
    let held = orders::get(tx, deed.by, id)?;
    if held.it.state != OrderState::Shipped {
        return Err(Error::against("This order is not on its way."));
    }
    orders::set_state(tx, &held.seller, id, &OrderState::Received, deed.at)?;
    report(tx, deed, &held, OrderStep::Received, "")
}

/// Takes the order back, with the reason where one is given; what was ordered is on sale again.
pub(crate) fn cancel(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str, note: &str) -> Result<()> {
    let held = placed(tx, deed, id)?;
    deed.check_words(note)?;
    for line in &held.it.lines {
        if let Some(product) = &line.product_id {
            products::put_back(tx, &held.seller, product.as_str(), line.quantity)?;
        }
    }
    orders::set_state(tx, &held.seller, id, &OrderState::Cancelled, deed.at)?;
    report(tx, deed, &held, OrderStep::Cancelled, note)
}

/// What is about to be sold.
struct Sale<'a> {
    seller: String,
    conversation: ConversationId,
    lines: Vec<LineItem>,
    offer: Option<&'a OfferId>,
}

/// Products at their list prices, talked about where the first of them is.
fn listed<'a>(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    wanted: &[(ProductId, u32)],
) -> Result<Sale<'a>> {
    let Some((first, _)) = wanted.first() else {
        return Err(Error::against("An order is of something."));
    };
    if wanted.len() > MAX_LINES {
        let detail = format!("An order has at most {MAX_LINES} lines.");
        return Err(Error::against(detail));
    }
    let seller = products::seller(tx, first.as_str())?;
    let mut lines: Vec<LineItem> = Vec::new();
    for (product, quantity) in wanted {
        if products::seller(tx, product.as_str())? != seller {
            return Err(Error::against("An order is of one shop."));
        }
        let line = line(tx, &seller, product.as_str(), *quantity)?;
        let currency = lines.first().map(|first| &first.price.currency);
        if currency.is_some_and(|currency| *currency != line.price.currency) {
            return Err(Error::against("An order is in one currency."));
        }
        lines.push(line);
    }
    let opened = conversations::open(tx, deed.by.id(), first.as_str(), deed.at)?;
    Ok(Sale {
        seller,
        conversation: opened.id,
        lines,
        offer: None,
    })
}

/// So many of a product at its list price.
pub(crate) fn line(
    tx: &Transaction<'_>,
    seller: &str,
    product: &str,
    quantity: u32,
) -> Result<LineItem> {
    check_quantity(quantity)?;
    let product = products::get(tx, seller, product)?;
    let minor = product.price.minor.checked_mul(i64::from(quantity));
    Ok(LineItem {
        product_id: Some(product.id),
        title: product.title,
        quantity,
        price: Money {
            minor: minor
                .ok_or_else(|| Error::against("That is more money than can be counted."))?,
            currency: product.price.currency,
        },
    })
}

/// What an accepted offer says.
fn agreed<'a>(tx: &Transaction<'_>, deed: &Deed<'_>, id: &'a OfferId) -> Result<Sale<'a>> {
    let Held { seller, it, .. } = offers::get(tx, deed.by, id.as_str())?;
    if it.state != OfferState::Accepted {
        return Err(Error::against("This offer was not accepted."));
    }
    if orders::used(tx, id.as_str())? {
        return Err(Error::against("This offer was ordered from already."));
    }
    let product = products::get(tx, &seller, it.product_id.as_str())?;
    Ok(Sale {
        seller,
        conversation: it.conversation_id,
        lines: vec![LineItem {
            product_id: Some(product.id),
            title: product.title,
            quantity: it.quantity,
            price: it.price,
        }],
        offer: Some(id),
    })
}

/// An order that is not sent and not cancelled.
fn placed(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<Held<Order>> {
    let held = orders::get(tx, deed.by, id)?;
    match held.it.state {
        OrderState::Placed => Ok(held),
        OrderState::Cancelled => Err(Error::against("This order was cancelled.")),
        _ => Err(Error::against("This order was sent already.")),
    }
}

/// An order whose card waits for the buyer.
fn asked(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<(Held<Order>, OrderCard)> {
    let mut held = placed(tx, deed, id)?;
    match held.it.card.take() {
        Some(card) if card.state == CardState::Sent => Ok((held, card)),
        _ => Err(Error::against("Nobody asks about this order.")),
    }
}

fn set_card(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    held: &Held<Order>,
    state: CardState,
    note: &str,
) -> Result<()> {
    let card = OrderCard {
        state,
        at: deed.at,
        note: note.trim().to_owned(),
    };
    orders::set_card(tx, &held.seller, held.it.id.as_str(), &card)
}

/// Tells a step that the other side is to answer.
fn ask(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    held: &Held<Order>,
    step: OrderStep,
    note: &str,
) -> Result<()> {
    tell(tx, deed, held, (deed.by.author(), step), note)
}

/// Tells a step that nobody needs to answer.
fn report(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    held: &Held<Order>,
    step: OrderStep,
    note: &str,
) -> Result<()> {
    tell(tx, deed, held, (Author::System, step), note)
}

fn tell(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    held: &Held<Order>,
    (author, step): (Author, OrderStep),
    note: &str,
) -> Result<()> {
    let Some(conversation) = &held.it.conversation_id else {
        return Ok(());
    };
    let body = Body::Order(OrderBody {
        order_id: held.it.id.clone(),
        step,
        note: note.trim().to_owned(),
    });
    deed.tell(tx, (&held.seller, conversation.as_str()), author, &body)?;
    Ok(())
}
