//! Rating a seller, and what sellers said.

use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::{Author, Feedback};

use super::cards::Around;
use super::fields::{self, Post};
use super::view::View;
use super::{frame, orders, stars};
use crate::error::Result;
use crate::extract::Named;
use crate::store::party::Party;
use crate::store::{feedback, sellers};
use crate::trade;

/// How many ratings are shown.
const AT_ONCE: u32 = 100;

/// Rates an order, or changes what was said about it.
pub(super) async fn rate(Named(id): Named, post: Post) -> Result<Response> {
    let words = &post.view.words().refusal;
    let longest = post.view.bazaar.rules().max_feedback_chars as usize;
    let Ok(rating @ 1..=5) = post.get("rating").parse() else {
        let wrong = words.stars.to_owned();
        return orders::again(post, &id, wrong).await;
    };
    let text = match fields::optional(post.get("text"), longest, words) {
        Ok(text) => text,
        Err(wrong) => return orders::again(post, &id, wrong).await,
    };
    let wanted = id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::feedback::rate(tx, deed, &wanted, rating, &text).map(|_| ()))
        .await;
    orders::after(post, &id, done).await
}

/// The form to rate with, or to change what was said before.
pub(super) fn form(around: &Around<'_>, order: &str, before: Option<&Feedback>) -> Markup {
    let words = &around.view.words().feedback;
    let rate = format!("/orders/{order}/rate");
    let field = |name| around.typed.get(&rate, name);
    let rating = match field("rating") {
        Some(typed) => typed.parse().ok(),
        None => before.map(|before| before.rating),
    };
    let text = field("text").unwrap_or(before.map_or("", |before| &before.text));
    let (title, save) = match before {
        Some(_) => (words.change, words.save),
        None => (words.rate, words.send),
    };
    html! {
        details #rate open[before.is_none() || around.typed.is_in(&rate)] {
            summary { (title) }
            form.stack method="post" action=(rate) {
                (frame::token(&around.view.form_token))
                fieldset.stars {
                    legend { (words.stars) }
                    @for star in 1..=5_u8 {
                        input id={ "star-" (star) } type="radio" name="rating" value=(star)
                            checked[rating == Some(star)];
                        label for={ "star-" (star) } {
                            span.hidden { ((words.star)(star)) }
                            span aria-hidden="true" { "★" }
                        }
                    }
                }
                label for="rating-text" { (words.text) }
                textarea #rating-text name="text" rows="3" { (text) }
                button.primary { (save) }
            }
        }
    }
}

/// What sellers said about the buyer.
pub(super) async fn about_me(view: View) -> Result<Response> {
    let found = view
        .read(|tx, buyer| {
            let mut found = Vec::new();
            for given in feedback::of_buyer(tx, buyer, AT_ONCE)? {
                if given.by == Author::Seller {
                    let held = feedback::get(tx, Party::Buyer(buyer), given.id.as_str())?;
                    found.push((sellers::name(tx, &held.seller)?, given));
                }
            }
            Ok(found)
        })
        .await?;
    let words = view.words();
    let content = html! {
        h1 { (words.feedback.about_you) }
        @if found.is_empty() { p.quiet { (words.feedback.nothing_about_you) } }
        @for (shop, given) in &found {
            (stars::given(given, shop, words))
            @if let Some(order) = &given.order_id {
                p { a href={ "/orders/" (order.as_str()) } {
                    ((words.order.number)(order.as_str()))
                } }
            }
        }
    };
    view.page("/feedback", words.feedback.about_you, &content)
        .await
}
