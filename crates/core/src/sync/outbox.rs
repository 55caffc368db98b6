//! # The outbox
//!
//! What the seller has done that the marketplace has not confirmed. An entry is made in the same
//! transaction as what it belongs to, and carries one idempotency key through all its tries.
//!
//! ```text
//! scheduled ─▶ queued ─▶ sending ─▶ sent
//!                ▲          │ ├────▶ rejected(reason)   the marketplace said no
//!                │          │ ├────▶ held(reason)       our own checks said wait
//!                └──────────┘ └────▶ uncertain          it may have arrived, nobody can tell
//!                                       │ └──▶ sent     it was seen there
//!                                       └────▶ held     it was not, and a human decides
//! ```
//!
//! The seller can take back (`cancelled`) or reword what has not arrived. While it may be arriving
//! that is a [`wish`], granted or found too late as soon as it is known what became of the entry.
//!
//! Order is kept per conversation; an entry that stopped holds back only its own conversation. A
//! new revision, and with it a new key, is made only where the old one certainly did nothing: after
//! a definitive refusal, or before any byte has left.

mod act;
mod blocked;
mod changing;
mod list;
mod meanwhile;
mod objection;
pub(crate) mod pictures;
mod recognise;
mod schedule;
mod seen;
mod wish;

use rapport_protocol::{Act, Expects, Open, SendMessage};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::accounts::Reason;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::inbox::place::Place;
use crate::inbox::thread::{ThreadPicture, ThreadQuote};
use crate::inbox::waiting;

pub use act::OutboxAct;
pub(crate) use blocked::{hold_blocked, release_blocked};
pub(crate) use changing::undo_newest;
pub use changing::{acknowledge, delete, discard, edit, retry};
pub use list::{OutboxLine, OutboxPage, OutboxPart, ShowOutbox, list};
pub use meanwhile::{MeanwhileMessage, MeanwhileOrder, OutboxMeanwhile};
pub(crate) use objection::objection;
pub(crate) use recognise::{has_unseen, newest, recognise};
pub(crate) use schedule::{next_due, ripen};
pub(crate) use seen::{carry_on, seen};
pub use wish::OutboxWish;
use wish::Wish;
pub(crate) use wish::grant;

/// The states of an entry, and no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OutboxState {
    /// It leaves at a chosen time.
    Scheduled,
    /// It leaves as soon as it can.
    Queued,
    /// It is leaving now.
    Sending,
    /// It may have arrived; it is looked for and not sent again.
    Uncertain,
    /// Our own checks stopped it.
    Held,
    /// The marketplace refused it.
    Rejected,
    /// The marketplace has it.
    Sent,
    /// The seller took it back.
    Cancelled,
}

/// One entry, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxEntry {
    /// The entry.
    pub id: Uuid,
    /// The conversation.
    pub conversation_id: Uuid,
    /// Where it stands.
    pub state: OutboxState,
    /// Why it stopped, or why the last try came to nothing.
    pub reason: Option<Reason>,
    /// What it does.
    pub act: OutboxAct,
    /// The offer, order or feedback that it is about.
    pub subject_id: Option<Uuid>,
    /// The words of a message; empty for everything else.
    pub text: String,
    /// The pictures of a message.
    pub pictures: Vec<ThreadPicture>,
    /// The message that it answers.
    pub answers: Option<ThreadQuote>,
    /// When the seller sent it, in Unix milliseconds.
    pub created_at: i64,
    /// When it leaves, in Unix milliseconds, where the seller chose a time, or where it first stayed
    /// here so that it could be undone.
    pub leaves_at: Option<i64>,
    /// When it is tried next, in Unix milliseconds, where a try came to nothing.
    pub next_at: Option<i64>,
    /// Whether it waits until an earlier one of the conversation was decided on.
    pub waits_its_turn: bool,
    /// Whether taking it back or changing it takes effect at once; otherwise it may be arriving, and
    /// what the seller wants is noted.
    pub editable: bool,
    /// What the seller wants of it, where that was noted.
    pub wish: Option<OutboxWish>,
    /// Whether what arrived too late to be taken back can be deleted there.
    pub deletable: bool,
    /// What changed since the seller acted, where it is held for that.
    pub meanwhile: Option<OutboxMeanwhile>,
}

/// Names an entry.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseOutboxEntry {
    /// The entry.
    pub id: Uuid,
}

/// Changes the words of an entry.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EditOutboxEntry {
    /// The entry.
    pub id: Uuid,
    /// The new words.
    pub text: String,
}

/// When an entry leaves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Leaves {
    /// As soon as it can.
    Now,
    /// After so many milliseconds, in which the seller can undo it.
    After(i64),
    /// At that time, in Unix milliseconds.
    At(i64),
}

