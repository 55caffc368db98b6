//! The machine's clock is set forward and back by hours while the program runs: replies still leave
//! and messages still come, at once and in their order.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rapport_core::Clock;
use rapport_tests::outbox::told;
use rapport_tests::{Buyer, Workstation, World, inside, until};
use serde_json::{Value, json};

/// An hour, in milliseconds.
const HOUR: i64 = 3_600_000;
/// How far the clock is set, one time after the other, in hours.
const STEPS: [i64; 6] = [5, -9, 2, 26, -30, 1];
/// How long a reply may take.
const SOON: Duration = Duration::from_secs(5);

/// A workstation whose clock can be set.
struct Shop {
    desk: Workstation,
    ahead: Arc<AtomicI64>,
    buyer: Buyer,
    id: Value,
    replies: Vec<String>,
}

impl Shop {
    async fn open(world: &World) -> Self {
        let ahead = Arc::new(AtomicI64::new(0));
        let (theirs, system) = (Arc::clone(&ahead), Clock::system());
        let clock = Clock::told(move || system.now() + theirs.load(Ordering::SeqCst));
        let desk = Workstation::open_at(&world.profile("shop"), clock).await;
        desk.call("accounts.connect", world.connection()).await;
        let buyer = world.buyer("Mei");
        buyer.says("Hello?").await;
        let id = desk.conversation(&buyer).await;
        Self {
            desk,
            ahead,
            buyer,
            id,
            replies: Vec::new(),
        }
    }

    fn step(&self, hours: i64) {
        self.ahead.fetch_add(hours * HOUR, Ordering::SeqCst);
    }

    async fn replies(&mut self, text: String) {
        let args = json!({ "conversationId": self.id, "text": text });
        self.desk.call("inbox.reply", args).await;
        self.replies.push(text);
    }

    /// All replies are there, soon, once and in order.
    async fn arrives(&self) {
        let took = until("the replies are there", async || {
            self.buyer.answers().len() >= self.replies.len()
        })
        .await;
        println!("arrived after {took:.1?}");
        assert!(took < SOON, "and soon: {took:?}");
        assert_eq!(self.buyer.answers(), self.replies, "once each, in order");
    }

    /// Both sides have the same messages in the same order.
    async fn agrees(&self) {
        let store = inside::open(self.desk.profile());
        let talk = self.buyer.talk();
        let took = until("the workstation has all of it", async || {
            told(&store, &self.id) == talk
        })
        .await;
        assert!(took < SOON, "and soon: {took:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_while_one_works_disturbs_nothing() {
    let world = World::new().await;
    let mut shop = Shop::open(&world).await;
    for (turn, hours) in STEPS.into_iter().enumerate() {
        world.section(&format!("the clock is set by {hours} hours"));
        shop.buyer.says(&format!("Before step {turn}?")).await;
        shop.agrees().await;
        shop.replies(format!("Before step {turn}.")).await;
        shop.step(hours);
        shop.replies(format!("After step {turn}.")).await;
        shop.arrives().await;
        shop.buyer.says(&format!("After step {turn}?")).await;
        shop.agrees().await;
    }
    shop.desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_leaves_however_the_clock_was_set_meanwhile() {
    let world = World::new().await;
    let mut shop = Shop::open(&world).await;
    for (turn, hours) in STEPS.into_iter().enumerate() {
        world.section(&format!("offline, and the clock is set by {hours} hours"));
        world.wire.refuse().await;
        shop.replies(format!("Before step {turn}.")).await;
        until("the seller is told", async || {
            shop.desk.account().await["state"] == "offline"
        })
        .await;
        shop.step(hours);
        shop.replies(format!("After step {turn}.")).await;
        world.wire.restore().await;
        shop.arrives().await;
        shop.agrees().await;
    }

    world.section("what stands behind another reply, and the clock is set back");
    world.wire.delay(Duration::from_millis(300));
    shop.replies("The first.".to_owned()).await;
    shop.replies("The second.".to_owned()).await;
    shop.step(-5);
    shop.arrives().await;
    shop.desk.is_sound();
}
