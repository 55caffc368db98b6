//! Orders, offers, carts and feedback on their way in, and what the seller does about them on its
//! way out.

use std::sync::Arc;

use rapport_protocol::{
    Author, Body, CartState, Change, FeedbackBody, OfferState, OfferStep, Open, OrderBody,
    OrderState, OrderStep, Record, RecordKind, Tombstone,
};
use uuid::Uuid;

use super::fake::{Verdict, change};
use super::world::{DEADLINE, World};
use crate::alerts::{Alert, AlertKind};
use crate::offers::acts::{AnswerOffer, MakeOffer, answer, make};
use crate::orders::acts::{SendOrderCard, ShipOrder, send_card, ship};
use crate::sync::absorb;
use crate::sync::outbox::OutboxEntry;
use crate::testing::trade::{
    ALLOWED, cart, conversation, euros, feedback, offer, offered, order, person, product, said,
};
use crate::{app::App, id};

const COUNTS: &str = "SELECT (SELECT count(*) FROM offers) || (SELECT count(*) FROM orders)
     || (SELECT count(*) FROM carts) || (SELECT count(*) FROM feedback)";

fn of_everything() -> Vec<Record> {
    vec![
        Record::Offer(offer("o", Author::Buyer)),
        Record::Order(order("4471", OrderState::Placed)),
        Record::Cart(cart("c", "lin", 1)),
        Record::Feedback(feedback("f", Author::Buyer, "4471")),
    ]
}

fn parents() -> Vec<Record> {
    vec![product("gaiwan"), person("lin"), conversation("k", "lin")]
}

fn at(revision: i64, records: Vec<Record>) -> Vec<Change> {
    let changes = records.into_iter().map(|it| change(revision, it));
    changes.collect()
}

fn stepped(id: &str, order: &str, step: OrderStep, author: Author) -> Record {
    let body = OrderBody {
        order_id: order.into(),
        step,
        note: String::new(),
    };
    said(id, author, Body::Order(body))
}

impl World {
    /// A workstation at a marketplace that allows everything and has a buyer with a conversation.
    async fn trading() -> Self {
        let world = Self::new().await;
        {
            let mut capabilities = world.market.capabilities.lock();
            let (push, keys) = (capabilities.push, capabilities.idempotency.clone());
            *capabilities = serde_json::from_str(ALLOWED).unwrap();
            (capabilities.push, capabilities.idempotency) = (push, keys);
        }
        for record in parents() {
            world.market.happens(record);
        }
        world
    }

    async fn named(&self, kind: RecordKind, remote: &str) -> Uuid {
        id::derived(self.account().await.id, kind, remote)
    }
}

#[tokio::test]
async fn what_comes_before_its_people_waits_for_them_and_is_kept_once() {
    let world = World::new().await;
    world.absorbs(at(5, of_everything())).await;
    assert_eq!(world.ask(COUNTS).await, "0000");
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "4");
    world.absorbs(at(4, parents())).await;
    let account = world.account().await;
    for _ in 0..2 {
        let again = move |tx: &crate::db::Tx<'_>| absorb::try_again(tx, account, 0).map(|_| ());
        world.app.db.absorb(again).await.unwrap();
    }
    assert_eq!(world.ask(COUNTS).await, "1111");
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "0");
    assert_eq!(world.ask("SELECT orders FROM sales").await, "1");
}

#[tokio::test]
async fn a_lower_revision_changes_nothing_and_a_higher_one_everything() {
    let world = World::new().await;
    world.absorbs(at(1, parents())).await;
    world.absorbs(at(5, of_everything())).await;
    let mut offer = offer("o", Author::Buyer);
    offer.state = OfferState::Accepted;
    let mut order = order("4471", OrderState::Shipped);
    order.lines.clear();
    let mut cart = cart("c", "lin", 2);
    cart.state = CartState::Ordered;
    let mut feedback = feedback("f", Author::Buyer, "4471");
    feedback.rating = 1;
    let newer = vec![
        Record::Offer(offer),
        Record::Order(order),
        Record::Cart(cart),
        Record::Feedback(feedback),
    ];
    let states = "SELECT (SELECT state FROM offers) || ' ' || (SELECT state FROM orders) || ' '
         || (SELECT state FROM carts) || ' ' || (SELECT rating FROM feedback) || ' '
         || (SELECT count(*) FROM order_lines)";
    for (revision, expected) in [
        (4, "open placed open 4 1"),
        (5, "open placed open 4 1"),
        (6, "accepted shipped ordered 1 0"),
    ] {
        world.absorbs(at(revision, newer.clone())).await;
        assert_eq!(world.ask(states).await, expected, "revision {revision}");
    }
    assert_eq!(world.ask(COUNTS).await, "1111");
}

