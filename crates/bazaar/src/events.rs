//! # The stream of hints
//!
//! Says that something happened, never what: a workstation asks with its own cursor, so a lost or
//! doubled hint costs nothing. Who is there and who types is true for a moment only and comes as it
//! is. The stream ends when its token is revoked or the server stops.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::Sse;
use rapport_protocol::ProblemKind;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::changes::place;
use crate::error::{Error, Result};
use crate::extract::Asked;
use crate::problem::ReadingFrom;
use crate::store::{Role, tokens};
use crate::stream::{self, Closing, Opening};

/// The longest time that a stream can be asked to stay open, in seconds.
const LONGEST: u32 = 86400;

/// What a stream may be asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The caller's cursor; a head beyond it is hinted at once. `Last-Event-ID` wins over it.
    cursor: Option<String>,
    /// How long the stream stays open, in seconds; for ever when absent. With 0 it says what is to
    /// be said at once, and ends.
    #[param(minimum = 0, maximum = 86400)]
    seconds: Option<u32>,
}

/// One event of the stream, as a parser of server-sent events gives it.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "only describes, for the document, what is written as text"
)]
pub(crate) struct StreamedEvent {
    /// `changed`, `presence`, `typing`, or `beat` when nothing else was said for a while.
    event: String,
    /// The cursor of a hint; the others have none.
    #[schema(nullable = false)]
    id: Option<String>,
    /// JSON: an `EventHint` for `changed`, a `Presence`, a `Typing`, an empty object for `beat`.
    data: String,
}

/// Streams hints as server-sent events: `changed` with an `EventHint` and its cursor as `id`;
/// `presence` with a `Presence`, first for every buyer who is there; `typing` with a `Typing`; and
/// `beat` with an empty object when nothing else was said for a while.
#[utoipa::path(
    get, path = "/v1/events", operation_id = "events", tag = "seller",
    params(
        EventsQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The cursor of the last hint"),
    ),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream", body = StreamedEvent),
        ReadingFrom,
    ),
)]
pub(crate) async fn events(
    State(bazaar): State<Bazaar>,
    State(closing): State<Closing>,
    Seller(caller): Seller,
    headers: HeaderMap,
    Asked(query): Asked<EventsQuery>,
) -> Result<impl IntoResponse> {
    let seconds = checked_seconds(query.seconds)?;
    let cursor = last_event_id(&headers)?.or(query.cursor);
    let seller = caller.id.clone();
    let from = bazaar
        .read(move |tx| cursor.map(|cursor| place(tx, &seller, &cursor)).transpose())
        .await?;
    let opening = Opening {
        role: Role::Seller,
        id: caller.id,
        still: while_good(caller.hash),
        told: from.map(|place| place.revision),
        seconds,
    };
    Ok(Sse::new(stream::open(bazaar, closing, opening)))
}

/// A bound that a stream can have.
pub(crate) fn checked_seconds(asked: Option<u32>) -> Result<Option<u32>> {
    if asked.is_some_and(|seconds| seconds > LONGEST) {
        let detail = format!("A stream is bounded by {LONGEST} seconds.");
        return Err(Error::refused(ProblemKind::Invalid, detail));
    }
    Ok(asked)
}

/// As long as the token with this hash is good.
pub(crate) fn while_good(hash: Vec<u8>) -> stream::Still {
    Arc::new(move |tx, now| Ok(tokens::owner(tx, &hash, now)?.is_some()))
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| {
        Error::refused(
            ProblemKind::Invalid,
            "Last-Event-ID is not a cursor of this server's.",
        )
    })?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
