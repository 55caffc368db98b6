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

    /// What the marketplace calls their conversation.
    pub fn conversation(&self) -> &str {
        &self.conversation
    }

    /// Writes words, over HTTP as anybody would.
    pub async fn says(&self, text: &str) {
        let said = self.tries_to_say(text).await;
        assert!(said, "the marketplace takes what {} says", self.name);
    }

    /// The same while the marketplace may be gone; says whether it took the words.
    pub async fn tries_to_say(&self, text: &str) -> bool {
        let path = format!("/v1/buyer/conversations/{}/messages", self.conversation);
        let said = self
            .http
            .post(format!("http://{}{path}", self.address))
            .bearer_auth(&self.token)
            .json(&json!({ "body": { "kind": "text", "text": text } }))
            .send()
            .await;
        said.is_ok_and(|said| said.status() == 201)
    }

    /// Shows a picture with words below it.
    pub fn shows(&self, picture: &[u8], caption: &str) {
        let picture = self.bazaar.add_picture(&self.id, picture).unwrap();
        let body = Body::Picture(PictureBody {
            picture,
            more: Vec::new(),
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

    /// Takes back the first that they wrote.
    pub fn takes_back_the_first(&self) {
        let thread = self.bazaar.thread(&self.id, &self.conversation).unwrap();
        let own = thread.iter().find(|it| it.author == Author::Buyer).unwrap();
        self.bazaar.take_back(&self.id, own.id.as_str()).unwrap();
    }

    /// What the seller has answered, oldest first.
    pub fn answers(&self) -> Vec<String> {
        self.said_by(&Author::Seller)
    }

    /// What the buyer has said, oldest first.
    pub fn said(&self) -> Vec<String> {
        self.said_by(&Author::Buyer)
    }

    /// What the seller and the buyer have said, each oldest first.
    pub fn talk(&self) -> [Vec<String>; 2] {
        [self.answers(), self.said()]
    }

    fn said_by(&self, author: &Author) -> Vec<String> {
        let thread = self.bazaar.thread(&self.id, &self.conversation).unwrap();
        let theirs = thread.iter().filter(|message| message.author == *author);
        theirs.map(words).collect()
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
