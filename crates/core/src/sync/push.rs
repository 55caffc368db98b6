//! # Sending the outbox
//!
//! An entry is marked as leaving before any byte of it leaves, and every try of one revision
//! carries the same key: after a crash, a lost answer or a doubled send the marketplace acts once.
//! Within a conversation entries leave in the order they were typed; an entry that stands still
//! holds back its own conversation and no other. Pictures [go ahead](uploads).
//!
//! What leaves after an offline gap or some minutes is [looked at again](outbox) first, once the
//! changes have come, and what the seller had seen (`expects`) travels along; a lively chat flows
//! without. Whether it does is decided once per revision: the same key with another body would be
//! refused.

mod entry;
mod uploads;

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rapport_protocol::{Operation, OperationOutcome};
use tokio::time::Instant;

use super::absorb;
use super::link::{Lane, Link, Patience};
use super::market::SyncError;
use super::outbox;
use super::pace::Pace;
use crate::accounts::Reason;
use crate::error::{Error, Result};
use crate::mutant::{self, Mutant};
use entry::{Ending, Entry};
use uploads::Upload;

/// How many conversations are served at a time.
const FLIGHTS: usize = 4;
/// How many pictures go ahead at a time: over a slow line they must not hold up every word.
const AHEAD: usize = 2;
/// The longest sleep without looking: the wall clock may have been set meanwhile.
const LOOK: Duration = Duration::from_mins(1);
/// How long an entry waits for the changes before it leaves.
const LOOK_FIRST: Duration = Duration::from_secs(30);

/// What is on its way.
enum Flight {
    Entry(Entry),
    /// A picture, ahead of the entry in that row that shows it.
    Upload(i64, Upload),
}

/// What a flight means for the others.
enum Landed {
    /// The marketplace answered.
    Answered,
    /// The account as a whole has to wait.
    Pause(SyncError),
    /// The token was refused.
    Revoked,
}

/// Puts back what was leaving when the program, or this account's lanes, ended. False when that could
/// not be written down, and has to be done again.
pub(super) async fn recover(link: &Link) -> bool {
    let account = link.account.row;
    let keys = link.capabilities().idempotency.keys;
    let recovered = link
        .app
        .db
        .write(move |tx| entry::recover(tx, account, keys))
        .await;
    if let Err(fault) = &recovered {
        tracing::error!(account, %fault, "the outbox cannot be put in order");
    }
    link.unseen_now.notify_one();
    recovered.is_ok()
}

/// Sends until the token is refused.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    let mut flights = FuturesUnordered::new();
    let mut pause: Option<(Instant, bool)> = None;
    let mut pace = Pace::default();
    // The entries of which a picture is under way.
    let mut ahead = Vec::new();
    // Whether something is marked as leaving and is not: the last run may have left it so.
    let mut lost = true;
    loop {
        if pause.is_some_and(|(until, _)| until <= Instant::now()) {
            pause = None;
        }
        if lost && flights.is_empty() && pause.is_none() {
            // An answer could not be kept: the marketplace is asked again, by the same key. Nothing
            // can be kept while the disk is full, and then this is tried again as well.
            lost = !recover(link).await;
            if lost {
                let fault = Error::Internal("the outbox is not in order".to_owned());
                pause = Some(paused(link, &mut patience, &fault));
            }
        }
        let mut look = Instant::now() + LOOK;
        if let Some((until, _)) = pause {
            look = until;
        } else {
            let rate = link.capabilities().send_rate;
            let (room, full_until) = pace.room(&rate, Instant::now());
            match next(link, room.min(FLIGHTS - flights.len()), &mut ahead).await {
                Ok((some, wait)) => {
                    pace.begin(some.len(), &rate, Instant::now());
                    flights.extend(some.into_iter().map(|flight| fly(link, flight)));
                    look = full_until.unwrap_or_else(|| Instant::now() + wait);
                }
                Err(fault) => pause = Some(paused(link, &mut patience, &fault)),
            }
        }
        tokio::select! {
            biased;
            Some((row, landed)) = flights.next(), if !flights.is_empty() => {
                ahead.retain(|it| Some(*it) != row);
                match landed {
                    Ok(Landed::Answered) => patience.good(),
                    Ok(Landed::Revoked) => return,
                    Ok(Landed::Pause(fault)) => {
                        pause = Some(paused(link, &mut patience, &fault.into()));
                    }
                    Err(fault) => {
                        pause = Some(paused(link, &mut patience, &fault));
                        lost = true;
                    }
                }
            }
            () = link.push_now.notified() => {}
            () = patience.recovery(link) => {
                pause = pause.filter(|(_, may_hurry)| !may_hurry);
                hurry(link).await;
            }
            () = tokio::time::sleep_until(look) => {}
        }
    }
}

