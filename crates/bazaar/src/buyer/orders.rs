//! A buyer orders, and says what became of it.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rapport_protocol::{Feedback, OfferId, Order, OrderId, ProblemKind, ProductId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::offers::BuyerNote;
use crate::auth::Buyer;
use crate::bazaar::Bazaar;
use crate::changes::checked_limit;
use crate::error::{Error, Result};
use crate::extract::{Asked, Named, Sent};
use crate::problem::{Doing, ReadingOne, Writing};
use crate::trade::orders::{NewOrder, Wanted};

/// Where the list goes on, and how far.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OrdersQuery {
    /// The last order of the page before; absent at the start.
    #[param(value_type = Option<String>)]
    before: Option<OrderId>,
    /// How many orders at most.
    #[param(minimum = 1, maximum = 500, default = 200)]
    limit: Option<u32>,
}

/// What a buyer orders: products, or what an accepted offer says; one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerOrder {
    /// The products; none with an offer.
    #[serde(default)]
    #[schema(max_items = 50)]
    lines: Vec<BuyerLine>,
    /// The accepted offer.
    #[schema(value_type = Option<String>)]
    offer_id: Option<OfferId>,
    /// Where it goes.
    #[schema(min_length = 1, max_length = 500)]
    deliver_to: String,
    /// What the buyer wishes.
    #[serde(default)]
    #[schema(max_length = 2000)]
    wishes: String,
}

/// So many of a product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerLine {
    /// The product.
    product_id: ProductId,
    /// How many.
    #[schema(minimum = 1, maximum = 9999)]
    quantity: u32,
}

/// What a buyer says of the seller.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BuyerRating {
    /// From 1 (bad) to 5 (good).
    #[schema(minimum = 1, maximum = 5)]
    rating: u8,
    /// The words; empty when there are none.
    #[serde(default)]
    #[schema(max_length = 1000)]
    text: String,
}

/// A buyer's orders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerOrders {
    /// Newest first; the last page is the one that is not full.
    orders: Vec<Order>,
}

/// What both sides said about an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderFeedback {
    /// The buyer's first.
    feedback: Vec<Feedback>,
}

/// Lists the buyer's orders.
#[utoipa::path(
    get, path = "/v1/buyer/orders", operation_id = "buyerOrders", tag = "buyer",
    params(OrdersQuery), security(("bearer" = [])),
    responses((status = 200, description = "The orders", body = BuyerOrders), ReadingOne),
)]
pub(crate) async fn list(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Asked(query): Asked<OrdersQuery>,
) -> Result<Json<BuyerOrders>> {
    let limit = checked_limit(query.limit)?;
    let all = bazaar.apart(move |bazaar| bazaar.orders(&buyer.id, query.before.as_ref(), limit));
    Ok(Json(BuyerOrders { orders: all.await? }))
}

/// Places an order.
#[utoipa::path(
    post, path = "/v1/buyer/orders", operation_id = "buyerOrder", tag = "buyer",
    request_body = BuyerOrder, security(("bearer" = [])),
    responses((status = 201, description = "The order", body = Order), Writing),
)]
pub(crate) async fn place(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Sent(sent): Sent<BuyerOrder>,
) -> Result<(StatusCode, Json<Order>)> {
    let new = NewOrder {
        wanted: wanted(sent.lines, sent.offer_id)?,
        deliver_to: sent.deliver_to,
        wishes: sent.wishes,
    };
    let placed = bazaar.apart(move |bazaar| bazaar.place_order(&buyer.id, &new, None));
    Ok((StatusCode::CREATED, Json(placed.await?)))
}

fn wanted(lines: Vec<BuyerLine>, offer: Option<OfferId>) -> Result<Wanted> {
    match offer {
        Some(offer) if lines.is_empty() => Ok(Wanted::Offer(offer)),
        Some(_) => {
            let detail = "An order is of products or of an offer, not of both.";
            Err(Error::refused(ProblemKind::Refused, detail))
        }
        None => {
            let lines = lines
                .into_iter()
                .map(|line| (line.product_id, line.quantity));
            Ok(Wanted::Products(lines.collect()))
        }
    }
}

