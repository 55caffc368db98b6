//! # The rules of a conversation
//!
//! What may be said, and how far somebody has read.

use rapport_protocol::{Body, Conversation, MessageId, PictureBody};
use rusqlite::Transaction;

use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::store::party::Party;
use crate::store::{conversations, messages, pictures};

const HOUR_MS: i64 = 3_600_000;

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

/// Says something: words or pictures, within the rules.
pub(crate) fn say(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    conversation: &str,
    body: &Body,
) -> Result<MessageId> {
    answer(tx, deed, conversation, body, None)
}

/// The same, as the answer to another message of the conversation.
pub(crate) fn answer(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    conversation: &str,
    body: &Body,
    reply_to: Option<&MessageId>,
) -> Result<MessageId> {
    let (seller, conversation) = writable(tx, deed.by, conversation)?;
    if matches!(deed.by, Party::Seller(_)) {
        in_time(tx, deed, conversation.id.as_str())?;
    }
    let body = sendable(tx, deed, body)?;
    let place = (seller.as_str(), conversation.id.as_str());
    if let Some(answered) = reply_to
        && !messages::can_be_answered(tx, place, answered.as_str())?
    {
        let detail = "There is no such message in this conversation to be answered.";
        return Err(Error::against(detail));
    }
    let draft = messages::Draft {
        seller: place.0,
        conversation: place.1,
        author: deed.by.author(),
        body: &body,
        reply_to,
        operation: deed.operation,
        at: deed.at,
    };
    messages::add(tx, &draft)
}

/// The body as it may be stored: within the rules, its pictures as we know them.
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
    if matches!(deed.by, Party::Seller(_)) {
        within_reach(deed, text)?;
    }
    let mut body = body.clone();
    if let Body::Picture(shown) = &mut body {
        check_pictures(deed, shown)?;
        for picture in shown.pictures_mut() {
            let stored = pictures::owned(tx, deed.by.id(), picture.id.as_str())?;
            *picture = stored.ok_or_else(|| {
                Error::against("The picture was not stored here by the sender, or no longer is.")
            })?;
        }
    }
    Ok(body)
}

/// Refuses an answer that comes too late after the buyer's last message.
fn in_time(tx: &Transaction<'_>, deed: &Deed<'_>, conversation: &str) -> Result<()> {
    let hours = i64::from(deed.rules.reply_window_hours);
    let asked = messages::last_asked(tx, conversation)?;
    match asked {
        Some(asked) if hours > 0 && deed.at > asked + hours * HOUR_MS => Err(Error::against(
            format!("A buyer can be answered for {hours} hours."),
        )),
        _ => Ok(()),
    }
}

/// Refuses what leads away from the marketplace.
fn within_reach(deed: &Deed<'_>, text: &str) -> Result<()> {
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    if !deed.rules.links && has(&["://", "www."]) {
        return Err(Error::against("Links are not allowed here."));
    }
    if !deed.rules.contact_details && has(&["@"]) {
        return Err(Error::against("Contact details are not allowed here."));
    }
    Ok(())
}

/// Refuses more pictures than a message may show, and the same one twice.
fn check_pictures(deed: &Deed<'_>, shown: &PictureBody) -> Result<()> {
    let most = deed.rules.max_pictures as usize;
    let mut ids: Vec<&str> = shown.pictures().map(|it| it.id.as_str()).collect();
    if ids.len() > most {
        let detail = match most {
            0 => "A message shows no pictures here.".to_owned(),
            1 => "A message shows one picture at most.".to_owned(),
            most => format!("A message shows at most {most} pictures."),
        };
        return Err(Error::against(detail));
    }
    let sent = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < sent {
        return Err(Error::against("A message shows a picture once."));
    }
    Ok(())
}

/// Deletes a message that the seller wrote, in words or as a picture: a step that was taken stays.
pub(crate) fn delete(
    tx: &Transaction<'_>,
    deed: &Deed<'_>,
    conversation: &str,
    message: &str,
) -> Result<()> {
    let (_, conversation) = get(tx, deed.by, conversation)?;
    if messages::is_sellers(tx, conversation.id.as_str(), message)? {
        messages::delete(tx, message)
    } else {
        let detail = "There is no such message of yours in this conversation.";
        Err(Error::against(detail))
    }
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
