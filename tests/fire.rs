//! The real thing under fire: the core in a process of its own, bazaar in another, a storm between
//! them, and both killed again and again. What was accepted is there once and in order, on both sides.
//!
//! `FIRE_ROUNDS` makes it as long as one likes, `SEED` another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rapport_tests::outbox::{entries, is_still, told};
use rapport_tests::{Buyer, MarketProcess, SeatProcess, Suffered, World, inside, seeded, until};
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// The program that is killed, and beside which bazaar lies.
const SEAT: &str = env!("CARGO_BIN_EXE_seat");
/// How many conversations there are.
const BUYERS: usize = 6;
/// How many storms there are.
const STORMS: usize = 3;
/// How many rounds a storm has, when nobody says otherwise. In each the workstation is killed.
const ROUNDS: usize = 16;
/// The most that is done in a round.
const ACTS: usize = 10;

/// A conversation, and all that was accepted in it.
struct Talk {
    buyer: Buyer,
    id: Value,
    /// The seller's replies, in the order typed.
    replies: Vec<String>,
    /// What the marketplace took of the buyer's.
    said: Vec<String>,
    draft: String,
}

/// A seller at work.
struct Play<'a> {
    world: &'a World,
    chance: StdRng,
    seat: SeatProcess,
    talks: Vec<Talk>,
    notes: Vec<String>,
    done: usize,
    /// Kills of the workstation: whose last reply was echoed, kept without an echo, not kept.
    kills: [usize; 3],
}

impl Play<'_> {
    /// Does one thing, which is accepted.
    async fn act(&mut self) {
        let pause = Duration::from_millis(self.chance.random_range(0..60));
        tokio::time::sleep(pause).await;
        self.done += 1;
        let talk = &mut self.talks[self.chance.random_range(0..BUYERS)];
        let words = format!(
            "{}, {}: {:08x}",
            talk.buyer.name,
            self.done,
            self.chance.random::<u32>()
        );
        let args = json!({ "conversationId": talk.id, "mode": "reply", "text": words });
        match self.chance.random_range(0..10) {
            0..=4 => {
                self.seat.call("inbox.reply", args).await;
                talk.replies.push(words);
                talk.draft.clear();
            }
            5 => {
                self.seat.call("inbox.note", args).await;
                self.notes.push(words);
            }
            6 => {
                self.seat.call("inbox.saveDraft", args).await;
                talk.draft = words;
            }
            _ => {
                if talk.buyer.tries_to_say(&words).await {
                    talk.said.push(words);
                }
            }
        }
    }

    /// Kills the workstation while it takes a reply, looks at what it has left, and starts it again.
    async fn kill(mut self) -> Self {
        let talk = &mut self.talks[self.chance.random_range(0..BUYERS)];
        let words = format!(
            "{}, the last before a kill: {:08x}",
            talk.buyer.name,
            self.chance.random::<u32>()
        );
        let args = json!({ "conversationId": talk.id, "text": words });
        self.seat.send("inbox.reply", args).await;
        if self.chance.random_bool(0.5) {
            let pause = Duration::from_millis(self.chance.random_range(0..8));
            tokio::time::sleep(pause).await;
        }
        let heard = !self.seat.kill().await.is_empty();

        let profile = self.world.profile("shop");
        let (store, copy) = inside::open_copy(&profile);
        inside::assert_sound(&store);
        let kept = entries(&store, &talk.id)
            .last()
            .is_some_and(|last| last.words == words);
        drop((store, copy));
        assert!(kept || !heard, "what was echoed is kept");
        self.kills[if heard { 0 } else { 2 - usize::from(kept) }] += 1;
        if kept {
            talk.replies.push(words);
            talk.draft.clear();
        }
        self.seat = SeatProcess::start(SEAT, &profile, &[]).await;
        for talk in &self.talks {
            let drafts = self
                .seat
                .call("inbox.drafts", json!({ "conversationId": talk.id }))
                .await;
            assert_eq!(drafts["reply"], talk.draft, "{}", talk.buyer.name);
        }
        self
    }

    /// Waits until all that can leave has left, and compares what the workstation believes with what
    /// is there. The seller looks at what is held and sends it again, until nothing is. Gives how
    /// often something was held as stale, and as not seen.
    async fn settle(&mut self, lookout: &Buyer) -> [usize; 2] {
        let store = inside::open(&self.world.profile("shop"));
        // What was on its way when the wire was cut is there by now, or never will be.
        let here = format!("I am here: {}", self.done);
        lookout.says(&here).await;
        until("the workstation hears of what is there", async || {
            let words = inside::texts(&store, "SELECT text FROM messages");
            words.contains(&here)
        })
        .await;
        let mut held = [0, 0];
        loop {
            is_still(&store).await;
            let stopped = stopped(&store, &self.talks);
            if stopped.is_empty() {
                return held;
            }
            for (id, why) in stopped {
                held[usize::from(why == "notSeen")] += 1;
                self.seat.call("outbox.retry", json!({ "id": id })).await;
            }
        }
    }
}

/// What is held in each conversation and why, after a comparison of what is believed to be there with
/// what is.
fn stopped(store: &Connection, talks: &[Talk]) -> Vec<(String, String)> {
    let mut stopped = Vec::new();
    for Talk {
        buyer, id, replies, ..
    } in talks
    {
        let entries = entries(store, id);
        let typed: Vec<_> = entries.iter().map(|entry| &entry.words).collect();
        assert_eq!(
            typed,
            replies.iter().collect::<Vec<_>>(),
            "nothing that was typed is gone"
        );
        let sent = entries
            .iter()
            .take_while(|entry| entry.state == "sent")
            .count();
        assert_eq!(
            buyer.answers(),
            replies[..sent],
            "once each, in the order typed, and what is not sent is not there"
        );
        if let Some(first) = entries.into_iter().nth(sent) {
            assert_eq!(first.state, "held", "{first:?}");
            stopped.push((first.id, first.reason.unwrap_or_default()));
        }
    }
    stopped
}