/// One of the buyer's orders.
#[utoipa::path(
    get, path = "/v1/buyer/orders/{id}", operation_id = "buyerSeesOrder", tag = "buyer",
    params(("id" = String, Path, description = "The order")), security(("bearer" = [])),
    responses((status = 200, description = "The order", body = Order), ReadingOne),
)]
pub(crate) async fn one(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<Order>> {
    let order = bazaar.apart(move |bazaar| bazaar.order(&buyer.id, &OrderId(id)));
    order.await.map(Json)
}

/// Confirms what the order's card says.
#[utoipa::path(
    post, path = "/v1/buyer/orders/{id}/confirm", operation_id = "buyerConfirms", tag = "buyer",
    params(("id" = String, Path, description = "The order")), security(("bearer" = [])),
    responses((status = 200, description = "The order", body = Order), Doing),
)]
pub(crate) async fn confirm(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<Order>> {
    let order = bazaar.apart(move |bazaar| bazaar.confirm_order(&buyer.id, &OrderId(id), None));
    order.await.map(Json)
}

/// Says what is wrong with what the order's card says.
#[utoipa::path(
    post, path = "/v1/buyer/orders/{id}/correct", operation_id = "buyerCorrects", tag = "buyer",
    params(("id" = String, Path, description = "The order")),
    request_body = BuyerNote, security(("bearer" = [])),
    responses((status = 200, description = "The order", body = Order), Writing),
)]
pub(crate) async fn correct(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerNote>,
) -> Result<Json<Order>> {
    let order =
        bazaar.apart(move |bazaar| bazaar.correct_order(&buyer.id, &OrderId(id), &sent.note, None));
    order.await.map(Json)
}

/// Says that the buyer has it.
#[utoipa::path(
    post, path = "/v1/buyer/orders/{id}/receive", operation_id = "buyerReceives", tag = "buyer",
    params(("id" = String, Path, description = "The order")), security(("bearer" = [])),
    responses((status = 200, description = "The order", body = Order), Doing),
)]
pub(crate) async fn receive(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<Order>> {
    let order = bazaar.apart(move |bazaar| bazaar.receive_order(&buyer.id, &OrderId(id), None));
    order.await.map(Json)
}

/// Takes an order back that was not sent.
#[utoipa::path(
    post, path = "/v1/buyer/orders/{id}/cancel", operation_id = "buyerCancels", tag = "buyer",
    params(("id" = String, Path, description = "The order")),
    request_body = BuyerNote, security(("bearer" = [])),
    responses((status = 200, description = "The order", body = Order), Writing),
)]
pub(crate) async fn cancel(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerNote>,
) -> Result<Json<Order>> {
    let order =
        bazaar.apart(move |bazaar| bazaar.cancel_order(&buyer.id, &OrderId(id), &sent.note, None));
    order.await.map(Json)
}

/// What both sides said about an order.
#[utoipa::path(
    get, path = "/v1/buyer/orders/{id}/feedback", operation_id = "buyerFeedback", tag = "buyer",
    params(("id" = String, Path, description = "The order")), security(("bearer" = [])),
    responses((status = 200, description = "What was said", body = OrderFeedback), ReadingOne),
)]
pub(crate) async fn feedback(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<OrderFeedback>> {
    let given = bazaar.apart(move |bazaar| bazaar.feedback_on(&buyer.id, &OrderId(id)));
    Ok(Json(OrderFeedback {
        feedback: given.await?,
    }))
}

/// Rates the seller for an order that was received, or changes what was given.
#[utoipa::path(
    put, path = "/v1/buyer/orders/{id}/feedback", operation_id = "buyerRates", tag = "buyer",
    params(("id" = String, Path, description = "The order")),
    request_body = BuyerRating, security(("bearer" = [])),
    responses((status = 200, description = "What was given", body = Feedback), Writing),
)]
pub(crate) async fn rate(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<BuyerRating>,
) -> Result<Json<Feedback>> {
    let given = bazaar.apart(move |bazaar| {
        let rating = (sent.rating, sent.text.as_str());
        bazaar.rate_seller(&buyer.id, &OrderId(id), rating, None)
    });
    given.await.map(Json)
}
