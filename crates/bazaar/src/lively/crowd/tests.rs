//! The whole crowd on a real marketplace, whose clock the test moves.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rapport_protocol::{
    Act, AnswerFeedback, AnswerOffer, Author, Body, CardState, CounterOffer, Money, OfferState,
    Open, Order, OrderCard, OrderState, ProductId, SendMessage, SendOrderCard, ShipOrder, TextBody,
};

use super::*;
use crate::bazaar::NewProduct;

const MORNING: i64 = 1_772_442_000_000;

/// A small shop whose time the test lets pass.
struct Street {
    crowd: Crowd,
    bazaar: Bazaar,
    seller: String,
    products: Vec<ProductId>,
    clock: Arc<AtomicI64>,
    moves: Vec<(String, Move)>,
    most_waiting: usize,
    _folder: tempfile::TempDir,
}

impl Street {
    fn new(number: u64, pace: f64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(MORNING));
        let told = Arc::clone(&clock);
        let told = Arc::new(move || told.load(Ordering::SeqCst));
        let bazaar = Bazaar::open(folder.path().join("bazaar.db"), told).unwrap();
        let seller = bazaar.add_seller("Yunnan Leaf").unwrap();
        let wares = [
            ("Celadon tea cup 青瓷茶杯", 2800, 9),
            ("Small teapot, red clay 紫砂小壶", 11_500, 2),
            ("Card wallet, saddle leather 马鞍革卡包", 5900, 12),
        ];
        let products = wares.map(|(title, minor, stock)| {
            let product = NewProduct {
                title: title.to_owned(),
                price: euros(minor),
                stock: Some(stock),
                picture: None,
            };
            bazaar.add_product(&seller, &product).unwrap()
        });
        for (name, language) in [
            ("Mara", "en"),
            ("Tomasz", "en"),
            ("林志远", "zh-CN"),
            ("Ines", "pt"),
            ("周雨桐", "zh-CN"),
            ("Callum", "en"),
        ] {
            bazaar.add_buyer(name, Some(language)).unwrap();
        }
        let crowd = Crowd::gather(bazaar.clone(), Pace::new(pace), number).unwrap();
        Self {
            crowd,
            bazaar,
            seller,
            products: products.to_vec(),
            clock,
            moves: Vec::new(),
            most_waiting: 0,
            _folder: folder,
        }
    }

    /// Lets everything happen that is due next.
    fn pass(&mut self) {
        let acted = self.crowd.act(self.clock.load(Ordering::SeqCst)).unwrap();
        self.moves.extend(acted.moves);
        self.most_waiting = self.most_waiting.max(self.crowd.waiting());
        self.clock.fetch_max(acted.next, Ordering::SeqCst);
    }

    fn buyers(&self) -> Vec<String> {
        self.crowd.people.iter().map(|who| who.id.clone()).collect()
    }

    fn orders(&self) -> Vec<Order> {
        let buyers = self.buyers();
        let orders = buyers
            .iter()
            .map(|id| self.bazaar.orders(id, None, 100).unwrap());
        orders.flatten().collect()
    }

    fn act(&self, act: &Act) {
        self.bazaar.operate(&self.seller, act, None).unwrap();
    }

    /// A seller goes through the shop and does something about everything that waits.
    fn tend(&self, dice: &mut Dice) {
        for buyer in self.buyers() {
            for talk in self.bazaar.conversations(&buyer).unwrap() {
                self.answer(&buyer, talk.id.as_str(), dice);
            }
        }
        for order in self.orders() {
            let order_id = order.id.clone();
            let note = String::new();
            let asked = |card: &OrderCard| card.state == CardState::Sent;
            if order.state == OrderState::Placed && !order.card.as_ref().is_some_and(asked) {
                let act = if order.card.is_none() && dice.chance(60) {
                    Act::OrderCard(SendOrderCard { order_id, note })
                } else {
                    Act::Ship(ShipOrder { order_id, note })
                };
                self.act(&act);
            }
            for feedback in self
                .bazaar
                .feedback_on(order.person_id.as_str(), &order.id)
                .unwrap()
            {
                if feedback.answer.is_none() {
                    let text = "Thank you, we will do better.".to_owned();
                    let feedback_id = feedback.id;
                    self.act(&Act::Answer(AnswerFeedback { feedback_id, text }));
                }
            }
        }
    }

    fn answer(&self, buyer: &str, conversation: &str, dice: &mut Dice) {
        let offers = self.bazaar.offers(buyer, conversation).unwrap();
        let open = offers
            .into_iter()
            .find(|offer| offer.state == OfferState::Open && offer.by == Author::Buyer);
        if let Some(offer) = open {
            let (offer_id, note) = (offer.id, String::new());
            let act = match dice.below(3) {
                0 => Act::Accept(AnswerOffer { offer_id, note }),
                1 => Act::Decline(AnswerOffer { offer_id, note }),
                _ => Act::Counter(CounterOffer {
                    offer_id,
                    quantity: offer.quantity,
                    price: euros(offer.price.minor + 200),
                    until_at: None,
                    note,
                }),
            };
            return self.act(&act);
        }
        let thread = self.bazaar.thread(buyer, conversation).unwrap();
        if thread
            .last()
            .is_none_or(|last| last.author != Author::Buyer)
        {
            return;
        }
        let lines = [
            "Yes, it does.",
            "可以的，放心。",
            "So sorry, I'll send a replacement.",
            "Which one would you like?",
            "No, I'm afraid not.",
        ];
        let text = dice.pick(&lines).unwrap().to_string();
        self.act(&Act::Message(SendMessage {
            conversation_id: rapport_protocol::ConversationId(conversation.to_owned()),
            body: Open::Known(Body::Text(TextBody { text })),
            reply_to: None,
        }));
    }
}

