//! The demo shop, as a workstation finds it.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use rapport_protocol::{
    Author, Body, CardState, CartState, FeedbackBody, Message, OfferBody, OfferState, Order,
    OrderBody, OrderState, Record,
};
use reqwest::StatusCode;

use crate::stage::{Account, MORNING, Stage};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Everything that is told of the shop, by id.
#[derive(Default)]
struct Told {
    /// Newest first.
    messages: Vec<Message>,
    records: HashMap<String, Record>,
}

impl Told {
    /// Walks the whole history.
    async fn by(stage: &Stage) -> Self {
        let mut told = Self::default();
        let mut token = stage.changes("").await.history;
        while let Some(before) = token {
            let page = stage.history(&format!("before={before}&limit=100")).await;
            for change in page.changes {
                match change.record.known().unwrap() {
                    Record::Message(message) => told.messages.push(message.clone()),
                    record => {
                        told.records.insert(id(record), record.clone());
                    }
                }
            }
            token = page.before;
        }
        told
    }

    fn all<'a, T: 'a>(&'a self, of: impl Fn(&'a Record) -> Option<T> + 'a) -> Vec<T> {
        self.records.values().filter_map(of).collect()
    }

    fn orders(&self) -> Vec<&Order> {
        self.all(|record| match record {
            Record::Order(order) => Some(order),
            _ => None,
        })
    }

    fn has(&self, id: &str) -> bool {
        self.records.contains_key(id)
    }

    /// The newest that either side said in a conversation, without the marketplace's own lines.
    fn last_word(&self, conversation: &str) -> Option<&Message> {
        let in_it = |message: &&Message| message.conversation_id.as_str() == conversation;
        let mut said = self.messages.iter().filter(in_it);
        said.find(|message| message.author != Author::System)
    }
}

fn id(record: &Record) -> String {
    match record {
        Record::Person(it) => it.id.0.clone(),
        Record::Product(it) => it.id.0.clone(),
        Record::Conversation(it) => it.id.0.clone(),
        Record::Message(it) => it.id.0.clone(),
        Record::Order(it) => it.id.0.clone(),
        Record::Offer(it) => it.id.0.clone(),
        Record::Cart(it) => it.id.0.clone(),
        Record::Feedback(it) => it.id.0.clone(),
        Record::Deleted(it) => it.id.clone(),
    }
}

async fn seeded(conversations: usize) -> (Stage, rapport_bazaar::SeedReport) {
    let mut stage = Stage::new().await;
    let report = stage.bazaar.seed("Jade & Clay", conversations, 1).unwrap();
    stage.seller = Account {
        id: report.seller_id.clone(),
        token: report.seller_token.clone(),
    };
    (stage, report)
}

#[tokio::test]
async fn the_whole_shop_is_made_quickly_and_hangs_together() {
    let started = Instant::now();
    let (stage, report) = seeded(usize::MAX).await;
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
    let told = Told::by(&stage).await;
    assert_eq!(told.messages.len(), report.messages);
    assert!(
        (2700..3500).contains(&report.messages),
        "{} messages",
        report.messages
    );
    assert_eq!(report.product_ids.len(), 25);
    assert_eq!(report.buyers.len(), 60);
    assert!(
        told.messages.iter().all(|message| message.at < MORNING),
        "nothing is from tomorrow"
    );

    let orders = told.orders();
    for order in &orders {
        let sum: i64 = order.lines.iter().map(|line| line.price.minor).sum();
        assert_eq!(order.total.minor, sum, "order {}", order.id);
        assert!(told.has(order.person_id.as_str()));
        assert!(told.has(order.conversation_id.as_ref().unwrap().as_str()));
        for line in &order.lines {
            assert!(told.has(line.product_id.as_ref().unwrap().as_str()));
        }
    }
    let (mut by_buyers, mut by_seller) = (0, 0);
    for record in told.records.values() {
        match record {
            Record::Offer(offer) => {
                assert!(told.has(offer.conversation_id.as_str()));
                assert!(told.has(offer.product_id.as_str()));
                assert!(
                    offer
                        .counters
                        .as_ref()
                        .is_none_or(|countered| told.has(countered.as_str()))
                );
            }
            Record::Feedback(given) => {
                let order = orders
                    .iter()
                    .find(|order| Some(&order.id) == given.order_id.as_ref());
                let order = order.unwrap();
                assert_eq!(order.state, OrderState::Received);
                assert_eq!(order.person_id, given.person_id);
                assert!(given.at >= order.state_at, "rated after it came");
                match given.by {
                    Author::Buyer => by_buyers += 1,
                    _ => by_seller += 1,
                }
            }
            _ => {}
        }
    }
    assert!(
        by_buyers > 60 && by_seller > 30,
        "{by_buyers} and {by_seller}"
    );
    for message in &told.messages {
        assert!(told.has(message.conversation_id.as_str()));
        let about = match message.body.known().unwrap() {
            Body::Offer(OfferBody { offer_id, .. }) => offer_id.as_str(),
            Body::Order(OrderBody { order_id, .. }) => order_id.as_str(),
            Body::Feedback(FeedbackBody { feedback_id }) => feedback_id.as_str(),
            Body::Text(_) | Body::Picture(_) | Body::System(_) => continue,
        };
        assert!(told.has(about));
    }
}

