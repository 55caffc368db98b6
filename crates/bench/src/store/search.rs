//! Search as you type, beside the same query written by hand.

use anyhow::{Context, Result};
use rapport_protocol::RecordKind;
use rusqlite::Connection;
use serde_json::json;

use super::{Bench, plain};
use crate::figure::{Aim, Figure};
use crate::fill::{account_id, ask, call};
use crate::timing::alternating;
use crate::years::{COMMON, COMMON_PAIR, NEVER_MEET, PHRASE};

/// How often each search is made.
const ROUNDS: usize = 200;
/// How many hits the page asks for.
const HITS: u32 = 50;

/// One search: its name, what is typed, and the expression that a hand would write for it.
struct Search {
    name: &'static str,
    typed: String,
    expression: String,
}

fn searches() -> Vec<Search> {
    let [one, other] = NEVER_MEET;
    let search = |name, typed: &str, expression: &str| Search {
        name,
        typed: typed.to_owned(),
        expression: expression.to_owned(),
    };
    let pair = |n| COMMON_PAIR.chars().take(n).collect::<String>();
    vec![
        search("one letter", "t", "text : \"t\" *"),
        search("a prefix", "tra", "text : \"tra\" *"),
        search(
            "a common word",
            &format!("{COMMON} "),
            &format!("text : \"{COMMON}\""),
        ),
        search(
            "two words that never meet",
            &format!("{one} {other} "),
            &format!("text : \"{one}\" AND text : \"{other}\""),
        ),
        search(
            "three words",
            "please order cup ",
            "text : \"please\" AND text : \"order\" AND text : \"cup\"",
        ),
        search(
            "a phrase",
            &format!("\"{PHRASE}\""),
            &format!("text : \"{PHRASE}\""),
        ),
        search(
            "one Chinese character",
            &pair(1),
            &format!("text : \"{}\" *", pair(1)),
        ),
        search(
            "two Chinese characters",
            COMMON_PAIR,
            &format!("text : \"{COMMON_PAIR}\""),
        ),
        search(
            "four Chinese characters",
            "请问茶杯",
            "text : \"请问 问茶 茶杯\"",
        ),
        search("an order number", "12-00092", "text : \"12 00092\" *"),
        search("no hit", "qwxzy", "text : \"qwxzy\" *"),
    ]
}

pub(super) async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let profile = &bench.workstation.profile;
    let by_hand = plain::open(&profile.join(rapport_core::STORE_FILE), profile)?;
    let mut figures = Vec::new();
    for search in searches() {
        figures.push(one(bench, &by_hand, &search, None).await?);
    }
    if let Some(quiet) = bench.extremes().quiet {
        let person = rapport_core::id::derived(account_id(), RecordKind::Person, &quiet);
        let row: Option<i64> = by_hand
            .query_row("SELECT row FROM persons WHERE id = ?1", [person], |row| {
                row.get(0)
            })
            .ok();
        if let Some(row) = row {
            let search = Search {
                name: "a common word from a person with three messages",
                typed: format!("{COMMON} "),
                expression: format!("text : \"{COMMON}\" AND facets : \"person{row}\""),
            };
            figures.push(one(bench, &by_hand, &search, Some(person)).await?);
        }
    }
    Ok(figures)
}

async fn one(
    bench: &Bench,
    by_hand: &Connection,
    search: &Search,
    person: Option<uuid::Uuid>,
) -> Result<Figure> {
    let args = json!({
        "text": search.typed, "personId": person, "before": null, "limit": HITS,
    });
    let hits = call(&bench.workstation, "search.messages", args.clone()).await?;
    let hits = hits.pointer("/hits").and_then(|it| it.as_array());
    let hits = hits.context("a search has hits")?.len();
    let found = hand_written(by_hand, &search.expression)?;
    anyhow::ensure!(
        hits == found.min(HITS as usize),
        "{}: {hits} hits, and {found} by hand",
        search.name
    );
    let (ours, theirs) = alternating(
        ROUNDS,
        async |_| {
            ask(&bench.workstation, "search.messages", args.clone())
                .await
                .map(drop)
        },
        |_| hand_written(by_hand, &search.expression).map(drop),
    )
    .await?;
    Ok(crate::tell(
        bench
            .figure(&format!("search: {}", search.name), ours)
            .beside("the same query by hand", theirs)
            .aiming(Aim::Below(10.0))
            .aiming(Aim::RatioAtMost(1.3)),
    ))
}

/// How many rows the query finds, up to one more than a page has; every column is read.
fn hand_written(db: &Connection, expression: &str) -> Result<usize> {
    let mut query = db.prepare_cached(
        "SELECT m.key, c.id, p.name, m.at, m.author, m.text
         FROM messages_index i
         CROSS JOIN messages m ON m.key = i.rowid
         CROSS JOIN conversations c ON c.row = m.conversation
         CROSS JOIN persons p ON p.row = c.person
         WHERE messages_index MATCH ?1 AND c.deleted = 0
         ORDER BY i.rowid DESC LIMIT ?2",
    )?;
    let mut rows = query.query((expression, HITS + 1))?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let _: (i64, uuid::Uuid, String, i64, String, String) = row.try_into()?;
        found += 1;
    }
    Ok(found)
}
