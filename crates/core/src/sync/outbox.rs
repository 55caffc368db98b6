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
//! ```
//!
//! Order is kept per conversation; an entry that stopped holds back only its own conversation. A
//! new revision, and with it a new key, is made only where the old one certainly did nothing: after
//! a definitive refusal, or before any byte has left.

use rapport_protocol::{Act, Body, Expects, Open, TextBody};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::accounts::Reason;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::inbox::{composer, waiting};

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
    /// The words.
    pub text: String,
    /// When the seller sent it, in Unix milliseconds.
    pub created_at: i64,
    /// Whether it can still be changed or taken back.
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

/// Puts an act into the outbox, in the caller's transaction.
///
/// # Errors
/// What SQLite says.
pub(crate) fn enqueue(
    tx: &Tx<'_>,
    account: i64,
    conversation: i64,
    act: &Act,
    expects: &Expects,
) -> Result<OutboxEntry> {
    let entry = id::fresh();
    tx.prepare_cached(
        "INSERT INTO outbox
             (id, account, conversation, act, expects, next_at, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6)",
    )?
    .execute((
        entry,
        account,
        conversation,
        serde_json::to_string(act)?,
        serde_json::to_string(expects)?,
        tx.now(),
    ))?;
    Ok(find(tx, entry)?.entry)
}

/// What has not arrived in a conversation, oldest first.
pub(crate) fn open_of(db: &Connection, conversation: i64) -> Result<Vec<OutboxEntry>> {
    let mut rows = db.prepare_cached(&format!(
        "{ENTRY} WHERE o.conversation = ?1 AND o.state NOT IN ('sent', 'cancelled') ORDER BY o.row"
    ))?;
    let rows = rows.query_map([conversation], entry_of)?;
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
            let capabilities: String = tx
                .prepare_cached("SELECT capabilities FROM accounts WHERE row = ?1")?
                .query_row([found.account], |row| row.get(0))?;
            composer::check_length(&serde_json::from_str(&capabilities)?, &text)?;
            found.requeue(tx, Some(text))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Takes an entry back that has not left. Its words go into the reply's draft, below what stands
/// there, so that nothing the seller wrote is lost.
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
            tx.prepare_cached(
                "INSERT INTO drafts (conversation, mode, text, changed_at)
                 VALUES (?1, 'reply', ?2, ?3)
                 ON CONFLICT (conversation, mode) DO UPDATE
                 SET text = drafts.text || char(10, 10) || excluded.text,
                     changed_at = excluded.changed_at",
            )?
            .execute((found.conversation, &found.entry.text, tx.now()))?;
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
        let seen: Option<String> = tx
            .prepare_cached(
                "SELECT remote_id FROM messages WHERE conversation = ?1 AND author = 'buyer'
                 ORDER BY key DESC LIMIT 1",
            )?
            .query_row([self.conversation], |row| row.get(0))
            .optional()?;
        let expects = Expects {
            newest_buyer_message: seen.map(Into::into),
        };
        tx.prepare_cached(
            "UPDATE outbox SET
                 state = 'queued', reason = NULL, act = ?2, expects = ?3, next_at = ?4,
                 changed_at = ?4, attempts = 0, may_have_arrived = 0,
                 revision = revision + (attempts > 0)
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
                account: row.get(7)?,
                conversation: row.get(8)?,
                act: serde_json::from_str(&act).unwrap_or(Open::Other(act.into())),
            })
        })
        .optional()?
        .ok_or(Error::NotFound("the outbox entry"))
}

const ENTRY: &str = "SELECT o.id, c.id, o.state, o.reason, o.act, o.created_at,
                            o.state IN ('held', 'rejected', 'scheduled')
                                OR (o.state = 'queued' AND o.may_have_arrived = 0),
                            o.account, o.conversation
                     FROM outbox o CROSS JOIN conversations c ON c.row = o.conversation";

fn entry_of(row: &Row<'_>) -> rusqlite::Result<OutboxEntry> {
    let state: String = row.get(2)?;
    let reason: Option<String> = row.get(3)?;
    let act: String = row.get(4)?;
    Ok(OutboxEntry {
        id: row.get(0)?,
        conversation_id: row.get(1)?,
        state: serde_json::from_value(state.into()).unwrap_or(OutboxState::Held),
        reason: reason.as_deref().map(Reason::stored),
        text: words_of(&act),
        created_at: row.get(5)?,
        editable: row.get(6)?,
    })
}

/// The words of an act; empty where it has none that this version knows.
fn words_of(act: &str) -> String {
    match serde_json::from_str::<Open<Act>>(act) {
        Ok(Open::Known(Act::Message(message))) => match message.body {
            Open::Known(Body::Text(text)) => text.text,
            Open::Known(Body::Picture(picture)) => picture.caption,
            _ => String::new(),
        },
        _ => String::new(),
    }
}
