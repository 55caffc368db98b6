//! The roster: its orders, its windows, its search.

use super::*;
use crate::people::roster::{RosterAt, RosterPage, RosterSort, RosterStage, ShowRoster, roster};
use crate::testing::trade::said;
use rapport_protocol::{Body, TextBody};

fn everybody(sort: RosterSort) -> ShowRoster {
    ShowRoster {
        sort,
        stage: RosterStage::All,
        at: None,
        before: 0,
        after: 200,
        search: None,
    }
}

async fn shown(trade: &Trade, args: ShowRoster) -> RosterPage {
    roster(trade.shop.app.clone(), args).await.unwrap()
}

async fn names(trade: &Trade, args: ShowRoster) -> Vec<String> {
    let page = shown(trade, args).await;
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn found(trade: &Trade, typed: &str) -> Vec<String> {
    let search = Some(typed.to_owned());
    let args = ShowRoster {
        search,
        ..everybody(RosterSort::Seen)
    };
    names(trade, args).await
}

fn called(id: &str, name: &str) -> Record {
    match person(id) {
        Record::Person(it) => Record::Person(rapport_protocol::Person {
            name: name.to_owned(),
            ..it
        }),
        other => other,
    }
}

fn message_at(id: &str, author: Author, at: i64) -> Record {
    let text = "Hello".to_owned();
    match said(id, author, Body::Text(TextBody { text })) {
        Record::Message(it) => Record::Message(rapport_protocol::Message { at, ..it }),
        other => other,
    }
}

fn bought(id: &str, by: &str, currency: &str, minor: i64, at: i64) -> Record {
    let mut it = order(id, OrderState::Placed);
    it.person_id = by.into();
    it.conversation_id = None;
    it.total.currency = currency.to_owned();
    it.total.minor = minor;
    it.placed_at = at;
    Record::Order(it)
}

/// Lin, who asked and never bought; Anna, Émile and Wang, who bought.
async fn shop() -> Trade {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![
            called("anna", "Anna Berg"),
            called("emile", "Émile"),
            called("wang", "王小明"),
            bought("1", "anna", "EUR", 5_000, MORNING + 100_000),
            bought("2", "anna", "EUR", 5_000, MORNING + 200_000),
            bought("3", "emile", "EUR", 20_000, MORNING + 300_000),
            bought("4", "wang", "CNY", 90_000, MORNING + 150_000),
        ])
        .await;
    trade
}

#[tokio::test]
async fn the_roster_is_sorted_by_what_was_asked_for() {
    let trade = shop().await;
    let lin = "Name of lin";
    for (sort, expected) in [
        (RosterSort::Seen, ["Émile", "Anna Berg", "王小明", lin]),
        (RosterSort::Spent, ["Émile", "Anna Berg", "王小明", lin]),
        (RosterSort::Orders, ["Anna Berg", "王小明", "Émile", lin]),
        (RosterSort::Name, ["Anna Berg", lin, "Émile", "王小明"]),
    ] {
        assert_eq!(names(&trade, everybody(sort)).await, expected, "{sort:?}");
    }
    let page = shown(&trade, everybody(RosterSort::Orders)).await;
    let anna = &page.rows[0];
    assert_eq!(
        (anna.order_count, anna.last_seen_at, anna.spent.clone()),
        (
            2,
            Some(MORNING + 200_000),
            Some(MoneySpent {
                currency: "EUR".to_owned(),
                total_minor: 10_000
            })
        )
    );
    assert_eq!(page.rows[3].spent, None);
}

#[tokio::test]
async fn the_roster_follows_what_happens() {
    let trade = shop().await;
    let first = async || names(&trade, everybody(RosterSort::Seen)).await[0].clone();
    trade
        .absorbs(vec![message_at("later", Author::Buyer, MORNING + 900_000)])
        .await;
    assert_eq!(first().await, "Name of lin");
    trade
        .absorbs(vec![message_at("ours", Author::Seller, MORNING + 950_000)])
        .await;
    let row = shown(&trade, everybody(RosterSort::Seen))
        .await
        .rows
        .remove(0);
    assert_eq!(
        row.last_seen_at,
        Some(MORNING + 900_000),
        "ours do not count"
    );
    let gone = |of, id: &str| {
        Record::Deleted(Tombstone {
            of,
            id: id.to_owned(),
        })
    };
    trade
        .absorbs(vec![gone(RecordKind::Message, "later")])
        .await;
    assert_eq!(first().await, "Émile", "what is gone was not said");
    trade.absorbs(vec![gone(RecordKind::Order, "3")]).await;
    assert_eq!(first().await, "Anna Berg");
    let rows = names(&trade, everybody(RosterSort::Orders)).await;
    assert_eq!(rows, ["Anna Berg", "王小明", "Émile", "Name of lin"]);
    trade.absorbs(vec![gone(RecordKind::Person, "anna")]).await;
    assert!(found(&trade, "anna").await.is_empty());
    assert_eq!(names(&trade, everybody(RosterSort::Name)).await.len(), 3);
    trade.absorbs(vec![called("emile", "Emil Zwei")]).await;
    assert_eq!(found(&trade, "zwe").await, ["Emil Zwei"]);
    assert!(found(&trade, "Émile").await.is_empty());
}

