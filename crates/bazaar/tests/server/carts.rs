//! What buyers put aside.

use rapport_protocol::{CartState, ProductId};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::stage::{Stage, add_buyer, add_product, names};

#[tokio::test]
async fn a_cart_is_filled_changed_and_ordered_and_the_seller_sees_it() {
    let stage = Stage::new().await;
    let bowl = add_product(&stage.bazaar, &stage.seller, "Tea bowl");
    let start = stage.changes("").await.cursor;
    let line = |product: &ProductId| format!("cart-lines/{product}");
    let put = |quantity: u32| json!({ "quantity": quantity });
    stage
        .buyer_does(Method::PUT, &line(&stage.product), &put(1))
        .await;
    stage.buyer_does(Method::PUT, &line(&bowl), &put(2)).await;
    let cart = stage
        .buyer_does(Method::PUT, &line(&stage.product), &put(3))
        .await;
    assert_eq!(cart["total"]["minor"], 5 * 4800, "three and two");
    let page = stage.changes(&format!("cursor={start}")).await;
    let told = [
        "person Mara Lindqvist",
        "product Celadon cup",
        "product Tea bowl",
        "cart Open",
    ];
    assert_eq!(
        names(&page.changes),
        told,
        "one cart, after what it refers to"
    );

    let order = format!("carts/{}/order", cart["id"].as_str().unwrap());
    let to = json!({ "deliverTo": "Quayside 4" });
    let order = stage.buyer_does(Method::POST, &order, &to).await;
    assert_eq!(order["total"], cart["total"]);
    assert_eq!(order["lines"], cart["lines"]);
    let carts: Value = stage
        .get("/v1/buyer/carts", &stage.buyer)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(carts["carts"], json!([]));
    let page = stage.changes(&format!("cursor={}", page.cursor)).await;
    assert!(names(&page.changes).contains(&"cart Ordered".to_owned()));
}

#[tokio::test]
async fn taking_the_last_thing_out_empties_it_and_the_next_is_a_new_one() {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let first = bazaar.put_in_cart(buyer, &stage.product, 1, None).unwrap();
    let emptied = bazaar.take_from_cart(buyer, &stage.product, None).unwrap();
    assert_eq!(
        (&emptied.id, emptied.state),
        (&first.id, CartState::Emptied)
    );
    assert_eq!(emptied.total.minor, 0);
    assert!(bazaar.take_from_cart(buyer, &stage.product, None).is_err());
    let second = bazaar.put_in_cart(buyer, &stage.product, 1, None).unwrap();
    assert_ne!(second.id, first.id);
    bazaar.empty_cart(buyer, &second.id, None).unwrap();
    assert!(
        bazaar.empty_cart(buyer, &second.id, None).is_err(),
        "it is empty"
    );
    let to = ("Quayside 4", "");
    assert!(
        bazaar.order_cart(buyer, &second.id, to, None).is_err(),
        "it is empty"
    );
}

#[tokio::test]
async fn an_order_that_cannot_be_leaves_the_cart_as_it_was() {
    let stage = Stage::new().await;
    let (bazaar, buyer) = (&stage.bazaar, stage.buyer.id.as_str());
    let cart = bazaar.put_in_cart(buyer, &stage.product, 7, None).unwrap();
    let greedy = bazaar
        .order_cart(buyer, &cart.id, ("Quayside 4", ""), None)
        .unwrap_err();
    assert_eq!(greedy.to_string(), "There are not that many left.");
    assert_eq!(bazaar.carts(buyer).unwrap(), [cart]);
}

#[tokio::test]
async fn nobody_reaches_into_the_carts_of_others() {
    let stage = Stage::new().await;
    let cart = stage
        .bazaar
        .put_in_cart(&stage.buyer.id, &stage.product, 1, None)
        .unwrap();
    let nosy = add_buyer(&stage.bazaar, "Nosy");
    let path = format!("/v1/buyer/carts/{}", cart.id);
    let emptied = stage
        .request(Method::DELETE, &path, &nosy)
        .send()
        .await
        .unwrap();
    assert_eq!(emptied.status(), StatusCode::NOT_FOUND);
    let to = json!({ "deliverTo": "Mine" });
    let ordered = stage.post(&format!("{path}/order"), &nosy, &to).await;
    assert_eq!(ordered.status(), StatusCode::NOT_FOUND);
    assert_eq!(stage.bazaar.carts(&stage.buyer.id).unwrap(), [cart]);
}
