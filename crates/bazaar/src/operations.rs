//! # What a seller did
//!
//! An operation acts once, however often it arrives: its key is remembered with the answer, in the
//! same transaction as the act. Only answers that would not change are remembered, never a 429 or a
//! failure. `expects` is checked in that transaction too, so that nothing slips in between.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rapport_protocol::{
    Act, Author, Body, Conversation, Expects, Fault, Kinds, Open, Operation, OperationOutcome,
    PROBLEM_MEDIA_TYPE, Problem, ProblemKind, Read, RecordKind, SendMessage,
};
use rusqlite::Transaction;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::extract::Sent;
use crate::problem::Acting;
use crate::rules::Rules;
use crate::store::operations::Answer;
use crate::store::{conversations, messages, operations, pictures, records};

/// Does what the seller did.
#[utoipa::path(
    post, path = "/v1/operations", operation_id = "operate", tag = "seller",
    params(("Idempotency-Key" = String, Header, description = "`<id>.<revision>` of the operation")),
    request_body = Operation, security(("bearer" = [])),
    responses((status = 200, description = "It was done", body = OperationOutcome), Acting),
)]
pub(crate) async fn operate(
    State(bazaar): State<Bazaar>,
    Seller(seller): Seller,
    headers: HeaderMap,
    Sent(mut sent): Sent<Value>,
) -> Result<Response> {
    // Serialised again in one order, so that neither a blank nor the order makes another operation.
    sent.sort_all_objects();
    let content = Sha256::digest(sent.to_string()).to_vec();
    let operation: Operation = serde_json::from_value(sent)
        .map_err(|fault| Error::refused(ProblemKind::Invalid, fault.to_string()))?;
    check(&headers, &operation)?;
    let of = bazaar.clone();
    let answer = bazaar
        .write(move |tx| once(tx, &of, &seller.id, &operation, &content))
        .await?;
    Ok(respond(answer))
}

/// Refuses what could never have been meant, before anything is remembered.
fn check(headers: &HeaderMap, operation: &Operation) -> Result<()> {
    let invalid = |detail: &str| Err(Error::refused(ProblemKind::Invalid, detail));
    let id = operation.id.as_str();
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if id.is_empty() || id.len() > 64 || !id.bytes().all(sound) {
        return invalid("An operation's id is 1 to 64 letters, digits or hyphens.");
    }
    if operation.revision == 0 {
        return invalid("An operation's revision is at least 1.");
    }
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok());
    if key != Some(operation.idempotency_key().as_str()) {
        return invalid("The header Idempotency-Key must be <id>.<revision> of the operation.");
    }
    Ok(())
}

/// The remembered answer, or a new one.
fn once(
    tx: &Transaction<'_>,
    bazaar: &Bazaar,
    seller: &str,
    operation: &Operation,
    content: &[u8],
) -> Result<Answer> {
    let key = operation.idempotency_key();
    if let Some((known, answer)) = operations::answered(tx, seller, &key)? {
        if known == content {
            return Ok(answer);
        }
        let detail = "This key came before, with another operation.";
        return Err(Error::refused(ProblemKind::KeyReused, detail));
    }
    bazaar.count_operation(seller)?;
    let now = bazaar.now();
    // Whatever is refused is refused before the first write: the answer alone is committed then.
    let answer = match act(tx, &bazaar.rules(), seller, operation, now) {
        Ok(outcome) => Answer {
            status: 200,
            body: serde_json::to_string(&outcome)?,
        },
        Err(Error::Refused(problem)) if is_definitive(&problem) => Answer {
            status: problem.status,
            body: serde_json::to_string(&problem)?,
        },
        Err(other) => return Err(other),
    };
    operations::remember(tx, seller, &key, content, &answer, now)?;
    Ok(answer)
}

/// Whether the same operation would be refused again for ever.
fn is_definitive(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NotFound | ProblemKind::Stale | ProblemKind::Refused
    )
}

