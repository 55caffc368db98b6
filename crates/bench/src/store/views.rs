//! What the screens ask for: pages of the inbox, threads, people, counts.

use anyhow::{Context, Result};
use rapport_bazaar::Dice;
use rapport_protocol::RecordKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Bench;
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::fill::{account_id, ask, call};
use crate::timing::timed;

/// How often each view is asked for.
const ROUNDS: usize = 300;
/// How many rows the page asks for around a place.
const ROWS: u32 = 60;

pub(super) async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for tab in ["waiting", "open", "done"] {
        figures.push(inbox(bench, tab).await?);
    }
    let extremes = bench.extremes();
    let longest = conversation(&extremes.longest);
    figures.push(thread(bench, "thread: the longest", &[longest]).await?);
    let others = some_conversations(bench).await?;
    figures.push(thread(bench, "thread: any", &others).await?);
    let (busiest, theirs) = &extremes.busiest;
    let busiest = derived(RecordKind::Person, busiest);
    let panel = json!({ "conversationId": conversation(theirs) });
    let views = [
        (
            "person panel: the busiest",
            "people.panel",
            panel,
            Some(5.0),
        ),
        (
            "person page: the busiest",
            "people.page",
            json!({ "personId": busiest }),
            Some(5.0),
        ),
        (
            "roster, last seen first",
            "people.roster",
            roster(),
            Some(5.0),
        ),
        (
            "counts on tabs and badges",
            "accounts.status",
            Value::Null,
            Some(2.0),
        ),
        ("Today", "today.show", Value::Null, None),
    ];
    for (name, command, args, most) in views {
        let figure = always(bench, name, command, &args).await?;
        figures.push(match most {
            Some(most) => figure.aiming(Aim::Below(most)),
            None => figure,
        });
    }
    Ok(figures)
}

fn derived(kind: RecordKind, remote: &str) -> Uuid {
    rapport_core::id::derived(account_id(), kind, remote)
}

fn conversation(remote: &str) -> Uuid {
    derived(RecordKind::Conversation, remote)
}

fn roster() -> Value {
    json!({
        "sort": "seen", "stage": "all", "at": null, "before": 0, "after": ROWS, "search": null,
    })
}

/// Pages of a tab at its top and at places all over it.
async fn inbox(bench: &Bench, tab: &str) -> Result<Figure> {
    let top = json!({ "tab": tab, "at": null, "before": 0, "after": 200 });
    let page = call(&bench.workstation, "inbox.list", top).await?;
    let keys = keys(&page, "/rows", "key")?;
    let (first, last) = (keys.first().copied(), keys.last().copied());
    let (low, high) = (first.unwrap_or_default(), last.unwrap_or_default());
    let mut dice = Dice::new(1);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        // Keys are times: beyond the first page they go on as densely.
        let at = low + (high - low) / 200 * dice.between(0, 20_000);
        let at = if round % 2 == 0 {
            Value::Null
        } else {
            json!(at)
        };
        let args = json!({ "tab": tab, "at": at, "before": ROWS, "after": ROWS });
        times.push(timed(ask(&bench.workstation, "inbox.list", args)).await?);
    }
    let ours = Measure::of(Unit::Milliseconds, 0.99, times);
    let name = format!("inbox page: {tab}");
    Ok(crate::tell(
        bench.figure(&name, ours).aiming(Aim::Below(2.0)),
    ))
}

/// Threads at their newest end, and around places that a search might lead to.
async fn thread(bench: &Bench, name: &str, conversations: &[Uuid]) -> Result<Figure> {
    let mut dice = Dice::new(2);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let id = dice
            .pick(conversations)
            .context("there are conversations")?;
        let newest = json!({ "conversationId": id, "at": null, "before": ROWS, "after": 0 });
        let began = std::time::Instant::now();
        let page = ask(&bench.workstation, "inbox.thread", newest).await?;
        times.push(crate::timing::milliseconds(began));
        let page: Value = page.read()?;
        let key = page.pointer("/items/0/key").cloned().unwrap_or_default();
        if round % 2 == 0 || key.is_null() {
            continue;
        }
        let around = json!({ "conversationId": id, "at": key, "before": ROWS, "after": ROWS });
        times.push(timed(ask(&bench.workstation, "inbox.thread", around)).await?);
    }
    let ours = Measure::of(Unit::Milliseconds, 0.99, times);
    Ok(crate::tell(
        bench.figure(name, ours).aiming(Aim::Below(5.0)),
    ))
}

async fn always(bench: &Bench, name: &str, command: &str, args: &Value) -> Result<Figure> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(timed(ask(&bench.workstation, command, args.clone())).await?);
    }
    let ours = Measure::of(Unit::Milliseconds, 0.99, times);
    Ok(crate::tell(bench.figure(name, ours)))
}

/// Conversations of the newest page.
pub(super) async fn some_conversations(bench: &Bench) -> Result<Vec<Uuid>> {
    let top = json!({ "tab": "open", "at": null, "before": 0, "after": 200 });
    let page = call(&bench.workstation, "inbox.list", top).await?;
    let rows = page.pointer("/rows").and_then(Value::as_array);
    let ids = rows.context("a page has rows")?.iter();
    ids.map(|row| {
        Ok(serde_json::from_value(
            row.pointer("/id").cloned().unwrap_or_default(),
        )?)
    })
    .collect()
}

fn keys(page: &Value, rows: &str, key: &str) -> Result<Vec<i64>> {
    let rows = page.pointer(rows).and_then(Value::as_array);
    let rows = rows.context("a page has rows")?.iter();
    Ok(rows.filter_map(|row| row.get(key)?.as_i64()).collect())
}
