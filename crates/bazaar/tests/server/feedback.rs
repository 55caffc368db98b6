//! Ratings, in both directions.

use rapport_protocol::{OrderId, ProblemKind};
use serde_json::{Value, json};

use crate::stage::{Stage, add_seller, problem};

/// An order that the buyer has.
async fn received(stage: &Stage) -> OrderId {
    let id = OrderId(stage.order(1).await);
    stage.act(json!({ "kind": "ship", "orderId": id })).await;
    stage
        .bazaar
        .receive_order(&stage.buyer.id, &id, None)
        .unwrap();
    id
}

async fn refused(stage: &Stage, act: Value) -> ProblemKind {
    problem(stage.try_act(act, &Value::Null).await).await.kind
}

#[tokio::test]
async fn a_buyer_may_change_their_mind_and_a_seller_may_not() {
    let stage = Stage::new().await;
    let id = received(&stage).await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let given = bazaar
        .rate_seller(buyer, &id, (2, "A chip in the lid."), None)
        .unwrap();
    assert_eq!(given.changed_at, None);
    let before = stage.changes("").await.cursor;
    stage.pass(1000);
    let changed = bazaar
        .rate_seller(buyer, &id, (5, "Replaced at once!"), None)
        .unwrap();
    assert_eq!((&changed.id, changed.rating), (&given.id, 5));
    assert_eq!(changed.changed_at, Some(given.at + 1000));
    let page = stage.changes(&format!("cursor={before}")).await;
    assert!(crate::stage::names(&page.changes).contains(&"feedback 5".to_owned()));

    let rate = json!({ "kind": "feedback", "orderId": id, "rating": 4, "text": "Patient." });
    stage.act(rate.clone()).await;
    assert_eq!(
        refused(&stage, rate).await,
        ProblemKind::Refused,
        "it stands"
    );
    assert_eq!(bazaar.feedback_on(buyer, &id).unwrap().len(), 2);
    assert_eq!(bazaar.feedback(buyer, 10).unwrap().len(), 2);
}

#[tokio::test]
async fn only_what_was_received_is_rated_and_only_from_one_to_five() {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let early = OrderId(stage.order(1).await);
    let act = json!({ "kind": "feedback", "orderId": early, "rating": 5 });
    assert_eq!(
        refused(&stage, act).await,
        ProblemKind::Refused,
        "it is not received"
    );
    assert!(bazaar.rate_seller(buyer, &early, (5, ""), None).is_err());
    let id = received(&stage).await;
    for rating in [0, 6, 255] {
        let act = json!({ "kind": "feedback", "orderId": id, "rating": rating });
        assert_eq!(refused(&stage, act).await, ProblemKind::Refused, "{rating}");
        assert!(
            bazaar.rate_seller(buyer, &id, (rating, ""), None).is_err(),
            "{rating}"
        );
    }
    let long = "长".repeat(1001);
    assert!(bazaar.rate_seller(buyer, &id, (5, &long), None).is_err());
    bazaar
        .rate_seller(buyer, &id, (5, &"长".repeat(1000)), None)
        .unwrap();
}

#[tokio::test]
async fn a_seller_answers_the_buyer_once_and_not_themselves() {
    let mut stage = Stage::new().await;
    let id = received(&stage).await;
    let given = stage
        .bazaar
        .rate_seller(&stage.buyer.id, &id, (3, "Slow."), None)
        .unwrap();
    let answer = |text: &str| json!({ "kind": "answer", "feedbackId": given.id, "text": text });
    assert_eq!(refused(&stage, answer("  ")).await, ProblemKind::Refused);
    assert_eq!(
        refused(&stage, answer(&"长".repeat(1001))).await,
        ProblemKind::Refused
    );
    let seller = stage.seller.clone();
    stage.seller = add_seller(&stage.bazaar, "Across the street");
    assert_eq!(
        refused(&stage, answer("Buy here!")).await,
        ProblemKind::NotFound
    );
    stage.seller = seller;
    stage.act(answer("The kiln was full.")).await;
    assert_eq!(
        refused(&stage, answer("And more.")).await,
        ProblemKind::Refused,
        "once"
    );
    let told = stage.bazaar.feedback_on(&stage.buyer.id, &id).unwrap();
    assert_eq!(told[0].answer.as_ref().unwrap().text, "The kiln was full.");

    stage
        .act(json!({ "kind": "feedback", "orderId": id, "rating": 5 }))
        .await;
    let own = stage.bazaar.feedback_on(&stage.buyer.id, &id).unwrap()[1]
        .id
        .clone();
    let act = json!({ "kind": "answer", "feedbackId": own, "text": "I agree." });
    assert_eq!(refused(&stage, act).await, ProblemKind::Refused);
}
