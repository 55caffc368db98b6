//! Walking backward.

use std::collections::HashSet;

use rapport_bazaar::Terms;
use rapport_protocol::{Change, Money, Open, Record};
use serde_json::json;

use crate::changes::stands_by_itself;
use crate::stage::{Stage, add_buyer, names};

#[tokio::test]
async fn the_walk_tells_every_older_message_once_newest_first_and_ends() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    for number in 0..7 {
        // Some share a millisecond.
        stage.pass(number % 2);
        stage
            .say(&conversation, &format!("Question {number}"))
            .await;
    }
    let mut token = stage.changes("").await.history;
    stage.pass(1);
    stage.say(&conversation, "After the head").await;
    let mut told = Vec::new();
    while let Some(before) = token {
        let page = stage.history(&format!("before={before}&limit=3")).await;
        let first = names(&page.changes);
        assert_eq!(
            first[2], "conversation",
            "a page stands by itself: {first:?}"
        );
        told.extend(first.into_iter().filter(|name| name.starts_with("message")));
        token = page.before;
    }
    let expected: Vec<_> = (0..7)
        .rev()
        .map(|n| format!("message Question {n}"))
        .collect();
    assert_eq!(
        told, expected,
        "what came after the head comes through the changes"
    );
}

#[tokio::test]
async fn a_walk_may_begin_without_a_token_and_an_empty_one_ends_at_once() {
    let stage = Stage::new().await;
    let empty = stage.history("").await;
    assert!(empty.changes.is_empty() && empty.before.is_none());
    let conversation = stage.conversation().await;
    stage.say(&conversation, "Hello").await;
    let page = stage.history("").await;
    assert!(matches!(
        page.changes.last().map(|change| &change.record),
        Some(Open::Known(Record::Message(_)))
    ));
    assert!(page.before.is_none());
}

/// A shop with offers, orders, feedback and carts; one buyer never wrote.
async fn busy() -> Stage {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    bazaar.set_stock(&stage.product, None).unwrap();
    let conversation = stage.conversation().await;
    for number in 0..4 {
        stage.pass(1000);
        stage
            .say(&conversation, &format!("Question {number}"))
            .await;
        let terms = Terms {
            quantity: 1,
            price: Money {
                minor: 4000 + number,
                currency: "EUR".to_owned(),
            },
            until_at: None,
            note: String::new(),
        };
        let offer = bazaar
            .make_offer(buyer, (&conversation, &stage.product), &terms, None)
            .unwrap();
        stage
            .act(json!({
                "kind": "counter", "offerId": offer.id, "quantity": 1,
                "price": { "minor": 4500, "currency": "EUR" },
            }))
            .await;
        let id = rapport_protocol::OrderId(stage.order(1).await);
        stage.act(json!({ "kind": "ship", "orderId": id })).await;
        bazaar.receive_order(buyer, &id, None).unwrap();
        bazaar.rate_seller(buyer, &id, (5, ""), None).unwrap();
    }
    bazaar.put_in_cart(buyer, &stage.product, 1, None).unwrap();
    let silent = add_buyer(bazaar, "Never wrote");
    bazaar
        .put_in_cart(&silent.id, &stage.product, 2, None)
        .unwrap();
    stage
}

fn ids(changes: &[Change]) -> HashSet<String> {
    let ids = changes.iter().map(|change| {
        let record = serde_json::to_value(&change.record).unwrap();
        format!("{} {}", record["kind"], record["id"])
    });
    ids.collect()
}

#[tokio::test]
async fn the_walk_brings_all_of_the_trade_and_every_page_stands_by_itself() {
    for limit in [1, 3, 7, 500] {
        let stage = busy().await;
        let mut token = stage.changes("").await.history;
        let mut walked = HashSet::new();
        let mut pages = 0;
        while let Some(before) = token {
            let page = stage
                .history(&format!("before={before}&limit={limit}"))
                .await;
            stands_by_itself(&page.changes);
            walked.extend(ids(&page.changes));
            token = page.before;
            pages += 1;
            assert!(pages < 100, "the walk ends");
        }
        let of = |kind: &str| {
            let quoted = format!("\"{kind}\"");
            walked.iter().filter(|id| id.starts_with(&quoted)).count()
        };
        let counted = ["person", "offer", "order", "feedback", "cart"].map(of);
        assert_eq!(counted, [2, 8, 4, 4, 2], "at {limit} a page");
    }
}

#[tokio::test]
async fn an_open_cart_comes_with_its_buyers_newest_message() {
    let stage = busy().await;
    let page = stage.history("limit=1").await;
    assert!(names(&page.changes).contains(&"cart Open".to_owned()));
}

#[tokio::test]
async fn what_no_message_tells_of_any_more_comes_at_the_end() {
    let stage = busy().await;
    let conversation = stage.conversation().await;
    let thread = stage.bazaar.thread(&stage.buyer.id, &conversation).unwrap();
    let messages = thread.len();
    for message in thread {
        stage.bazaar.delete_message(message.id.as_str()).unwrap();
    }
    let first = stage.history("").await;
    assert!(first.changes.is_empty(), "no message is left");
    let before = first.before.expect("the rest is to come");
    let rest = stage.history(&format!("before={before}")).await;
    let (gone, there): (Vec<_>, Vec<_>) = rest
        .changes
        .iter()
        .cloned()
        .partition(|change| matches!(change.record, Open::Known(Record::Deleted(_))));
    assert_eq!(gone.len(), messages, "what is gone is told too");
    stands_by_itself(&there);
    let orders = rest
        .changes
        .iter()
        .filter(|change| matches!(change.record, Open::Known(Record::Order(_))));
    assert_eq!(orders.count(), 4);
    assert!(rest.before.is_none());
}
