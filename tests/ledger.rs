//! What the seller answers and rates leaves once, whatever happens on the way.

use rapport_tests::{Buyer, Workstation, World, until, until_some};
use serde_json::{Value, json};

const NAMES: [&str; 3] = ["Mei", "Hana", "Joe"];

/// Three who bought, have it, and rated the shop.
fn three_who_rated(world: &World) -> Vec<Buyer> {
    NAMES
        .map(|name| {
            let buyer = world.buyer(name);
            world.sells(&buyer, 3, &format!("{name}: a chip in the glaze."));
            buyer
        })
        .into()
}

/// The lines of the ledger that ask for an answer, once there are so many.
async fn to_answer(desk: &Workstation, n: usize) -> Vec<Value> {
    until_some("the ratings come", async || {
        let rows = lines(desk, "toAnswer").await;
        (rows.len() == n).then_some(rows)
    })
    .await
}

async fn lines(desk: &Workstation, tab: &str) -> Vec<Value> {
    let window = json!({ "tab": tab, "month": null, "at": null, "before": 0, "after": 50 });
    let page = desk.call("feedback.ledger", window).await;
    page["rows"].as_array().unwrap().clone()
}

/// Answers every rating, and rates every buyer back.
async fn answer_and_rate_all(desk: &Workstation, rows: &[Value]) {
    for row in rows {
        let person = row["person"].as_str().unwrap();
        let answer = json!({
            "feedbackId": row["feedback"]["id"], "text": format!("{person}, a new one is coming."),
        });
        desk.call("feedback.answer", answer).await;
        let rating = json!({
            "orderId": row["order"]["id"], "rating": 5, "text": format!("{person}, a pleasure."),
        });
        desk.call("feedback.rate", rating).await;
    }
}

async fn nothing_is_queued(desk: &Workstation) {
    until("nothing waits to be sent", async || {
        let status = desk.call("accounts.status", Value::Null).await;
        assert_eq!(status["trouble"], 0, "nothing stops on its way");
        status["queued"] == 0
    })
    .await;
}

/// Each buyer has one answer and one rating, in the words that were typed.
fn arrived_once(buyers: &[Buyer]) {
    for buyer in buyers {
        let name = &buyer.name;
        let told = buyer.ratings();
        assert_eq!(told.answers, [format!("{name}, a new one is coming.")]);
        assert_eq!(told.about_them, [format!("{name}, a pleasure.")]);
        assert_eq!(told.told, 2, "the thread speaks of each rating once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_and_ratings_given_offline_survive_a_restart_and_arrive_once() {
    let world = World::new().await;
    let buyers = three_who_rated(&world);
    let desk = world.desk("shop").await;
    let rows = to_answer(&desk, 3).await;

    world.section("the marketplace is gone");
    world.stop_bazaar().await;
    answer_and_rate_all(&desk, &rows).await;

    world.section("the program is closed and opened");
    let desk = desk.reopened().await;
    for row in lines(&desk, "toAnswer").await {
        let leaving = row["leaving"].as_array().unwrap().iter();
        let kinds: Vec<_> = leaving
            .map(|entry| entry["act"]["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["answer", "feedback"], "both wait beside the line");
    }
    for buyer in &buyers {
        assert_eq!(buyer.ratings().told, 1, "nothing has left");
    }

    world.section("the marketplace is back");
    world.start_bazaar().await;
    nothing_is_queued(&desk).await;
    arrived_once(&buyers);
    let rows = lines(&desk, "all").await;
    assert_eq!(rows.len(), 6, "three from buyers and three from us");
    assert!(rows.iter().all(|row| row["leaving"] == json!([])));
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_doubles_no_rating() {
    let world = World::new().await;
    let buyers = three_who_rated(&world);
    let desk = world.desk("shop").await;
    let rows = to_answer(&desk, 3).await;

    world.section("every operation arrives, no answer comes back");
    world.wire.lose_answers(usize::MAX);
    answer_and_rate_all(&desk, &rows).await;
    until("some answers are lost", async || world.wire.lost() >= 3).await;

    world.section("the program is closed and opened, and some more are lost");
    world.wire.lose_answers(4);
    let desk = desk.reopened().await;
    nothing_is_queued(&desk).await;
    println!("{} answers were lost", world.wire.lost());
    arrived_once(&buyers);
    desk.is_sound();
}
