//! Following what happens.

use std::collections::HashSet;

use rapport_protocol::{Change, Open, ProblemKind, Record};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::stage::{Stage, add_seller, names, problem, reply};

/// What a record refers to: kind and id of each.
fn referred(record: &Value) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let lines = record["lines"].as_array().into_iter().flatten();
    for part in lines.chain([record, &record["body"]]) {
        for (field, kind) in [
            ("personId", "person"),
            ("productId", "product"),
            ("conversationId", "conversation"),
            ("offerId", "offer"),
            ("counters", "offer"),
            ("orderId", "order"),
            ("feedbackId", "feedback"),
        ] {
            all.extend(part[field].as_str().map(|id| (kind, id.to_owned())));
        }
    }
    all
}

/// Fails when a record comes before one that it refers to, or twice.
pub(crate) fn stands_by_itself(changes: &[Change]) {
    let mut told = HashSet::new();
    for change in changes {
        let record = serde_json::to_value(&change.record).unwrap();
        for (kind, id) in referred(&record) {
            assert!(
                told.contains(&(kind.to_owned(), id)),
                "{kind} comes late for {record}"
            );
        }
        let part = |name: &str| record[name].as_str().unwrap().to_owned();
        assert!(told.insert((part("kind"), part("id"))), "twice: {record}");
    }
}

#[tokio::test]
async fn the_first_page_is_empty_and_the_next_tells_what_came_since() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    stage.say(&conversation, "Is it still there?").await;
    let first = stage.changes("").await;
    assert!(first.changes.is_empty() && !first.has_more);
    assert!(first.history.is_some(), "the walk backward begins here");

    stage.say(&conversation, "And how large?").await;
    let next = stage.changes(&format!("cursor={}", first.cursor)).await;
    let told = [
        "product Celadon cup",
        "person Mara Lindqvist",
        "conversation",
        "message And how large?",
    ];
    assert_eq!(
        names(&next.changes),
        told,
        "what a message refers to comes before it"
    );
    assert!(
        next.history.is_none(),
        "the history token comes with the first page alone"
    );

    let last = stage.changes(&format!("cursor={}", next.cursor)).await;
    assert!(last.changes.is_empty());
    assert_eq!(last.cursor, next.cursor);
}

#[tokio::test]
async fn each_record_is_told_once_at_its_latest_revision() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    let one = stage.say(&conversation, "One").await;
    let two = stage.say(&conversation, "Two").await;
    for (number, message) in [&one, &two].into_iter().enumerate() {
        let read = json!({
            "id": format!("read-{number}"), "revision": 1,
            "act": { "kind": "read", "conversationId": conversation, "upTo": message.id },
        });
        assert_eq!(stage.operate(&read).await.status(), StatusCode::OK);
    }
    let page = stage.changes(&format!("cursor={start}")).await;
    let conversations: Vec<_> = page
        .changes
        .iter()
        .filter_map(|change| match &change.record {
            Open::Known(Record::Conversation(conversation)) => Some(conversation),
            _ => None,
        })
        .collect();
    assert_eq!(conversations.len(), 1, "two reads, one record");
    assert_eq!(conversations[0].seller_read, Some(two.id));
}