#[tokio::test]
async fn a_tombstone_wins_whenever_it_comes() {
    let gone: Vec<_> = [
        (RecordKind::Offer, "o"),
        (RecordKind::Order, "4471"),
        (RecordKind::Cart, "c"),
        (RecordKind::Feedback, "f"),
    ]
    .into_iter()
    .map(|(of, id)| {
        let id = id.to_owned();
        Record::Deleted(Tombstone { of, id })
    })
    .collect();
    let after = World::new().await;
    after.absorbs(at(1, parents())).await;
    after.absorbs(at(5, of_everything())).await;
    after.absorbs(at(2, gone.clone())).await;
    let before = World::new().await;
    before.absorbs(at(1, parents())).await;
    before.absorbs(at(2, gone)).await;
    for world in [after, before] {
        world.absorbs(at(9, of_everything())).await;
        assert_eq!(world.ask(COUNTS).await, "0000");
        assert_eq!(world.ask("SELECT count(*) FROM order_lines").await, "0");
        assert_eq!(
            world
                .ask("SELECT coalesce(sum(orders), 0) FROM sales")
                .await,
            "0"
        );
    }
}

#[tokio::test]
async fn what_is_beyond_all_reason_is_set_aside() {
    let world = World::new().await;
    world.absorbs(at(1, parents())).await;
    let mut dear = order("1", OrderState::Placed);
    dear.total = euros(i64::MAX);
    let mut long = order("2", OrderState::Placed);
    long.lines = vec![crate::testing::trade::line(1, 1); 501];
    let mut glad = feedback("f", Author::Buyer, "1");
    glad.rating = 6;
    let mut cheap = offer("o", Author::Buyer);
    cheap.price = euros(i64::MIN);
    let records = vec![
        Record::Order(dear),
        Record::Order(long),
        Record::Feedback(glad),
        Record::Offer(cheap),
    ];
    world.absorbs(at(2, records)).await;
    assert_eq!(world.ask(COUNTS).await, "0000");
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "4");
}

async fn accepts(world: &World) -> OutboxEntry {
    let args = AnswerOffer {
        offer_id: world.named(RecordKind::Offer, "o").await,
        accept: true,
        note: String::new(),
    };
    answer(world.app.clone(), args).await.unwrap()
}

#[tokio::test]
async fn the_answer_to_an_act_brings_all_that_it_changed() {
    let world = World::trading().await;
    // Nothing but the answer may tell.
    world.market.capabilities.lock().push = false;
    world
        .market
        .happens(Record::Offer(offer("o", Author::Buyer)));
    world
        .market
        .happens(said("m", Author::Buyer, offered("o", OfferStep::Made, "")));
    let engine = world.synced().await;
    world.market.judges(|operation| {
        let mut accepted = offer("o", Author::Buyer);
        accepted.state = OfferState::Accepted;
        let mut line = said("yes", Author::Seller, offered("o", OfferStep::Accepted, ""));
        if let Record::Message(line) = &mut line {
            line.operation_id = Some(operation.id.clone());
        }
        Verdict::AcceptWith(vec![change(50, Record::Offer(accepted)), change(51, line)])
    });
    accepts(&world).await;
    let all = "SELECT state || ' ' || (SELECT state FROM offers) || ' '
         || (SELECT count(*) FROM messages WHERE step = 'accepted') FROM outbox";
    world.until(all, "sent accepted 1").await;
    assert_eq!(
        world.ask("SELECT waiting_key FROM inbox").await,
        "null",
        "a yes is an answer"
    );
    engine.stop().await;
}

#[tokio::test]
async fn an_offer_that_overtakes_its_answer_closes_its_entry_once() {
    let world = World::new().await;
    world.absorbs(at(1, parents())).await;
    world
        .run("UPDATE accounts SET capabilities = '{\"offers\":{\"outgoing\":true}}'")
        .await;
    let args = MakeOffer {
        conversation_id: world.conversation("k").await,
        quantity: 1,
        price_minor: 4000,
        until_at: None,
        note: String::new(),
    };
    // The line in the thread, so that the conversation has a row in the inbox.
    world
        .absorbs(at(
            2,
            vec![said(
                "hello",
                Author::Buyer,
                offered("x", OfferStep::Made, ""),
            )],
        ))
        .await;
    let entry = make(world.app.clone(), args).await.unwrap();
    let queued = "SELECT n FROM tallies WHERE name = 'queued'";
    assert_eq!(world.ask(queued).await, "1");
    let mut ours = offer("ours", Author::Seller);
    ours.operation_id = Some(entry.id.to_string().into());
    let mut line = said("m", Author::Seller, offered("ours", OfferStep::Made, ""));
    if let Record::Message(line) = &mut line {
        line.operation_id = ours.operation_id.clone();
    }
    for record in [Record::Offer(ours), line] {
        world.absorbs(at(7, vec![record])).await;
        assert_eq!(world.ask("SELECT state FROM outbox").await, "sent");
        assert_eq!(world.ask(queued).await, "0");
    }
}

