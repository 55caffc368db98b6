//! A marketplace that knows no keys, and a wire on which every first try is lost, half of them before
//! they arrive and half of them after: nothing is there twice, nothing is gone without a word, and
//! only a human sends something again.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;
use rand::seq::SliceRandom;
use rapport_bazaar::Rules;
use rapport_protocol::{Act, Open, Operation};
use rapport_tests::outbox::{entries, is_still};
use rapport_tests::{Buyer, Fate, Workstation, World, inside, seeded};
use rusqlite::Connection;
use serde_json::{Value, json};

/// How many conversations there are.
const BUYERS: usize = 50;
/// How many replies are typed in each.
const REPLIES: usize = 20;
/// Words that a seller types again and again; told apart by their places alone.
const AGAIN: [&str; 3] = ["Yes.", "好的, 谢谢!", "It leaves tomorrow."];
/// What becomes of each first try, and what came over the wire.
#[derive(Debug, Default)]
struct Plan {
    /// By conversation, in the order of the replies.
    fates: HashMap<String, VecDeque<Fate>>,
    /// How often each revision of each operation left the workstation.
    left: BTreeMap<(String, u32), usize>,
}

impl Plan {
    /// A first try meets its fate. Any other try passes, so that it would be seen at the marketplace.
    fn decide(&mut self, operation: &Operation) -> Fate {
        let id = operation.id.as_str().to_owned();
        let key = (id, operation.revision);
        let times = self.left.entry(key).or_default();
        *times += 1;
        let Open::Known(Act::Message(message)) = &operation.act else {
            return Fate::Passes;
        };
        if operation.revision > 1 || *times > 1 {
            return Fate::Passes;
        }
        let fates = self.fates.get_mut(message.conversation_id.as_str());
        fates.unwrap().pop_front().unwrap()
    }
}

/// A conversation: who, what it is called here, what was typed in it.
struct Talk {
    buyer: Buyer,
    id: Value,
    typed: Vec<String>,
}

/// Says which entries are held, after comparing what the workstation believes with what is there.
fn compared(store: &Connection, talks: &[Talk]) -> Vec<String> {
    let mut held = Vec::new();
    for Talk { buyer, id, typed } in talks {
        let name = &buyer.name;
        let entries = entries(store, id);
        let words: Vec<_> = entries.iter().map(|entry| entry.words.clone()).collect();
        assert_eq!(words, *typed, "{name}: nothing that was typed is gone");
        // Once each and in the order typed; what follows the first that is not there is not there
        // either.
        let there = buyer.answers();
        assert_eq!(there, typed[..there.len()], "{name}");
        for (at, entry) in entries.iter().enumerate() {
            let told = (entry.state.as_str(), entry.reason.as_deref());
            let expected = match at.cmp(&there.len()) {
                std::cmp::Ordering::Less => ("sent", None),
                std::cmp::Ordering::Equal => ("held", Some("notSeen")),
                std::cmp::Ordering::Greater => ("queued", None),
            };
            assert_eq!(
                told,
                expected,
                "{name}: {entry:?}, the {at}th of {}",
                there.len()
            );
        }
        held.extend(entries.into_iter().nth(there.len()).map(|entry| entry.id));
    }
    held
}

/// As many conversations, known to the workstation, on a marketplace that knows no keys.
async fn talks(world: &World, desk: &Workstation) -> Vec<Talk> {
    let mut talks = Vec::new();
    for number in 0..BUYERS {
        let buyer = world.buyer(&format!("Buyer {number}"));
        buyer.says("Hello?").await;
        let id = desk.conversation(&buyer).await;
        let typed = (0..REPLIES).map(|reply| match reply % 4 {
            0 => format!("{}, reply {reply}", buyer.name),
            again => AGAIN[again - 1].to_owned(),
        });
        let typed = typed.collect();
        talks.push(Talk { buyer, id, typed });
    }
    talks
}

/// Half of all first tries are lost before they arrive and half after, in an order of chance.
fn plan(talks: &[Talk], seed: u64) -> Arc<Mutex<Plan>> {
    let all = BUYERS * REPLIES;
    let mut fates = [
        vec![Fate::LostBefore; all / 2],
        vec![Fate::LostAfter; all / 2],
    ]
    .concat();
    fates.shuffle(&mut seeded(seed));
    let conversations = talks
        .iter()
        .map(|talk| talk.buyer.conversation().to_owned());
    let fates = fates.chunks(REPLIES).map(|fates| fates.to_vec().into());
    Arc::new(Mutex::new(Plan {
        fates: conversations.zip(fates).collect(),
        left: BTreeMap::new(),
    }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_lost_replies_are_told_apart() {
    let world = World::new().await;
    world.bazaar.set_rules(Rules {
        idempotency: false,
        ..world.bazaar.rules()
    });
    let desk = world.desk("shop").await;
    let talks = talks(&world, &desk).await;
    let plan = plan(&talks, 1000);
    let judge = Arc::clone(&plan);
    world
        .wire
        .judge(move |operation| judge.lock().decide(operation));

    world.section("everything is typed");
    for reply in 0..REPLIES {
        for talk in &talks {
            let args = json!({ "conversationId": talk.id, "text": talk.typed[reply] });
            desk.call("inbox.reply", args).await;
        }
    }

    world.section("every first try is lost; whoever is held is sent again by a human");
    let store = inside::open(desk.profile());
    let (mut rounds, mut held_in_all) = (0, 0);
    loop {
        is_still(&store).await;
        let held = compared(&store, &talks);
        let by_hand = plan
            .lock()
            .left
            .keys()
            .filter(|(_, revision)| *revision > 1)
            .count();
        assert_eq!(
            by_hand, held_in_all,
            "only what a human sent again left again"
        );
        println!(
            "round {rounds}: {} lost before, {} lost after, {} held",
            world.wire.swallowed(),
            world.wire.lost(),
            held.len()
        );
        if held.is_empty() {
            break;
        }
        (rounds, held_in_all) = (rounds + 1, held_in_all + held.len());
        for id in held {
            desk.call("outbox.retry", json!({ "id": id })).await;
        }
    }

    world.section("all of it is there");
    let (before, after) = (world.wire.swallowed(), world.wire.lost());
    println!("{before} lost before, {after} lost after; {held_in_all} held in {rounds} rounds");
    assert_eq!(
        (before, after),
        (BUYERS * REPLIES / 2, BUYERS * REPLIES / 2)
    );
    assert_eq!(
        held_in_all, before,
        "what was not there was held, and nothing else"
    );
    let left: Vec<usize> = plan.lock().left.values().copied().collect();
    assert!(
        left.iter().all(|times| *times == 1),
        "nothing went out again by itself"
    );
    assert_eq!(left.len(), BUYERS * REPLIES + before);
    for Talk { buyer, typed, .. } in &talks {
        assert_eq!(buyer.answers(), *typed, "each once, in the order typed");
    }
    threads_say(&desk, &talks).await;
    drop(store);
    desk.is_sound();
}

/// The workstation's threads show each once as well.
async fn threads_say(desk: &Workstation, talks: &[Talk]) {
    for Talk { id, typed, .. } in talks {
        let thread = desk.thread(id).await;
        let items = thread["items"].as_array().unwrap().iter();
        let words: Vec<_> = items
            .filter_map(|item| item["body"]["text"].as_str())
            .collect();
        assert_eq!(words[1..], typed[..]);
        assert_eq!(thread["outbox"], json!([]));
    }
}
