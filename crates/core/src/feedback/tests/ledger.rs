//! The ledger: its tabs, its windows, what stands beside each line, and what stood there before.

use rapport_protocol::{Feedback, Tombstone};

use super::*;
use crate::feedback::ledger::{LedgerPage, LedgerRow, LedgerTab, ShowLedger, ledger};
use crate::feedback::months::{FeedbackMonth, months};
use crate::feedback::versions::{ChooseFeedback, FeedbackVersion, versions};
use crate::people::rows::{ShowPersonRows, orders};
use crate::sync::outbox::{ChooseOutboxEntry, OutboxAct, OutboxState, discard};

const DAY: i64 = 86_400_000;

async fn show(trade: &Trade, tab: LedgerTab) -> LedgerPage {
    asked(trade, tab, None, None, 0, 50).await
}

async fn asked(
    trade: &Trade,
    tab: LedgerTab,
    month: Option<i64>,
    at: Option<i64>,
    before: u32,
    after: u32,
) -> LedgerPage {
    let args = ShowLedger {
        tab,
        month,
        at,
        before,
        after,
    };
    ledger(trade.shop.app.clone(), args).await.unwrap()
}

async fn by_month(trade: &Trade) -> Vec<FeedbackMonth> {
    months(trade.shop.app.clone(), ()).await.unwrap()
}

async fn before_it(trade: &Trade, remote: &str) -> Vec<FeedbackVersion> {
    let feedback_id = named(RecordKind::Feedback, remote);
    versions(trade.shop.app.clone(), ChooseFeedback { feedback_id })
        .await
        .unwrap()
}

fn given(id: &str, by: Author, order: &str, at: i64) -> Feedback {
    let mut it = feedback(id, by, order);
    it.at = at;
    it
}

fn answered(mut it: Feedback, at: i64) -> Feedback {
    it.answer = Some(Answered {
        text: "Thank you!".to_owned(),
        at,
    });
    it
}

fn names(rows: &[LedgerRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.feedback.id).collect()
}

fn of(remotes: &[&str]) -> Vec<Uuid> {
    let name = |it: &&str| named(RecordKind::Feedback, it);
    remotes.iter().map(name).collect()
}

