//! A buyer's conversations.

use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::{Author, Body, OfferStep, Open, OrderStep};

use super::shop::picture;
use super::show;
use super::view::View;
use crate::error::Result;
use crate::store::glimpses::{self, Glimpse};
use crate::words::Words;

/// Shows them, the newest first.
pub(super) async fn show(view: View) -> Result<Response> {
    let found = view.read(glimpses::conversations).await?;
    let words = view.words();
    let content = html! {
        h1 { (words.talk.title) }
        @if found.is_empty() { p.quiet { (words.talk.empty) } }
        ul.list { @for glimpse in &found { li { (row(glimpse, words)) } } }
    };
    view.page("/conversations", words.talk.title, &content)
        .await
}

fn row(glimpse: &Glimpse, words: &Words) -> Markup {
    let title = glimpse.title.as_deref().unwrap_or(&glimpse.shop);
    html! {
        a.item href={ "/conversations/" (glimpse.id) "#newest" } {
            (picture(glimpse.picture.as_deref()))
            span.grow {
                b { (title) } @if glimpse.unread { " " i.new { (words.talk.new) } }
                span.line { (summary(glimpse, words)) }
                span.quiet {
                    (glimpse.shop)
                    @if let Some(newest) = &glimpse.newest { " · " (show::time(newest.at)) }
                }
            }
        }
    }
}

fn summary(glimpse: &Glimpse, words: &Words) -> String {
    let Some(newest) = &glimpse.newest else {
        return words.talk.nothing_said.to_owned();
    };
    let said = match &newest.body {
        Open::Known(body) => line(body, &newest.author, &glimpse.shop, words),
        Open::Other(_) => words.talk.unknown.to_owned(),
    };
    if newest.author == Author::Buyer {
        format!("{}: {said}", words.talk.you)
    } else {
        said
    }
}

/// A message in one line.
pub(super) fn line(body: &Body, author: &Author, shop: &str, words: &Words) -> String {
    let by_buyer = *author == Author::Buyer;
    match body {
        Body::Text(text) => text.text.clone(),
        Body::Picture(picture) if picture.caption.is_empty() => words.talk.picture.to_owned(),
        Body::Picture(picture) => picture.caption.clone(),
        Body::System(system) => system.text.clone(),
        Body::Offer(step) => match step.step {
            OfferStep::Accepted if by_buyer => words.offer.you_accepted.to_owned(),
            OfferStep::Accepted => (words.offer.seller_accepted)(shop),
            OfferStep::Declined if by_buyer => words.offer.you_declined.to_owned(),
            OfferStep::Declined => (words.offer.seller_declined)(shop),
            OfferStep::Lapsed => words.offer.lapsed.to_owned(),
            _ => words.offer.title.to_owned(),
        },
        Body::Order(step) => match step.step {
            OrderStep::Placed => words.order.step_placed,
            OrderStep::CardSent => words.order.card_title,
            OrderStep::Confirmed => words.order.step_confirmed,
            OrderStep::Corrected => words.order.step_corrected,
            OrderStep::Shipped => words.order.step_shipped,
            OrderStep::Received => words.order.step_received,
            OrderStep::Cancelled => words.order.step_cancelled,
            OrderStep::Other(_) => words.order.unknown,
        }
        .to_owned(),
        Body::Feedback(_) => words.feedback.title.to_owned(),
    }
}
