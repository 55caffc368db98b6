//! Walking backward.

use rapport_protocol::{Open, Record};

use crate::stage::{Stage, names};

#[tokio::test]
async fn the_walk_tells_every_older_message_once_newest_first_and_ends() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    for number in 0..7 {
        // Some share a millisecond.
        stage.pass(number % 2);
        stage
            .say(&conversation, &format!("Question {number}"))
            .await;
    }
    let mut token = stage.changes("").await.history;
    stage.pass(1);
    stage.say(&conversation, "After the head").await;
    let mut told = Vec::new();
    while let Some(before) = token {
        let page = stage.history(&format!("before={before}&limit=3")).await;
        let first = names(&page.changes);
        assert_eq!(
            first[2], "conversation",
            "a page stands by itself: {first:?}"
        );
        told.extend(first.into_iter().filter(|name| name.starts_with("message")));
        token = page.before;
    }
    let expected: Vec<_> = (0..7)
        .rev()
        .map(|n| format!("message Question {n}"))
        .collect();
    assert_eq!(
        told, expected,
        "what came after the head comes through the changes"
    );
}

#[tokio::test]
async fn a_walk_may_begin_without_a_token_and_an_empty_one_ends_at_once() {
    let stage = Stage::new().await;
    let empty = stage.history("").await;
    assert!(empty.changes.is_empty() && empty.before.is_none());
    let conversation = stage.conversation().await;
    stage.say(&conversation, "Hello").await;
    let page = stage.history("").await;
    assert!(matches!(
        page.changes.last().map(|change| &change.record),
        Some(Open::Known(Record::Message(_)))
    ));
    assert!(page.before.is_none());
}
