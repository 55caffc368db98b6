//! Prices, as the seller sees and answers them.

use rapport_protocol::{Author, OfferState as State, OfferStep as Step, Record, RecordKind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::acts::{AnswerOffer, CounterOffer, MakeOffer, answer, counter, make};
use super::*;
use crate::error::Error;
use crate::inbox::head::{self, OpenConversation};
use crate::inbox::list::{InboxTab, ListConversations, PreviewKind, list};
use crate::inbox::thread::{ShowThread, ThreadBody, ThreadItem, thread};
use crate::search::{self, SearchMessages};
use crate::sync::outbox::{
    ChooseOutboxEntry, EditOutboxEntry, OutboxAct, OutboxEntry, discard, edit,
};
use crate::testing::MORNING;
use crate::testing::trade::{Trade, about_gaiwan, named, offer, offered, said};

const HOUR: i64 = 3_600_000;

/// A shop in which the buyer has offered a price.
async fn trade() -> Trade {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![
            Record::Offer(offer("o", Author::Buyer)),
            said(
                "m",
                Author::Buyer,
                offered("o", Step::Made, "For my mother"),
            ),
        ])
        .await;
    trade
}

async fn cards(trade: &Trade) -> Vec<OfferCard> {
    let args = ShowThread {
        conversation_id: named(RecordKind::Conversation, "k"),
        at: None,
        before: 50,
        after: 0,
    };
    let page = thread(trade.shop.app.clone(), args).await.unwrap();
    let cards = page.items.into_iter().filter_map(|item| match item {
        ThreadItem::Message {
            body: ThreadBody::Offer { offer, .. },
            ..
        } => offer,
        _ => None,
    });
    cards.collect()
}

async fn says(trade: &Trade, accept: bool) -> Result<OutboxEntry> {
    let args = AnswerOffer {
        offer_id: named(RecordKind::Offer, "o"),
        accept,
        note: " Gladly ".to_owned(),
    };
    answer(trade.shop.app.clone(), args).await
}

fn terms() -> MakeOffer {
    MakeOffer {
        conversation_id: named(RecordKind::Conversation, "k"),
        quantity: 2,
        price_minor: 9000,
        until_at: None,
        note: String::new(),
    }
}

async fn counters(trade: &Trade, offer: &str) -> Result<OutboxEntry> {
    let args = CounterOffer {
        offer_id: named(RecordKind::Offer, offer),
        quantity: 3,
        price_minor: 13_500,
        until_at: Some(MORNING + HOUR),
        note: "Half way".to_owned(),
    };
    counter(trade.shop.app.clone(), args).await
}

async fn stored(trade: &Trade, column: &'static str) -> Value {
    let json: String = trade.ask(column).await;
    serde_json::from_str(&json).unwrap()
}

#[tokio::test]
async fn an_offer_is_shown_in_the_thread_and_its_words_are_found() {
    let trade = trade().await;
    let card = cards(&trade).await.remove(0);
    assert_eq!(
        (card.by, card.product.as_str(), card.quantity),
        (TradeSide::Buyer, "The gaiwan", 3)
    );
    assert_eq!((card.price_minor, card.list_minor), (12_960, Some(14_400)));
    assert_eq!((card.state, card.answerable), (OfferState::Open, true));
    let args = SearchMessages {
        text: "mother".to_owned(),
        person_id: None,
        before: None,
        limit: 5,
    };
    let found = search::messages(trade.shop.app.clone(), args)
        .await
        .unwrap();
    assert_eq!(found.hits.len(), 1);
    let args = ListConversations {
        tab: Some(InboxTab::Waiting),
        at: None,
        before: 0,
        after: 5,
    };
    let row = list(trade.shop.app.clone(), args)
        .await
        .unwrap()
        .rows
        .remove(0);
    assert_eq!(
        (
            row.preview_kind,
            row.preview_step.as_deref(),
            row.preview.as_str()
        ),
        (PreviewKind::Offer, Some("made"), "For my mother")
    );
    assert_eq!(row.person_id, named(RecordKind::Person, "lin"));
}

#[tokio::test]
async fn an_answer_leaves_once_with_what_was_seen() {
    let trade = trade().await;
    let entry = says(&trade, true).await.unwrap();
    let note = "Gladly".to_owned();
    assert_eq!(entry.act, OutboxAct::Accept { note });
    assert_eq!(entry.subject_id, Some(named(RecordKind::Offer, "o")));
    assert_eq!(
        stored(&trade, "SELECT act FROM outbox").await,
        json!({ "kind": "accept", "offerId": "o", "note": "Gladly" })
    );
    assert_eq!(
        stored(&trade, "SELECT expects FROM outbox").await,
        json!({ "newestBuyerMessage": "m" })
    );
    assert!(
        !cards(&trade).await[0].answerable,
        "an answer is on its way"
    );
    for again in [says(&trade, false).await, counters(&trade, "o").await] {
        assert!(matches!(again, Err(Error::AlreadyDone)), "{again:?}");
    }
    let args = EditOutboxEntry {
        id: entry.id,
        text: "Well".to_owned(),
    };
    let edited = edit(trade.shop.app.clone(), args).await;
    assert!(matches!(edited, Err(Error::Invalid(_))), "it has no words");
    let args = ChooseOutboxEntry { id: entry.id };
    discard(trade.shop.app.clone(), args).await.unwrap();
    assert!(cards(&trade).await[0].answerable, "it was taken back");
    let drafts: i64 = trade.ask("SELECT count(*) FROM drafts").await;
    assert_eq!(drafts, 0, "what is no message becomes no draft");
    let entry = says(&trade, false).await.unwrap();
    assert!(matches!(entry.act, OutboxAct::Decline { .. }));
}

