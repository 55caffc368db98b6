//! # Following the changes
//!
//! The cursor is committed in the same transaction as the last of what it brought: after a crash
//! the same page is asked for again, and absorbing it again changes nothing.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::atomic::Ordering;

use rapport_protocol::{Change, ChangesPage};

use super::absorb::{self, Telling};
use super::account::{self, Place};
use super::link::{Lane, Link, Patience};
use super::market::SyncError;
use crate::alerts::Alert;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::mutant::{self, Mutant};
use crate::search;

/// How many changes are asked for at once.
pub(super) const PAGE: u32 = 500;
/// After how many pages without content a marketplace is told to repeat itself.
const MOST_EMPTY_PAGES: u32 = 50;

/// Follows the changes until the token is refused.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    let mut asked = false;
    let mut expiries = 0_u32;
    loop {
        patience.begin(link);
        link.look_begins();
        match look(link, &mut asked).await {
            Ok(whole) => {
                if whole {
                    link.look_ended(Ok(()));
                }
                patience.good();
                expiries = 0;
                link.pull_now.notified().await;
            }
            Err(Error::Market(SyncError::ExpiredCursor)) if expiries == 0 => {
                expiries += 1;
                link.start_over.store(true, Ordering::Relaxed);
            }
            Err(fault) => {
                if let Error::Market(fault) = &fault {
                    link.look_ended(Err(fault.clone()));
                    link.bad(Lane::Changes, fault).await;
                    match fault {
                        SyncError::Unauthorized => return,
                        SyncError::ExpiredCursor => link.start_over.store(true, Ordering::Relaxed),
                        _ => {}
                    }
                }
                patience.wait(link, &fault).await;
            }
        }
    }
}

/// Brings everything that there is; false while what happened before an expired cursor may be missing,
/// which comes with the walk backward.
async fn look(link: &Link, asked: &mut bool) -> Result<bool> {
    follow(link, asked).await?;
    let row = link.account.row;
    link.app.db.read(move |db| account::is_whole(db, row)).await
}

async fn follow(link: &Link, asked: &mut bool) -> Result<()> {
    if !*asked {
        let capabilities = link.market.capabilities().await?;
        account::set_capabilities(&link.app, link.account.row, &capabilities).await?;
        link.set_capabilities(capabilities);
        *asked = true;
    }
    if link.start_over.load(Ordering::Relaxed) {
        account::forget_places(&link.app, link.account.row).await?;
        link.set_cursor(None);
        link.start_over.store(false, Ordering::Relaxed);
    }
    drain(link).await
}

/// Asks until there is nothing more to be had at once.
async fn drain(link: &Link) -> Result<()> {
    let mut repeats = Repeats::default();
    loop {
        let cursor = link.cursor();
        let page = ask(link).await?;
        if page.has_more {
            repeats.check(page.cursor.as_str(), &page.changes)?;
            if cursor.as_ref() == Some(&page.cursor) {
                return Err(SyncError::Endless.into());
            }
        }
        let ChangesPage {
            changes,
            cursor: next,
            has_more,
            history,
        } = page;
        let place = match cursor {
            None => Place::Head(next.clone(), history),
            Some(_) => Place::Changes(next.clone()),
        };
        let is_head = matches!(place, Place::Head(..));
        if !(changes.is_empty() && cursor.as_ref() == Some(&next)) {
            keep(link, changes, Telling::News, place).await?;
            link.set_cursor(Some(next));
        }
        link.good(Some(Lane::Changes)).await;
        if is_head {
            link.history_now.notify_one();
        }
        if !has_more {
            break;
        }
    }
    try_again(link).await
}

/// One page. When a page is too large to be taken, a smaller one may not be.
async fn ask(link: &Link) -> Result<ChangesPage> {
    let cursor = link.cursor();
    let mut limit = PAGE;
    loop {
        match link.market.changes(cursor.as_ref(), limit).await {
            Err(SyncError::TooLarge) if limit > 1 => limit = (limit / 4).max(1),
            page => return Ok(page?),
        }
    }
}

/// Absorbs changes batch by batch, the place with the last one.
pub(super) async fn keep(
    link: &Link,
    changes: Vec<Change>,
    telling: Telling,
    place: Place,
) -> Result<()> {
    let account = link.account;
    let mut rest = VecDeque::from(changes);
    if mutant::is(Mutant::CursorBeforePage) {
        let place = place.clone();
        let commit = move |tx: &Tx<'_>| place.commit(tx, account.row);
        link.app.db.absorb(commit).await?;
    }
    loop {
        let place = place.clone();
        let (absorbed, left) = link
            .app
            .db
            .absorb(move |tx| {
                let absorbed = absorb::batch(tx, account, telling, &mut rest)?;
                if telling == Telling::History {
                    account::count_history(tx, account.row, absorbed.messages)?;
                }
                if rest.is_empty() {
                    place.commit(tx, account.row)?;
                }
                Ok((absorbed, rest))
            })
            .await?;
        tell(link, absorbed.news);
        if absorbed.seen {
            link.push_now.notify_one();
        }
        if absorbed.pictures {
            link.pictures_now.notify_one();
        }
        search::merge(&link.app.db, search::INDEX, absorbed.indexed).await?;
        if left.is_empty() {
            return Ok(());
        }
        rest = left;
    }
}

fn tell(link: &Link, news: Vec<Alert>) {
    for alert in news {
        link.app
            .presence
            .wrote(link.account.row, alert.conversation_id);
        // Nobody listens while there is no window.
        let _: std::result::Result<usize, _> = link.app.alerts.send(alert);
    }
}

/// Tries once more what was set aside because something else was missing, for as long as one
/// thing makes room for another.
pub(super) async fn try_again(link: &Link) -> Result<()> {
    let (db, account) = (&link.app.db, link.account);
    loop {
        let arrivals = db.read(move |db| absorb::arrivals(db, account)).await?;
        if arrivals == 0 {
            return Ok(());
        }
        let mut last = Some(0);
        while let Some(after) = last {
            let tried = db.absorb(move |tx| absorb::try_again(tx, account, after));
            last = tried.await?.last;
        }
        db.absorb(move |tx| absorb::settle_arrivals(tx, account, arrivals))
            .await?;
    }
}

/// Notices a marketplace that repeats itself for ever: the same token, or the same content under
/// new tokens, or no content at all.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    seen: HashSet<u64>,
    empty: u32,
}

impl Repeats {
    pub(super) fn check(&mut self, token: &str, changes: &[Change]) -> Result<(), SyncError> {
        self.empty = if changes.is_empty() {
            self.empty + 1
        } else {
            0
        };
        let mut fresh = self.seen.insert(hash(("token", token)));
        if !changes.is_empty() {
            fresh &= self.seen.insert(content(changes));
        }
        if fresh && self.empty <= MOST_EMPTY_PAGES {
            Ok(())
        } else {
            Err(SyncError::Endless)
        }
    }
}

/// A page's content in one number, without a copy of it: a page may be large.
fn content(changes: &[Change]) -> u64 {
    let mut writing = Hashing(DefaultHasher::new());
    // Nothing that came as JSON cannot be written as such.
    let _: serde_json::Result<()> = serde_json::to_writer(&mut writing, changes);
    hash(("content", writing.0.finish()))
}

/// Hashes what is written.
struct Hashing(DefaultHasher);

impl Write for Hashing {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.0.write(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn hash(it: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    it.hash(&mut hasher);
    hasher.finish()
}
