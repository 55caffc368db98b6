//! Acting, once.

use rapport_bazaar::Rules;
use rapport_protocol::{OperationOutcome, ProblemKind, SendRate};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::stage::{Stage, problem, reply};

#[tokio::test]
async fn the_same_key_acts_once_and_answers_the_same() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let operation = reply("op-1", &conversation, "It is 9 cm high.");
    let first = stage.operate(&operation).await;
    assert_eq!(first.status(), StatusCode::OK);
    let first = first.text().await.unwrap();
    let outcome: OperationOutcome = serde_json::from_str(&first).unwrap();
    assert_eq!(outcome.operation_id.as_str(), "op-1");
    stage.pass(86_400_000);
    let again = stage.operate(&operation).await.text().await.unwrap();
    assert_eq!(again, first, "the remembered answer");
    assert_eq!(
        stage
            .bazaar
            .thread(&stage.buyer.id, &conversation)
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn many_tries_at_once_act_once() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let operation = reply("op-1", &conversation, "Once.");
    let tries = futures_util::future::join_all((0..8).map(|_| stage.operate(&operation))).await;
    assert!(tries.iter().all(|answer| answer.status() == StatusCode::OK));
    assert_eq!(
        stage
            .bazaar
            .thread(&stage.buyer.id, &conversation)
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused_and_the_first_answer_stays() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let operation = reply("op-1", &conversation, "Yes.");
    let first = stage.operate(&operation).await.text().await.unwrap();
    let other = stage.operate(&reply("op-1", &conversation, "No.")).await;
    assert_eq!(problem(other).await.kind, ProblemKind::KeyReused);
    assert_eq!(stage.operate(&operation).await.text().await.unwrap(), first);
}

#[tokio::test]
async fn a_definitive_refusal_is_remembered_and_a_new_revision_is_a_new_try() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let mut operation = reply("op-1", &conversation, &"茶".repeat(2001));
    assert_eq!(
        problem(stage.operate(&operation).await).await.kind,
        ProblemKind::Refused
    );
    stage.bazaar.set_rules(Rules {
        max_chars: 5000,
        ..Rules::default()
    });
    let same = problem(stage.operate(&operation).await).await;
    assert_eq!(
        same.kind,
        ProblemKind::Refused,
        "the same key has the same answer"
    );
    operation["revision"] = json!(2);
    assert_eq!(stage.operate(&operation).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_was_expected_must_still_hold() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let seen = stage.say(&conversation, "One cup, please.").await;
    let newer = stage.say(&conversation, "No, make it two.").await;
    let mut operation = reply("op-1", &conversation, "One cup is on its way.");
    operation["expects"] = json!({ "newestBuyerMessage": seen.id });
    assert_eq!(
        problem(stage.operate(&operation).await).await.kind,
        ProblemKind::Stale
    );
    assert_eq!(
        problem(stage.operate(&operation).await).await.kind,
        ProblemKind::Stale
    );
    operation["revision"] = json!(2);
    operation["expects"] = json!({ "newestBuyerMessage": newer.id });
    assert_eq!(stage.operate(&operation).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn reading_moves_the_mark_forward_only() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let old = stage.say(&conversation, "Hello").await;
    let new = stage.say(&conversation, "Anyone there?").await;
    for (id, up_to) in [("read-1", &new.id), ("read-2", &old.id)] {
        let read = json!({
            "id": id, "revision": 1,
            "act": { "kind": "read", "conversationId": conversation, "upTo": up_to },
        });
        let outcome: serde_json::Value = stage.operate(&read).await.json().await.unwrap();
        assert_eq!(
            outcome["change"]["record"]["sellerRead"],
            json!(new.id),
            "{id}"
        );
    }
}

#[tokio::test]
async fn against_a_rule_is_refused_and_not_understood_is_told_apart() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let elsewhere = json!({ "kind": "read", "conversationId": conversation, "upTo": "message_x" });
    let message = |body: serde_json::Value| json!({ "kind": "message", "conversationId": conversation, "body": body });
    let picture =
        json!({ "id": "picture_x", "mediaType": "image/png", "width": 1, "height": 1, "bytes": 1 });
    let cases = [
        (
            message(json!({ "kind": "text", "text": " \n" })),
            ProblemKind::Refused,
        ),
        (
            message(json!({ "kind": "system", "text": "Sold." })),
            ProblemKind::Refused,
        ),
        (message(json!({ "kind": "hologram" })), ProblemKind::Refused),
        (
            message(json!({ "kind": "text", "text": 7 })),
            ProblemKind::Invalid,
        ),
        (
            message(json!({ "kind": "picture", "picture": picture })),
            ProblemKind::Refused,
        ),
        (json!({ "kind": "dance" }), ProblemKind::Refused),
        (json!({ "kind": "message" }), ProblemKind::Invalid),
        (json!({}), ProblemKind::Invalid),
        (elsewhere, ProblemKind::Refused),
    ];
    for (number, (act, expected)) in cases.into_iter().enumerate() {
        let operation = json!({ "id": format!("op-{number}"), "revision": 1, "act": act });
        let refused = problem(stage.operate(&operation).await).await;
        assert_eq!(refused.kind, expected, "{operation}");
    }
    stage.bazaar.close_conversation(&conversation).unwrap();
    let late = stage
        .operate(&reply("op-late", &conversation, "Still there?"))
        .await;
    assert_eq!(problem(late).await.kind, ProblemKind::Refused);
    assert!(
        stage
            .bazaar
            .thread(&stage.buyer.id, &conversation)
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_key_must_name_the_operation() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let operation = reply("op-1", &conversation, "Hello");
    for key in [None, Some("op-1"), Some("op-1.2"), Some("op-2.1")] {
        let mut request = stage.request(Method::POST, "/v1/operations", &stage.seller);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        let answer = request.json(&operation).send().await.unwrap();
        assert_eq!(problem(answer).await.kind, ProblemKind::Invalid, "{key:?}");
    }
}

#[tokio::test]
async fn too_many_operations_are_told_when_to_come_back_and_that_is_not_remembered() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let send_rate = SendRate {
        requests: 1,
        per_seconds: 10,
    };
    stage.bazaar.set_rules(Rules {
        send_rate,
        ..Rules::default()
    });
    let first = reply("op-1", &conversation, "One");
    assert_eq!(stage.operate(&first).await.status(), StatusCode::OK);
    stage.pass(4000);
    let second = reply("op-2", &conversation, "Two");
    let refused = stage.operate(&second).await;
    assert_eq!(refused.headers()["retry-after"], "6");
    assert_eq!(problem(refused).await.kind, ProblemKind::TooMany);
    assert_eq!(
        stage.operate(&first).await.status(),
        StatusCode::OK,
        "a repeat costs nothing"
    );
    stage.pass(6000);
    assert_eq!(stage.operate(&second).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn without_idempotency_a_second_send_is_a_second_message_and_nobody_compares() {
    let stage = Stage::new().await;
    stage.bazaar.set_rules(Rules {
        idempotency: false,
        ..stage.bazaar.rules()
    });
    let conversation = stage.conversation().await;
    let mut operation = reply("op-1", &conversation, "Twice.");
    operation["expects"] = json!({ "newestBuyerMessage": "another" });
    for _ in 0..2 {
        let answer = stage.operate(&operation).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let thread = stage.bazaar.thread(&stage.buyer.id, &conversation).unwrap();
    assert_eq!(thread.len(), 2);
    assert!(thread.iter().all(|message| message.operation_id.is_none()));
}
