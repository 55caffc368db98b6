//! # What a seller did
//!
//! An operation acts once, however often it arrives: its key is remembered with the answer, in the
//! same transaction as the act. Only answers that would not change are remembered, never a 429 or a
//! failure. `expects` is checked in that transaction too, so that nothing slips in between.

pub(crate) mod acts;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rapport_protocol::{
    Change, Operation, OperationOutcome, PROBLEM_MEDIA_TYPE, Problem, ProblemKind,
};
use rusqlite::Transaction;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::extract::{Sent, understood};
use crate::problem::Acting;
use crate::store::operations;
use crate::store::operations::Answer;
use crate::store::party::Party;
use crate::trade;

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
    let rules = bazaar.rules();
    let key = operation.idempotency_key();
    if rules.idempotency
        && let Some((known, answer)) = operations::answered(tx, seller, &key)?
    {
        if known == content {
            return Ok(answer);
        }
        let detail = "This key came before, with another operation.";
        return Err(Error::refused(ProblemKind::KeyReused, detail));
    }
    bazaar.count_operation(seller)?;
    let now = bazaar.now();
    // An offer whose time is over is not answered, whether or not that was noticed yet.
    trade::offers::lapse_due(tx, now)?;
    let deed = Deed {
        by: Party::Seller(seller),
        at: now,
        rules: &rules,
        operation: rules.idempotency.then_some(&operation.id),
    };
    // Whatever is refused is refused before the first write: the answer alone is committed then.
    let expects = operation.expects.as_ref().filter(|_| rules.idempotency);
    let acted = understood(&operation.act).and_then(|act| acts::perform(tx, &deed, expects, act));
    let answer = match acted {
        Ok(told) => Answer {
            status: 200,
            body: serde_json::to_string(&outcome(operation, told)?)?,
        },
        Err(Error::Refused(problem)) if is_definitive(&problem) => Answer {
            status: problem.status,
            body: serde_json::to_string(&problem)?,
        },
        Err(other) => return Err(other),
    };
    if rules.idempotency {
        operations::remember(tx, seller, &key, content, &answer, now)?;
    }
    Ok(answer)
}

/// Whether the same operation would be refused again for ever.
fn is_definitive(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NotFound | ProblemKind::Stale | ProblemKind::Refused
    )
}

fn outcome(operation: &Operation, told: Vec<Change>) -> Result<OperationOutcome> {
    let mut told = told.into_iter();
    let change = told.next().ok_or_else(|| Error::not_found("record"))?;
    Ok(OperationOutcome {
        operation_id: operation.id.clone(),
        change,
        also: told.collect(),
    })
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
