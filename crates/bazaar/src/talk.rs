//! # The rules of a conversation
//!
//! What may be said, and how far somebody has read.

use rapport_protocol::{Body, Conversation, MessageId};
use rusqlite::Transaction;

use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::store::party::Party;
use crate::store::{conversations, messages, pictures};

/// A conversation of a seller's or buyer's, with its seller.
pub(crate) fn get(
    tx: &Transaction<'_>,
    party: Party<'_>,
    id: &str,
) -> Result<(String, Conversation)> {
    match party {
        Party::Buyer(buyer) => conversations::of_buyer(tx, buyer, id),
        Party::Seller(seller) => Ok((seller.to_owned(), conversations::get(tx, seller, id)?)),
    }
}

/// The same, refused when it takes no more messages.
pub(crate) fn writable(
    tx: &Transaction<'_>,
    party: Party<'_>,
    id: &str,
) -> Result<(String, Conversation)> {
    let (seller, conversation) = get(tx, party, id)?;
    if conversation.closed {
        return Err(Error::against("This conversation is closed."));
    }
    Ok((seller, conversation))
}

/// Says something: words or a picture, within the rules.
pub(crate) fn say(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    conversation: &str,
    body: &Body,
) -> Result<MessageId> {
    let (seller, conversation) = writable(tx, deed.by, conversation)?;
    let body = sendable(tx, deed, body)?;
    let place = (seller.as_str(), conversation.id.as_str());
    deed.tell(tx, place, deed.by.author(), &body)
}

/// The body as it may be stored: within the rules, its picture as we know it.
fn sendable(tx: &Transaction<'_>, deed: &Deed<'_>, body: &Body) -> Result<Body> {
    let text = match body {
        Body::Text(text) if text.text.trim().is_empty() => {
            return Err(Error::against("The text is empty."));
        }
        Body::Text(text) => &text.text,
        Body::Picture(picture) => &picture.caption,
        Body::System(_) => {
            return Err(Error::against("Only the marketplace writes system lines."));
        }
        Body::Offer(_) | Body::Order(_) | Body::Feedback(_) => {
            return Err(Error::against("A step is taken, not written."));
        }
    };
    deed.check_words(text)?;
    let mut body = body.clone();
    if let Body::Picture(shown) = &mut body {
        match pictures::owned(tx, deed.by.id(), shown.picture.id.as_str())? {
            Some(picture) => shown.picture = picture,
            None => {
                return Err(Error::against(
                    "The picture was not stored here by the sender.",
                ));
            }
        }
    }
    Ok(body)
}

/// Moves the mark of how far somebody has read forward; backward it stays where it is.
pub(crate) fn read(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    conversation: &str,
    up_to: &str,
) -> Result<()> {
    let (_, conversation) = get(tx, deed.by, conversation)?;
    let id = conversation.id.as_str();
    let place = |message: &str| -> Result<Option<(i64, String)>> {
        Ok(messages::written_at(tx, id, message)?.map(|at| (at, message.to_owned())))
    };
    let Some(wanted) = place(up_to)? else {
        let detail = "There is no such message in this conversation.";
        return Err(Error::against(detail));
    };
    let mark = match deed.by {
        Party::Buyer(_) => &conversation.buyer_read,
        Party::Seller(_) => &conversation.seller_read,
    };
    let present = match mark {
        Some(message) => place(message.as_str())?,
        None => None,
    };
    if present.is_none_or(|present| present < wanted) {
        conversations::set_read(tx, deed.by, id, up_to)?;
    }
    Ok(())
}
