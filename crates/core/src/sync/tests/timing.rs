//! Replies that leave at a chosen time, and clocks that jump.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::Notify;
use uuid::Uuid;

use super::fake::{Verdict, conversation, person};
use super::world::World;
use crate::Clock;
use crate::changes::Table;
use crate::error::Error;
use crate::inbox::composer::{self, ReplyToConversation};
use crate::sync::outbox::{self, ChooseOutboxEntry, EditOutboxEntry, OutboxEntry, OutboxState};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";
const REASONS: &str = "SELECT reason FROM outbox ORDER BY row";
const HOUR_MS: i64 = 3_600_000;

async fn later(world: &World, text: &str, wait: i64) -> crate::error::Result<OutboxEntry> {
    let args = ReplyToConversation {
        conversation_id: world.conversation("k").await,
        text: text.to_owned(),
        leaves_at: Some(world.app.clock.now() + wait),
        ..ReplyToConversation::default()
    };
    composer::reply(world.app.clone(), args).await
}

fn choose(id: Uuid) -> ChooseOutboxEntry {
    ChooseOutboxEntry { id }
}

#[tokio::test]
async fn it_leaves_when_its_time_comes_and_not_before() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let entry = later(&world, "Good morning", 400).await.unwrap();
    assert_eq!(entry.state, OutboxState::Scheduled);
    assert_eq!(entry.leaves_at, Some(entry.created_at + 400));
    // What is written afterwards does not wait for it.
    world.replies("k", "Yes").await;
    world
        .until("SELECT state FROM outbox WHERE attempts > 0", "sent")
        .await;
    assert_eq!(world.market.has(), ["Yes"]);
    world.until(STATES, "sent sent").await;
    assert_eq!(world.market.has(), ["Yes", "Good morning"]);
    engine.stop().await;
}

#[tokio::test]
async fn it_passes_every_check_again() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    later(&world, "Are you still interested?", 400)
        .await
        .unwrap();
    world.asks("k", "I have bought elsewhere");
    world.until(STATES, "held").await;
    assert_eq!(world.ask(REASONS).await, r#"{"kind":"stale"}"#);
    let id = world.ask("SELECT hex(id) FROM outbox").await;
    let id = Uuid::parse_str(&id).unwrap();
    let shown = outbox::list(
        world.app.clone(),
        outbox::ShowOutbox {
            part: outbox::OutboxPart::Stopped,
            limit: 10,
        },
    )
    .await
    .unwrap();
    let meanwhile = shown.rows[0].entry.meanwhile.clone().unwrap();
    assert_eq!(meanwhile.messages[0].text, "I have bought elsewhere");
    outbox::discard(world.app.clone(), choose(id))
        .await
        .unwrap();

    later(&world, "Hello", 400).await.unwrap();
    world.run("UPDATE conversations SET closed = 1").await;
    world.until(STATES, "cancelled held").await;
    assert_eq!(world.ask(REASONS).await, r#"null {"kind":"closed"}"#);
    world
        .run("UPDATE outbox SET state = 'cancelled'; UPDATE conversations SET closed = 0")
        .await;
    assert!(world.market.sent().is_empty());
    engine.stop().await;
}

#[tokio::test]
async fn its_words_change_and_its_time_stays_until_the_seller_sends_it_now() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let entry = later(&world, "Tomorrow", HOUR_MS).await.unwrap();
    let edit = EditOutboxEntry {
        id: entry.id,
        text: "Tomorrow at noon".to_owned(),
    };
    let edited = outbox::edit(world.app.clone(), edit).await.unwrap();
    assert_eq!(edited.state, OutboxState::Scheduled);
    assert_eq!(edited.leaves_at, entry.leaves_at);
    outbox::retry(world.app.clone(), choose(entry.id))
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    assert_eq!(world.market.has(), ["Tomorrow at noon"]);
    for wrong in [-1, 4000 * 24 * HOUR_MS] {
        let refused = later(&world, "Never", wrong).await;
        assert!(matches!(refused, Err(Error::BadTime)));
    }
    engine.stop().await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_holds_nothing_up() {
    let ahead = Arc::new(AtomicI64::new(5 * HOUR_MS));
    let (wall, told) = (Clock::system(), Arc::clone(&ahead));
    let clock = Clock::told(move || wall.now() + told.load(Ordering::Relaxed));
    let world = World::at(clock);
    world.connect().await;
    world.market.happens(person("p"));
    world.market.happens(conversation("k", "p"));
    let engine = world.synced().await;
    let answered = Arc::new(Notify::new());
    let mut verdicts = vec![Verdict::AcceptAndWait(Arc::clone(&answered))];
    world
        .market
        .judges(move |_| verdicts.pop().unwrap_or(Verdict::Accept));
    world.replies("k", "First").await;
    world.replies("k", "Second").await;
    world
        .until_market("one leaves", |it| it.sent().len() == 1)
        .await;
    ahead.store(0, Ordering::Relaxed);
    answered.notify_one();
    world.until(STATES, "sent sent").await;
    engine.stop().await;
}

#[tokio::test]
async fn news_come_before_the_note_of_when_it_was_heard() {
    let ahead = Arc::new(AtomicI64::new(0));
    let (wall, told) = (Clock::system(), Arc::clone(&ahead));
    let clock = Clock::told(move || wall.now() + told.load(Ordering::Relaxed));
    let world = World::at(clock);
    world.connect().await;
    world.market.happens(person("p"));
    world.market.happens(conversation("k", "p"));
    let engine = world.synced().await;
    world
        .until_market("it listens", |it| it.listeners() == 1)
        .await;
    world.until("SELECT state FROM accounts", "online").await;
    // The last note is old.
    ahead.store(60_000, Ordering::Relaxed);
    let mut announced = world.app.db.announcements();
    world.asks("k", "Is it still there?");
    let first = announced.recv().await.unwrap();
    assert!(
        first.tables.contains(&Table::Messages),
        "the page asks for {:?} first",
        first.tables
    );
    engine.stop().await;
}