#[tokio::test]
async fn each_tab_holds_its_own_newest_first() {
    let trade = Trade::new().await;
    trade
        .absorbs(vec![
            Record::Order(order("1", OrderState::Received)),
            Record::Feedback(given("newest", Author::Buyer, "2", MORNING + 3)),
            Record::Feedback(given("ours", Author::Seller, "1", MORNING + 1)),
            Record::Feedback(given("theirs", Author::Buyer, "1", MORNING)),
            Record::Feedback(answered(
                given("answered", Author::Buyer, "3", MORNING + 2),
                MORNING + 5,
            )),
        ])
        .await;
    let tabs = [
        (LedgerTab::ToAnswer, of(&["newest", "theirs"])),
        (LedgerTab::FromBuyers, of(&["newest", "answered", "theirs"])),
        (LedgerTab::FromUs, of(&["ours"])),
        (
            LedgerTab::All,
            of(&["newest", "answered", "ours", "theirs"]),
        ),
    ];
    for (tab, expected) in tabs {
        let page = show(&trade, tab).await;
        assert_eq!(
            (names(&page.rows), page.to_answer),
            (expected, 2),
            "{tab:?}"
        );
        assert!(page.rows.is_sorted_by_key(|row| row.key), "{tab:?}");
    }
    trade
        .allows(r#"{"feedback": {"reply": {"allowed": false}}}"#)
        .await;
    let page = show(&trade, LedgerTab::ToAnswer).await;
    assert_eq!((page.rows.len(), page.to_answer), (0, 0), "not offered");
}

#[tokio::test]
async fn a_line_leads_to_its_person_order_and_conversation() {
    let trade = trade().await;
    let page = show(&trade, LedgerTab::All).await;
    let row = page.rows.first().unwrap();
    assert_eq!(row.person, "Name of lin");
    assert_eq!(
        row.conversation_id,
        Some(named(RecordKind::Conversation, "k"))
    );
    assert_eq!(row.product.as_deref(), Some("The gaiwan"));
    let about = row.order.as_ref().unwrap();
    let there = ShowPersonRows {
        person_id: row.person_id,
        at: Some(about.at),
        before: 0,
        after: 1,
    };
    let there = orders(trade.shop.app.clone(), there).await.unwrap();
    assert_eq!(there.rows[0].order.number, about.number);
    assert_eq!((about.number.as_str(), about.may_rate), ("4471", true));
    assert_eq!((about.in_return.as_ref(), row.earlier), (None, 0));
    trade
        .absorbs(vec![Record::Feedback(feedback(
            "ours",
            Author::Seller,
            "4471",
        ))])
        .await;
    let rows = show(&trade, LedgerTab::All).await.rows;
    let other = |row: &LedgerRow| row.order.as_ref().unwrap().in_return.clone().unwrap().id;
    assert_eq!(
        rows.iter().map(other).collect::<Vec<_>>(),
        of(&["f", "ours"]),
        "of two in one millisecond the one that came later is the newer"
    );
    assert!(rows.iter().all(|row| !row.order.as_ref().unwrap().may_rate));
}

#[tokio::test]
async fn windows_meet_whatever_they_begin_with() {
    let trade = Trade::new().await;
    // Two thirds of them in one millisecond.
    let many = (0..30).map(|i| {
        let at = MORNING + (i % 3) / 2;
        Record::Feedback(given(&i.to_string(), Author::Buyer, &i.to_string(), at))
    });
    trade.absorbs(many.collect()).await;
    for tab in [LedgerTab::ToAnswer, LedgerTab::FromBuyers, LedgerTab::All] {
        let all = show(&trade, tab).await;
        assert_eq!(
            (all.rows.len(), all.has_before, all.has_after),
            (30, false, false)
        );
        for (n, row) in all.rows.iter().enumerate() {
            let page = asked(&trade, tab, None, Some(row.key), 4, 5).await;
            let (first, end) = (n.saturating_sub(4), (n + 5).min(30));
            assert_eq!(page.rows, all.rows[first..end]);
            assert_eq!((page.has_before, page.has_after), (first > 0, end < 30));
        }
    }
}

#[tokio::test]
async fn what_leaves_stands_beside_its_line_and_keeps_its_words() {
    let trade = trade().await;
    let entry = answers(&trade, "Thank you!").await.unwrap();
    rates(&trade, 5, "Kind").await.unwrap();
    let row = async || show(&trade, LedgerTab::ToAnswer).await.rows.remove(0);
    let leaving = row().await.leaving;
    let acts: Vec<_> = leaving.iter().map(|it| it.act.clone()).collect();
    let text = |words: &str| words.to_owned();
    assert_eq!(
        acts,
        [
            OutboxAct::Answer {
                text: text("Thank you!")
            },
            OutboxAct::Feedback {
                rating: 5,
                text: text("Kind")
            }
        ]
    );
    assert!(!row().await.feedback.may_answer && !row().await.order.unwrap().may_rate);
    trade
        .shop
        .app
        .db
        .write(move |tx| {
            tx.execute(
                "UPDATE outbox SET state = 'rejected', reason = ?2 WHERE id = ?1",
                (entry.id, r#"{"kind":"refused","detail":"Too late"}"#),
            )?;
            Ok(())
        })
        .await
        .unwrap();
    let refused = row().await.leaving.remove(0);
    assert_eq!(refused.state, OutboxState::Rejected);
    assert!(refused.reason.is_some() && refused.editable);
    discard(trade.shop.app.clone(), ChooseOutboxEntry { id: entry.id })
        .await
        .unwrap();
    let after = row().await;
    assert!(after.feedback.may_answer, "it can be answered again");
    assert_eq!(after.leaving.len(), 1);
}

#[tokio::test]
async fn what_was_said_before_is_kept() {
    let trade = trade().await;
    trade
        .absorbs(vec![Record::Feedback(answered(
            feedback("f", Author::Buyer, "4471"),
            MORNING + 1,
        ))])
        .await;
    assert_eq!(
        before_it(&trade, "f").await,
        [],
        "a first answer replaces nothing"
    );
    let mut better = answered(feedback("f", Author::Buyer, "4471"), MORNING + 1);
    (better.rating, better.changed_at) = (5, Some(MORNING + 2));
    trade.absorbs(vec![Record::Feedback(better.clone())]).await;
    better.answer = Some(Answered {
        text: "Thank you twice!".to_owned(),
        at: MORNING + 3,
    });
    trade
        .absorbs(vec![
            Record::Feedback(better.clone()),
            Record::Feedback(better),
        ])
        .await;
    let kept = before_it(&trade, "f").await;
    let told: Vec<_> = kept
        .iter()
        .map(|it| {
            (
                it.rating,
                it.text.as_str(),
                it.answer.as_deref(),
                it.until_at,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (5, "Lovely glaze", Some("Thank you!"), Some(MORNING + 3)),
            (4, "Lovely glaze", Some("Thank you!"), Some(MORNING + 2)),
        ]
    );
    assert_eq!(show(&trade, LedgerTab::All).await.rows[0].earlier, 2);
    let (kind, id) = (RecordKind::Feedback, "f".to_owned());
    let gone = Tombstone { of: kind, id };
    trade.absorbs(vec![Record::Deleted(gone)]).await;
    assert_eq!(
        before_it(&trade, "f").await,
        [],
        "what is deleted there goes here"
    );
}

#[tokio::test]
async fn months_tell_how_it_goes_and_open_their_rows() {
    let trade = Trade::new().await;
    let (october, last_year) = (MORNING - 30 * DAY, MORNING - 365 * DAY);
    let mut bad = given("bad", Author::Buyer, "4", MORNING);
    bad.rating = 1;
    trade
        .absorbs(vec![
            Record::Feedback(given("old", Author::Buyer, "0", last_year)),
            Record::Feedback(answered(
                given("soon", Author::Buyer, "1", october),
                october + DAY,
            )),
            Record::Feedback(answered(
                given("late", Author::Buyer, "2", october + 1),
                october + DAY + 2,
            )),
            Record::Feedback(given("ours", Author::Seller, "2", october)),
            Record::Feedback(bad.clone()),
        ])
        .await;
    let told = async || {
        let months = by_month(&trade).await;
        assert_eq!(months.len(), 12);
        assert!(months[..10].iter().all(|it| it.ratings == 0));
        let figures =
            |it: &FeedbackMonth| (it.ratings, it.stars, it.answerable, it.answered_within_day);
        (figures(&months[10]), figures(&months[11]))
    };
    assert_eq!(told().await, ((2, 8, 2, 1), (1, 1, 1, 0)));
    bad.rating = 3;
    let bad = answered(bad, MORNING + 1);
    trade.absorbs(vec![Record::Feedback(bad)]).await;
    assert_eq!(told().await, ((2, 8, 2, 1), (1, 3, 1, 1)), "it was changed");
    let start = by_month(&trade).await[10].start_at;
    let page = asked(&trade, LedgerTab::FromBuyers, Some(start), None, 0, 50).await;
    assert_eq!(names(&page.rows), of(&["late", "soon"]));
    assert!(!page.has_before && !page.has_after);
    let (kind, id) = (RecordKind::Feedback, "late".to_owned());
    let gone = Tombstone { of: kind, id };
    trade.absorbs(vec![Record::Deleted(gone)]).await;
    assert_eq!(told().await, ((1, 4, 1, 1), (1, 3, 1, 1)));
    trade
        .allows(r#"{"feedback": {"reply": {"allowed": false}}}"#)
        .await;
    assert_eq!(told().await, ((1, 4, 0, 0), (1, 3, 0, 0)));
}

#[tokio::test]
async fn a_time_that_was_wrong_moves_the_line() {
    let trade = trade().await;
    trade
        .absorbs(vec![Record::Feedback(given(
            "new",
            Author::Buyer,
            "5",
            MORNING + 1,
        ))])
        .await;
    let moved = given("f", Author::Buyer, "4471", MORNING + 2);
    trade.absorbs(vec![Record::Feedback(moved)]).await;
    let page = show(&trade, LedgerTab::ToAnswer).await;
    assert_eq!((names(&page.rows), page.to_answer), (of(&["f", "new"]), 2));
    for at in [i64::MIN, i64::MAX] {
        let odd = given("odd", Author::Buyer, "6", at);
        trade.absorbs(vec![Record::Feedback(odd)]).await;
        assert_eq!(show(&trade, LedgerTab::ToAnswer).await.rows.len(), 3);
    }
}
