//! What the shop knows of a person.

mod keepers;
mod listing;
mod own_page;

use rapport_protocol::{Author, CartState, OrderState, Record, RecordKind, Tombstone};

use super::clients::{SetClient, set_client};
use super::*;
use crate::journal::{self, UndoneAct};
use crate::testing::MORNING;
use crate::testing::trade::{Trade, cart, conversation, euros, feedback, named, order, person};

async fn panel_of(trade: &Trade, conversation: &str) -> PersonPanel {
    let conversation_id = named(RecordKind::Conversation, conversation);
    let args = OpenConversation { conversation_id };
    panel(trade.shop.app.clone(), args).await.unwrap()
}

async fn sums(trade: &Trade) -> (i64, Vec<(String, i64)>) {
    let panel = panel_of(trade, "k").await;
    let spent = panel
        .spent
        .into_iter()
        .map(|it| (it.currency, it.total_minor));
    (panel.order_count, spent.collect())
}

fn spent(euros: i64) -> Vec<(String, i64)> {
    vec![("EUR".to_owned(), euros)]
}

#[tokio::test]
async fn sums_follow_the_orders_and_forget_what_was_cancelled() {
    let trade = Trade::new().await;
    assert_eq!(sums(&trade).await, (0, vec![]));
    let placed = |id: &str| Record::Order(order(id, OrderState::Placed));
    trade
        .absorbs(vec![placed("1"), placed("2"), placed("3")])
        .await;
    assert_eq!(sums(&trade).await, (3, spent(3 * 4800)));
    let cancelled = Record::Order(order("2", OrderState::Cancelled));
    trade.absorbs(vec![cancelled.clone()]).await;
    assert_eq!(sums(&trade).await, (2, spent(2 * 4800)));
    trade.absorbs(vec![cancelled, placed("3")]).await;
    assert_eq!(
        sums(&trade).await,
        (2, spent(2 * 4800)),
        "told twice, counted once"
    );
    let mut dearer = order("3", OrderState::Shipped);
    dearer.total = euros(5000);
    trade.absorbs(vec![Record::Order(dearer)]).await;
    assert_eq!(sums(&trade).await, (2, spent(9800)));
    let mut foreign = order("4", OrderState::Placed);
    foreign.total.currency = "CNY".to_owned();
    trade.absorbs(vec![Record::Order(foreign)]).await;
    let both = vec![("CNY".to_owned(), 4800), ("EUR".to_owned(), 9800)];
    assert_eq!(sums(&trade).await, (3, both), "currencies are not added up");
    for id in ["1", "2", "4"] {
        let (of, id) = (RecordKind::Order, id.to_owned());
        trade
            .absorbs(vec![Record::Deleted(Tombstone { of, id })])
            .await;
    }
    assert_eq!(
        sums(&trade).await,
        (1, spent(5000)),
        "what is gone counts no more"
    );
}

#[tokio::test]
async fn the_panel_shows_the_newest_few_of_everything() {
    let trade = Trade::new().await;
    let mut records = vec![
        person("wu"),
        conversation("k2", "lin"),
        conversation("w", "wu"),
    ];
    for n in 0..7 {
        let mut it = order(&n.to_string(), OrderState::Received);
        it.placed_at = MORNING - 1000 + n;
        records.push(Record::Order(it));
        for by in [Author::Buyer, Author::Seller] {
            let mut it = feedback(&format!("{by:?}{n}"), by, &n.to_string());
            it.at = MORNING + n;
            records.push(Record::Feedback(it));
        }
    }
    let mut ordered = cart("old", "lin", MORNING + 9);
    ordered.state = CartState::Ordered;
    records.push(Record::Cart(ordered));
    records.push(Record::Cart(cart("new", "lin", MORNING + 8)));
    trade.absorbs(records).await;
    let panel = panel_of(&trade, "k").await;
    assert_eq!(
        (panel.name.as_str(), panel.language.as_deref()),
        ("Name of lin", Some("zh-CN"))
    );
    assert_eq!((panel.conversations, panel.first_at), (2, MORNING - 1000));
    let numbers: Vec<_> = panel.orders.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(numbers, ["6", "5", "4", "3", "2"]);
    assert_eq!(panel.orders[0].from_buyer.as_ref().unwrap().rating, 4);
    let ats = |cards: &[FeedbackCard]| cards.iter().map(|it| it.at - MORNING).collect::<Vec<_>>();
    assert_eq!(ats(&panel.feedback_from_buyer), [6, 5, 4]);
    assert_eq!(ats(&panel.feedback_from_us), [6, 5, 4]);
    let cart = panel.cart.unwrap();
    assert_eq!((cart.changed_at, cart.lines[0].quantity), (MORNING + 8, 2));
    let other = panel_of(&trade, "w").await;
    assert_eq!(
        (other.order_count, other.orders.len(), other.cart),
        (0, 0, None)
    );
}

#[tokio::test]
async fn a_client_is_made_and_unmade_and_both_can_be_undone() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    let set = async |client| {
        let person_id = named(RecordKind::Person, "lin");
        set_client(app(), SetClient { person_id, client })
            .await
            .unwrap();
    };
    let stage = async || {
        let panel = panel_of(&trade, "k").await;
        (panel.stage, panel.client_since)
    };
    let customer = (PersonStage::Customer, None);
    let client = (PersonStage::Client, Some(MORNING));
    assert_eq!(stage().await, customer);
    set(true).await;
    set(true).await;
    assert_eq!(stage().await, client);
    let entries: i64 = trade.ask("SELECT count(*) FROM journal").await;
    assert_eq!(entries, 1, "what is so already is not journaled");
    trade.shop.hand.advance(60_000);
    set(false).await;
    assert_eq!(stage().await, customer);
    let undone = journal::undo(app(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::ClientEnded));
    assert_eq!(stage().await, client, "since when they had been one");
    let undone = journal::undo(app(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::ClientMade));
    assert_eq!(stage().await, customer);
    let nobody = SetClient {
        person_id: Uuid::nil(),
        client: true,
    };
    assert!(matches!(
        set_client(app(), nobody).await,
        Err(Error::NotFound(_))
    ));
}