fn act(
    tx: &Transaction<'_>,
    rules: &Rules,
    seller: &str,
    operation: &Operation,
    now: i64,
) -> Result<OperationOutcome> {
    let (kind, id) = match understood(&operation.act)? {
        Act::Message(send) => {
            let conversation = conversations::get(tx, seller, send.conversation_id.as_str())?;
            fresh(tx, &conversation, operation.expects.as_ref())?;
            let body = allowed(tx, rules, seller, &conversation, send)?;
            let draft = messages::Draft {
                seller,
                conversation: conversation.id.as_str(),
                author: Author::Seller,
                body: &body,
                operation: Some(&operation.id),
                at: now,
            };
            (RecordKind::Message, messages::add(tx, &draft)?.0)
        }
        Act::Read(read) => {
            let conversation = conversations::get(tx, seller, read.conversation_id.as_str())?;
            fresh(tx, &conversation, operation.expects.as_ref())?;
            mark_read(tx, seller, &conversation, read)?;
            (RecordKind::Conversation, conversation.id.0)
        }
    };
    let entry = records::find(tx, seller, kind, &id)?;
    let change = records::change(tx, seller, &entry)?;
    Ok(OperationOutcome {
        operation_id: operation.id.clone(),
        change,
    })
}

/// Refuses when the buyer has written something that the seller had not seen.
fn fresh(
    tx: &Transaction<'_>,
    conversation: &Conversation,
    expects: Option<&Expects>,
) -> Result<()> {
    let Some(expected) = expects.and_then(|expects| expects.newest_buyer_message.as_ref()) else {
        return Ok(());
    };
    let newest = messages::newest_of_buyer(tx, conversation.id.as_str())?;
    if newest.as_ref() == Some(expected) {
        return Ok(());
    }
    let detail = "The buyer's newest message is not the one that was expected.";
    Err(Error::refused(ProblemKind::Stale, detail))
}

/// The message as it may be stored.
fn allowed(
    tx: &Transaction<'_>,
    rules: &Rules,
    seller: &str,
    conversation: &Conversation,
    send: &SendMessage,
) -> Result<Body> {
    if conversation.closed {
        return Err(Error::refused(
            ProblemKind::Refused,
            "This conversation is closed.",
        ));
    }
    sendable(tx, rules, seller, understood(&send.body)?)
}

/// The body as it may be stored: within the rules, its picture as we know it.
pub(crate) fn sendable(
    tx: &Transaction<'_>,
    rules: &Rules,
    sender: &str,
    body: &Body,
) -> Result<Body> {
    let refused = |detail: &str| Err(Error::refused(ProblemKind::Refused, detail));
    let text = match body {
        Body::Text(text) if text.text.trim().is_empty() => return refused("The text is empty."),
        Body::Text(text) => &text.text,
        Body::Picture(picture) => &picture.caption,
        Body::System(_) => return refused("Only the marketplace writes system lines."),
    };
    if text.chars().count() > rules.max_chars as usize {
        return refused(&format!(
            "A text has at most {} characters.",
            rules.max_chars
        ));
    }
    let mut body = body.clone();
    if let Body::Picture(shown) = &mut body {
        match pictures::owned(tx, sender, shown.picture.id.as_str())? {
            Some(picture) => shown.picture = picture,
            None => return refused("The picture was not stored here by the sender."),
        }
    }
    Ok(body)
}

/// What was sent, or why it is not understood.
pub(crate) fn understood<T: Kinds + DeserializeOwned>(sent: &Open<T>) -> Result<&T> {
    sent.known().ok_or_else(|| match sent.fault() {
        Some(Fault::UnknownKind(kind)) => Error::refused(
            ProblemKind::Refused,
            format!("Nothing is known of the kind {kind:?}."),
        ),
        Some(Fault::Malformed(fault)) => Error::refused(ProblemKind::Invalid, fault),
        None => Error::refused(ProblemKind::Invalid, "It is not understood."),
    })
}

/// Moves the seller's mark forward; backward it stays where it is.
fn mark_read(
    tx: &Transaction<'_>,
    seller: &str,
    conversation: &Conversation,
    read: &Read,
) -> Result<()> {
    let id = conversation.id.as_str();
    let place = |message: &str| -> Result<Option<(i64, String)>> {
        Ok(messages::written_at(tx, id, message)?.map(|at| (at, message.to_owned())))
    };
    let Some(wanted) = place(read.up_to.as_str())? else {
        let detail = "There is no such message in this conversation.";
        return Err(Error::refused(ProblemKind::Refused, detail));
    };
    let present = match &conversation.seller_read {
        Some(message) => place(message.as_str())?,
        None => None,
    };
    if present.is_none_or(|present| present < wanted) {
        conversations::set_read(tx, seller, id, read.up_to.as_str())?;
    }
    Ok(())
}

fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media_type = if status.is_success() {
        "application/json"
    } else {
        PROBLEM_MEDIA_TYPE
    };
    (status, [(header::CONTENT_TYPE, media_type)], answer.body).into_response()
}
