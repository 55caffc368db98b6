//! Every view costs the same, however much the archive has grown.
//!
//! Each view of the table of commands runs on a store of 1,000 messages and on one of 100,000, those
//! of people on 1,000 people and on 100,000 too; all statements that they send are watched. A new view joins by itself: it fails here until it has
//! arguments in [`arguments`].

mod commitments;
mod crowd;
mod people;
mod permissions;
mod promises;
mod trade;
mod triage;

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use rusqlite::StatementStatus;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{COMMANDS, Tag};
use crate::db::Db;
use crate::inbox::waiting;
use crate::testing::{self, MORNING, Shop};

/// What one statement did in its dearest run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cost {
    steps: i32,
    scanned: i32,
    sorts: i32,
    automatic_indexes: i32,
}

/// What a view is asked for: the window in the middle of everything, where offsets would hurt.
fn arguments(view: &str) -> Value {
    let big = Uuid::from_u128(0x1000);
    let middle = (MORNING + 250_000) << crate::db::key::SHIFT;
    match view {
        "accounts.status"
        | "attention.status"
        | "commitments.list"
        | "feedback.months"
        | "inbox.tags"
        | "people.keepers"
        | "permissions.tallies"
        | "promises.rate"
        | "search.health"
        | "settings.appearance"
        | "settings.notifications"
        | "settings.recentEmoji"
        | "settings.sending"
        | "today.show" => Value::Null,
        "commitments.versions" => json!({ "id": commitments::id(1) }),
        "promises.list" => {
            let due = MORNING << crate::db::key::SHIFT;
            json!({ "tab": "open", "at": due, "before": 20, "after": 20 })
        }
        "inbox.list" => json!({ "tab": "waiting", "at": middle, "before": 20, "after": 20 }),
        "accounts.signInState" => json!({ "id": SIGN_IN }),
        "inbox.head" | "inbox.drafts" | "inbox.presence" | "people.panel" => {
            json!({ "conversationId": big })
        }
        "people.page" | "promises.of" => json!({ "personId": big }),
        "permissions.of" => json!({ "personId": big, "asOf": MORNING + 3 }),
        "permissions.words" => json!({ "purpose": "offers" }),
        "people.orders" | "people.conversations" | "people.notes" => json!({
            "personId": big, "before": 20, "after": 20,
            "at": { "at": MORNING + 100, "key": 100 },
        }),
        "inbox.thread" => {
            json!({ "conversationId": big, "at": middle, "before": 20, "after": 20 })
        }
        "feedback.ledger" => json!({
            "tab": "toAnswer", "month": MORNING, "at": -((MORNING + 40) << crate::db::key::SHIFT),
            "before": 20, "after": 20,
        }),
        "feedback.versions" => json!({ "feedbackId": trade::FEEDBACK }),
        "inbox.checkReply" => json!({ "conversationId": big, "text": "See www.tea.example" }),
        "outbox.list" => json!({ "part": "leaving", "limit": 50 }),
        "search.marks" => json!({ "key": middle, "text": "teapot" }),
        "search.records" => json!({ "text": "remote", "limit": 20 }),
        other => panic!("{other} is a view without arguments here: give it some"),
    }
}

/// A search of each shape: words, names, those who wait, days, and what is not wanted.
fn searches() -> Vec<Value> {
    [
        "teapot 茶",
        "from:remote teapot",
        "order:1 茶",
        "teapot is:waiting",
        "teapot -from:me after:2026-11-22",
        "teapot before:2027 -refund",
        "-refund",
    ]
    .map(|text| json!({ "text": text, "before": null, "limit": 30 }))
    .into()
}

const SIGN_IN: Uuid = Uuid::from_u128(0x51);

