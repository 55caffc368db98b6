//! Rating the other side of an order, and answering a rating.

use rapport_protocol::{
    Author, Body, Extra, Feedback, FeedbackAnswer, FeedbackBody, FeedbackId, Order, OrderState,
};
use rusqlite::Transaction;

use crate::deed::{Deed, within};
use crate::error::{Error, Result};
use crate::store::party::{Held, Party};
use crate::store::{feedback, orders};

/// Rates the other side for an order that was received. A buyer may change it later; a seller's word
/// stands.
pub(crate) fn rate(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    order: &str,
    rating: u8,
    text: &str,
) -> Result<FeedbackId> {
    let held = orders::get(tx, deed.by, order)?;
    if !(1..=5).contains(&rating) {
        return Err(Error::against("A rating is from 1 to 5."));
    }
    within(text, deed.rules.max_feedback_chars)?;
    if held.it.state != OrderState::Received {
        return Err(Error::against("An order is rated when it was received."));
    }
    match feedback::of_order(tx, order, &deed.by.author())? {
        None => give(tx, deed, held, rating, text.trim()),
        Some(given) if matches!(deed.by, Party::Buyer(_)) => {
            let id = given.it.id;
            feedback::change(
                tx,
                &given.seller,
                id.as_str(),
                (rating, text.trim()),
                deed.at,
            )?;
            Ok(id)
        }
        Some(_) => Err(Error::against("This order was rated already.")),
    }
}

fn give(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    held: Held<Order>,
    rating: u8,
    text: &str,
) -> Result<FeedbackId> {
    let Held { seller, buyer, it } = held;
    let product = match it.lines.as_slice() {
        [only] => only.product_id.clone(),
        _ => None,
    };
    let new = Held {
        seller,
        buyer,
        it: Feedback {
            id: feedback::new_id()?,
            by: deed.by.author(),
            person_id: it.person_id,
            order_id: Some(it.id),
            product_id: product,
            conversation_id: it.conversation_id,
            rating,
            text: text.to_owned(),
            at: deed.at,
            changed_at: None,
            answer: None,
            operation_id: deed.operation.cloned(),
            extra: Extra::new(),
        },
    };
    feedback::add(tx, &new)?;
    let id = new.it.id;
    if let Some(conversation) = &new.it.conversation_id {
        let body = Body::Feedback(FeedbackBody {
            feedback_id: id.clone(),
        });
        let place = (new.seller.as_str(), conversation.as_str());
        deed.tell(tx, place, Author::System, &body)?;
    }
    Ok(id)
}

/// Answers a buyer's feedback, once, for everybody to read.
pub(crate) fn answer(tx: &Transaction<'_>, deed: &Deed<'_>, id: &str, text: &str) -> Result<()> {
    let held = feedback::get(tx, deed.by, id)?;
    if held.it.by == deed.by.author() {
        return Err(Error::against("Feedback is answered by the rated side."));
    }
    if held.it.answer.is_some() {
        return Err(Error::against("This feedback was answered already."));
    }
    if text.trim().is_empty() {
        return Err(Error::against("An answer says something."));
    }
    within(text, deed.rules.max_answer_chars)?;
    let answer = FeedbackAnswer {
        text: text.trim().to_owned(),
        at: deed.at,
    };
    feedback::set_answer(tx, &held.seller, id, &answer)
}
