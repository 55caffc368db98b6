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
