//! # Jade & Clay
//!
//! A small shop for tea ware and leather goods, two years old, on a busy morning. The same number
//! makes the same shop: names, words, pictures, and the distances in time; ids and tokens are new
//! each time.
//!
//! `content` is what a human wrote, `weave` puts the quiet sales together from templates, `plan` gives
//! every step its time, and `play` lets it happen under the rules of the marketplace, so that
//! revisions, steps and stocks are as they would have become.

mod content;
mod pictures;
mod plan;
mod play;
mod story;
mod teller;
mod weave;

use std::collections::HashMap;

use rapport_protocol::{Money, ProductId};
use rusqlite::Transaction;
use serde::Serialize;

use crate::bazaar::NewProduct;
use crate::error::Result;
use crate::rules::Rules;
use crate::store::{Role, messages, products, sellers, tokens};
use content::Content;
use pictures::Album;
use plan::Plan;
use play::Play;

/// What was made, for whoever wants to use it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeedReport {
    /// The new seller.
    pub seller_id: String,
    /// A token of theirs.
    pub seller_token: String,
    /// Their products.
    pub product_ids: Vec<ProductId>,
    /// The buyers; those who wait for an answer are spread among the first.
    pub buyers: Vec<SeededBuyer>,
    /// How many conversations there are.
    pub conversations: usize,
    /// How many messages there are.
    pub messages: usize,
}

/// One buyer who was made.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeededBuyer {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// A token of theirs.
    pub token: String,
    /// The conversation in which they wait, or else one of theirs.
    pub conversation_id: String,
    /// Whether they wait for an answer.
    pub waiting: bool,
}

/// Makes a seller with the shop, or with so many of its conversations; the newest ends just before
/// `now`.
pub(crate) fn plant(
    tx: &Transaction<'_>,
    rules: &Rules,
    name: &str,
    (conversations, number): (usize, u64),
    now: i64,
) -> Result<SeedReport> {
    let content = Content::read()?;
    let plan = plan::make(&content, conversations, number, now);
    let seller = sellers::add(tx, name, plan.opened_at)?;
    let mut album = Album::default();
    let stocked = stock(tx, &content, &plan, &seller, &mut album)?;
    let mut play = Play {
        tx,
        rules,
        content: &content,
        plan: &plan,
        seller: &seller,
        products: stocked.iter().cloned().collect(),
        album,
        buyers: HashMap::new(),
        opened: HashMap::new(),
        spoken_of: HashMap::new(),
    };
    play.play()?;
    play.mark_read(now)?;
    let mut messages = 0;
    for conversation in play.opened.values() {
        messages += messages::of_conversation(tx, conversation)?.len();
    }
    Ok(SeedReport {
        seller_token: tokens::issue(tx, Role::Seller, &seller, now)?,
        buyers: introduce(&play, now)?,
        conversations: play.opened.len(),
        messages,
        product_ids: stocked.into_iter().map(|(_, id)| id).collect(),
        seller_id: seller,
    })
}

/// Puts the products on sale: as many as are left today and were sold in between.
fn stock(
    tx: &Transaction<'_>,
    content: &Content,
    plan: &Plan,
    seller: &str,
    album: &mut Album,
) -> Result<Vec<(String, ProductId)>> {
    let mut sold: HashMap<&str, u32> = HashMap::new();
    for (key, quantity) in plan.stories.iter().flat_map(|told| &told.sold) {
        *sold.entry(key).or_default() += quantity;
    }
    let mut stocked = Vec::new();
    for product in &content.shop.products {
        let sold = sold.get(product.key.as_str()).copied().unwrap_or_default();
        let new = NewProduct {
            title: product.title.clone(),
            price: Money {
                minor: product.price,
                currency: content.shop.currency.clone(),
            },
            stock: Some(product.stock + sold),
            picture: Some(album.picture(tx, seller, &product.key)?.id),
        };
        let id = ProductId(products::add(tx, seller, &new)?);
        stocked.push((product.key.clone(), id));
    }
    Ok(stocked)
}

/// Every buyer once, with the first of their conversations in the plan's order.
fn introduce(play: &Play<'_>, now: i64) -> Result<Vec<SeededBuyer>> {
    let mut buyers: Vec<SeededBuyer> = Vec::new();
    for (number, talk) in play.plan.talks.iter().enumerate() {
        let found = play.buyers.get(&talk.buyer).zip(play.opened.get(&number));
        let Some((id, conversation)) = found else {
            continue;
        };
        if let Some(known) = buyers.iter_mut().find(|known| known.id == *id) {
            if talk.waiting {
                known.conversation_id.clone_from(conversation);
                known.waiting = true;
            }
            continue;
        }
        let name = play
            .content
            .buyer(&talk.buyer)
            .map(|buyer| buyer.name.clone());
        buyers.push(SeededBuyer {
            token: tokens::issue(play.tx, Role::Buyer, id, now)?,
            id: id.clone(),
            name: name.unwrap_or_default(),
            conversation_id: conversation.clone(),
            waiting: talk.waiting,
        });
    }
    Ok(buyers)
}
