//! Snooze: a conversation leaves Waiting and Open until a time, until the buyer writes, or until the
//! first of both.
//!
//! What the seller wants stands in `marks`; whether it sleeps or woke, and why, follows from that,
//! from what the buyer wrote since and from the time, and is computed with the conversation's row in
//! `inbox`. So waking is one more transaction that computes it anew, sends nothing, and comes to the
//! same end on every machine, whenever that machine was awake.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::waiting;
use crate::db::{Tx, key};
use crate::error::Result;

/// Where those stand among the snoozed that no time wakes: after all others, in the order in which
/// they were snoozed. In Unix milliseconds, in the year 2160.
const FAR_MS: i64 = 6_000_000_000_000;

/// Until when the seller wants to hear nothing of a conversation. A file format: the journal holds
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snooze {
    /// When it was said, in Unix milliseconds.
    pub(crate) at: i64,
    /// The newest message then.
    pub(crate) up_to: Uuid,
    /// Until when, in Unix milliseconds; absent where only the buyer wakes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<i64>,
    /// Whether it wakes when the buyer writes.
    pub(crate) on_reply: bool,
}

/// What woke a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum SnoozeEnd {
    /// Its time came.
    Time,
    /// The buyer wrote.
    Reply,
}

/// A conversation that sleeps, or slept and was not answered since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationSnooze {
    /// Until when, in Unix milliseconds; `null` where only the buyer wakes it.
    pub until: Option<i64>,
    /// Whether it wakes when the buyer writes.
    pub on_reply: bool,
    /// What woke it; `null` while it sleeps.
    pub woke_by: Option<SnoozeEnd>,
    /// When it woke, in Unix milliseconds; `null` while it sleeps.
    pub woke_at: Option<i64>,
}

/// A snooze as the row of a conversation has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    /// The newest message when it was said.
    pub(super) key: i64,
    pub(super) until: Option<i64>,
    /// Its place among the snoozed.
    pub(super) place: i64,
    pub(super) on_reply: bool,
}

/// Whether a snooze holds: the place it sleeps at, or what woke it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sleep {
    Until(i64),
    Woken(i64),
}

impl Marked {
    /// How it stands at that time; whichever ended it first has ended it.
    pub(super) fn now(&self, db: &Connection, conversation: i64, now: i64) -> Result<Sleep> {
        let reply: Option<i64> = if self.on_reply {
            db.prepare_cached(
                "SELECT key FROM messages WHERE conversation = ?1 AND author = 'buyer' AND key > ?2
                 ORDER BY key LIMIT 1",
            )?
            .query_row((conversation, self.key), |row| row.get(0))
            .optional()?
        } else {
            None
        };
        let due = self.until.is_some_and(|until| until <= now);
        Ok(match reply {
            Some(reply) if !due || reply < self.place => Sleep::Woken(reply),
            _ if due => Sleep::Woken(self.place),
            _ => Sleep::Until(self.place),
        })
    }
}

/// What a list shows of a snooze, from the columns `wakes_key` and `woke_key` of `inbox`, and
/// `wakes_at`, `wakes_on_reply` and `wakes_key` of `marks`.
pub(crate) fn shown(
    wakes: Option<i64>,
    woke: Option<i64>,
    (until, on_reply, place): (Option<i64>, Option<bool>, Option<i64>),
) -> Option<ConversationSnooze> {
    wakes.or(woke)?;
    let woke = if wakes.is_some() { None } else { woke };
    let by_time = woke == place;
    Some(ConversationSnooze {
        until,
        on_reply: on_reply.unwrap_or_default(),
        woke_by: woke.map(|_| {
            if by_time {
                SnoozeEnd::Time
            } else {
                SnoozeEnd::Reply
            }
        }),
        woke_at: woke.map(|woke| until.filter(|_| by_time).unwrap_or(key::time_of(woke))),
    })
}

/// What the seller wants to be left alone with, if anything.
pub(crate) fn of(db: &Connection, conversation: Uuid) -> Result<Option<Snooze>> {
    let row = super::row_of(db, conversation)?;
    Ok(db
        .prepare_cached(
            "SELECT m.snoozed_at, s.id, m.wakes_at, m.wakes_on_reply
             FROM marks m JOIN messages s ON s.key = m.snoozed_key
             WHERE m.conversation = ?1 AND m.snoozed_at IS NOT NULL",
        )?
        .query_row([row], |row| {
            Ok(Snooze {
                at: row.get(0)?,
                up_to: row.get(1)?,
                until: row.get(2)?,
                on_reply: row.get(3)?,
            })
        })
        .optional()?)
}

/// Puts a conversation to sleep, or ends that.
pub(crate) fn put(tx: &Tx<'_>, conversation: Uuid, snooze: Option<&Snooze>) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    match snooze {
        Some(snooze) => {
            let from: Option<i64> = tx
                .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
                .query_row([snooze.up_to], |row| row.get(0))
                .optional()?;
            let place = place(tx, row, snooze.until.unwrap_or(FAR_MS + snooze.at))?;
            tx.prepare_cached(
                "INSERT INTO marks
                     (conversation, snoozed_at, snoozed_key, wakes_at, wakes_key, wakes_on_reply)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (conversation) DO UPDATE SET
                     snoozed_at = excluded.snoozed_at, snoozed_key = excluded.snoozed_key,
                     wakes_at = excluded.wakes_at, wakes_key = excluded.wakes_key,
                     wakes_on_reply = excluded.wakes_on_reply",
            )?
            .execute((
                row,
                snooze.at,
                // What was newest then is gone: only what comes from now on wakes it.
                from.unwrap_or(snooze.at << key::SHIFT),
                snooze.until,
                place,
                snooze.on_reply,
            ))?;
        }
        None => {
            tx.prepare_cached(
                "UPDATE marks SET snoozed_at = NULL, snoozed_key = NULL, wakes_at = NULL,
                     wakes_key = NULL, wakes_on_reply = 0
                 WHERE conversation = ?1",
            )?
            .execute([row])?;
        }
    }
    tx.touch(conversation);
    waiting::settle(tx, row)
}

fn place(db: &Connection, row: i64, at: i64) -> Result<i64> {
    let mut taken =
        db.prepare_cached("SELECT 1 FROM marks WHERE wakes_key = ?1 AND conversation <> ?2")?;
    key::of_row(row, at, |key| Ok(taken.exists((key, row))?))
}
