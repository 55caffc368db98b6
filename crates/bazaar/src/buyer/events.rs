//! What a buyer hears of at once, and lets the seller see: news, typing, receipts.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::sse::Sse;
use rapport_protocol::{Conversation, MessageId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::auth::Buyer;
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::events::{checked_seconds, while_good};
use crate::extract::{Asked, Named, Sent};
use crate::problem::{Reading, ReadingOne, Writing};
use crate::store::Role;
use crate::stream::{self, Closing, Opening};

/// What a stream may be asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BuyerEventsQuery {
    /// How long the stream stays open, in seconds; for ever when absent. With 0 it says what is to
    /// be said at once, and ends.
    #[param(minimum = 0, maximum = 86400)]
    seconds: Option<u32>,
}

/// How far the buyer has read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerRead {
    /// The newest message seen; all there is when absent.
    #[schema(value_type = Option<String>)]
    up_to: Option<MessageId>,
}

/// One event of a buyer's stream, as a parser of server-sent events gives it.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "only describes, for the document, what is written as text"
)]
pub(crate) struct BuyerStreamedEvent {
    /// `changed`, `presence`, `typing`, or `beat` when nothing else was said for a while.
    event: String,
    /// JSON: a `BuyerHint` for `changed`, a `SellerThere`, a `SellerTypes`, an empty object for
    /// `beat`.
    data: String,
}

/// Streams hints as server-sent events: `changed` when something of the buyer's was written, and once
/// at the start; `presence` and `typing` of sellers; `beat` when nothing else was said for a while.
/// The buyer is there while a stream is open.
#[utoipa::path(
    get, path = "/v1/buyer/events", operation_id = "buyerEvents", tag = "buyer",
    params(BuyerEventsQuery), security(("bearer" = [])),
    responses(
        (
            status = 200, description = "The stream", content_type = "text/event-stream",
            body = BuyerStreamedEvent
        ),
        Reading,
    ),
)]
pub(crate) async fn events(
    State(bazaar): State<Bazaar>,
    State(closing): State<Closing>,
    Buyer(caller): Buyer,
    Asked(query): Asked<BuyerEventsQuery>,
) -> Result<impl IntoResponse> {
    let opening = Opening {
        role: Role::Buyer,
        id: caller.id,
        still: while_good(caller.hash),
        told: None,
        seconds: checked_seconds(query.seconds)?,
    };
    Ok(Sse::new(stream::open(bazaar, closing, opening)))
}

/// Tells the seller that the buyer is typing.
#[utoipa::path(
    post, path = "/v1/buyer/conversations/{id}/typing", operation_id = "buyerTypes",
    tag = "buyer", params(("id" = String, Path, description = "The conversation")),
    security(("bearer" = [])),
    responses((status = 204, description = "It was passed on"), ReadingOne),
)]
pub(crate) async fn typing(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<StatusCode> {
    let told = bazaar.apart(move |bazaar| bazaar.type_in(&buyer.id, &id));
    told.await.map(|()| StatusCode::NO_CONTENT)
}

/// Notes how far the buyer has read. Backward it stays where it is.
#[utoipa::path(
    post, path = "/v1/buyer/conversations/{id}/read", operation_id = "buyerReads", tag = "buyer",
    params(("id" = String, Path, description = "The conversation")),
    request_body = BuyerRead, security(("bearer" = [])),
    responses((status = 200, description = "The conversation", body = Conversation), Writing),
)]
pub(crate) async fn read(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerRead>,
) -> Result<Json<Conversation>> {
    let read = bazaar.apart(move |bazaar| {
        let up_to = sent.up_to.as_ref().map(MessageId::as_str);
        bazaar.read_thread(&buyer.id, &id, up_to, None)
    });
    read.await.map(Json)
}
