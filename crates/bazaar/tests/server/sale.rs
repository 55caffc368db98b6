//! The whole life of a sale, over HTTP, and how it is told.

use rapport_protocol::{Change, Open, ProblemKind, Record};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::changes::stands_by_itself;
use crate::stage::{MORNING, Stage, names, problem};

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

/// The line in the thread, which is the first of an outcome.
fn line_of(change: &Change) -> Value {
    let record = serde_json::to_value(&change.record).unwrap();
    assert_eq!(record["kind"], "message");
    record["body"].clone()
}

fn euros(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "EUR" })
}

/// They haggle until both agree on 90 for two, and the buyer orders at that.
async fn agreed(stage: &Stage, conversation: &str) -> String {
    let wish = json!({
        "conversationId": conversation, "productId": stage.product,
        "quantity": 2, "price": euros(8000), "note": "It is a gift.",
    });
    let offer = stage.buyer_does(Method::POST, "offers", &wish).await;
    assert_eq!(
        (&offer["state"], &offer["by"]),
        (&json!("open"), &json!("buyer"))
    );
    stage.pass(60_000);
    let countered = stage
        .act(json!({
            "kind": "counter", "offerId": offer["id"], "quantity": 2, "price": euros(9000),
            "note": "Wrapped, then.",
        }))
        .await;
    let line = line_of(&countered.change);
    assert_eq!(line["step"], "countered");
    assert_eq!(line["note"], "Wrapped, then.");
    assert_eq!(
        names(&countered.also),
        ["offer Open", "offer Countered"],
        "the new one and the one it answers"
    );
    let counter = line["offerId"].as_str().unwrap();
    let path = format!("/v1/buyer/conversations/{conversation}/offers");
    let offers: Value = stage.get(&path, &stage.buyer).await.json().await.unwrap();
    assert_eq!(
        offers["offers"][1]["counters"], offer["id"],
        "the new one says which it answers"
    );
    let yes = json!({ "note": "Deal!" });
    let accept = format!("offers/{counter}/accept");
    let accepted = stage.buyer_does(Method::POST, &accept, &yes).await;
    assert_eq!(accepted["state"], "accepted");
    let wanted = json!({
        "offerId": counter, "deliverTo": "Mara Lindqvist\nQuayside 4", "wishes": "No ribbon",
    });
    let order = stage.buyer_does(Method::POST, "orders", &wanted).await;
    assert_eq!(order["total"], euros(9000), "as agreed");
    assert_eq!(order["conversationId"], json!(conversation));
    order["id"].as_str().unwrap().to_owned()
}

/// The buyer corrects the order's card once and confirms it then; the order is sent and received.
async fn delivered(stage: &Stage, id: &str) {
    stage.pass(60_000);
    let path = |step: &str| format!("orders/{id}/{step}");
    let card = json!({ "kind": "orderCard", "orderId": id, "note": "Right so?" });
    let sent = stage.act(card.clone()).await;
    assert_eq!(line_of(&sent.change)["step"], "cardSent");
    let wrong = json!({ "note": "Quayside 14, sorry!" });
    let corrected = stage
        .buyer_does(Method::POST, &path("correct"), &wrong)
        .await;
    assert_eq!(corrected["card"]["note"], "Quayside 14, sorry!");
    stage.act(card).await;
    let confirmed = stage
        .buyer_does(Method::POST, &path("confirm"), &Value::Null)
        .await;
    assert_eq!(confirmed["card"]["state"], "confirmed");
    stage.pass(3_600_000);
    let ship = json!({ "kind": "ship", "orderId": id, "note": "Tracking 00 34" });
    assert_eq!(names(&stage.act(ship).await.also), ["order Shipped"]);
    let received = stage
        .buyer_does(Method::POST, &path("receive"), &Value::Null)
        .await;
    assert_eq!(received["state"], "received");
    assert_eq!(received["stateAt"], json!(MORNING + 3_720_000));
}

/// Both rate, and the seller answers.
async fn rated(stage: &Stage, id: &str) {
    let five = json!({ "rating": 5, "text": "Lovely." });
    let given = stage
        .buyer_does(Method::PUT, &format!("orders/{id}/feedback"), &five)
        .await;
    assert_eq!(
        given["productId"],
        json!(stage.product),
        "one product, so it is about that"
    );
    let back = json!({ "kind": "feedback", "orderId": id, "rating": 5, "text": "A pleasure." });
    stage.act(back).await;
    let answer = json!({ "kind": "answer", "feedbackId": given["id"], "text": "Thank you!" });
    let answered = stage.act(answer).await;
    assert_eq!(
        names(&[answered.change]),
        ["feedback 5"],
        "an answer is no line in the thread"
    );
}

#[tokio::test]
async fn from_the_first_question_to_the_last_word() {
    let stage = Stage::new().await;
    let start = stage.changes("").await.cursor;
    let conversation = stage.conversation().await;
    stage.say(&conversation, "Would you do two for 80?").await;
    let id = agreed(&stage, &conversation).await;
    assert_eq!(id, "1001", "a number that people can read to each other");
    delivered(&stage, &id).await;
    rated(&stage, &id).await;
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
    stands_by_itself(&page.changes);
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
    assert_eq!(sent.status(), StatusCode::OK);
    let ship = json!({ "kind": "ship", "orderId": id });
    let stale = problem(stage.try_act(ship.clone(), &expects).await).await;
    assert_eq!(stale.kind, ProblemKind::Stale);
    let now = revision(&stage.history("").await.changes);
    let expects = json!({ "order": { "id": id, "revision": now } });
    let shipped = stage.try_act(ship, &expects).await;
    assert_eq!(shipped.status(), StatusCode::OK);
}
