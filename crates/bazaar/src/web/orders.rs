//! A buyer's orders.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::{Author, Feedback, Order, OrderState};
use serde::Deserialize;

use super::cards::{self, Around};
use super::fields::{self, Post, Typed, Wrong};
use super::view::View;
use super::{frame, rating, show, stars, thread};
use crate::error::Result;
use crate::extract::{Asked, Named};
use crate::store::party::Party;
use crate::store::{feedback, orders, sellers};
use crate::trade;
use crate::words::Words;

/// How many orders stand on one page.
const AT_ONCE: u32 = 30;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    before: Option<String>,
}

/// Shows all of them, the newest first.
pub(super) async fn list(Asked(query): Asked<Query>, view: View) -> Result<Response> {
    let found = view
        .read(move |tx, buyer| orders::of_buyer(tx, buyer, query.before.as_deref(), AT_ONCE))
        .await?;
    let words = view.words();
    let more = found.last().filter(|_| found.len() == AT_ONCE as usize);
    let content = html! {
        h1 { (words.order.title) }
        @if found.is_empty() { p.quiet { (words.order.empty) } }
        ul.list { @for order in &found { li { (row(order, words)) } } }
        @if let Some(last) = more {
            p { a.button href={ "/orders?before=" (last.id.as_str()) } { (words.frame.more) } }
        }
    };
    view.page("/orders", words.order.title, &content).await
}

/// Shows one.
pub(super) async fn show(Named(id): Named, view: View) -> Result<Response> {
    page(&view, &id, &Typed::default()).await
}

/// Confirms that it says what was agreed.
pub(super) async fn confirm(Named(id): Named, post: Post) -> Result<Response> {
    let wanted = id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::orders::confirm(tx, deed, &wanted))
        .await;
    after(post, &id, done).await
}

/// Says what is wrong with it.
pub(super) async fn correct(Named(id): Named, post: Post) -> Result<Response> {
    let (words, longest) = (&post.view.words().refusal, post.view.longest());
    let text = match fields::said(post.get("text"), longest, words) {
        Ok(text) => text,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let wanted = id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::orders::correct(tx, deed, &wanted, &text))
        .await;
    after(post, &id, done).await
}

/// Says that it has come.
pub(super) async fn receive(Named(id): Named, post: Post) -> Result<Response> {
    let wanted = id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::orders::receive(tx, deed, &wanted))
        .await;
    after(post, &id, done).await
}

/// Takes it back.
pub(super) async fn cancel(Named(id): Named, post: Post) -> Result<Response> {
    let wanted = id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::orders::cancel(tx, deed, &wanted, ""))
        .await;
    after(post, &id, done).await
}

/// What is shown after something was done about an order, or refused: the conversation that the form
/// stood in, or else the order.
pub(super) async fn after(post: Post, id: &str, done: Result<()>) -> Result<Response> {
    let conversation = post.get("in").to_owned();
    match done {
        Ok(()) if conversation.is_empty() => Ok(frame::redirect(&format!("/orders/{id}"), &[])),
        Ok(()) => Ok(thread::go(&conversation)),
        Err(refusal) => {
            let wrong = cards::wrong(&post.view, refusal)?;
            again(post, id, wrong).await
        }
    }
}

/// The same place, with a form as it was typed and what is wrong with it.
pub(super) async fn again(post: Post, id: &str, wrong: Wrong) -> Result<Response> {
    let conversation = post.get("in").to_owned();
    if !conversation.is_empty() {
        return thread::again(post, &conversation, wrong).await;
    }
    let (view, typed) = post.again(wrong);
    page(&view, id, &typed).await
}

/// How far an order is, in words.
pub(super) fn state(order: &Order, words: &Words) -> &'static str {
    match order.state {
        OrderState::Placed => words.order.placed,
        OrderState::Shipped => words.order.shipped,
        OrderState::Received => words.order.received,
        OrderState::Cancelled => words.order.cancelled,
        OrderState::Other(_) => words.order.unknown,
    }
}

fn row(order: &Order, words: &Words) -> Markup {
    let titles: Vec<&str> = order.lines.iter().map(|line| line.title.as_str()).collect();
    html! {
        a.item href={ "/orders/" (order.id.as_str()) } {
            span.grow {
                b { ((words.order.number)(order.id.as_str())) }
                span.line { (titles.join(", ")) }
                span.quiet { (state(order, words)) " · " (show::time(order.state_at)) }
            }
            span { (show::money(&order.total)) }
        }
    }
}

async fn page(view: &View, id: &str, typed: &Typed) -> Result<Response> {
    let wanted = id.to_owned();
    let (held, shop, by_me, of_me) = view
        .read(move |tx, buyer| {
            let held = orders::get(tx, Party::Buyer(buyer), &wanted)?;
            let shop = sellers::name(tx, &held.seller)?;
            let given = |by| feedback::of_order(tx, &wanted, &by);
            Ok((held, shop, given(Author::Buyer)?, given(Author::Seller)?))
        })
        .await?;
    let around = Around {
        view,
        typed,
        shop: &shop,
        conversation: None,
        product: None,
        address: "",
    };
    let (by_me, of_me) = (by_me.map(|held| held.it), of_me.map(|held| held.it));
    let content = content(&around, &held.it, by_me.as_ref(), of_me.as_ref());
    let status = match typed.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let title = (view.words().order.number)(id);
    view.page_as(status, &format!("/orders/{id}"), &title, &content)
        .await
}

fn content(
    around: &Around<'_>,
    order: &Order,
    by_me: Option<&Feedback>,
    of_me: Option<&Feedback>,
) -> Markup {
    let words = around.view.words();
    let id = order.id.as_str();
    html! {
        h1 { ((words.order.number)(id)) }
        @if let Some(wrong) = &around.typed.wrong { (frame::notice(wrong)) }
        article.card.wide aria-label=((words.order.number)(id)) {
            h2 { (state(order, words)) " " span.quiet { (show::time(order.state_at)) } }
            (cards::order_lines(order, words))
            @if let Some(note) = order.card.as_ref().map(|card| &card.note) {
                @if !note.is_empty() { p.words { (note) } }
            }
            (cards::card_state(around, order))
            @if order.state == OrderState::Shipped {
                (cards::simple(around, &format!("/orders/{id}/receive"), words.order.receive, true))
            }
            @if order.state == OrderState::Placed {
                (cards::simple(around, &format!("/orders/{id}/cancel"), words.order.cancel, false))
            }
        }
        @if let Some(conversation) = &order.conversation_id {
            p { a href={ "/conversations/" (conversation.as_str()) "#newest" } {
                (words.order.to_conversation)
            } }
        }
        @if let Some(given) = by_me { (stars::given(given, around.shop, words)) }
        @if order.state == OrderState::Received { (rating::form(around, id, by_me)) }
        @if let Some(given) = of_me { (stars::given(given, around.shop, words)) }
    }
}