fn paused(link: &Link, patience: &mut Patience, fault: &Error) -> (Instant, bool) {
    let (delay, may_hurry) = patience.failed(link, fault);
    (Instant::now() + delay, may_hurry)
}

/// Up to `most` entries to send now, marked as leaving, and pictures to bring, with their entries now
/// among those that are `ahead`; and how long until the next one is due.
async fn next(link: &Link, most: usize, ahead: &mut Vec<i64>) -> Result<(Vec<Flight>, Duration)> {
    let account = link.account.row;
    let except = serde_json::to_string(ahead)?;
    let (now, waits, brings) = (link.app.clock.now(), except.clone(), ahead.len() < AHEAD);
    let due = link
        .app
        .db
        .read(move |db| entry::due_at(db, account, now, &waits, brings))
        .await?;
    let until = |due: Option<i64>| match due {
        Some(due) => {
            let wait = u64::try_from(due - link.app.clock.now()).unwrap_or(0);
            Duration::from_millis(wait).min(LOOK)
        }
        None => LOOK,
    };
    if most == 0 {
        // A landing makes room, or the time that passes, and both are waited for anyway.
        return Ok((Vec::new(), LOOK));
    }
    let wait = until(due);
    if !wait.is_zero() {
        return Ok((Vec::new(), wait));
    }
    let back_at = link.back_at();
    let mut under_way = ahead.clone();
    let (some, under_way, due) = link
        .app
        .db
        .write(move |tx| {
            let entries = entry::claim(tx, account, most, back_at)?;
            let most = (most - entries.len()).min(AHEAD.saturating_sub(under_way.len()));
            let uploads = uploads::next(tx, account, most, &except, tx.now())?;
            under_way.extend(uploads.iter().map(|upload| upload.entry));
            let except = serde_json::to_string(&under_way)?;
            let mut some: Vec<_> = entries.into_iter().map(Flight::Entry).collect();
            let uploads = uploads.into_iter().map(|it| Flight::Upload(it.entry, it));
            some.extend(uploads);
            let brings = under_way.len() < AHEAD;
            let due = entry::due_at(tx, account, tx.now(), &except, brings)?;
            Ok((some, under_way, due))
        })
        .await?;
    *ahead = under_way;
    Ok((some, until(due)))
}

/// Something that had failed went well again: what waits for its next try need not.
async fn hurry(link: &Link) {
    let account = link.account.row;
    if let Err(fault) = link.app.db.write(move |tx| entry::hurry(tx, account)).await {
        tracing::error!(account, %fault, "the outbox cannot be hurried");
    }
}

/// Sends an entry, or a picture ahead of one, whose row is given then.
async fn fly(link: &Link, flight: Flight) -> (Option<i64>, Result<Landed>) {
    match flight {
        Flight::Entry(entry) => (None, deliver(link, entry).await),
        Flight::Upload(row, upload) => (Some(row), uploads::bring(link, upload).await),
    }
}

/// Sends one entry and writes down what came of it.
async fn deliver(link: &Link, entry: Entry) -> Result<Landed> {
    let operation = match entry.operation() {
        Ok(operation) => operation,
        Err(fault) => {
            finish(link, entry, Ending::Rejected(fault.reason())).await?;
            return Ok(Landed::Answered);
        }
    };
    if let Some(row) = entry.late() {
        match look_first(link, row).await? {
            Ok(None) => {}
            Ok(Some(objection)) => {
                finish(link, entry, Ending::Held(objection)).await?;
                return Ok(Landed::Answered);
            }
            // The marketplace compares what the seller had seen itself.
            Err(fault) if link.capabilities().expects && fault != SyncError::Unauthorized => {}
            Err(fault) => return failed(link, entry, fault).await,
        }
    }
    match send(link, &operation).await {
        Ok(outcome) => {
            accepted(link, entry, outcome).await?;
            link.good(Some(Lane::Push)).await;
            Ok(Landed::Answered)
        }
        Err(fault) => failed(link, entry, fault).await,
    }
}

