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

mod sale;

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
async fn a_buyer_sees_every_picture_and_what_is_answered() {
    let (stage, mut browser) = shop().await;
    let conversation = stage.conversation().await;
    let asked = stage.say(&conversation, "Is the <lid> loose?").await;
    let mut shown = Vec::new();
    for width in [3, 4] {
        shown.push(store(&stage, &stage.seller, png(width, 2)).await);
    }
    stage
        .act(serde_json::json!({
            "kind": "message", "conversationId": conversation, "replyTo": asked.id,
            "body": { "kind": "picture", "picture": shown[0], "more": [shown[1]],
                      "caption": "From both sides" },
        }))
        .await;
    let path = format!("/conversations/{conversation}");
    let page = browser.get(&path).await;
    assert!(page.shows("From both sides"));
    for picture in &shown {
        let seen = format!("/pictures/{}", picture.id.as_str());
        assert!(page.shows(&format!("src=\"{seen}\"")));
        assert_eq!(browser.get(&seen).await.status, StatusCode::OK);
    }
    assert!(page.shows(&format!("class=\"quote\" href=\"#{}\"", asked.id.as_str())));
    assert!(page.shows("Is the &lt;lid&gt; loose?"));
    stage
        .bazaar
        .take_back(&stage.buyer.id, asked.id.as_str())
        .unwrap();
    assert!(
        browser
            .get(&path)
            .await
            .shows("Answers a message that is gone.")
    );
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
