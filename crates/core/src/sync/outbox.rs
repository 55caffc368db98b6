//! # The outbox
//!
//! What the seller has done that the marketplace has not confirmed. An entry is made in the same
//! transaction as what it belongs to, and carries one idempotency key through all its tries.
//!
//! ```text
//! queued ─▶ sending ─▶ sent
//!   ▲          │ ├────▶ rejected(reason)   the marketplace said no
//!   │          │ ├────▶ held(reason)       our own checks said wait
//!   └──────────┘ └────▶ uncertain          it may have arrived, nobody can tell
//!                          │ └──▶ sent     it was seen there
//!                          └────▶ held     it was not, and a human decides
//! ```
//!
//! Order is kept per conversation; an entry that stopped holds back only its own conversation. A
//! new revision, and with it a new key, is made only where the old one certainly did nothing: after
//! a definitive refusal, or before any byte has left.

mod act;
mod recognise;
mod seen;

use rapport_protocol::{Act, Body, Open, TextBody};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::accounts::Reason;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::inbox::place::{self, Place};
use crate::inbox::{composer, waiting};

pub use act::OutboxAct;
pub(crate) use recognise::{has_unseen, newest, recognise};
pub(crate) use seen::{carry_on, seen};

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
    /// It may have arrived, and the marketplace cannot be asked by key.
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
    /// When the seller sent it, in Unix milliseconds.
    pub created_at: i64,
    /// Whether it can still be taken back, or changed where it is a message.
    pub editable: bool,
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
    let entry = id::fresh();
    let expects = seen(tx, place.row, Some(act), subject)?;
    tx.prepare_cached(
        "INSERT INTO outbox
             (id, account, conversation, subject, act, expects, next_at, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?7)",
    )?
    .execute((
        entry,
        place.account,
        place.row,
        subject,
        serde_json::to_string(act)?,
        serde_json::to_string(&expects)?,
        tx.now(),
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

/// What has not arrived in a conversation, oldest first.
pub(crate) fn open_of(db: &Connection, conversation: i64) -> Result<Vec<OutboxEntry>> {
    let mut rows = db.prepare_cached(&format!(
        "{ENTRY} WHERE o.conversation = ?1 AND o.state NOT IN ('sent', 'cancelled') ORDER BY o.row"
    ))?;
    let rows = rows.query_map([conversation], entry_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What has not arrived about an offer, an order or feedback, oldest first.
///
/// # Errors
/// What SQLite says.
pub(crate) fn open_about(db: &Connection, subject: Uuid) -> Result<Vec<OutboxEntry>> {
    let mut rows = db.prepare_cached(&format!(
        "{ENTRY} WHERE o.subject = ?1 AND o.state NOT IN ('sent', 'cancelled') ORDER BY o.row"
    ))?;
    let rows = rows.query_map([subject], entry_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Tries again now. After a refusal it is a new revision; otherwise the same key goes out again.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::AlreadySent`] while it is leaving or once it is there.
pub async fn retry(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            if found.entry.reason == Some(Reason::Disconnected) {
                // It leaves by itself, under its own key, when the account is connected again.
                return Ok(found.entry);
            }
            match found.entry.state {
                OutboxState::Held | OutboxState::Rejected | OutboxState::Uncertain => {
                    found.requeue(tx, None)
                }
                OutboxState::Queued => {
                    tx.prepare_cached("UPDATE outbox SET next_at = ?2 WHERE id = ?1")?
                        .execute((args.id, tx.now()))?;
                    Ok(found.entry)
                }
                _ => Err(Error::AlreadySent),
            }
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Changes the words of an entry that has not left, and sends it again if it had stopped.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::NotFound`]; [`Error::AlreadySent`] when it
/// may have left.
pub async fn edit(app: App, args: EditOutboxEntry) -> Result<OutboxEntry> {
    let text = args.text.trim().to_owned();
    if text.is_empty() {
        return Err(Error::EmptyText);
    }
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            if !found.entry.editable {
                return Err(Error::AlreadySent);
            }
            composer::check_length(&place::capabilities(tx, found.account)?, &text)?;
            found.requeue(tx, Some(text))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Takes an entry back that has not left. The words of a message go into the reply's draft, below
/// what stands there, so that nothing the seller wrote is lost.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::AlreadySent`] when it may have left.
pub async fn discard(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            if !found.entry.editable {
                return Err(Error::AlreadySent);
            }
            if !found.entry.text.is_empty() {
                tx.prepare_cached(
                    "INSERT INTO drafts (conversation, mode, text, changed_at)
                     VALUES (?1, 'reply', ?2, ?3)
                     ON CONFLICT (conversation, mode) DO UPDATE
                     SET text = drafts.text || char(10, 10) || excluded.text,
                         changed_at = excluded.changed_at",
                )?
                .execute((found.conversation, &found.entry.text, tx.now()))?;
            }
            tx.prepare_cached(
                "UPDATE outbox SET state = 'cancelled', changed_at = ?2 WHERE id = ?1",
            )?
            .execute((args.id, tx.now()))?;
            found.settled(tx)
        })
        .await?;
    // What waited behind it may leave now.
    app.wake.notify_one();
    Ok(entry)
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

struct Found {
    entry: OutboxEntry,
    account: i64,
    conversation: i64,
    act: Open<Act>,
}

impl Found {
    /// Queues the entry again, with other words where there are some.
    fn requeue(self, tx: &Tx<'_>, text: Option<String>) -> Result<OutboxEntry> {
        let act = match (text, self.act.known()) {
            (Some(text), Some(Act::Message(message))) => {
                let mut message = message.clone();
                message.body = Body::Text(TextBody { text }).into();
                serde_json::to_string(&Act::Message(message))?
            }
            (Some(_), _) => return Err(Error::Invalid("this entry has no words".to_owned())),
            (None, _) => serde_json::to_string(&self.act)?,
        };
        // The seller has looked at the conversation as it now stands.
        let subject = self.entry.subject_id;
        let expects = seen(tx, self.conversation, self.act.known(), subject)?;
        tx.prepare_cached(
            "UPDATE outbox SET
                 state = 'queued', reason = NULL, act = ?2, expects = ?3, next_at = ?4,
                 changed_at = ?4, attempts = 0, may_have_arrived = 0,
                 since = NULL, revision = revision + (attempts > 0)
             WHERE id = ?1",
        )?
        .execute((
            self.entry.id,
            act,
            serde_json::to_string(&expects)?,
            tx.now(),
        ))?;
        self.settled(tx)
    }

    fn settled(self, tx: &Tx<'_>) -> Result<OutboxEntry> {
        waiting::settle(tx, self.conversation)?;
        tx.touch(self.entry.conversation_id);
        Ok(find(tx, self.entry.id)?.entry)
    }
}

fn find(db: &Connection, entry: Uuid) -> Result<Found> {
    db.prepare_cached(&format!("{ENTRY} WHERE o.id = ?1"))?
        .query_row([entry], |row| {
            let act: String = row.get(4)?;
            Ok(Found {
                entry: entry_of(row)?,
                account: row.get(8)?,
                conversation: row.get(9)?,
                act: serde_json::from_str(&act).unwrap_or(Open::Other(act.into())),
            })
        })
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
                            o.subject, o.account, o.conversation
                     FROM outbox o
                     CROSS JOIN conversations c ON c.row = o.conversation
                     CROSS JOIN accounts a ON a.row = o.account";

fn entry_of(row: &Row<'_>) -> rusqlite::Result<OutboxEntry> {
    let state: String = row.get(2)?;
    let reason: Option<String> = row.get(3)?;
    let act = OutboxAct::stored(&row.get::<_, String>(4)?);
    Ok(OutboxEntry {
        id: row.get(0)?,
        conversation_id: row.get(1)?,
        state: serde_json::from_value(state.into()).unwrap_or(OutboxState::Held),
        reason: reason.as_deref().map(Reason::stored),
        text: act.words().to_owned(),
        act,
        subject_id: row.get(7)?,
        created_at: row.get(5)?,
        editable: row.get(6)?,
    })
}
