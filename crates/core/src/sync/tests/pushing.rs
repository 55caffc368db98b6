//! The outbox on its way.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rapport_protocol::{Expects, SendRate};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::fake::{Verdict, words};
use super::world::World;
use crate::sync::market::SyncError;
use crate::sync::outbox::{self, ChooseOutboxEntry};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";
const REASONS: &str = "SELECT reason FROM outbox ORDER BY row";
const TROUBLE: &str = "SELECT n FROM tallies WHERE name = 'trouble'";
const QUEUED: &str = "SELECT n FROM tallies WHERE name = 'queued'";

#[tokio::test]
async fn replies_arrive_once_and_in_the_order_typed() {
    let world = World::with(&["k", "l", "m"]).await;
    let engine = world.synced().await;
    world
        .market
        .fails(Some(SyncError::Unreachable { arrived: false }));
    world.until("SELECT state FROM accounts", "offline").await;
    for n in 0..5 {
        for conversation in ["k", "l", "m"] {
            world
                .replies(conversation, &format!("{conversation}{n}"))
                .await;
        }
    }
    // The program is closed and opened in between.
    engine.stop().await;
    let engine = world.start();
    world.until(QUEUED, "15").await;
    world.market.fails(None);
    world
        .until("SELECT count(*) FROM outbox WHERE state = 'sent'", "15")
        .await;
    for conversation in ["k", "l", "m"] {
        let mut has = world.market.has();
        has.retain(|text| text.starts_with(conversation));
        let expected: Vec<_> = (0..5).map(|n| format!("{conversation}{n}")).collect();
        assert_eq!(has, expected);
    }
    assert_eq!(world.ask(QUEUED).await, "0");
    engine.stop().await;
}

#[tokio::test]
async fn an_entry_that_stands_still_holds_back_its_own_conversation_only() {
    let stuck = [
        Verdict::Fail(SyncError::Refused {
            detail: "No links.".to_owned(),
        }),
        Verdict::Fail(SyncError::Stale),
        Verdict::Fail(SyncError::ServerFailed { retry_after: None }),
        Verdict::Hang,
    ];
    let states = ["rejected", "held", "queued", "sending"];
    for (verdict, state) in stuck.into_iter().zip(states) {
        let world = World::with(&["k", "l"]).await;
        let engine = world.synced().await;
        world
            .market
            .judges(move |operation| match words(operation).as_str() {
                "bad" => verdict.clone(),
                _ => Verdict::Accept,
            });
        world.replies("k", "bad").await;
        world.replies("k", "behind it").await;
        world.replies("l", "elsewhere").await;
        world
            .until("SELECT state FROM outbox WHERE row = 3", "sent")
            .await;
        world
            .until("SELECT state FROM outbox WHERE row = 1", state)
            .await;
        assert_eq!(
            world.ask("SELECT state FROM outbox WHERE row = 2").await,
            "queued"
        );
        assert_eq!(world.market.has(), ["elsewhere"], "{state}");
        engine.stop().await;
    }
}

#[tokio::test]
async fn a_refusal_is_told_and_a_new_try_has_a_new_key() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let detail = "No links.".to_owned();
    let mut refusals = vec![SyncError::Refused { detail }];
    world
        .market
        .judges(move |_| refusals.pop().map_or(Verdict::Accept, Verdict::Fail));
    let id = world.replies("k", "See example.com").await.id;
    world.until(STATES, "rejected").await;
    assert_eq!(
        world.ask(REASONS).await,
        r#"{"kind":"refused","detail":"No links."}"#
    );
    assert_eq!(world.ask(TROUBLE).await, "1");
    outbox::retry(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    let keys: Vec<_> = world.market.sent().iter().map(|it| it.revision).collect();
    assert_eq!(
        keys,
        [1, 2],
        "the marketplace remembers the refusal under the first"
    );
    assert_eq!(world.ask(TROUBLE).await, "0");
    engine.stop().await;
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_by_the_same_key() {
    let world = World::with(&["k"]).await;
    // Nothing but the answer may tell.
    world.market.capabilities.lock().push = false;
    let engine = world.synced().await;
    let mut lost = vec![Verdict::AcceptAndLose];
    world
        .market
        .judges(move |_| lost.pop().unwrap_or(Verdict::Accept));
    world.replies("k", "Yes").await;
    world.until(STATES, "sent").await;
    let sent = world.market.sent();
    assert!(
        sent.iter().all(|it| it == &sent[0]),
        "the same body under the same key: {sent:?}"
    );
    assert_eq!(world.market.has(), ["Yes"]);
    assert_eq!(
        world
            .ask("SELECT count(*) FROM messages WHERE author = 'seller'")
            .await,
        "1"
    );
    engine.stop().await;
}

#[tokio::test]
async fn an_echo_that_overtakes_the_answer_doubles_nothing() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let answer = Arc::new(Notify::new());
    let late = Arc::clone(&answer);
    world
        .market
        .judges(move |_| Verdict::AcceptAndWait(Arc::clone(&late)));
    world.replies("k", "Yes").await;
    // The hint about our own message comes before the answer.
    world
        .until("SELECT count(*) FROM messages WHERE author = 'seller'", "1")
        .await;
    assert_eq!(world.ask(STATES).await, "sent");
    assert_eq!(world.ask("SELECT waiting_key FROM inbox").await, "null");
    answer.notify_one();
    world.replies("k", "And").await;
    world
        .until_market("the lane goes on", |market| market.sent().len() == 2)
        .await;
    answer.notify_one();
    world.until(STATES, "sent sent").await;
    assert_eq!(
        world
            .ask("SELECT count(*) FROM messages WHERE author = 'seller'")
            .await,
        "2"
    );
    assert_eq!(
        world.ask("SELECT attempts FROM outbox ORDER BY row").await,
        "1 1"
    );
    engine.stop().await;
}

