//! What the seller does with commitments, and what takes it back.

use serde_json::{Value, json};

use super::*;
use crate::Error;
use crate::commitments::acts::*;
use crate::commitments::versions::{ChooseCommitment, CommitmentHistory, versions};
use crate::journal::{self, UndoneAct};

async fn history(trade: &Trade, id: Uuid) -> CommitmentHistory {
    versions(trade.shop.app.clone(), ChooseCommitment { id })
        .await
        .unwrap()
}

async fn adds(trade: &Trade, text: &str, next_review_at: Option<i64>) -> Uuid {
    let args = AddCommitment {
        text: text.to_owned(),
        next_review_at,
    };
    add(trade.shop.app.clone(), args).await.unwrap()
}

async fn rewords(trade: &Trade, id: Uuid, text: &str) {
    let args = RewordCommitment {
        id,
        text: text.to_owned(),
    };
    reword(trade.shop.app.clone(), args).await.unwrap();
}

async fn reviews(trade: &Trade, id: Uuid, next_review_at: i64) {
    let args = ReviewCommitment {
        id,
        evidence: "Looked through the register".to_owned(),
        next_review_at,
    };
    review(trade.shop.app.clone(), args).await.unwrap();
}

/// All that the screens show.
async fn everything(trade: &Trade) -> Value {
    let list = all(trade).await;
    let mut histories = Vec::new();
    for line in list.active.iter().chain(&list.retired) {
        histories.push(history(trade, line.id).await);
    }
    json!([list, histories])
}

#[tokio::test]
async fn twelve_are_built_in_and_named_alike_everywhere() {
    let (one, other) = (Trade::new().await, Trade::new().await);
    let (one, other) = (all(&one).await, all(&other).await);
    assert_eq!(one, other);
    assert_eq!(one.active.len(), 12);
    assert!(one.retired.is_empty());
    let by_hand: Vec<_> = one
        .active
        .iter()
        .filter(|line| line.check == CommitmentCheck::Hand)
        .map(|line| line.kind.unwrap())
        .collect();
    assert_eq!(
        by_hand,
        [
            CommitmentKind::Named,
            CommitmentKind::Purpose,
            CommitmentKind::Shown,
            CommitmentKind::Incidents
        ]
    );
    assert!(one.active.iter().all(|line| line.text.is_none()));
}

#[tokio::test]
async fn every_wording_is_kept() {
    let trade = Trade::new().await;
    let id = line(&trade, CommitmentKind::Named).await.id;
    rewords(&trade, id, "  We name the courier  ").await;
    trade.shop.hand.advance(5);
    rewords(&trade, id, "We name the courier, and nobody else").await;
    rewords(&trade, id, "We name the courier, and nobody else").await;
    let versions = history(&trade, id).await.versions;
    let told: Vec<_> = versions
        .iter()
        .map(|it| (it.version, it.text.as_str(), it.at))
        .collect();
    assert_eq!(
        told,
        [
            (2, "We name the courier, and nobody else", MORNING + 5),
            (1, "We name the courier", MORNING)
        ]
    );
    let now = line(&trade, CommitmentKind::Named).await.text;
    assert_eq!(now.as_deref(), Some("We name the courier, and nobody else"));
}

#[tokio::test]
async fn a_review_by_hand_holds_until_the_next_is_due() {
    let trade = Trade::new().await;
    let id = line(&trade, CommitmentKind::Shown).await.id;
    let standing = async || line(&trade, CommitmentKind::Shown).await.standing;
    assert_eq!(standing().await, CommitmentStanding::Never {});
    reviews(&trade, id, MORNING + 10).await;
    assert_eq!(standing().await, CommitmentStanding::Reviewed {});
    let today = async || {
        let today = crate::today::show(trade.shop.app.clone(), ()).await;
        today.unwrap().commitments.review_due
    };
    assert_eq!(today().await, 0);
    trade.shop.hand.advance(10);
    assert_eq!(standing().await, CommitmentStanding::ReviewDue {});
    assert_eq!(today().await, 1);
    reviews(&trade, id, MORNING + 100).await;
    let shown = line(&trade, CommitmentKind::Shown).await;
    assert_eq!(shown.standing, CommitmentStanding::Reviewed {});
    assert_eq!(
        shown.evidence.as_deref(),
        Some("Looked through the register")
    );
    assert_eq!(
        (shown.reviewed_at, shown.next_review_at),
        (Some(MORNING + 10), Some(MORNING + 100))
    );
    let told = history(&trade, id).await.reviews;
    let times: Vec<_> = told.iter().map(|it| (it.at, it.next_review_at)).collect();
    assert_eq!(
        times,
        [(MORNING + 10, MORNING + 100), (MORNING, MORNING + 10)]
    );
}

