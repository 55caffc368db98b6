//! Promises, from the words they came from to how they end.

use rapport_protocol::{Author, Record, RecordKind, Tombstone};
use serde_json::{Value, json};

use super::acts::*;
use super::due;
use super::list::{ListPromises, PromisePage, PromiseRate, PromiseTab, list, rate};
use super::person::{PersonPromises, PromisesOf, of};
use super::*;
use crate::Error;
use crate::alerts::AlertKind;
use crate::attention::chosen::{PauseLength, PauseNotifications, pause};
use crate::inbox::composer::{ReplyToConversation, reply};
use crate::journal::{self, UndoneAct};
use crate::testing::MORNING;
use crate::testing::trade::{Trade, conversation, named, person, text};

const HOUR: i64 = 3_600_000;
const TABS: [PromiseTab; 5] = [
    PromiseTab::Open,
    PromiseTab::Kept,
    PromiseTab::Late,
    PromiseTab::Broken,
    PromiseTab::All,
];

fn lin() -> Uuid {
    named(RecordKind::Person, "lin")
}

fn given(what: &str, due_at: i64) -> GivePromise {
    GivePromise {
        person_id: lin(),
        conversation_id: Some(named(RecordKind::Conversation, "k")),
        message_id: Some(named(RecordKind::Message, "hello")),
        what: what.to_owned(),
        due_at,
    }
}

async fn gives(trade: &Trade, what: &str, due_at: i64) -> Uuid {
    let given = make(trade.shop.app.clone(), given(what, due_at)).await;
    given.unwrap().id
}

async fn settles(trade: &Trade, id: Uuid, kept: bool) -> Result<()> {
    settle(trade.shop.app.clone(), SettlePromise { id, kept }).await
}

async fn moves_to(trade: &Trade, id: Uuid, due_at: i64) -> Result<()> {
    let why = "The kiln broke".to_owned();
    shift(trade.shop.app.clone(), MovePromise { id, due_at, why }).await
}

async fn page(trade: &Trade, tab: PromiseTab) -> PromisePage {
    let args = ListPromises {
        tab,
        at: None,
        before: 0,
        after: 50,
    };
    list(trade.shop.app.clone(), args).await.unwrap()
}

async fn titles(trade: &Trade, tab: PromiseTab) -> Vec<String> {
    let rows = page(trade, tab).await.rows;
    rows.into_iter().map(|row| row.what).collect()
}

async fn figures(trade: &Trade) -> PromiseRate {
    rate(trade.shop.app.clone(), ()).await.unwrap()
}

async fn of_lin(trade: &Trade) -> PersonPromises {
    let person_id = lin();
    of(trade.shop.app.clone(), PromisesOf { person_id })
        .await
        .unwrap()
}

async fn undo(trade: &Trade) -> Option<UndoneAct> {
    journal::undo(trade.shop.app.clone(), ()).await.unwrap().act
}

/// All that the screens show, without what only orders the rows.
async fn everything(trade: &Trade) -> Value {
    let mut tabs = Vec::new();
    for tab in TABS {
        let mut page = page(trade, tab).await;
        page.rows.iter_mut().for_each(|row| row.key = 0);
        tabs.push(page);
    }
    let today = crate::today::show(trade.shop.app.clone(), ()).await;
    json!([
        tabs,
        figures(trade).await,
        of_lin(trade).await.settled_count,
        today.unwrap().promises
    ])
}

#[tokio::test]
async fn a_promise_keeps_the_words_it_came_from() {
    let trade = Trade::new().await;
    let id = gives(&trade, "  Send three photos  ", MORNING + HOUR).await;
    let rows = page(&trade, PromiseTab::Open).await.rows;
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.id, row.what.as_str()), (id, "Send three photos"));
    assert_eq!(row.words, "Is it still there?");
    assert_eq!(
        (row.person.as_str(), row.state),
        ("Name of lin", PromiseState::Open)
    );
    assert_eq!(
        row.conversation_id,
        Some(named(RecordKind::Conversation, "k"))
    );
    assert!(row.message_key.is_some());
    assert_eq!((row.made_at, row.due_at), (MORNING, MORNING + HOUR));
}