#[tokio::test]
async fn pages_of_any_size_tell_everything_once_and_stand_by_themselves() {
    let stage = Stage::new().await;
    let start = stage.changes("").await.cursor;
    let conversation = stage.conversation().await;
    for number in 0..7 {
        stage
            .say(&conversation, &format!("Question {number}"))
            .await;
    }
    let mut cursor = start;
    let mut messages = Vec::new();
    let mut revision = 0;
    loop {
        let page = stage.changes(&format!("cursor={cursor}&limit=2")).await;
        let told = names(&page.changes);
        if let Some(at) = told.iter().position(|name| name.starts_with("message")) {
            assert_eq!(
                told[..at]
                    .iter()
                    .filter(|name| *name == "conversation")
                    .count(),
                1
            );
            assert!(told[..at].iter().any(|name| name.starts_with("person")));
        }
        for change in &page.changes {
            if let Open::Known(Record::Message(message)) = &change.record {
                assert!(
                    change.revision > revision,
                    "messages come in the order of revisions"
                );
                revision = change.revision;
                messages.push(message.id.clone());
            }
        }
        cursor = page.cursor;
        if !page.has_more {
            break;
        }
    }
    let all = stage.bazaar.thread(&stage.buyer.id, &conversation).unwrap();
    assert_eq!(
        messages,
        all.into_iter()
            .map(|message| message.id)
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_long_page_is_cut_before_it_is_longer_than_either_side_accepts() {
    let stage = Stage::new().await;
    let start = stage.changes("").await.cursor;
    let conversation = stage.conversation().await;
    // Control characters take six bytes each in JSON.
    let long = "\u{1}".repeat(2000);
    for _ in 0..400 {
        let body = rapport_protocol::Body::Text(rapport_protocol::TextBody { text: long.clone() });
        let author = rapport_protocol::Author::Buyer;
        let new = rapport_bazaar::NewMessage {
            author,
            body,
            at: None,
        };
        stage
            .bazaar
            .say(&stage.buyer.id, &conversation, &new)
            .unwrap();
    }
    let answer = stage
        .get(
            &format!("/v1/changes?cursor={start}&limit=500"),
            &stage.seller,
        )
        .await;
    let body = answer.text().await.unwrap();
    assert!(body.len() < rapport_protocol::MAX_BODY_BYTES);
    let page: rapport_protocol::ChangesPage = serde_json::from_str(&body).unwrap();
    assert!(page.has_more, "the rest comes with the next page");
}

#[tokio::test]
async fn a_deletion_is_told_as_a_tombstone_and_the_message_no_more() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    let regretted = stage.say(&conversation, "My card number is").await;
    let path = format!("/v1/buyer/messages/{}", regretted.id);
    let gone = stage
        .request(reqwest::Method::DELETE, &path, &stage.buyer)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let page = stage.changes(&format!("cursor={start}")).await;
    assert_eq!(names(&page.changes), ["deleted Message"]);
    let history = stage.history("").await;
    assert!(history.changes.is_empty(), "what is gone is in no history");
    let again = stage
        .request(reqwest::Method::DELETE, &path, &stage.buyer)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_seller_does_is_a_change_too() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    stage
        .operate(&reply("op-1", &conversation, "Yes, six of them."))
        .await;
    let page = stage.changes(&format!("cursor={start}")).await;
    let Some(Open::Known(Record::Message(message))) = page.changes.last().map(|c| &c.record) else {
        panic!("the reply is told: {page:?}");
    };
    assert_eq!(message.operation_id.as_ref().unwrap().as_str(), "op-1");
}

#[tokio::test]
async fn a_cursor_that_is_too_old_or_of_another_life_is_gone_and_nonsense_is_invalid() {
    let stage = Stage::new().await;
    let old = stage.changes("").await;
    stage.bazaar.expire_cursors(&stage.seller.id).unwrap();
    let history = old.history.unwrap();
    for path in [
        format!("/v1/changes?cursor={}", old.cursor),
        format!("/v1/events?cursor={}", old.cursor),
        format!("/v1/history?before={history}"),
    ] {
        let refused = problem(stage.get(&path, &stage.seller).await).await;
        assert_eq!(refused.kind, ProblemKind::ExpiredCursor, "{path}");
    }
    let other = Stage::new().await;
    let elsewhere = other.changes("").await.cursor;
    let path = format!("/v1/changes?cursor={elsewhere}");
    let refused = problem(stage.get(&path, &stage.seller).await).await;
    assert_eq!(refused.kind, ProblemKind::ExpiredCursor);
    for nonsense in ["x", "%00", "e30"] {
        let path = format!("/v1/changes?cursor={nonsense}");
        let refused = problem(stage.get(&path, &stage.seller).await).await;
        assert_eq!(refused.kind, ProblemKind::Invalid, "{nonsense}");
    }
}

#[tokio::test]
async fn a_cursor_beyond_the_head_is_gone() {
    let stage = Stage::new().await;
    stage.conversation().await;
    let ahead = stage.changes("").await.cursor;
    // The second seller's stream is shorter: the cursor is beyond its head.
    let short = add_seller(&stage.bazaar, "Nobody yet");
    let answer = stage
        .get(&format!("/v1/changes?cursor={ahead}"), &short)
        .await;
    assert_eq!(problem(answer).await.kind, ProblemKind::ExpiredCursor);
}
