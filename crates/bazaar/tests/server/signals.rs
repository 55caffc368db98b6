//! Presence, typing and receipts.

use rapport_bazaar::Rules;
use rapport_protocol::{Open, ProblemKind, Record};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::events::Events;
use crate::stage::{Stage, add_buyer, add_seller, problem};

/// A shop where whoever leaves is gone at once.
async fn stage() -> Stage {
    let stage = Stage::new().await;
    stage.bazaar.set_rules(Rules {
        linger: std::time::Duration::ZERO,
        ..Rules::default()
    });
    stage
}

impl Events {
    /// The next event of a name, whatever comes before it, with what it says.
    async fn next_named(&mut self, name: &str) -> Value {
        loop {
            let event = self.next().await.expect("the stream goes on");
            let mut lines = event.lines();
            if lines.any(|line| line == format!("event: {name}")) {
                assert!(
                    name == "changed" || !event.contains("id: "),
                    "what is true for a moment has no place: {event}"
                );
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                return serde_json::from_str(data.unwrap()).unwrap();
            }
        }
    }
}

async fn sellers_stream(stage: &Stage) -> Events {
    Events::of(stage.get("/v1/events", &stage.seller).await)
}

async fn buyers_stream(stage: &Stage) -> Events {
    Events::of(stage.get("/v1/buyer/events", &stage.buyer).await)
}

#[tokio::test]
async fn a_buyer_is_there_while_their_stream_is_open() {
    let stage = stage().await;
    stage.conversation().await;
    let mut seller = sellers_stream(&stage).await;
    let buyer = buyers_stream(&stage).await;
    let came = json!({ "personId": stage.buyer.id, "online": true });
    assert_eq!(seller.next_named("presence").await, came);
    let mut late = sellers_stream(&stage).await;
    assert_eq!(
        late.next_named("presence").await,
        came,
        "a new stream begins with who is there"
    );
    drop(buyer);
    let left = json!({ "personId": stage.buyer.id, "online": false });
    assert_eq!(seller.next_named("presence").await, left);
    stage.bazaar.set_online(&stage.buyer.id, true);
    assert_eq!(
        seller.next_named("presence").await,
        came,
        "a simulated buyer has no stream"
    );
}

#[tokio::test]
async fn a_seller_hears_only_of_people_they_know() {
    let stage = stage().await;
    let stranger = add_buyer(&stage.bazaar, "Never wrote");
    stage.bazaar.set_online(&stranger.id, true);
    stage.bazaar.set_online(&stage.buyer.id, true);
    let mut seller = sellers_stream(&stage).await;
    stage.conversation().await;
    let came = json!({ "personId": stage.buyer.id, "online": true });
    let first = seller.next_named("presence").await;
    assert_eq!(
        first, came,
        "from the first conversation on, and nobody else"
    );
}

#[tokio::test]
async fn a_seller_is_there_when_they_say_so_and_listen() {
    let stage = stage().await;
    stage.conversation().await;
    let mut buyer = buyers_stream(&stage).await;
    let seller = sellers_stream(&stage).await;
    let say = |online: bool| json!({ "signal": { "kind": "presence", "online": online } });
    let there = |online: bool| json!({ "sellerId": stage.seller.id, "online": online });
    let told = stage.post("/v1/signals", &stage.seller, &say(true)).await;
    assert_eq!(told.status(), StatusCode::NO_CONTENT);
    assert_eq!(buyer.next_named("presence").await, there(true));
    stage.post("/v1/signals", &stage.seller, &say(false)).await;
    assert_eq!(buyer.next_named("presence").await, there(false));
    stage.post("/v1/signals", &stage.seller, &say(true)).await;
    assert_eq!(buyer.next_named("presence").await, there(true));
    drop(seller);
    assert_eq!(
        buyer.next_named("presence").await,
        there(false),
        "a program that crashed has left"
    );
}

