//! Feedback, as the seller sees, gives and answers it.

use rapport_protocol::{Author, FeedbackAnswer as Answered, OrderState, Record, RecordKind};
use serde_json::{Value, json};

mod ledger;

use super::acts::{AnswerFeedback, RateBuyer, answer, rate};
use super::*;
use crate::sync::outbox::OutboxEntry;
use crate::testing::MORNING;
use crate::testing::trade::{Trade, feedback, named, order};

/// A shop in which an order arrived and the buyer has rated it.
async fn trade() -> Trade {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![
            Record::Order(order("4471", OrderState::Received)),
            Record::Feedback(feedback("f", Author::Buyer, "4471")),
        ])
        .await;
    trade
}

async fn seen(trade: &Trade) -> FeedbackCard {
    let id = named(RecordKind::Feedback, "f");
    let card = trade.shop.app.db.read(move |db| card(db, id)).await;
    card.unwrap().unwrap()
}

async fn answers(trade: &Trade, text: &str) -> Result<OutboxEntry> {
    let args = AnswerFeedback {
        feedback_id: named(RecordKind::Feedback, "f"),
        text: text.to_owned(),
    };
    answer(trade.shop.app.clone(), args).await
}

async fn rates(trade: &Trade, rating: u8, text: &str) -> Result<OutboxEntry> {
    let args = RateBuyer {
        order_id: named(RecordKind::Order, "4471"),
        rating,
        text: text.to_owned(),
    };
    rate(trade.shop.app.clone(), args).await
}

async fn stored(trade: &Trade, sql: &'static str) -> Value {
    let json: String = trade.ask(sql).await;
    serde_json::from_str(&json).unwrap()
}

#[tokio::test]
async fn a_buyers_words_can_be_answered_once() {
    let trade = trade().await;
    assert!(seen(&trade).await.may_answer);
    answers(&trade, " Thank you! ").await.unwrap();
    assert_eq!(
        stored(&trade, "SELECT act FROM outbox").await,
        json!({ "kind": "answer", "feedbackId": "f", "text": "Thank you!" })
    );
    assert!(!seen(&trade).await.may_answer, "an answer is on its way");
    assert!(matches!(
        answers(&trade, "Again").await,
        Err(Error::AlreadyDone)
    ));
    trade.arrives().await;
    let mut answered = feedback("f", Author::Buyer, "4471");
    answered.answer = Some(Answered {
        text: "Thank you!".to_owned(),
        at: MORNING,
    });
    trade.absorbs(vec![Record::Feedback(answered)]).await;
    let card = seen(&trade).await;
    assert_eq!(card.answer.as_ref().unwrap().text, "Thank you!");
    assert!(!card.may_answer);
    assert!(matches!(
        answers(&trade, "Again").await,
        Err(Error::AlreadyDone)
    ));
    trade
        .allows(r#"{"feedback": {"reply": {"once": false}}}"#)
        .await;
    assert!(seen(&trade).await.may_answer, "where it may be changed");
}

#[tokio::test]
async fn a_buyer_is_rated_once_with_the_order_as_it_was_seen() {
    let trade = trade().await;
    rates(&trade, 5, "Kind and quick").await.unwrap();
    assert_eq!(
        stored(&trade, "SELECT act FROM outbox").await,
        json!({ "kind": "feedback", "orderId": "4471", "rating": 5, "text": "Kind and quick" })
    );
    assert_eq!(
        stored(&trade, "SELECT expects FROM outbox").await,
        json!({ "order": { "id": "4471", "revision": trade.revision() - 1 } }),
        "what the buyer says meanwhile does not matter"
    );
    assert!(matches!(
        rates(&trade, 1, "").await,
        Err(Error::AlreadyDone)
    ));
}

#[tokio::test]
async fn bad_input_is_refused() {
    let trade = trade().await;
    for rating in [0, 6] {
        assert!(matches!(
            rates(&trade, rating, "").await,
            Err(Error::BadRating)
        ));
    }
    let long = "好".repeat(61);
    assert!(matches!(
        rates(&trade, 3, &long).await,
        Err(Error::TooLong {
            max: 60,
            length: 61
        })
    ));
    assert!(matches!(
        answers(&trade, &"x".repeat(51)).await,
        Err(Error::TooLong { max: 50, .. })
    ));
    assert!(matches!(
        answers(&trade, " \n").await,
        Err(Error::EmptyText)
    ));
    trade
        .allows(r#"{"feedback": {"reply": {"allowed": false}}}"#)
        .await;
    assert!(matches!(
        answers(&trade, "No").await,
        Err(Error::NotAllowed)
    ));
    let entries: i64 = trade.ask("SELECT count(*) FROM outbox").await;
    assert_eq!(entries, 0);
}
