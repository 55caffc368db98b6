//! After a cursor has expired everything is asked for again, and nothing of the seller's is touched.

use std::path::Path;

use rapport_core::Clock;
use rapport_tests::{Buyer, Workstation, World, inside, until};
use serde_json::{Value, json};

/// Every table of the seller's own, and what this device remembers of the seller's work.
const OWN: [&str; 12] = [
    "notes",
    "person_notes",
    "marks",
    "clients",
    "promises",
    "promise_moves",
    "permissions",
    "permission_words",
    "permission_states",
    "commitments",
    "journal",
    "drafts",
];

/// How a step of the walk backward begins on the wire.
const HISTORY: &str = "GET /v1/history";

/// Every row of the seller's own tables, in words.
fn own(profile: &Path) -> Vec<String> {
    let store = inside::open(profile);
    let mut all = Vec::new();
    for table in OWN {
        let mut rows = store
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
            .unwrap();
        let columns = rows.column_count();
        let rows = rows
            .query_map([], |row| {
                let values = (0..columns).map(|it| row.get::<_, rusqlite::types::Value>(it));
                let values = values.collect::<rusqlite::Result<Vec<_>>>()?;
                Ok(format!("{table}: {values:?}"))
            })
            .unwrap();
        let before = all.len();
        all.extend(rows.map(Result::unwrap));
        assert!(
            all.len() > before || table == "promise_moves",
            "{table} has rows to lose"
        );
    }
    all
}

async fn found(desk: &Workstation, words: &str) -> Vec<String> {
    let args = json!({ "text": words, "before": null, "limit": 50 });
    let page = desk.call("search.messages", args).await;
    let hits = page["hits"].as_array().unwrap().iter();
    let mut hits: Vec<_> = hits.map(|hit| hit["person"].to_string()).collect();
    hits.sort();
    hits
}

/// The seller works: everything of their own that can be lost has a row.
async fn work(desk: &Workstation, buyer: &Buyer) -> Value {
    let conversation = desk.conversation(buyer).await;
    let at = json!({ "conversationId": conversation });
    let head = desk.call("inbox.head", at).await;
    let person = &head["personId"];
    let draft = |mode, text| {
        let args = json!({ "conversationId": conversation, "mode": mode, "text": text });
        desk.call("inbox.saveDraft", args)
    };
    let note = json!({ "conversationId": conversation, "text": "haggles hard" });
    desk.call("inbox.note", note).await;
    let note = json!({ "personId": person, "text": "likes celadon" });
    desk.call("people.addNote", note).await;
    draft("reply", "half a reply").await;
    draft("note", "half a note").await;
    let client = json!({ "personId": person, "client": true });
    desk.call("people.setClient", client).await;
    let promise = json!({
        "personId": person, "conversationId": conversation, "messageId": null,
        "what": "Send the glaze card", "dueAt": Clock::system().now() + 86_400_000,
    });
    desk.call("promises.make", promise).await;
    let permission = json!({
        "personId": person, "purpose": "offers", "words": "May we write to you about offers?",
        "source": "spoken", "messageId": null, "evidence": "said so on the telephone",
    });
    desk.call("permissions.grant", permission).await;
    for act in [
        json!({ "kind": "done", "done": true }),
        json!({ "kind": "star", "starred": true }),
        json!({ "kind": "tag", "word": "VIP" }),
        json!({ "kind": "mute", "until": null }),
    ] {
        let args = json!({ "conversationIds": [conversation], "act": act });
        desk.call("inbox.triage", args).await;
    }
    conversation
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_for_everything_again_keeps_all_that_is_the_sellers() {
    let world = World::new().await;
    let buyers: Vec<_> = ["Mei", "Jonas", "Ana"].map(|name| world.buyer(name)).into();
    for buyer in &buyers {
        for n in 0..5 {
            buyer
                .says(&format!("Is teapot number {n} still there?"))
                .await;
        }
    }
    let desk = world.desk("shop").await;
    let mut conversations = Vec::new();
    for buyer in &buyers {
        conversations.push(work(&desk, buyer).await);
    }
    until("all of it can be found", async || {
        found(&desk, "teapot").await.len() == 15
    })
    .await;

    world.section("offline: replies are queued, and the marketplace goes on without us");
    world.wire.refuse().await;
    until("the seller is told", async || {
        desk.account().await["state"] == "offline"
    })
    .await;
    for (conversation, buyer) in conversations.iter().zip(&buyers) {
        for n in 0..3 {
            let text = format!("Queued {n} for {}", buyer.name);
            let args = json!({ "conversationId": conversation, "text": text });
            desk.call("inbox.reply", args).await;
        }
        let args =
            json!({ "conversationId": conversation, "mode": "reply", "text": "half a reply" });
        desk.call("inbox.saveDraft", args).await;
    }
    let before = own(desk.profile());
    let outbox = "SELECT state || act FROM outbox ORDER BY row";
    let queued = inside::texts(&inside::open(desk.profile()), outbox);
    assert_eq!(queued.len(), 9);
    let walked = world.wire.times_carried(HISTORY);
    world.bazaar.expire_cursors(world.seller()).unwrap();

    world.section("online: everything is asked for again");
    world.wire.restore().await;
    until("the queue has left, or stopped with a reason", async || {
        let status = desk.call("accounts.status", Value::Null).await;
        status["queued"] == 0 && status["accounts"][0]["historyDone"] == true
    })
    .await;
    until(
        "everything was walked again, and the gap is closed",
        async || {
            let store = inside::open(desk.profile());
            inside::texts(&store, "SELECT CAST(gap AS TEXT) FROM accounts") == ["0"]
                && world.wire.times_carried(HISTORY) > walked
        },
    )
    .await;
    assert_eq!(
        own(desk.profile()),
        before,
        "nothing of the seller's was touched"
    );
    for buyer in &buyers {
        let typed: Vec<_> = (0..3)
            .map(|n| format!("Queued {n} for {}", buyer.name))
            .collect();
        assert_eq!(buyer.answers(), typed, "each once, in the order typed");
    }
    assert_eq!(
        found(&desk, "teapot").await.len(),
        15,
        "search finds the same"
    );
    assert_eq!(found(&desk, "queued").await.len(), 9, "and what was added");
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_deleted_while_the_cursor_expired_is_gone_and_what_is_private_stays() {
    let world = World::new().await;
    let mei = world.buyer("Mei");
    mei.says("My telephone number is 555-0101").await;
    mei.says("Is the teapot still there?").await;
    let desk = world.desk("shop").await;
    let conversation = work(&desk, &mei).await;
    let before = own(desk.profile());
    world.wire.refuse().await;
    mei.takes_back_the_first();
    mei.says("Forget the number, please").await;
    world.bazaar.expire_cursors(world.seller()).unwrap();
    world.wire.restore().await;
    until("it is gone here too", async || {
        found(&desk, "telephone").await.is_empty() && found(&desk, "forget").await.len() == 1
    })
    .await;
    let thread = desk.thread(&conversation).await;
    assert!(!thread.to_string().contains("555-0101"));
    assert_eq!(own(desk.profile()), before);
    desk.is_sound();
}