#[tokio::test]
async fn names_are_found_by_the_beginnings_of_their_words() {
    let trade = shop().await;
    for (typed, expected) in [
        ("an", vec!["Anna Berg"]),
        ("BERG an", vec!["Anna Berg"]),
        ("emi", vec!["Émile"]),
        ("王", vec!["王小明"]),
        ("小明", vec!["王小明"]),
        ("明", vec!["王小明"]),
        ("明小", vec![]),
        ("erg", vec![]),
        ("\" OR", vec![]),
    ] {
        assert_eq!(found(&trade, typed).await, expected, "{typed}");
    }
    assert_eq!(found(&trade, " ").await.len(), 4, "nothing was asked");
}

#[tokio::test]
async fn clients_and_customers_are_shown_alone() {
    let trade = shop().await;
    let person_id = named(RecordKind::Person, "anna");
    set_client(
        trade.shop.app.clone(),
        SetClient {
            person_id,
            client: true,
        },
    )
    .await
    .unwrap();
    for sort in [
        RosterSort::Seen,
        RosterSort::Spent,
        RosterSort::Orders,
        RosterSort::Name,
    ] {
        for search in [None, Some("an".to_owned())] {
            let of = |stage| ShowRoster {
                stage,
                search: search.clone(),
                ..everybody(sort)
            };
            assert_eq!(names(&trade, of(RosterStage::Client)).await, ["Anna Berg"]);
            let customers = names(&trade, of(RosterStage::Customer)).await;
            assert_eq!(customers.len(), if search.is_some() { 0 } else { 3 });
        }
    }
    journal::undo(trade.shop.app.clone(), ()).await.unwrap();
    let clients = ShowRoster {
        stage: RosterStage::Client,
        ..everybody(RosterSort::Seen)
    };
    assert!(names(&trade, clients).await.is_empty());
}

#[tokio::test]
async fn windows_join_without_gap_or_overlap_among_equals() {
    let trade = Trade::new().await;
    // Everybody bought as much, as often and at the same time; two names for all of them.
    let records = (0..30).flat_map(|n| {
        let id = format!("p{n}");
        let name = ["Ana", "Bo"][n % 2];
        [
            called(&id, name),
            bought(&format!("o{n}"), &id, "EUR", 100, MORNING),
        ]
    });
    trade.absorbs(records.collect()).await;
    for sort in [
        RosterSort::Seen,
        RosterSort::Spent,
        RosterSort::Orders,
        RosterSort::Name,
    ] {
        for search in [None, Some("a".to_owned())] {
            let ask = |at: Option<RosterAt>, before, after| ShowRoster {
                at,
                before,
                after,
                search: search.clone(),
                ..everybody(sort)
            };
            let all = shown(&trade, ask(None, 0, 200)).await.rows;
            let mut walked = Vec::new();
            let mut at = None;
            loop {
                let mut page = shown(&trade, ask(at, 0, 7)).await;
                if !page.has_after {
                    walked.append(&mut page.rows);
                    break;
                }
                at = page.rows.pop().map(|row| row.at);
                walked.append(&mut page.rows);
            }
            assert_eq!(walked, all, "{sort:?} {search:?}");
            let middle = all.len() / 2;
            let around = shown(&trade, ask(Some(all[middle].at.clone()), 3, 3)).await;
            assert_eq!(around.rows, all[middle - 3..middle + 3]);
            assert!(around.has_before && around.has_after);
        }
    }
}

/// After every step the roster says what its sources say.
#[tokio::test]
async fn the_kept_figures_are_what_a_recount_gives() {
    let trade = shop().await;
    let mut seed = 7_u64;
    for step in 0..120 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let draw = (seed >> 33) as usize;
        let who = ["lin", "anna", "emile", "wang"][draw % 4];
        let id = (draw / 4 % 9).to_string();
        let minor = (draw % 1_000) as i64;
        let at = MORNING + (draw % 100) as i64 * 1_000;
        let record = match draw / 64 % 4 {
            0 => bought(
                &format!("o{step}"),
                who,
                ["EUR", "CNY"][draw % 2],
                minor,
                at,
            ),
            1 => message_at(&format!("m{id}"), Author::Buyer, at),
            2 => Record::Deleted(Tombstone {
                of: RecordKind::Message,
                id: format!("m{id}"),
            }),
            _ => Record::Deleted(Tombstone {
                of: RecordKind::Order,
                id,
            }),
        };
        trade.absorbs(vec![record]).await;
        let kept = shown(&trade, everybody(RosterSort::Name)).await;
        let recount = |tx: &crate::db::Tx<'_>| Ok(tx.execute("UPDATE roster SET settled = 0", [])?);
        trade.shop.app.db.write(recount).await.unwrap();
        assert_eq!(
            shown(&trade, everybody(RosterSort::Name)).await,
            kept,
            "step {step}"
        );
    }
}
