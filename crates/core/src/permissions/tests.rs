//! Permissions, from the words that somebody was shown to how they leave.

use rapport_protocol::{Author, OrderState, Record, RecordKind};
use serde_json::json;

use super::acts::*;
use super::list::*;
use super::person::{PermissionsOf, PersonPermissions, of};
use super::wordings::{PermissionWords, words};
use super::*;
use crate::Error;
use crate::journal::{self, UndoneAct};
use crate::testing::MORNING;
use crate::testing::trade::{Trade, conversation, named, order, person, text};

const HOUR: i64 = 3_600_000;
const WORDS: &str = "May we tell you of new pieces? You can leave at any time.";

fn lin() -> Uuid {
    named(RecordKind::Person, "lin")
}

fn spoken(purpose: PermissionPurpose, words: &str) -> GrantPermission {
    GrantPermission {
        person_id: lin(),
        purpose,
        words: words.to_owned(),
        source: PermissionSource::Spoken,
        message_id: None,
        evidence: "At the fair, by the kiln".to_owned(),
    }
}

async fn grants(trade: &Trade, purpose: PermissionPurpose, words: &str) {
    let args = spoken(purpose, words);
    grant(trade.shop.app.clone(), args).await.unwrap();
}

async fn leaves(trade: &Trade, purpose: PermissionPurpose) -> Result<()> {
    let args = WithdrawPermission {
        person_id: lin(),
        purpose,
        source: PermissionSource::Other,
        message_id: None,
        evidence: String::new(),
    };
    withdraw(trade.shop.app.clone(), args).await
}

async fn of_lin(trade: &Trade, as_of: Option<i64>) -> PersonPermissions {
    let args = PermissionsOf {
        person_id: lin(),
        as_of,
    };
    of(trade.shop.app.clone(), args).await.unwrap()
}

/// What lin allows, at that moment.
async fn allowed(trade: &Trade, as_of: Option<i64>) -> Vec<PermissionPurpose> {
    let purposes = of_lin(trade, as_of).await.purposes.into_iter();
    let granted = purposes.filter(|it| it.granted);
    granted.map(|it| it.purpose).collect()
}

async fn whole_log(trade: &Trade) -> Vec<PermissionLine> {
    let args = ShowPermissionLog {
        purpose: None,
        at: None,
        before: 0,
        after: 200,
    };
    log(trade.shop.app.clone(), args).await.unwrap().rows
}

async fn who(trade: &Trade, purpose: PermissionPurpose, granted: bool) -> Vec<PermissionLine> {
    let args = ShowPermitted {
        purpose,
        granted,
        at: None,
        before: 0,
        after: 50,
    };
    people(trade.shop.app.clone(), args).await.unwrap().rows
}

async fn undo(trade: &Trade) -> Option<UndoneAct> {
    journal::undo(trade.shop.app.clone(), ()).await.unwrap().act
}

#[tokio::test]
async fn a_line_keeps_the_exact_words_and_where_they_were_answered() {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![text("yes", Author::Buyer, "Yes, please do!")])
        .await;
    let args = GrantPermission {
        source: PermissionSource::Message,
        message_id: Some(named(RecordKind::Message, "yes")),
        evidence: "not used".to_owned(),
        ..spoken(PermissionPurpose::Offers, &format!("  {WORDS} "))
    };
    grant(trade.shop.app.clone(), args).await.unwrap();
    let log = whole_log(&trade).await;
    assert_eq!(log.len(), 1);
    let line = &log[0];
    assert_eq!(
        (line.granted, line.takes_back, line.taken_back, line.at),
        (true, false, false, MORNING)
    );
    assert_eq!(
        (line.words.as_deref(), line.version),
        (Some(WORDS), Some(1))
    );
    assert_eq!(line.evidence, "Yes, please do!");
    assert_eq!(
        line.conversation_id,
        Some(named(RecordKind::Conversation, "k"))
    );
    assert!(line.message_key.is_some());
    assert_eq!(
        (line.person_id, line.person.as_str()),
        (lin(), "Name of lin")
    );
    let standing = of_lin(&trade, None).await.purposes.remove(1);
    assert_eq!(standing.line.as_ref(), Some(line));
    assert_eq!(who(&trade, PermissionPurpose::Offers, true).await, log);
}

