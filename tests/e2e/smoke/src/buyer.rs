//! A buyer of the marketplace's, who does more than write: haggles, orders, confirms, rates.

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::market::{Market, Thread};

/// A buyer in one conversation. They are there until this value goes.
#[derive(Debug)]
pub struct Buyer<'a> {
    market: &'a Market,
    /// Their conversation with the seller.
    pub thread: Thread,
    product: Value,
    there: JoinHandle<()>,
}

impl Drop for Buyer<'_> {
    fn drop(&mut self) {
        self.there.abort();
    }
}

impl<'a> Buyer<'a> {
    /// The buyer of that conversation comes online.
    pub async fn comes(market: &'a Market, thread: Thread) -> Result<Self> {
        let own = market
            .ask(&thread, Method::GET, "/v1/buyer/conversations", None)
            .await?;
        let product = own
            .pointer("/conversations")
            .and_then(Value::as_array)
            .and_then(|all| {
                all.iter()
                    .find(|one| one.get("id") == Some(&json!(thread.id)))
            })
            .and_then(|own| own.get("productId"))
            .cloned()
            .context("the conversation is about no product")?;
        // Whoever listens is there; what they hear does not matter here.
        let mut heard = market.listen(&thread).await?;
        let there = tokio::spawn(async move { while let Ok(Some(_)) = heard.chunk().await {} });
        Ok(Self {
            market,
            thread,
            product,
            there,
        })
    }

    /// Where they are a buyer.
    pub fn market(&self) -> &Market {
        self.market
    }

    /// Begins to type.
    pub async fn types(&self) -> Result<()> {
        let path = format!("/v1/buyer/conversations/{}/typing", self.thread.id);
        self.act(Method::POST, &path, json!({})).await.map(drop)
    }

    /// Writes.
    pub async fn says(&self, text: &str) -> Result<()> {
        self.market.buyer_says(&self.thread, text).await
    }

    /// Offers so many euro cents for so many.
    pub async fn offers(&self, quantity: u32, cents: i64, note: &str) -> Result<()> {
        let offer = json!({
            "conversationId": self.thread.id,
            "productId": self.product,
            "quantity": quantity,
            "price": { "minor": cents, "currency": "EUR" },
            "note": note,
        });
        let made = self.act(Method::POST, "/v1/buyer/offers", offer).await;
        made.map(drop)
    }

    /// The newest offer of the seller's that waits for an answer.
    pub async fn open_offer(&self) -> Result<Option<String>> {
        let path = format!("/v1/buyer/conversations/{}/offers", self.thread.id);
        let answer = self
            .market
            .ask(&self.thread, Method::GET, &path, None)
            .await?;
        let offers = answer.pointer("/offers").and_then(Value::as_array);
        let is_open = |offer: &&Value| {
            offer.get("by") == Some(&json!("seller")) && offer.get("state") == Some(&json!("open"))
        };
        let newest = offers.and_then(|all| all.iter().rev().find(is_open));
        Ok(newest.and_then(|offer| text(offer, "/id")))
    }

    /// Accepts an offer and orders at its price; the answer is the order's number.
    pub async fn orders(&self, offer: &str, address: &str) -> Result<String> {
        let path = format!("/v1/buyer/offers/{offer}/accept");
        self.act(Method::POST, &path, json!({})).await?;
        let order = json!({ "offerId": offer, "deliverTo": address });
        let order = self.act(Method::POST, "/v1/buyer/orders", order).await?;
        text(&order, "/id").context("the order has no number")
    }

    /// What the marketplace says of an order.
    pub async fn order(&self, number: &str) -> Result<Value> {
        let path = format!("/v1/buyer/orders/{number}");
        self.market
            .ask(&self.thread, Method::GET, &path, None)
            .await
    }

    /// Says that the order card is right.
    pub async fn confirms(&self, number: &str) -> Result<()> {
        self.with_order(number, "confirm", json!({})).await
    }

    /// Has received the parcel.
    pub async fn receives(&self, number: &str) -> Result<()> {
        self.with_order(number, "receive", json!({})).await
    }

    /// Rates the seller.
    pub async fn rates(&self, number: &str, rating: u8, text: &str) -> Result<()> {
        let path = format!("/v1/buyer/orders/{number}/feedback");
        let words = json!({ "rating": rating, "text": text });
        self.act(Method::PUT, &path, words).await.map(drop)
    }

    async fn with_order(&self, number: &str, what: &str, body: Value) -> Result<()> {
        let path = format!("/v1/buyer/orders/{number}/{what}");
        self.act(Method::POST, &path, body).await.map(drop)
    }

    async fn act(&self, method: Method, path: &str, body: Value) -> Result<Value> {
        self.market
            .ask(&self.thread, method, path, Some(body))
            .await
    }
}

fn text(answer: &Value, pointer: &str) -> Option<String> {
    answer
        .pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
}
