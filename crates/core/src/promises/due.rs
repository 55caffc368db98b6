//! What is due: the lines on Today, and one alert when the time comes.
//!
//! What was told is remembered as one time: everything due until then was told. It is kept on this
//! device, so a restart tells nothing twice, and what fell due while the program was closed is told
//! at its start, together.

use std::time::Duration;

use chrono::{Days, Local, NaiveTime, TimeZone};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::{COLUMNS, PromiseLine, lines};
use crate::alerts::{Alert, AlertKind};
use crate::app::App;
use crate::attention::chosen;
use crate::db::key;
use crate::error::{Error, Result};
use crate::settings;

/// How many lines of each part Today shows.
const ROWS: u32 = 6;
/// How often it is looked whether something fell due.
const LOOK: Duration = Duration::from_secs(20);
/// How many are counted for one alert.
const MOST_COUNTED: i64 = 100;
/// The setting that says until when everything was told.
const TOLD: &str = "promisesTold";
/// A day, for a place where the calendar cannot say when it ends.
const DAY_MS: i64 = 24 * 3_600_000;

/// What Today says of promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayPromises {
    /// What is overdue, longest first; at most six.
    pub overdue: Vec<PromiseLine>,
    /// What is due until the end of the day, in this order; at most six.
    pub today: Vec<PromiseLine>,
}

/// What is overdue and what the day still asks for.
///
/// # Errors
/// What SQLite says.
pub(crate) fn on_today(db: &Connection, now: i64) -> Result<TodayPromises> {
    let between = |from: i64, to: i64| {
        let sql = format!(
            "SELECT {COLUMNS}, w.due_key
             FROM promises w CROSS JOIN persons p ON p.row = w.person
             WHERE w.state = 'open' AND w.due_key >= ?1 AND w.due_key < ?2
             ORDER BY w.due_key LIMIT ?3"
        );
        lines(db, &sql, (from << key::SHIFT, to << key::SHIFT, ROWS))
    };
    Ok(TodayPromises {
        overdue: between(0, now)?,
        today: between(now, end_of_day(now))?,
    })
}

/// When the day ends where the seller is.
fn end_of_day(now: i64) -> i64 {
    let today = Local.timestamp_millis_opt(now).earliest();
    let midnight = today
        .and_then(|now| now.date_naive().checked_add_days(Days::new(1)))
        .and_then(|day| {
            day.and_time(NaiveTime::MIN)
                .and_local_timezone(Local)
                .earliest()
        });
    midnight.map_or(now.saturating_add(DAY_MS), |it| it.timestamp_millis())
}

/// Tells what falls due, until the store is closed.
pub(crate) async fn watch(app: App) {
    loop {
        match tell(&app).await {
            Ok(()) => {}
            Err(Error::StoreClosed) => return,
            Err(fault) => tracing::error!(%fault, "what is due could not be told"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Tells what fell due since this was last done: one alert, however much it is.
///
/// # Errors
/// What the store says.
pub(crate) async fn tell(app: &App) -> Result<()> {
    let now = app.clock.now();
    // Almost always there is nothing, and then nothing is written.
    let read = move |db: &Connection| {
        // What falls due while nothing may pop up is told when that is over.
        if chosen::quiet_now(db, &chosen::chosen(db)?, now)?.is_some() {
            return Ok(FallenDue::Nothing);
        }
        fallen_due(db, now)
    };
    let fallen = app.db.read(read).await?;
    if matches!(fallen, FallenDue::Nothing) {
        return Ok(());
    }
    let fallen = app
        .db
        .write(|tx| {
            let fallen = fallen_due(tx, tx.now())?;
            settings::set(tx, TOLD, &tx.now())?;
            Ok(fallen)
        })
        .await?;
    if let FallenDue::Told(alert) = fallen {
        // Nobody listens where there is no desktop.
        let _: std::result::Result<usize, _> = app.alerts.send(alert);
    }
    Ok(())
}

/// What there is to tell of promises that fell due.
enum FallenDue {
    /// Nothing fell due.
    Nothing,
    /// Something did, but no conversation belongs to it that an alert could lead to.
    Silent,
    /// Something did.
    Told(Alert),
}

/// What fell due and was not told; the alert leads to the first of them that has a conversation.
fn fallen_due(db: &Connection, now: i64) -> Result<FallenDue> {
    let told = settings::get::<i64>(db, TOLD)?.unwrap_or_default();
    let range = ((told + 1) << key::SHIFT, (now + 1) << key::SHIFT);
    let count: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM promises
                 WHERE state = 'open' AND due_key >= ?1 AND due_key < ?2 LIMIT ?3)",
        )?
        .query_row((range.0, range.1, MOST_COUNTED), |row| row.get(0))?;
    if count == 0 {
        return Ok(FallenDue::Nothing);
    }
    let sql = format!(
        "SELECT {COLUMNS}, w.due_key
         FROM promises w CROSS JOIN persons p ON p.row = w.person
         WHERE w.state = 'open' AND w.due_key >= ?1 AND w.due_key < ?2
         ORDER BY w.due_key LIMIT ?3"
    );
    let first = lines(db, &sql, (range.0, range.1, MOST_COUNTED))?;
    let first = first
        .into_iter()
        .find_map(|it| it.conversation_id.map(|conversation| (conversation, it)));
    let Some((conversation_id, it)) = first else {
        return Ok(FallenDue::Silent);
    };
    Ok(FallenDue::Told(Alert {
        conversation_id,
        person_id: it.person_id,
        key: 0,
        title: it.person,
        body: String::new(),
        what: AlertKind::PromiseDue {
            what: it.what,
            others: count - 1,
        },
    }))
}
