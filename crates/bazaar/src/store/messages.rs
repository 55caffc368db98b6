//! Messages, ordered by time and then by id, whose middle part counts on within a millisecond.

use rapport_protocol::{
    Author, Body, ConversationId, Extra, Message, MessageId, Open, OperationId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::{fresh_id, pictures, records, sellers, words};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, conversation_id, author, at, body, operation_id, reply_to";

/// A message that is to be stored.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    /// The seller whose stream it enters.
    pub(crate) seller: &'a str,
    /// Where it belongs.
    pub(crate) conversation: &'a str,
    /// Who wrote it.
    pub(crate) author: Author,
    /// What it says.
    pub(crate) body: &'a Body,
    /// The message that it answers.
    pub(crate) reply_to: Option<&'a MessageId>,
    /// The seller's operation that made it.
    pub(crate) operation: Option<&'a OperationId>,
    /// When the marketplace took it.
    pub(crate) at: i64,
}

/// Stores a message under a new id and gives it its place in the seller's stream.
pub(crate) fn add(tx: &Transaction<'_>, draft: &Draft<'_>) -> Result<MessageId> {
    let next = sellers::reach(tx, draft.seller)?.head + 1;
    let prefix = format!("message_{:012x}_{next:08x}", draft.at.max(0));
    let id = fresh_id(&prefix)?;
    insert(tx, &id, draft)?;
    Ok(MessageId(id))
}

/// Stores a message under the id that it has and gives it its place in the seller's stream.
pub(crate) fn insert(tx: &Transaction<'_>, id: &str, draft: &Draft<'_>) -> Result<()> {
    let about = match draft.body {
        Body::Offer(step) => Some(step.offer_id.as_str()),
        Body::Order(step) => Some(step.order_id.as_str()),
        Body::Feedback(given) => Some(given.feedback_id.as_str()),
        Body::Text(_) | Body::Picture(_) | Body::System(_) => None,
    };
    tx.prepare_cached(
        "INSERT INTO messages
         (id, seller_id, conversation_id, author, at, body, reply_to, operation_id, about)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        id,
        draft.seller,
        draft.conversation,
        words::stored(&draft.author)?,
        draft.at,
        serde_json::to_string(draft.body)?,
        draft.reply_to.map(MessageId::as_str),
        draft.operation.map(OperationId::as_str),
        about,
    ))?;
    if let Body::Picture(shown) = draft.body {
        for picture in shown.pictures() {
            pictures::show(tx, id, picture.id.as_str())?;
        }
    }
    records::touch(tx, draft.seller, RecordKind::Message, id)?;
    Ok(())
}

