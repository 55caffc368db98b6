//! What may have arrived, on marketplaces that know no keys.

use rapport_protocol::{Author, Record};

use super::fake::{Verdict, message};
use super::world::World;
use crate::sync::Engine;
use crate::sync::market::SyncError;
use crate::sync::outbox::{self, ChooseOutboxEntry};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";
const REASONS: &str = "SELECT reason FROM outbox ORDER BY row";

/// A marketplace without keys that does this to operations, in this order, and then accepts.
async fn without_keys(verdicts: Vec<Verdict>) -> (World, Engine) {
    let world = World::with(&["k"]).await;
    {
        let mut capabilities = world.market.capabilities.lock();
        capabilities.idempotency.keys = false;
        capabilities.expects = false;
    }
    let engine = world.synced().await;
    let known = "SELECT capabilities LIKE '%\"keys\":false%' FROM accounts";
    world.until(known, "1").await;
    let mut verdicts = verdicts.into_iter();
    world
        .market
        .judges(move |_| verdicts.next().unwrap_or(Verdict::Accept));
    (world, engine)
}

fn lost(arrived: bool) -> Verdict {
    Verdict::Fail(SyncError::Unreachable { arrived })
}

#[tokio::test]
async fn without_keys_nobody_but_a_human_sends_it_again() {
    let (world, engine) = without_keys(vec![lost(false), lost(true)]).await;
    let id = world.replies("k", "Yes").await.id;
    world.until(STATES, "held").await;
    assert_eq!(world.ask(REASONS).await, r#"{"kind":"notSeen"}"#);
    assert_eq!(
        world.market.sent().len(),
        2,
        "what never left was tried again, what may have not"
    );
    outbox::retry(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    assert_eq!(world.market.has(), ["Yes"]);
    engine.stop().await;
}

#[tokio::test]
async fn without_keys_what_arrived_is_recognised_one_message_for_one_entry() {
    let (world, engine) = without_keys(vec![Verdict::AcceptAndLose, lost(true)]).await;
    world.replies("k", "Yes").await;
    world.until(STATES, "sent").await;
    // The same words again, and this time nothing arrived: the first message is not it.
    world.replies("k", "Yes").await;
    world.until(STATES, "sent held").await;
    assert_eq!(world.market.has(), ["Yes"]);
    assert_eq!(
        world.ask("SELECT count(DISTINCT became) FROM outbox").await,
        "1"
    );
    engine.stop().await;
}

#[tokio::test]
async fn what_shows_up_late_is_recognised_all_the_same() {
    let (world, engine) = without_keys(vec![lost(true)]).await;
    world.replies("k", "Yes, it  is\nthere").await;
    world.until(STATES, "held").await;
    let mut late = message("late", "k", world.app.clock.now(), "Yes, it is there");
    late.author = Author::Seller;
    world.market.happens(Record::Message(late));
    world.until(STATES, "sent").await;
    assert_eq!(world.ask("SELECT waiting_key FROM inbox").await, "null");
    engine.stop().await;
}

#[tokio::test]
async fn what_the_sellers_other_words_say_is_no_answer_of_ours() {
    let world = World::with(&["k"]).await;
    let mut earlier = message("earlier", "k", world.app.clock.now(), "Yes");
    earlier.author = Author::Seller;
    world.market.happens(Record::Message(earlier));
    world.market.capabilities.lock().idempotency.keys = false;
    let engine = world.synced().await;
    let mut verdicts = vec![lost(true)];
    world
        .market
        .judges(move |_| verdicts.pop().unwrap_or(Verdict::Accept));
    world.replies("k", "Yes").await;
    world.until(STATES, "held").await;
    engine.stop().await;
}

#[tokio::test]
async fn where_nobody_compares_we_look_before_a_late_reply_leaves() {
    let (world, engine) = without_keys(Vec::new()).await;
    engine.stop().await;
    world.replies("k", "Yes").await;
    world
        .run("UPDATE outbox SET created_at = created_at - 130000")
        .await;
    world.asks("k", "Forget it, I found another");
    let engine = world.start();
    world.until(STATES, "held").await;
    assert_eq!(world.ask(REASONS).await, r#"{"kind":"stale"}"#);
    assert!(world.market.sent().is_empty(), "nothing left");
    engine.stop().await;

    world.run("UPDATE outbox SET state = 'cancelled'").await;
    world.replies("k", "It was a nice bowl").await;
    world
        .run("UPDATE outbox SET created_at = created_at - 130000")
        .await;
    let engine = world.start();
    world.until(STATES, "cancelled sent").await;
    engine.stop().await;
}
