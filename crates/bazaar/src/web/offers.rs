//! What a buyer answers to an offer.

use axum::response::Response;

use super::fields::Post;
use super::product::{new_order, terms};
use super::thread;
use crate::error::Result;
use crate::extract::Named;
use crate::store::offers;
use crate::store::party::Party;
use crate::trade;
use crate::trade::orders::Wanted;
use rapport_protocol::Offer;

/// Accepts it.
pub(super) async fn accept(Named(id): Named, post: Post) -> Result<Response> {
    answer(post, id, true).await
}

/// Declines it.
pub(super) async fn decline(Named(id): Named, post: Post) -> Result<Response> {
    answer(post, id, false).await
}

/// Names another price.
pub(super) async fn counter(Named(id): Named, post: Post) -> Result<Response> {
    let offer = offer(&post, id).await?;
    let conversation = offer.conversation_id.as_str();
    let terms = match terms(&post, &offer.price.currency) {
        Ok(terms) => terms,
        Err(wrong) => return thread::again(post, conversation, wrong).await,
    };
    let id = offer.id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::offers::counter(tx, deed, id.as_str(), &terms).map(|_| ()))
        .await;
    thread::after(post, conversation, done).await
}

/// Orders what was agreed.
pub(super) async fn order(Named(id): Named, post: Post) -> Result<Response> {
    let offer = offer(&post, id).await?;
    let conversation = offer.conversation_id.as_str();
    let new = match new_order(&post, Wanted::Offer(offer.id.clone())) {
        Ok(new) => new,
        Err(wrong) => return thread::again(post, conversation, wrong).await,
    };
    let done = post
        .view
        .act(move |tx, deed| trade::orders::place(tx, deed, &new).map(|_| ()))
        .await;
    thread::after(post, conversation, done).await
}

async fn answer(post: Post, id: String, accept: bool) -> Result<Response> {
    let offer = offer(&post, id).await?;
    let id = offer.id.clone();
    let done = post
        .view
        .act(move |tx, deed| trade::offers::answer(tx, deed, id.as_str(), accept, ""))
        .await;
    thread::after(post, offer.conversation_id.as_str(), done).await
}

async fn offer(post: &Post, id: String) -> Result<Offer> {
    let found = post
        .view
        .read(move |tx, buyer| offers::get(tx, Party::Buyer(buyer), &id));
    Ok(found.await?.it)
}
