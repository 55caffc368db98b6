//! What a seller can do, and what must still hold for it.

use rapport_protocol::{
    Act, Change, ConversationId, Expects, MessageId, ProblemKind, RecordKind, SeenOrder,
};
use rusqlite::Transaction;

use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::extract::understood;
use crate::store::{feedback, messages, offers, orders, records, sellers};
use crate::talk;
use crate::trade;
use crate::trade::offers::Terms;

/// How many records one act may touch and tell of.
const TOLD_AT_ONCE: u32 = 100;

/// Does what a seller did, when what was expected still holds, and tells what it made or changed:
/// first the line in the thread, or else the record that it was about.
pub(crate) fn perform(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    expects: Option<&Expects>,
    act: &Act,
) -> Result<Vec<Change>> {
    let seller = deed.by.id();
    if let Some(seen) = expects.and_then(|expects| expects.order.as_ref()) {
        order_unchanged(tx, deed, seen)?;
    }
    if let Some(newest) = expects.and_then(|expects| expects.newest_buyer_message.as_ref()) {
        nothing_newer(tx, deed, act, newest)?;
    }
    let before = sellers::reach(tx, seller)?.head;
    let subject = act_on(tx, deed, act)?;
    let mut touched = records::after(tx, seller, before, TOLD_AT_ONCE)?;
    let line = touched
        .iter()
        .rposition(|entry| entry.kind == RecordKind::Message);
    let first = if let Some(line) = line {
        touched.remove(line)
    } else {
        let first = records::find(tx, seller, subject.0, &subject.1)?;
        touched.retain(|entry| *entry != first);
        first
    };
    std::iter::once(&first)
        .chain(&touched)
        .map(|entry| records::change(tx, seller, entry))
        .collect()
}

/// Acts, and says what on.
fn act_on(tx: &Transaction<'_>, deed: &Deed<'_>, act: &Act) -> Result<(RecordKind, String)> {
    match act {
        Act::Message(send) => {
            let body = understood(&send.body)?;
            let (conversation, answered) = (send.conversation_id.as_str(), send.reply_to.as_ref());
            let id = talk::answer(tx, deed, conversation, body, answered)?;
            Ok((RecordKind::Message, id.0))
        }
        Act::Delete(delete) => {
            let message = delete.message_id.as_str();
            talk::delete(tx, deed, delete.conversation_id.as_str(), message)?;
            Ok((RecordKind::Message, message.to_owned()))
        }
        Act::Read(read) => {
            let conversation = read.conversation_id.as_str();
            talk::read(tx, deed, conversation, read.up_to.as_str())?;
            Ok((RecordKind::Conversation, conversation.to_owned()))
        }
        Act::Offer(offer) => {
            let terms = Terms {
                quantity: offer.quantity,
                price: offer.price.clone(),
                until_at: offer.until_at,
                note: offer.note.clone(),
            };
            let place = (offer.conversation_id.as_str(), offer.product_id.as_str());
            let id = trade::offers::make(tx, deed, place, &terms)?;
            Ok((RecordKind::Offer, id.0))
        }
        Act::Counter(offer) => {
            let terms = Terms {
                quantity: offer.quantity,
                price: offer.price.clone(),
                until_at: offer.until_at,
                note: offer.note.clone(),
            };
            let id = trade::offers::counter(tx, deed, offer.offer_id.as_str(), &terms)?;
            Ok((RecordKind::Offer, id.0))
        }
        Act::Accept(answer) => {
            trade::offers::answer(tx, deed, answer.offer_id.as_str(), true, &answer.note)?;
            Ok((RecordKind::Offer, answer.offer_id.0.clone()))
        }
        Act::Decline(answer) => {
            trade::offers::answer(tx, deed, answer.offer_id.as_str(), false, &answer.note)?;
            Ok((RecordKind::Offer, answer.offer_id.0.clone()))
        }
        Act::OrderCard(card) => {
            trade::orders::send_card(tx, deed, card.order_id.as_str(), &card.note)?;
            Ok((RecordKind::Order, card.order_id.0.clone()))
        }
        Act::Ship(ship) => {
            trade::orders::ship(tx, deed, ship.order_id.as_str(), &ship.note)?;
            Ok((RecordKind::Order, ship.order_id.0.clone()))
        }
        Act::Feedback(rate) => {
            let order = rate.order_id.as_str();
            let id = trade::feedback::rate(tx, deed, order, rate.rating, &rate.text)?;
            Ok((RecordKind::Feedback, id.0))
        }
        Act::Answer(answer) => {
            trade::feedback::answer(tx, deed, answer.feedback_id.as_str(), &answer.text)?;
            Ok((RecordKind::Feedback, answer.feedback_id.0.clone()))
        }
    }
}

/// Refuses when the order changed after the seller saw it.
fn order_unchanged(tx: &Transaction<'_>, deed: &Deed<'_>, seen: &SeenOrder) -> Result<()> {
    let id = orders::get(tx, deed.by, seen.id.as_str())?.it.id;
    let entry = records::find(tx, deed.by.id(), RecordKind::Order, id.as_str())?;
    if entry.revision <= seen.revision {
        return Ok(());
    }
    let detail = "The order is not as it was seen.";
    Err(Error::refused(ProblemKind::Stale, detail))
}

/// Refuses when the buyer has written something that the seller had not seen.
fn nothing_newer(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    act: &Act,
    expected: &MessageId,
) -> Result<()> {
    let Some(conversation) = conversation_of(tx, deed, act)? else {
        return Ok(());
    };
    let newest = messages::newest_of_buyer(tx, &conversation)?;
    if newest.as_ref() == Some(expected) {
        return Ok(());
    }
    let detail = "The buyer's newest message is not the one that was expected.";
    Err(Error::refused(ProblemKind::Stale, detail))
}

/// The seller's conversation that an act belongs to.
fn conversation_of(tx: &Transaction<'_>, deed: &Deed<'_>, act: &Act) -> Result<Option<String>> {
    let offer = |id: &str| Ok(Some(offers::get(tx, deed.by, id)?.it.conversation_id));
    let order = |id: &str| Ok(orders::get(tx, deed.by, id)?.it.conversation_id);
    let talk = |id: &str| Ok(Some(talk::get(tx, deed.by, id)?.1.id));
    let id: Result<Option<ConversationId>> = match act {
        Act::Message(act) => talk(act.conversation_id.as_str()),
        Act::Delete(act) => talk(act.conversation_id.as_str()),
        Act::Read(act) => talk(act.conversation_id.as_str()),
        Act::Offer(act) => talk(act.conversation_id.as_str()),
        Act::Counter(act) => offer(act.offer_id.as_str()),
        Act::Accept(act) | Act::Decline(act) => offer(act.offer_id.as_str()),
        Act::OrderCard(act) => order(act.order_id.as_str()),
        Act::Ship(act) => order(act.order_id.as_str()),
        Act::Feedback(act) => order(act.order_id.as_str()),
        Act::Answer(act) => {
            let held = feedback::get(tx, deed.by, act.feedback_id.as_str())?;
            Ok(held.it.conversation_id)
        }
    };
    id.map(|id| id.map(|id| id.0))
}
