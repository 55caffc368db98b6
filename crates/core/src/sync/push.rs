//! # Sending the outbox
//!
//! An entry is marked as leaving before any byte of it leaves, and every try of one revision
//! carries the same key: after a crash, a lost answer or a doubled send the marketplace acts once.
//! Within a conversation entries leave in the order they were typed; an entry that stands still
//! holds back its own conversation and no other.
//!
//! What the seller had seen (`expects`) travels along only after an offline gap or some minutes, so
//! that a lively chat flows. Whether it does is decided once per revision: the same key with another
//! body would be refused.

mod entry;

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rapport_protocol::{Operation, OperationOutcome};
use tokio::time::Instant;

use super::absorb;
use super::link::{Lane, Link, Patience};
use super::market::SyncError;
use crate::accounts::Reason;
use crate::error::{Error, Result};
use crate::mutant::{self, Mutant};
use entry::{Ending, Entry};

/// How many conversations are served at a time.
const FLIGHTS: usize = 4;
/// The longest sleep without looking: the wall clock may have been set meanwhile.
const LOOK: Duration = Duration::from_mins(1);
/// How long an entry waits for the changes before it leaves.
const LOOK_FIRST: Duration = Duration::from_secs(30);

/// What a flight means for the others.
enum Landed {
    /// The marketplace answered.
    Answered,
    /// The account as a whole has to wait.
    Pause(SyncError),
    /// The token was refused.
    Revoked,
}

/// Puts back what was leaving when the program, or this account's lanes, ended.
pub(super) async fn recover(link: &Link) {
    let account = link.account.row;
    let keys = link.capabilities().idempotency.keys;
    let recovered = link
        .app
        .db
        .write(move |tx| entry::recover(tx, account, keys))
        .await;
    if let Err(fault) = recovered {
        tracing::error!(account, %fault, "the outbox cannot be put in order");
    }
    link.unseen_now.notify_one();
}

/// Sends until the token is refused.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    let mut flights = FuturesUnordered::new();
    let mut pause: Option<(Instant, bool)> = None;
    let mut lost = false;
    loop {
        if lost && flights.is_empty() {
            // An answer could not be kept: the marketplace is asked again, by the same key.
            recover(link).await;
            lost = false;
        }
        if pause.is_some_and(|(until, _)| until <= Instant::now()) {
            pause = None;
        }
        let mut look = Instant::now() + LOOK;
        if let Some((until, _)) = pause {
            look = until;
        } else {
            match next(link, FLIGHTS - flights.len()).await {
                Ok((entries, wait)) => {
                    flights.extend(entries.into_iter().map(|entry| fly(link, entry)));
                    look = Instant::now() + wait;
                }
                Err(fault) => pause = Some(paused(link, &mut patience, &fault)),
            }
        }
        tokio::select! {
            biased;
            Some(landed) = flights.next(), if !flights.is_empty() => match landed {
                Ok(Landed::Answered) => patience.good(),
                Ok(Landed::Revoked) => return,
                Ok(Landed::Pause(fault)) => {
                    pause = Some(paused(link, &mut patience, &fault.into()));
                }
                Err(fault) => {
                    pause = Some(paused(link, &mut patience, &fault));
                    lost = true;
                }
            },
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

/// Up to `most` entries to send now, marked as leaving, and how long until the next one is due.
async fn next(link: &Link, most: usize) -> Result<(Vec<Entry>, Duration)> {
    let account = link.account.row;
    let due = link
        .app
        .db
        .read(move |db| entry::due_at(db, account))
        .await?;
    let until = |due: Option<i64>| match due {
        Some(due) => {
            let wait = u64::try_from(due - link.app.clock.now()).unwrap_or(0);
            Duration::from_millis(wait).min(LOOK)
        }
        None => LOOK,
    };
    if most == 0 {
        // A landing makes room, and is waited for anyway.
        return Ok((Vec::new(), LOOK));
    }
    let wait = until(due);
    if !wait.is_zero() {
        return Ok((Vec::new(), wait));
    }
    let back_at = link.back_at();
    let (entries, due) = link
        .app
        .db
        .write(move |tx| {
            let entries = entry::claim(tx, account, most, back_at)?;
            Ok((entries, entry::due_at(tx, account)?))
        })
        .await?;
    Ok((entries, until(due)))
}

/// Something that had failed went well again: what waits for its next try need not.
async fn hurry(link: &Link) {
    let account = link.account.row;
    if let Err(fault) = link.app.db.write(move |tx| entry::hurry(tx, account)).await {
        tracing::error!(account, %fault, "the outbox cannot be hurried");
    }
}

/// Sends one entry and writes down what came of it.
async fn fly(link: &Link, entry: Entry) -> Result<Landed> {
    let operation = match entry.operation() {
        Ok(operation) => operation,
        Err(fault) => {
            finish(link, entry, Ending::Rejected(fault.reason())).await?;
            return Ok(Landed::Answered);
        }
    };
    if operation.expects.is_some() && !link.capabilities().expects {
        // The marketplace does not compare, so we look first.
        match look_first(link, &entry).await? {
            Ok(false) => {}
            Ok(true) => {
                finish(link, entry, Ending::Held(Reason::Stale)).await?;
                return Ok(Landed::Answered);
            }
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

/// Whether something has changed since the seller acted, once everything that there is has come.
async fn look_first(link: &Link, entry: &Entry) -> Result<Result<bool, SyncError>> {
    let looked = tokio::time::timeout(LOOK_FIRST, link.look_again()).await;
    match looked.unwrap_or(Err(SyncError::Unreachable { arrived: false })) {
        Ok(()) => {
            let seen = entry.as_seen();
            Ok(Ok(link.app.db.read(move |db| seen.is_stale(db)).await?))
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
            absorb::absorb(tx, account, &changes)?;
            entry.carry_on(tx)?;
            let became = changes.last().and_then(|it| absorb::name(account, it));
            entry.end(tx, &Ending::Sent { became })
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
    let uncertain = matches!(ending, Ending::Uncertain);
    finish(link, entry, ending).await?;
    if uncertain {
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
