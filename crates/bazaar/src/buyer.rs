//! What a buyer can do: ask, read, write, take back; and, by subject, the rest.

pub(crate) mod carts;
pub(crate) mod events;
pub(crate) mod offers;
pub(crate) mod orders;
pub(crate) mod shop;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rapport_protocol::{Body, Conversation, Message, Open, ProductId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Buyer;
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::extract::{Named, Sent, understood};
use crate::problem::{Reading, ReadingOne, Writing};
use crate::store::conversations;

/// What a buyer wants to talk about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenConversation {
    /// The product.
    product_id: ProductId,
}

/// What a buyer says.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BuyerMessage {
    /// Words or a picture, never a system line.
    #[schema(value_type = Body)]
    body: Open<Body>,
}

/// A buyer's conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerConversations {
    /// Oldest first.
    conversations: Vec<Conversation>,
}

/// The messages of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerThread {
    /// Oldest first.
    messages: Vec<Message>,
}

/// Opens the buyer's conversation about a product, or finds the one there is.
#[utoipa::path(
    post, path = "/v1/buyer/conversations", operation_id = "openConversation", tag = "buyer",
    request_body = OpenConversation, security(("bearer" = [])),
    responses((status = 200, description = "The conversation", body = Conversation), Writing),
)]
pub(crate) async fn open_conversation(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Sent(asked): Sent<OpenConversation>,
) -> Result<Json<Conversation>> {
    let now = bazaar.now();
    let opened =
        bazaar.write(move |tx| conversations::open(tx, &buyer.id, asked.product_id.as_str(), now));
    opened.await.map(Json)
}

/// Lists the buyer's conversations.
#[utoipa::path(
    get, path = "/v1/buyer/conversations", operation_id = "buyerConversations", tag = "buyer",
    security(("bearer" = [])),
    responses((status = 200, description = "All of them", body = BuyerConversations), Reading),
)]
pub(crate) async fn list_conversations(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
) -> Result<Json<BuyerConversations>> {
    let all = bazaar.apart(move |bazaar| bazaar.conversations(&buyer.id));
    Ok(Json(BuyerConversations {
        conversations: all.await?,
    }))
}

/// Lists the messages of one of the buyer's conversations.
#[utoipa::path(
    get, path = "/v1/buyer/conversations/{id}/messages", operation_id = "buyerThread",
    tag = "buyer", params(("id" = String, Path, description = "The conversation")),
    security(("bearer" = [])),
    responses((status = 200, description = "The messages", body = BuyerThread), ReadingOne),
)]
pub(crate) async fn thread(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<BuyerThread>> {
    let all = bazaar.apart(move |bazaar| bazaar.thread(&buyer.id, &id));
    Ok(Json(BuyerThread {
        messages: all.await?,
    }))
}

/// Writes into one of the buyer's conversations.
#[utoipa::path(
    post, path = "/v1/buyer/conversations/{id}/messages", operation_id = "buyerSays",
    tag = "buyer", params(("id" = String, Path, description = "The conversation")),
    request_body = BuyerMessage, security(("bearer" = [])),
    responses((status = 201, description = "The message", body = Message), Writing),
)]
pub(crate) async fn say(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerMessage>,
) -> Result<(StatusCode, Json<Message>)> {
    let written = bazaar.apart(move |bazaar| {
        let body = understood(&sent.body)?;
        bazaar.buyer_says(&buyer.id, &id, body, None)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

/// Takes back a message of the buyer's.
#[utoipa::path(
    delete, path = "/v1/buyer/messages/{id}", operation_id = "buyerTakesBack", tag = "buyer",
    params(("id" = String, Path, description = "The message")), security(("bearer" = [])),
    responses((status = 204, description = "It is gone"), ReadingOne),
)]
pub(crate) async fn take_back(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<StatusCode> {
    let gone = bazaar.apart(move |bazaar| bazaar.take_back(&buyer.id, &id));
    gone.await.map(|()| StatusCode::NO_CONTENT)
}
