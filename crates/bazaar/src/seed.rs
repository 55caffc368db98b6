//! # A plausible shop
//!
//! Tea-ware and leather, asked about in English and Chinese. The same number makes the same shop:
//! names, words, pictures and the distances in time; ids and tokens are new each time.
//!
//! Every conversation is put together from exchanges that a human wrote (`seed/shop.json`), then all
//! messages are stored in the order of time, as they would have come.

mod drawing;
mod plan;
mod shop;

use std::collections::HashMap;

use rapport_protocol::{
    Author, Body, Money, Picture, PictureBody, ProductId, SystemBody, TextBody,
};
use rusqlite::Transaction;
use serde::Serialize;

use crate::bazaar::NewProduct;
use crate::error::Result;
use crate::pictures;
use crate::store::{self, Role, conversations, messages, people, products, sellers, tokens};
use plan::{Plan, Who};
use shop::{Look, Shop};

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
    /// The buyers, one conversation each.
    pub buyers: Vec<SeededBuyer>,
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
    /// Their conversation.
    pub conversation_id: String,
    /// Whether they wait for an answer.
    pub waiting: bool,
}

/// Makes a seller with a shop and so many conversations, the newest ending just before `now`.
pub(crate) fn plant(
    tx: &Transaction<'_>,
    name: &str,
    conversations: usize,
    number: u64,
    now: i64,
) -> Result<SeedReport> {
    let shop = Shop::read()?;
    let plan = plan::make(&shop, conversations, number, now);
    let seller = sellers::add(tx, name, plan.opened_at)?;
    let mut planting = Planting {
        tx,
        shop: &shop,
        seller,
        pictures: HashMap::new(),
    };
    let products = planting.products()?;
    let buyers = planting.buyers(&plan, &products, now)?;
    planting.say_all(&plan, &buyers)?;
    Ok(SeedReport {
        seller_token: tokens::issue(tx, Role::Seller, &planting.seller, now)?,
        seller_id: planting.seller,
        product_ids: products,
        messages: plan.lines.len(),
        buyers,
    })
}

struct Planting<'a> {
    tx: &'a Transaction<'a>,
    shop: &'a Shop,
    seller: String,
    /// What was drawn already, by owner, product and look.
    pictures: HashMap<(String, usize, Look), Picture>,
}

impl Planting<'_> {
    fn products(&mut self) -> Result<Vec<ProductId>> {
        let owner = self.seller.clone();
        let mut ids = Vec::new();
        for (number, product) in self.shop.products.iter().enumerate() {
            let picture = self.picture(&owner, number, Look::Product)?;
            let new = NewProduct {
                title: product.title.clone(),
                price: Money {
                    minor: product.price,
                    currency: "EUR".to_owned(),
                },
                stock: Some(product.stock),
                picture: picture.map(|picture| picture.id),
            };
            ids.push(ProductId(products::add(self.tx, &owner, &new)?));
        }
        Ok(ids)
    }

    fn buyers(&self, plan: &Plan, products: &[ProductId], now: i64) -> Result<Vec<SeededBuyer>> {
        let mut buyers = Vec::new();
        for talk in &plan.talks {
            let language = Some(talk.language.as_str());
            let id = people::add(self.tx, &talk.buyer, language, talk.opened_at)?;
            let product = products
                .get(talk.product)
                .map(ProductId::as_str)
                .unwrap_or_default();
            let opened = conversations::open(self.tx, &id, product, talk.opened_at)?;
            buyers.push(SeededBuyer {
                token: tokens::issue(self.tx, Role::Buyer, &id, now)?,
                name: talk.buyer.clone(),
                conversation_id: opened.id.0,
                waiting: talk.waiting,
                id,
            });
        }
        Ok(buyers)
    }

    fn say_all(&mut self, plan: &Plan, buyers: &[SeededBuyer]) -> Result<()> {
        for line in &plan.lines {
            let (Some(buyer), Some(talk)) = (buyers.get(line.talk), plan.talks.get(line.talk))
            else {
                continue;
            };
            let owner = if line.who == Who::Seller {
                self.seller.clone()
            } else {
                buyer.id.clone()
            };
            let picture = match line.look {
                Some(look) => self.picture(&owner, talk.product, look)?,
                None => None,
            };
            let text = line.text.clone();
            let (author, body) = match (line.who, picture) {
                (Who::System, _) => (Author::System, Body::System(SystemBody { text })),
                (who, Some(picture)) => (
                    author(who),
                    Body::Picture(PictureBody {
                        picture,
                        caption: text,
                    }),
                ),
                (who, None) => (author(who), Body::Text(TextBody { text })),
            };
            let draft = messages::Draft {
                seller: &self.seller,
                conversation: &buyer.conversation_id,
                author,
                body: &body,
                operation: None,
                at: line.at,
            };
            let id = messages::add(self.tx, &draft)?;
            if line.who == Who::Seller {
                let conversation = &buyer.conversation_id;
                conversations::set_read(self.tx, &self.seller, conversation, id.as_str())?;
            }
        }
        Ok(())
    }

    /// A picture of a product, drawn at most once per owner.
    fn picture(&mut self, owner: &str, product: usize, look: Look) -> Result<Option<Picture>> {
        let key = (owner.to_owned(), product, look);
        if let Some(picture) = self.pictures.get(&key) {
            return Ok(Some(picture.clone()));
        }
        let Some(shown) = self.shop.products.get(product) else {
            return Ok(None);
        };
        let content = drawing::draw(shown, look)?;
        let looks = pictures::inspect(&content)?;
        let picture = store::pictures::add(self.tx, owner, looks.described(), &content, 0)?;
        self.pictures.insert(key, picture.clone());
        Ok(Some(picture))
    }
}

fn author(who: Who) -> Author {
    match who {
        Who::Buyer => Author::Buyer,
        Who::Seller => Author::Seller,
        Who::System => Author::System,
    }
}
