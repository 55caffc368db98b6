//! Changes, history and hints.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rapport_protocol::{
    Body, ChangesPage, Cursor, HistoryPage, Open, Picture, PictureBody, Record,
};
use serde_json::json;

use super::fake::{change, conversation, message, other, person};
use super::world::World;
use crate::inbox::composer::{self, AddNote};
use crate::sync::market::SyncError;

const STATE: &str = "SELECT state FROM accounts";
const REASON: &str = "SELECT reason FROM accounts";
const CURSOR: &str = "SELECT cursor FROM accounts";
const MESSAGES: &str = "SELECT count(*) FROM messages";

#[tokio::test]
async fn history_comes_first_and_news_at_once() {
    let world = World::with(&["k", "l"]).await;
    let mut alerts = world.app.alerts.subscribe();
    let engine = world.synced().await;
    assert_eq!(world.ask(MESSAGES).await, "2");
    assert_eq!(
        world.ask("SELECT history_messages FROM accounts").await,
        "2"
    );
    world.until(STATE, "online").await;
    assert_eq!(
        world
            .ask("SELECT synced_at IS NOT NULL FROM accounts")
            .await,
        "1"
    );
    assert!(alerts.try_recv().is_err(), "history alerts nobody");

    world.asks("l", "And now?");
    let alert = tokio::time::timeout(Duration::from_secs(20), alerts.recv()).await;
    let alert = alert.expect("a hint leads to the news").unwrap();
    assert_eq!(
        (alert.title.as_str(), alert.body.as_str()),
        ("Name of p", "And now?")
    );
    assert_eq!(alert.conversation_id, world.conversation("l").await);
    world.until(MESSAGES, "3").await;
    engine.stop().await;
}

#[tokio::test]
async fn a_malformed_and_an_unknown_change_let_the_cursor_go_on() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world
        .market
        .happens(other(json!({ "kind": "person", "id": 7 })));
    world.market.happens(other(json!({ "kind": "novelty" })));
    world.asks("k", "Hello?");
    world.until(CURSOR, "c6").await;
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "2");
    assert_eq!(
        world.ask(MESSAGES).await,
        "2",
        "their neighbour came through"
    );
    assert_eq!(world.ask(STATE).await, "online");
    engine.stop().await;
}

#[tokio::test]
async fn what_came_too_early_is_tried_again() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world
        .market
        .happens(Record::Message(message("m", "later", 5, "Early")));
    world.market.happens(conversation("later", "q"));
    world.until("SELECT set_aside FROM accounts", "2").await;
    world.market.happens(person("q"));
    world.until("SELECT set_aside FROM accounts", "0").await;
    world
        .until("SELECT count(*) FROM messages WHERE text = 'Early'", "1")
        .await;
    assert_eq!(world.ask("SELECT count(*) FROM set_aside").await, "0");
    engine.stop().await;
}

#[tokio::test]
async fn a_history_that_repeats_for_ever_is_left() {
    for fresh_tokens in [false, true] {
        let world = World::new().await;
        let walked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&walked);
        world.market.walks(move |_| {
            let n = counted.fetch_add(1, Ordering::SeqCst);
            let before = if fresh_tokens {
                format!("t{n}")
            } else {
                format!("t{}", n % 2)
            };
            let changes = vec![change(1, person("p")), change(2, conversation("k", "p"))];
            Some(Ok(HistoryPage {
                changes,
                before: Some(before.into()),
            }))
        });
        let engine = world.start();
        world.until(REASON, r#"{"kind":"endless"}"#).await;
        assert_eq!(world.ask(STATE).await, "failing");
        assert!(walked.load(Ordering::SeqCst) <= 4, "it is noticed soon");
        // The changes go on beside it.
        world.market.happens(person("q"));
        world.until("SELECT count(*) FROM persons", "2").await;
        assert_eq!(world.ask("SELECT count(*) FROM conversations").await, "1");
        engine.stop().await;
    }
}

#[tokio::test]
async fn a_page_asked_for_ahead_takes_nothing_with_it_when_it_fails() {
    let world = World::new().await;
    let asked = AtomicUsize::new(0);
    world.market.walks(move |before| {
        let (changes, before) = match before {
            "t" if asked.fetch_add(1, Ordering::SeqCst) == 0 => {
                return Some(Err(SyncError::Unreachable { arrived: false }));
            }
            "t" => (vec![change(1, person("older"))], None),
            _ => (vec![change(2, person("newer"))], Some("t".into())),
        };
        Some(Ok(HistoryPage { changes, before }))
    });
    let engine = world.start();
    world.until("SELECT count(*) FROM persons", "2").await;
    world.until("SELECT history_done FROM accounts", "1").await;
    world.until(STATE, "online").await;
    engine.stop().await;
}

