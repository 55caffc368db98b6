//! One product: ask about it, haggle, put it aside, order it.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::{PictureId, Product};

use super::fields::{self, Post, Typed, Wrong};
use super::shop::{picture, stock};
use super::thread::text_body;
use super::view::View;
use super::{cards, frame, show, thread};
use crate::error::Result;
use crate::extract::Named;
use crate::store::{conversations, glimpses, orders, products, sellers};
use crate::trade::offers::Terms;
use crate::trade::orders::{NewOrder, Wanted};
use crate::{talk, trade};

/// What the page shows.
struct Seen {
    product: Product,
    shop: String,
    /// The buyer's conversation about it, where there is one.
    conversation: Option<String>,
    /// Where the buyer's last order went.
    address: String,
}

/// Shows a product.
pub(super) async fn show(Named(id): Named, view: View) -> Result<Response> {
    page(&view, &id, &Typed::default()).await
}

/// Asks about it.
pub(super) async fn ask(Named(id): Named, post: Post) -> Result<Response> {
    let (words, longest) = (&post.view.words().refusal, post.view.longest());
    let text = match fields::said(post.get("text"), longest, words) {
        Ok(text) => text,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let asked = post.view.act(move |tx, deed| {
        let opened = conversations::open(tx, deed.by.id(), &id, deed.at)?;
        talk::say(tx, deed, opened.id.as_str(), &text_body(text))?;
        Ok(opened.id.0)
    });
    Ok(thread::go(&asked.await?))
}

/// Makes an offer.
pub(super) async fn offer(Named(id): Named, post: Post) -> Result<Response> {
    let product = product(&post.view, &id).await?;
    let terms = match terms(&post, &product.price.currency) {
        Ok(terms) => terms,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let made = post.view.act(move |tx, deed| {
        let opened = conversations::open(tx, deed.by.id(), product.id.as_str(), deed.at)?;
        let place = (opened.id.as_str(), product.id.as_str());
        trade::offers::make(tx, deed, place, &terms)?;
        Ok(opened.id.0)
    });
    match made.await {
        Ok(conversation) => Ok(thread::go(&conversation)),
        Err(refusal) => refused(post, &id, refusal).await,
    }
}

/// Puts it into the cart.
pub(super) async fn put_in_cart(Named(id): Named, post: Post) -> Result<Response> {
    let product = product(&post.view, &id).await?;
    let quantity = match quantity(&post, &product) {
        Ok(quantity) => quantity,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let put = post
        .view
        .act(move |tx, deed| trade::carts::put(tx, deed, product.id.as_str(), quantity));
    match put.await {
        Ok(_) => Ok(frame::redirect("/cart", &[])),
        Err(refusal) => refused(post, &id, refusal).await,
    }
}

/// Orders it at its list price.
pub(super) async fn order(Named(id): Named, post: Post) -> Result<Response> {
    let product = product(&post.view, &id).await?;
    let wanted = quantity(&post, &product)
        .map(|quantity| Wanted::Products(vec![(product.id.clone(), quantity)]));
    let new = match wanted.and_then(|wanted| new_order(&post, wanted)) {
        Ok(new) => new,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let placed = post
        .view
        .act(move |tx, deed| trade::orders::place(tx, deed, &new));
    match placed.await {
        Ok(order) => Ok(frame::redirect(&format!("/orders/{}", order.as_str()), &[])),
        Err(refusal) => refused(post, &id, refusal).await,
    }
}

/// What a form offers.
pub(super) fn terms(post: &Post, currency: &str) -> Result<Terms, Wrong> {
    let words = &post.view.words().refusal;
    Ok(Terms {
        quantity: fields::quantity(post.get("quantity"), words)?,
        price: fields::price(post.get("price"), currency, words)?,
        until_at: None,
        note: fields::optional(post.get("note"), post.view.longest(), words)?,
    })
}

/// What a form orders.
pub(super) fn new_order(post: &Post, wanted: Wanted) -> Result<NewOrder, Wrong> {
    let words = &post.view.words().refusal;
    let deliver_to = fields::optional(post.get("deliver_to"), 500, words)?;
    if deliver_to.is_empty() {
        return Err(words.address.to_owned());
    }
    Ok(NewOrder {
        wanted,
        deliver_to,
        wishes: fields::optional(post.get("wishes"), post.view.longest(), words)?,
    })
}

fn quantity(post: &Post, product: &Product) -> Result<u32, Wrong> {
    let words = &post.view.words().refusal;
    let quantity = fields::quantity(post.get("quantity"), words)?;
    if product.stock.is_some_and(|left| left < quantity) {
        return Err(words.not_enough.to_owned());
    }
    Ok(quantity)
}

async fn product(view: &View, id: &str) -> Result<Product> {
    let id = id.to_owned();
    view.read(move |tx, _| {
        let seller = products::seller(tx, &id)?;
        products::get(tx, &seller, &id)
    })
    .await
}

async fn refused(post: Post, id: &str, refusal: crate::Error) -> Result<Response> {
    let wrong = cards::wrong(&post.view, refusal)?;
    again(post, id, wrong).await
}

async fn again(post: Post, id: &str, wrong: Wrong) -> Result<Response> {
    let (view, typed) = post.again(wrong);
    page(&view, id, &typed).await
}

async fn page(view: &View, id: &str, typed: &Typed) -> Result<Response> {
    let wanted = id.to_owned();
    let seen = view
        .read(move |tx, buyer| {
            let seller = products::seller(tx, &wanted)?;
            let last = orders::of_buyer(tx, buyer, None, 1)?.pop();
            Ok(Seen {
                product: products::get(tx, &seller, &wanted)?,
                shop: sellers::name(tx, &seller)?,
                conversation: glimpses::about(tx, buyer, &wanted)?,
                address: last.map(|order| order.deliver_to).unwrap_or_default(),
            })
        })
        .await?;
    let status = match typed.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let here = format!("/products/{id}");
    let content = content(view, &seen, typed, &here);
    view.page_as(status, &here, &seen.product.title, &content)
        .await
}

fn content(view: &View, seen: &Seen, typed: &Typed, here: &str) -> Markup {
    let words = view.words();
    let product = &seen.product;
    let is_there = product.stock != Some(0);
    html! {
        @if let Some(wrong) = &typed.wrong { (frame::notice(wrong)) }
        article.one {
            (picture(product.picture.as_ref().map(PictureId::as_str)))
            div {
                h1 { (product.title) }
                p.price { (show::money(&product.price)) }
                p.quiet { ((words.shop.sold_by)(&seen.shop)) " · " (stock(product.stock, words)) }
                @if is_there { (buying(view, seen, typed, here)) }
                (asking(view, seen, typed, here))
            }
        }
    }
}

fn buying(view: &View, seen: &Seen, typed: &Typed, here: &str) -> Markup {
    let words = view.words();
    let (cart, offer) = (format!("{here}/cart"), format!("{here}/offer"));
    let order = format!("{here}/order");
    html! {
        form.row method="post" action=(cart) {
            (frame::token(&view.form_token))
            label for="cart-quantity" { (words.shop.quantity) }
            (cards::quantity_field("cart-quantity", typed.get(&cart, "quantity")))
            button { (words.shop.put_in_cart) }
        }
        details open[typed.is_in(&order)] #order {
            summary { (words.order.at_once) }
            form.stack method="post" action=(order) {
                (frame::token(&view.form_token))
                label for="order-quantity" { (words.shop.quantity) }
                (cards::quantity_field("order-quantity", typed.get(&order, "quantity")))
                (cards::order_fields("order", typed, &order, &seen.address, words))
                button.primary { (words.order.place) }
            }
        }
        details open[typed.is_in(&offer)] #offer {
            summary { (words.offer.make) }
            form.stack method="post" action=(offer) {
                (frame::token(&view.form_token))
                (cards::offer_fields("offer", typed, &offer, (1, ""), (&seen.product.price.currency, words)))
                button.primary { (words.offer.make) }
            }
        }
    }
}

fn asking(view: &View, seen: &Seen, typed: &Typed, here: &str) -> Markup {
    let words = view.words();
    let ask = format!("{here}/ask");
    html! {
        details open[typed.is_in(&ask) || seen.conversation.is_none()] #ask {
            summary { (words.shop.ask) }
            form.stack method="post" action=(ask) {
                (frame::token(&view.form_token))
                label for="question" { (words.shop.question) }
                textarea #question name="text" rows="3" { (typed.get(&ask, "text").unwrap_or("")) }
                button.primary { (words.shop.send) }
            }
        }
        @if let Some(conversation) = &seen.conversation {
            p { a href={ "/conversations/" (conversation) } { (words.shop.go_on_talking) } }
        }
    }
}
