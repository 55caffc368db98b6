//! Undo takes back any sequence of acts on the seller's own records: after each step back, every
//! view of the screens concerned says what it said before the act.
//!
//! What is done is drawn by chance; a sequence that fails is made shorter until it is easy to read.

use proptest::prelude::*;
use rapport_protocol::{Author, OrderState, Record, RecordKind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::run_open;
use crate::error::Error;
use crate::testing::MORNING;
use crate::testing::trade::{Trade, conversation, feedback, named, order, person, text_in};

const HOUR: i64 = 3_600_000;
/// Few times, so that promises fall due together.
const TIMES: [i64; 3] = [HOUR, 24 * HOUR, 48 * HOUR];
const WORDS: [&str; 3] = ["Sends the care card", "Holds three sets", "三个茶杯"];

const PURPOSES: [&str; 3] = ["updates", "offers", "surveys"];
/// The built-in commitment that incidents are told in time, which is reviewed by hand …
const BY_HAND: Uuid = Uuid::from_u128(0x5b1f_0c9a_d3e7_4c6f_9e21_a84d_37b6_100c);
/// … and the one that addresses are gone after some days.
const OF_DAYS: Uuid = Uuid::from_u128(0x5b1f_0c9a_d3e7_4c6f_9e21_a84d_37b6_1006);

/// One thing that the seller may do, and what chance has a say in.
type Move = (Deed, usize, usize);

#[derive(Debug, Clone, Copy)]
enum Deed {
    TurnClient,
    SetKeeper,
    AddNote,
    RemoveNote,
    Promise,
    Reword,
    MoveDue,
    Keep,
    Break,
    Reopen,
    Answer,
    Rate,
    Done,
    Allow,
    Leave,
    Commit,
    RewordCommitment,
    Review,
    SetDays,
    Retire,
    TakeUp,
    Snooze,
    Wake,
    Star,
    Mute,
    Unmute,
    Tag,
    Untag,
    Read,
    Block,
}

const DEEDS: [Deed; 30] = [
    Deed::TurnClient,
    Deed::SetKeeper,
    Deed::AddNote,
    Deed::RemoveNote,
    Deed::Promise,
    Deed::Reword,
    Deed::MoveDue,
    Deed::Keep,
    Deed::Break,
    Deed::Reopen,
    Deed::Answer,
    Deed::Rate,
    Deed::Done,
    Deed::Allow,
    Deed::Leave,
    Deed::Commit,
    Deed::RewordCommitment,
    Deed::Review,
    Deed::SetDays,
    Deed::Retire,
    Deed::TakeUp,
    Deed::Snooze,
    Deed::Wake,
    Deed::Star,
    Deed::Mute,
    Deed::Unmute,
    Deed::Tag,
    Deed::Untag,
    Deed::Read,
    Deed::Block,
];

/// How an act is taken back.
enum Back {
    /// By the journal.
    Undo,
    /// It is taken out of the outbox before it has left.
    Discard(Value),
}

struct Play {
    trade: Trade,
    people: Vec<Uuid>,
    talks: Vec<Uuid>,
}

impl Play {
    async fn new() -> Self {
        let trade = Trade::new().await;
        trade
            .absorbs(vec![
                person("ana"),
                person("bo"),
                Record::Order(order("4471", OrderState::Received)),
                Record::Feedback(feedback("f", Author::Buyer, "4471")),
                conversation("a", "ana"),
                text_in("a", "first", Author::Buyer, "Do you have two of them?"),
                conversation("b", "bo"),
                text_in("b", "second", Author::Seller, "It has left."),
            ])
            .await;
        let people = ["lin", "ana", "bo"].map(|id| named(RecordKind::Person, id));
        Self {
            trade,
            people: people.into(),
            talks: ["k", "a", "b"]
                .map(|id| named(RecordKind::Conversation, id))
                .into(),
        }
    }

    async fn call(&self, command: &str, args: Value) -> Result<Value, Error> {
        let answer = run_open(self.trade.shop.app.clone(), command, args).await?;
        Ok(answer.read()?)
    }

    /// One of what a view lists, as chance has it.
    async fn one(&self, view: &str, args: Value, chance: usize) -> Option<Value> {
        let page = self.call(view, args).await.unwrap();
        let rows = page["rows"].as_array().unwrap();
        rows.get(chance % rows.len().max(1)).cloned()
    }

    async fn promise(&self, tab: &str, chance: usize) -> Option<Value> {
        let window = json!({ "tab": tab, "at": null, "before": 0, "after": 50 });
        let row = self.one("promises.list", window, chance).await?;
        Some(row["id"].clone())
    }

    /// A commitment in force, or a retired one, as chance has it; the newest comes first.
    async fn commitment(&self, part: &str, chance: usize) -> Option<Value> {
        let list = self.call("commitments.list", Value::Null).await.unwrap();
        let lines = list[part].as_array().unwrap();
        let line = lines.iter().rev().cycle().nth(chance)?;
        Some(line["id"].clone())
    }

    /// What is done with a commitment, where it can be done.
    async fn commits(&self, (deed, which, how): Move) -> Option<(&'static str, Value)> {
        let (words, due) = (WORDS[how % WORDS.len()], MORNING + TIMES[how % TIMES.len()]);
        Some(match deed {
            Deed::Commit => (
                "commitments.add",
                json!({ "text": words, "nextReviewAt": due }),
            ),
            Deed::RewordCommitment => {
                let id = self.commitment("active", which).await?;
                ("commitments.reword", json!({ "id": id, "text": words }))
            }
            Deed::Review => (
                "commitments.review",
                json!({ "id": BY_HAND, "evidence": words, "nextReviewAt": due }),
            ),
            Deed::SetDays => (
                "commitments.setDays",
                json!({ "id": OF_DAYS, "days": how + 30 }),
            ),
            Deed::Retire => {
                let id = self.commitment("active", which).await?;
                ("commitments.retire", json!({ "id": id }))
            }
            _ => {
                let id = self.commitment("retired", which).await?;
                ("commitments.takeUp", json!({ "id": id }))
            }
        })
    }

    /// What is done to a promise, or to this person with one.
    async fn promises(
        &self,
        (deed, which, how): Move,
        person: Uuid,
    ) -> Option<(&'static str, Value)> {
        let due = MORNING + TIMES[how % TIMES.len()];
        let words = WORDS[how % WORDS.len()];
        Some(match deed {
            Deed::Promise => (
                "promises.make",
                json!({
                    "personId": person, "conversationId": null, "messageId": null,
                    "what": words, "dueAt": due,
                }),
            ),
            Deed::Reword => {
                let id = self.promise("all", which).await?;
                ("promises.reword", json!({ "id": id, "what": words }))
            }
            Deed::MoveDue => {
                let id = self.promise("open", which).await?;
                (
                    "promises.move",
                    json!({ "id": id, "dueAt": due, "why": words }),
                )
            }
            Deed::Keep | Deed::Break => {
                let id = self.promise("open", which).await?;
                let kept = matches!(deed, Deed::Keep);
                ("promises.settle", json!({ "id": id, "kept": kept }))
            }
            _ => {
                let tab = ["kept", "broken"][how % 2];
                let id = self.promise(tab, which).await?;
                ("promises.reopen", json!({ "id": id }))
            }
        })
    }

    /// Does something, where it can be done.
    async fn does(&self, (deed, which, how): Move) -> Option<Back> {
        let person = self.people[which % self.people.len()];
        let words = WORDS[how % WORDS.len()];
        let rows = json!({ "personId": person, "at": null, "before": 0, "after": 50 });
        let (act, args) = match deed {
            Deed::TurnClient => {
                let page = self
                    .call("people.page", json!({ "personId": person }))
                    .await;
                let client = page.unwrap()["stage"] == "client";
                (
                    "people.setClient",
                    json!({ "personId": person, "client": !client }),
                )
            }
            Deed::SetKeeper => {
                let clients = json!({
                    "sort": "seen", "stage": "client", "search": null,
                    "at": null, "before": 0, "after": 50,
                });
                let client = self.one("people.roster", clients, which).await?;
                let keeper = ["", "Mei", "Jo"][how % 3];
                (
                    "people.setKeeper",
                    json!({ "personId": client["id"], "keeper": keeper }),
                )
            }
            Deed::AddNote => (
                "people.addNote",
                json!({ "personId": person, "text": words }),
            ),
            Deed::RemoveNote => {
                let note = self.one("people.notes", rows, how).await?;
                ("people.removeNote", json!({ "noteId": note["id"] }))
            }
            Deed::Promise
            | Deed::Reword
            | Deed::MoveDue
            | Deed::Keep
            | Deed::Break
            | Deed::Reopen => self.promises((deed, which, how), person).await?,
            Deed::Answer => {
                let feedback = named(RecordKind::Feedback, "f");
                (
                    "feedback.answer",
                    json!({ "feedbackId": feedback, "text": words }),
                )
            }
            Deed::Rate => {
                let order = named(RecordKind::Order, "4471");
                (
                    "feedback.rate",
                    json!({ "orderId": order, "rating": 5, "text": words }),
                )
            }
            Deed::Block => {
                let blocked = how.is_multiple_of(2);
                (
                    "people.setBlocked",
                    json!({ "personId": person, "blocked": blocked }),
                )
            }
            Deed::Done
            | Deed::Snooze
            | Deed::Wake
            | Deed::Star
            | Deed::Mute
            | Deed::Unmute
            | Deed::Tag
            | Deed::Untag
            | Deed::Read => triage(deed, &self.talks, which, how),
            Deed::Allow | Deed::Leave => permission(deed, person, which, how),
            _ => self.commits((deed, which, how)).await?,
        };
        let before = self.noted().await;
        match self.call(act, args).await {
            Ok(entry) if matches!(deed, Deed::Answer | Deed::Rate) => {
                Some(Back::Discard(entry["id"].clone()))
            }
            // What was so already is no act.
            Ok(_) => (self.noted().await > before).then_some(Back::Undo),
            Err(Error::AlreadyDone) => None,
            Err(fault) => panic!("{act}: {fault}"),
        }
    }

    /// How many entries the journal has.
    async fn noted(&self) -> i64 {
        self.trade.ask("SELECT count(*) FROM journal").await
    }

    async fn takes(&self, back: Back) {
        match back {
            Back::Undo => {
                let undone = self.call("journal.undo", Value::Null).await.unwrap();
                assert_ne!(undone["act"], Value::Null, "there is something to undo");
            }
            Back::Discard(id) => {
                self.call("outbox.discard", json!({ "id": id }))
                    .await
                    .unwrap();
            }
        }
    }

    /// Everything that the screens concerned show.
    async fn seen(&self) -> Vec<(String, Value)> {
        let window = json!({ "at": null, "before": 0, "after": 50 });
        let with = |more: Value| {
            let mut args = window.clone();
            let more = more.as_object().unwrap().clone();
            args.as_object_mut().unwrap().extend(more);
            args
        };
        let mut asked = [
            "today.show",
            "promises.rate",
            "people.keepers",
            "commitments.list",
        ]
        .map(|view| (view, Value::Null))
        .to_vec();
        for id in [BY_HAND, OF_DAYS] {
            asked.push(("commitments.versions", json!({ "id": id })));
        }
        for tab in ["open", "kept", "late", "broken", "all"] {
            asked.push(("promises.list", with(json!({ "tab": tab }))));
        }
        for tab in ["toAnswer", "fromBuyers", "fromUs", "all"] {
            asked.push((
                "feedback.ledger",
                with(json!({ "tab": tab, "month": null })),
            ));
        }
        for sort in ["seen", "spent", "orders", "name"] {
            let roster = json!({ "sort": sort, "stage": "all", "search": null });
            asked.push(("people.roster", with(roster)));
        }
        for stage in ["client", "customer"] {
            let roster = json!({ "sort": "seen", "stage": stage, "search": "name" });
            asked.push(("people.roster", with(roster)));
        }
        for tab in ["waiting", "open", "snoozed", "drafts", "done"] {
            asked.push(("inbox.list", with(json!({ "tab": tab }))));
        }
        asked.push(("inbox.tags", Value::Null));
        asked.push(("accounts.status", Value::Null));
        for talk in &self.talks {
            asked.push(("inbox.head", json!({ "conversationId": talk })));
        }
        asked.push(("permissions.tallies", Value::Null));
        for purpose in PURPOSES {
            asked.push(("permissions.words", json!({ "purpose": purpose })));
            for granted in [true, false] {
                let people = with(json!({ "purpose": purpose, "granted": granted }));
                asked.push(("permissions.people", people));
            }
        }
        for person in &self.people {
            asked.push((
                "permissions.of",
                json!({ "personId": person, "asOf": null }),
            ));
            asked.push(("people.page", json!({ "personId": person })));
            asked.push(("promises.of", json!({ "personId": person })));
            asked.push(("people.notes", with(json!({ "personId": person }))));
        }
        let conversation = named(RecordKind::Conversation, "k");
        asked.push(("people.panel", json!({ "conversationId": conversation })));
        let thread = json!({ "conversationId": conversation, "before": 50, "after": 0 });
        asked.push(("inbox.thread", with(thread)));
        let mut seen = Vec::new();
        for (view, args) in asked {
            let name = format!("{view} {args}");
            seen.push((name, plain(self.call(view, args).await.unwrap())));
        }
        seen
    }
}

/// What is done to one conversation, or to several at once.
fn triage(deed: Deed, talks: &[Uuid], which: usize, how: usize) -> (&'static str, Value) {
    let until = MORNING + TIMES[how % TIMES.len()] + 240 * HOUR;
    let word = ["VIP", "vip", "礼物"][how % 3];
    let act = match deed {
        Deed::Done => json!({ "kind": "done", "done": how.is_multiple_of(2) }),
        Deed::Snooze if how == 0 => json!({ "kind": "snooze", "until": null, "onReply": true }),
        Deed::Snooze => {
            json!({ "kind": "snooze", "until": until, "onReply": how.is_multiple_of(2) })
        }
        Deed::Wake => json!({ "kind": "wake" }),
        Deed::Star => json!({ "kind": "star", "starred": how.is_multiple_of(2) }),
        Deed::Mute if how == 0 => json!({ "kind": "mute", "until": null }),
        Deed::Mute => json!({ "kind": "mute", "until": until }),
        Deed::Unmute => json!({ "kind": "unmute" }),
        Deed::Tag => json!({ "kind": "tag", "word": word }),
        Deed::Untag => json!({ "kind": "untag", "word": word }),
        _ => json!({ "kind": "read", "read": how.is_multiple_of(2) }),
    };
    let chosen = &talks[which % 3..];
    (
        "inbox.triage",
        json!({ "conversationIds": chosen, "act": act }),
    )
}

/// What a person says to a purpose.
fn permission(deed: Deed, person: Uuid, which: usize, how: usize) -> (&'static str, Value) {
    let mut said = json!({
        "personId": person, "purpose": PURPOSES[how % PURPOSES.len()], "source": "page",
        "messageId": null, "evidence": "",
    });
    if matches!(deed, Deed::Leave) {
        return ("permissions.withdraw", said);
    }
    said["words"] = json!(WORDS[which % WORDS.len()]);
    ("permissions.grant", said)
}

/// A view without what only this device's tables are led by, and without the time of looking.
fn plain(mut seen: Value) -> Value {
    match &mut seen {
        Value::Array(all) => all.iter_mut().for_each(|one| *one = plain(one.take())),
        Value::Object(all) => {
            all.remove("key");
            all.remove("since");
            // The log of permissions tells of the undo too.
            all.remove("log");
            all.remove("more");
            all.values_mut().for_each(|one| *one = plain(one.take()));
        }
        _ => {}
    }
    seen
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (prop::sample::select(DEEDS.to_vec()), 0..6_usize, 0..6_usize);
    prop::collection::vec(one, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_view_is_restored_step_by_step(moves in moves()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let play = Play::new().await;
            let mut path = Vec::new();
            for one in &moves {
                let seen = play.seen().await;
                play.trade.shop.hand.advance(1_000);
                if let Some(back) = play.does(*one).await {
                    path.push((*one, seen, back));
                }
            }
            while let Some((one, before, back)) = path.pop() {
                play.takes(back).await;
                let now = play.seen().await;
                for ((view, before), (_, now)) in before.iter().zip(&now) {
                    prop_assert_eq!(before, now, "{} after {:?} was taken back", view, one);
                }
            }
            Ok(())
        })?;
    }
}
