//! The shop: what is on sale, who is known, and what years ago looks like.

use rapport_bazaar::{NewOrder, Wanted};
use rapport_protocol::{Act, OrderState, ShipOrder};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::pictures::{png, store};
use crate::stage::{MORNING, Stage, add_product, add_seller, names, problem};

#[tokio::test]
async fn what_is_on_sale_is_listed_page_by_page_in_the_order_it_was_added() {
    let stage = Stage::new().await;
    let other = add_seller(&stage.bazaar, "Across the street");
    add_product(&stage.bazaar, &other, "Card holder");
    add_product(&stage.bazaar, &stage.seller, "Tea bowl");
    let mut seen = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let path = format!("/v1/buyer/products?{query}");
        let page: Value = stage.get(&path, &stage.buyer).await.json().await.unwrap();
        let page = page["products"].as_array().unwrap().clone();
        let Some(last) = page.last() else { break };
        query = format!("limit=2&after={}", last["product"]["id"].as_str().unwrap());
        let said = |on_sale: &Value| json!([on_sale["shop"], on_sale["product"]["title"]]);
        seen.extend(page.iter().map(said));
    }
    let expected = [
        json!(["Yunnan Leaf", "Celadon cup"]),
        json!(["Across the street", "Card holder"]),
        json!(["Yunnan Leaf", "Tea bowl"]),
    ];
    assert_eq!(seen, expected);
    let path = "/v1/buyer/products?after=product_x";
    let refused = problem(stage.get(path, &stage.buyer).await).await;
    assert_eq!(refused.status, 404);
}

#[tokio::test]
async fn a_face_is_seen_by_the_sellers_who_know_it() {
    let stage = Stage::new().await;
    let face = store(&stage, &stage.buyer, png(4, 4)).await;
    let path = format!("/v1/pictures/{}", face.id);
    stage.bazaar.set_avatar(&stage.buyer.id, &face.id).unwrap();
    let unknown = stage.get(&path, &stage.seller).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    // A cart is enough to be known.
    stage
        .bazaar
        .put_in_cart(&stage.buyer.id, &stage.product, 1, None)
        .unwrap();
    let known = stage.get(&path, &stage.seller).await;
    assert_eq!(known.status(), StatusCode::OK);
    let start = stage.changes("").await.cursor;
    stage.bazaar.set_avatar(&stage.buyer.id, &face.id).unwrap();
    let page = stage.changes(&format!("cursor={start}")).await;
    assert_eq!(names(&page.changes), ["person Mara Lindqvist"]);
    let theirs = store(&stage, &stage.seller, png(5, 5)).await;
    let stolen = stage.bazaar.set_avatar(&stage.buyer.id, &theirs.id);
    assert!(stolen.is_err(), "a face is the buyer's own picture");
}

#[tokio::test]
async fn what_happened_long_ago_has_its_own_times() {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let year = 31_536_000_000;
    let at = MORNING - 2 * year;
    let new = NewOrder {
        wanted: Wanted::Products(vec![(stage.product.clone(), 1)]),
        deliver_to: "Quayside 4".to_owned(),
        wishes: String::new(),
    };
    let order = bazaar.place_order(buyer, &new, Some(at)).unwrap();
    let ship = Act::Ship(ShipOrder {
        order_id: order.id.clone(),
        note: String::new(),
    });
    let told = bazaar
        .operate(&stage.seller.id, &ship, Some(at + 1000))
        .unwrap();
    assert_eq!(names(&told), ["message shipped", "order Shipped"]);
    let order = bazaar
        .receive_order(buyer, &order.id, Some(at + 2000))
        .unwrap();
    assert_eq!((order.placed_at, order.state_at), (at, at + 2000));
    assert_eq!(order.state, OrderState::Received);
    let conversation = order.conversation_id.unwrap();
    let thread = bazaar.thread(buyer, conversation.as_str()).unwrap();
    let times: Vec<_> = thread.iter().map(|message| message.at - at).collect();
    assert_eq!(times, [0, 1000, 2000]);
    let opened = &bazaar.conversations(buyer).unwrap()[0];
    assert_eq!(opened.opened_at, at);
}