async fn card_and_ship(app: &App, order_id: Uuid) {
    let note = String::new();
    let args = SendOrderCard { order_id, note };
    send_card(app.clone(), args).await.unwrap();
    let note = String::new();
    ship(app.clone(), ShipOrder { order_id, note })
        .await
        .unwrap();
}

#[tokio::test]
async fn our_own_change_of_an_order_does_not_stop_what_we_do_next() {
    let world = World::trading().await;
    world.market.capabilities.lock().push = false;
    world
        .market
        .happens(Record::Order(order("4471", OrderState::Placed)));
    let engine = world.synced().await;
    world.until("SELECT count(*) FROM orders", "1").await;
    engine.stop().await;
    let seen = world.ask("SELECT revision FROM orders").await;
    card_and_ship(&world.app, world.named(RecordKind::Order, "4471").await).await;
    world
        .run("UPDATE outbox SET created_at = created_at - 130000")
        .await;
    world.market.judges(|operation| {
        let at = if operation.act == shipping() { 60 } else { 50 };
        let order = Record::Order(order("4471", OrderState::Placed));
        Verdict::AcceptWith(vec![change(at, order)])
    });
    let engine = world.start();
    world
        .until("SELECT state FROM outbox ORDER BY row", "sent sent")
        .await;
    let revisions = world.market.sent().into_iter().map(|it| {
        let order = it.expects.and_then(|expects| expects.order);
        order.map_or(0, |order| order.revision)
    });
    assert_eq!(revisions.collect::<Vec<_>>(), [seen.parse().unwrap(), 50]);
    engine.stop().await;
}

fn shipping() -> Open<rapport_protocol::Act> {
    let (order_id, note) = ("4471".into(), String::new());
    rapport_protocol::Act::Ship(rapport_protocol::ShipOrder { order_id, note }).into()
}

#[tokio::test]
async fn what_a_buyer_does_makes_an_alert_and_a_report_makes_none() {
    let world = World::trading().await;
    let engine = world.synced().await;
    let mut alerts = world.app.alerts.subscribe();
    let now = world.app.clock.now();
    let happens = |record: Record| {
        let record = match record {
            Record::Message(mut message) => {
                message.at = now;
                Record::Message(message)
            }
            other => other,
        };
        world.market.happens(record);
    };
    let market = Arc::clone(&world.market);
    market.happens(Record::Offer(offer("o", Author::Buyer)));
    happens(said(
        "1",
        Author::Buyer,
        offered("o", OfferStep::Made, "For my mother"),
    ));
    happens(said(
        "2",
        Author::System,
        offered("o", OfferStep::Lapsed, ""),
    ));
    market.happens(Record::Order(order("4471", OrderState::Placed)));
    happens(stepped("3", "4471", OrderStep::Placed, Author::System));
    happens(stepped("4", "4471", OrderStep::CardSent, Author::Seller));
    happens(stepped("5", "4471", OrderStep::Corrected, Author::Buyer));
    happens(stepped("6", "4471", OrderStep::Received, Author::System));
    for (id, by) in [("ours", Author::Seller), ("theirs", Author::Buyer)] {
        market.happens(Record::Feedback(feedback(id, by, "4471")));
        let feedback_id = id.into();
        happens(said(
            id,
            Author::System,
            Body::Feedback(FeedbackBody { feedback_id }),
        ));
    }
    let (product, quantity) = ("The gaiwan".to_owned(), 3);
    let number = || "4471".to_owned();
    for expected in [
        AlertKind::Offer { product, quantity },
        AlertKind::Order { number: number() },
        AlertKind::Correction { number: number() },
        AlertKind::Rating { rating: 4 },
    ] {
        let heard = tokio::time::timeout(DEADLINE, alerts.recv()).await;
        let heard: Alert = heard.unwrap().unwrap();
        assert_eq!(heard.what, expected);
        assert_eq!(heard.title, "Name of lin");
    }
    assert!(alerts.try_recv().is_err(), "nothing else was worth one");
    engine.stop().await;
}
