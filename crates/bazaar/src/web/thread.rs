//! One conversation: what was said and agreed, and what can be said and done next.

use std::collections::HashMap;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use rapport_protocol::{
    Author, Body, Conversation, Feedback, Message, MessageId, Offer, OfferStep, Open, Order,
    OrderStep, PictureId, Product, TextBody,
};
use rusqlite::Transaction;

use super::cards::{self, Around};
use super::fields::{self, Post, Typed, Wrong};
use super::view::View;
use super::{frame, show, stars, talk};
use crate::error::Result;
use crate::extract::Named;
use crate::store::party::Party;
use crate::store::{conversations, feedback, messages, offers, orders, products, sellers};
use crate::talk as rules;

/// A conversation, with what its messages speak of.
pub(super) struct Thread {
    conversation: Conversation,
    seller: String,
    shop: String,
    product: Option<Product>,
    messages: Vec<Message>,
    offers: HashMap<String, (Offer, bool)>,
    orders: HashMap<String, Order>,
    feedback: HashMap<String, Feedback>,
    /// Until when the seller has read, in Unix milliseconds.
    seen_at: Option<i64>,
    /// Where the buyer's last order went.
    address: String,
}

/// Shows a conversation. Whoever opens it has read it.
pub(super) async fn show(Named(id): Named, headers: HeaderMap, view: View) -> Result<Response> {
    // The script fetches the page while nobody may look at it, and says by itself when somebody does.
    let fetched = headers
        .get("sec-fetch-dest")
        .is_some_and(|destination| destination.as_bytes() != b"document");
    if !fetched {
        mark_read(&view, &id).await?;
    }
    page(&view, &id, &Typed::default()).await
}

/// Says something.
pub(super) async fn say(Named(id): Named, post: Post) -> Result<Response> {
    let (words, longest) = (&post.view.words().refusal, post.view.longest());
    let text = match fields::said(post.get("text"), longest, words) {
        Ok(text) => text,
        Err(wrong) => return again(post, &id, wrong).await,
    };
    let wanted = id.clone();
    let said = post
        .view
        .act(move |tx, deed| rules::say(tx, deed, &wanted, &text_body(text)).map(|_| ()))
        .await;
    after(post, &id, said).await
}

