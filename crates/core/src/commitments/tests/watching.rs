//! When the checks are made, and what of it is written down.

use std::time::Duration;

use tokio::sync::broadcast;
use tokio::time::{Instant, sleep};

use super::*;
use crate::changes::{Announcement, Table};
use crate::commitments::check::Pace;
use crate::testing::trade::order;

const QUICK: Pace = Pace {
    look: Duration::from_millis(20),
    rest: Duration::from_millis(5),
};

async fn until(trade: &Trade, kind: CommitmentKind, wanted: CommitmentStanding) {
    let end = Instant::now() + Duration::from_secs(20);
    while line(trade, kind).await.standing != wanted {
        assert!(Instant::now() < end, "{kind:?} never became {wanted:?}");
        sleep(Duration::from_millis(5)).await;
    }
}

fn heard(from: &mut broadcast::Receiver<Announcement>) -> usize {
    let mut news = std::iter::from_fn(|| from.try_recv().ok());
    let checks = |news: &Announcement| news.tables.contains(&Table::CommitmentChecks);
    news.by_ref().filter(checks).count()
}

#[tokio::test]
async fn checks_are_made_at_opening_after_changes_and_when_a_day_begins() {
    let trade = Trade::new().await;
    let mut received = order("o", rapport_protocol::OrderState::Received);
    received.state_at = MORNING - 89 * DAY_MS;
    trade.absorbs(vec![Record::Order(received)]).await;
    let (addresses, doors) = (CommitmentKind::Addresses, CommitmentKind::Doors);
    assert_eq!(
        line(&trade, doors).await.standing,
        CommitmentStanding::Unchecked {}
    );
    let watching = tokio::spawn(check::watch(trade.shop.app.clone(), QUICK));
    until(&trade, doors, CommitmentStanding::Holds {}).await;
    until(&trade, addresses, CommitmentStanding::Holds {}).await;

    run(&trade, "UPDATE accounts SET state = 'disconnected'").await;
    until(&trade, doors, CommitmentStanding::Broken { rows: 1 }).await;
    run(&trade, "UPDATE accounts SET token = ''").await;
    until(&trade, doors, CommitmentStanding::Holds {}).await;

    // Two days on, and nothing was touched.
    trade.shop.hand.advance(2 * DAY_MS);
    until(&trade, addresses, CommitmentStanding::Broken { rows: 1 }).await;
    assert_eq!(
        line(&trade, addresses).await.checked_at,
        Some(MORNING + 2 * DAY_MS)
    );

    trade.shop.app.db.close().await;
    watching.await.unwrap();
}

#[tokio::test]
async fn what_is_found_again_is_not_written_again() {
    let trade = Trade::new().await;
    let app = &trade.shop.app;
    let mut news = app.db.announcements();
    check::round(app, check::all()).await.unwrap();
    assert_eq!(heard(&mut news), 1);
    check::round(app, check::all()).await.unwrap();
    assert_eq!(heard(&mut news), 0);
    trade.shop.hand.advance(60_000);
    check::round(app, check::all()).await.unwrap();
    assert_eq!(
        heard(&mut news),
        1,
        "when it was checked is news after a minute"
    );
    assert_eq!(all(&trade).await.checked_at, Some(MORNING + 60_000));
}

#[tokio::test]
async fn only_the_checks_that_are_asked_for_are_made() {
    let trade = Trade::new().await;
    let doors = [CommitmentCheck::Doors].into();
    check::round(&trade.shop.app, doors).await.unwrap();
    for line in all(&trade).await.active {
        assert_eq!(
            line.checked_at.is_some(),
            line.check == CommitmentCheck::Doors
        );
    }
}
