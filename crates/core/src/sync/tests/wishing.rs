//! What the seller wants of a reply that may have left already.

use std::sync::Arc;

use rapport_protocol::{Act, Author, Record};
use tokio::sync::Notify;
use uuid::Uuid;

use super::fake::{Verdict, message};
use super::world::World;
use crate::error::Error;
use crate::sync::Engine;
use crate::sync::market::SyncError;
use crate::sync::outbox::{self, ChooseOutboxEntry, EditOutboxEntry, OutboxState, OutboxWish};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";
const WISHES: &str = "SELECT wish FROM outbox ORDER BY row";
const DRAFT: &str = "SELECT text FROM drafts";

const UNREACHED: SyncError = SyncError::Unreachable { arrived: false };
const LOST: SyncError = SyncError::Unreachable { arrived: true };

/// A reply that is leaving, until it is told what becomes of it.
struct Leaving {
    world: World,
    engine: Engine,
    id: Uuid,
    told: Arc<Notify>,
}

impl Leaving {
    /// The first try comes to `fault`, or is accepted; later ones are accepted.
    async fn with(fault: Option<SyncError>) -> Self {
        let world = World::with(&["k"]).await;
        let engine = world.synced().await;
        let told = Arc::new(Notify::new());
        let first = match fault {
            Some(fault) => Verdict::FailAfter(Arc::clone(&told), fault),
            None => Verdict::AcceptAfter(Arc::clone(&told)),
        };
        let mut verdicts = vec![first];
        world
            .market
            .judges(move |_| verdicts.pop().unwrap_or(Verdict::Accept));
        let id = world.replies("k", "Yes").await.id;
        world
            .until_market("it leaves", |it| it.sent().len() == 1)
            .await;
        Self {
            world,
            engine,
            id,
            told,
        }
    }

    async fn discard(&self) -> outbox::OutboxEntry {
        let args = ChooseOutboxEntry { id: self.id };
        outbox::discard(self.world.app.clone(), args).await.unwrap()
    }

    async fn edit(&self, text: &str) -> outbox::OutboxEntry {
        let (id, text) = (self.id, text.to_owned());
        let args = EditOutboxEntry { id, text };
        outbox::edit(self.world.app.clone(), args).await.unwrap()
    }

    async fn retry(&self) -> outbox::OutboxEntry {
        let args = ChooseOutboxEntry { id: self.id };
        outbox::retry(self.world.app.clone(), args).await.unwrap()
    }
}

#[tokio::test]
async fn what_did_not_arrive_after_all_is_taken_back() {
    let leaving = Leaving::with(Some(UNREACHED)).await;
    let entry = leaving.discard().await;
    assert_eq!(entry.state, OutboxState::Sending);
    assert_eq!(entry.wish, Some(OutboxWish::TakeBack));
    leaving.told.notify_one();
    leaving.world.until(STATES, "cancelled").await;
    assert_eq!(leaving.world.ask(DRAFT).await, "Yes");
    assert!(leaving.world.market.has().is_empty());
    leaving.engine.stop().await;
}

#[tokio::test]
async fn what_had_arrived_is_told_until_it_was_read_and_can_be_deleted_there() {
    let leaving = Leaving::with(None).await;
    leaving.world.market.capabilities.lock().thread_state.delete = true;
    leaving
        .world
        .run("UPDATE accounts SET capabilities = json_set(capabilities, '$.threadState.delete', json('true'))")
        .await;
    leaving.discard().await;
    leaving.told.notify_one();
    leaving.world.until(STATES, "sent").await;
    assert_eq!(
        leaving.world.ask(WISHES).await,
        r#"{"kind":"tooLate","reworded":false}"#
    );
    assert_eq!(leaving.world.ask(DRAFT).await, "", "the words have arrived");
    let again = ChooseOutboxEntry { id: leaving.id };
    let again = outbox::discard(leaving.world.app.clone(), again).await;
    assert!(matches!(again, Err(Error::AlreadySent)));

    let delete = ChooseOutboxEntry { id: leaving.id };
    outbox::delete(leaving.world.app.clone(), delete)
        .await
        .unwrap();
    leaving.world.until(STATES, "sent sent").await;
    assert_eq!(leaving.world.ask(WISHES).await, "null null");
    let sent = leaving.world.market.sent();
    assert!(matches!(sent[1].act.known(), Some(Act::Delete(_))));
    let own = "SELECT count(*) FROM messages WHERE author = 'seller'";
    leaving.world.until(own, "0").await;
    leaving.engine.stop().await;
}

