//! A shop that moves in with everything it has.

use rapport_bazaar::Error;
use rapport_protocol::{Change, Open, PictureId, Record};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::changes::stands_by_itself;
use crate::stage::{MORNING, Stage, add_seller};

/// A picture that is there anyway.
const ICON: &[u8] = include_bytes!("../../../../assets/icons/32x32.png");

fn change(record: Value) -> Change {
    let change: Change =
        serde_json::from_value(json!({ "revision": 1, "record": record })).unwrap();
    assert!(change.record.known().is_some(), "{change:?} is understood");
    change
}

/// One record of every kind, with every field.
fn everything() -> Vec<Change> {
    let price = |minor: i64| json!({ "minor": minor, "currency": "EUR" });
    let line = json!({ "productId": "w1", "title": "Cup", "quantity": 2, "price": price(9_600) });
    let at = MORNING - 86_400_000;
    [
        json!({ "kind": "person", "id": "p1", "name": "Mara", "avatar": "face", "language": "sv" }),
        json!({ "kind": "product", "id": "w1", "title": "Cup", "price": price(4_800), "stock": 3,
                "picture": "cup" }),
        json!({ "kind": "conversation", "id": "c1", "personId": "p1", "productId": "w1",
                "openedAt": at, "closed": false, "sellerRead": "m1", "buyerRead": "m2" }),
        json!({ "kind": "message", "id": "m1", "conversationId": "c1", "author": "buyer", "at": at,
                "body": { "kind": "text", "text": "" } }),
        json!({ "kind": "message", "id": "m2", "conversationId": "c1", "author": "seller",
                "at": at + 1, "operationId": "o-1", "body": { "kind": "picture", "caption": "好",
                "picture": { "id": "cup", "mediaType": "image/png", "width": 32, "height": 32,
                             "bytes": ICON.len() } } }),
        json!({ "kind": "offer", "id": "of1", "conversationId": "c1", "productId": "w1",
                "by": "buyer", "quantity": 2, "price": price(9_000), "state": "declined",
                "madeAt": at + 2, "stateAt": at + 3, "untilAt": at + 9 }),
        json!({ "kind": "order", "id": "1041", "personId": "p1", "conversationId": "c1",
                "lines": [line], "total": price(9_600), "state": "received", "placedAt": at + 4,
                "stateAt": at + 6, "deliverTo": "Quayside 4", "wishes": "Blue",
                "card": { "state": "confirmed", "at": at + 5, "note": "Two?" } }),
        json!({ "kind": "message", "id": "m3", "conversationId": "c1", "author": "system",
                "at": at + 4, "body": { "kind": "order", "orderId": "1041", "step": "placed" } }),
        json!({ "kind": "cart", "id": "k1", "personId": "p1", "lines": [line],
                "total": price(9_600), "state": "open", "changedAt": at + 7 }),
        json!({ "kind": "feedback", "id": "f1", "by": "buyer", "personId": "p1", "orderId": "1041",
                "productId": "w1", "conversationId": "c1", "rating": 5, "text": "Lovely",
                "at": at + 8, "changedAt": at + 9, "answer": { "text": "Thanks", "at": at + 10 } }),
    ]
    .map(change)
    .into()
}

fn records(changes: &[Change]) -> Vec<&Open<Record>> {
    changes.iter().map(|change| &change.record).collect()
}

#[tokio::test]
async fn what_was_taken_in_is_told_as_it_was_in_its_order() {
    let stage = Stage::new().await;
    let everything = everything();
    let before = stage.bazaar.cursor(&stage.seller.id).unwrap();
    stage.bazaar.take_in(&stage.seller.id, &everything).unwrap();
    let page = stage.changes(&format!("cursor={before}")).await;
    assert_eq!(records(&page.changes), records(&everything));
    let revisions: Vec<_> = page.changes.iter().map(|change| change.revision).collect();
    assert!(
        revisions.windows(2).all(|pair| pair[0] < pair[1]),
        "each is counted: {revisions:?}"
    );
    let after = stage.bazaar.cursor(&stage.seller.id).unwrap();
    assert_eq!(page.cursor, after, "that is all");

    let mut token = stage.changes("").await.history;
    let mut told = Vec::new();
    while let Some(before) = token {
        let page = stage.history(&format!("before={before}&limit=2")).await;
        stands_by_itself(&page.changes);
        told.extend(page.changes);
        token = page.before;
    }
    for record in records(&everything) {
        let found = told.iter().any(|change| change.record == *record);
        assert!(found, "the history tells {record:?}");
    }
}

#[tokio::test]
async fn pictures_come_along_under_their_ids_and_only_their_seller_sees_them() {
    let stage = Stage::new().await;
    let seller = &stage.seller.id;
    stage.bazaar.take_in(seller, &everything()).unwrap();
    let stranger = add_seller(&stage.bazaar, "Somebody else");
    for id in ["cup", "face"] {
        let id = PictureId::from(id);
        stage.bazaar.take_in_picture(seller, &id, ICON).unwrap();
        let again = stage.bazaar.take_in_picture(seller, &id, ICON);
        assert!(again.is_err(), "an id stands for one picture");
        let path = format!("/v1/pictures/{id}");
        let answer = stage.get(&path, &stage.seller).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.bytes().await.unwrap(), ICON);
        let answer = stage.get(&path, &stranger).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    let nonsense = stage.bazaar.take_in_picture(seller, &"x".into(), b"x");
    assert!(matches!(nonsense, Err(Error::Refused(_))));
}

#[tokio::test]
async fn the_shop_goes_on_with_numbers_that_were_not_given() {
    let stage = Stage::new().await;
    stage
        .bazaar
        .take_in(&stage.seller.id, &everything())
        .unwrap();
    stage.conversation().await;
    assert_eq!(stage.order(1).await, "1042");
}

#[tokio::test]
async fn a_batch_is_taken_in_whole_or_not_at_all() {
    let stage = Stage::new().await;
    let seller = &stage.seller.id;
    let before = stage.bazaar.cursor(seller).unwrap();
    let stranger = add_seller(&stage.bazaar, "Somebody else");
    let everything = everything();
    let refused = [
        ("a message without its conversation", seller, {
            let mut torn = everything.clone();
            torn.remove(2);
            torn
        }),
        (
            "what is gone",
            seller,
            [
                &everything[..],
                &[change(
                    json!({ "kind": "deleted", "of": "message", "id": "m1" }),
                )],
            ]
            .concat(),
        ),
        (
            "a record twice",
            seller,
            [&everything[..], &everything[..1]].concat(),
        ),
        (
            "a seller who is not there",
            &"nobody".to_owned(),
            everything.clone(),
        ),
    ];
    for (what, seller, changes) in refused {
        assert!(
            stage.bazaar.take_in(seller, &changes).is_err(),
            "{what} is refused"
        );
    }
    assert_eq!(
        stage.bazaar.cursor(seller).unwrap(),
        before,
        "nothing was taken in"
    );
    stage.bazaar.take_in(seller, &everything).unwrap();
    // Somebody else's conversation is nobody else's.
    let more = change(
        json!({ "kind": "message", "id": "m9", "conversationId": "c1", "author": "buyer",
                "at": MORNING, "body": { "kind": "text", "text": "Hello" } }),
    );
    assert!(stage.bazaar.take_in(&stranger.id, &[more]).is_err());
}