/// Puts an act into the outbox, in the caller's transaction; `subject` is the offer, order or
/// feedback that it is about.
///
/// # Errors
/// What SQLite says.
pub(crate) fn enqueue(
    tx: &Tx<'_>,
    place: &Place,
    act: &Act,
    subject: Option<Uuid>,
) -> Result<OutboxEntry> {
    put(tx, place, act, subject, Leaves::Now)
}

/// The same for a message, which may leave later.
///
/// # Errors
/// What SQLite says.
pub(crate) fn enqueue_to_leave(
    tx: &Tx<'_>,
    place: &Place,
    act: &Act,
    leaves: Leaves,
) -> Result<OutboxEntry> {
    put(tx, place, act, None, leaves)
}

fn put(
    tx: &Tx<'_>,
    place: &Place,
    act: &Act,
    subject: Option<Uuid>,
    leaves: Leaves,
) -> Result<OutboxEntry> {
    blocked::check(tx, place.row, &Open::Known(act.clone()))?;
    let entry = id::fresh();
    let expects = seen(tx, place.row, Some(act), subject)?;
    let (state, next_at) = match leaves {
        Leaves::Now => ("queued", tx.now()),
        Leaves::After(wait) => ("queued", tx.now() + wait),
        Leaves::At(at) => ("scheduled", at),
    };
    tx.prepare_cached(
        "INSERT INTO outbox
             (id, account, conversation, subject, act, expects, state, next_at, created_at,
              changed_at, in_stock)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
    )?
    .execute((
        entry,
        place.account,
        place.row,
        subject,
        serde_json::to_string(act)?,
        serde_json::to_string(&expects)?,
        state,
        next_at,
        tx.now(),
        objection::in_stock(tx, place.row)?,
    ))?;
    find(tx, entry)?.settled(tx)
}

/// What the seller has done about an offer, an order or feedback and has not arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pending(Vec<String>);

impl Pending {
    /// Whether nothing has been done.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an act of that kind lies there.
    pub(crate) fn has(&self, kind: &str) -> bool {
        self.0.iter().any(|pending| pending == kind)
    }
}

/// What lies in the outbox about an offer, an order or feedback.
///
/// # Errors
/// What SQLite says.
pub(crate) fn pending(db: &Connection, subject: Uuid) -> Result<Pending> {
    let mut rows = db.prepare_cached(
        "SELECT coalesce(json_extract(act, '$.kind'), '') FROM outbox
         WHERE subject = ?1 AND state NOT IN ('sent', 'cancelled')",
    )?;
    let rows = rows.query_map([subject], |row| row.get(0))?;
    Ok(Pending(rows.collect::<rusqlite::Result<_>>()?))
}

/// What has not arrived in a conversation, oldest first; and before it what arrived although the
/// seller had taken it back, until they have read so.
pub(crate) fn open_of(db: &Connection, conversation: i64) -> Result<Vec<OutboxEntry>> {
    let mut all = Vec::new();
    for which in [
        "o.state = 'sent' AND o.wish IS NOT NULL",
        "o.state NOT IN ('sent', 'cancelled')",
    ] {
        let mut rows = db.prepare_cached(&format!(
            "{ENTRY} WHERE o.conversation = ?1 AND {which} ORDER BY o.row"
        ))?;
        let rows = rows.query_map([conversation], found_in)?;
        for found in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            all.push(found.shown(db)?);
        }
    }
    Ok(all)
}

/// What has not arrived about an offer, an order or feedback, oldest first.
///
/// # Errors
/// What SQLite says.
pub(crate) fn open_about(db: &Connection, subject: Uuid) -> Result<Vec<OutboxEntry>> {
    let mut rows = db.prepare_cached(&format!(
        "{ENTRY} WHERE o.subject = ?1 AND o.state NOT IN ('sent', 'cancelled') ORDER BY o.row"
    ))?;
    let rows = rows.query_map([subject], found_in)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|found| found.shown(db)).collect()
}

/// Says that what stands in the outbox of a conversation looks different.
///
/// # Errors
/// What SQLite says.
pub(crate) fn show(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    waiting::settle(tx, conversation)?;
    let id = tx
        .prepare_cached("SELECT id FROM conversations WHERE row = ?1")?
        .query_row([conversation], |row| row.get(0))?;
    tx.touch(id);
    Ok(())
}

fn find(db: &Connection, entry: Uuid) -> Result<Found> {
    db.prepare_cached(&format!("{ENTRY} WHERE o.id = ?1"))?
        .query_row([entry], found_in)
        .optional()?
        .ok_or(Error::NotFound("the outbox entry"))
}

