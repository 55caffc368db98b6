//! A disk without room, and one that cannot be written: what cannot be kept is refused in words, what
//! was accepted is kept, and all goes on when the disk is well again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;
use rapport_tests::outbox::{entries, is_still, told};
use rapport_tests::{Ailing, Buyer, SeatProcess, SmallDisk, World, inside, seeded, within};
use serde_json::{Value, json};

const SEAT: &str = env!("CARGO_BIN_EXE_seat");
/// How often the seller is refused before there is room again.
const REFUSALS: usize = 20;
/// How often the disk fills up.
const TIMES: usize = 8;
/// The most kilobytes that it has left when that begins.
const LEFT: u64 = 1000;
/// How many acts it may take until the disk is full.
const MOST: usize = 3000;
/// How long it may take to go on: what failed of its own waits longer each time.
const GOES_ON: Duration = Duration::from_secs(70);

/// A seller at work, and what was accepted.
struct Shop {
    profile: PathBuf,
    seat: SeatProcess,
    buyer: Buyer,
    id: Value,
    replies: Vec<String>,
    notes: Vec<String>,
    draft: String,
    refused: usize,
}

impl Shop {
    async fn open(world: &World, folder: &Path, environment: &[(&str, &Path)]) -> Self {
        let profile = folder.to_owned();
        let mut seat = SeatProcess::start(SEAT, &profile, environment).await;
        seat.call("accounts.connect", world.connection()).await;
        let buyer = world.buyer("Mei");
        buyer.says("Hello?").await;
        let id = seat.conversation(&buyer).await;
        Self {
            profile,
            seat,
            buyer,
            id,
            replies: Vec::new(),
            notes: Vec::new(),
            draft: String::new(),
            refused: 0,
        }
    }

    /// Writes something, which is kept or refused with this code; the buyer writes as well.
    async fn act(&mut self, chance: &mut StdRng, code: &str) {
        let number: u32 = chance.random();
        let words = format!(
            "{number:08x}{}",
            " word".repeat(chance.random_range(0..100))
        );
        if chance.random_bool(0.3) {
            self.buyer.says(&words).await;
        }
        let args = json!({ "conversationId": self.id, "mode": "reply", "text": words });
        let (command, what) = match chance.random_range(0..3) {
            0 => ("inbox.reply", 0),
            1 => ("inbox.note", 1),
            _ => ("inbox.saveDraft", 2),
        };
        match (self.seat.asks(command, args).await, what) {
            (Err(refused), _) => {
                assert_eq!(refused, code, "{command} is refused in words");
                self.refused += 1;
            }
            (Ok(_), 0) => {
                self.replies.push(words);
                self.draft.clear();
            }
            (Ok(_), 1) => self.notes.push(words),
            (Ok(_), _) => self.draft = words,
        }
    }

    /// Acts until this was refused often enough.
    async fn act_until_refused(&mut self, chance: &mut StdRng, code: &str) {
        for _ in 0..MOST {
            self.act(chance, code).await;
            if self.refused >= REFUSALS {
                return;
            }
        }
        panic!("{} refusals, and not {REFUSALS}", self.refused);
    }

    /// What was accepted is there, what was refused is not, and nothing is half there.
    fn keeps_what_was_accepted(&self) {
        let store = inside::open(&self.profile);
        inside::assert_sound(&store);
        let entries = entries(&store, &self.id);
        let words: Vec<_> = entries.into_iter().map(|entry| entry.words).collect();
        assert_eq!(words, self.replies);
        let notes = inside::texts(&store, "SELECT text FROM notes ORDER BY id");
        assert_eq!(notes, self.notes);
        let draft = inside::texts(&store, inside::DRAFT_WORDS).pop();
        assert_eq!(draft.unwrap_or_default(), self.draft);
    }

    /// All of it arrives, on both sides, without a restart.
    async fn goes_on(&mut self) {
        let store = inside::open(&self.profile);
        within(GOES_ON, "the replies are there", async || {
            (self.buyer.answers().len() >= self.replies.len()).then_some(())
        })
        .await;
        let talk = self.buyer.talk();
        within(GOES_ON, "the workstation has all of it", async || {
            (told(&store, &self.id) == talk).then_some(())
        })
        .await;
        is_still(&store).await;
        let left = entries(&store, &self.id);
        let unsent = left.iter().find(|entry| entry.state != "sent");
        assert_eq!(unsent, None, "nothing stopped on its way");
        assert_eq!(self.buyer.answers(), self.replies, "once each, in order");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_loses_nothing() {
    let mut chance = seeded(40);
    let world = World::new().await;
    let disk = SmallDisk::within(world.folder(), 64);
    println!("{disk:?}");
    let mut shop = Shop::open(&world, disk.folder(), &disk.environment()).await;
    for _ in 0..20 {
        shop.act(&mut chance, "nothing is refused yet").await;
    }

    // So that replies are on their way when the room ends.
    world.wire.delay(Duration::from_millis(10));
    for _ in 0..TIMES {
        let room = chance.random_range(0..LEFT);
        world.section(&format!("the disk has {room} KiB left"));
        disk.fill(room);
        shop.act_until_refused(&mut chance, "diskFull").await;
        shop.keeps_what_was_accepted();
        println!(
            "{} replies and {} notes accepted, {} acts refused",
            shop.replies.len(),
            shop.notes.len(),
            shop.refused
        );

        world.section("there is room again");
        disk.clear();
        shop.refused = 0;
        for _ in 0..5 {
            shop.act(&mut chance, "nothing is refused any more").await;
        }
        shop.goes_on().await;
        shop.keeps_what_was_accepted();
    }
    world.section("the program ends");
    shop.seat.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_cannot_be_written_is_told_of() {
    let mut chance = seeded(41);
    let world = World::new().await;
    let disk = Ailing::within(world.folder());
    let mut shop = Shop::open(&world, disk.folder(), &disk.environment()).await;
    for _ in 0..20 {
        shop.act(&mut chance, "nothing is refused yet").await;
    }

    world.section("the disk turns read-only under the program");
    disk.is_read_only();
    shop.act_until_refused(&mut chance, "diskUnwritable").await;
    shop.keeps_what_was_accepted();

    world.section("it can be written again");
    disk.is_well();
    shop.refused = 0;
    for _ in 0..5 {
        shop.act(&mut chance, "nothing is refused any more").await;
    }
    shop.goes_on().await;

    world.section("the program starts on a disk that is read-only");
    shop.seat.close().await;
    disk.is_read_only();
    let (mut seat, state) = SeatProcess::start_on(SEAT, &shop.profile, &disk.environment()).await;
    assert_eq!(state, "unwritable", "the seller is told why");
    disk.is_well();
    let opened = seat.call("desk.open", Value::Null).await;
    assert_eq!(opened["store"]["kind"], "open", "without a restart");
    shop.seat = seat;
    shop.keeps_what_was_accepted();
    shop.buyer.says("And now?").await;
    shop.goes_on().await;
    shop.seat.close().await;
}
