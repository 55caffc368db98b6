//! Haggling, ordering, rating and carts, on the buyer's pages.

use super::*;

#[tokio::test]
async fn a_price_is_haggled_over_and_ordered_at() {
    let (stage, mut browser) = shop().await;
    let (page, offer) = (stage.product_path(""), stage.product_path("/offer"));
    let terms = [("quantity", "3"), ("price", "120"), ("note", "For three?")];
    let thread = browser.submit(&page, &offer, &terms).await;
    assert!(thread.shows("Your offer") && thread.shows("€120.00") && thread.shows("€144.00"));
    let conversation = between(&thread.text, "data-conversation=\"", "\"").unwrap();
    let path = format!("/conversations/{conversation}");
    assert!(!thread.shows("/accept"), "nobody accepts their own offer");

    stage.seller_does(Act::Offer(MakeOffer {
        conversation_id: ConversationId(conversation.to_owned()),
        product_id: stage.product.clone(),
        quantity: 3,
        price: price(13_500),
        until_at: None,
        note: String::new(),
    }));
    let thread = browser.get(&path).await;
    assert!(thread.shows("Offer from Yunnan Leaf") && thread.shows("€135.00"));
    let sellers = between(&thread.text, "action=\"/offers/", "/accept").unwrap();

    let counter = format!("/offers/{sellers}/counter");
    let bad = [("quantity", "3"), ("price", "-1"), ("note", "Half way?")];
    let again = browser.post(&path, &counter, &bad).await;
    assert!(again.alert().contains("above zero") && again.shows("Half way?"));
    let good = [
        ("quantity", "3"),
        ("price", "129,60"),
        ("note", "Half way?"),
    ];
    let thread = browser.submit(&path, &counter, &good).await;
    assert!(thread.shows("€129.60") && thread.shows("Answered with another price"));
    let stale = browser
        .post(&path, &format!("/offers/{sellers}/accept"), &[])
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);

    let offers = stage.bazaar.offers(&stage.buyer.id, conversation).unwrap();
    let mine = offers
        .iter()
        .find(|offer| offer.price.minor == 12_960)
        .unwrap();
    stage.seller_does(Act::Accept(AnswerOffer {
        offer_id: mine.id.clone(),
        note: String::new(),
    }));
    let thread = browser.get(&path).await;
    assert!(thread.shows("Yunnan Leaf accepted your offer."));
    let order = format!("/offers/{}/order", mine.id.as_str());
    let thread = browser.submit(&path, &order, &[ADDRESS]).await;
    assert!(thread.shows("You ordered."));
    let orders = stage.bazaar.orders(&stage.buyer.id, None, 9).unwrap();
    assert_eq!(orders[0].total, price(12_960));
    assert_eq!(orders[0].deliver_to, "Mara Lindqvist\nStorgatan 4, Lund");
    assert!(!thread.shows(&order), "an offer is ordered from once");
}

#[tokio::test]
async fn an_offer_of_the_sellers_is_accepted_or_declined() {
    let (stage, mut browser) = shop().await;
    let conversation = stage.conversation().await;
    let path = format!("/conversations/{conversation}");
    let offer = || {
        stage.seller_does(Act::Offer(MakeOffer {
            conversation_id: ConversationId(conversation.clone()),
            product_id: stage.product.clone(),
            quantity: 1,
            price: price(4000),
            until_at: None,
            note: "For you".to_owned(),
        }));
        let all = stage.bazaar.offers(&stage.buyer.id, &conversation).unwrap();
        all.last().unwrap().id.clone()
    };
    let act = |id: &OfferId, what: &str| format!("/offers/{}/{what}", id.as_str());
    let first = offer();
    let thread = browser.submit(&path, &act(&first, "decline"), &[]).await;
    assert!(thread.shows("You declined the offer."));
    let second = offer();
    let thread = browser.submit(&path, &act(&second, "accept"), &[]).await;
    assert!(thread.shows("You accepted the offer.") && thread.shows("Order at this price"));
}