#[tokio::test]
async fn typing_is_passed_on_to_the_other_side_alone() {
    let stage = stage().await;
    let conversation = stage.conversation().await;
    let other = add_seller(&stage.bazaar, "Across the street");
    let mut seller = sellers_stream(&stage).await;
    let mut elsewhere = Events::of(stage.get("/v1/events?seconds=2", &other).await);
    let mut buyer = buyers_stream(&stage).await;
    // Who hears it says that the streams are open.
    seller.next_named("presence").await;
    buyer.next_named("changed").await;
    let path = format!("/v1/buyer/conversations/{conversation}/typing");
    let typed = stage.post(&path, &stage.buyer, &json!({})).await;
    assert_eq!(typed.status(), StatusCode::NO_CONTENT);
    let expected = json!({ "conversationId": conversation, "personId": stage.buyer.id });
    assert_eq!(seller.next_named("typing").await, expected);
    let signal = json!({ "signal": { "kind": "typing", "conversationId": conversation } });
    let typed = stage.post("/v1/signals", &stage.seller, &signal).await;
    assert_eq!(typed.status(), StatusCode::NO_CONTENT);
    let expected = json!({ "conversationId": conversation, "sellerId": stage.seller.id });
    assert_eq!(buyer.next_named("typing").await, expected);

    let foreign = problem(stage.post("/v1/signals", &other, &signal).await).await;
    assert_eq!(foreign.kind, ProblemKind::NotFound);
    let nosy = add_buyer(&stage.bazaar, "Nosy");
    let foreign = problem(stage.post(&path, &nosy, &json!({})).await).await;
    assert_eq!(foreign.kind, ProblemKind::NotFound);
    while let Some(event) = elsewhere.next().await {
        assert!(
            event.starts_with("event: changed"),
            "nothing for another shop: {event}"
        );
    }
}

#[tokio::test]
async fn a_signal_of_the_future_is_ignored_and_nonsense_is_not() {
    let stage = stage().await;
    let future = json!({ "signal": { "kind": "humming", "tune": 3 } });
    let passed = stage.post("/v1/signals", &stage.seller, &future).await;
    assert_eq!(passed.status(), StatusCode::NO_CONTENT);
    for nonsense in [
        json!({}),
        json!({ "signal": { "kind": "typing", "conversationId": 3 } }),
    ] {
        let refused = problem(stage.post("/v1/signals", &stage.seller, &nonsense).await).await;
        assert_eq!(refused.kind, ProblemKind::Invalid, "{nonsense}");
    }
}

#[tokio::test]
async fn a_buyer_hears_of_their_own_news_alone() {
    let stage = stage().await;
    let conversation = stage.conversation().await;
    let other = add_buyer(&stage.bazaar, "Tom");
    let others = stage
        .bazaar
        .open_conversation(&other.id, &stage.product)
        .unwrap();
    let mut buyer = buyers_stream(&stage).await;
    let start = buyer.next_named("changed").await["revision"]
        .as_i64()
        .unwrap();
    assert_eq!(start, stage.bazaar.news_of(&stage.buyer.id).unwrap());
    let to_tom = json!({ "kind": "text", "text": "For Tom" });
    stage
        .act(json!({ "kind": "message", "conversationId": others, "body": to_tom }))
        .await;
    let to_mara = json!({ "kind": "text", "text": "For Mara" });
    stage
        .act(json!({ "kind": "message", "conversationId": conversation, "body": to_mara }))
        .await;
    let next = buyer.next_named("changed").await["revision"]
        .as_i64()
        .unwrap();
    assert_eq!(next, start + 1, "one message was for this buyer");
}

#[tokio::test]
async fn a_receipt_is_kept_told_and_moves_forward_only() {
    let stage = stage().await;
    let conversation = stage.conversation().await;
    let say = |text: &str| {
        json!({
            "kind": "message", "conversationId": conversation,
            "body": { "kind": "text", "text": text },
        })
    };
    let sent = |outcome: rapport_protocol::OperationOutcome| match outcome.change.record {
        Open::Known(Record::Message(message)) => message.id,
        other => panic!("{other:?}"),
    };
    let first = sent(stage.act(say("Hello")).await);
    let second = sent(stage.act(say("Still there?")).await);
    let cursor = stage.changes("").await.cursor;
    let read = format!("/v1/buyer/conversations/{conversation}/read");
    for (up_to, expected) in [(json!({ "upTo": first }), &first), (json!({}), &second)] {
        let answer = stage.post(&read, &stage.buyer, &up_to).await;
        let told: Value = answer.json().await.unwrap();
        assert_eq!(told["buyerRead"], json!(expected));
    }
    let back = stage
        .post(&read, &stage.buyer, &json!({ "upTo": first }))
        .await;
    let told: Value = back.json().await.unwrap();
    assert_eq!(told["buyerRead"], json!(second), "nobody unreads");
    let page = stage.changes(&format!("cursor={cursor}")).await;
    let read_up_to = page.changes.iter().find_map(|change| match &change.record {
        Open::Known(Record::Conversation(conversation)) => conversation.buyer_read.clone(),
        _ => None,
    });
    assert_eq!(read_up_to, Some(second));
    let nonsense = json!({ "upTo": "message_x" });
    let refused = problem(stage.post(&read, &stage.buyer, &nonsense).await).await;
    assert_eq!(refused.kind, ProblemKind::Refused);
}
