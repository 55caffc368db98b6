//! A seller's day: messages come, replies leave, the network goes and comes back.

use std::time::Duration;

use rand::Rng;
use rapport_tests::{Buyer, Workstation, World, inside, seeded, until};
use serde_json::{Value, json};

/// How long a message or a reply may take from one end to the other.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn reply(desk: &Workstation, conversation: &Value, text: &str) {
    desk.call(
        "inbox.reply",
        json!({ "conversationId": conversation, "text": text }),
    )
    .await;
}

/// The words of a thread's messages, oldest first.
async fn words(desk: &Workstation, conversation: &Value) -> Vec<String> {
    let thread = desk.thread(conversation).await;
    let items = thread["items"].as_array().unwrap().iter();
    items
        .filter_map(|item| item["body"]["text"].as_str().map(str::to_owned))
        .collect()
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let (middle, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{what}: {} times, half within {middle:.1?}, all within {worst:.1?}",
        times.len()
    );
    assert!(worst < AT_ONCE, "{what}: at once, and not after {worst:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_and_its_reply_arrive_at_once() {
    let world = World::new().await;
    let desk = world.desk("shop").await;
    let mei = world.buyer("Mei");
    mei.says("Is the bowl still there?").await;
    let conversation = desk.conversation(&mei).await;
    // The stream of hints is open from here on.
    let (mut came, mut left) = (Vec::new(), Vec::new());

    for round in 0..20 {
        let question = format!("Question {round}, 请问?");
        let answer = format!("Answer {round}, 好的.");

        mei.says(&question).await;
        let time = until("the message is in the store", async || {
            words(&desk, &conversation).await.contains(&question)
        });
        came.push(time.await);

        let sent = std::time::Instant::now();
        reply(&desk, &conversation, &answer).await;
        until("the reply is at the marketplace", async || {
            mei.has_answer(&answer)
        })
        .await;
        left.push(sent.elapsed());
    }

    told("a buyer's message into the store", came);
    told("a reply to the marketplace", left);
    desk.is_sound();
}

/// Five replies to each, one conversation after the other and round again.
async fn reply_to_all(desk: &Workstation, buyers: &[Buyer]) -> Vec<Vec<String>> {
    let mut typed = vec![Vec::new(); buyers.len()];
    for round in 1..=5 {
        for (buyer, typed) in buyers.iter().zip(&mut typed) {
            let text = format!("{}, reply {round}", buyer.name);
            reply(desk, &desk.conversation(buyer).await, &text).await;
            typed.push(text);
        }
    }
    typed
}

async fn three_who_ask(world: &World) -> Vec<Buyer> {
    let buyers: Vec<Buyer> = ["Mei", "Hana", "Joe"].map(|name| world.buyer(name)).into();
    for buyer in &buyers {
        buyer.says("Hello?").await;
    }
    buyers
}

async fn nothing_is_queued(desk: &Workstation) {
    until("nothing waits to be sent", async || {
        let status = desk.call("accounts.status", Value::Null).await;
        assert_eq!(status["trouble"], 0, "nothing stops on its way");
        status["queued"] == 0
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_typed_offline_arrive_once_and_in_order() {
    let world = World::new().await;
    let buyers = three_who_ask(&world).await;
    let desk = world.desk("shop").await;
    for buyer in &buyers {
        desk.conversation(buyer).await;
    }

    world.section("the marketplace is gone");
    world.stop_bazaar().await;
    let typed = reply_to_all(&desk, &buyers).await;
    until("the seller is told", async || {
        desk.account().await["state"] == "offline"
    })
    .await;

    world.section("the program is closed and opened");
    let desk = desk.reopened().await;
    for (buyer, typed) in buyers.iter().zip(&typed) {
        let thread = desk.thread(&desk.conversation(buyer).await).await;
        let waiting = thread["outbox"].as_array().unwrap().iter();
        let waiting: Vec<_> = waiting
            .map(|entry| entry["text"].as_str().unwrap())
            .collect();
        assert_eq!(waiting, *typed, "what was typed waits, in order");
        assert_eq!(buyer.answers(), Vec::<String>::new(), "nothing has left");
    }

    world.section("the marketplace is back");
    world.start_bazaar().await;
    nothing_is_queued(&desk).await;
    for (buyer, typed) in buyers.iter().zip(&typed) {
        assert_eq!(buyer.answers(), *typed, "each once, in the order typed");
    }
    until("the seller is told", async || {
        desk.account().await["state"] == "online"
    })
    .await;
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_doubles_nothing() {
    let world = World::new().await;
    let buyers = three_who_ask(&world).await;
    let desk = world.desk("shop").await;
    for buyer in &buyers {
        desk.conversation(buyer).await;
    }

    world.section("every operation arrives, no answer comes back");
    world.wire.lose_answers(usize::MAX);
    let typed = reply_to_all(&desk, &buyers).await;
    until("some answers are lost", async || world.wire.lost() >= 3).await;

    world.section("the program is closed and opened, and some more are lost");
    world.wire.lose_answers(4);
    let desk = desk.reopened().await;
    nothing_is_queued(&desk).await;

    println!("{} answers were lost", world.wire.lost());
    for (buyer, typed) in buyers.iter().zip(&typed) {
        assert_eq!(buyer.answers(), *typed, "each once, in the order typed");
        let conversation = desk.conversation(buyer).await;
        until("the thread shows each once", async || {
            words(&desk, &conversation).await[1..] == typed[..]
        })
        .await;
    }
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wire_that_is_slow_and_breaks_doubles_nothing() {
    let mut chance = seeded(0x7ea);
    let world = World::new().await;
    let buyers = three_who_ask(&world).await;
    let desk = world.desk("shop").await;
    for buyer in &buyers {
        desk.conversation(buyer).await;
    }

    world.section("the wire is cut again and again while replies leave");
    let mut typed = vec![Vec::new(); buyers.len()];
    for round in 0..30 {
        let who = chance.random_range(0..buyers.len());
        world
            .wire
            .delay(Duration::from_millis(chance.random_range(0..8)));
        let text = format!("{}, reply {round}", buyers[who].name);
        reply(&desk, &desk.conversation(&buyers[who]).await, &text).await;
        typed[who].push(text);
        match chance.random_range(0..4) {
            0 => world.wire.cut(),
            1 => world.wire.lose_answers(1),
            _ => {}
        }
    }

    world.section("the wire is whole");
    world.wire.lose_answers(0);
    world.wire.delay(Duration::ZERO);
    nothing_is_queued(&desk).await;
    for (buyer, typed) in buyers.iter().zip(&typed) {
        assert_eq!(buyer.answers(), *typed, "each once, in the order typed");
    }
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_and_drafts_stay_on_the_machine() {
    let world = World::new().await;
    let desk = world.desk("shop").await;
    let mei = world.buyer("Mei");
    mei.says("Would you take 40?").await;
    let conversation = desk.conversation(&mei).await;

    world.section("the seller thinks, notes and answers");
    let draft = |mode, text| {
        let args = json!({ "conversationId": conversation, "mode": mode, "text": text });
        desk.call("inbox.saveDraft", args)
    };
    draft("reply", "thought-but-unsaid").await;
    draft("note", "half-a-note").await;
    let note = json!({ "conversationId": conversation, "text": "haggles-hard" });
    desk.call("inbox.note", note).await;
    draft("reply", "second-thought").await;
    reply(&desk, &conversation, "fortytwo-it-is").await;
    until("the reply is at the marketplace", async || {
        mei.has_answer("fortytwo-it-is")
    })
    .await;
    until("all of it is told back", async || {
        words(&desk, &conversation)
            .await
            .contains(&"fortytwo-it-is".to_owned())
    })
    .await;

    world.section("what the wire has carried");
    assert!(
        world.wire.has_carried("fortytwo-it-is"),
        "what was sent would be seen"
    );
    for private in [
        "thought-but-unsaid",
        "half-a-note",
        "haggles-hard",
        "second-thought",
    ] {
        assert!(!world.wire.has_carried(private), "{private:?} never leaves");
    }
    let notes = inside::texts(&inside::open(desk.profile()), "SELECT text FROM notes");
    assert_eq!(notes, ["haggles-hard"], "it is kept where it was written");
}