/// Kills bazaar at moments of its own until it is told to stop; gives how often.
fn kill_now_and_then(
    mut market: MarketProcess,
    seed: u64,
    stop: Arc<AtomicBool>,
) -> JoinHandle<(MarketProcess, usize)> {
    let mut chance = StdRng::seed_from_u64(seed);
    tokio::spawn(async move {
        let mut kills = 0;
        while !stop.load(Ordering::Relaxed) {
            let up = Duration::from_millis(chance.random_range(50..1200));
            tokio::time::sleep(up).await;
            market.kill().await;
            kills += 1;
            let down = Duration::from_millis(chance.random_range(0..200));
            tokio::time::sleep(down).await;
            market.restart().await;
        }
        (market, kills)
    })
}

/// What one play came to.
#[derive(Debug, Default)]
struct Told {
    market_kills: usize,
    stale: usize,
    not_seen: usize,
    suffered: Suffered,
}

/// Plays it all on a marketplace that was started with these arguments.
async fn play(arguments: &'static [&'static str], seed: u64) -> Told {
    let mut chance = seeded(seed);
    let world = World::new().await;
    let mut market = world.market(SEAT, arguments).await;
    let mut seat = world.seat(SEAT, "shop").await;
    let lookout = world.buyer("Lookout");
    lookout.says("Hello?").await;
    let mut talks = Vec::new();
    for number in 0..BUYERS {
        let buyer = world.buyer(&format!("Buyer {number}"));
        buyer.says("Hello?").await;
        let id = seat.conversation(&buyer).await;
        let said = vec!["Hello?".to_owned()];
        talks.push(Talk {
            buyer,
            id,
            replies: Vec::new(),
            said,
            draft: String::new(),
        });
    }
    let mut play = Play {
        world: &world,
        chance: StdRng::seed_from_u64(chance.random()),
        seat,
        talks,
        notes: Vec::new(),
        done: 0,
        kills: [0; 3],
    };
    let rounds = std::env::var("FIRE_ROUNDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let mut told = Told::default();
    for storm in 0..STORMS {
        world.section(&format!("storm {storm}"));
        world.wire.storm(chance.random());
        world.wire.cut();
        let stop = Arc::new(AtomicBool::new(false));
        let killer = kill_now_and_then(market, chance.random(), Arc::clone(&stop));
        for _ in 0..rounds.unwrap_or(ROUNDS) {
            for _ in 0..chance.random_range(1..=ACTS) {
                play.act().await;
            }
            if chance.random_bool(0.3) {
                world.wire.cut();
            }
            play = play.kill().await;
        }
        stop.store(true, Ordering::Relaxed);
        let kills;
        (market, kills) = killer.await.unwrap();
        told.market_kills += kills;
        told.suffered += world.wire.calm();
        world.section("calm");
        let [stale, not_seen] = play.settle(&lookout).await;
        told.stale += stale;
        told.not_seen += not_seen;
    }
    world.section("all is compared");
    ends_well(play).await;
    println!(
        "bazaar was killed {} times; {} held as stale, {} as not seen; {:?}",
        told.market_kills, told.stale, told.not_seen, told.suffered
    );
    told
}

/// Everything that was accepted is there, once and in order.
async fn ends_well(play: Play<'_>) {
    let store = inside::open(&play.world.profile("shop"));
    let again: i64 = store
        .query_row(
            "SELECT count(*) FROM outbox WHERE attempts > 1 OR revision > 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut sums = [0, 0];
    for Talk {
        buyer,
        id,
        replies,
        said,
        ..
    } in &play.talks
    {
        let (name, talk) = (&buyer.name, buyer.talk());
        assert_eq!(
            buyer.answers(),
            *replies,
            "{name}: each reply once and in order"
        );
        until("the workstation has all of it, in order", async || {
            told(&store, id) == talk
        })
        .await;
        // One whose answer the marketplace's end cut off may be there as well.
        let there = buyer.said();
        for words in said {
            let times = there.iter().filter(|it| *it == words).count();
            assert_eq!(times, 1, "{name}: {words}");
        }
        sums = [sums[0] + replies.len(), sums[1] + there.len()];
    }
    let notes = inside::texts(&store, "SELECT text FROM notes ORDER BY id");
    assert_eq!(notes, play.notes, "every note once");
    let [echoed, unheard, silent] = play.kills;
    println!(
        "{} replies, {} messages, {} notes; {again} replies left more than once; \
         the workstation was killed {echoed} times after an echo, {unheard} before it, {silent} \
         before the reply was kept",
        sums[0],
        sums[1],
        notes.len()
    );
    assert!(again > 0, "answers were lost");
    assert!(
        echoed > 0 && unheard + silent > 0,
        "the kills fall before and after the echo"
    );
    inside::assert_sound(&store);
    drop(store);
    play.seat.close().await;
}

fn proves_something(told: &Told) {
    assert!(told.market_kills >= STORMS, "the marketplace was killed");
    assert!(
        told.suffered.is_everything(),
        "every kind of weather was met"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_survives_the_fire() {
    let told = play(&[], 1).await;
    proves_something(&told);
    assert_eq!(told.not_seen, 0, "a key tells what became of a try");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_survives_the_fire_without_keys() {
    let told = play(&["--no-idempotency"], 2).await;
    proves_something(&told);
    assert!(
        told.not_seen > 0,
        "some tries came to nothing, and a human was asked"
    );
}