fn euros(minor: i64) -> Money {
    Money {
        minor,
        currency: "EUR".to_owned(),
    }
}

#[test]
fn the_same_number_does_the_same_first_fifty_things() {
    let first = |number| {
        let mut street = Street::new(number, 1.0);
        while street.moves.len() < 50 {
            street.pass();
        }
        street.moves.truncate(50);
        street.moves
    };
    let one = first(7);
    assert_eq!(one, first(7));
    assert_ne!(one, first(8));
}

#[test]
fn a_tended_shop_sees_all_of_life_and_it_hangs_together() {
    let mut street = Street::new(1, 60.0);
    let mut dice = Dice::new(1);
    let mut rounds = 0;
    while street.moves.len() < 1200 {
        street.pass();
        rounds += 1;
        if rounds % 6 == 0 {
            street.tend(&mut dice);
        }
        assert!(rounds < 40_000, "only {} moves", street.moves.len());
    }
    let mut counts = BTreeMap::new();
    for (_, made) in &street.moves {
        let kind = format!("{made:?}");
        let kind = kind.split([' ', '(']).next().unwrap().to_owned();
        *counts.entry(kind).or_insert(0) += 1;
    }
    for kind in [
        "Say", "Offer", "Order", "Fill", "Receive", "Rate", "Confirm", "Accept",
    ] {
        assert!(counts.contains_key(kind), "no {kind} in {counts:?}");
    }
    let orders = street.orders();
    assert!(orders.len() > 20, "{} orders", orders.len());
    for order in &orders {
        let sum: i64 = order.lines.iter().map(|line| line.price.minor).sum();
        assert_eq!(sum, order.total.minor, "order {}", order.id);
        let feedback = street
            .bazaar
            .feedback_on(order.person_id.as_str(), &order.id)
            .unwrap();
        assert!(feedback.is_empty() || order.state == OrderState::Received);
    }
    assert!(
        orders
            .iter()
            .any(|order| order.state == OrderState::Received)
    );
    for product in street.bazaar.on_sale(None, 10).unwrap() {
        assert!(street.products.contains(&product.product.id));
    }
    let mut lines = HashSet::new();
    for (name, made) in &street.moves {
        if let Move::Say(text) | Move::Show(_, text) = made {
            assert!(lines.insert((name, text)), "{name} repeats: {text}");
        }
    }
}

