//! A marketplace that fails, in every way that was thought of: the store stays sound, the seller is
//! told, and what comes after arrives.

use rapport_tests::{History, Stall, Trouble, Workstation, World, inside, message, until};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A workstation at a stall, and somebody who has said hello.
async fn at(stall: &Stall) -> (Workstation, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Workstation::open(&folder.path().join("shop")).await;
    desk.call("accounts.connect", stall.connection("first"))
        .await;
    stall.introduces("Mei");
    stall.says("m1", "Hello?");
    hears(&desk, "Hello?").await;
    (desk, folder)
}

async fn preview(desk: &Workstation) -> Value {
    let top = json!({ "tab": "open", "at": null, "before": 0, "after": 1 });
    desk.call("inbox.list", top).await["rows"][0].clone()
}

/// Waits until the newest message says this.
async fn hears(desk: &Workstation, text: &str) {
    until(&format!("{text:?} is in the inbox"), async || {
        preview(desk).await["preview"] == text
    })
    .await;
}

/// Waits until the account is in a state, for a reason, which is what the seller's sentence is
/// chosen by.
async fn says(desk: &Workstation, state: &str, reason: &Value) {
    until(&format!("the account is {state}"), async || {
        let account = desk.account().await;
        account["state"] == state && account["reason"]["kind"] == *reason
    })
    .await;
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_malformed_change_harms_nothing_else() {
    let stall = Stall::new(History::Empty).await;
    let (desk, _folder) = at(&stall).await;

    stall.tells_raw(json!("what is this?"));
    stall.tells_raw(json!({ "revision": "many", "record": { "kind": "person" } }));
    stall.tells(json!({ "kind": "message", "id": 7, "conversationId": ["c"] }));
    stall.tells(json!({ "kind": "person" }));
    stall.tells_raw(json!(null));
    stall.says("m2", "And this one?");

    hears(&desk, "And this one?").await;
    says(&desk, "online", &Value::Null).await;
    assert_eq!(
        desk.account().await["setAside"],
        5,
        "the seller can see that there was more"
    );
    let store = inside::open(desk.profile());
    let faults = inside::texts(&store, "SELECT fault FROM set_aside ORDER BY row");
    assert!(
        faults.iter().all(|fault| fault.ends_with('.')),
        "each with a sentence: {faults:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_kind_is_kept_for_a_version_that_knows_it() {
    let stall = Stall::new(History::Empty).await;
    let (desk, _folder) = at(&stall).await;

    stall.tells(json!({ "kind": "parcel", "id": "x", "weight": 3 }));
    stall.tells(message(
        "m2",
        json!({ "kind": "hologram", "shows": "a bowl" }),
    ));
    until("its place in the thread is shown", async || {
        preview(&desk).await["previewKind"] == "unknown"
    })
    .await;
    assert_eq!(
        desk.account().await["setAside"],
        1,
        "the record is set aside"
    );
    let store = inside::open(desk.profile());
    let kept = inside::texts(&store, "SELECT content FROM set_aside");
    assert!(kept[0].contains("weight"), "as it came: {kept:?}");
    let kept = inside::texts(&store, "SELECT extra FROM messages WHERE kind = 'unknown'");
    assert!(kept[0].contains("a bowl"), "as it came: {kept:?}");

    stall.says("m3", "Did you see it?");
    hears(&desk, "Did you see it?").await;
    says(&desk, "online", &Value::Null).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_ten_megabytes_is_not_swallowed() {
    let stall = Stall::new(History::Empty).await;
    let (desk, _folder) = at(&stall).await;

    // Short enough to travel, too long for any message.
    stall.says("m2", &"long ".repeat(400_000));
    stall.says("m3", "Sorry for that.");
    hears(&desk, "Sorry for that.").await;
    assert_eq!(desk.account().await["setAside"], 1, "it is set aside");
    says(&desk, "online", &Value::Null).await;

    // Too long to travel: nobody can look past it.
    stall.says("m4", &"longer ".repeat(1_500_000));
    says(&desk, "failing", &json!("tooLarge")).await;

    stall.corrects(message(
        "m4",
        json!({ "kind": "text", "text": "In short: hello." }),
    ));
    let desk = desk.reopened().await;
    hears(&desk, "In short: hello.").await;
    says(&desk, "online", &Value::Null).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_fails_is_tried_again() {
    let stall = Stall::new(History::Empty).await;
    let (desk, _folder) = at(&stall).await;

    stall.trouble(Trouble::Failing);
    stall.says("m2", "Anybody there?");
    says(&desk, "failing", &json!("serverFailed")).await;

    stall.trouble(Trouble::None);
    hears(&desk, "Anybody there?").await;
    says(&desk, "online", &Value::Null).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_token_asks_the_seller_and_loses_nothing() {
    let world = World::new().await;
    let desk = world.desk("shop").await;
    let mei = world.buyer("Mei");
    mei.says("Hello?").await;
    let conversation = desk.conversation(&mei).await;

    world.section("the token is revoked");
    world.bazaar.revoke_all(world.seller()).unwrap();
    says(&desk, "revoked", &json!("unauthorized")).await;
    let answer = json!({ "conversationId": conversation, "text": "Here I am." });
    desk.call("inbox.reply", answer).await;
    let desk = desk.reopened().await;
    says(&desk, "revoked", &json!("unauthorized")).await;
    assert_eq!(
        mei.answers(),
        Vec::<String>::new(),
        "nothing leaves under a dead token"
    );
    assert_eq!(
        desk.call("accounts.status", Value::Null).await["queued"],
        1,
        "it waits"
    );

    world.section("the seller connects again");
    desk.call("accounts.connect", world.connection()).await;
    says(&desk, "online", &Value::Null).await;
    until("the reply is there", async || mei.has_answer("Here I am.")).await;
    assert_eq!(mei.answers(), ["Here I am."], "once");
    mei.says("There you are.").await;
    hears(&desk, "There you are.").await;
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_that_repeats_for_ever_is_left() {
    for history in [History::SameToken, History::SamePage, History::EmptyPages] {
        let stall = Stall::new(history).await;
        let (desk, _folder) = at(&stall).await;
        says(&desk, "failing", &json!("endless")).await;
        let walked = stall.walked();
        assert!(
            walked < 100,
            "{history:?}: it was noticed, and not after {walked} pages"
        );

        // What is new comes all the same.
        stall.says("m2", "Still here.");
        hears(&desk, "Still here.").await;
        assert!(
            stall.walked() < walked + 100,
            "{history:?}: it is not walked again at once"
        );

        stall.history(History::Empty);
        let desk = desk.reopened().await;
        says(&desk, "online", &Value::Null).await;
        until("the history is here", async || {
            desk.account().await["historyDone"] == true
        })
        .await;
        desk.close().await;
    }
}
