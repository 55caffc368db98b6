//! Orders, as the seller sees and handles them.

use rapport_protocol::{
    Author, CardState, Order, OrderCard as Card, OrderState as State, Record, RecordKind,
};
use serde_json::{Value, json};

use super::acts::{SendOrderCard, ShipOrder, send_card, ship};
use super::*;
use crate::feedback::acts::{RateBuyer, rate};
use crate::sync::outbox::{ChooseOutboxEntry, OutboxEntry, discard, retry};
use crate::testing::MORNING;
use crate::testing::trade::{Trade, feedback as rating, line, named, order};

async fn trade(order: Order) -> Trade {
    let trade = Trade::new().await;
    trade.absorbs(vec![Record::Order(order)]).await;
    trade
}

async fn seen(trade: &Trade) -> OrderSheet {
    let id = named(RecordKind::Order, "4471");
    let sheet = trade.shop.app.db.read(move |db| sheet(db, id)).await;
    sheet.unwrap().unwrap()
}

async fn may(trade: &Trade) -> (bool, bool, bool) {
    let sheet = seen(trade).await;
    (sheet.may_ask, sheet.may_ship, sheet.may_rate)
}

async fn asks(trade: &Trade) -> Result<OutboxEntry> {
    let args = SendOrderCard {
        order_id: named(RecordKind::Order, "4471"),
        note: "Is this right?".to_owned(),
    };
    send_card(trade.shop.app.clone(), args).await
}

async fn ships(trade: &Trade) -> Result<OutboxEntry> {
    let args = ShipOrder {
        order_id: named(RecordKind::Order, "4471"),
        note: String::new(),
    };
    ship(trade.shop.app.clone(), args).await
}

async fn rates(trade: &Trade) -> Result<OutboxEntry> {
    let args = RateBuyer {
        order_id: named(RecordKind::Order, "4471"),
        rating: 5,
        text: String::new(),
    };
    rate(trade.shop.app.clone(), args).await
}

#[tokio::test]
async fn a_sheet_says_what_was_ordered() {
    let mut it = order("4471", State::Placed);
    it.lines = vec![line(1, 4800), line(2, 9000)];
    it.total.minor = 13_800;
    it.wishes = "No plastic".to_owned();
    let trade = trade(it).await;
    let sheet = seen(&trade).await;
    let lines: Vec<_> = sheet
        .lines
        .iter()
        .map(|it| (it.quantity, it.price_minor))
        .collect();
    assert_eq!(lines, [(1, 4800), (2, 9000)]);
    assert_eq!((sheet.number.as_str(), sheet.total_minor), ("4471", 13_800));
    assert_eq!(
        (sheet.deliver_to.as_str(), sheet.wishes.as_str(), sheet.card),
        ("12 Mill Lane", "No plastic", None)
    );
    let mut shorter = order("4471", State::Placed);
    shorter.lines = vec![line(2, 9000)];
    trade.absorbs(vec![Record::Order(shorter)]).await;
    assert_eq!(seen(&trade).await.lines.len(), 1, "old lines do not stay");
}

#[tokio::test]
async fn what_can_be_done_follows_the_order() {
    let trade = trade(order("4471", State::Placed)).await;
    assert_eq!(may(&trade).await, (true, true, false));
    let mut carded = order("4471", State::Placed);
    for (state, may_ask) in [
        (CardState::Sent, false),
        (CardState::Confirmed, false),
        (CardState::Corrected, true),
    ] {
        carded.card = Some(Card {
            state,
            at: MORNING,
            note: "Two, not one".to_owned(),
        });
        trade.absorbs(vec![Record::Order(carded.clone())]).await;
        assert_eq!(
            may(&trade).await,
            (may_ask, true, false),
            "{:?}",
            carded.card
        );
    }
    let shown = seen(&trade).await.card.unwrap();
    assert_eq!(
        (shown.state, shown.note.as_str()),
        (OrderCardState::Corrected, "Two, not one")
    );
    for (state, expected) in [
        (State::Shipped, (false, false, false)),
        (State::Cancelled, (false, false, false)),
        (State::Other("lost".to_owned()), (false, false, false)),
        (State::Received, (false, false, true)),
    ] {
        trade
            .absorbs(vec![Record::Order(order("4471", state.clone()))])
            .await;
        assert_eq!(may(&trade).await, expected, "{state:?}");
    }
    let ours = rating("f", Author::Seller, "4471");
    trade.absorbs(vec![Record::Feedback(ours)]).await;
    assert_eq!(may(&trade).await, (false, false, false), "it was rated");
    assert_eq!(seen(&trade).await.from_us.unwrap().rating, 4);
    assert!(matches!(rates(&trade).await, Err(Error::AlreadyDone)));
}

#[tokio::test]
async fn acts_leave_once_and_travel_with_the_order_as_it_was_seen() {
    let trade = trade(order("4471", State::Placed)).await;
    let entry = asks(&trade).await.unwrap();
    let expects = async || {
        let json: String = trade.ask("SELECT expects FROM outbox").await;
        serde_json::from_str::<Value>(&json).unwrap()
    };
    let first = trade.revision();
    assert_eq!(
        expects().await,
        json!({ "newestBuyerMessage": "hello", "order": { "id": "4471", "revision": first } })
    );
    assert_eq!(
        may(&trade).await,
        (false, true, false),
        "the card is on its way"
    );
    assert!(matches!(asks(&trade).await, Err(Error::AlreadyDone)));
    ships(&trade).await.unwrap();
    assert_eq!(may(&trade).await, (false, false, false));

    // It is stopped, the order changes, and the seller sends it again knowing that.
    trade
        .shop
        .app
        .db
        .write(|tx| Ok(tx.execute("UPDATE outbox SET state = 'held' WHERE row = 1", [])?))
        .await
        .unwrap();
    trade
        .absorbs(vec![Record::Order(order("4471", State::Placed))])
        .await;
    retry(trade.shop.app.clone(), ChooseOutboxEntry { id: entry.id })
        .await
        .unwrap();
    assert_eq!(expects().await["order"]["revision"], first + 1);
    discard(trade.shop.app.clone(), ChooseOutboxEntry { id: entry.id })
        .await
        .unwrap();
    assert_eq!(
        may(&trade).await,
        (true, false, false),
        "the card was taken back"
    );
}

#[tokio::test]
async fn acts_are_refused_where_they_make_no_sense() {
    let trade = trade(order("4471", State::Shipped)).await;
    for refused in [asks(&trade).await, ships(&trade).await, rates(&trade).await] {
        assert!(matches!(refused, Err(Error::OrderClosed)), "{refused:?}");
    }
    trade.allows(r#"{"orders": null, "feedback": null}"#).await;
    for refused in [asks(&trade).await, ships(&trade).await, rates(&trade).await] {
        assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    }
    let mut homeless = order("4471", State::Placed);
    homeless.conversation_id = None;
    trade.absorbs(vec![Record::Order(homeless)]).await;
    trade
        .allows(r#"{"orders": {"confirm": true, "ship": true}}"#)
        .await;
    assert_eq!(
        may(&trade).await,
        (false, false, false),
        "nowhere to tell it"
    );
    assert!(matches!(ships(&trade).await, Err(Error::NotAllowed)));
}