#[test]
fn nothing_piles_up_in_front_of_a_seller_who_is_away() {
    let mut street = Street::new(3, 60.0);
    let end = MORNING + 30 * 60_000;
    while street.clock.load(Ordering::SeqCst) < end {
        street.pass();
    }
    let bound = street.crowd.pace.waiting() + street.crowd.pace.at_once();
    assert!(street.most_waiting <= bound, "{} wait", street.most_waiting);
    assert!(street.crowd.errands.len() <= 2 * bound);
    let last = street.moves.iter().rev().take(20);
    let lives = last.filter(|(_, made)| *made == Move::Come).count();
    assert!(lives > 0, "people still come by");
}

#[test]
fn at_the_pleasant_pace_there_is_something_to_watch_and_not_too_much() {
    let mut street = Street::new(2, 1.0);
    let mut dice = Dice::new(2);
    let minutes = 60;
    for minute in 1..=minutes {
        while street.clock.load(Ordering::SeqCst) < MORNING + minute * 60_000 {
            street.pass();
            assert!(street.crowd.here() <= 8, "at minute {minute}");
        }
        street.tend(&mut dice);
    }
    let seen = |made: &&(String, Move)| !matches!(made.1, Move::Type | Move::Read);
    let seen = street.moves.iter().filter(seen).count() as i64;
    assert!(
        (5 * minutes..25 * minutes).contains(&seen),
        "{seen} in an hour"
    );
}

#[test]
fn shelves_are_filled_again() {
    let mut street = Street::new(4, 60.0);
    let product = street.products[1].clone();
    street.bazaar.set_stock(&product, Some(0)).unwrap();
    let left = |street: &Street| {
        let on_sale = street.bazaar.on_sale(None, 10).unwrap();
        let found = on_sale
            .into_iter()
            .find(|known| known.product.id == product);
        found.unwrap().product.stock.unwrap()
    };
    for _ in 0..50 {
        street.pass();
    }
    assert!(left(&street) > 0);
}

#[test]
fn an_answer_to_somebody_from_before_brings_them_back() {
    let mut street = Street::new(5, 1.0);
    let buyer = street.buyers()[0].clone();
    let product = street.products[0].clone();
    let talk = street.bazaar.open_conversation(&buyer, &product).unwrap();
    let body = Body::Text(TextBody {
        text: "Does it drip?".to_owned(),
    });
    street
        .bazaar
        .buyer_says(&buyer, &talk, &body, None)
        .unwrap();
    street.pass();
    let text = "No, never. Would you like one?".to_owned();
    street.act(&Act::Message(SendMessage {
        conversation_id: rapport_protocol::ConversationId(talk.clone()),
        body: Open::Known(Body::Text(TextBody { text })),
        reply_to: None,
    }));
    let said = |street: &Street| street.bazaar.thread(&buyer, &talk).unwrap().len();
    for _ in 0..200 {
        street.pass();
    }
    assert!(said(&street) > 2, "they answered");
}

#[test]
fn a_buyer_who_is_there_in_person_is_left_alone() {
    let mut street = Street::new(6, 60.0);
    let mara = street.buyers()[0].clone();
    let live = street.bazaar.live().clone();
    let _stream = live.arrive(crate::store::Role::Buyer, &mara, std::time::Duration::ZERO);
    while street.moves.len() < 400 {
        street.pass();
    }
    assert!(street.moves.iter().all(|(name, _)| name != "Mara"));
    assert!(street.moves.iter().any(|(name, _)| name == "Tomasz"));
}
