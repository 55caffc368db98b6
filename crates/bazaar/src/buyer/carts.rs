//! What a buyer puts aside.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rapport_protocol::{Cart, CartId, Order, ProductId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Buyer;
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::extract::{Named, Sent};
use crate::problem::{Doing, Reading, ReadingOne, Writing};

/// A buyer's carts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerCarts {
    /// The open ones, one per shop at most.
    carts: Vec<Cart>,
}

/// How many are put into the cart.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CartQuantity {
    /// However many were in it before.
    #[schema(minimum = 1, maximum = 9999)]
    quantity: u32,
}

/// Where the order goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CartDelivery {
    /// The address.
    #[schema(min_length = 1, max_length = 500)]
    deliver_to: String,
    /// What the buyer wishes.
    #[serde(default)]
    #[schema(max_length = 2000)]
    wishes: String,
}

/// Lists the buyer's open carts.
#[utoipa::path(
    get, path = "/v1/buyer/carts", operation_id = "buyerCarts", tag = "buyer",
    security(("bearer" = [])),
    responses((status = 200, description = "The open carts", body = BuyerCarts), Reading),
)]
pub(crate) async fn list(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
) -> Result<Json<BuyerCarts>> {
    let all = bazaar.apart(move |bazaar| bazaar.carts(&buyer.id));
    Ok(Json(BuyerCarts { carts: all.await? }))
}

/// Puts so many of a product into the cart of its shop.
#[utoipa::path(
    put, path = "/v1/buyer/cart-lines/{id}", operation_id = "buyerPutsInCart", tag = "buyer",
    params(("id" = String, Path, description = "The product")),
    request_body = CartQuantity, security(("bearer" = [])),
    responses((status = 200, description = "The cart", body = Cart), Writing),
)]
pub(crate) async fn put(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<CartQuantity>,
) -> Result<Json<Cart>> {
    let cart = bazaar
        .apart(move |bazaar| bazaar.put_in_cart(&buyer.id, &ProductId(id), sent.quantity, None));
    cart.await.map(Json)
}

/// Takes a product out of the cart; with the last one it is emptied.
#[utoipa::path(
    delete, path = "/v1/buyer/cart-lines/{id}", operation_id = "buyerTakesFromCart", tag = "buyer",
    params(("id" = String, Path, description = "The product")), security(("bearer" = [])),
    responses((status = 200, description = "The cart", body = Cart), ReadingOne),
)]
pub(crate) async fn take_out(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<Cart>> {
    let cart = bazaar.apart(move |bazaar| bazaar.take_from_cart(&buyer.id, &ProductId(id), None));
    cart.await.map(Json)
}

/// Empties a cart.
#[utoipa::path(
    delete, path = "/v1/buyer/carts/{id}", operation_id = "buyerEmptiesCart", tag = "buyer",
    params(("id" = String, Path, description = "The cart")), security(("bearer" = [])),
    responses((status = 200, description = "The cart", body = Cart), Doing),
)]
pub(crate) async fn empty(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
) -> Result<Json<Cart>> {
    let cart = bazaar.apart(move |bazaar| bazaar.empty_cart(&buyer.id, &CartId(id), None));
    cart.await.map(Json)
}

/// Orders what is in a cart.
#[utoipa::path(
    post, path = "/v1/buyer/carts/{id}/order", operation_id = "buyerOrdersCart", tag = "buyer",
    params(("id" = String, Path, description = "The cart")),
    request_body = CartDelivery, security(("bearer" = [])),
    responses((status = 201, description = "The order", body = Order), Writing),
)]
pub(crate) async fn order(
    State(bazaar): State<Bazaar>,
    Buyer(buyer): Buyer,
    Named(id): Named,
    Sent(sent): Sent<CartDelivery>,
) -> Result<(StatusCode, Json<Order>)> {
    let order = bazaar.apart(move |bazaar| {
        let delivery = (sent.deliver_to.as_str(), sent.wishes.as_str());
        bazaar.order_cart(&buyer.id, &CartId(id), delivery, None)
    });
    Ok((StatusCode::CREATED, Json(order.await?)))
}