#[tokio::test]
async fn what_shows_no_permission_is_refused() {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![
            person("wu"),
            conversation("w", "wu"),
            text("ours", Author::Seller, "May we?"),
        ])
        .await;
    let refused = async |args: GrantPermission| {
        let refused = grant(trade.shop.app.clone(), args).await;
        refused.unwrap_err()
    };
    let base = || spoken(PermissionPurpose::Offers, WORDS);
    let without = |source| GrantPermission {
        source,
        evidence: " ".to_owned(),
        ..base()
    };
    for source in [
        PermissionSource::Message,
        PermissionSource::Spoken,
        PermissionSource::Paper,
        PermissionSource::Other,
    ] {
        assert!(matches!(refused(without(source)).await, Error::EmptyText));
    }
    let mut no_words = base();
    no_words.words = "\n".to_owned();
    assert!(matches!(refused(no_words).await, Error::EmptyText));
    let mut long = base();
    long.evidence = "x".repeat(2001);
    assert!(matches!(
        refused(long).await,
        Error::TooLong { max: 2000, .. }
    ));
    let in_message = |message: &str| GrantPermission {
        source: PermissionSource::Message,
        message_id: Some(named(RecordKind::Message, message)),
        ..base()
    };
    for wrong in [
        // The seller's own words show nothing.
        in_message("ours"),
        in_message("nowhere"),
        GrantPermission {
            person_id: named(RecordKind::Person, "wu"),
            ..in_message("hello")
        },
        GrantPermission {
            person_id: Uuid::nil(),
            ..base()
        },
    ] {
        assert!(matches!(refused(wrong).await, Error::NotFound(_)));
    }
    let mixed = GrantPermission {
        source: PermissionSource::Paper,
        ..in_message("hello")
    };
    assert!(matches!(refused(mixed).await, Error::Invalid(_)));
    assert!(whole_log(&trade).await.is_empty());
    // On a page they chose it themselves, and the page is what shows it.
    let page = without(PermissionSource::Page);
    grant(trade.shop.app.clone(), page).await.unwrap();
    assert_eq!(whole_log(&trade).await.len(), 1);
}

#[tokio::test]
async fn what_would_change_nothing_is_refused() {
    let trade = Trade::new().await;
    let offers = PermissionPurpose::Offers;
    let left = leaves(&trade, offers).await.unwrap_err();
    assert!(matches!(left, Error::AlreadyDone), "nobody was asked");
    grants(&trade, offers, WORDS).await;
    let again = grant(trade.shop.app.clone(), spoken(offers, WORDS)).await;
    assert!(matches!(again.unwrap_err(), Error::AlreadyDone));
    // Asked anew after a while, they may say the same: that is news.
    trade.shop.hand.advance(2 * 24 * 3_600_000);
    let anew = grant(trade.shop.app.clone(), spoken(offers, WORDS)).await;
    assert!(anew.is_ok());
    leaves(&trade, offers).await.unwrap();
    let twice = leaves(&trade, offers).await.unwrap_err();
    assert!(matches!(twice, Error::AlreadyDone));
    assert_eq!(whole_log(&trade).await.len(), 3);
}

