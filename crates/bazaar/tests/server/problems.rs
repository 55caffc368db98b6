//! Bad input of every sort gets a problem, never a stack of text.

use rapport_protocol::{MAX_BODY_BYTES, ProblemKind};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::stage::{Stage, problem};

#[tokio::test]
async fn bad_bodies_are_told_apart() {
    let stage = Stage::new().await;
    let send = |media_type: &'static str, body: Vec<u8>| {
        let request = stage.request(Method::POST, "/v1/buyer/conversations", &stage.buyer);
        request.header("content-type", media_type).body(body).send()
    };
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    let cases = [
        ("application/json", b"{".to_vec(), ProblemKind::Invalid),
        ("application/json", b"\xff".to_vec(), ProblemKind::Invalid),
        ("application/json", b"{}".to_vec(), ProblemKind::Invalid),
        (
            "application/json",
            b"{\"productId\":7}".to_vec(),
            ProblemKind::Invalid,
        ),
        ("application/json", deep, ProblemKind::Invalid),
        (
            "text/plain",
            b"{\"productId\":\"x\"}".to_vec(),
            ProblemKind::UnsupportedMediaType,
        ),
        (
            "application/json",
            b"{\"productId\":\"x\"}".to_vec(),
            ProblemKind::NotFound,
        ),
        (
            "application/json",
            vec![b' '; MAX_BODY_BYTES + 1],
            ProblemKind::TooLarge,
        ),
    ];
    for (media_type, body, expected) in cases {
        let length = body.len();
        let refused = problem(send(media_type, body).await.unwrap()).await;
        assert_eq!(
            refused.kind, expected,
            "{media_type}, {length} bytes: {}",
            refused.detail
        );
    }
}

#[tokio::test]
async fn bad_queries_are_invalid() {
    let stage = Stage::new().await;
    for path in [
        "/v1/changes?limit=many",
        "/v1/changes?limit=0",
        "/v1/changes?limit=501",
        "/v1/changes?limit=-1",
        "/v1/changes?limit=1&limit=2",
        "/v1/history?limit=0",
        "/v1/history?before=x",
        "/v1/events?seconds=soon",
        "/v1/events?seconds=86401",
        "/v1/pictures/%ff",
    ] {
        let refused = problem(stage.get(path, &stage.seller).await).await;
        assert_eq!(refused.kind, ProblemKind::Invalid, "{path}");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let stage = Stage::new().await;
    let nowhere = problem(stage.get("/v1/nowhere", &stage.seller).await).await;
    assert_eq!(nowhere.kind, ProblemKind::NotFound);
    let wrong = stage
        .request(Method::PUT, "/v1/operations", &stage.seller)
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.headers()["allow"], "POST");
    assert_eq!(problem(wrong).await.kind, ProblemKind::MethodNotAllowed);
    let wrong = stage
        .request(Method::DELETE, "/openapi.json", &stage.seller)
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.headers()["allow"], "GET,HEAD");
    assert_eq!(problem(wrong).await.kind, ProblemKind::MethodNotAllowed);
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let stage = Stage::new().await;
    for header in [
        None,
        Some("Bearer"),
        Some("Bearer nonsense"),
        Some("Basic eDp5"),
    ] {
        let mut request = stage.client.get(format!("{}/v1/changes", stage.url));
        if let Some(header) = header {
            request = request.header("Authorization", header);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        assert_eq!(
            problem(answer).await.kind,
            ProblemKind::Unauthorized,
            "{header:?}"
        );
    }
    assert_eq!(stage.bazaar.revoke_all(&stage.seller.id).unwrap(), 1);
    let answer = stage.get("/v1/changes", &stage.seller).await;
    assert_eq!(
        problem(answer).await.kind,
        ProblemKind::Unauthorized,
        "it was revoked"
    );
}

#[tokio::test]
async fn the_capabilities_are_the_rules_in_force() {
    let stage = Stage::new().await;
    let told: serde_json::Value = stage
        .get("/v1/capabilities", &stage.seller)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(told["messages"]["maxChars"], json!(2000));
    assert_eq!(
        told["messages"]["attachments"]["maxBytes"],
        json!(2 * 1024 * 1024)
    );
    assert_eq!(told["idempotency"], json!({ "keys": true, "days": 0 }));
    assert_eq!(told["shop"], "Yunnan Leaf");
    let feedback = json!({
        "read": true, "leave": true, "maxChars": 1000,
        "reply": { "allowed": true, "once": true, "maxChars": 1000 },
    });
    assert_eq!(told["feedback"], feedback);
    let offers = json!({ "incoming": true, "outgoing": true, "counter": true, "maxHours": 0 });
    assert_eq!(told["offers"], offers);
    for told_of in ["carts", "receipts", "presence", "typing"] {
        assert_eq!(told[told_of], true, "{told_of}");
    }
    for may in ["confirm", "ship"] {
        assert_eq!(told["orders"][may], true, "{may}");
    }
    let answer = stage.get("/openapi.json", &stage.seller).await;
    assert_eq!(answer.status(), StatusCode::OK);
}
