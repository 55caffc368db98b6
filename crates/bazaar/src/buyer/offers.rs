//! A buyer haggles.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rapport_protocol::{ConversationId, Money, Offer, OfferId, ProductId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Buyer;
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::extract::{Named, Sent};
use crate::problem::{ReadingOne, Writing};
use crate::trade::offers::Terms;

/// What a buyer offers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerOffer {
    /// Where.
    conversation_id: ConversationId,
    /// For what.
    product_id: ProductId,
    /// For how many.
    #[schema(minimum = 1, maximum = 9999)]
    quantity: u32,
    /// For all of them together.
    price: Money,
    /// When it lapses, in Unix milliseconds; never when absent.
    until_at: Option<i64>,
    /// What is said with it.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

/// What a buyer offers instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerCounter {
    /// For how many.
    #[schema(minimum = 1, maximum = 9999)]
    quantity: u32,
    /// For all of them together.
    price: Money,
    /// When it lapses, in Unix milliseconds; never when absent.
    until_at: Option<i64>,
    /// What is said with it.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

/// What a buyer says with an act.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BuyerNote {
    /// The words; empty when there are none.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub(crate) note: String,
}

/// The offers in a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerOffers {
    /// Oldest first.
    offers: Vec<Offer>,
}

/// Lists the offers in one of the buyer's conversations.
#[utoipa::path(
    get, path = "/v1/buyer/conversations/{id}/offers", operation_id = "buyerOffers",
    tag = "buyer", params(("id" = String, Path, description = "The conversation")),
    security(("bearer" = [])),
    responses((status = 200, description = "The offers", body = BuyerOffers), ReadingOne),
)]
pub(crate) async fn list(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<BuyerOffers>> {
    let all = bazaar.apart(move |bazaar| bazaar.offers(&buyer.id, &id));
    Ok(Json(BuyerOffers { offers: all.await? }))
}

/// Makes an offer.
#[utoipa::path(
    post, path = "/v1/buyer/offers", operation_id = "buyerOffer", tag = "buyer",
    request_body = BuyerOffer, security(("bearer" = [])),
    responses((status = 201, description = "The offer", body = Offer), Writing),
)]
pub(crate) async fn make(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Sent(sent): Sent<BuyerOffer>,
) -> Result<(StatusCode, Json<Offer>)> {
    let made = bazaar.apart(move |bazaar| {
        let terms = Terms {
            quantity: sent.quantity,
            price: sent.price,
            until_at: sent.until_at,
            note: sent.note,
        };
        let place = (sent.conversation_id.as_str(), &sent.product_id);
        bazaar.make_offer(&buyer.id, place, &terms, None)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Makes another offer instead of the seller's.
#[utoipa::path(
    post, path = "/v1/buyer/offers/{id}/counter", operation_id = "buyerCounters", tag = "buyer",
    params(("id" = String, Path, description = "The seller's offer")),
    request_body = BuyerCounter, security(("bearer" = [])),
    responses((status = 201, description = "The buyer's offer", body = Offer), Writing),
)]
pub(crate) async fn counter(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerCounter>,
) -> Result<(StatusCode, Json<Offer>)> {
    let made = bazaar.apart(move |bazaar| {
        let terms = Terms {
            quantity: sent.quantity,
            price: sent.price,
            until_at: sent.until_at,
            note: sent.note,
        };
        bazaar.counter_offer(&buyer.id, &OfferId(id), &terms, None)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Says yes to the seller's offer.
#[utoipa::path(
    post, path = "/v1/buyer/offers/{id}/accept", operation_id = "buyerAccepts", tag = "buyer",
    params(("id" = String, Path, description = "The seller's offer")),
    request_body = BuyerNote, security(("bearer" = [])),
    responses((status = 200, description = "The offer", body = Offer), Writing),
)]
pub(crate) async fn accept(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerNote>,
) -> Result<Json<Offer>> {
    let answered =
        bazaar.apart(move |bazaar| bazaar.accept_offer(&buyer.id, &OfferId(id), &sent.note, None));
    answered.await.map(Json)
}

/// Says no to the seller's offer.
#[utoipa::path(
    post, path = "/v1/buyer/offers/{id}/decline", operation_id = "buyerDeclines", tag = "buyer",
    params(("id" = String, Path, description = "The seller's offer")),
    request_body = BuyerNote, security(("bearer" = [])),
    responses((status = 200, description = "The offer", body = Offer), Writing),
)]
pub(crate) async fn decline(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerNote>,
) -> Result<Json<Offer>> {
    let answered =
        bazaar.apart(move |bazaar| bazaar.decline_offer(&buyer.id, &OfferId(id), &sent.note, None));
    answered.await.map(Json)
}