#[tokio::test]
async fn it_is_a_busy_morning() {
    let (stage, report) = seeded(usize::MAX).await;
    let told = Told::by(&stage).await;
    let waiting: Vec<_> = report.buyers.iter().filter(|buyer| buyer.waiting).collect();
    assert!((6..=9).contains(&waiting.len()), "{} wait", waiting.len());
    for buyer in &report.buyers {
        let last = told.last_word(&buyer.conversation_id);
        let waits = last.is_some_and(|message| message.author == Author::Buyer);
        assert_eq!(waits, buyer.waiting, "{}", buyer.name);
        assert!(
            !waits || last.unwrap().at > MORNING - 2 * DAY,
            "{}",
            buyer.name
        );
    }
    let offers = told.all(|record| match record {
        Record::Offer(offer) if offer.state == OfferState::Open => Some(offer),
        _ => None,
    });
    assert_eq!(offers.len(), 2);
    assert!(offers.iter().all(|offer| offer.by == Author::Buyer));
    let orders = told.orders();
    let to_send: Vec<_> = orders
        .iter()
        .filter(|order| order.state == OrderState::Placed)
        .collect();
    assert_eq!(to_send.len(), 3);
    let corrected = to_send.iter().filter_map(|order| order.card.as_ref());
    assert_eq!(
        corrected
            .filter(|card| card.state == CardState::Corrected)
            .count(),
        1
    );
    let carts = told.all(|record| match record {
        Record::Cart(cart) => Some(cart),
        _ => None,
    });
    assert_eq!(carts.len(), 2);
    assert!(carts.iter().all(|cart| cart.state == CartState::Open));
    let unanswered = told.all(|record| match record {
        Record::Feedback(given) if given.by == Author::Buyer && given.answer.is_none() => {
            Some(given)
        }
        _ => None,
    });
    assert!(
        (3..=6).contains(&unanswered.len()),
        "{} to answer",
        unanswered.len()
    );
    assert!(unanswered.iter().all(|given| given.at > MORNING - 3 * DAY));
    assert_eq!(
        unanswered.iter().filter(|given| given.rating < 3).count(),
        1,
        "one complaint"
    );
}

#[tokio::test]
async fn every_picture_of_the_shop_can_be_seen() {
    let (stage, report) = seeded(40).await;
    let told = Told::by(&stage).await;
    assert_eq!(report.conversations, 40);
    let names: HashSet<_> = report.buyers.iter().map(|buyer| &buyer.name).collect();
    assert_eq!(names.len(), 40, "every buyer has a name of their own");
    let mut shown: HashSet<_> = told
        .messages
        .iter()
        .filter_map(|message| match message.body.known() {
            Some(Body::Picture(picture)) => Some(picture.picture.id.clone()),
            _ => None,
        })
        .collect();
    assert!(shown.len() > 4, "some show a picture");
    shown.extend(told.all(|record| match record {
        Record::Person(person) => Some(person.avatar.clone().unwrap()),
        Record::Product(product) => Some(product.picture.clone().unwrap()),
        _ => None,
    }));
    for picture in shown {
        let answer = stage
            .get(&format!("/v1/pictures/{picture}"), &stage.seller)
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "image/png");
    }
}
