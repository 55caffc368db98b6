//! The protocol is made to grow: what a newer program says is kept, what is wrong is named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what a test needs and does not get ends the test"
)]

use rapport_protocol::{Author, Body, Change, Fault, Open, Operation, Record};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads JSON as a type, and looks that writing gives the same JSON again.
fn survives<T: Serialize + DeserializeOwned>(wire: &Value) -> T {
    let read: T = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(
        &serde_json::to_value(&read).unwrap(),
        wire,
        "nothing is lost or added"
    );
    read
}

#[test]
fn an_unknown_kind_survives_the_round_trip() {
    let standing =
        json!({ "revision": 9, "record": { "kind": "standingOrder", "id": "s1", "days": [1, 2] } });
    let change: Change = survives(&standing);
    assert_eq!(
        change.record.fault(),
        Some(Fault::UnknownKind("standingOrder".to_owned()))
    );

    let said = json!({
        "kind": "message", "id": "m1", "conversationId": "c1", "author": "bot", "at": 1,
        "body": { "kind": "voice", "seconds": 12 },
    });
    let Record::Message(message) = survives(&said) else {
        panic!("the message itself is known")
    };
    assert_eq!(message.author, Author::Other("bot".to_owned()));
    assert_eq!(
        message.body.fault(),
        Some(Fault::UnknownKind("voice".to_owned()))
    );

    let act = json!({ "id": "op", "revision": 1, "act": { "kind": "gift", "minor": 4000 } });
    let operation: Operation = survives(&act);
    assert_eq!(
        operation.act.fault(),
        Some(Fault::UnknownKind("gift".to_owned()))
    );
}

#[test]
fn an_unknown_field_survives_the_round_trip() {
    let records = [
        json!({ "kind": "person", "id": "p", "name": "Mara", "since": 2019 }),
        json!({
            "kind": "product", "id": "p", "title": "Cup", "weight": { "grams": 180 },
            "price": { "minor": 1, "currency": "EUR" },
        }),
        json!({
            "kind": "conversation", "id": "c", "personId": "p", "openedAt": 1, "closed": false,
            "folder": null,
        }),
        json!({
            "kind": "message", "id": "m", "conversationId": "c", "author": "buyer", "at": 1,
            "body": { "kind": "text", "text": "Hello" }, "mood": ["glad"],
        }),
        json!({
            "kind": "order", "id": "o", "personId": "p", "state": "lostInCustoms", "placedAt": 1,
            "stateAt": 1, "total": { "minor": 1, "currency": "EUR" }, "carrier": "Dove",
            "lines": [{ "title": "Cup", "quantity": 1, "price": { "minor": 1, "currency": "EUR" } }],
        }),
        json!({
            "kind": "offer", "id": "o", "conversationId": "c", "productId": "p", "by": "buyer",
            "quantity": 1, "price": { "minor": 1, "currency": "EUR" }, "state": "auctioned",
            "madeAt": 1, "stateAt": 1, "bids": 3,
        }),
        json!({
            "kind": "cart", "id": "k", "personId": "p", "lines": [], "state": "open",
            "total": { "minor": 0, "currency": "EUR" }, "changedAt": 1, "device": "phone",
        }),
        json!({
            "kind": "feedback", "id": "f", "by": "courier", "personId": "p", "rating": 4, "at": 1,
            "votes": 12,
        }),
    ];
    for record in records {
        let read: Open<Record> = survives(&record);
        assert!(
            read.known().is_some(),
            "a field more does not make it unknown: {record}"
        );
        assert_eq!(read.fault(), None);
    }
}

#[test]
fn known_kinds_with_wrong_content_are_malformed_and_kept() {
    let wrong = [
        json!({ "kind": "person", "id": 7, "name": "Mara" }),
        json!({ "kind": "message", "id": "m" }),
        json!({ "kind": "deleted", "of": "galaxy", "id": "g" }),
        json!({ "id": "nothing says what this is" }),
        json!("not even an object"),
        Value::Null,
    ];
    for record in wrong {
        let read: Open<Record> = survives(&record);
        assert!(read.known().is_none());
        assert!(
            matches!(read.fault(), Some(Fault::Malformed(_))),
            "{record}: {:?}",
            read.fault()
        );
    }
    let body: Open<Body> = survives(&json!({ "kind": "text", "text": 7 }));
    let Some(Fault::Malformed(why)) = body.fault() else {
        panic!("a text is words")
    };
    assert!(why.contains("string"), "it says why: {why}");
}

#[test]
fn a_message_of_one_picture_is_read_and_written_as_ever() {
    let said = json!({
        "kind": "message", "id": "m1", "conversationId": "c1", "author": "buyer", "at": 1,
        "body": { "kind": "picture", "caption": "Cracked", "picture": {
            "id": "p", "mediaType": "image/png", "width": 1, "height": 1, "bytes": 9,
        } },
    });
    let Record::Message(message) = survives(&said) else {
        panic!("it is a message");
    };
    let Open::Known(Body::Picture(body)) = message.body else {
        panic!("it is a picture");
    };
    assert_eq!(body.pictures().count(), 1);
    assert_eq!(message.reply_to, None);
}
