//! What the seller wants of an entry that may have left already.
//!
//! While an attempt is under way nobody can call it back, so the wish is noted and granted as soon
//! as it is known what became of the attempt: what certainly did not arrive is taken back or
//! reworded, and what did is *too late*, which the seller is told. A key that may have reached the
//! marketplace is never sent again against the seller's wish: its entry is looked for instead.

use rapport_protocol::{Act, Body, Expects, Open, PictureBody, RecordKind, TextBody};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{OutboxAct, OutboxState, objection, pictures};
use crate::accounts::Reason;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::inbox::composer;

/// What the seller wants of an entry. A file format: it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Wish {
    /// It is not to arrive.
    TakeBack,
    /// It is to say something else.
    Reword {
        /// The new words.
        text: String,
        /// What the seller had seen when they wrote them.
        expects: Expects,
    },
    /// It could not be granted: the entry had arrived.
    TooLate {
        /// Whether other words were wanted; they lie in the draft.
        reworded: bool,
    },
}

/// What the seller wants of an entry, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum OutboxWish {
    /// It is taken back, unless it has arrived.
    TakeBack,
    /// It is reworded, unless it has arrived.
    Reword {
        /// The new words.
        text: String,
    },
    /// It had arrived before it could be taken back.
    TooLate {
        /// Whether other words were wanted; they lie in the draft.
        reworded: bool,
    },
}

impl From<Wish> for OutboxWish {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::TakeBack => Self::TakeBack,
            Wish::Reword { text, .. } => Self::Reword { text },
            Wish::TooLate { reworded } => Self::TooLate { reworded },
        }
    }
}

impl Wish {
    /// A wish as it lies in the store.
    pub(super) fn stored(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

/// An entry with a wish.
struct Wished {
    row: i64,
    conversation: i64,
    state: OutboxState,
    not_seen: bool,
    may_have_arrived: bool,
    act: Open<Act>,
    wish: Wish,
}

/// Notes what the seller wants of an entry that may have left. `None` forgets it.
///
/// # Errors
/// What SQLite says.
pub(super) fn note(tx: &Tx<'_>, entry: Uuid, wish: Option<&Wish>) -> Result<()> {
    let wish = wish.map(serde_json::to_string).transpose()?;
    let row = tx
        .prepare_cached("UPDATE outbox SET wish = ?2, changed_at = ?3 WHERE id = ?1 RETURNING row")?
        .query_row((entry, wish, tx.now()), |row| row.get(0))?;
    grant(tx, row)
}

/// Grants what the seller wants of an entry as far as it is known what became of it.
///
/// # Errors
/// What SQLite says.
pub(crate) fn grant(tx: &Tx<'_>, row: i64) -> Result<()> {
    let Some(found) = wished(tx, row)? else {
        return Ok(());
    };
    match (found.state, &found.wish) {
        (OutboxState::Sent, Wish::TakeBack) => too_late(tx, row, false),
        (OutboxState::Sent, Wish::Reword { text, .. }) => {
            into_draft(tx, found.conversation, text)?;
            too_late(tx, row, true)
        }
        (_, Wish::TooLate { .. })
        | (OutboxState::Sending | OutboxState::Uncertain | OutboxState::Cancelled, _) => Ok(()),
        // The same key would make it arrive.
        (OutboxState::Queued, _) if found.may_have_arrived => look_for(tx, row),
        // Other words under a new key could arrive beside the old ones: a human decides.
        (OutboxState::Held, Wish::Reword { .. }) if found.not_seen => Ok(()),
        (_, Wish::TakeBack) => {
            let words = OutboxAct::of(&found.act);
            cancel(tx, row, found.conversation, words.words())
        }
        (_, Wish::Reword { text, expects }) => {
            let act = reworded(&found.act, text.clone())?;
            renew(tx, (found.row, found.conversation), &act, expects)
        }
    }
}

fn wished(tx: &Tx<'_>, row: i64) -> Result<Option<Wished>> {
    let read = |row: &Row<'_>| {
        let (state, act): (String, String) = (row.get(2)?, row.get(5)?);
        let reason: Option<String> = row.get(3)?;
        let wish: String = row.get(6)?;
        Ok(Wish::stored(&wish).map(|wish| Wished {
            row: row.get_unwrap(0),
            conversation: row.get_unwrap(1),
            state: serde_json::from_value(state.into()).unwrap_or(OutboxState::Held),
            not_seen: reason.as_deref().map(Reason::stored) == Some(Reason::NotSeen),
            may_have_arrived: row.get_unwrap(4),
            act: serde_json::from_str(&act).unwrap_or(Open::Other(act.into())),
            wish,
        }))
    };
    let found = tx
        .prepare_cached(
            "SELECT row, conversation, state, reason, may_have_arrived, act, wish
             FROM outbox WHERE row = ?1 AND wish IS NOT NULL",
        )?
        .query_row([row], read)
        .optional()?;
    Ok(found.flatten())
}

fn too_late(tx: &Tx<'_>, row: i64, reworded: bool) -> Result<()> {
    let wish = serde_json::to_string(&Wish::TooLate { reworded })?;
    tx.prepare_cached("UPDATE outbox SET wish = ?2 WHERE row = ?1")?
        .execute((row, wish))?;
    Ok(())
}

fn look_for(tx: &Tx<'_>, row: i64) -> Result<()> {
    tx.prepare_cached("UPDATE outbox SET state = 'uncertain', reason = ?2 WHERE row = ?1")?
        .execute((row, serde_json::to_string(&Reason::NotSeen)?))?;
    Ok(())
}

/// Takes an entry back. The words and pictures of a message go into the reply's draft, after what is
/// there, so that nothing the seller wrote is lost.
///
/// # Errors
/// What SQLite says.
pub(super) fn cancel(tx: &Tx<'_>, row: i64, conversation: i64, words: &str) -> Result<()> {
    into_draft(tx, conversation, words)?;
    let with_pictures = pictures::unpin(tx, row)?;
    let answers = answered(tx, row)?;
    if with_pictures || answers.is_some() {
        composer::give_back(tx, conversation, answers)?;
    }
    tx.prepare_cached(
        // Only what nobody saw may still turn up.
        "UPDATE outbox SET state = 'cancelled', reason = NULL, wish = NULL, changed_at = ?2,
             may_have_arrived = may_have_arrived
                                AND coalesce(json_extract(reason, '$.kind') = 'notSeen', 0)
         WHERE row = ?1",
    )?
    .execute((row, tx.now()))?;
    Ok(())
}

fn into_draft(tx: &Tx<'_>, conversation: i64, words: &str) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO drafts (conversation, mode, text, changed_at)
         VALUES (?1, 'reply', ?2, ?3)
         ON CONFLICT (conversation, mode) DO UPDATE
         SET text = iif(drafts.text = '', '', drafts.text || char(10, 10)) || excluded.text,
             changed_at = excluded.changed_at",
    )?
    .execute((conversation, words, tx.now()))?;
    Ok(())
}

