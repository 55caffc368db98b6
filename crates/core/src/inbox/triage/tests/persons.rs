//! Persons with whom the seller wants nothing to do.

use rapport_protocol::{Author, OrderState, Record, RecordKind};

use super::*;
use crate::accounts::Reason;
use crate::orders::acts::{ShipOrder, ship};
use crate::people::blocking::{SetBlocked, set_blocked};
use crate::sync::outbox::{self, ChooseOutboxEntry, EditOutboxEntry, OutboxState};
use crate::testing::trade::{Trade, named, order, text};

async fn blocks(shop: &Shop, person: &str, blocked: bool) {
    let args = SetBlocked {
        person_id: named(RecordKind::Person, person),
        blocked,
    };
    set_blocked(shop.app.clone(), args).await.unwrap();
}

async fn replies(trade: &Trade, leaves_at: Option<i64>) -> Result<Uuid> {
    let args = ReplyToConversation {
        conversation_id: named(RecordKind::Conversation, "k"),
        text: "Never again.".to_owned(),
        leaves_at,
        ..ReplyToConversation::default()
    };
    let entry = composer::reply(trade.shop.app.clone(), args).await?;
    Ok(entry.id)
}

const STATES: &str = "SELECT group_concat(state, ' ') FROM (SELECT state FROM outbox ORDER BY row)";

#[tokio::test]
async fn a_blocked_persons_conversations_leave_and_what_they_write_is_kept() {
    let trade = Trade::new().await;
    let (shop, k) = (&trade.shop, named(RecordKind::Conversation, "k"));
    blocks(shop, "lin", true).await;
    assert!(ids(shop, InboxTab::Waiting).await.is_empty());
    assert!(ids(shop, InboxTab::Open).await.is_empty());
    let shown = page(shop, InboxTab::Done).await;
    assert!(shown.rows[0].blocked && !shown.rows[0].unread);
    trade
        .absorbs(vec![text("more", Author::Buyer, "Answer me!")])
        .await;
    let shown = page(shop, InboxTab::Done).await;
    assert_eq!(shown.rows[0].preview, "Answer me!");
    assert_eq!((shown.waiting, shown.open, shown.done), (0, 0, 1));
    blocks(shop, "lin", false).await;
    assert_eq!(ids(shop, InboxTab::Waiting).await, [k]);
    assert!(!head_of(shop, k).await.blocked);
    let undone = undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::Unblocked));
    assert!(head_of(shop, k).await.blocked);
    let undone = undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::Blocked));
    assert_eq!(ids(shop, InboxTab::Waiting).await, [k]);
}

#[tokio::test]
async fn what_is_on_its_way_to_them_is_held_with_a_reason() {
    let trade = Trade::new().await;
    let shop = &trade.shop;
    trade
        .absorbs(vec![Record::Order(order("4471", OrderState::Placed))])
        .await;
    let first = replies(&trade, None).await.unwrap();
    replies(&trade, Some(MORNING + HOUR)).await.unwrap();
    let args = ShipOrder {
        order_id: named(RecordKind::Order, "4471"),
        note: String::new(),
    };
    ship(shop.app.clone(), args).await.unwrap();
    blocks(shop, "lin", true).await;
    assert_eq!(
        trade.ask::<String>(STATES).await,
        "held held queued",
        "the order has left"
    );
    let part = outbox::OutboxPart::Stopped;
    let held = outbox::list(shop.app.clone(), outbox::ShowOutbox { part, limit: 9 }).await;
    let held = held.unwrap().rows;
    assert!(
        held.iter()
            .all(|line| line.entry.reason == Some(Reason::Blocked))
    );
    assert_eq!(held[0].entry.text, "Never again.");

    let choose = ChooseOutboxEntry { id: first };
    let refused = outbox::retry(shop.app.clone(), choose.clone()).await;
    assert!(matches!(refused, Err(Error::Blocked)));
    let edit = EditOutboxEntry {
        id: first,
        text: "Goodbye.".to_owned(),
    };
    let refused = outbox::edit(shop.app.clone(), edit).await;
    assert!(matches!(refused, Err(Error::Blocked)));
    assert!(matches!(replies(&trade, None).await, Err(Error::Blocked)));

    // Taken back at once, nothing has happened.
    undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(trade.ask::<String>(STATES).await, "queued scheduled queued");

    // Unblocked by hand some day, the seller decides about each.
    blocks(shop, "lin", true).await;
    blocks(shop, "lin", false).await;
    assert_eq!(trade.ask::<String>(STATES).await, "held held queued");
    let sent = outbox::retry(shop.app.clone(), choose).await.unwrap();
    assert_eq!(sent.state, OutboxState::Queued);
}