#[tokio::test]
async fn a_wording_has_one_number_for_each_purpose() {
    let trade = Trade::new().await;
    let (offers, surveys) = (PermissionPurpose::Offers, PermissionPurpose::Surveys);
    for words in ["one", "two", "one"] {
        grants(&trade, offers, words).await;
    }
    grants(&trade, surveys, "one").await;
    let versions: Vec<_> = whole_log(&trade)
        .await
        .iter()
        .map(|it| (it.purpose, it.version.unwrap()))
        .collect();
    assert_eq!(
        versions,
        [(surveys, 1), (offers, 1), (offers, 2), (offers, 1)]
    );
    let shown = async |purpose| {
        let args = PermissionWords { purpose };
        let shown = words(trade.shop.app.clone(), args).await.unwrap();
        let texts = shown.into_iter().map(|it| it.text);
        texts.collect::<Vec<_>>()
    };
    assert_eq!(shown(offers).await, ["two", "one"]);
    assert_eq!(shown(surveys).await, ["one"]);
    // What was only ever noted by mistake is not proposed again.
    undo(&trade).await;
    assert!(shown(surveys).await.is_empty());
}

#[tokio::test]
async fn the_state_at_any_past_moment_can_be_shown() {
    let trade = Trade::new().await;
    let (updates, offers) = (PermissionPurpose::Updates, PermissionPurpose::Offers);
    grants(&trade, offers, WORDS).await;
    trade.shop.hand.advance(HOUR);
    grants(&trade, updates, WORDS).await;
    trade.shop.hand.advance(HOUR);
    leaves(&trade, offers).await.unwrap();
    trade.shop.hand.advance(HOUR);
    assert_eq!(undo(&trade).await, Some(UndoneAct::PermissionWithdrawn));
    for (at, then) in [
        (MORNING - 1, vec![]),
        (MORNING, vec![offers]),
        (MORNING + HOUR - 1, vec![offers]),
        (MORNING + HOUR, vec![updates, offers]),
        (MORNING + 2 * HOUR, vec![updates]),
        // What was known then stays known, though it was noted by mistake.
        (MORNING + 3 * HOUR - 1, vec![updates]),
        (MORNING + 3 * HOUR, vec![updates, offers]),
    ] {
        assert_eq!(allowed(&trade, Some(at)).await, then, "at {at}");
    }
    assert_eq!(allowed(&trade, None).await, [updates, offers]);
    let then = of_lin(&trade, Some(MORNING + 2 * HOUR)).await.log;
    assert_eq!((then.len(), then[0].taken_back), (3, false));
    let now = of_lin(&trade, None).await.log;
    assert_eq!(
        now.iter()
            .map(|it| (it.granted, it.takes_back, it.taken_back))
            .collect::<Vec<_>>(),
        [
            (false, true, false),
            (false, false, true),
            (true, false, false),
            (true, false, false)
        ]
    );
    for extreme in [i64::MIN, i64::MAX] {
        of_lin(&trade, Some(extreme)).await;
    }
}

#[tokio::test]
async fn service_is_implied_by_the_first_order() {
    let trade = Trade::new().await;
    assert_eq!(of_lin(&trade, None).await.service_since, None);
    trade
        .absorbs(vec![Record::Order(order("first", OrderState::Placed))])
        .await;
    let placed: i64 = trade.ask("SELECT min(placed_at) FROM orders").await;
    assert_eq!(of_lin(&trade, None).await.service_since, Some(placed));
    let before = of_lin(&trade, Some(placed - 1)).await;
    assert_eq!(before.service_since, None);
    assert!(whole_log(&trade).await.is_empty());
}

#[tokio::test]
async fn undoing_adds_a_line_and_shows_what_was_allowed_before() {
    let trade = Trade::new().await;
    let offers = PermissionPurpose::Offers;
    grants(&trade, offers, "one").await;
    grants(&trade, offers, "two").await;
    leaves(&trade, offers).await.unwrap();
    let states = async || {
        let line = of_lin(&trade, None).await.purposes.remove(1).line;
        let here = who(&trade, offers, true).await.len();
        let gone = who(&trade, offers, false).await.len();
        let figures = tallies(trade.shop.app.clone(), ()).await.unwrap();
        (
            line.map(|it| (it.granted, it.version)),
            (here, gone, figures.offers),
        )
    };
    assert_eq!(states().await, (Some((false, None)), (0, 1, 0)));
    assert_eq!(undo(&trade).await, Some(UndoneAct::PermissionWithdrawn));
    assert_eq!(states().await, (Some((true, Some(2))), (1, 0, 1)));
    assert_eq!(undo(&trade).await, Some(UndoneAct::PermissionGranted));
    assert_eq!(states().await, (Some((true, Some(1))), (1, 0, 1)));
    assert_eq!(undo(&trade).await, Some(UndoneAct::PermissionGranted));
    assert_eq!(states().await, (None, (0, 0, 0)));
    assert_eq!(undo(&trade).await, None);
    assert_eq!(whole_log(&trade).await.len(), 6);
}