#[tokio::test]
async fn the_way_to_the_message_ends_with_its_conversation() {
    let trade = Trade::new().await;
    trade.absorbs(vec![conversation("k2", "lin")]).await;
    gives(&trade, "Send three photos", MORNING + HOUR).await;
    let gone = Tombstone {
        of: RecordKind::Conversation,
        id: "k".to_owned(),
    };
    trade.absorbs(vec![Record::Deleted(gone)]).await;
    let row = page(&trade, PromiseTab::Open).await.rows.remove(0);
    let elsewhere = named(RecordKind::Conversation, "k2");
    assert_eq!(row.conversation_id, Some(elsewhere));
    assert_eq!(row.message_key, None, "it is not in that conversation");
    assert_eq!(row.words, "Is it still there?", "the words are kept");
}

#[tokio::test]
async fn what_makes_no_promise_is_refused() {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![person("wu"), conversation("w", "wu")])
        .await;
    let due = MORNING + HOUR;
    let app = || trade.shop.app.clone();
    let refused = async |args: GivePromise| make(app(), args).await.unwrap_err();
    assert!(matches!(refused(given(" ", due)).await, Error::EmptyText));
    assert!(matches!(
        refused(given(&"x".repeat(501), due)).await,
        Error::TooLong { max: 500, .. }
    ));
    assert!(matches!(
        refused(given("It", MORNING)).await,
        Error::BadTime
    ));
    let mut elsewhere = given("It", due);
    elsewhere.conversation_id = Some(named(RecordKind::Conversation, "w"));
    assert!(matches!(refused(elsewhere).await, Error::NotFound(_)));
    let mut unknown = given("It", due);
    unknown.message_id = Some(Uuid::nil());
    assert!(matches!(refused(unknown).await, Error::NotFound(_)));
    assert_eq!(figures(&trade).await.open, 0);
}

#[tokio::test]
async fn when_it_is_settled_says_whether_it_was_kept_in_time() {
    let trade = Trade::new().await;
    let mut ids = Vec::new();
    for what in ["in time", "late", "broken", "owed"] {
        ids.push(gives(&trade, what, MORNING + HOUR).await);
    }
    settles(&trade, ids[0], true).await.unwrap();
    trade.shop.hand.advance(HOUR + 1);
    assert_eq!(figures(&trade).await.overdue, 3);
    settles(&trade, ids[1], true).await.unwrap();
    settles(&trade, ids[2], false).await.unwrap();
    let again = settles(&trade, ids[1], false).await.unwrap_err();
    assert!(matches!(again, Error::AlreadyDone));
    for (tab, what) in TABS.into_iter().zip(["owed", "in time", "late", "broken"]) {
        assert_eq!(titles(&trade, tab).await, [what]);
    }
    assert_eq!(
        figures(&trade).await,
        PromiseRate {
            open: 1,
            overdue: 1,
            kept: 1,
            late: 1,
            broken: 1
        }
    );
    let lin = of_lin(&trade).await;
    assert_eq!(
        (lin.open_count, lin.kept_count, lin.settled_count),
        (1, 1, 3)
    );
    assert_eq!((lin.open.len(), lin.settled.len()), (1, 3));
    let missing = PromisesOf {
        person_id: Uuid::nil(),
    };
    assert!(of(trade.shop.app.clone(), missing).await.is_err());
}

#[tokio::test]
async fn a_holding_reply_does_not_settle_a_promise() {
    let trade = Trade::new().await;
    gives(&trade, "Ask the potter", MORNING + HOUR).await;
    let args = ReplyToConversation {
        conversation_id: named(RecordKind::Conversation, "k"),
        text: "I am asking.".to_owned(),
        ..ReplyToConversation::default()
    };
    reply(trade.shop.app.clone(), args).await.unwrap();
    trade
        .absorbs(vec![text("answer", Author::Seller, "I am asking.")])
        .await;
    assert_eq!(titles(&trade, PromiseTab::Open).await, ["Ask the potter"]);
}

