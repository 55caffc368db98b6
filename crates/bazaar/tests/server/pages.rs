//! The buyer's pages, as a browser without a script has them.

use rapport_bazaar::{NewMessage, Role};
use rapport_protocol::{
    Act, AnswerOffer, Author, Body, ConversationId, LeaveFeedback, MakeOffer, Money, OfferId,
    OrderId, SendOrderCard, ShipOrder, TextBody,
};
use reqwest::StatusCode;

use crate::browser::{Browser, between, open_doors};
use crate::events::Events;
use crate::pictures::{png, store};
use crate::stage::{Stage, add_buyer};

/// A stage with open doors, and a browser in which its buyer is signed in.
async fn shop() -> (Stage, Browser) {
    let stage = Stage::new().await;
    open_doors(&stage);
    let mut browser = Browser::new(&stage);
    browser.come_in(&stage.buyer.id).await;
    (stage, browser)
}

impl Stage {
    fn product_path(&self, what: &str) -> String {
        format!("/products/{}{what}", self.product.as_str())
    }

    /// The seller does something.
    fn seller_does(&self, act: Act) {
        self.bazaar.operate(&self.seller.id, &act, None).unwrap();
    }

    /// The seller says something.
    fn seller_says(&self, conversation: &str, text: &str) {
        let message = NewMessage {
            author: Author::Seller,
            body: Body::Text(TextBody {
                text: text.to_owned(),
            }),
            at: None,
        };
        self.bazaar
            .say(&self.buyer.id, conversation, &message)
            .unwrap();
    }
}

/// What is typed into a form.
type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Where an order goes.
const ADDRESS: (&str, &str) = ("deliver_to", "Mara Lindqvist\r\nStorgatan 4, Lund");

fn price(minor: i64) -> Money {
    Money {
        minor,
        currency: "EUR".to_owned(),
    }
}

#[tokio::test]
async fn a_buyer_comes_in_looks_around_and_leaves() {
    let stage = Stage::new().await;
    open_doors(&stage);
    let mut browser = Browser::new(&stage);
    let door = browser.get("/").await;
    assert!(door.shows("Mara Lindqvist") && door.shows("without a password"));
    assert!(!door.shows("Celadon cup"), "the shop is behind the door");
    let searched = browser.get("/?q=nobody+of+this+name").await;
    assert!(searched.shows("Nobody here is called “nobody of this name”."));

    browser.come_in(&stage.buyer.id).await;
    let shop = browser.get("/").await;
    assert!(shop.shows("Celadon cup") && shop.shows("€48.00") && shop.shows("6 in stock"));
    assert!(
        browser
            .get(&stage.product_path(""))
            .await
            .shows("from Yunnan Leaf")
    );

    let left = browser.submit("/", "/sign-out", &[]).await;
    assert!(!left.shows("Celadon cup"));
    for path in ["/orders", "/conversations", "/cart", "/feedback", "/events"] {
        assert_eq!(browser.get(path).await.to.as_deref(), Some("/"), "{path}");
    }
}

#[tokio::test]
async fn open_doors_are_for_this_computer() {
    let (stage, _) = shop().await;
    for (host, status) in [
        ("localhost:80", StatusCode::OK),
        ("elsewhere.example", StatusCode::FORBIDDEN),
        ("127.0.0.1.elsewhere.example:80", StatusCode::FORBIDDEN),
    ] {
        let request = stage.client.get(&stage.url).header("host", host);
        assert_eq!(request.send().await.unwrap().status(), status, "{host}");
    }
}

#[tokio::test]
async fn behind_closed_doors_nobody_is_shown() {
    let stage = Stage::new().await;
    let mut browser = Browser::new(&stage);
    let door = browser.get("/").await;
    assert!(!door.shows("Mara") && door.shows("Password"));
    let without = browser
        .post("/", "/sign-in", &[("name", &stage.buyer.id)])
        .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.alert().contains("do not belong together"));

    stage
        .bazaar
        .set_password(Role::Buyer, &stage.buyer.id, "tea at five")
        .unwrap();
    let with = [("name", "Mara Lindqvist"), ("password", "tea at five")];
    assert!(
        browser
            .submit("/", "/sign-in", &with)
            .await
            .shows("Celadon cup")
    );
    // A new password ends what was signed in with the old one.
    stage
        .bazaar
        .set_password(Role::Buyer, &stage.buyer.id, "tea at four")
        .unwrap();
    assert!(!browser.get("/").await.shows("Celadon cup"));
}

#[tokio::test]
async fn a_browser_stays_signed_in_for_a_month() {
    let (stage, mut browser) = shop().await;
    let mut other = Browser::new(&stage);
    other.come_in(&stage.buyer.id).await;
    stage.bazaar.revoke_all(&stage.buyer.id).unwrap();
    assert!(
        !other.get("/").await.shows("Celadon cup"),
        "or until all is ended"
    );
    browser.come_in(&stage.buyer.id).await;
    stage.pass(30 * 24 * 60 * 60 * 1000 - 1);
    assert!(browser.get("/").await.shows("Celadon cup"));
    stage.pass(1);
    assert!(!browser.get("/").await.shows("Celadon cup"));
}