#[tokio::test]
async fn windows_meet_and_leave_nothing_out() {
    let trade = Trade::new().await;
    for n in 0..9 {
        let purpose = PermissionPurpose::ALL[n % 3];
        grants(&trade, purpose, &n.to_string()).await;
    }
    let window = async |purpose, at, before, after| {
        let args = ShowPermissionLog {
            purpose,
            at,
            before,
            after,
        };
        log(trade.shop.app.clone(), args).await.unwrap()
    };
    for (purpose, all) in [
        (None, "876543210"),
        (Some(PermissionPurpose::Offers), "741"),
    ] {
        let whole = window(purpose, None, 0, 50).await;
        let said: String = whole
            .rows
            .iter()
            .filter_map(|it| it.words.clone())
            .collect();
        assert_eq!(said, all);
        assert!(whole.rows.is_sorted_by(|a, b| a.key < b.key));
        let part = window(purpose, Some(whole.rows[1].key), 1, 1).await;
        assert_eq!(part.rows, whole.rows[0..2]);
        assert!(!part.has_before && part.has_after);
    }
    let mine = of_lin(&trade, None).await;
    assert_eq!((mine.log.len(), mine.more), (9, false));
    for n in 0..12 {
        grants(&trade, PermissionPurpose::Offers, &format!("more {n}")).await;
    }
    let mine = of_lin(&trade, None).await;
    assert_eq!((mine.log.len(), mine.more), (20, true));
}

#[tokio::test]
async fn the_log_refuses_to_be_changed() {
    let trade = Trade::new().await;
    grants(&trade, PermissionPurpose::Offers, WORDS).await;
    for sql in [
        "UPDATE permissions SET granted = 0",
        "DELETE FROM permissions",
        "INSERT OR REPLACE INTO permissions SELECT * FROM permissions",
        "UPDATE permission_words SET text = 'Something else'",
        "DELETE FROM permission_words",
        "INSERT OR REPLACE INTO permission_words SELECT * FROM permission_words",
    ] {
        let change = move |tx: &crate::db::Tx<'_>| Ok(tx.execute(sql, [])?);
        let refused = trade.shop.app.db.write(change).await.unwrap_err();
        let said = format!("{refused:?}");
        assert!(said.contains("append-only"), "{sql}: {said}");
    }
    assert_eq!(whole_log(&trade).await.len(), 1);
}

#[test]
fn intents_keep_their_form() {
    let (line, person, seat) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let intent = journal::Intent::Permission(intents::PermissionIntent::Grant {
        line,
        person,
        purpose: PermissionPurpose::Offers,
        words: WORDS.to_owned(),
        source: PermissionSource::Paper,
        message: None,
        evidence: "The card in the drawer".to_owned(),
        seat,
        at: 4,
    });
    let written = serde_json::to_value(&intent).unwrap();
    assert_eq!(
        written,
        json!({
            "kind": "permission",
            "act": "grant",
            "line": line,
            "person": person,
            "purpose": "offers",
            "words": WORDS,
            "source": "paper",
            "message": null,
            "evidence": "The card in the drawer",
            "seat": seat,
            "at": 4
        })
    );
    let read: journal::Intent = serde_json::from_value(written).unwrap();
    assert_eq!(read, intent);
}

#[test]
fn the_words_in_the_store_are_those_on_the_page() {
    for purpose in PermissionPurpose::ALL {
        assert_eq!(json!(purpose), purpose.word());
    }
}
