//! When the commitments are checked: at opening, when a commit touches what a check looks at, and
//! when a new day begins where the seller is. What is found is kept on this device, so that the
//! list costs nothing to show.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{Local, NaiveDate, TimeZone};
use rusqlite::Connection;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout};

use super::CommitmentCheck;
use super::breaks::{self, Around, Window};
use crate::app::App;
use crate::changes::{Announcement, Table};
use crate::error::{Error, Result};
use crate::words;

/// Up to how many rows that break a commitment are counted.
const MOST_COUNTED: u32 = 100;
/// A check that finds what it found before is written down again only after so many milliseconds.
const REMEMBERED_MS: i64 = 60_000;

/// The checks that the program makes, each with the tables it looks at.
const CHECKS: [(CommitmentCheck, &[Table]); 8] = [
    (
        CommitmentCheck::Asked,
        &[
            Table::Messages,
            Table::Conversations,
            Table::Orders,
            Table::Permissions,
            Table::Accounts,
        ],
    ),
    (CommitmentCheck::Leaving, &[Table::Permissions]),
    (CommitmentCheck::AskedAgain, &[Table::Permissions]),
    (CommitmentCheck::Addresses, &[Table::Orders]),
    (
        CommitmentCheck::Notes,
        &[Table::Roster, Table::PersonNotes, Table::Notes],
    ),
    (CommitmentCheck::Encrypted, &[Table::Store]),
    (CommitmentCheck::Doors, &[Table::Accounts]),
    (CommitmentCheck::Keeper, &[Table::Clients, Table::Persons]),
];

/// Which checks are to be made.
pub(crate) type Due = BTreeSet<CommitmentCheck>;

/// How often it is looked after the checks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How soon a new day is noticed.
    pub(crate) look: Duration,
    /// How long it rests between two rounds, while what is touched gathers.
    pub(crate) rest: Duration,
}

impl Pace {
    /// Calm enough for a shop that syncs all day.
    pub(crate) const CALM: Self = Self {
        look: Duration::from_secs(20),
        rest: Duration::from_secs(3),
    };
}

/// Checks what is to be checked, until the store is closed.
pub(crate) async fn watch(app: App, pace: Pace) {
    let mut heard = app.db.announcements();
    let mut day = day_of(app.clock.now());
    let mut due = all();
    loop {
        match round(&app, due.clone()).await {
            Ok(()) => due.clear(),
            Err(Error::StoreClosed) => return,
            // They stay due, and are tried again.
            Err(fault) => tracing::error!(%fault, "the commitments could not be checked"),
        }
        sleep(pace.rest).await;
        due.extend(gather(&mut heard, pace.look).await);
        let today = day_of(app.clock.now());
        if today != day {
            day = today;
            due = all();
        }
    }
}

/// Makes those checks of the commitments in force and keeps what is new; asks the store in any
/// case, which says when it is closed.
///
/// # Errors
/// What the store says.
pub(crate) async fn round(app: &App, due: Due) -> Result<()> {
    let around = Around {
        now: app.clock.now(),
        key_place: app.key_place,
    };
    let found = app.db.read(move |db| found(db, &due, around)).await?;
    if found.is_empty() {
        return Ok(());
    }
    app.db
        .write(move |tx| {
            let mut keep = tx.prepare_cached(
                "INSERT INTO commitment_checks (commitment, checked_at, broken)
                 SELECT row, ?2, ?3 FROM commitments WHERE row = ?1
                 ON CONFLICT (commitment) DO UPDATE
                 SET checked_at = excluded.checked_at, broken = excluded.broken",
            )?;
            for (commitment, broken) in found {
                keep.execute((commitment, around.now, broken))?;
            }
            Ok(())
        })
        .await
}

/// Every check that the program makes.
pub(crate) fn all() -> Due {
    CHECKS.iter().map(|(check, _)| *check).collect()
}

/// How many rows break each commitment, where that is worth writing down.
fn found(db: &Connection, due: &Due, around: Around) -> Result<Vec<(i64, i64)>> {
    let mut rows = db.prepare_cached(
        "SELECT c.row, c.checked_by, c.days, k.broken, k.checked_at
         FROM commitments c LEFT JOIN commitment_checks k ON k.commitment = c.row
         WHERE c.retired_at IS NULL ORDER BY c.place",
    )?;
    let mut rows = rows.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let check: CommitmentCheck = words::meant(row.get(1)?);
        if !due.contains(&check) {
            continue;
        }
        let days = row.get::<_, Option<i64>>(2)?.unwrap_or_default();
        let window = Window {
            after: None,
            rows: MOST_COUNTED,
        };
        let broken = breaks::find(db, check, days, around, window)?.len() as i64;
        let (before, checked): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
        let is_fresh = checked.is_some_and(|at| around.now - at < REMEMBERED_MS);
        if before != Some(broken) || !is_fresh {
            found.push((row.get(0)?, broken));
        }
    }
    Ok(found)
}

/// The checks whose tables were touched since it was last asked; where there are none, waits for
/// some, but not for ever.
async fn gather(heard: &mut broadcast::Receiver<Announcement>, look: Duration) -> Due {
    let end = Instant::now() + look;
    let mut due = Due::new();
    loop {
        let patience = if due.is_empty() {
            end.saturating_duration_since(Instant::now())
        } else {
            Duration::ZERO
        };
        match timeout(patience, heard.recv()).await {
            Ok(Ok(news)) => due.extend(touched(&news.tables)),
            Ok(Err(RecvError::Lagged(_))) => due = all(),
            Ok(Err(RecvError::Closed)) | Err(_) => return due,
        }
    }
}

fn touched(tables: &[Table]) -> Due {
    // A line that was added, taken up or given other days has not been checked as it stands.
    if tables.contains(&Table::Commitments) {
        return all();
    }
    let looks = |of: &[Table]| of.iter().any(|table| tables.contains(table));
    let checks = CHECKS.iter().filter(|(_, of)| looks(of));
    checks.map(|(check, _)| *check).collect()
}

/// The day that it is where the seller is.
fn day_of(now: i64) -> Option<NaiveDate> {
    let now = Local.timestamp_millis_opt(now).earliest();
    now.map(|now| now.date_naive())
}
