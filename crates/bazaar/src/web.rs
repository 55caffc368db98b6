//! # The buyer's pages
//!
//! Made on the server, sent as plain HTML: every page and form works without a script. The one
//! script only keeps the page fresh while it is looked at. What is done here goes through the same
//! functions as the JSON API.
//!
//! `frame` is what stands around a page, `door` signs in, the other modules are a page each.

mod cards;
mod cart;
mod door;
mod fields;
pub(crate) mod frame;
mod listen;
mod offers;
mod orders;
mod picture;
mod product;
mod rating;
mod refusal;
mod shop;
mod show;
mod stars;
mod talk;
mod thread;
mod view;

use axum::Router;
use axum::http::header;
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use axum::routing::{get, post};

use crate::oauth;
use crate::router::Shared;

/// The pages, and what they are made of.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(shop::show))
        .route("/sign-in", post(door::sign_in))
        .route("/sign-out", post(door::sign_out))
        .route("/language", post(door::switch_language))
        .route("/products/{id}", get(product::show))
        .route("/products/{id}/ask", post(product::ask))
        .route("/products/{id}/offer", post(product::offer))
        .route("/products/{id}/cart", post(product::put_in_cart))
        .route("/products/{id}/order", post(product::order))
        .route("/conversations", get(talk::show))
        .route("/conversations/{id}", get(thread::show))
        .route("/conversations/{id}/say", post(thread::say))
        .route("/conversations/{id}/read", post(thread::read))
        .route("/conversations/{id}/typing", post(thread::typing))
        .route("/offers/{id}/accept", post(offers::accept))
        .route("/offers/{id}/decline", post(offers::decline))
        .route("/offers/{id}/counter", post(offers::counter))
        .route("/offers/{id}/order", post(offers::order))
        .route("/cart", get(cart::show))
        .route("/cart/remove", post(cart::remove))
        .route("/cart/empty", post(cart::empty))
        .route("/cart/order", post(cart::order))
        .route("/orders", get(orders::list))
        .route("/orders/{id}", get(orders::show))
        .route("/orders/{id}/confirm", post(orders::confirm))
        .route("/orders/{id}/correct", post(orders::correct))
        .route("/orders/{id}/receive", post(orders::receive))
        .route("/orders/{id}/cancel", post(orders::cancel))
        .route("/orders/{id}/rate", post(rating::rate))
        .route("/feedback", get(rating::about_me))
        .route("/pictures/{id}", get(picture::picture))
        .route("/faces/{id}", get(picture::face))
        .route("/events", get(listen::events))
        .merge(oauth::pages())
        .layer(from_fn(refusal::in_a_page))
        .route("/style.css", get(style))
        .route("/page.js", get(script))
}

async fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("web/style.css"))
}

async fn script() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("web/page.js"))
}