#[tokio::test]
async fn other_words_replace_what_did_not_arrive() {
    for fault in [
        UNREACHED,
        SyncError::Stale,
        SyncError::Refused {
            detail: String::new(),
        },
    ] {
        let leaving = Leaving::with(Some(fault)).await;
        let entry = leaving.edit("No").await;
        assert_eq!(entry.text, "Yes", "it may still arrive");
        leaving.told.notify_one();
        leaving.world.until(STATES, "sent").await;
        assert_eq!(leaving.world.market.has(), ["No"]);
        assert_eq!(leaving.world.ask(WISHES).await, "null");
        leaving.engine.stop().await;
    }
}

#[tokio::test]
async fn other_words_for_what_had_arrived_go_into_the_draft() {
    let leaving = Leaving::with(None).await;
    leaving.edit("No").await;
    leaving.told.notify_one();
    leaving.world.until(STATES, "sent").await;
    assert_eq!(
        leaving.world.ask(WISHES).await,
        r#"{"kind":"tooLate","reworded":true}"#
    );
    assert_eq!(leaving.world.ask(DRAFT).await, "No");
    assert_eq!(leaving.world.market.has(), ["Yes"]);
    let read = ChooseOutboxEntry { id: leaving.id };
    outbox::acknowledge(leaving.world.app.clone(), read)
        .await
        .unwrap();
    assert_eq!(leaving.world.ask(WISHES).await, "null");
    leaving.engine.stop().await;
}

#[tokio::test]
async fn a_key_that_may_have_arrived_is_not_sent_against_the_sellers_wish() {
    let leaving = Leaving::with(Some(LOST)).await;
    leaving.discard().await;
    leaving.told.notify_one();
    leaving.world.until(STATES, "cancelled").await;
    assert_eq!(leaving.world.market.sent().len(), 1, "it was looked for");
    assert_eq!(leaving.world.ask(DRAFT).await, "Yes");

    // It turns up after all.
    let mut late = message("late", "k", leaving.world.app.clock.now(), "Yes");
    late.author = Author::Seller;
    late.operation_id = Some(leaving.id.to_string().into());
    leaving.world.market.happens(Record::Message(late));
    leaving.world.until(STATES, "sent").await;
    assert_eq!(
        leaving.world.ask(WISHES).await,
        r#"{"kind":"tooLate","reworded":false}"#
    );
    leaving.engine.stop().await;
}

#[tokio::test]
async fn without_keys_what_was_taken_back_is_recognised_when_it_turns_up() {
    let world = World::with(&["k"]).await;
    world.market.capabilities.lock().idempotency.keys = false;
    let engine = world.synced().await;
    let mut verdicts = vec![Verdict::Fail(LOST)];
    world
        .market
        .judges(move |_| verdicts.pop().unwrap_or(Verdict::Accept));
    let id = world.replies("k", "Yes").await.id;
    world.until(STATES, "held").await;
    let args = ChooseOutboxEntry { id };
    outbox::discard(world.app.clone(), args).await.unwrap();

    // The same words again: what arrives with the answer is the new entry's.
    world.replies("k", "Yes").await;
    world.until(STATES, "cancelled sent").await;
    world.asks("k", "Good");
    world.until("SELECT count(*) FROM messages", "3").await;
    assert_eq!(world.ask(STATES).await, "cancelled sent");

    let mut late = message("late", "k", world.app.clock.now(), "Yes");
    late.author = Author::Seller;
    world.market.happens(Record::Message(late));
    world.until(STATES, "sent sent").await;
    assert_eq!(
        world.ask(WISHES).await,
        r#"{"kind":"tooLate","reworded":false} null"#
    );
    engine.stop().await;
}

#[tokio::test]
async fn a_wish_can_be_let_go_and_the_same_key_goes_out_again() {
    let leaving = Leaving::with(Some(LOST)).await;
    // Nobody can be asked whether it arrived.
    leaving.world.market.fails(Some(UNREACHED));
    leaving.discard().await;
    leaving.told.notify_one();
    leaving.world.until(STATES, "uncertain").await;
    let entry = leaving.retry().await;
    assert_eq!(entry.wish, None);
    leaving.world.market.fails(None);
    leaving.world.until(STATES, "sent").await;
    let sent = leaving.world.market.sent();
    assert_eq!(sent[0].idempotency_key(), sent[1].idempotency_key());
    assert_eq!(leaving.world.market.has(), ["Yes"]);
    leaving.engine.stop().await;
}

#[tokio::test]
async fn after_a_crash_the_wish_is_granted() {
    let leaving = Leaving::with(Some(UNREACHED)).await;
    leaving.discard().await;
    leaving.engine.stop().await;
    // Whether it left is not known: it is looked for and is not there.
    let engine = leaving.world.start();
    leaving.world.until(STATES, "cancelled").await;
    assert_eq!(leaving.world.market.sent().len(), 1);
    engine.stop().await;
}
