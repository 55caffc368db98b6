//! The whole life of a sale, over HTTP, and how it is told.

use rapport_protocol::{Change, Open, Record};
use reqwest::Method;
use serde_json::{Value, json};

use crate::stage::{Stage, names};

/// A conversation told line by line: who, and what.
async fn told(stage: &Stage, conversation: &str) -> Vec<String> {
    let path = format!("/v1/buyer/conversations/{conversation}/messages");
    let thread: Value = stage.get(&path, &stage.buyer).await.json().await.unwrap();
    let lines = thread["messages"].as_array().unwrap().iter();
    lines
        .map(|message| {
            let body = &message["body"];
            let what = ["step", "text", "kind"].map(|part| body[part].as_str());
            let what = what.into_iter().flatten().next().unwrap();
            format!("{} {what}", message["author"].as_str().unwrap())
        })
        .collect()
}

fn line_of(change: &Change) -> Value {
    match &change.record {
        Open::Known(Record::Message(message)) => serde_json::to_value(&message.body).unwrap(),
        other => panic!("the first of an outcome is the line in the thread, not {other:?}"),
    }
}

#[tokio::test]
async fn from_the_first_question_to_the_last_word() {
    let stage = Stage::new().await;
    let start = stage.changes("").await.cursor;
    let conversation = stage.conversation().await;
    stage.say(&conversation, "Would you do two for 80?").await;
    let price = |minor: i64| json!({ "minor": minor, "currency": "EUR" });
    let wish = json!({
        "conversationId": conversation, "productId": stage.product,
        "quantity": 2, "price": price(8000), "note": "It is a gift.",
    });
    let offer = stage.buyer_does(Method::POST, "offers", &wish).await;
    assert_eq!(
        (&offer["state"], &offer["by"]),
        (&json!("open"), &json!("buyer"))
    );

    stage.pass(60_000);
    let countered = stage
        .act(json!({
            "kind": "counter", "offerId": offer["id"], "quantity": 2, "price": price(9000),
            "note": "Wrapped, then.",
        }))
        .await;
    let line = line_of(&countered.change);
    assert_eq!(
        (&line["step"], &line["note"]),
        (&json!("countered"), &json!("Wrapped, then."))
    );
    assert_eq!(names(&countered.also), ["offer Open", "offer Countered"]);
    let counter = line["offerId"].as_str().unwrap().to_owned();
    let path = format!("conversations/{conversation}/offers");
    let path = format!("/v1/buyer/{path}");
    let offers: Value = stage.get(&path, &stage.buyer).await.json().await.unwrap();
    assert_eq!(
        offers["offers"][1]["counters"], offer["id"],
        "the new one says which it answers"
    );

    let accept = format!("offers/{counter}/accept");
    let accepted = stage
        .buyer_does(Method::POST, &accept, &json!({ "note": "Deal!" }))
        .await;
    assert_eq!(accepted["state"], "accepted");
    let wanted = json!({
        "offerId": counter, "deliverTo": "Mara Lindqvist\nQuayside 4", "wishes": "No ribbon",
    });
    let order = stage.buyer_does(Method::POST, "orders", &wanted).await;
    assert_eq!(order["total"], price(9000), "as agreed");
    assert_eq!(
        order["conversationId"],
        json!(conversation),
        "talked about where it was agreed"
    );
    let id = order["id"].as_str().unwrap().to_owned();
    assert_eq!(id, "1001", "a number that people can read to each other");

    stage.pass(60_000);
    let order_path = |step: &str| format!("orders/{id}/{step}");
    let card = json!({ "kind": "orderCard", "orderId": id, "note": "Right so?" });
    let sent = stage.act(card.clone()).await;
    assert_eq!(line_of(&sent.change)["step"], "cardSent");
    let wrong = json!({ "note": "Quayside 14, sorry!" });
    let corrected = stage
        .buyer_does(Method::POST, &order_path("correct"), &wrong)
        .await;
    assert_eq!(corrected["card"]["note"], "Quayside 14, sorry!");
    stage.act(card).await;
    let confirmed = stage
        .buyer_does(Method::POST, &order_path("confirm"), &Value::Null)
        .await;
    assert_eq!(confirmed["card"]["state"], "confirmed");
    stage.pass(3_600_000);
    let ship = json!({ "kind": "ship", "orderId": id, "note": "Tracking 00 34" });
    assert_eq!(names(&stage.act(ship).await.also), ["order Shipped"]);
    let received = stage
        .buyer_does(Method::POST, &order_path("receive"), &Value::Null)
        .await;
    assert_eq!(received["state"], "received");
    assert_eq!(
        received["stateAt"],
        json!(crate::stage::MORNING + 3_720_000)
    );

    let five = json!({ "rating": 5, "text": "Lovely." });
    let given = stage
        .buyer_does(Method::PUT, &order_path("feedback"), &five)
        .await;
    assert_eq!(
        given["productId"],
        json!(stage.product),
        "one product, so it is about that"
    );
    stage
        .act(json!({ "kind": "feedback", "orderId": id, "rating": 5, "text": "A pleasure." }))
        .await;
    let answer = json!({ "kind": "answer", "feedbackId": given["id"], "text": "Thank you!" });
    let answered = stage.act(answer).await;
    assert_eq!(
        names(&[answered.change]),
        ["feedback 5"],
        "an answer is no line in the thread"
    );

    let story = [
        "buyer Would you do two for 80?",
        "buyer made",
        "seller countered",
        "buyer accepted",
        "system placed",
        "seller cardSent",
        "buyer corrected",
        "seller cardSent",
        "system confirmed",
        "system shipped",
        "system received",
        "system feedback",
        "system feedback",
    ];
    assert_eq!(told(&stage, &conversation).await, story);

    let page = stage.changes(&format!("cursor={start}")).await;
    crate::changes::stands_by_itself(&page.changes);
    let stock = page.changes.iter().find_map(|change| match &change.record {
        Open::Known(Record::Product(product)) => product.stock,
        _ => None,
    });
    assert_eq!(stock, Some(4), "two are gone");
}

#[tokio::test]
async fn what_a_workstation_had_seen_of_an_order_must_still_hold() {
    let stage = Stage::new().await;
    let id = stage.order(1).await;
    let revision = |changes: &[Change]| {
        let mut orders = changes.iter().filter(|change| {
            matches!(&change.record, Open::Known(Record::Order(order)) if order.id.as_str() == id)
        });
        orders.next().unwrap().revision
    };
    let seen = revision(&stage.history("").await.changes);
    let expects = json!({ "order": { "id": id, "revision": seen } });
    let card = json!({ "kind": "orderCard", "orderId": id });
    let sent = stage.try_act(card, &expects).await;
    assert_eq!(sent.status(), reqwest::StatusCode::OK);
    let ship = json!({ "kind": "ship", "orderId": id });
    let stale = crate::stage::problem(stage.try_act(ship.clone(), &expects).await).await;
    assert_eq!(stale.kind, rapport_protocol::ProblemKind::Stale);
    let now = revision(&stage.history("").await.changes);
    let expects = json!({ "order": { "id": id, "revision": now } });
    let shipped = stage.try_act(ship, &expects).await;
    assert_eq!(shipped.status(), reqwest::StatusCode::OK);
}