#[tokio::test]
async fn an_order_is_confirmed_sent_received_and_rated() {
    let (stage, mut browser) = shop().await;
    let (page, order) = (stage.product_path(""), stage.product_path("/order"));
    let wanted = [("quantity", "2"), ADDRESS, ("wishes", "No plastic")];
    let placed = browser.submit(&page, &order, &wanted).await;
    assert!(placed.shows("€96.00") && placed.shows("No plastic") && placed.shows("Ordered"));
    let orders = stage.bazaar.orders(&stage.buyer.id, None, 9).unwrap();
    let id = orders[0].id.clone();
    let path = format!("/orders/{}", id.as_str());
    let act = |what: &str| format!("{path}/{what}");
    assert!(
        browser
            .get("/orders")
            .await
            .shows(&format!("Order {}", id.as_str()))
    );

    let card = |note: &str| {
        stage.seller_does(Act::OrderCard(SendOrderCard {
            order_id: id.clone(),
            note: note.to_owned(),
        }));
    };
    card("Two cups, yes?");
    let thread = orders[0].conversation_id.clone().unwrap();
    let thread = format!("/conversations/{}", thread.as_str());
    let asked = browser.get(&thread).await;
    assert!(asked.shows("Please confirm") && asked.shows("Yes, that is right"));
    let empty = browser.post(&path, &act("correct"), &[("text", "")]).await;
    assert!(empty.alert().contains("Write something"));
    let corrected = browser
        .submit(&path, &act("correct"), &[("text", "One cup only")])
        .await;
    assert!(corrected.shows("You said that it is not right."));
    card("As they are, then?");
    let place = thread.trim_start_matches("/conversations/");
    let here = [("in", place)];
    let confirmed = browser.submit(&thread, &act("confirm"), &here).await;
    assert!(
        confirmed.shows("You confirmed the order."),
        "back in the thread"
    );
    let twice = browser.post(&thread, &act("confirm"), &here).await;
    assert!(!twice.alert().is_empty() && twice.shows("data-conversation"));

    let early = browser.post(&path, &act("rate"), &[("rating", "5")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    stage.seller_does(Act::Ship(ShipOrder {
        order_id: id.clone(),
        note: String::new(),
    }));
    assert!(browser.get(&path).await.shows("On its way"));
    let too_late = browser.post(&path, &act("cancel"), &[]).await;
    assert_eq!(too_late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let received = browser.submit(&path, &act("receive"), &[]).await;
    assert!(received.shows("Received") && received.shows("How was it?"));

    let none = [("text", "Lovely"), ("rating", "6")];
    let none = browser.post(&path, &act("rate"), &none).await;
    assert!(none.alert().contains("one to five stars") && none.shows("Lovely"));
    let rated = [("rating", "4"), ("text", "Lovely")];
    let rated = browser.submit(&path, &act("rate"), &rated).await;
    assert!(rated.shows("What you said") && rated.shows("★★★★☆"));
    let changed = [("rating", "5"), ("text", "Lovelier every day")];
    let changed = browser.submit(&path, &act("rate"), &changed).await;
    assert!(changed.shows("Lovelier every day") && changed.shows("changed"));

    assert!(browser.get("/feedback").await.shows("No seller has said"));
    stage.seller_does(Act::Feedback(LeaveFeedback {
        order_id: id.clone(),
        rating: 5,
        text: "A joy to sell to".to_owned(),
    }));
    let about = browser.get("/feedback").await;
    assert!(about.shows("A joy to sell to") && about.shows("What Yunnan Leaf said about you"));
}

#[tokio::test]
async fn an_order_that_was_not_sent_is_taken_back() {
    let (stage, mut browser) = shop().await;
    let (page, order) = (stage.product_path(""), stage.product_path("/order"));
    let wanted = [("quantity", "2"), ADDRESS];
    browser.submit(&page, &order, &wanted).await;
    let id = stage.bazaar.orders(&stage.buyer.id, None, 1).unwrap()[0]
        .id
        .clone();
    let path = format!("/orders/{}", id.as_str());
    let cancelled = browser.submit(&path, &format!("{path}/cancel"), &[]).await;
    assert!(cancelled.shows("Cancelled"));
    assert!(browser.get(&page).await.shows("6 in stock"));
}

#[tokio::test]
async fn a_cart_is_filled_emptied_and_ordered() {
    let (stage, mut browser) = shop().await;
    let (page, put) = (stage.product_path(""), stage.product_path("/cart"));
    let cart = browser.submit(&page, &put, &[("quantity", "2")]).await;
    assert!(cart.shows("2 × Celadon cup") && cart.shows("€96.00"));
    assert!(browser.get("/").await.shows("class=\"count\">1<"));
    let product = [("product", stage.product.as_str())];
    let emptied = browser.submit("/cart", "/cart/remove", &product).await;
    assert!(emptied.shows("Your cart is empty."));

    browser.submit(&page, &put, &[("quantity", "1")]).await;
    let id = stage.bazaar.carts(&stage.buyer.id).unwrap()[0].id.clone();
    let cart = ("cart", id.as_str());
    let again = [cart, ("deliver_to", ""), ("wishes", "Before Friday")];
    let again = browser.post("/cart", "/cart/order", &again).await;
    assert!(again.alert().contains("where it should go") && again.shows("Before Friday"));
    let ordered = browser
        .submit("/cart", "/cart/order", &[cart, ADDRESS])
        .await;
    assert!(ordered.shows("Storgatan 4") && ordered.shows("€48.00"));
    assert!(browser.get("/cart").await.shows("Your cart is empty."));

    let put = browser.submit(&page, &put, &[("quantity", "1")]).await;
    assert!(put.shows("Storgatan 4"), "where the last order went");
    let id = stage.bazaar.carts(&stage.buyer.id).unwrap()[0].id.clone();
    let emptied = [("cart", id.as_str())];
    assert!(
        browser
            .submit("/cart", "/cart/empty", &emptied)
            .await
            .shows("is empty")
    );
}
