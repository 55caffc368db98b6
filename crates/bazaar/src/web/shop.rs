//! What is on sale; for somebody who is not signed in, the door.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::PictureId;
use serde::Deserialize;

use super::view::View;
use super::{door, show};
use crate::bazaar::{Bazaar, OnSale};
use crate::error::Result;
use crate::extract::Asked;
use crate::store::products;
use crate::visit::BuyerVisit;
use crate::words::Words;

/// How many products stand on one page.
const AT_ONCE: u32 = 60;

/// Whom to look for at the door, and where the products go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    q: String,
    after: Option<String>,
}

/// Shows what is on sale.
pub(super) async fn show(
    State(bazaar): State<Bazaar>,
    BuyerVisit(visit): BuyerVisit,
    Asked(query): Asked<Query>,
) -> Result<Response> {
    let Some(view) = View::of(bazaar.clone(), visit.clone()).await? else {
        return door::show(&bazaar, &visit, &query.q, None).await;
    };
    let found = view
        .read(move |tx, _| products::on_sale(tx, query.after.as_deref(), AT_ONCE))
        .await?;
    let words = view.words();
    let more = found.last().filter(|_| found.len() == AT_ONCE as usize);
    let content = html! {
        h1 { (words.shop.title) }
        @if found.is_empty() { p.quiet { (words.shop.empty) } }
        ul.shelf { @for item in &found { li { (card(item, words)) } } }
        @if let Some(last) = more {
            p { a.button href={ "/?after=" (last.product.id.as_str()) } { (words.frame.more) } }
        }
    };
    view.page("/", words.shop.title, &content).await
}

fn card(item: &OnSale, words: &Words) -> Markup {
    let product = &item.product;
    html! {
        a.product href={ "/products/" (product.id.as_str()) } {
            (picture(product.picture.as_ref().map(PictureId::as_str)))
            h2 { (product.title) }
            p.price { (show::money(&product.price)) }
            p.quiet { (stock(product.stock, words)) }
        }
    }
}

/// A product's picture, or its place.
pub(super) fn picture(id: Option<&str>) -> Markup {
    html! {
        @match id {
            Some(id) => img.picture src={ "/pictures/" (id) } alt="" loading="lazy";,
            None => span.picture aria-hidden="true" {},
        }
    }
}

/// How many there are, in words; nothing where they are not counted.
pub(super) fn stock(left: Option<u32>, words: &Words) -> String {
    match left {
        None => String::new(),
        Some(0) => words.shop.sold_out.to_owned(),
        Some(left) => (words.shop.in_stock)(left),
    }
}
