//! Orders: stock, cards, and what may follow on what.

use rapport_bazaar::{NewOrder, Wanted};
use rapport_protocol::{CardState, OrderId, OrderState, ProblemKind, ProductId};
use serde_json::{Value, json};

use crate::stage::{Stage, add_buyer, add_product, add_seller, problem};

fn of(lines: &[(&ProductId, u32)]) -> NewOrder {
    let lines = lines
        .iter()
        .map(|(product, quantity)| ((*product).clone(), *quantity));
    NewOrder {
        wanted: Wanted::Products(lines.collect()),
        deliver_to: "Quayside 4".to_owned(),
        wishes: String::new(),
    }
}

fn stock(stage: &Stage) -> Option<u32> {
    stage.bazaar.on_sale(None, 1).unwrap()[0].product.stock
}

async fn refused(stage: &Stage, act: Value) -> ProblemKind {
    problem(stage.try_act(act, &Value::Null).await).await.kind
}

#[tokio::test]
async fn an_order_takes_from_the_stock_and_a_cancelled_one_gives_back() {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    assert_eq!(stock(&stage), Some(6));
    let order = bazaar
        .place_order(buyer, &of(&[(&stage.product, 4)]), None)
        .unwrap();
    assert_eq!(order.total.minor, 4 * 4800);
    assert_eq!(stock(&stage), Some(2));
    let greedy = bazaar
        .place_order(buyer, &of(&[(&stage.product, 3)]), None)
        .unwrap_err();
    assert_eq!(greedy.to_string(), "There are not that many left.");
    let twice = of(&[(&stage.product, 1), (&stage.product, 2)]);
    assert!(
        bazaar.place_order(buyer, &twice, None).is_err(),
        "three in two lines are three"
    );
    assert_eq!(stock(&stage), Some(2), "a refused order takes nothing");
    let cancelled = bazaar
        .cancel_order(buyer, &order.id, "Changed my mind", None)
        .unwrap();
    assert_eq!(cancelled.state, OrderState::Cancelled);
    assert_eq!(stock(&stage), Some(6));
    assert!(
        bazaar.cancel_order(buyer, &order.id, "", None).is_err(),
        "once"
    );
    bazaar.set_stock(&stage.product, None).unwrap();
    bazaar
        .place_order(buyer, &of(&[(&stage.product, 900)]), None)
        .unwrap();
    assert_eq!(stock(&stage), None, "what is not counted does not run out");
}

#[tokio::test]
async fn what_cannot_be_ordered_is_refused_and_leaves_no_trace() {
    let stage = Stage::new().await;
    let other = add_seller(&stage.bazaar, "Across the street");
    let theirs = add_product(&stage.bazaar, &other, "Another cup");
    let nowhere = NewOrder {
        deliver_to: "  ".to_owned(),
        ..of(&[(&stage.product, 1)])
    };
    let cases = [
        (of(&[]), "An order is of something."),
        (of(&[(&stage.product, 0)]), "A quantity is from 1 to 9999."),
        (
            of(&[(&stage.product, 1), (&theirs, 1)]),
            "An order is of one shop.",
        ),
        (
            of(&[(&ProductId::from("product_x"), 1)]),
            "There is no such product.",
        ),
        (nowhere, "An order needs to know where it goes."),
    ];
    for (new, expected) in cases {
        let refused = stage
            .bazaar
            .place_order(&stage.buyer.id, &new, None)
            .unwrap_err();
        assert_eq!(refused.to_string(), expected);
    }
    assert!(
        stage
            .bazaar
            .orders(&stage.buyer.id, None, 10)
            .unwrap()
            .is_empty()
    );
    assert!(
        stage
            .bazaar
            .conversations(&stage.buyer.id)
            .unwrap()
            .is_empty()
    );
    let body = json!({
        "lines": [{ "productId": stage.product, "quantity": 1 }], "offerId": "offer_x",
        "deliverTo": "Quayside 4",
    });
    let both = problem(stage.post("/v1/buyer/orders", &stage.buyer, &body).await).await;
    assert_eq!(
        both.kind,
        ProblemKind::Refused,
        "products or an offer, not both"
    );
}

