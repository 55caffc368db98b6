//! Telling how far the seller has read.

use std::sync::Arc;

use parking_lot::Mutex;
use rapport_protocol::{Act, Open, Operation};

use super::fake::{Verdict, change, conversation};
use super::world::World;
use crate::inbox::reading::{ReadConversation, read};
use crate::sync::market::SyncError;

const UNREAD: &str = "SELECT unread FROM inbox";

/// A workstation that has everything, and which messages its marketplace was told of as read.
async fn listening(keeps: bool) -> (World, Arc<Mutex<Vec<String>>>) {
    let world = World::with(&["k"]).await;
    world.market.capabilities.lock().thread_state.read_flag = keeps;
    world.connect().await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&told);
    world.market.judges(move |operation: &Operation| {
        let Open::Known(Act::Read(read)) = &operation.act else {
            return Verdict::Accept;
        };
        hears.lock().push(read.up_to.as_str().to_owned());
        let seen = match conversation("k", "p") {
            rapport_protocol::Record::Conversation(mut it) => {
                it.seller_read = Some(read.up_to.clone());
                rapport_protocol::Record::Conversation(it)
            }
            other => other,
        };
        Verdict::AcceptWith(vec![change(900, seen)])
    });
    (world, told)
}

async fn looks(world: &World) {
    let args = ReadConversation {
        conversation_id: world.conversation("k").await,
        up_to: i64::MAX,
    };
    read(world.app.clone(), args).await.unwrap();
}

#[tokio::test]
async fn the_marketplace_is_told_how_far_and_nothing_stands_in_the_outbox() {
    let (world, told) = listening(true).await;
    let engine = world.synced().await;
    world.until(UNREAD, "1").await;
    looks(&world).await;
    world
        .until("SELECT seen_key = told_key FROM readings", "1")
        .await;
    assert_eq!(*told.lock(), ["k/Is it still there?"]);
    assert_eq!(world.ask("SELECT count(*) FROM outbox").await, "0");
    assert_eq!(world.ask(UNREAD).await, "0");
    looks(&world).await;
    world.replies("k", "Yes").await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert_eq!(told.lock().len(), 1, "what was told is not told again");
    engine.stop().await;
}

#[tokio::test]
async fn what_was_read_offline_is_told_later_and_a_refusal_is_let_be() {
    let (world, told) = listening(true).await;
    let engine = world.synced().await;
    world.until(UNREAD, "1").await;
    let mut fates = vec![
        Verdict::Fail(SyncError::Refused {
            detail: "no".to_owned(),
        }),
        Verdict::Fail(SyncError::Unreachable { arrived: false }),
        Verdict::Fail(SyncError::Unreachable { arrived: true }),
    ];
    let hears = Arc::clone(&told);
    world.market.judges(move |_| {
        hears.lock().push(String::new());
        fates.pop().unwrap_or(Verdict::Accept)
    });
    looks(&world).await;
    world
        .until("SELECT seen_key = told_key FROM readings", "1")
        .await;
    assert_eq!(told.lock().len(), 3);
    assert_eq!(world.ask(UNREAD).await, "0");
    engine.stop().await;
}

#[tokio::test]
async fn a_marketplace_that_keeps_nothing_is_told_nothing() {
    let (world, told) = listening(false).await;
    let engine = world.synced().await;
    world.until(UNREAD, "1").await;
    looks(&world).await;
    assert_eq!(
        world.ask("SELECT seen_key = told_key FROM readings").await,
        "1"
    );
    world.replies("k", "Yes").await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert!(told.lock().is_empty());
    engine.stop().await;
}
