//! What absorbing does to rows, without any engine.

use rapport_protocol::{Author, Open, Record, RecordKind, Tombstone};
use serde_json::json;

use super::fake::{change, conversation, message, other, person};
use super::world::World;

const AT: i64 = 1_790_000_000_000;

fn tombstone(of: RecordKind, id: &str) -> Record {
    Record::Deleted(Tombstone {
        of,
        id: id.to_owned(),
    })
}

fn said(id: &str, text: &str) -> Record {
    Record::Message(message(id, "k", AT, text))
}

/// A workstation that knows the conversation `k` with `p`.
async fn world() -> World {
    let world = World::new().await;
    world
        .absorbs(vec![
            change(1, person("p")),
            change(2, conversation("k", "p")),
        ])
        .await;
    world
}

#[tokio::test]
async fn a_lower_revision_never_overwrites_a_higher_one() {
    let world = world().await;
    for (revision, text, expected) in [
        (5, "five", "five"),
        (4, "four", "five"),
        (5, "again", "five"),
        (6, "six", "six"),
    ] {
        world.absorbs(vec![change(revision, said("m", text))]).await;
        assert_eq!(
            world.ask("SELECT text FROM messages").await,
            expected,
            "after {text}"
        );
    }
    assert_eq!(
        world.ask("SELECT key FROM messages").await,
        (AT << 10).to_string()
    );
    let found = |word| format!("SELECT count(*) FROM messages_index WHERE text MATCH '{word}'");
    let (six, five) = (found("six").leak(), found("five").leak());
    assert_eq!(world.ask(six).await, "1", "the index follows");
    assert_eq!(world.ask(five).await, "0", "and forgets the old words");
}

#[tokio::test]
async fn a_tombstone_wins_whenever_it_comes() {
    let world = world().await;
    world
        .absorbs(vec![
            change(3, said("m", "gone")),
            change(4, said("n", "stays")),
        ])
        .await;
    world
        .absorbs(vec![change(5, tombstone(RecordKind::Message, "m"))])
        .await;
    // Before the record, and below its revision.
    world
        .absorbs(vec![change(1, tombstone(RecordKind::Message, "late"))])
        .await;
    world
        .absorbs(vec![
            change(9, said("late", "no")),
            change(9, said("m", "no")),
        ])
        .await;
    assert_eq!(world.ask("SELECT text FROM messages").await, "stays");
    let found = "SELECT count(*) FROM messages_index WHERE text MATCH 'gone OR no'";
    assert_eq!(world.ask(found).await, "0", "nor can it be found");
}

#[tokio::test]
async fn a_deleted_conversation_leaves_the_list_and_takes_nothing_more() {
    let world = world().await;
    world.absorbs(vec![change(3, said("m", "hello"))]).await;
    assert_eq!(world.ask("SELECT count(*) FROM inbox").await, "1");
    world
        .absorbs(vec![change(4, tombstone(RecordKind::Conversation, "k"))])
        .await;
    world.absorbs(vec![change(5, said("n", "more"))]).await;
    assert_eq!(world.ask("SELECT count(*) FROM inbox").await, "0");
    assert_eq!(
        world.ask("SELECT count(*) FROM messages").await,
        "1",
        "nothing was added"
    );
}

#[tokio::test]
async fn what_cannot_be_understood_is_set_aside_once_and_kept_as_it_came() {
    let world = world().await;
    let strange = vec![
        change(3, other(json!({ "kind": "novelty", "is": ["kept"] }))),
        change(4, other(json!({ "kind": "person", "id": 7 }))),
        change(0, other(json!("not even an object"))),
        change(0, said("zero", "no revision")),
        change(5, Record::Message(message("far", "k", i64::MAX, "far"))),
        change(6, said("m", &"x".repeat(1024 * 1024 + 1))),
    ];
    world.absorbs(strange.clone()).await;
    world.absorbs(strange).await;
    assert_eq!(
        world.ask("SELECT count(*) FROM set_aside").await,
        "6",
        "once each"
    );
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "6");
    assert_eq!(world.ask("SELECT count(*) FROM messages").await, "0");
    let content = world
        .ask("SELECT content FROM set_aside ORDER BY row LIMIT 1")
        .await;
    let expected = json!({ "revision": 3, "record": { "kind": "novelty", "is": ["kept"] } });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&content).unwrap(),
        expected
    );
    let faults = world.ask("SELECT fault FROM set_aside ORDER BY row").await;
    assert!(
        faults.contains("“novelty”"),
        "each has a sentence: {faults}"
    );
    let long = world
        .ask("SELECT max(length(content)) FROM set_aside")
        .await;
    assert!(
        long.parse::<usize>().unwrap() < 1000,
        "what is far too long is not hoarded: {long}"
    );
}

#[tokio::test]
async fn a_thousand_are_kept_aside_and_all_are_counted() {
    let world = world().await;
    let strange = |n: i64| change(n, other(json!({ "kind": "novelty" })));
    world.absorbs((1..=1010).map(strange).collect()).await;
    assert_eq!(world.ask("SELECT count(*) FROM set_aside").await, "1000");
    assert_eq!(world.ask("SELECT set_aside FROM accounts").await, "1010");
    let oldest = world
        .ask("SELECT content FROM set_aside ORDER BY row LIMIT 1")
        .await;
    assert!(
        oldest.contains(r#""revision":11"#),
        "the newest stay: {oldest}"
    );
}

#[tokio::test]
async fn unknown_parts_of_a_known_record_survive() {
    let world = world().await;
    let mut strange = message("m", "k", AT, "");
    strange.body = Open::Other(json!({ "kind": "hologram", "depth": 3 }));
    strange.author = Author::Other("robot".to_owned());
    strange.extra.insert("mood".to_owned(), json!("glad"));
    world
        .absorbs(vec![change(3, Record::Message(strange))])
        .await;
    assert_eq!(
        world.ask("SELECT kind || author FROM messages").await,
        "unknownrobot"
    );
    let extra = world.ask("SELECT extra FROM messages").await;
    let expected = json!({ "body": { "kind": "hologram", "depth": 3 }, "mood": "glad" });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&extra).unwrap(),
        expected
    );
}

#[tokio::test]
async fn messages_of_one_millisecond_keep_their_order() {
    let world = world().await;
    world
        .absorbs(
            (0..40)
                .map(|n| change(n + 3, said(&format!("{n}"), "x")))
                .collect(),
        )
        .await;
    let order = world
        .ask("SELECT remote_id FROM messages ORDER BY key")
        .await;
    let expected: Vec<_> = (0..40).map(|n| n.to_string()).collect();
    assert_eq!(order, expected.join(" "));
}