#[tokio::test]
async fn a_counter_offer_and_an_offer_carry_their_terms() {
    let trade = trade().await;
    counters(&trade, "o").await.unwrap();
    assert_eq!(
        stored(&trade, "SELECT act FROM outbox").await,
        json!({
            "kind": "counter", "offerId": "o", "quantity": 3, "untilAt": MORNING + HOUR,
            "price": { "minor": 13_500, "currency": "EUR" }, "note": "Half way",
        })
    );
    let entry = make(trade.shop.app.clone(), terms()).await.unwrap();
    let (currency, note) = ("EUR".to_owned(), String::new());
    let (quantity, price_minor, until_at) = (2, 9000, None);
    let expected = OutboxAct::Offer {
        quantity,
        price_minor,
        currency,
        until_at,
        note,
    };
    assert_eq!(entry.act, expected);
    let act = stored(&trade, "SELECT act FROM outbox WHERE row = 2").await;
    assert_eq!(
        (&act["productId"], &act["conversationId"]),
        (&json!("gaiwan"), &json!("k"))
    );
}

#[tokio::test]
async fn only_the_buyers_open_offer_can_be_answered() {
    let trade = trade().await;
    let mut lapsing = offer("late", Author::Buyer);
    lapsing.until_at = Some(MORNING);
    let mut declined = offer("declined", Author::Buyer);
    declined.state = State::Declined;
    let mut strange = offer("strange", Author::Buyer);
    strange.state = State::Other("pondered".to_owned());
    let ours = offer("ours", Author::Seller);
    let records = [lapsing, declined, strange, ours];
    trade
        .absorbs(records.into_iter().map(Record::Offer).collect())
        .await;
    for id in ["late", "declined", "strange", "ours"] {
        let refused = counters(&trade, id).await;
        assert!(
            matches!(refused, Err(Error::OfferClosed)),
            "{id}: {refused:?}"
        );
    }
    let refused = counters(&trade, "nowhere").await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let entries: i64 = trade.ask("SELECT count(*) FROM outbox").await;
    assert_eq!(entries, 0);
}

#[tokio::test]
async fn terms_out_of_bounds_are_refused() {
    let trade = trade().await;
    trade.allows(r#"{"offers": {"maxHours": 24}}"#).await;
    let good = || MakeOffer {
        until_at: Some(MORNING + HOUR),
        ..terms()
    };
    for (terms, code) in [
        (
            MakeOffer {
                quantity: 0,
                ..good()
            },
            "badAmount",
        ),
        (
            MakeOffer {
                quantity: 10_000,
                ..good()
            },
            "badAmount",
        ),
        (
            MakeOffer {
                price_minor: 0,
                ..good()
            },
            "badAmount",
        ),
        (
            MakeOffer {
                price_minor: i64::MAX,
                ..good()
            },
            "badAmount",
        ),
        (
            MakeOffer {
                until_at: Some(MORNING),
                ..good()
            },
            "badTime",
        ),
        (
            MakeOffer {
                until_at: Some(MORNING + 25 * HOUR),
                ..good()
            },
            "badTime",
        ),
        (
            MakeOffer {
                until_at: None,
                ..good()
            },
            "badTime",
        ),
        (
            MakeOffer {
                note: "x".repeat(41),
                ..good()
            },
            "tooLong",
        ),
        (
            MakeOffer {
                conversation_id: Uuid::nil(),
                ..good()
            },
            "notFound",
        ),
    ] {
        let refused = make(trade.shop.app.clone(), terms.clone())
            .await
            .unwrap_err();
        assert_eq!(json!(refused.code()), code, "{terms:?}");
    }
    make(trade.shop.app.clone(), good()).await.unwrap();
}

#[tokio::test]
async fn what_the_marketplace_does_not_allow_is_neither_shown_nor_done() {
    let trade = trade().await;
    let may = async || {
        let conversation_id = named(RecordKind::Conversation, "k");
        let args = OpenConversation { conversation_id };
        let head = head::head(trade.shop.app.clone(), args).await.unwrap();
        (head.may.offer, head.may.counter)
    };
    assert_eq!(may().await, (true, true));
    let mut closed = about_gaiwan("k", "lin");
    closed.closed = true;
    trade.absorbs(vec![Record::Conversation(closed)]).await;
    assert_eq!(may().await, (false, false));
    let refused = make(trade.shop.app.clone(), terms()).await;
    assert!(matches!(refused, Err(Error::Closed)));
    assert!(matches!(says(&trade, true).await, Err(Error::Closed)));
    trade.allows(r#"{"offers": null}"#).await;
    assert!(!cards(&trade).await[0].answerable);
    let refused = make(trade.shop.app.clone(), terms()).await;
    assert!(matches!(refused, Err(Error::NotAllowed)));
    assert!(matches!(says(&trade, true).await, Err(Error::NotAllowed)));
    assert!(matches!(
        counters(&trade, "o").await,
        Err(Error::NotAllowed)
    ));
}