#[tokio::test]
async fn a_renegotiated_promise_keeps_both_times() {
    let trade = Trade::new().await;
    let id = gives(&trade, "Send it", MORNING + HOUR).await;
    moves_to(&trade, id, MORNING + 5 * HOUR).await.unwrap();
    moves_to(&trade, id, MORNING + 9 * HOUR).await.unwrap();
    let row = page(&trade, PromiseTab::Open).await.rows.remove(0);
    assert_eq!(row.due_at, MORNING + 9 * HOUR);
    let times: Vec<_> = row.moves.iter().map(|it| (it.from_at, it.to_at)).collect();
    assert_eq!(
        times,
        [
            (MORNING + HOUR, MORNING + 5 * HOUR),
            (MORNING + 5 * HOUR, MORNING + 9 * HOUR)
        ]
    );
    assert_eq!(row.moves[0].why, "The kiln broke");
    let past = moves_to(&trade, id, MORNING).await.unwrap_err();
    assert!(matches!(past, Error::BadTime));
    settles(&trade, id, true).await.unwrap();
    let settled = moves_to(&trade, id, MORNING + 10 * HOUR).await.unwrap_err();
    assert!(matches!(settled, Error::AlreadyDone));
}

#[tokio::test]
async fn windows_meet_and_leave_nothing_out() {
    let trade = Trade::new().await;
    for n in 0..9 {
        // Three each are due at the same moment.
        let id = gives(&trade, &n.to_string(), MORNING + HOUR + n / 3).await;
        if n % 2 == 0 {
            settles(&trade, id, true).await.unwrap();
        }
    }
    for (tab, all) in [
        (PromiseTab::Open, "1357"),
        (PromiseTab::Kept, "86420"),
        (PromiseTab::All, "876543210"),
    ] {
        assert_eq!(titles(&trade, tab).await.concat(), all);
        let whole = page(&trade, tab).await;
        assert!(whole.rows.is_sorted_by(|a, b| a.key < b.key));
        let args = ListPromises {
            tab,
            at: Some(whole.rows[2].key),
            before: 1,
            after: 2,
        };
        let part = list(trade.shop.app.clone(), args).await.unwrap();
        let last = 4.min(whole.rows.len());
        assert_eq!(part.rows, whole.rows[1..last]);
        assert!(part.has_before);
        assert_eq!(part.has_after, whole.rows.len() > last);
    }
}

#[tokio::test]
async fn undoing_every_act_shows_what_was_there_before() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    let mut before = Vec::new();
    let first = {
        before.push(everything(&trade).await);
        gives(&trade, "Send it", MORNING + HOUR).await
    };
    for step in 0..7 {
        before.push(everything(&trade).await);
        trade.shop.hand.advance(1);
        match step {
            0 => {
                let what = "Send it by air".to_owned();
                let args = RewordPromise { id: first, what };
                reword(app(), args).await.unwrap();
            }
            1 => moves_to(&trade, first, MORNING + 3 * HOUR).await.unwrap(),
            2 => settles(&trade, first, true).await.unwrap(),
            3 => {
                gives(&trade, "Call", MORNING + 2 * HOUR).await;
            }
            4 => reopen(app(), ChoosePromise { id: first }).await.unwrap(),
            5 => moves_to(&trade, first, MORNING + 4 * HOUR).await.unwrap(),
            _ => settles(&trade, first, false).await.unwrap(),
        }
    }
    let mut acts = Vec::new();
    while let Some(was) = before.pop() {
        acts.push(undo(&trade).await.unwrap());
        assert_eq!(everything(&trade).await, was, "after undoing {acts:?}");
    }
    assert_eq!(undo(&trade).await, None);
    assert_eq!(acts.first(), Some(&UndoneAct::PromiseSettled));
    assert_eq!(acts.last(), Some(&UndoneAct::PromiseMade));
    let counts: i64 = trade
        .ask("SELECT coalesce(sum(n), 0) FROM promise_counts")
        .await;
    assert_eq!(counts, 0);
}