#[tokio::test]
async fn what_was_leaving_in_a_crash_leaves_again_under_its_key() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world.market.judges(|_| Verdict::Hang);
    world.replies("k", "Yes").await;
    world.until(STATES, "sending").await;
    world
        .until_market("it is on its way", |market| market.sent().len() == 1)
        .await;
    engine.stop().await;
    assert_eq!(world.ask(STATES).await, "sending", "as after a crash");
    world.market.judges(|_| Verdict::Accept);
    let engine = world.start();
    world.until(STATES, "sent").await;
    let sent = world.market.sent();
    assert_eq!(sent[0], sent[1], "the same key and body");
    assert_eq!(world.ask("SELECT may_have_arrived FROM outbox").await, "1");
    engine.stop().await;
}

#[tokio::test]
async fn what_the_seller_had_seen_travels_along_only_when_time_has_passed() {
    let seen = Expects {
        newest_buyer_message: Some("k/Is it still there?".into()),
        order: None,
    };
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world.until("SELECT state FROM accounts", "online").await;
    world.replies("k", "A lively chat").await;
    world.until(STATES, "sent").await;
    assert_eq!(world.market.sent()[0].expects, None);

    world
        .market
        .fails(Some(SyncError::Unreachable { arrived: false }));
    world.until("SELECT state FROM accounts", "offline").await;
    world.replies("k", "After a gap").await;
    world.market.fails(None);
    world.until(STATES, "sent sent").await;
    assert_eq!(world.market.sent()[1].expects, Some(seen.clone()));

    engine.stop().await;
    world.replies("k", "An old one").await;
    world
        .run("UPDATE outbox SET created_at = created_at - 130000 WHERE state = 'queued'")
        .await;
    let engine = world.start();
    world.until(STATES, "sent sent sent").await;
    assert_eq!(world.market.sent()[2].expects, Some(seen));
    engine.stop().await;
}

#[tokio::test]
async fn a_stale_reply_is_held_and_the_seller_decides() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let mut verdicts = vec![Verdict::Fail(SyncError::Stale)];
    world
        .market
        .judges(move |_| verdicts.pop().unwrap_or(Verdict::Accept));
    let id = world.replies("k", "Yes").await.id;
    world.until(STATES, "held").await;
    assert_eq!(world.ask(REASONS).await, r#"{"kind":"stale"}"#);
    assert_eq!(
        world.ask("SELECT waiting_key IS NOT NULL FROM inbox").await,
        "1"
    );
    outbox::retry(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    engine.stop().await;
}

#[tokio::test]
async fn no_more_leaves_at_a_time_than_the_marketplace_allows() {
    let names = ["a", "b", "c", "d", "e"];
    let world = World::with(&names).await;
    world.market.capabilities.lock().send_rate = SendRate {
        requests: 2,
        per_seconds: 1,
    };
    let engine = world.synced().await;
    let begun = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&begun);
    world.market.judges(move |_| {
        noted.lock().push(Instant::now());
        Verdict::Accept
    });
    for name in names {
        world.replies(name, "Yes").await;
    }
    world.until(STATES, "sent sent sent sent sent").await;
    let begun = begun.lock().clone();
    for three in begun.windows(3) {
        let apart = three[2] - three[0];
        assert!(apart >= Duration::from_millis(950), "{apart:?}");
    }
    engine.stop().await;
}

#[tokio::test]
async fn what_leaves_late_is_held_when_it_sold_out_or_the_conversation_was_closed_meanwhile() {
    for (news, reason) in [
        ("UPDATE products SET stock = 0", r#"{"kind":"soldOut"}"#),
        (
            "UPDATE conversations SET closed = 1",
            r#"{"kind":"closed"}"#,
        ),
    ] {
        let world = World::with(&["k"]).await;
        let engine = world.synced().await;
        engine.stop().await;
        world
            .run(
                "INSERT INTO products (id, account, remote_id, revision, title, price_minor, currency,
                                       stock)
                 VALUES (x'00', 1, 'd', 1, 'Bowl', 4800, 'EUR', 2);
                 UPDATE conversations SET product = 1",
            )
            .await;
        world.replies("k", "I can send it today").await;
        world
            .run("UPDATE outbox SET created_at = created_at - 130000")
            .await;
        world.run(news).await;
        let engine = world.start();
        world.until(STATES, "held").await;
        assert_eq!(world.ask(REASONS).await, reason);
        assert!(world.market.sent().is_empty(), "nothing left");
        engine.stop().await;
    }
}
