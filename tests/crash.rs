//! The program is killed, and the power goes: what was echoed is kept, what was not is not lost
//! either, and nothing is sent twice.

use std::collections::BTreeMap;
use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;
use rapport_core::db::Db;
use rapport_core::key::StoreKey;
use rapport_core::{Clock, STORE_FILE};
use rapport_tests::disk::{Disk, Log, Record, What, shim};
use rapport_tests::{KEY_FILE, SeatProcess, World, inside, seeded, until};
use rusqlite::Connection;
use serde_json::{Value, json};

/// How often the program is killed.
const KILLS: usize = 200;
/// The longest time between Send and the kill.
const LONGEST: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_survives_two_hundred_kills() {
    let mut chance = seeded(20);
    let world = World::new().await;
    let program = env!("CARGO_BIN_EXE_seat");
    let profile = world.profile("shop");
    let buyers: Vec<_> = ["Mei", "Hana", "Joe"].map(|name| world.buyer(name)).into();
    let mut seat = world.seat(program, "shop").await;
    let mut conversations = Vec::new();
    for buyer in &buyers {
        buyer.says("Hello?").await;
        conversations.push(seat.conversation(buyer).await);
    }

    let (mut sent, mut echoed, mut silent, mut unheard) = (vec![Vec::new(); 3], 0, 0, 0);
    for kill in 0..KILLS {
        let who = chance.random_range(0..buyers.len());
        let words = format!("reply {kill}, {:08x}", chance.random::<u32>());
        let conversation = &conversations[who];
        let draft = json!({ "conversationId": conversation, "mode": "reply", "text": words });
        seat.call("inbox.saveDraft", draft).await;

        // Send, and the end.
        seat.send(
            "inbox.reply",
            json!({ "conversationId": conversation, "text": words }),
        )
        .await;
        tokio::time::sleep(LONGEST.mul_f64(chance.random())).await;
        let heard = match seat.kill().await.as_slice() {
            [] => false,
            [echo] => echo["ok"]["text"] == *words,
            more => panic!("one Send has one echo, and not {more:?}"),
        };

        // What lies in the store.
        let (store, copy) = inside::open_copy(&profile);
        inside::assert_sound(&store);
        let count = |sql| {
            inside::texts(&store, sql)
                .iter()
                .filter(|it| **it == words)
                .count()
        };
        let (outbox, drafts) = (count(inside::OUTBOX_WORDS), count(inside::DRAFT_WORDS));
        assert_eq!(
            outbox + drafts,
            1,
            "kill {kill}: in one place, and not in {outbox}+{drafts}"
        );
        assert!(
            !heard || outbox == 1,
            "kill {kill}: what was echoed is in the outbox"
        );
        drop((store, copy));
        match (heard, outbox) {
            (true, _) => echoed += 1,
            (false, 1) => unheard += 1,
            (false, _) => silent += 1,
        }

        // What the seller sees.
        seat = SeatProcess::start(program, &profile, &[]).await;
        let here = json!({ "conversationId": conversation });
        let begun = seat.call("inbox.drafts", here).await["reply"].clone();
        if outbox == 1 {
            sent[who].push(words);
            assert_eq!(begun, "", "kill {kill}: what was sent is no draft any more");
        } else {
            assert_eq!(
                begun, *words,
                "kill {kill}: what was not sent can be sent again"
            );
        }
    }
    println!(
        "{KILLS} kills: {echoed} echoed, {unheard} sent and not echoed, {silent} still drafts"
    );
    assert!(
        echoed > 0 && silent + unheard > 0,
        "the kills fall before and after the echo"
    );

    // All that was sent arrives; once, and in the order typed.
    for (buyer, sent) in buyers.iter().zip(&sent) {
        until("all of it is there", async || {
            buyer.answers().len() >= sent.len()
        })
        .await;
        assert_eq!(buyer.answers(), *sent);
    }
    let seat = tokio::sync::Mutex::new(seat);
    until("nothing waits to be sent", async || {
        let status = seat.lock().await.call("accounts.status", Value::Null).await;
        assert_eq!(status["trouble"], 0, "nothing stops on its way");
        status["queued"] == 0
    })
    .await;
    for (buyer, sent) in buyers.iter().zip(&sent) {
        assert_eq!(buyer.answers(), *sent, "and nothing comes after it");
    }
    seat.into_inner().close().await;
}

