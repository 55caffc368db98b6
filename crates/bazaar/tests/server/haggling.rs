//! Offers: who may do what with them, and until when.

use std::time::Duration;

use rapport_bazaar::{NewOrder, Terms, Wanted};
use rapport_protocol::{Author, Money, Offer, OfferState, ProblemKind, ProductId};
use reqwest::Method;
use serde_json::json;

use crate::stage::{MORNING, Stage, add_buyer, add_product, problem};

fn terms(minor: i64) -> Terms {
    Terms {
        quantity: 2,
        price: Money {
            minor,
            currency: "EUR".to_owned(),
        },
        until_at: None,
        note: String::new(),
    }
}

/// The seller offers two cups for 90.
async fn offered(stage: &Stage, conversation: &str, until_at: Option<i64>) -> Offer {
    let mut act = json!({
        "kind": "offer", "conversationId": conversation, "productId": stage.product,
        "quantity": 2, "price": { "minor": 9000, "currency": "EUR" },
    });
    if let Some(until_at) = until_at {
        act["untilAt"] = json!(until_at);
    }
    stage.act(act).await;
    let offers = stage.bazaar.offers(&stage.buyer.id, conversation).unwrap();
    offers.last().unwrap().clone()
}

#[tokio::test]
async fn only_the_other_side_answers_and_only_once() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let sellers = offered(&stage, &conversation, None).await;
    for kind in ["accept", "decline"] {
        let own = json!({ "kind": kind, "offerId": sellers.id });
        let refused = problem(stage.try_act(own, &json!(null)).await).await;
        assert_eq!(
            refused.kind,
            ProblemKind::Refused,
            "{kind}s an offer of their own"
        );
    }
    let declined = bazaar
        .decline_offer(buyer, &sellers.id, "Too much.", None)
        .unwrap();
    assert_eq!(declined.state, OfferState::Declined);
    let again = bazaar
        .accept_offer(buyer, &sellers.id, "", None)
        .unwrap_err();
    assert_eq!(again.to_string(), "This offer is no longer open.");
    let again = bazaar
        .counter_offer(buyer, &sellers.id, &terms(8000), None)
        .unwrap_err();
    assert_eq!(again.to_string(), "This offer is no longer open.");

    let place = (conversation.as_str(), &stage.product);
    let buyers = bazaar.make_offer(buyer, place, &terms(8000), None).unwrap();
    assert_eq!(buyers.by, Author::Buyer);
    assert!(
        bazaar.accept_offer(buyer, &buyers.id, "", None).is_err(),
        "it is the buyer's own"
    );
    stage
        .act(json!({ "kind": "accept", "offerId": buyers.id }))
        .await;
    let offer = bazaar.offer(buyer, &buyers.id).unwrap();
    assert_eq!(offer.state, OfferState::Accepted);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_leaves_no_trace() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let good = json!({
        "kind": "offer", "conversationId": conversation, "productId": stage.product,
        "quantity": 2, "price": { "minor": 9000, "currency": "EUR" },
    });
    let cases = [
        ("quantity", json!(0)),
        ("quantity", json!(10_000)),
        ("price", json!({ "minor": 0, "currency": "EUR" })),
        ("price", json!({ "minor": 9000, "currency": "USD" })),
        ("untilAt", json!(MORNING)),
        ("note", json!("茶".repeat(2001))),
    ];
    for (part, value) in cases {
        let mut act = good.clone();
        act[part] = value;
        let refused = problem(stage.try_act(act.clone(), &json!(null)).await).await;
        assert_eq!(refused.kind, ProblemKind::Refused, "{act}");
    }
    let mut elsewhere = good.clone();
    elsewhere["productId"] = json!("product_x");
    let refused = problem(stage.try_act(elsewhere, &json!(null)).await).await;
    assert_eq!(refused.kind, ProblemKind::NotFound);
    stage.bazaar.close_conversation(&conversation).unwrap();
    let refused = problem(stage.try_act(good, &json!(null)).await).await;
    assert_eq!(
        refused.kind,
        ProblemKind::Refused,
        "the conversation is closed"
    );
    assert!(
        stage
            .bazaar
            .offers(&stage.buyer.id, &conversation)
            .unwrap()
            .is_empty()
    );
    assert!(
        stage
            .bazaar
            .thread(&stage.buyer.id, &conversation)
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn an_offer_lapses_at_its_time_and_says_so() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let until = MORNING + 3_600_000;
    let offer = offered(&stage, &conversation, Some(until)).await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    stage.pass(3_599_999);
    assert_eq!(bazaar.lapse_offers(None).unwrap(), 0, "a moment is left");
    stage.pass(2);
    let late = bazaar.accept_offer(buyer, &offer.id, "", None).unwrap_err();
    assert_eq!(late.to_string(), "This offer is no longer open.");
    let lapsed = bazaar.offer(buyer, &offer.id).unwrap();
    assert_eq!((lapsed.state, lapsed.state_at), (OfferState::Lapsed, until));
    let thread = bazaar.thread(buyer, &conversation).unwrap();
    let last = thread.last().unwrap();
    assert_eq!((&last.author, last.at), (&Author::System, until));
}