/// Notes that the buyer has seen it all.
pub(super) async fn read(Named(id): Named, post: Post) -> Result<Response> {
    mark_read(&post.view, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Tells the seller that the buyer is typing.
pub(super) async fn typing(Named(id): Named, post: Post) -> Result<Response> {
    let View { bazaar, buyer, .. } = post.view;
    let told = bazaar.apart(move |bazaar| bazaar.type_in(&buyer, &id));
    told.await.map(|()| StatusCode::NO_CONTENT.into_response())
}

/// Words, as a message says them.
pub(super) fn text_body(text: String) -> Body {
    Body::Text(TextBody { text })
}

/// The way to a conversation's newest message.
pub(super) fn go(conversation: &str) -> Response {
    frame::redirect(&format!("/conversations/{conversation}#newest"), &[])
}

/// What is shown after something was done in a conversation, or refused.
pub(super) async fn after(post: Post, conversation: &str, done: Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(go(conversation)),
        Err(refusal) => {
            let wrong = cards::wrong(&post.view, refusal)?;
            again(post, conversation, wrong).await
        }
    }
}

/// The conversation, with a form as it was typed and what is wrong with it.
pub(super) async fn again(post: Post, conversation: &str, wrong: Wrong) -> Result<Response> {
    let (view, typed) = post.again(wrong);
    page(&view, conversation, &typed).await
}

async fn mark_read(view: &View, id: &str) -> Result<()> {
    let wanted = id.to_owned();
    let unread = view
        .read(move |tx, buyer| {
            let (_, found) = conversations::of_buyer(tx, buyer, &wanted)?;
            let newest = messages::newest(tx, &wanted)?;
            Ok(newest.filter(|newest| found.buyer_read.as_ref() != Some(newest)))
        })
        .await?;
    let Some(newest) = unread else {
        return Ok(());
    };
    let id = id.to_owned();
    view.act(move |tx, deed| rules::read(tx, deed, &id, newest.as_str()))
        .await
}

async fn page(view: &View, id: &str, typed: &Typed) -> Result<Response> {
    let wanted = id.to_owned();
    let thread = view.read(move |tx, buyer| load(tx, buyer, &wanted)).await?;
    let status = match typed.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let title = match &thread.product {
        Some(product) => &product.title,
        None => &thread.shop,
    };
    let content = content(view, &thread, typed);
    view.page_as(status, &format!("/conversations/{id}"), title, &content)
        .await
}

fn load(tx: &Transaction<'_>, buyer: &str, id: &str) -> Result<Thread> {
    let (seller, conversation) = conversations::of_buyer(tx, buyer, id)?;
    let party = Party::Buyer(buyer);
    let said = messages::of_conversation(tx, id)?;
    let (mut offered, mut ordered, mut rated) = (HashMap::new(), HashMap::new(), HashMap::new());
    for message in &said {
        match &message.body {
            Open::Known(Body::Offer(step)) => {
                let id = step.offer_id.as_str();
                let offer = offers::get(tx, party, id)?.it;
                offered.insert(id.to_owned(), (offer, orders::used(tx, id)?));
            }
            Open::Known(Body::Order(step)) => {
                let id = step.order_id.as_str();
                ordered.insert(id.to_owned(), orders::get(tx, party, id)?.it);
            }
            Open::Known(Body::Feedback(given)) => {
                let id = given.feedback_id.as_str();
                rated.insert(id.to_owned(), feedback::get(tx, party, id)?.it);
            }
            _ => {}
        }
    }
    let product = conversation.product_id.as_ref();
    let seen = conversation.seller_read.as_ref();
    Ok(Thread {
        shop: sellers::name(tx, &seller)?,
        product: product
            .map(|product| products::get(tx, &seller, product.as_str()))
            .transpose()?,
        seen_at: match seen {
            Some(seen) => messages::written_at(tx, id, seen.as_str())?,
            None => None,
        },
        address: orders::of_buyer(tx, buyer, None, 1)?
            .pop()
            .map(|order| order.deliver_to)
            .unwrap_or_default(),
        seller,
        conversation,
        messages: said,
        offers: offered,
        orders: ordered,
        feedback: rated,
    })
}

fn content(view: &View, thread: &Thread, typed: &Typed) -> Markup {
    let words = view.words();
    let id = thread.conversation.id.as_str();
    let around = Around {
        view,
        typed,
        shop: &thread.shop,
        conversation: Some(id),
        product: thread.product.as_ref(),
        address: &thread.address,
    };
    let seen = thread
        .messages
        .iter()
        .filter(|message| message.author == Author::Buyer)
        .rfind(|message| thread.seen_at.is_some_and(|seen| message.at <= seen))
        .map(|message| message.id.as_str());
    html! {
        div.thread data-conversation=(id) {
            (head(view, thread))
            ol.messages aria-label=(words.talk.thread) {
                @for message in &thread.messages {
                    (one(&around, thread, message, seen == Some(message.id.as_str())))
                }
            }
            p #typing.quiet.typing role="status" data-says=((words.talk.typing)(&thread.shop)) {}
            @if let Some(wrong) = &typed.wrong { (frame::notice(wrong)) }
            span #newest {}
            @if thread.conversation.closed { p.quiet { (words.talk.closed) } }
            @else { (composer(view, id, typed)) }
        }
    }
}

fn head(view: &View, thread: &Thread) -> Markup {
    let words = view.words();
    let online = view.bazaar.live().sellers().contains(&thread.seller);
    html! {
        header.about {
            @if let Some(product) = &thread.product {
                (super::shop::picture(product.picture.as_ref().map(PictureId::as_str)))
                div.grow {
                    h1 { a href={ "/products/" (product.id.as_str()) } { (product.title) } }
                    p.quiet {
                        (show::money(&product.price)) " · " (super::shop::stock(product.stock, words))
                    }
                }
            } @else { h1.grow { (thread.shop) } }
            p #presence.presence data-online[online] role="status" {
                (thread.shop) " "
                (if online { words.talk.online } else { words.talk.away })
            }
        }
    }
}