/// How many drafts, notes and replies are written; enough for the store's log to be carried over
/// into the store more than once.
const ACTS: usize = 600;
/// How long the seller rests now and then.
const BREATH: Duration = Duration::from_millis(100);
/// At how many points the power goes.
const CUTS: usize = 80;

/// What the seller did: the command's object, and the words.
type Act = (&'static str, String);

/// Writes drafts, notes and replies with a program whose disk is watched.
async fn write_under_watch(world: &World, chance: &mut StdRng) -> (Log, Vec<Act>) {
    std::fs::create_dir_all(world.profile("shop")).unwrap();
    let profile = world.profile("shop").canonicalize().unwrap();
    let (log, shim) = (world.folder().join("disk.log"), shim(world.folder()));
    let environment = [
        ("LD_PRELOAD", shim.as_path()),
        ("DISK_FOLDER", profile.as_path()),
        ("DISK_LOG", log.as_path()),
    ];
    let mut seat = SeatProcess::start(env!("CARGO_BIN_EXE_seat"), &profile, &environment).await;
    seat.call("accounts.connect", world.connection()).await;
    let buyer = world.buyer("Mei");
    buyer.says("Hello?").await;
    let conversation = seat.conversation(&buyer).await;

    let mut acts = Vec::new();
    for act in 0..ACTS {
        let words = format!("act {act}{}", " word".repeat(chance.random_range(0..200)));
        let (command, what) = match chance.random_range(0..3) {
            0 => ("inbox.saveDraft", "draft"),
            1 => ("inbox.note", "note"),
            _ => ("inbox.reply", "reply"),
        };
        let args = json!({ "conversationId": conversation, "mode": "reply", "text": words });
        seat.call(command, args).await;
        acts.push((what, words));
        if act % 20 == 0 {
            buyer.says(&format!("And {act}?")).await;
        }
        if act % 50 == 49 {
            // A long log is carried over meanwhile, and begins anew.
            tokio::time::sleep(BREATH).await;
        }
    }
    seat.close().await;

    let log = Log::read(&log, &profile);
    let mut disk = Disk::default();
    log.records().iter().for_each(|record| disk.take(record));
    for (name, content) in disk.whole() {
        let there = std::fs::read(profile.join(&name)).unwrap();
        assert!(
            there == content,
            "{name}: nothing was written past the watch"
        );
    }
    assert!(disk.whole().contains_key(STORE_FILE));
    (log, acts)
}

/// What is wrong with a disk, when the seller had been told of the first `told` acts.
fn wrong(disk: &BTreeMap<String, Vec<u8>>, acts: &[Act], told: Option<usize>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in disk {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let key = disk.get(KEY_FILE).and_then(|key| StoreKey::from_bytes(key));
    let Some(key) = key else {
        // The key is kept before the store is begun.
        let begun = told.is_some() || disk.get(STORE_FILE).is_some_and(|store| !store.is_empty());
        return if begun {
            vec!["the key is lost".to_owned()]
        } else {
            Vec::new()
        };
    };
    // The program's own way to open it, which puts right what a crash has left.
    let announcements = tokio::sync::broadcast::channel(16).0;
    let opened = Db::open(
        &folder.path().join(STORE_FILE),
        &key,
        Clock::system(),
        announcements,
    );
    let Ok(_open) = opened else {
        return vec![format!("it does not open: {:?}", opened.err())];
    };
    let store = inside::open(folder.path());
    let faults = inside::faults(&store);
    if faults.is_empty() {
        lost(&store, acts, told.unwrap_or(0))
    } else {
        faults
    }
}

/// Which of the first `told` acts are not in the store.
fn lost(store: &Connection, acts: &[Act], told: usize) -> Vec<String> {
    let notes = inside::texts(store, "SELECT text FROM notes");
    let replies = inside::texts(store, inside::OUTBOX_WORDS);
    let draft = inside::texts(store, inside::DRAFT_WORDS).pop();
    // A draft lasts until the next one, or until a reply takes it along.
    let expected = |done: usize| match acts[..done].iter().rfind(|(what, _)| *what != "note") {
        Some(("draft", words)) => Some(words.clone()),
        _ => None,
    };
    // The act after the last one that was told may have come through.
    let next = acts.len().min(told + 1);
    let mut lost = Vec::new();
    if draft != expected(told) && draft != expected(next) {
        lost.push(format!("the draft after act {told}"));
    }
    for (at, (what, words)) in acts[..told].iter().enumerate() {
        let is_there = match *what {
            "note" => notes.contains(words),
            "reply" => replies.contains(words),
            _ => true,
        };
        if !is_there {
            lost.push(format!("act {at}, a {what}"));
        }
    }
    lost
}

/// Cuts the power at points that chance chooses, and tells of each what was wrong.
fn cut_power(log: &Log, acts: &[Act], chance: &mut StdRng) -> Vec<Vec<String>> {
    let records = log.records();
    let is_echo = |record: &Record| matches!(record.what, What::Echo(_));
    let echoes = records.iter().filter(|record| is_echo(record)).count();
    // What was said before the acts began.
    let before = echoes - acts.len();
    let mut points: Vec<_> = (0..CUTS)
        .map(|_| chance.random_range(0..=records.len()))
        .collect();
    points.sort_unstable();
    let (mut disk, mut heard, mut taken) = (Disk::default(), 0, 0);
    let mut results = Vec::new();
    for point in points {
        for record in &records[taken..point] {
            disk.take(record);
            heard += usize::from(is_echo(record));
        }
        taken = point;
        let told = (heard > 0).then(|| heard.saturating_sub(before));
        results.push(wrong(&disk.cut(chance), acts, told));
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_echoed_survives_a_power_cut() {
    inside::hush();
    let mut chance = seeded(5);
    let world = World::new().await;
    let (log, acts) = write_under_watch(&world, &mut chance).await;
    let count = |wanted: fn(&Record) -> bool| log.records().iter().filter(|it| wanted(it)).count();
    let syncs = count(|record| matches!(record.what, What::Sync));
    let carried = count(|record| matches!(record.what, What::Sync) && record.file == STORE_FILE);
    println!(
        "{} records, {syncs} syncs, {carried} of the store itself",
        log.records().len()
    );
    assert!(
        carried >= 3,
        "the log was carried over into the store while acts were written"
    );

    world.section("the power goes");
    for wrong in cut_power(&log, &acts, &mut chance) {
        assert_eq!(
            wrong,
            Vec::<String>::new(),
            "sound, and nothing that was echoed is lost"
        );
    }

    world.section("the same with a program that syncs only now and then");
    let lazy = cut_power(&log.with_lazy_syncs(), &acts, &mut chance);
    let lossy = lazy.iter().filter(|wrong| !wrong.is_empty()).count();
    println!("{lossy} of {CUTS} cuts lose something");
    assert!(
        lossy > 0,
        "this test can fail: what was echoed would be lost"
    );

    world.section("the same with a program that never syncs");
    let never = cut_power(&log.without_syncs(), &acts, &mut chance);
    let broken = never.iter().filter(|wrong| !wrong.is_empty()).count();
    println!("{broken} of {CUTS} cuts lose something");
    assert!(broken > lossy / 2, "this test can fail");
}
