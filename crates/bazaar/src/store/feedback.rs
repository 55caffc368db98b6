//! Ratings with text, in both directions.

use rapport_protocol::{
    Author, ConversationId, Extra, Feedback, FeedbackAnswer, FeedbackId, OperationId, OrderId,
    PersonId, ProductId, RecordKind,
};
use rusqlite::{OptionalExtension, Row, Transaction};

use super::party::{Held, Party};
use super::{fresh_id, records, words};
use crate::error::{Error, Result};

const COLUMNS: &str = "id, by, buyer_id, order_id, product_id, conversation_id, rating, text, \
    at, changed_at, answer, answered_at, operation_id, seller_id";

/// A new id for feedback.
pub(crate) fn new_id() -> Result<FeedbackId> {
    fresh_id("feedback").map(FeedbackId)
}

/// Stores new feedback.
pub(crate) fn add(tx: &Transaction<'_>, new: &Held<Feedback>) -> Result<()> {
    let feedback = &new.it;
    tx.prepare_cached(
        "INSERT INTO feedback
         (id, seller_id, buyer_id, order_id, product_id, conversation_id, by, rating, text, at,
          operation_id, changed_at, answer, answered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute((
        feedback.id.as_str(),
        &new.seller,
        &new.buyer,
        feedback.order_id.as_ref().map(OrderId::as_str),
        feedback.product_id.as_ref().map(ProductId::as_str),
        feedback
            .conversation_id
            .as_ref()
            .map(ConversationId::as_str),
        words::stored(&feedback.by)?,
        feedback.rating,
        &feedback.text,
        feedback.at,
        feedback.operation_id.as_ref().map(OperationId::as_str),
        feedback.changed_at,
        feedback.answer.as_ref().map(|answer| &answer.text),
        feedback.answer.as_ref().map(|answer| answer.at),
    ))?;
    records::touch(tx, &new.seller, RecordKind::Feedback, feedback.id.as_str())?;
    Ok(())
}

/// Changes what was given.
pub(crate) fn change(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    (rating, text): (u8, &str),
    at: i64,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE feedback SET rating = ?3, text = ?4, changed_at = ?5
         WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, rating, text, at))?;
    records::touch(tx, seller, RecordKind::Feedback, id)?;
    Ok(())
}

/// Notes what the rated side answered.
pub(crate) fn set_answer(
    tx: &Transaction<'_>,
    seller: &str,
    id: &str,
    answer: &FeedbackAnswer,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE feedback SET answer = ?3, answered_at = ?4 WHERE id = ?2 AND seller_id = ?1",
    )?
    .execute((seller, id, &answer.text, answer.at))?;
    records::touch(tx, seller, RecordKind::Feedback, id)?;
    Ok(())
}

/// Feedback that a seller or buyer gave or got.
pub(crate) fn get(tx: &Transaction<'_>, party: Party<'_>, id: &str) -> Result<Held<Feedback>> {
    let whose = party.column();
    let sql = format!("SELECT {COLUMNS} FROM feedback WHERE id = ?2 AND {whose} = ?1");
    let found = tx
        .prepare_cached(&sql)?
        .query_row((party.id(), id), held)
        .optional()?;
    found.ok_or_else(|| Error::not_found("feedback"))
}

/// What one side gave for an order, when it did.
pub(crate) fn of_order(
    tx: &Transaction<'_>,
    order: &str,
    by: &Author,
) -> Result<Option<Held<Feedback>>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback WHERE order_id = ?1 AND by = ?2");
    let mut found = tx.prepare_cached(&sql)?;
    Ok(found
        .query_row((order, words::stored(by)?), held)
        .optional()?)
}

/// The newest feedback that a buyer gave and got, so many at most.
pub(crate) fn of_buyer(tx: &Transaction<'_>, buyer: &str, limit: u32) -> Result<Vec<Feedback>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM feedback WHERE buyer_id = ?1 ORDER BY at DESC, rowid DESC LIMIT ?2"
    );
    let mut all = tx.prepare_cached(&sql)?;
    let rows = all.query_map((buyer, limit), |row| held(row).map(|held| held.it))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held<Feedback>> {
    let buyer: String = row.get(2)?;
    let answer = match row.get::<_, Option<String>>(10)? {
        None => None,
        Some(text) => Some(FeedbackAnswer {
            text,
            at: row.get(11)?,
        }),
    };
    Ok(Held {
        seller: row.get(13)?,
        it: Feedback {
            id: FeedbackId(row.get(0)?),
            by: words::read(row.get(1)?)?,
            person_id: PersonId(buyer.clone()),
            order_id: row.get::<_, Option<String>>(3)?.map(OrderId),
            product_id: row.get::<_, Option<String>>(4)?.map(ProductId),
            conversation_id: row.get::<_, Option<String>>(5)?.map(ConversationId),
            rating: row.get(6)?,
            text: row.get(7)?,
            at: row.get(8)?,
            changed_at: row.get(9)?,
            answer,
            operation_id: row.get::<_, Option<String>>(12)?.map(OperationId),
            extra: Extra::new(),
        },
        buyer,
    })
}
