//! Pictures in and out.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use rapport_bazaar::Rules;
use rapport_protocol::{Picture, ProblemKind};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::stage::{Account, Stage, problem};

/// A picture of one colour.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::new(width, height)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

async fn send(stage: &Stage, who: &Account, media_type: &str, bytes: Vec<u8>) -> Response {
    let request = stage.request(Method::POST, "/v1/pictures", who);
    request
        .header("content-type", media_type)
        .body(bytes)
        .send()
        .await
        .unwrap()
}

/// Stores a PNG as somebody.
pub(crate) async fn store(stage: &Stage, who: &Account, bytes: Vec<u8>) -> Picture {
    let answer = send(stage, who, "image/png", bytes).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_picture_comes_back_as_it_was_with_its_real_size() {
    let stage = Stage::new().await;
    for (format, media_type) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let bytes = encoded(31, 17, format);
        let answer = send(&stage, &stage.seller, media_type, bytes.clone()).await;
        let picture: Picture = answer.json().await.unwrap();
        assert_eq!((picture.width, picture.height), (31, 17));
        assert_eq!(picture.bytes, bytes.len() as u64);
        let answer = stage
            .get(&format!("/v1/pictures/{}", picture.id), &stage.seller)
            .await;
        assert_eq!(answer.headers()["content-type"], media_type);
        assert_eq!(answer.bytes().await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_picture_in_a_message_is_seen_by_the_other_side_until_the_message_is_gone() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let picture = store(&stage, &stage.buyer, png(8, 8)).await;
    let path = format!("/v1/pictures/{}", picture.id);
    let unsent = stage.get(&path, &stage.seller).await;
    assert_eq!(
        unsent.status(),
        StatusCode::NOT_FOUND,
        "it was not sent yet"
    );
    // What the sender says about the picture does not matter: the server has looked.
    let body = json!({ "body": { "kind": "picture", "caption": "It came cracked.", "picture": {
        "id": picture.id, "mediaType": "image/gif", "width": 9999, "height": 1, "bytes": 0,
    } } });
    let messages = format!("/v1/buyer/conversations/{conversation}/messages");
    let said: serde_json::Value = stage
        .post(&messages, &stage.buyer, &body)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        said["body"]["picture"],
        serde_json::to_value(&picture).unwrap()
    );
    assert_eq!(
        stage.get(&path, &stage.seller).await.status(),
        StatusCode::OK
    );
    stage
        .bazaar
        .delete_message(said["id"].as_str().unwrap())
        .unwrap();
    for who in [&stage.seller, &stage.buyer] {
        assert_eq!(stage.get(&path, who).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_no_picture_or_not_the_one_it_claims_is_refused() {
    let stage = Stage::new().await;
    let cases = [
        (
            "image/png",
            b"GIF89a nonsense".to_vec(),
            ProblemKind::Refused,
        ),
        ("image/png", Vec::new(), ProblemKind::Refused),
        (
            "image/png",
            encoded(2, 2, ImageFormat::Jpeg),
            ProblemKind::Refused,
        ),
        ("image/gif", png(2, 2), ProblemKind::UnsupportedMediaType),
        (
            "application/json",
            png(2, 2),
            ProblemKind::UnsupportedMediaType,
        ),
    ];
    for (media_type, bytes, expected) in cases {
        let refused = problem(send(&stage, &stage.seller, media_type, bytes).await).await;
        assert_eq!(refused.kind, expected, "{media_type}: {}", refused.detail);
    }
    stage.bazaar.set_rules(Rules {
        max_picture_bytes: 10,
        ..Rules::default()
    });
    let refused = problem(send(&stage, &stage.seller, "image/png", png(2, 2)).await).await;
    assert_eq!(refused.kind, ProblemKind::TooLarge);
}

/// Stores a PNG as the seller, under a key.
async fn store_under(stage: &Stage, key: &str, bytes: Vec<u8>) -> Response {
    let request = stage.request(Method::POST, "/v1/pictures", &stage.seller);
    request
        .header("content-type", "image/png")
        .header("Idempotency-Key", key)
        .body(bytes)
        .send()
        .await
        .unwrap()
}

fn shows(conversation: &str, pictures: &[&Picture]) -> serde_json::Value {
    json!({ "kind": "message", "conversationId": conversation, "body": {
        "kind": "picture", "picture": pictures[0], "more": pictures[1..],
    } })
}

#[tokio::test]
async fn the_same_key_stores_a_picture_once_and_calls_it_the_same_even_after_it_was_forgotten() {
    let stage = Stage::new().await;
    let first: Picture = store_under(&stage, "key-1", png(3, 2))
        .await
        .json()
        .await
        .unwrap();
    let again: Picture = store_under(&stage, "key-1", png(3, 2))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(first, again);
    let other = problem(store_under(&stage, "key-1", png(2, 3)).await).await;
    assert_eq!(other.kind, ProblemKind::KeyReused);
    let bad = problem(store_under(&stage, "no key", png(2, 3)).await).await;
    assert_eq!(bad.kind, ProblemKind::Invalid);
    stage.pass(25 * 3_600_000);
    assert_eq!(stage.bazaar.sweep_pictures().unwrap(), 1);
    let path = format!("/v1/pictures/{}", first.id);
    assert_eq!(
        stage.get(&path, &stage.seller).await.status(),
        StatusCode::NOT_FOUND
    );
    let anew: Picture = store_under(&stage, "key-1", png(3, 2))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(anew, first);
}

#[tokio::test]
async fn a_picture_that_nothing_shows_is_forgotten_after_a_day_and_no_other() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    stage.say(&conversation, "How does it look?").await;
    let lying = store(&stage, &stage.seller, png(3, 2)).await;
    let shown = store(&stage, &stage.seller, png(4, 2)).await;
    stage.act(shows(&conversation, &[&shown])).await;
    stage.pass(23 * 3_600_000);
    let fresh = store(&stage, &stage.seller, png(5, 2)).await;
    assert_eq!(stage.bazaar.sweep_pictures().unwrap(), 0);
    stage.pass(2 * 3_600_000);
    assert_eq!(stage.bazaar.sweep_pictures().unwrap(), 1);
    for (picture, status) in [
        (&lying, StatusCode::NOT_FOUND),
        (&shown, StatusCode::OK),
        (&fresh, StatusCode::OK),
    ] {
        let path = format!("/v1/pictures/{}", picture.id);
        assert_eq!(stage.get(&path, &stage.seller).await.status(), status);
    }
}

#[tokio::test]
async fn a_message_shows_as_many_pictures_as_the_marketplace_says_and_each_once() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    stage.say(&conversation, "How does it look?").await;
    let mut stored = Vec::new();
    for width in 1..=6 {
        stored.push(store(&stage, &stage.seller, png(width, 2)).await);
    }
    let stored: Vec<&Picture> = stored.iter().collect();
    let nothing = serde_json::Value::Null;
    for (pictures, says) in [
        (stored.clone(), "at most 5 pictures"),
        (vec![stored[0], stored[0]], "once"),
    ] {
        let refused = stage
            .try_act(shows(&conversation, &pictures), &nothing)
            .await;
        let refused = problem(refused).await;
        assert_eq!(refused.kind, ProblemKind::Refused);
        assert!(refused.detail.contains(says), "{}", refused.detail);
    }
    let told = stage.act(shows(&conversation, &stored[..5])).await;
    let told = serde_json::to_value(&told.change).unwrap();
    assert_eq!(told["record"]["body"]["more"][3]["id"], json!(stored[4].id));
    // The buyer sees each of them, until the message is gone.
    let path = |picture: &Picture| format!("/v1/pictures/{}", picture.id);
    for picture in &stored[..5] {
        let seen = stage.get(&path(picture), &stage.buyer).await;
        assert_eq!(seen.status(), StatusCode::OK);
    }
    let message = told["record"]["id"].as_str().unwrap();
    stage.bazaar.delete_message(message).unwrap();
    for picture in &stored[..5] {
        let gone = stage.get(&path(picture), &stage.seller).await;
        assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_answer_names_a_message_of_its_conversation_even_one_that_is_gone() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let asked = stage.say(&conversation, "Which one?").await;
    let answer = |reply_to: &str| {
        json!({ "kind": "message", "conversationId": conversation, "replyTo": reply_to,
                "body": { "kind": "text", "text": "This one." } })
    };
    let told = stage.act(answer(asked.id.as_str())).await;
    let told = serde_json::to_value(&told.change).unwrap();
    assert_eq!(told["record"]["replyTo"], json!(asked.id));
    let nothing = serde_json::Value::Null;
    let refused = stage.try_act(answer("message_elsewhere"), &nothing).await;
    assert_eq!(problem(refused).await.kind, ProblemKind::Refused);
    stage
        .bazaar
        .take_back(&stage.buyer.id, asked.id.as_str())
        .unwrap();
    stage.act(answer(asked.id.as_str())).await;
}