/// Removes a message and leaves a tombstone; a picture goes with the last message that shows it.
pub(crate) fn delete(tx: &Transaction<'_>, id: &str) -> Result<()> {
    let seller: Option<String> = tx
        .prepare_cached("SELECT seller_id FROM messages WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let seller = seller.ok_or_else(|| Error::not_found("message"))?;
    let shown = pictures::shown_by(tx, id)?;
    records::bury(tx, &seller, RecordKind::Message, id)?;
    tx.prepare_cached("DELETE FROM messages WHERE id = ?1")?
        .execute([id])?;
    for picture in shown {
        pictures::drop_unshown(tx, &picture)?;
    }
    Ok(())
}

/// A message of a seller's.
pub(crate) fn get(tx: &Transaction<'_>, seller: &str, id: &str) -> Result<Message> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE id = ?2 AND seller_id = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((seller, id), message)
        .optional()?;
    found.ok_or_else(|| Error::not_found("message"))
}

/// Whether a message tells a step of this offer, order or feedback.
pub(crate) fn tell_of(tx: &Transaction<'_>, id: &str) -> Result<bool> {
    let mut found = tx.prepare_cached("SELECT 1 FROM messages WHERE about = ?1")?;
    Ok(found.exists([id])?)
}

/// The newest message of a conversation, whoever wrote it.
pub(crate) fn newest(tx: &Transaction<'_>, conversation: &str) -> Result<Option<MessageId>> {
    let mut newest = tx.prepare_cached(
        "SELECT id FROM messages WHERE conversation_id = ?1 ORDER BY at DESC, id DESC LIMIT 1",
    )?;
    Ok(newest
        .query_row([conversation], |row| row.get(0).map(MessageId))
        .optional()?)
}

/// When the buyer of a conversation wrote last, in Unix milliseconds.
pub(crate) fn last_asked(tx: &Transaction<'_>, conversation: &str) -> Result<Option<i64>> {
    let mut newest = tx.prepare_cached(
        "SELECT at FROM messages WHERE conversation_id = ?1 AND author = 'buyer'
         ORDER BY at DESC, id DESC LIMIT 1",
    )?;
    Ok(newest
        .query_row([conversation], |row| row.get(0))
        .optional()?)
}

/// Whether the buyer wrote this message, in words or as a picture: a step that was taken stays.
pub(crate) fn is_buyers(tx: &Transaction<'_>, buyer: &str, id: &str) -> Result<bool> {
    let mut found = tx.prepare_cached(
        "SELECT 1 FROM messages JOIN conversations ON conversations.id = conversation_id
         WHERE messages.id = ?1 AND buyer_id = ?2 AND author = 'buyer'
           AND about IS NULL",
    )?;
    Ok(found.exists((id, buyer))?)
}

/// Whether the seller wrote this message of a conversation's, in words or as a picture.
pub(crate) fn is_sellers(tx: &Transaction<'_>, conversation: &str, id: &str) -> Result<bool> {
    let mut found = tx.prepare_cached(
        "SELECT 1 FROM messages
         WHERE id = ?1 AND conversation_id = ?2 AND author = 'seller' AND about IS NULL",
    )?;
    Ok(found.exists((id, conversation))?)
}

/// The messages of a conversation, oldest first.
pub(crate) fn of_conversation(tx: &Transaction<'_>, conversation: &str) -> Result<Vec<Message>> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE conversation_id = ?1 ORDER BY at, id");
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map([conversation], message)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest message that the buyer wrote.
pub(crate) fn newest_of_buyer(
    tx: &Transaction<'_>,
    conversation: &str,
) -> Result<Option<MessageId>> {
    let mut newest = tx.prepare_cached(
        "SELECT id FROM messages WHERE conversation_id = ?1 AND author = 'buyer'
         ORDER BY at DESC, id DESC LIMIT 1",
    )?;
    Ok(newest
        .query_row([conversation], |row| row.get(0).map(MessageId))
        .optional()?)
}

/// Whether a message of this conversation can be answered; of one that is gone nobody knows where it
/// was, and who answered it before they heard of that is not to blame.
pub(crate) fn can_be_answered(
    tx: &Transaction<'_>,
    (seller, conversation): (&str, &str),
    id: &str,
) -> Result<bool> {
    if written_at(tx, conversation, id)?.is_some() {
        return Ok(true);
    }
    if !records::is_told(tx, seller, RecordKind::Message, id)? {
        return Ok(false);
    }
    Ok(records::find(tx, seller, RecordKind::Message, id)?.gone)
}

/// When a message of this conversation was written; `None` when it is not one of it.
pub(crate) fn written_at(
    tx: &Transaction<'_>,
    conversation: &str,
    id: &str,
) -> Result<Option<i64>> {
    let mut at =
        tx.prepare_cached("SELECT at FROM messages WHERE id = ?2 AND conversation_id = ?1")?;
    Ok(at
        .query_row((conversation, id), |row| row.get(0))
        .optional()?)
}

/// The ids and times of a seller's messages before a place, newest first.
pub(crate) fn before(
    tx: &Transaction<'_>,
    seller: &str,
    (at, id): (i64, &str),
    limit: u32,
) -> Result<Vec<(i64, String)>> {
    let mut all = tx.prepare_cached(
        "SELECT at, id FROM messages WHERE seller_id = ?1 AND (at, id) < (?2, ?3)
         ORDER BY at DESC, id DESC LIMIT ?4",
    )?;
    let rows = all.query_map((seller, at, id, limit), |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    let body: String = row.get(4)?;
    let body = serde_json::from_str(&body).map_err(|fault| {
        rusqlite::Error::FromSqlConversionFailure(4, rusqlite::types::Type::Text, fault.into())
    })?;
    Ok(Message {
        id: MessageId(row.get(0)?),
        conversation_id: ConversationId(row.get(1)?),
        author: words::read(row.get(2)?)?,
        at: row.get(3)?,
        body: Open::Known(body),
        operation_id: row.get::<_, Option<String>>(5)?.map(OperationId),
        reply_to: row.get::<_, Option<String>>(6)?.map(MessageId),
        extra: Extra::new(),
    })
}
