//! A thread tells the whole story of a sale.

use rapport_protocol::{
    Author, Body, FeedbackBody, OfferStep as Offered, OrderBody, OrderState, OrderStep as Step,
    Record,
};

use super::*;
use crate::orders::OrderStep;
use crate::testing::trade::{Trade, about_gaiwan, feedback, named, offered, order, said, text};

async fn shown(trade: &Trade) -> Vec<ThreadItem> {
    let args = ShowThread {
        conversation_id: named(RecordKind::Conversation, "k"),
        at: None,
        before: 50,
        after: 0,
    };
    thread(trade.shop.app.clone(), args).await.unwrap().items
}

async fn bodies(trade: &Trade) -> Vec<ThreadBody> {
    let bodies = shown(trade)
        .await
        .into_iter()
        .filter_map(|item| match item {
            ThreadItem::Message { body, .. } => Some(body),
            ThreadItem::Note { .. } => None,
        });
    bodies.skip(1).collect()
}

fn stepped(id: &str, step: Step, note: &str) -> Record {
    let body = OrderBody {
        order_id: "4471".into(),
        step,
        note: note.to_owned(),
    };
    said(id, Author::System, Body::Order(body))
}

#[tokio::test]
async fn steps_show_what_they_speak_of_as_it_stands_now() {
    let trade = Trade::new().await;
    let feedback_id = "f".into();
    trade
        .absorbs(vec![
            stepped("1", Step::Placed, ""),
            stepped("2", Step::Other("wrapped".to_owned()), "In blue paper"),
            said(
                "3",
                Author::System,
                Body::Feedback(FeedbackBody { feedback_id }),
            ),
            said("4", Author::Buyer, offered("nowhere", Offered::Made, "")),
        ])
        .await;
    let missing = bodies(&trade).await;
    assert!(matches!(&missing[0], ThreadBody::Order { order: None, .. }));
    assert!(matches!(
        &missing[2],
        ThreadBody::Feedback { feedback: None }
    ));
    assert!(matches!(&missing[3], ThreadBody::Offer { offer: None, .. }));
    trade
        .absorbs(vec![
            Record::Order(order("4471", OrderState::Received)),
            Record::Feedback(feedback("f", Author::Buyer, "4471")),
        ])
        .await;
    let told: Vec<_> = bodies(&trade)
        .await
        .into_iter()
        .filter_map(|body| match body {
            ThreadBody::Order { order, step, note } => Some((order?.number, step, note)),
            ThreadBody::Feedback { feedback } => {
                let rating = feedback?.rating.to_string();
                Some((rating, OrderStep::Received, String::new()))
            }
            _ => None,
        })
        .collect();
    let number = || "4471".to_owned();
    assert_eq!(
        told,
        [
            (number(), OrderStep::Placed, String::new()),
            (number(), OrderStep::Unknown, "In blue paper".to_owned()),
            ("4".to_owned(), OrderStep::Received, String::new()),
        ]
    );
}

#[tokio::test]
async fn the_buyer_has_read_up_to_a_message_of_the_sellers() {
    let trade = Trade::new().await;
    let mut read = about_gaiwan("k", "lin");
    read.buyer_read = Some("first".into());
    trade
        .absorbs(vec![
            text("first", Author::Seller, "Yes"),
            text("second", Author::Seller, "And it is blue"),
            Record::Conversation(read),
        ])
        .await;
    let marks = async || {
        let marks = shown(&trade).await.into_iter().map(|item| match item {
            ThreadItem::Message { read, .. } => read,
            ThreadItem::Note { .. } => false,
        });
        marks.collect::<Vec<_>>()
    };
    assert_eq!(
        marks().await,
        [false, true, false],
        "the buyer's own are never shown as read"
    );
    trade.allows(r#"{"receipts": false}"#).await;
    assert_eq!(marks().await, [false; 3], "nobody reports it");
}