#[tokio::test]
async fn a_retired_one_is_not_checked_and_stays_in_sight() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    run(&trade, "UPDATE accounts SET state = 'disconnected'").await;
    let kind = CommitmentKind::Doors;
    let id = line(&trade, kind).await.id;
    retire(app(), ChooseCommitment { id }).await.unwrap();
    check::round(&trade.shop.app, check::all()).await.unwrap();
    let list = all(&trade).await;
    assert_eq!((list.active.len(), list.retired.len()), (11, 1));
    assert_eq!(list.retired[0].retired_at, Some(MORNING));
    assert_eq!(list.retired[0].checked_at, None);
    take_up(app(), ChooseCommitment { id }).await.unwrap();
    assert_eq!(breakers(&trade, kind).await.len(), 1);
    assert_eq!(all(&trade).await.active[9].id, id, "in its old place");
}

#[tokio::test]
async fn other_days_find_other_rows() {
    let trade = Trade::new().await;
    logs(&trade, "lin", 40 * DAY_MS, true, "message").await;
    let kind = CommitmentKind::AskedAgain;
    assert!(breakers(&trade, kind).await.is_empty());
    let id = line(&trade, kind).await.id;
    let args = SetCommitmentDays { id, days: 30 };
    set_days(trade.shop.app.clone(), args).await.unwrap();
    assert_eq!(breakers(&trade, kind).await, [name("lin")]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    let (own, doors) = (
        line(&trade, CommitmentKind::Named).await.id,
        line(&trade, CommitmentKind::Doors).await.id,
    );
    let adding = async |text: &str, next_review_at| {
        let text = text.to_owned();
        let args = AddCommitment {
            text,
            next_review_at,
        };
        add(app(), args).await.unwrap_err()
    };
    assert!(matches!(adding(" ", None).await, Error::EmptyText));
    assert!(matches!(
        adding(&"x".repeat(501), None).await,
        Error::TooLong { max: 500, .. }
    ));
    assert!(matches!(adding("It", Some(MORNING)).await, Error::BadTime));
    let reviewing = async |id, next_review_at| {
        let evidence = "Seen".to_owned();
        let args = ReviewCommitment {
            id,
            evidence,
            next_review_at,
        };
        review(app(), args).await.unwrap_err()
    };
    assert!(matches!(reviewing(own, MORNING).await, Error::BadTime));
    assert!(matches!(
        reviewing(doors, MORNING + 1).await,
        Error::Invalid(_)
    ));
    for (id, days) in [(own, 30), (line(&trade, CommitmentKind::Notes).await.id, 0)] {
        let refused = set_days(app(), SetCommitmentDays { id, days }).await;
        assert!(matches!(refused.unwrap_err(), Error::Invalid(_)));
    }
    let nobody = ChooseCommitment { id: Uuid::nil() };
    let refused = retire(app(), nobody).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound(_)));
}

#[tokio::test]
async fn undoing_every_act_shows_what_was_there_before() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    let shown = line(&trade, CommitmentKind::Shown).await.id;
    let notes = line(&trade, CommitmentKind::Notes).await.id;
    let mut before = Vec::new();
    let mut own = Uuid::nil();
    for step in 0..9 {
        before.push(everything(&trade).await);
        trade.shop.hand.advance(1);
        match step {
            0 => own = adds(&trade, "We wrap with care", Some(MORNING + DAY_MS)).await,
            1 => rewords(&trade, own, "We wrap with much care").await,
            2 => rewords(&trade, shown, "We show it within a week").await,
            3 => {
                let args = SetCommitmentDays {
                    id: notes,
                    days: 365,
                };
                set_days(app(), args).await.unwrap();
            }
            4 => reviews(&trade, shown, MORNING + 2 * DAY_MS).await,
            5 => reviews(&trade, own, MORNING + 3 * DAY_MS).await,
            6 => retire(app(), ChooseCommitment { id: own }).await.unwrap(),
            7 => take_up(app(), ChooseCommitment { id: own }).await.unwrap(),
            _ => retire(app(), ChooseCommitment { id: notes }).await.unwrap(),
        }
    }
    let mut acts = Vec::new();
    while let Some(was) = before.pop() {
        let undone = journal::undo(app(), ()).await.unwrap();
        acts.push(undone.act.unwrap());
        assert_eq!(everything(&trade).await, was, "{acts:?}");
    }
    assert_eq!(
        acts,
        [
            UndoneAct::CommitmentRetired,
            UndoneAct::CommitmentTakenUp,
            UndoneAct::CommitmentRetired,
            UndoneAct::CommitmentReviewed,
            UndoneAct::CommitmentReviewed,
            UndoneAct::CommitmentDaysSet,
            UndoneAct::CommitmentReworded,
            UndoneAct::CommitmentReworded,
            UndoneAct::CommitmentAdded
        ]
    );
    assert_eq!(journal::undo(app(), ()).await.unwrap().act, None);
}
