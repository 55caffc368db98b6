//! What a buyer has put aside.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::{Cart, LineItem};

use super::fields::{Post, Typed, Wrong};
use super::view::View;
use super::{cards, frame, show};
use crate::error::Result;
use crate::store::party::Party;
use crate::store::{carts, orders, sellers};
use crate::trade;

/// Shows the carts, one for each shop.
pub(super) async fn show(view: View) -> Result<Response> {
    page(&view, &Typed::default()).await
}

/// Takes something out.
pub(super) async fn remove(post: Post) -> Result<Response> {
    let product = post.get("product").to_owned();
    let done = post
        .view
        .act(move |tx, deed| trade::carts::take_out(tx, deed, &product).map(|_| ()));
    let done = done.await;
    after(post, done, "/cart").await
}

/// Takes everything out.
pub(super) async fn empty(post: Post) -> Result<Response> {
    let cart = post.get("cart").to_owned();
    let done = post
        .view
        .act(move |tx, deed| trade::carts::empty(tx, deed, &cart));
    let done = done.await;
    after(post, done, "/cart").await
}

/// Orders what is in it.
pub(super) async fn order(post: Post) -> Result<Response> {
    let address = post.get("deliver_to").trim().to_owned();
    if address.is_empty() {
        let wrong = post.view.words().refusal.address.to_owned();
        return again(post, wrong).await;
    }
    let (cart, wishes) = (post.get("cart").to_owned(), post.get("wishes").to_owned());
    let done = post
        .view
        .act(move |tx, deed| trade::carts::order(tx, deed, &cart, (&address, wishes.trim())));
    match done.await {
        Ok(order) => {
            let path = format!("/orders/{}", order.as_str());
            after(post, Ok(()), &path).await
        }
        Err(refusal) => after(post, Err(refusal), "").await,
    }
}

async fn after(post: Post, done: Result<()>, path: &str) -> Result<Response> {
    match done {
        Ok(()) => Ok(frame::redirect(path, &[])),
        Err(refusal) => {
            let wrong = cards::wrong(&post.view, refusal)?;
            again(post, wrong).await
        }
    }
}

async fn again(post: Post, wrong: Wrong) -> Result<Response> {
    let (view, typed) = post.again(wrong);
    page(&view, &typed).await
}

async fn page(view: &View, typed: &Typed) -> Result<Response> {
    let (found, address) = view
        .read(|tx, buyer| {
            let mut found = Vec::new();
            for cart in carts::all_open(tx, buyer)? {
                let held = carts::get(tx, Party::Buyer(buyer), cart.id.as_str())?;
                found.push((sellers::name(tx, &held.seller)?, cart));
            }
            let last = orders::of_buyer(tx, buyer, None, 1)?.pop();
            Ok((
                found,
                last.map(|order| order.deliver_to).unwrap_or_default(),
            ))
        })
        .await?;
    let words = view.words();
    let content = html! {
        h1 { (words.cart.title) }
        @if let Some(wrong) = &typed.wrong { (frame::notice(wrong)) }
        @if found.is_empty() {
            p.quiet { (words.cart.empty) }
            p { a.button href="/" { (words.cart.to_shop) } }
        }
        @for (shop, cart) in &found { (one(view, typed, (shop, &address), cart)) }
    };
    let status = match typed.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    view.page_as(status, "/cart", words.cart.title, &content)
        .await
}

fn one(view: &View, typed: &Typed, (shop, address): (&str, &str), cart: &Cart) -> Markup {
    let (words, id) = (view.words(), cart.id.as_str());
    html! {
        section.card.wide {
            h2 { ((words.cart.of)(shop)) }
            ul.lines { @for line in &cart.lines { (row(view, line)) } }
            p.sum { (words.order.total) " " b { (show::money(&cart.total)) } }
            form.stack method="post" action="/cart/order" {
                (frame::token(&view.form_token))
                input type="hidden" name="cart" value=(id);
                (cards::order_fields(&format!("order-{id}"), typed, "/cart/order", address, words))
                button.primary { (words.order.place) }
            }
            form method="post" action="/cart/empty" {
                (frame::token(&view.form_token))
                button.link name="cart" value=(id) { (words.cart.clear) }
            }
        }
    }
}

fn row(view: &View, line: &LineItem) -> Markup {
    let words = &view.words().cart;
    html! {
        li {
            span.grow { (line.quantity) " × " (line.title) }
            span { (show::money(&line.price)) }
            @if let Some(product) = &line.product_id {
                form method="post" action="/cart/remove" {
                    (frame::token(&view.form_token))
                    button.link name="product" value=(product.as_str())
                        aria-label=((words.remove)(&line.title)) { (words.remove_short) }
                }
            }
        }
    }
}
