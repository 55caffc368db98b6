//! # Walking history
//!
//! From the head backward, page by page, beside everything else: the inbox is usable after the
//! first page. Each step is committed with what it brought, so a walk goes on where it stopped; the
//! page after it is asked for meanwhile, and forgotten where the walk ends before its turn.

use std::sync::atomic::Ordering;

use rapport_protocol::{Change, HistoryPage, HistoryToken, Open, Record};

use super::absorb::Telling;
use super::account::{self, Place};
use super::link::{Lane, Link, Patience};
use super::market::SyncError;
use super::pull::{self, PAGE, Repeats};
use crate::error::{Error, Result};

/// Walks whenever there is something to walk, until the token is refused.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    let mut expiries = 0_u32;
    loop {
        patience.begin(link);
        match walk(link).await {
            Ok(()) => {
                patience.good();
                expiries = 0;
                link.history_now.notified().await;
            }
            Err(fault) => {
                if let Error::Market(SyncError::ExpiredCursor) = &fault {
                    // Only a new head gives a new token.
                    expiries += 1;
                    link.start_over.store(true, Ordering::Relaxed);
                    link.pull_now.notify_one();
                    if expiries == 1 {
                        link.history_now.notified().await;
                        continue;
                    }
                }
                if let Error::Market(fault) = &fault {
                    link.bad(Lane::History, fault).await;
                    if *fault == SyncError::Unauthorized {
                        return;
                    }
                }
                patience.wait(link, &fault).await;
            }
        }
    }
}

async fn walk(link: &Link) -> Result<()> {
    let mut repeats = Repeats::default();
    let row = link.account.row;
    let whole = link
        .app
        .db
        .read(move |db| account::is_whole(db, row))
        .await?;
    let mut ahead = None;
    loop {
        let token = link
            .app
            .db
            .read(move |db| account::history_token(db, row))
            .await?;
        let Some(token) = token else { break };
        let page = match ahead.take() {
            Some((of, page)) if of == token => page,
            // The first page, or another walk has begun in between.
            _ => ask(link, &token).await,
        };
        let HistoryPage { changes, before } = page?;
        if let Some(before) = &before {
            repeats.check(before.as_str(), &changes)?;
            if *before == token {
                return Err(SyncError::Endless.into());
            }
        }
        let place = Place::History(token, before.clone());
        let kept = async {
            pull::keep(link, in_order(changes), Telling::History, place).await?;
            link.good(Some(Lane::History)).await;
            Ok::<_, Error>(())
        };
        let Some(next) = before else {
            kept.await?;
            continue;
        };
        // The marketplace makes the next page while this one is written.
        let (kept, page) = tokio::join!(kept, ask(link, &next));
        kept?;
        ahead = Some((next, page));
    }
    pull::try_again(link).await?;
    if !whole {
        // The gap is closed: whoever waits to have seen everything looks once more.
        link.pull_now.notify_one();
    }
    Ok(())
}

async fn ask(link: &Link, token: &HistoryToken) -> Result<HistoryPage> {
    let mut limit = PAGE;
    loop {
        match link.market.history(token, limit).await {
            Err(SyncError::TooLarge) if limit > 1 => limit = (limit / 4).max(1),
            page => return Ok(page?),
        }
    }
}

/// Puts a page's messages last and oldest first, so that those of the same millisecond get their
/// keys in the order in which they were written.
fn in_order(changes: Vec<Change>) -> Vec<Change> {
    let is_message = |change: &Change| matches!(change.record, Open::Known(Record::Message(_)));
    let (messages, mut changes): (Vec<_>, Vec<_>) = changes.into_iter().partition(is_message);
    changes.extend(messages.into_iter().rev());
    changes
}