/// What speaks against an entry, once everything that there is has come.
async fn look_first(link: &Link, row: i64) -> Result<Result<Option<Reason>, SyncError>> {
    let looked = tokio::time::timeout(LOOK_FIRST, link.look_again()).await;
    match looked.unwrap_or(Err(SyncError::Unreachable { arrived: false })) {
        Ok(()) => {
            let now = link.app.clock.now();
            let objects = link.app.db.read(move |db| outbox::objection(db, row, now));
            Ok(Ok(objects.await?))
        }
        Err(SyncError::Unauthorized) => Ok(Err(SyncError::Unauthorized)),
        // That the changes cannot be had says nothing against this entry.
        Err(_) => Ok(Err(SyncError::Unreachable { arrived: false })),
    }
}

async fn send(link: &Link, operation: &Operation) -> Result<OperationOutcome, SyncError> {
    let outcome = link.market.send(operation).await?;
    if outcome.operation_id == operation.id {
        return Ok(outcome);
    }
    Err(SyncError::Unreadable {
        detail: "the answer is about another operation".to_owned(),
    })
}

async fn accepted(link: &Link, entry: Entry, outcome: OperationOutcome) -> Result<()> {
    let account = link.account;
    link.app
        .db
        .write(move |tx| {
            // What a record refers to comes first, and a line in the thread refers to the rest.
            let mut changes = outcome.also;
            changes.push(outcome.change);
            // Claimed before it is here, so that no other entry is taken for it.
            let became = changes.last().and_then(|it| absorb::name(account, it));
            entry.end(tx, &Ending::Sent { became })?;
            absorb::absorb(tx, account, &changes)?;
            entry.carry_on(tx)
        })
        .await
}

async fn failed(link: &Link, entry: Entry, fault: SyncError) -> Result<Landed> {
    let reason = fault.reason();
    let answered = !matches!(fault, SyncError::Unreachable { .. });
    if answered {
        // Whatever it said: it is there.
        link.good(None).await;
    }
    let ending = match &fault {
        SyncError::Stale => Ending::Held(reason),
        SyncError::Unauthorized => Ending::Queued {
            reason,
            wait: 0,
            arrived: false,
        },
        _ if fault.is_permanent() => Ending::Rejected(reason),
        _ if fault.may_have_arrived()
            && !link.capabilities().idempotency.keys
            && !mutant::is(Mutant::ResendUncertain) =>
        {
            Ending::Uncertain
        }
        _ => {
            // A pause of the whole account says when; otherwise this entry waits by itself.
            let wait = if pauses(&fault) {
                0
            } else {
                let delay = super::retry::delay(&fault, entry.attempts, (link.random)());
                i64::try_from(delay.as_millis()).unwrap_or(i64::MAX)
            };
            Ending::Queued {
                reason,
                wait,
                arrived: fault.may_have_arrived(),
            }
        }
    };
    finish(link, entry, ending).await?;
    if fault.may_have_arrived() {
        // It is looked for, unless its key makes another try safe.
        link.unseen_now.notify_one();
    }
    match fault {
        SyncError::Unauthorized => {
            link.bad(Lane::Push, &fault).await;
            Ok(Landed::Revoked)
        }
        SyncError::Unreachable { .. } => {
            link.bad(Lane::Push, &fault).await;
            Ok(Landed::Pause(fault))
        }
        _ if pauses(&fault) => Ok(Landed::Pause(fault)),
        _ => Ok(Landed::Answered),
    }
}

/// Whether a fault concerns the account and not one entry.
fn pauses(fault: &SyncError) -> bool {
    matches!(
        fault,
        SyncError::Unreachable { .. } | SyncError::TooMany { .. }
    )
}

async fn finish(link: &Link, entry: Entry, ending: Ending) -> Result<()> {
    link.app.db.write(move |tx| entry.end(tx, &ending)).await
}