/// While its account is disconnected, what is queued is held: nothing leaves, and nothing about the
/// entry itself has to be changed for it to leave afterwards.
const ENTRY: &str = "SELECT o.id, c.id,
                            iif(o.state = 'queued' AND a.state = 'disconnected', 'held', o.state),
                            iif(o.state = 'queued' AND a.state = 'disconnected',
                                '{\"kind\":\"disconnected\"}', o.reason),
                            o.act, o.created_at,
                            o.state IN ('held', 'rejected', 'scheduled')
                                OR (o.state = 'queued' AND o.may_have_arrived = 0),
                            o.subject, o.account, o.conversation, o.row, o.expects, o.wish,
                            o.next_at, o.state = 'queued' AND o.reason IS NOT NULL,
                            o.state = 'sent' AND json_extract(o.act, '$.kind') = 'message'
                                AND json_extract(a.capabilities, '$.threadState.delete')
                                AND EXISTS (SELECT 1 FROM messages m WHERE m.id = o.became)
                                AND NOT EXISTS (SELECT 1 FROM outbox d WHERE d.subject = o.became
                                                AND d.state NOT IN ('sent', 'cancelled')),
                            o.became, o.in_stock,
                            o.state = 'scheduled' OR (o.state = 'queued' AND o.attempts = 0
                                                      AND o.next_at > o.created_at),
                            o.state = 'queued' AND EXISTS (
                                SELECT 1 FROM outbox e
                                WHERE e.conversation = o.conversation AND e.row < o.row
                                      AND e.state IN ('held', 'rejected', 'uncertain'))
                     FROM outbox o
                     CROSS JOIN conversations c ON c.row = o.conversation
                     CROSS JOIN accounts a ON a.row = o.account";

/// An entry, with what the screen does not see of it.
struct Found {
    entry: OutboxEntry,
    row: i64,
    account: i64,
    conversation: i64,
    act: Open<Act>,
    expects: Option<Expects>,
    in_stock: bool,
    became: Option<Uuid>,
}

fn found_in(row: &Row<'_>) -> rusqlite::Result<Found> {
    let (state, act): (String, String) = (row.get(2)?, row.get(4)?);
    let reason: Option<String> = row.get(3)?;
    let expects: Option<String> = row.get(11)?;
    let wish: Option<String> = row.get(12)?;
    let state = serde_json::from_value(state.into()).unwrap_or(OutboxState::Held);
    let next_at: i64 = row.get(13)?;
    let tried: bool = row.get(14)?;
    let act = serde_json::from_str(&act).unwrap_or(Open::Other(act.into()));
    let shown = OutboxAct::of(&act);
    let chosen: bool = row.get(18)?;
    Ok(Found {
        entry: OutboxEntry {
            id: row.get(0)?,
            conversation_id: row.get(1)?,
            state,
            reason: reason.as_deref().map(Reason::stored),
            text: shown.words().to_owned(),
            pictures: pictures::shown(&act),
            answers: None,
            act: shown,
            subject_id: row.get(7)?,
            created_at: row.get(5)?,
            leaves_at: chosen.then_some(next_at),
            next_at: tried.then_some(next_at),
            waits_its_turn: row.get(19)?,
            editable: row.get(6)?,
            wish: wish.as_deref().and_then(Wish::stored).map(Into::into),
            deletable: row.get::<_, Option<bool>>(15)?.unwrap_or_default(),
            meanwhile: None,
        },
        row: row.get(10)?,
        account: row.get(8)?,
        conversation: row.get(9)?,
        act,
        expects: expects.and_then(|json| serde_json::from_str(&json).ok()),
        became: row.get(16)?,
        in_stock: row.get(17)?,
    })
}

impl Found {
    /// The entry as the screen shows it, with what changed since where that stopped it.
    fn shown(self, db: &Connection) -> Result<OutboxEntry> {
        let Self {
            mut entry,
            conversation,
            expects,
            act,
            ..
        } = self;
        if let Some(Act::Message(SendMessage {
            reply_to: Some(it), ..
        })) = act.known()
        {
            entry.answers = Some(ThreadQuote::told(db, conversation, it)?);
        }
        let is_stale = entry.state == OutboxState::Held && entry.reason == Some(Reason::Stale);
        if let Some(expects) = expects.filter(|_| is_stale) {
            entry.meanwhile = Some(meanwhile::meanwhile(db, conversation, &expects)?);
        }
        Ok(entry)
    }

    /// The entry as it is after what was done about it.
    fn settled(self, tx: &Tx<'_>) -> Result<OutboxEntry> {
        waiting::settle(tx, self.conversation)?;
        tx.touch(self.entry.conversation_id);
        find(tx, self.entry.id)?.shown(tx)
    }
}
