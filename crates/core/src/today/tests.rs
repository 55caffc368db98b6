//! The morning of a small shop.

use rapport_protocol::{
    Author, CartState, FeedbackAnswer, OfferState, OrderState, Record, RecordKind,
};

use super::*;
use crate::testing::MORNING;
use crate::testing::trade::{Trade, cart, feedback, named, offer, order, person, text};

async fn today(trade: &Trade) -> Today {
    show(trade.shop.app.clone(), ()).await.unwrap()
}

#[tokio::test]
async fn an_empty_morning_is_calm() {
    let shop = crate::testing::shop();
    let today = show(shop.app.clone(), ()).await.unwrap();
    assert_eq!((today.waiting.count, today.trouble), (0, 0));
    assert!(today.offers.is_empty() && today.orders.is_empty() && today.carts.is_empty());
    assert!(today.feedback.is_empty() && today.to_rate.is_empty());
    assert_eq!((today.arrived.messages, today.arrived.capped), (0, false));
}

#[tokio::test]
async fn each_part_holds_what_is_to_be_done_and_nothing_else() {
    let trade = Trade::new().await;
    let mut declined = offer("declined", Author::Buyer);
    declined.state = OfferState::Declined;
    let mut answered = feedback("answered", Author::Buyer, "5");
    answered.answer = Some(FeedbackAnswer {
        text: "Thanks".to_owned(),
        at: MORNING,
    });
    let mut emptied = cart("emptied", "lin", MORNING);
    emptied.state = CartState::Emptied;
    trade
        .absorbs(vec![
            Record::Offer(offer("open", Author::Buyer)),
            Record::Offer(offer("ours", Author::Seller)),
            Record::Offer(declined),
            Record::Order(order("1", OrderState::Placed)),
            Record::Order(order("2", OrderState::Shipped)),
            Record::Order(order("3", OrderState::Received)),
            Record::Order(order("4", OrderState::Cancelled)),
            // The rating may come before what it rates.
            Record::Feedback(feedback("ours", Author::Seller, "5")),
            Record::Order(order("5", OrderState::Received)),
            Record::Feedback(feedback("theirs", Author::Buyer, "3")),
            Record::Feedback(answered),
            person("wu"),
            Record::Cart(cart("lin", "lin", MORNING)),
            Record::Cart(cart("wu", "wu", MORNING + 1)),
            Record::Cart(emptied),
        ])
        .await;
    let today = today(&trade).await;
    let conversation = Some(named(RecordKind::Conversation, "k"));
    assert_eq!((today.waiting.rows.len(), today.waiting.count), (1, 1));
    let open: Vec<_> = today.offers.iter().map(|it| it.offer.id).collect();
    assert_eq!(open, [named(RecordKind::Offer, "open")]);
    assert_eq!(
        (
            today.offers[0].conversation_id,
            today.offers[0].person.as_str()
        ),
        (conversation, "Name of lin")
    );
    let numbers = |rows: &[TodayOrder]| {
        let numbers = rows.iter().map(|it| it.order.number.clone());
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(numbers(&today.orders), ["1"]);
    assert_eq!(numbers(&today.to_rate), ["3"]);
    let rated: Vec<_> = today.feedback.iter().map(|it| it.feedback.id).collect();
    assert_eq!(rated, [named(RecordKind::Feedback, "theirs")]);
    let carts = today
        .carts
        .iter()
        .map(|it| (it.person.as_str(), it.conversation_id));
    assert_eq!(
        carts.collect::<Vec<_>>(),
        [("Name of wu", None), ("Name of lin", conversation)]
    );
    assert_eq!(
        (
            today.arrived.messages,
            today.arrived.orders,
            today.arrived.feedback
        ),
        (1, 5, 2)
    );
}

#[tokio::test]
async fn what_was_rated_or_never_can_be_is_not_asked_for() {
    let trade = Trade::new().await;
    let rated = Record::Feedback(feedback("ours", Author::Seller, "1"));
    let theirs = Record::Feedback(feedback("theirs", Author::Buyer, "1"));
    let received = Record::Order(order("1", OrderState::Received));
    trade.absorbs(vec![received, theirs]).await;
    let counts = async || {
        let today = today(&trade).await;
        (today.to_rate.len(), today.feedback.len())
    };
    assert_eq!(counts().await, (1, 1));
    trade.absorbs(vec![rated]).await;
    assert_eq!(counts().await, (0, 1));
    let (of, id) = (RecordKind::Feedback, "ours".to_owned());
    let gone = rapport_protocol::Tombstone { of, id };
    trade.absorbs(vec![Record::Deleted(gone)]).await;
    assert_eq!(counts().await, (1, 1), "our rating was taken away");
    trade.allows(r#"{"feedback": null}"#).await;
    assert_eq!(counts().await, (0, 0));
}

#[tokio::test]
async fn lists_are_short_and_counts_end_somewhere() {
    let trade = Trade::new().await;
    let placed = |n: i64| {
        let mut it = order(&n.to_string(), OrderState::Placed);
        it.placed_at = MORNING - n;
        Record::Order(it)
    };
    trade.absorbs((0..9).map(placed).collect()).await;
    let said = |n: i64| text(&n.to_string(), Author::Buyer, "Hello");
    trade.absorbs((0..210).map(said).collect()).await;
    let today = today(&trade).await;
    let numbers: Vec<_> = today
        .orders
        .iter()
        .map(|it| it.order.number.as_str())
        .collect();
    assert_eq!(numbers, ["8", "7", "6", "5", "4", "3"], "oldest first");
    assert_eq!((today.arrived.messages, today.arrived.capped), (200, true));
    trade.shop.hand.advance(DAY_MS + 1000);
    let arrived = show(trade.shop.app.clone(), ()).await.unwrap().arrived;
    assert_eq!(
        (arrived.messages, arrived.orders, arrived.capped),
        (0, 0, false)
    );
}