#[tokio::test]
async fn today_shows_what_is_overdue_and_what_the_day_asks_for() {
    let trade = Trade::new().await;
    for n in 1..9 {
        gives(&trade, &n.to_string(), MORNING + n * 60_000).await;
    }
    gives(&trade, "next week", MORNING + 7 * 24 * HOUR).await;
    let parts = async || {
        let today = crate::today::show(trade.shop.app.clone(), ()).await;
        let today = today.unwrap().promises;
        let names = |rows: &[PromiseLine]| {
            let names = rows.iter().map(|it| it.what.clone());
            names.collect::<Vec<_>>().join(" ")
        };
        (names(&today.overdue), names(&today.today))
    };
    assert_eq!(parts().await, (String::new(), "1 2 3 4 5 6".to_owned()));
    trade.shop.hand.advance(2 * 60_000 + 1);
    assert_eq!(parts().await, ("1 2".to_owned(), "3 4 5 6 7 8".to_owned()));
}

#[tokio::test]
async fn what_falls_due_is_told_once_and_together() {
    let trade = Trade::new().await;
    let app = &trade.shop.app;
    let mut alerts = app.alerts.subscribe();
    let first = gives(&trade, "Send photos", MORNING + HOUR).await;
    due::tell(app).await.unwrap();
    assert!(alerts.try_recv().is_err(), "nothing is due yet");
    gives(&trade, "Ask the potter", MORNING + HOUR + 1).await;
    trade.shop.hand.advance(HOUR + 1);
    due::tell(app).await.unwrap();
    let alert = alerts.try_recv().unwrap();
    assert_eq!(alert.title, "Name of lin");
    assert_eq!(
        alert.what,
        AlertKind::PromiseDue {
            what: "Send photos".to_owned(),
            others: 1
        }
    );
    // What was told is in the store, so this is also what a restart finds.
    due::tell(app).await.unwrap();
    assert!(alerts.try_recv().is_err(), "it was told before");
    moves_to(&trade, first, MORNING + 3 * HOUR).await.unwrap();
    trade.shop.hand.advance(2 * HOUR);
    due::tell(app).await.unwrap();
    assert!(alerts.try_recv().is_ok(), "it fell due again");
}

#[tokio::test]
async fn what_falls_due_in_quiet_hours_is_told_when_they_end() {
    let trade = Trade::new().await;
    let app = &trade.shop.app;
    let mut alerts = app.alerts.subscribe();
    gives(&trade, "Send photos", MORNING + HOUR / 2).await;
    let length = PauseLength::Hour;
    pause(app.clone(), PauseNotifications { length })
        .await
        .unwrap();
    trade.shop.hand.advance(HOUR - 1);
    due::tell(app).await.unwrap();
    assert!(alerts.try_recv().is_err(), "it is quiet");
    trade.shop.hand.advance(1);
    due::tell(app).await.unwrap();
    assert_eq!(alerts.try_recv().unwrap().title, "Name of lin");
}

#[test]
fn intents_keep_their_form() {
    let intent = journal::Intent::Promise(intents::PromiseIntent::Move {
        promise: Uuid::from_u128(1),
        movement: Uuid::from_u128(2),
        from: 3,
        to: 4,
        why: "The kiln broke".to_owned(),
        at: 5,
    });
    let written = serde_json::to_value(&intent).unwrap();
    assert_eq!(
        written,
        json!({
            "kind": "promise",
            "act": "move",
            "promise": Uuid::from_u128(1),
            "movement": Uuid::from_u128(2),
            "from": 3,
            "to": 4,
            "why": "The kiln broke",
            "at": 5
        })
    );
    let read: journal::Intent = serde_json::from_value(written).unwrap();
    assert_eq!(read, intent);
}
