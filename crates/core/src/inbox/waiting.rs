//! Who waits, and since when; and in which tab a conversation stands.
//!
//! A conversation waits from the buyer's first message that no human has answered. An accepted
//! answer or *Done* ends it; later messages of the buyer's, automatic replies and notes do not
//! move the clock. *Done* holds until the buyer writes again.
//!
//! Each conversation stands in one of three tabs: Done where the seller said so, Snoozed while it
//! sleeps, otherwise Open. Waiting is the part of Open in which somebody waits. Drafts goes across
//! all of them.
//!
//! Snooze leaves the clock alone: who sleeps waits for nobody's eyes, and wakes with the whole time.
//! A blocked person's conversations stand under Done, whatever they write. A muted conversation stays
//! where it is and keeps its clock, since muting answers nobody; but it does not *call*: the number
//! in the navigation and in the window's title, and whatever alarms, leave it out (`calling` among the
//! tallies, beside `waiting`, which counts the rows of the tab).
//!
//! Unread is another matter: what the buyer wrote and nobody looked at, here or there, see
//! [`reading`](super::reading).

use rapport_protocol::RecordKind;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::snooze::{Marked, Sleep};
use crate::db::{Tx, key};
use crate::error::Result;
use crate::id;

/// What a conversation's row is computed from, beside its messages, outbox and drafts.
struct Basis {
    done: Option<i64>,
    snooze: Option<Marked>,
    muted_until: Option<i64>,
    seen: Option<i64>,
    unread: Option<i64>,
    /// The newest message that the seller has seen there, and the account it belongs to.
    seen_there: Option<String>,
    account: Uuid,
    blocked: bool,
}

/// Computes the conversation's row in `inbox`.
///
/// # Errors
/// What SQLite says.
pub(crate) fn settle(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    let newest = key_in(
        tx,
        "SELECT key FROM messages
         WHERE conversation = ?1
               AND EXISTS (SELECT 1 FROM conversations WHERE row = ?1 AND deleted = 0)
         ORDER BY key DESC LIMIT 1",
        conversation,
    )?;
    let Some(newest) = newest else {
        tx.prepare_cached("DELETE FROM inbox WHERE conversation = ?1")?
            .execute([conversation])?;
        return Ok(());
    };
    let answered = key_in(
        tx,
        "SELECT key FROM messages WHERE conversation = ?1 AND author = 'seller'
         ORDER BY key DESC LIMIT 1",
        conversation,
    )?;
    let basis = basis(tx, conversation)?;
    let waiting = first_of_buyer(tx, conversation, answered.max(basis.done))?;
    let done = basis.blocked || basis.done.is_some() && waiting.is_none();
    let sleep = match &basis.snooze {
        Some(snooze) if !done => Some(snooze.now(tx, conversation, tx.now())?),
        _ => None,
    };
    let wakes = match sleep {
        Some(Sleep::Until(place)) => Some(place),
        _ => None,
    };
    let woke = match sleep {
        Some(Sleep::Woken(by)) if answered.is_none_or(|answered| answered < by) => Some(by),
        _ => None,
    };
    let unread = !basis.blocked && basis.is_unread(tx, conversation, answered)?;
    let muted = basis.muted_until.filter(|until| *until > tx.now());
    let (queued, trouble) = outbox(tx, conversation)?;
    tx.prepare_cached(
        "INSERT INTO inbox (conversation, newest_key, waiting_key, done, queued, trouble, open_key,
             wakes_key, woke_key, draft_key, unread, muted_until_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (conversation) DO UPDATE SET
             newest_key = excluded.newest_key, waiting_key = excluded.waiting_key,
             done = excluded.done, queued = excluded.queued, trouble = excluded.trouble,
             open_key = excluded.open_key, wakes_key = excluded.wakes_key,
             woke_key = excluded.woke_key, draft_key = excluded.draft_key,
             unread = excluded.unread, muted_until_at = excluded.muted_until_at",
    )?
    .execute((
        conversation,
        newest,
        waiting,
        done,
        queued,
        trouble,
        woke.unwrap_or(newest).max(newest),
        wakes,
        woke,
        drafted(tx, conversation)?,
        unread,
        muted,
    ))?;
    Ok(())
}

