//! A seller signs in in a browser, stays signed in, and leaves.

use std::time::Duration;

use rapport_bazaar::Rules;
use rapport_tests::scan::{self, Canary};
use rapport_tests::{Browser, SHOP, Workstation, World, inside, until};
use serde_json::{Value, json};

/// A marketplace at which sellers sign in, for so long at a time.
async fn world(access_token: Duration) -> World {
    let world = World::new().await;
    world.bazaar.set_rules(Rules {
        open_doors: true,
        access_token,
        ..world.bazaar.rules()
    });
    world
}

/// Begins to sign in; gives the sign-in and the browser with its page.
async fn begins(world: &World, desk: &Workstation) -> (Value, Browser) {
    let base_url = json!({ "baseUrl": world.wire.base_url() });
    let begun = desk.call("accounts.signIn", base_url).await;
    let browser = Browser::open(begun["url"].as_str().unwrap(), SHOP).await;
    (begun["id"].clone(), browser)
}

async fn step(desk: &Workstation, id: &Value) -> Value {
    desk.call("accounts.signInState", json!({ "id": id })).await
}

async fn signs_in(world: &World, desk: &Workstation) {
    let (id, browser) = begins(world, desk).await;
    assert_eq!(step(desk, &id).await["state"], "waiting");
    let shown = browser.agree().await;
    assert!(shown.contains("You can close this window"), "{shown}");
    until("the workstation is let in", async || {
        step(desk, &id).await["state"] == "done"
    })
    .await;
}

/// What the store holds of tokens: the access token, then the refresh token.
fn tokens(desk: &Workstation) -> Vec<String> {
    let both =
        "SELECT token FROM accounts UNION ALL SELECT coalesce(refresh_token, '') FROM accounts";
    inside::texts(&inside::open(desk.profile()), both)
}

/// What the marketplace says to somebody with that token.
async fn status(world: &World, token: &str) -> u16 {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = http.get(format!("{}/v1/capabilities", world.wire.base_url()));
    let answer = asked.bearer_auth(token).send().await.unwrap();
    answer.status().as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seller_signs_in_and_stays_signed_in() {
    let world = world(Duration::from_secs(1)).await;
    let desk = Workstation::open(&world.profile("shop")).await;
    signs_in(&world, &desk).await;
    let account = desk.account().await;
    assert_eq!(
        account["name"], SHOP,
        "the marketplace says whose shop it is"
    );

    world.section("the token ends, again and again");
    let mei = world.buyer("Mei");
    let mut seen = tokens(&desk);
    while seen.len() < 8 {
        let old = tokens(&desk).remove(0);
        until("the token has ended", async || {
            status(&world, &old).await == 401
        })
        .await;
        mei.says("And what else is there?").await;
        until("another pair is here", async || {
            !seen.contains(&tokens(&desk)[0])
        })
        .await;
        seen.extend(tokens(&desk));
    }
    let conversation = desk.conversation(&mei).await;
    desk.call(
        "inbox.reply",
        json!({ "conversationId": conversation, "text": "One at a time!" }),
    )
    .await;
    until("the reply is there", async || {
        mei.has_answer("One at a time!")
    })
    .await;
    assert_eq!(desk.account().await["state"], "online", "nobody noticed");

    world.section("and after a restart");
    let desk = desk.reopened().await;
    mei.says("Still there?").await;
    until("the question comes", async || {
        let thread = desk.thread(&conversation).await.to_string();
        thread.contains("Still there?")
    })
    .await;
    let canaries: Vec<_> = seen.iter().map(|it| Canary::word("token", it)).collect();
    assert_eq!(
        scan::find(&canaries, desk.profile()),
        [],
        "no file shows a token"
    );
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seller_says_no() {
    let world = world(Duration::from_hours(1)).await;
    let desk = Workstation::open(&world.profile("shop")).await;
    let (id, browser) = begins(&world, &desk).await;
    browser.refuse().await;
    until("the workstation knows", async || {
        step(&desk, &id).await["state"] == "failed"
    })
    .await;
    assert_eq!(step(&desk, &id).await["reason"]["kind"], "declined");
    assert_eq!(desk.account().await, Value::Null);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_disconnects_gives_the_tokens_back_and_may_come_again() {
    let world = world(Duration::from_hours(1)).await;
    let desk = Workstation::open(&world.profile("shop")).await;
    signs_in(&world, &desk).await;
    let mei = world.buyer("Mei");
    mei.says("Is it here?").await;
    let conversation = desk.conversation(&mei).await;
    let (account, old) = (desk.account().await["id"].clone(), tokens(&desk).remove(0));
    assert_eq!(status(&world, &old).await, 200);

    world.section("the seller disconnects");
    let left = desk.call("accounts.disconnect", json!({ "accountId": account }));
    assert_eq!(left.await["state"], "disconnected");
    until("the token is good for nothing", async || {
        status(&world, &old).await == 401
    })
    .await;
    assert_eq!(tokens(&desk), ["", ""], "and nothing of it is kept here");
    let reply = json!({ "conversationId": conversation, "text": "It is." });
    let held = desk.call("inbox.reply", reply).await;
    assert_eq!(held["state"], "held");
    assert_eq!(held["reason"]["kind"], "disconnected");

    world.section("and signs in again");
    signs_in(&world, &desk).await;
    until("the reply arrives", async || mei.has_answer("It is.")).await;
    assert_eq!(
        desk.account().await["id"],
        account,
        "it is the same account"
    );
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_grant_that_the_marketplace_ended_asks_for_the_seller() {
    let world = world(Duration::from_hours(1)).await;
    let desk = Workstation::open(&world.profile("shop")).await;
    signs_in(&world, &desk).await;
    let online = async || desk.account().await["state"] == "online";
    until("it is online", online).await;
    world.bazaar.revoke_all(world.seller()).unwrap();
    world.buyer("Mei").says("Hello?").await;
    until("the seller is told", async || {
        desk.account().await["state"] == "revoked"
    })
    .await;
    signs_in(&world, &desk).await;
    until("it is online again", online).await;
    desk.close().await;
}