fn one(around: &Around<'_>, thread: &Thread, message: &Message, seen: bool) -> Markup {
    let words = around.view.words();
    let side = match message.author {
        Author::Buyer => "mine",
        Author::Seller => "theirs",
        _ => "report",
    };
    html! {
        li id=(message.id.as_str()) class=(side) {
            @if let Some(answered) = &message.reply_to { (quote(around, thread, answered)) }
            @match &message.body {
                Open::Known(body) => (said(around, thread, message, body)),
                Open::Other(_) => p.bubble { (words.talk.unknown) },
            }
            p.when {
                (show::time(message.at))
                @if seen { " · " (words.talk.read) }
            }
        }
    }
}

fn said(around: &Around<'_>, thread: &Thread, message: &Message, body: &Body) -> Markup {
    let words = around.view.words();
    let line = || talk::line(body, &message.author, around.shop, words);
    match body {
        Body::Text(text) => html! { p.bubble { (text.text) } },
        Body::Picture(shown) => html! {
            figure.bubble {
                @for picture in shown.pictures() {
                    a href={ "/pictures/" (picture.id.as_str()) } {
                        img src={ "/pictures/" (picture.id.as_str()) } alt=(words.talk.picture)
                            width=(picture.width) height=(picture.height) loading="lazy";
                    }
                }
                @if !shown.caption.is_empty() { figcaption { (shown.caption) } }
            }
        },
        Body::System(system) => html! { p { (system.text) } },
        Body::Offer(step) => match (&step.step, thread.offers.get(step.offer_id.as_str())) {
            (OfferStep::Made | OfferStep::Countered, Some((offer, ordered))) => {
                cards::offer(around, offer, &step.note, *ordered)
            }
            _ => with_note(&line(), &step.note),
        },
        Body::Order(step) => match (&step.step, thread.orders.get(step.order_id.as_str())) {
            (OrderStep::CardSent, Some(order)) => {
                let newest = is_newest_card(&thread.messages, message, order);
                cards::order_card(around, order, &step.note, newest)
            }
            (_, Some(order)) => html! {
                p {
                    (line()) " "
                    a href={ "/orders/" (order.id.as_str()) } {
                        ((words.order.number)(order.id.as_str()))
                    }
                }
                @if !step.note.is_empty() { p.bubble { (step.note) } }
            },
            _ => with_note(&line(), &step.note),
        },
        Body::Feedback(given) => {
            let given = thread.feedback.get(given.feedback_id.as_str());
            given.map_or_else(
                || with_note(&line(), ""),
                |given| stars::given(given, around.shop, words),
            )
        }
    }
}

/// What a message answers: whose it is and how it begins, leading there; a word where it is gone.
fn quote(around: &Around<'_>, thread: &Thread, answered: &MessageId) -> Markup {
    let words = around.view.words();
    let found = thread.messages.iter().find(|other| other.id == *answered);
    let Some(found) = found else {
        return html! { p.quote { (words.talk.answered_gone) } };
    };
    let who = match found.author {
        Author::Buyer => words.talk.you,
        _ => around.shop,
    };
    let line = match &found.body {
        Open::Known(body) => talk::line(body, &found.author, around.shop, words),
        Open::Other(_) => words.talk.unknown.to_owned(),
    };
    html! {
        a.quote href={ "#" (found.id.as_str()) } aria-label=((words.talk.answers)(who, &line)) {
            b { (who) } " " (line)
        }
    }
}

fn with_note(line: &str, note: &str) -> Markup {
    html! {
        p { (line) }
        @if !note.is_empty() { p.bubble { (note) } }
    }
}

fn is_newest_card(messages: &[Message], message: &Message, order: &Order) -> bool {
    let asks = |other: &&Message| match &other.body {
        Open::Known(Body::Order(step)) => {
            step.step == OrderStep::CardSent && step.order_id == order.id
        }
        _ => false,
    };
    messages.iter().rfind(asks).map(|last| &last.id) == Some(&message.id)
}

fn composer(view: &View, id: &str, typed: &Typed) -> Markup {
    let words = view.words();
    let say = format!("/conversations/{id}/say");
    html! {
        form.composer method="post" action=(say) {
            (frame::token(&view.form_token))
            label.hidden for="message" { (words.talk.message) }
            textarea #message name="text" rows="2" placeholder=(words.talk.message) {
                (typed.get(&say, "text").unwrap_or(""))
            }
            button.primary { (words.talk.send) }
        }
    }
}
