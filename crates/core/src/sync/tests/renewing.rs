//! Tokens that end, and the pairs that follow them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::door::Renewal;
use super::world::World;
use crate::sync::market::SyncError;

const STATE: &str = "SELECT state FROM accounts";
const TOKENS: &str = "SELECT token || ' ' || refresh_token FROM accounts";
const MESSAGES: &str = "SELECT count(*) FROM messages";
const FIRST: &str = "refreshcanary1";

/// A workstation that has signed in and is up to date.
async fn signed_in() -> (World, crate::sync::Engine) {
    let world = World::with(&["k"]).await;
    world.signs_in().await;
    let engine = world.synced().await;
    world.until(STATE, "online").await;
    (world, engine)
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let world = World::with(&["k"]).await;
    world.door.grants_for(Duration::from_hours(1));
    world.signs_in().await;
    // Half a minute is left.
    world
        .run("UPDATE accounts SET expires_at = expires_at - 3570000")
        .await;
    let engine = world.synced().await;
    world.until(STATE, "online").await;
    assert_eq!(world.door.shown(), [FIRST]);
    assert_eq!(world.ask(TOKENS).await, "accesscanary2 refreshcanary2");
    let left = "SELECT expires_at > state_since_at + 3000000 FROM accounts";
    assert_eq!(world.ask(left).await, "1");
    engine.stop().await;
}

#[tokio::test]
async fn a_token_that_is_no_longer_taken_is_renewed_and_the_question_asked_again() {
    let (world, engine) = signed_in().await;
    world.door.closes();
    let reply = world.replies("k", "Yes, it is.").await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert_eq!(world.market.has(), ["Yes, it is."], "{reply:?}");
    assert_eq!(world.door.shown(), [FIRST]);
    assert_eq!(world.ask(TOKENS).await, "accesscanary2 refreshcanary2");
    world.asks("k", "Thank you!");
    world.until(MESSAGES, "3").await;
    assert_eq!(world.ask(STATE).await, "online", "nobody noticed");
    engine.stop().await;
}

#[tokio::test]
async fn one_renewal_serves_every_lane() {
    let (world, engine) = signed_in().await;
    let answer = Arc::new(Notify::new());
    world
        .door
        .renews(Renewal::GrantAndWait(Arc::clone(&answer)));
    world.door.closes();
    world.replies("k", "One moment.").await;
    world.asks("k", "Hello?");
    world
        .until_market("a renewal begins", |_| world.door.shown().len() == 1)
        .await;
    assert_eq!(
        world.ask(TOKENS).await,
        "accesscanary1 refreshcanary1",
        "the new pair is not here yet"
    );
    answer.notify_one();
    world.until(MESSAGES, "3").await;
    assert_eq!(world.door.shown(), [FIRST], "nobody else asked");
    engine.stop().await;
}

#[tokio::test]
async fn the_end_of_the_program_waits_for_the_pair() {
    let (world, engine) = signed_in().await;
    let answer = Arc::new(Notify::new());
    world
        .door
        .renews(Renewal::GrantAndWait(Arc::clone(&answer)));
    world.door.closes();
    world.asks("k", "Hello?");
    world
        .until_market("a renewal begins", |_| world.door.shown().len() == 1)
        .await;
    // Both at once: the lanes are ended while the answer is on its way.
    tokio::join!(engine.stop(), async { answer.notify_one() });
    assert_eq!(world.ask(TOKENS).await, "accesscanary2 refreshcanary2");

    let engine = world.start();
    world.until(MESSAGES, "2").await;
    assert_eq!(
        world.door.shown(),
        [FIRST],
        "the next start goes on from there"
    );
    engine.stop().await;
}

#[tokio::test]
async fn a_renewal_without_an_answer_is_tried_again() {
    let (world, engine) = signed_in().await;
    let gone = SyncError::Unreachable { arrived: false };
    world.door.renews(Renewal::Fail(gone));
    let failed = SyncError::ServerFailed { retry_after: None };
    world.door.renews(Renewal::Fail(failed));
    world.door.closes();
    world.asks("k", "Hello?");
    world.until(MESSAGES, "2").await;
    world.until(STATE, "online").await;
    assert_eq!(world.door.shown(), [FIRST, FIRST, FIRST]);
    engine.stop().await;
}

#[tokio::test]
async fn a_refusal_waits_for_the_seller() {
    let (world, engine) = signed_in().await;
    let before = world.account().await.id;
    world.door.forgets();
    world.asks("k", "Hello?");
    world.until(STATE, "revoked").await;
    let reason = "SELECT reason FROM accounts";
    assert_eq!(world.ask(reason).await, r#"{"kind":"unauthorized"}"#);

    world.signs_in().await;
    world.until(MESSAGES, "2").await;
    world.until(STATE, "online").await;
    assert_eq!(world.account().await.id, before, "it is the same account");
    assert_eq!(
        world.door.shown(),
        [FIRST],
        "a refused token is not shown again"
    );
    engine.stop().await;
}

#[tokio::test]
async fn a_lost_answer_costs_a_sign_in_and_nothing_else() {
    let (world, engine) = signed_in().await;
    world.door.renews(Renewal::GrantAndLose);
    world.door.closes();
    world.replies("k", "Yes, it is.").await;
    world.until(STATE, "revoked").await;
    assert_eq!(world.ask("SELECT state FROM outbox").await, "queued");

    world.signs_in().await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert_eq!(world.market.has(), ["Yes, it is."]);
    engine.stop().await;
}

#[tokio::test]
async fn a_pair_that_cannot_be_kept_is_not_used() {
    let (world, engine) = signed_in().await;
    world
        .run(
            "CREATE TEMP TRIGGER full BEFORE UPDATE OF refresh_token ON accounts
             BEGIN SELECT raise(ABORT, 'the disk is full'); END",
        )
        .await;
    world.door.closes();
    world.asks("k", "Hello?");
    world.until(STATE, "offline").await;
    assert_eq!(world.ask(TOKENS).await, "accesscanary1 refreshcanary1");
    assert_eq!(world.ask(MESSAGES).await, "1");

    world.run("DROP TRIGGER full").await;
    world.until(MESSAGES, "2").await;
    assert_eq!(world.ask(TOKENS).await, "accesscanary2 refreshcanary2");
    assert_eq!(
        world.door.shown(),
        [FIRST],
        "it is kept as soon as it can be"
    );
    engine.stop().await;
}
