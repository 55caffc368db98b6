//! The plausible shop.

use std::collections::HashSet;

use rapport_protocol::{Author, Body, Open, Record};
use reqwest::StatusCode;

use crate::stage::{Account, MORNING, Stage};

#[tokio::test]
async fn the_shop_is_walked_whole_with_its_pictures_and_its_waiting_buyers() {
    let mut stage = Stage::new().await;
    let report = stage.bazaar.seed("Kiln & Hide", 40, 1).unwrap();
    stage.seller = Account {
        id: report.seller_id,
        token: report.seller_token,
    };
    let mut messages = Vec::new();
    let mut people = HashSet::new();
    let mut token = stage.changes("").await.history;
    while let Some(before) = token {
        let page = stage.history(&format!("before={before}&limit=100")).await;
        for change in page.changes {
            match change.record {
                Open::Known(Record::Message(message)) => messages.push(message),
                Open::Known(Record::Person(person)) => {
                    people.insert(person.name);
                }
                _ => {}
            }
        }
        token = page.before;
    }
    assert_eq!(messages.len(), report.messages);
    assert_eq!(people.len(), 40, "every buyer has a name of their own");
    assert!(
        messages.iter().all(|message| message.at < MORNING),
        "nothing is from tomorrow"
    );
    for buyer in &report.buyers {
        let newest = messages
            .iter()
            .find(|m| m.conversation_id.as_str() == buyer.conversation_id);
        let waits = newest.is_some_and(|message| message.author == Author::Buyer);
        assert_eq!(waits, buyer.waiting, "{}", buyer.name);
    }
    let shown: Vec<_> = messages
        .iter()
        .filter_map(|message| match message.body.known() {
            Some(Body::Picture(picture)) => Some(picture.picture.id.clone()),
            _ => None,
        })
        .collect();
    assert!(!shown.is_empty(), "some show a picture");
    for picture in shown {
        let answer = stage
            .get(&format!("/v1/pictures/{picture}"), &stage.seller)
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "image/jpeg");
    }
}