#[tokio::test]
async fn a_card_is_asked_answered_and_asked_again_only_after_a_correction() {
    let stage = Stage::new().await;
    let id = OrderId(stage.order(1).await);
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let card = json!({ "kind": "orderCard", "orderId": id, "note": "One cup, Quayside 4" });
    assert!(
        bazaar.confirm_order(buyer, &id, None).is_err(),
        "nobody asked"
    );
    stage.act(card.clone()).await;
    assert_eq!(
        refused(&stage, card.clone()).await,
        ProblemKind::Refused,
        "it waits"
    );
    assert!(
        bazaar.correct_order(buyer, &id, " ", None).is_err(),
        "a correction says what"
    );
    bazaar
        .correct_order(buyer, &id, "Quayside 14", None)
        .unwrap();
    assert!(
        bazaar.confirm_order(buyer, &id, None).is_err(),
        "it was corrected"
    );
    stage.act(card.clone()).await;
    let confirmed = bazaar
        .confirm_order(buyer, &id, None)
        .unwrap()
        .card
        .unwrap();
    assert_eq!(confirmed.state, CardState::Confirmed);
    assert_eq!(
        confirmed.note, "One cup, Quayside 4",
        "what was confirmed stays readable"
    );
    assert_eq!(
        refused(&stage, card).await,
        ProblemKind::Refused,
        "it is confirmed"
    );
}

#[tokio::test]
async fn one_thing_follows_on_the_other() {
    let stage = Stage::new().await;
    let id = OrderId(stage.order(1).await);
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let ship = json!({ "kind": "ship", "orderId": id });
    let card = json!({ "kind": "orderCard", "orderId": id });
    assert!(
        bazaar.receive_order(buyer, &id, None).is_err(),
        "it is not on its way"
    );
    stage.act(card.clone()).await;
    stage.act(ship.clone()).await;
    assert!(
        bazaar.confirm_order(buyer, &id, None).is_err(),
        "too late to confirm"
    );
    assert!(
        bazaar.cancel_order(buyer, &id, "", None).is_err(),
        "too late to cancel"
    );
    assert_eq!(
        refused(&stage, ship).await,
        ProblemKind::Refused,
        "it is on its way"
    );
    assert_eq!(refused(&stage, card).await, ProblemKind::Refused);
    bazaar.receive_order(buyer, &id, None).unwrap();
    assert!(bazaar.receive_order(buyer, &id, None).is_err(), "once");

    let other = OrderId(stage.order(1).await);
    bazaar.cancel_order(buyer, &other, "", None).unwrap();
    let ship = json!({ "kind": "ship", "orderId": other });
    assert_eq!(
        refused(&stage, ship).await,
        ProblemKind::Refused,
        "it was cancelled"
    );
}

#[tokio::test]
async fn orders_are_seen_by_their_two_sides_alone() {
    let mut stage = Stage::new().await;
    let id = stage.order(1).await;
    let nosy = add_buyer(&stage.bazaar, "Nosy");
    for step in ["", "/confirm", "/receive", "/feedback"] {
        let path = format!("/v1/buyer/orders/{id}{step}");
        let answer = match step {
            "" | "/feedback" => stage.get(&path, &nosy).await,
            _ => stage.post(&path, &nosy, &json!({})).await,
        };
        assert_eq!(problem(answer).await.kind, ProblemKind::NotFound, "{path}");
    }
    let none: Value = stage
        .get("/v1/buyer/orders", &nosy)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(none["orders"], json!([]));
    stage.seller = add_seller(&stage.bazaar, "Across the street");
    for kind in ["orderCard", "ship"] {
        let act = json!({ "kind": kind, "orderId": id });
        assert_eq!(refused(&stage, act).await, ProblemKind::NotFound, "{kind}");
    }
    let act = json!({ "kind": "feedback", "orderId": id, "rating": 1 });
    assert_eq!(refused(&stage, act).await, ProblemKind::NotFound);
}

#[tokio::test]
async fn a_long_list_of_orders_is_walked_page_by_page() {
    let stage = Stage::new().await;
    stage.bazaar.set_stock(&stage.product, None).unwrap();
    let mut placed = Vec::new();
    for _ in 0..5 {
        // Two of them in one millisecond.
        placed.push(stage.order(1).await);
        stage.pass(i64::from(placed.len() != 2));
    }
    let mut walked = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let path = format!("/v1/buyer/orders?{query}");
        let page: Value = stage.get(&path, &stage.buyer).await.json().await.unwrap();
        let page = page["orders"].as_array().unwrap().clone();
        let Some(last) = page.last() else { break };
        query = format!("limit=2&before={}", last["id"].as_str().unwrap());
        walked.extend(
            page.iter()
                .map(|order| order["id"].as_str().unwrap().to_owned()),
        );
    }
    placed.reverse();
    assert_eq!(walked, placed);
}
