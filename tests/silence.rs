//! Connections that are open and dead: what was asked is never answered, and neither end is told. The
//! workstation notices by itself, and goes on.

use std::time::{Duration, Instant};

use rapport_tests::outbox::told;
use rapport_tests::{Buyer, Workstation, World, inside, within};
use serde_json::{Value, json};

/// How long a request may go unanswered, and a little more.
const REQUEST: Duration = Duration::from_secs(25);
/// How long the stream of hints may be silent, and a little more.
const STREAM: Duration = Duration::from_secs(50);

async fn at_work(world: &World) -> (Workstation, Buyer, Value) {
    let desk = world.desk("shop").await;
    let mei = world.buyer("Mei");
    mei.says("Hello?").await;
    let conversation = desk.conversation(&mei).await;
    (desk, mei, conversation)
}

async fn reply(desk: &Workstation, conversation: &Value, text: &str) {
    let args = json!({ "conversationId": conversation, "text": text });
    desk.call("inbox.reply", args).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_marketplace_that_takes_and_never_answers_is_noticed() {
    let world = World::new().await;
    let (desk, mei, conversation) = at_work(&world).await;

    world.section("everything is taken, and nothing answered");
    world.wire.go_silent();
    let began = Instant::now();
    reply(&desk, &conversation, "Are you there?").await;
    within(REQUEST, "the seller is told", async || {
        (desk.account().await["state"] == "offline").then_some(())
    })
    .await;
    println!("noticed after {:.1?}", began.elapsed());
    assert_eq!(mei.answers(), Vec::<String>::new(), "nothing has arrived");

    world.section("new connections are answered");
    world.wire.speak();
    let began = Instant::now();
    reply(&desk, &conversation, "And now?").await;
    within(REQUEST, "the queue moves on", async || {
        mei.has_answer("And now?").then_some(())
    })
    .await;
    println!("went on after {:.1?}", began.elapsed());
    assert_eq!(
        mei.answers(),
        ["Are you there?", "And now?"],
        "once, in order"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_went_silent_is_noticed() {
    let world = World::new().await;
    let (desk, mei, conversation) = at_work(&world).await;

    world.section("what is open goes silent");
    world.wire.strand();
    let began = Instant::now();
    mei.says("Nobody will tell you of this.").await;
    let store = inside::open(desk.profile());
    within(STREAM, "the message comes", async || {
        (told(&store, &conversation)[1].len() == 2).then_some(())
    })
    .await;
    println!("came after {:.1?}", began.elapsed());

    world.section("the next stream tells of the next message");
    let began = Instant::now();
    mei.says("And of this?").await;
    within(REQUEST, "the message comes", async || {
        (told(&store, &conversation)[1].len() == 3).then_some(())
    })
    .await;
    println!("came after {:.1?}", began.elapsed());
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "by a hint, and not by a poll"
    );
}