/// The message that an entry answers.
fn answered(tx: &Tx<'_>, row: i64) -> Result<Option<Uuid>> {
    let (act, account): (String, Uuid) = tx
        .prepare_cached(
            "SELECT o.act, a.id FROM outbox o JOIN accounts a ON a.row = o.account
             WHERE o.row = ?1",
        )?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(match serde_json::from_str(&act) {
        Ok(Open::Known(Act::Message(message))) => message
            .reply_to
            .map(|answered| id::derived(account, RecordKind::Message, answered.as_str())),
        _ => None,
    })
}

/// Queues an entry again: a new revision, unless the old one was never tried.
///
/// # Errors
/// What SQLite says.
pub(super) fn renew(
    tx: &Tx<'_>,
    (row, conversation): (i64, i64),
    act: &Open<Act>,
    expects: &Expects,
) -> Result<()> {
    pictures::bring_again(tx, row)?;
    tx.prepare_cached(
        "UPDATE outbox SET
             state = 'queued', reason = NULL, wish = NULL, act = ?2, expects = ?3, next_at = ?4,
             changed_at = ?4, attempts = 0, may_have_arrived = 0,
             since = NULL, revision = revision + (attempts > 0),
             in_stock = ?5
         WHERE row = ?1",
    )?
    .execute((
        row,
        serde_json::to_string(act)?,
        serde_json::to_string(expects)?,
        tx.now(),
        objection::in_stock(tx, conversation)?,
    ))?;
    Ok(())
}

/// The same message with other words.
///
/// # Errors
/// [`Error::Invalid`] for what is no message; [`Error::EmptyText`] where nothing would be left of it.
pub(super) fn reworded(act: &Open<Act>, text: String) -> Result<Open<Act>> {
    match act.known() {
        Some(Act::Message(message)) => {
            let mut message = message.clone();
            message.body = match message.body {
                Open::Known(Body::Picture(body)) => Body::Picture(PictureBody {
                    caption: text,
                    ..body
                }),
                _ if text.is_empty() => return Err(Error::EmptyText),
                _ => Body::Text(TextBody { text }),
            }
            .into();
            Ok(Act::Message(message).into())
        }
        _ => Err(Error::Invalid("this entry has no words".to_owned())),
    }
}