#[tokio::test]
async fn a_running_server_lets_offers_lapse_by_itself() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let offer = offered(&stage, &conversation, Some(MORNING + 1000)).await;
    stage.pass(1000);
    let mut bell = tokio::time::interval(Duration::from_millis(20));
    let lapsed = async {
        while stage
            .bazaar
            .offer(&stage.buyer.id, &offer.id)
            .unwrap()
            .state
            == OfferState::Open
        {
            bell.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), lapsed)
        .await
        .expect("it lapses in time");
}

#[tokio::test]
async fn a_seller_who_answers_too_late_is_refused_and_the_offer_lapses() {
    let mut stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let wish = Terms {
        until_at: Some(MORNING + 1000),
        ..terms(8000)
    };
    let (bazaar, buyer) = (stage.bazaar.clone(), stage.buyer.id.clone());
    let place = (conversation.as_str(), &stage.product);
    let offer = bazaar.make_offer(&buyer, place, &wish, None).unwrap();
    stage.pass(2000);
    let accept = json!({ "kind": "accept", "offerId": offer.id });
    let refused = problem(stage.try_act(accept, &json!(null)).await).await;
    assert_eq!(refused.kind, ProblemKind::Refused);
    stage.stop().await;
    assert_eq!(
        bazaar.offer(&buyer, &offer.id).unwrap().state,
        OfferState::Lapsed
    );
}

#[tokio::test]
async fn an_accepted_offer_is_ordered_from_once_and_by_its_buyer_alone() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let offer = offered(&stage, &conversation, None).await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let new = NewOrder {
        wanted: Wanted::Offer(offer.id.clone()),
        deliver_to: "Quayside 4".to_owned(),
        wishes: String::new(),
    };
    let early = bazaar.place_order(buyer, &new, None).unwrap_err();
    assert_eq!(early.to_string(), "This offer was not accepted.");
    bazaar.accept_offer(buyer, &offer.id, "", None).unwrap();
    let other = add_buyer(bazaar, "Somebody else");
    assert!(bazaar.place_order(&other.id, &new, None).is_err());
    assert!(!bazaar.is_ordered(buyer, &offer.id).unwrap());
    bazaar.place_order(buyer, &new, None).unwrap();
    assert!(bazaar.is_ordered(buyer, &offer.id).unwrap());
    let twice = bazaar.place_order(buyer, &new, None).unwrap_err();
    assert_eq!(twice.to_string(), "This offer was ordered from already.");
}

#[tokio::test]
async fn nobody_answers_the_offers_of_others() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let offer = offered(&stage, &conversation, None).await;
    let mut stage = stage;
    let buyer = std::mem::replace(&mut stage.buyer, add_buyer(&stage.bazaar, "Nosy"));
    for act in ["accept", "decline"] {
        let path = format!("/v1/buyer/offers/{}/{act}", offer.id);
        let refused = problem(stage.post(&path, &stage.buyer, &json!({})).await).await;
        assert_eq!(refused.kind, ProblemKind::NotFound, "{act}");
    }
    let path = format!("/v1/buyer/conversations/{conversation}/offers");
    let refused = problem(stage.get(&path, &stage.buyer).await).await;
    assert_eq!(refused.kind, ProblemKind::NotFound);
    stage.buyer = buyer;

    let other = crate::stage::add_seller(&stage.bazaar, "Across the street");
    let theirs: ProductId = add_product(&stage.bazaar, &other, "Another cup");
    let place = (conversation.as_str(), &theirs);
    assert!(
        stage
            .bazaar
            .make_offer(&stage.buyer.id, place, &terms(1), None)
            .is_err(),
        "a conversation is with one shop"
    );
    stage.seller = other;
    let answer = json!({ "kind": "decline", "offerId": offer.id });
    let refused = problem(stage.try_act(answer, &json!(null)).await).await;
    assert_eq!(refused.kind, ProblemKind::NotFound);
    let offer = stage.bazaar.offer(&stage.buyer.id, &offer.id).unwrap();
    assert_eq!(offer.state, OfferState::Open);
    let whole = stage.request(Method::GET, "/v1/history", &stage.seller);
    let whole: serde_json::Value = whole.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        whole["changes"],
        json!([]),
        "nothing of it is told to another seller"
    );
}
