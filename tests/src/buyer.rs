//! Somebody who writes to the shop.

use std::net::SocketAddr;

use rapport_bazaar::{Bazaar, NewMessage, NewOrder, Wanted};
use rapport_protocol::{Author, Body, Message, Open, OrderId, PictureBody, ProductId};
use serde_json::json;

/// A buyer with one conversation.
#[derive(Debug)]
pub struct Buyer {
    /// Their name, which the seller sees.
    pub name: String,
    id: String,
    conversation: String,
    token: String,
    address: SocketAddr,
    bazaar: Bazaar,
    http: reqwest::Client,
}

/// What a buyer reads about their orders.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// What the seller answered to theirs.
    pub answers: Vec<String>,
    /// What the seller said about them.
    pub about_them: Vec<String>,
    /// How often their thread speaks of a rating.
    pub told: usize,
}

impl Buyer {
    pub(crate) fn new(
        name: &str,
        id: String,
        conversation: String,
        token: String,
        address: SocketAddr,
        bazaar: Bazaar,
    ) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            name: name.to_owned(),
            id,
            conversation,
            token,
            address,
            bazaar,
            http,
        }
    }

    /// Writes words, over HTTP as anybody would.
    pub async fn says(&self, text: &str) {
        let path = format!("/v1/buyer/conversations/{}/messages", self.conversation);
        let said = self
            .http
            .post(format!("http://{}{path}", self.address))
            .bearer_auth(&self.token)
            .json(&json!({ "body": { "kind": "text", "text": text } }))
            .send()
            .await
            .unwrap();
        assert_eq!(
            said.status(),
            201,
            "the marketplace takes what {} says",
            self.name
        );
    }

    /// Shows a picture with words below it.
    pub fn shows(&self, picture: &[u8], caption: &str) {
        let picture = self.bazaar.add_picture(&self.id, picture).unwrap();
        let body = Body::Picture(PictureBody {
            picture,
            caption: caption.to_owned(),
        });
        let message = NewMessage {
            author: Author::Buyer,
            body,
            at: None,
        };
        self.bazaar
            .say(&self.id, &self.conversation, &message)
            .unwrap();
    }

    pub(crate) fn orders(&self, product: &ProductId) -> OrderId {
        let order = NewOrder {
            wanted: Wanted::Products(vec![(product.clone(), 1)]),
            deliver_to: format!("{}, 4 Lake Road", self.name),
            wishes: String::new(),
        };
        self.bazaar.place_order(&self.id, &order, None).unwrap().id
    }

    /// Has it, and says how it was.
    pub(crate) fn rates(&self, order: &OrderId, rating: u8, text: &str) {
        self.bazaar.receive_order(&self.id, order, None).unwrap();
        let rating = (rating, text);
        self.bazaar
            .rate_seller(&self.id, order, rating, None)
            .unwrap();
    }

    /// What was said of their orders by the seller.
    pub fn ratings(&self) -> Ratings {
        let mut ratings = Ratings::default();
        for given in self.bazaar.feedback(&self.id, 100).unwrap() {
            match given.by {
                Author::Seller => ratings.about_them.push(given.text),
                _ => ratings.answers.extend(given.answer.map(|it| it.text)),
            }
        }
        let thread = self.bazaar.thread(&self.id, &self.conversation).unwrap();
        let speaks = |message: &&Message| matches!(message.body, Open::Known(Body::Feedback(_)));
        ratings.told = thread.iter().filter(speaks).count();
        ratings
    }

    /// What the seller has answered, oldest first.
    pub fn answers(&self) -> Vec<String> {
        let thread = self.bazaar.thread(&self.id, &self.conversation).unwrap();
        thread
            .iter()
            .filter(|message| message.author == Author::Seller)
            .map(words)
            .collect()
    }

    /// Whether that answer is there.
    pub fn has_answer(&self, text: &str) -> bool {
        self.answers().iter().any(|answer| answer == text)
    }
}

fn words(message: &Message) -> String {
    match &message.body {
        Open::Known(Body::Text(body)) => body.text.clone(),
        other => panic!("an answer has words, and this is {other:?}"),
    }
}
