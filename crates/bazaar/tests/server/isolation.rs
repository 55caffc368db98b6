//! Sellers see their own, buyers theirs.

use rapport_protocol::ProblemKind;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::pictures::{png, store};
use crate::stage::{Stage, add_buyer, add_seller, problem, reply};

#[tokio::test]
async fn another_seller_gets_nothing_of_it() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let picture = store(&stage, &stage.seller, png(3, 2)).await;
    let said = stage.say(&conversation, "For your eyes only").await;
    let other = add_seller(&stage.bazaar, "Across the street");

    let head: serde_json::Value = stage.get("/v1/changes", &other).await.json().await.unwrap();
    assert_eq!(head["changes"], json!([]));
    let history: serde_json::Value = stage.get("/v1/history", &other).await.json().await.unwrap();
    assert_eq!(history["changes"], json!([]), "the history is empty");
    let path = format!("/v1/pictures/{}", picture.id);
    assert_eq!(
        stage.get(&path, &other).await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        stage.get(&path, &stage.seller).await.status(),
        StatusCode::OK
    );

    let acts = [
        reply("op-1", &conversation, "Buy from me instead."),
        json!({
            "id": "op-2", "revision": 1,
            "act": { "kind": "read", "conversationId": conversation, "upTo": said.id },
        }),
    ];
    for operation in acts {
        let key = format!("{}.1", operation["id"].as_str().unwrap());
        let request = stage.request(Method::POST, "/v1/operations", &other);
        let answer = request
            .header("Idempotency-Key", key)
            .json(&operation)
            .send()
            .await
            .unwrap();
        assert_eq!(problem(answer).await.kind, ProblemKind::NotFound);
    }
    // The same key of two sellers is two keys.
    assert_eq!(
        stage
            .operate(&reply("op-1", &conversation, "Of course."))
            .await
            .status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn another_sellers_picture_cannot_be_sent() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let other = add_seller(&stage.bazaar, "Across the street");
    let picture = store(&stage, &other, png(3, 2)).await;
    let operation = json!({
        "id": "op-1", "revision": 1,
        "act": {
            "kind": "message", "conversationId": conversation,
            "body": { "kind": "picture", "picture": picture },
        },
    });
    assert_eq!(
        problem(stage.operate(&operation).await).await.kind,
        ProblemKind::Refused
    );
}

#[tokio::test]
async fn another_buyer_gets_nothing_of_it() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let said = stage.say(&conversation, "Between us").await;
    let other = add_buyer(&stage.bazaar, "Somebody else");
    let path = format!("/v1/buyer/conversations/{conversation}/messages");
    assert_eq!(
        problem(stage.get(&path, &other).await).await.kind,
        ProblemKind::NotFound
    );
    let body = json!({ "body": { "kind": "text", "text": "Me too" } });
    let answer = stage.post(&path, &other, &body).await;
    assert_eq!(problem(answer).await.kind, ProblemKind::NotFound);
    let path = format!("/v1/buyer/messages/{}", said.id);
    let answer = stage
        .request(Method::DELETE, &path, &other)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.kind, ProblemKind::NotFound);
    let all: serde_json::Value = stage
        .get("/v1/buyer/conversations", &other)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(all["conversations"], json!([]));
}

#[tokio::test]
async fn a_buyer_cannot_take_back_what_the_seller_said() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    stage
        .operate(&reply("op-1", &conversation, "We agreed on 48 euros."))
        .await;
    let said = stage
        .bazaar
        .thread(&stage.buyer.id, &conversation)
        .unwrap()
        .remove(0);
    let path = format!("/v1/buyer/messages/{}", said.id);
    let answer = stage
        .request(Method::DELETE, &path, &stage.buyer)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_token_opens_its_own_side_only() {
    let stage = Stage::new().await;
    for (path, who) in [
        ("/v1/changes", &stage.buyer),
        ("/v1/history", &stage.buyer),
        ("/v1/events", &stage.buyer),
        ("/v1/capabilities", &stage.buyer),
        ("/v1/buyer/conversations", &stage.seller),
    ] {
        let refused = problem(stage.get(path, who).await).await;
        assert_eq!(refused.kind, ProblemKind::Forbidden, "{path}");
    }
}
