//! Making, answering and countering offers; and what happens when nobody does.

use rapport_protocol::{
    Author, Body, Conversation, Extra, Money, Offer, OfferBody, OfferId, OfferState, OfferStep,
};
use rusqlite::Transaction;

use super::{check_price, check_quantity};
use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::store::party::Held;
use crate::store::{messages, offers, products};
use crate::talk;

/// How many offers lapse in one transaction at most.
const LAPSE_AT_ONCE: u32 = 100;

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// For how many; 1 to 9999.
    pub quantity: u32,
    /// For all of them together.
    pub price: Money,
    /// When it lapses, in Unix milliseconds; never when absent.
    pub until_at: Option<i64>,
    /// What is said with it; empty when nothing.
    pub note: String,
}

/// Makes an offer for a product in a conversation.
pub(crate) fn make(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    (conversation, product): (&str, &str),
    terms: &Terms,
) -> Result<OfferId> {
    let (seller, conversation) = talk::writable(tx, deed.by, conversation)?;
    let offer = Draft {
        seller: &seller,
        conversation: &conversation,
        product,
        counters: None,
    };
    let id = add(tx, deed, &offer, terms)?;
    tell(
        tx,
        deed,
        (&seller, &conversation),
        &id,
        OfferStep::Made,
        &terms.note,
    )?;
    Ok(id)
}

/// Makes another offer instead of the other side's.
pub(crate) fn counter(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    id: &str,
    terms: &Terms,
) -> Result<OfferId> {
    let open = answerable(tx, deed, id)?;
    let (seller, conversation) = talk::writable(tx, deed.by, open.it.conversation_id.as_str())?;
    let offer = Draft {
        seller: &seller,
        conversation: &conversation,
        product: open.it.product_id.as_str(),
        counters: Some(&open.it.id),
    };
    let new = add(tx, deed, &offer, terms)?;
    offers::set_state(tx, &seller, id, &OfferState::Countered, deed.at)?;
    // One line for both: the new offer says which one it counters.
    tell(
        tx,
        deed,
        (&seller, &conversation),
        &new,
        OfferStep::Countered,
        &terms.note,
    )?;
    Ok(new)
}

/// Says yes or no to the other side's offer.
pub(crate) fn answer(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    id: &str,
    accept: bool,
    note: &str,
) -> Result<()> {
    let open = answerable(tx, deed, id)?;
    deed.check_words(note)?;
    let (seller, conversation) = talk::writable(tx, deed.by, open.it.conversation_id.as_str())?;
    let (state, step) = if accept {
        (OfferState::Accepted, OfferStep::Accepted)
    } else {
        (OfferState::Declined, OfferStep::Declined)
    };
    offers::set_state(tx, &seller, id, &state, deed.at)?;
    tell(tx, deed, (&seller, &conversation), &open.it.id, step, note)
}

/// Lets offers lapse whose time is over, so many at once, and says how many. They lapse at their
/// own time, however late that is noticed.
pub(crate) fn lapse_due(tx: &Transaction<'_>, now: i64) -> Result<usize> {
    let due = offers::due(tx, now, LAPSE_AT_ONCE)?;
    for Held { seller, it, .. } in &due {
        let at = it.until_at.unwrap_or(now);
        offers::set_state(tx, seller, it.id.as_str(), &OfferState::Lapsed, at)?;
        let body = Body::Offer(OfferBody {
            offer_id: it.id.clone(),
            step: OfferStep::Lapsed,
            note: String::new(),
        });
        let draft = messages::Draft {
            seller,
            conversation: it.conversation_id.as_str(),
            author: Author::System,
            body: &body,
            reply_to: None,
            operation: None,
            at,
        };
        messages::add(tx, &draft)?;
    }
    Ok(due.len())
}

/// An offer that is to be stored.
struct Draft<'a> {
    seller: &'a str,
    conversation: &'a Conversation,
    product: &'a str,
    counters: Option<&'a OfferId>,
}

fn add(tx: &Transaction<'_>, deed: &Deed<'_>, draft: &Draft<'_>, terms: &Terms) -> Result<OfferId> {
    let product = products::get(tx, draft.seller, draft.product)?;
    check_quantity(terms.quantity)?;
    check_price(&terms.price, &product)?;
    deed.check_words(&terms.note)?;
    if terms.until_at.is_some_and(|until| until <= deed.at) {
        return Err(Error::against("An offer cannot be over before it is made."));
    }
    let new = Held {
        seller: draft.seller.to_owned(),
        buyer: draft.conversation.person_id.0.clone(),
        it: Offer {
            id: offers::new_id()?,
            conversation_id: draft.conversation.id.clone(),
            product_id: product.id,
            by: deed.by.author(),
            quantity: terms.quantity,
            price: terms.price.clone(),
            state: OfferState::Open,
            made_at: deed.at,
            state_at: deed.at,
            until_at: terms.until_at,
            counters: draft.counters.cloned(),
            operation_id: deed.operation.cloned(),
            extra: Extra::new(),
        },
    };
    offers::add(tx, &new)?;
    Ok(new.it.id)
}

/// The other side's offer, while it is open.
fn answerable(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str) -> Result<Held<Offer>> {
    let held = offers::get(tx, deed.by, id)?;
    let offer = &held.it;
    if offer.by == deed.by.author() {
        return Err(Error::against("An offer is answered by the other side."));
    }
    let over = offer.until_at.is_some_and(|until| until <= deed.at);
    if offer.state != OfferState::Open || over {
        return Err(Error::against("This offer is no longer open."));
    }
    Ok(held)
}

fn tell(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    (seller, conversation): (&str, &Conversation),
    offer: &OfferId,
    step: OfferStep,
    note: &str,
) -> Result<()> {
    let body = Body::Offer(OfferBody {
        offer_id: offer.clone(),
        step,
        note: note.to_owned(),
    });
    let place = (seller, conversation.id.as_str());
    deed.tell(tx, place, deed.by.author(), &body)?;
    Ok(())
}