/// A store with so many messages: half of them in one conversation, the rest in threads of ten, and
/// half as many of everything that is traded.
async fn store_of(messages: i64) -> Shop {
    let shop = testing::shop();
    shop.app
        .db
        .absorb(|tx| {
            testing::account(tx)?;
            commitments::strict(tx)?;
            tx.execute(
                "INSERT INTO sign_ins (id, base_url, started_at) VALUES (?1, 'there', 1)",
                [SIGN_IN],
            )?;
            Ok(())
        })
        .await
        .unwrap();
    let conversations = messages / 20 + 1;
    for first in (0..conversations).step_by(500) {
        let end = (first + 500).min(conversations);
        shop.app
            .db
            .absorb(move |tx| {
                for i in first..end {
                    let (row, _) = testing::conversation(tx, i)?;
                    let size = if i == 0 { messages / 2 } else { 10 };
                    for n in 0..size {
                        let at = MORNING + i * 10_000 + n * 1_000;
                        testing::message(tx, row, "buyer", at, "Is the teapot here? 茶壶")?;
                    }
                    trade::trades(tx, row, size / 2)?;
                    promises::promises(tx, row, size / 2)?;
                    permissions::permissions(tx, row, size / 2)?;
                    commitments::breaks(tx, row)?;
                    triage::place(tx, row)?;
                    waiting::settle(tx, row)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }
    shop
}

/// What each statement of a view costs on that store.
async fn costs(shop: &Shop, view: &str, args: Value) -> BTreeMap<String, Cost> {
    let seen = Arc::new(Mutex::new(BTreeMap::<String, Cost>::new()));
    let watch = Arc::clone(&seen);
    let db = Db::open_watched(
        &shop.folder.path().join("store.db"),
        &shop.key,
        shop.app.clock.clone(),
        shop.app.announcements.clone(),
        move |reader| {
            let watch = Arc::clone(&watch);
            reader.trace_v2(
                TraceEventCodes::SQLITE_TRACE_PROFILE,
                Some(move |event: TraceEvent<'_>| {
                    let TraceEvent::Profile(statement, _) = event else {
                        return;
                    };
                    // Counters add up over the runs of a kept statement.
                    let runs = statement.get_status(StatementStatus::Run).max(1);
                    let of = |status| (statement.get_status(status) + runs - 1) / runs;
                    watch.lock().insert(
                        statement.sql().into_owned(),
                        Cost {
                            steps: of(StatementStatus::VmStep),
                            scanned: of(StatementStatus::FullscanStep),
                            sorts: of(StatementStatus::Sort),
                            automatic_indexes: of(StatementStatus::AutoIndex),
                        },
                    );
                }),
            )
        },
    )
    .unwrap();
    let mut app = shop.app.clone();
    app.db = db.clone();
    let answer = super::run_open(app, view, args).await.unwrap();
    assert!(
        answer.read::<Value>().unwrap() != Value::Null,
        "{view} showed nothing"
    );
    db.close().await;
    let costs = seen.lock().clone();
    assert!(!costs.is_empty(), "no statement of {view} was seen");
    costs
}

#[tokio::test(flavor = "multi_thread")]
async fn no_view_grows_with_the_archive() {
    // The small one has more who wait than a search looks through.
    let (small, large) = (store_of(8_000).await, store_of(100_000).await);
    let mut faults = Vec::new();
    for (view, _) in COMMANDS.iter().filter(|(name, tag)| {
        // The desk itself has no store behind it.
        *tag == Tag::View && !name.starts_with("desk.")
    }) {
        let all = match *view {
            "people.roster" => people::rosters(),
            "permissions.log" => permissions::logs(),
            "permissions.people" => permissions::people(),
            "commitments.rows" => commitments::rows(),
            "inbox.list" => triage::tabs(),
            "search.messages" => searches(),
            view => vec![arguments(view)],
        };
        for args in all {
            faults.extend(grown(&small, &large, view, &args).await);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// 100,000 people and 200,000 orders: the roster, a person's page and the ledger.
#[tokio::test(flavor = "multi_thread")]
async fn no_view_of_people_grows_with_their_number() {
    let (small, large) = (crowd::crowd_of(1_000).await, crowd::crowd_of(100_000).await);
    let held = |sql| {
        large
            .app
            .db
            .read(move |db| Ok(db.query_row(sql, [], |row| row.get(0))?))
    };
    let (people, orders): (i64, i64) = (
        held("SELECT count(*) FROM roster").await.unwrap(),
        held("SELECT count(*) FROM orders").await.unwrap(),
    );
    assert_eq!((people, orders), (100_000, 200_000));
    let mut asked: Vec<(&str, Value)> = [
        "people.page",
        "people.panel",
        "people.orders",
        "people.conversations",
        "people.notes",
        "people.keepers",
        "promises.of",
        "feedback.ledger",
        "feedback.months",
        "inbox.list",
        "search.records",
        "today.show",
    ]
    .map(|view| (view, arguments(view)))
    .into();
    asked.extend(
        people::rosters()
            .into_iter()
            .map(|args| ("people.roster", args)),
    );
    let mut faults = Vec::new();
    for (view, args) in &asked {
        faults.extend(grown(&small, &large, view, args).await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The statements of a view that cost more in the large store than in the small one.
async fn grown(small: &Shop, large: &Shop, view: &str, args: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let at_small = costs(small, view, args.clone()).await;
    for (sql, cost) in costs(large, view, args.clone()).await {
        let before = at_small.get(&sql).copied().unwrap_or_default();
        let limit = f64::from(before.steps) * 1.2;
        if f64::from(cost.steps) > limit
            || cost.scanned > before.scanned
            || cost.sorts > 0
            || cost.automatic_indexes > 0
        {
            faults.push(format!(
                "{view} {args}: {before:?} became {cost:?} in\n{sql}"
            ));
        }
    }
    faults
}