#[tokio::test]
async fn asking_opens_a_conversation_that_both_sides_see() {
    let (stage, mut browser) = shop().await;
    let (page, ask) = (stage.product_path(""), stage.product_path("/ask"));
    let thread = browser
        .submit(&page, &ask, &[("text", "Is it\r\ndishwasher safe?")])
        .await;
    assert!(thread.shows("Is it\ndishwasher safe?"));
    let conversation = between(&thread.text, "data-conversation=\"", "\"").unwrap();
    let path = format!("/conversations/{conversation}");

    stage.seller_says(conversation, "By hand is kinder.");
    let list = browser.get("/conversations").await;
    assert!(list.shows("By hand is kinder.") && list.shows(">New<"));
    let read = |stage: &Stage| {
        let found = stage.bazaar.conversation(&stage.buyer.id, conversation);
        found.unwrap().1.buyer_read
    };
    let before = read(&stage);
    assert!(browser.get(&path).await.shows("By hand is kinder."));
    assert_ne!(read(&stage), before, "who opens it has read it");
    assert!(!browser.get("/conversations").await.shows(">New<"));

    let say = format!("{path}/say");
    let answer = browser.submit(&path, &say, &[("text", "Thank you!")]).await;
    assert!(answer.shows("Thank you!"));
    let told = stage.bazaar.thread(&stage.buyer.id, conversation).unwrap();
    assert_eq!(told.len(), 3);

    stage.bazaar.close_conversation(conversation).unwrap();
    let page = browser.get(&path).await;
    assert!(page.shows("This conversation is closed.") && !page.shows("<textarea"));
    let refused = browser.post("/", &say, &[("text", "Still there?")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_was_typed_is_never_lost() {
    let (stage, mut browser) = shop().await;
    let page = stage.product_path("");
    let long = "ö".repeat(2001);
    let cases: [(&str, Fields<'_>, &str); 6] = [
        ("/ask", vec![("text", " \r\n ")], "Write something first."),
        ("/ask", vec![("text", &long)], "room for 2000 characters"),
        (
            "/offer",
            vec![("quantity", "3"), ("price", "a lot"), ("note", "Please!")],
            "a number above zero",
        ),
        (
            "/offer",
            vec![("quantity", "many"), ("price", "40"), ("note", "Please!")],
            "A whole number from 1 to 999",
        ),
        (
            "/order",
            vec![
                ("quantity", "2"),
                ("deliver_to", " "),
                ("wishes", "In paper"),
            ],
            "where it should go",
        ),
        (
            "/order",
            vec![("quantity", "7"), ADDRESS, ("wishes", "In paper")],
            "not that many left",
        ),
    ];
    for (form, fields, why) in cases {
        let again = browser
            .post(&page, &stage.product_path(form), &fields)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(again.alert().contains(why), "{form}: {}", again.alert());
        for (name, typed) in fields {
            assert!(again.shows(typed.trim()), "{form}: {name} is gone");
        }
    }
    assert!(
        stage
            .bazaar
            .conversations(&stage.buyer.id)
            .unwrap()
            .is_empty()
    );
    assert!(
        stage
            .bazaar
            .orders(&stage.buyer.id, None, 9)
            .unwrap()
            .is_empty()
    );
}

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

#[tokio::test]
async fn a_form_from_elsewhere_does_nothing() {
    let (stage, mut browser) = shop().await;
    let stranger = Browser::new(&stage).get("/").await;
    let ask = stage.product_path("/ask");
    for token in ["", "x", stranger.form_token()] {
        let forged = [("form_token", token), ("text", "Forged")];
        let answer = browser.send_form(&ask, &forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.shows("Nothing was done"));
        let forged = [("form_token", token), ("name", stage.buyer.id.as_str())];
        let answer = Browser::new(&stage).send_form("/sign-in", &forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert!(
        stage
            .bazaar
            .conversations(&stage.buyer.id)
            .unwrap()
            .is_empty()
    );
    let page = browser.get("/").await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"));
}

#[tokio::test]
async fn another_buyer_sees_nothing_of_it() {
    let (stage, mut browser) = shop().await;
    let (page, order) = (stage.product_path(""), stage.product_path("/order"));
    let wanted = [("quantity", "1"), ADDRESS];
    browser.submit(&page, &order, &wanted).await;
    let order = stage
        .bazaar
        .orders(&stage.buyer.id, None, 1)
        .unwrap()
        .remove(0);
    let conversation = order.conversation_id.unwrap();
    let picture = store(&stage, &stage.buyer, png(3, 2)).await;

    let other = add_buyer(&stage.bazaar, "Somebody else");
    let mut theirs = Browser::new(&stage);
    theirs.come_in(&other.id).await;
    for path in [
        format!("/conversations/{}", conversation.as_str()),
        format!("/orders/{}", order.id.as_str()),
        format!("/pictures/{}", picture.id.as_str()),
    ] {
        let answer = theirs.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.shows("not yours to see"), "{path}");
    }
    for path in [
        format!("/conversations/{}/say", conversation.as_str()),
        format!("/conversations/{}/read", conversation.as_str()),
        format!("/conversations/{}/typing", conversation.as_str()),
        format!("/orders/{}/cancel", order.id.as_str()),
        format!("/orders/{}/confirm", order.id.as_str()),
        format!("/orders/{}/rate", order.id.as_str()),
    ] {
        let fields = [("text", "Mine now"), ("rating", "1")];
        let answer = theirs.post("/", &path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!theirs.get("/orders").await.shows("Celadon"));
    let mine = format!("/pictures/{}", picture.id.as_str());
    assert_eq!(browser.get(&mine).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_somebody_wrote_is_never_markup() {
    let (stage, mut browser) = shop().await;
    let hostile = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let conversation = stage.conversation().await;
    stage.seller_says(&conversation, hostile);
    let path = format!("/conversations/{conversation}");
    let page = browser.get(&path).await;
    assert!(page.shows("&lt;script&gt;alert(1)") && !page.shows("<script>alert"));
    assert!(!page.shows("<img src=x"));
    let list = browser.get("/conversations").await;
    assert!(list.shows("&lt;script&gt;") && !list.shows("<script>alert"));

    let offer = stage.product_path("/offer");
    let typed = [("quantity", hostile), ("price", hostile), ("note", hostile)];
    let again = browser.post(&path, &offer, &typed).await;
    assert!(!again.shows("<script>alert") && !again.shows("\"'><img"));
    let found = browser.get("/?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!found.shows("<script>alert"));
    let named = add_buyer(&stage.bazaar, hostile);
    let mut theirs = Browser::new(&stage);
    theirs.come_in(&named.id).await;
    assert!(!theirs.get("/").await.shows("<script>alert"));
}

#[tokio::test]
async fn the_pages_speak_the_readers_language() {
    let stage = Stage::new().await;
    open_doors(&stage);
    let mut browser = Browser::new(&stage).speaking("zh-CN,zh;q=0.9,en;q=0.5");
    let door = browser.get("/").await;
    assert!(door.shows("今天你是谁？") && door.shows("lang=\"zh-CN\""));
    // Mara's own language is English.
    browser.come_in(&stage.buyer.id).await;
    assert!(browser.get("/orders").await.shows("You have not ordered"));
    let switch = [("language", "zh-CN"), ("back", "/orders")];
    let switched = browser.submit("/orders", "/language", &switch).await;
    assert!(switched.shows("你还没有买过东西。"));
    let away = [("language", "en"), ("back", "//elsewhere.example/")];
    let away = browser.post("/orders", "/language", &away).await;
    assert_eq!(away.to.as_deref(), Some("/"));
    let nothing = browser.get("/conversations/none").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(
        nothing.shows("not yours to see"),
        "the switch is remembered"
    );
}

#[tokio::test]
async fn an_open_page_hears_of_news_and_shows_that_the_buyer_is_there() {
    let (stage, mut browser) = shop().await;
    let conversation = stage.conversation().await;
    let mut seller = Events::of(stage.get("/v1/events", &stage.seller).await);
    let mut page = Events::of(browser.listen("/events").await);
    let first = page.next().await.unwrap();
    assert!(first.contains("event: changed"), "{first}");
    let is_there = async {
        while let Some(event) = seller.next().await {
            if event.contains("presence") {
                return event;
            }
        }
        panic!("nobody came");
    };
    assert!(is_there.await.contains("\"online\":true"));

    stage.seller_says(&conversation, "Good morning");
    assert!(page.next().await.unwrap().contains("event: changed"));
    let typing = format!("/conversations/{conversation}/typing");
    let told = browser.post("/", &typing, &[]).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    let typed = async {
        while let Some(event) = seller.next().await {
            if event.contains("event: typing") {
                return event;
            }
        }
        panic!("nobody typed");
    };
    assert!(typed.await.contains(&conversation));

    browser.post("/", "/sign-out", &[]).await;
    while page.next().await.is_some() {}
}

#[tokio::test]
async fn an_order_of_nobodys_is_not_there() {
    let (_stage, mut browser) = shop().await;
    let id = OrderId("999999".to_owned());
    let answer = browser.get(&format!("/orders/{}", id.as_str())).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.get("/products/none").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.get("/faces/none").await.status,
        StatusCode::NOT_FOUND
    );
}