#[tokio::test]
async fn changes_that_repeat_for_ever_are_left() {
    let world = World::new().await;
    let page = |cursor: &str, changes| {
        let cursor = Cursor::from(cursor);
        Some(Ok(ChangesPage {
            changes,
            cursor,
            has_more: true,
            history: None,
        }))
    };
    world.market.answers(move |cursor| {
        cursor.and_then(|cursor| match cursor {
            "c0" => page("a", vec![change(1, person("p"))]),
            "a" => page("b", vec![change(2, conversation("k", "p"))]),
            _ => page("a", Vec::new()),
        })
    });
    let engine = world.start();
    // The head comes by itself; the hint leads into the circle.
    world.until(CURSOR, "c0").await;
    world.market.happens(person("q"));
    world.until(REASON, r#"{"kind":"endless"}"#).await;
    assert_eq!(
        world.ask("SELECT count(*) FROM conversations").await,
        "1",
        "what came is kept"
    );
    assert!(world.market.asked().len() < 10, "it is noticed soon");
    engine.stop().await;
}

#[tokio::test]
async fn an_expired_cursor_asks_for_everything_again_and_keeps_what_is_ours() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    engine.stop().await;
    let conversation_id = world.conversation("k").await;
    let note = AddNote {
        conversation_id,
        text: "Haggles".to_owned(),
    };
    composer::note(world.app.clone(), note).await.unwrap();
    world
        .market
        .judges(|_| super::fake::Verdict::Fail(SyncError::NotFound));
    world.replies("k", "Yes").await;
    world.run("UPDATE accounts SET cursor = 'c-old'").await;
    world
        .market
        .answers(|cursor| (cursor == Some("c-old")).then_some(Err(SyncError::ExpiredCursor)));
    world.asks("k", "In between");
    let engine = world.start();
    world
        .until(
            "SELECT count(*) FROM messages WHERE text = 'In between'",
            "1",
        )
        .await;
    world.until("SELECT history_done FROM accounts", "1").await;
    world.until(STATE, "online").await;
    assert_eq!(world.ask(MESSAGES).await, "2", "nothing is doubled");
    assert_eq!(world.ask("SELECT text FROM notes").await, "Haggles");
    world.until("SELECT state FROM outbox", "rejected").await;
    engine.stop().await;
}

#[tokio::test]
async fn a_server_that_fails_is_told_and_comes_back() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world
        .market
        .fails(Some(SyncError::ServerFailed { retry_after: None }));
    world.until(STATE, "failing").await;
    assert_eq!(world.ask(REASON).await, r#"{"kind":"serverFailed"}"#);
    world
        .market
        .fails(Some(SyncError::Unreachable { arrived: false }));
    world.until(STATE, "offline").await;
    world.market.fails(None);
    world.asks("k", "Are you back?");
    world.until(MESSAGES, "2").await;
    world.until(STATE, "online").await;
    assert_eq!(world.ask(REASON).await, "null");
    engine.stop().await;
}

#[tokio::test]
async fn a_revoked_token_stops_the_account_until_it_is_connected_again() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world.market.fails(Some(SyncError::Unauthorized));
    world.until(STATE, "revoked").await;
    assert_eq!(world.ask(REASON).await, r#"{"kind":"unauthorized"}"#);
    let asked = world.market.asked().len();
    world.replies("k", "Typed meanwhile").await;
    world.until("SELECT state FROM outbox", "queued").await;
    assert_eq!(world.market.asked().len(), asked, "nobody knocks any more");
    assert_eq!(world.ask(MESSAGES).await, "1", "everything is still here");

    world.market.fails(None);
    world.connect().await;
    world.until(STATE, "online").await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert_eq!(world.market.has(), ["Typed meanwhile"]);
    engine.stop().await;
}

#[tokio::test]
async fn the_cursor_stays_where_it_was_when_a_batch_fails() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world
        .run(
            "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN new.text = 'Last'
             BEGIN SELECT raise(ABORT, 'the disk is full'); END",
        )
        .await;
    let before = world.ask(CURSOR).await;
    let asked = world.market.asked().len();
    world.asks("k", "First");
    world.asks("k", "Last");
    world
        .until_market("it tries again", |market| market.asked().len() > asked + 1)
        .await;
    let after = world.ask(CURSOR).await;
    assert!(
        after == before || after == "c4",
        "never beyond what is stored: {after}"
    );
    world.run("DROP TRIGGER refuse").await;
    world.until(CURSOR, "c5").await;
    assert_eq!(
        world.ask(MESSAGES).await,
        "3",
        "nothing is lost, nothing doubled"
    );
    engine.stop().await;
}

#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_smaller_pieces() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    world.market.fails(Some(SyncError::TooLarge));
    world.asks("k", "Ten megabytes");
    world.until(REASON, r#"{"kind":"tooLarge"}"#).await;
    let asked = world.market.asked();
    let limits: Vec<_> = asked
        .iter()
        .rev()
        .take(5)
        .map(|(_, limit)| *limit)
        .collect();
    assert_eq!(limits, [1, 7, 31, 125, 500], "down to a single change");
    assert_eq!(world.ask(MESSAGES).await, "1", "the store is sound");
    engine.stop().await;
}

#[tokio::test]
async fn pictures_are_fetched_and_what_is_none_is_not_kept() {
    let world = World::with(&["k"]).await;
    let png = b"\x89PNG\r\n\x1a\nand so on";
    world.market.has_picture("good", png);
    world.market.has_picture("bad", b"<svg onload='alert(1)'>");
    for id in ["good", "bad", "missing"] {
        let mut shown = message(id, "k", world.app.clock.now(), "");
        let media_type = "image/png".to_owned();
        let picture = Picture {
            id: id.into(),
            media_type,
            width: 1,
            height: 1,
            bytes: 9,
        };
        let body = PictureBody {
            picture,
            more: Vec::new(),
            caption: String::new(),
        };
        shown.body = Open::Known(Body::Picture(body));
        world.market.happens(Record::Message(shown));
    }
    let engine = world.synced().await;
    world
        .until("SELECT count(*) FROM pictures WHERE bytes IS NOT NULL", "1")
        .await;
    world
        .until("SELECT count(*) FROM pictures WHERE attempts = 5", "2")
        .await;
    let id = crate::id::picture(world.account().await.id, "good");
    let read = crate::sync::pictures::read(&world.app, id).await.unwrap();
    assert_eq!(read, Some(("image/png".to_owned(), png.to_vec())));
    engine.stop().await;
}