fn basis(db: &Connection, conversation: i64) -> Result<Basis> {
    Ok(db
        .prepare_cached(
            "SELECT m.done_key, m.snoozed_key, m.wakes_at, m.wakes_key, m.wakes_on_reply,
                    m.muted_until_at, r.seen_key, r.unread_key, c.seller_read, a.id,
                    b.person IS NOT NULL
             FROM conversations c
             CROSS JOIN accounts a ON a.row = c.account
             LEFT JOIN marks m ON m.conversation = c.row
             LEFT JOIN readings r ON r.conversation = c.row
             LEFT JOIN blocked b ON b.person = c.person
             WHERE c.row = ?1",
        )?
        .query_row([conversation], |row| {
            let snooze: (Option<i64>, Option<i64>) = (row.get(1)?, row.get(3)?);
            let snooze = match snooze {
                (Some(key), Some(place)) => Some(Marked {
                    key,
                    until: row.get(2)?,
                    place,
                    on_reply: row.get(4)?,
                }),
                _ => None,
            };
            Ok(Basis {
                done: row.get(0)?,
                snooze,
                muted_until: row.get(5)?,
                seen: row.get(6)?,
                unread: row.get(7)?,
                seen_there: row.get(8)?,
                account: row.get(9)?,
                blocked: row.get(10)?,
            })
        })?)
}

impl Basis {
    /// Whether there is something of the buyer's that nobody has looked at, or the seller marked it
    /// unread and nothing later was read.
    fn is_unread(&self, db: &Connection, conversation: i64, answered: Option<i64>) -> Result<bool> {
        let there = match &self.seen_there {
            Some(remote) => message_named(db, self.account, remote)?,
            None => None,
        };
        let elsewhere = answered.max(there);
        if self.unread.is_some() && elsewhere <= self.unread {
            return Ok(true);
        }
        let read = elsewhere.max(self.done).max(self.seen);
        Ok(first_of_buyer(db, conversation, read)?.is_some())
    }
}

/// The message that the marketplace calls so.
fn message_named(db: &Connection, account: Uuid, remote: &str) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
        .query_row([id::derived(account, RecordKind::Message, remote)], |row| {
            row.get(0)
        })
        .optional()?)
}

/// The buyer's first message after that one.
fn first_of_buyer(db: &Connection, conversation: i64, after: Option<i64>) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(
            "SELECT key FROM messages WHERE conversation = ?1 AND author = 'buyer' AND key > ?2
             ORDER BY key LIMIT 1",
        )?
        .query_row((conversation, after.unwrap_or(-1)), |row| row.get(0))
        .optional()?)
}

/// When words were last begun or changed, as a place in the list of drafts.
fn drafted(db: &Connection, conversation: i64) -> Result<Option<i64>> {
    let at = key_in(
        db,
        "SELECT max(changed_at) FROM drafts WHERE conversation = ?1",
        conversation,
    )?;
    let Some(at) = at else {
        return Ok(None);
    };
    let mut taken =
        db.prepare_cached("SELECT 1 FROM inbox WHERE draft_key = ?1 AND conversation <> ?2")?;
    key::of_row(conversation, at, |key| {
        Ok(taken.exists((key, conversation))?)
    })
    .map(Some)
}

/// How many replies are on their way, and how many stopped with a reason.
fn outbox(tx: &Tx<'_>, conversation: i64) -> Result<(i64, i64)> {
    Ok(tx
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state NOT IN ('held', 'rejected')),
                    count(*) FILTER (WHERE state IN ('held', 'rejected'))
             FROM outbox WHERE conversation = ?1 AND state NOT IN ('sent', 'cancelled')",
        )?
        .query_row([conversation], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn key_in(db: &Connection, sql: &str, conversation: i64) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(sql)?
        .query_row([conversation], |row| row.get(0))
        .optional()?
        .flatten())
}
