//! The outbox's rows on their way out.

use rapport_protocol::{Act, Expects, Open, Operation};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::uploads::{MISSING, forgotten_by};
use crate::accounts::Reason;
use crate::db::Tx;
use crate::error::Result;
use crate::inbox::waiting;
use crate::mutant::{self, Mutant};
use crate::settings::MOST_UNDO_SECONDS;
use crate::sync::market::SyncError;
use crate::sync::outbox;

/// How old an entry may be before what the seller had seen travels along.
const FRESH_MS: i64 = 120_000;

/// What can leave: `o` is queued, no earlier entry of its conversation stands open, and the seller has
/// not disconnected the account meanwhile.
pub(super) const READY: &str = "o.account = ?1 AND o.state = 'queued'
       AND (SELECT a.state <> 'disconnected' FROM accounts a WHERE a.row = ?1)
       AND NOT EXISTS (
         SELECT 1 FROM outbox e
         WHERE e.conversation = o.conversation AND e.row < o.row
               AND e.state NOT IN ('sent', 'cancelled') AND e.state <> 'scheduled')";

/// An entry that is leaving.
pub(super) struct Entry {
    row: i64,
    id: Uuid,
    conversation: i64,
    conversation_id: Uuid,
    revision: u32,
    act: String,
    subject: Option<Uuid>,
    expects: Option<String>,
    /// What the seller had seen, where it was decided to leave it out.
    unsaid: Option<String>,
    /// Whether an earlier try of this revision may have arrived; then its key tells.
    may_have_arrived: bool,
    /// This try included.
    pub(super) attempts: u32,
}

/// What came of a try.
pub(super) enum Ending {
    Sent {
        /// What it became, where the answer named it.
        became: Option<Uuid>,
    },
    Held(Reason),
    Rejected(Reason),
    Uncertain,
    Queued {
        reason: Reason,
        /// Until the next try, in milliseconds.
        wait: i64,
        /// Whether this try may have arrived.
        arrived: bool,
    },
}

/// When the next entry is due, those aside that are in this JSON array; and without `brings` those
/// aside whose pictures have yet to go ahead.
pub(super) fn due_at(
    db: &Connection,
    account: i64,
    now: i64,
    except: &str,
    brings: bool,
) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT o.next_at FROM outbox o
             WHERE {READY} AND o.row NOT IN (SELECT value FROM json_each(?3))
                   AND (?4 OR NOT EXISTS (SELECT 1 {MISSING}))
             ORDER BY o.next_at LIMIT 1"
        ))?
        .query_row((account, forgotten_by(now), except, brings), |row| {
            row.get(0)
        })
        .optional()?)
}

/// Marks up to `most` due entries as leaving whose pictures have gone ahead. The connection last came
/// back at `back_at`.
pub(super) fn claim(tx: &Tx<'_>, account: i64, most: usize, back_at: i64) -> Result<Vec<Entry>> {
    let mut entries = tx
        .prepare_cached(&format!(
            "SELECT o.row, o.id, o.conversation,
                    (SELECT c.id FROM conversations c WHERE c.row = o.conversation),
                    o.revision, o.act, o.expects, o.attempts, o.created_at, o.subject,
                    o.may_have_arrived
             FROM outbox o
             WHERE {READY} AND NOT EXISTS (SELECT 1 {MISSING}) AND o.next_at <= ?3
             ORDER BY o.next_at, o.row LIMIT ?4"
        ))?
        .query_map(
            (account, forgotten_by(tx.now()), tx.now(), most as i64),
            |row| entry(row, tx.now(), back_at),
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for entry in &mut entries {
        entry.attempts += 1;
        let since = outbox::newest(tx, entry.conversation, &entry.act)?;
        entry.act = outbox::pictures::named_there(tx, std::mem::take(&mut entry.act))?;
        tx.prepare_cached(
            "UPDATE outbox SET state = 'sending', attempts = ?2, expects = ?3, changed_at = ?4,
                 since = coalesce(since, ?5)
             WHERE row = ?1",
        )?
        .execute((entry.row, entry.attempts, &entry.expects, tx.now(), since))?;
        tx.touch(entry.conversation_id);
    }
    Ok(entries)
}

fn entry(row: &Row<'_>, now: i64, back_at: i64) -> rusqlite::Result<Entry> {
    let attempts: u32 = row.get(7)?;
    let created_at: i64 = row.get(8)?;
    let seen: Option<String> = row.get(6)?;
    // After the first try of a revision the row says what that try said.
    let says = attempts > 0 || now - created_at > FRESH_MS || created_at <= back_at;
    let (expects, unsaid) = if says { (seen, None) } else { (None, seen) };
    Ok(Entry {
        row: row.get(0)?,
        id: row.get(1)?,
        conversation: row.get(2)?,
        conversation_id: row.get(3)?,
        revision: row.get(4)?,
        act: row.get(5)?,
        subject: row.get(9)?,
        may_have_arrived: row.get(10)?,
        expects,
        unsaid,
        attempts,
    })
}

/// Makes what waits for its next try due now. What only waits to be undone keeps its seconds, unless
/// a clock that was set back has made hours of them.
pub(super) fn hurry(tx: &Tx<'_>, account: i64) -> Result<()> {
    let undoable = i64::from(MOST_UNDO_SECONDS) * 1000;
    tx.prepare_cached(
        "UPDATE outbox SET next_at = ?2
         WHERE account = ?1 AND state = 'queued' AND next_at > ?2
               AND (attempts > 0 OR next_at > ?2 + ?3)",
    )?
    .execute((account, tx.now(), undoable))?;
    Ok(())
}

/// Puts back what was leaving when the program ended: with its old key where the marketplace knows
/// keys, otherwise nobody can tell what became of it.
pub(super) fn recover(tx: &Tx<'_>, account: i64, keys: bool) -> Result<()> {
    let state = if keys { "queued" } else { "uncertain" };
    let reason = if keys {
        None
    } else {
        Some(serde_json::to_string(&Reason::NotSeen)?)
    };
    let recovered = tx
        .prepare_cached(
            "UPDATE outbox SET state = ?2, reason = ?3, may_have_arrived = 1, next_at = ?4,
                 changed_at = ?4
             WHERE account = ?1 AND state = 'sending' RETURNING row, conversation",
        )?
        .query_map((account, state, reason, tx.now()), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    for (row, conversation) in recovered {
        outbox::grant(tx, row)?;
        outbox::show(tx, conversation)?;
    }
    hurry(tx, account)
}

impl Entry {
    /// Its row, where it leaves so late that what speaks against it is looked up first.
    pub(super) fn late(&self) -> Option<i64> {
        (self.expects.is_some() && !self.may_have_arrived).then_some(self.row)
    }

    /// What is sent.
    pub(super) fn operation(&self) -> Result<Operation, SyncError> {
        let unreadable = |_| SyncError::Unreadable {
            detail: "of the outbox".to_owned(),
        };
        let act: Open<Act> = serde_json::from_str(&self.act).map_err(unreadable)?;
        let expects: Option<Expects> = self
            .expects
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(unreadable)?;
        Ok(Operation {
            id: self.id.to_string().into(),
            revision: self.key_revision(),
            expects: expects.filter(|it| it.newest_buyer_message.is_some() || it.order.is_some()),
            act,
        })
    }

    /// The revision that makes the key.
    fn key_revision(&self) -> u32 {
        if mutant::is(Mutant::NewKeyEachTry) {
            return self.revision + self.attempts;
        }
        self.revision
    }

    /// Writes down what came of the try, unless something else already did: the message itself
    /// may have come among the changes before the answer.
    pub(super) fn end(&self, tx: &Tx<'_>, ending: &Ending) -> Result<()> {
        let now = tx.now();
        let (state, reason, next_at, arrived) = match ending {
            Ending::Sent { .. } => ("sent", None, now, true),
            Ending::Held(reason) => ("held", Some(reason), now, false),
            Ending::Rejected(reason) => ("rejected", Some(reason), now, false),
            Ending::Uncertain => ("uncertain", Some(&Reason::NotSeen), now, true),
            Ending::Queued {
                reason,
                wait,
                arrived,
            } => ("queued", Some(reason), now.saturating_add(*wait), *arrived),
        };
        let reason = reason.map(serde_json::to_string).transpose()?;
        let ended = tx
            .prepare_cached(
                "UPDATE outbox SET state = ?2, reason = ?3, next_at = ?4, changed_at = ?5,
                     may_have_arrived = max(may_have_arrived, ?6)
                 WHERE row = ?1 AND state = 'sending'",
            )?
            .execute((self.row, state, reason, next_at, now, arrived))?;
        if let Ending::Sent { became: Some(it) } = ending {
            tx.prepare_cached("UPDATE outbox SET became = ?2 WHERE row = ?1")?
                .execute((self.row, it))?;
        }
        if ended > 0 && matches!(ending, Ending::Queued { arrived: false, .. }) {
            self.undecide(tx)?;
        }
        if ended > 0 {
            outbox::grant(tx, self.row)?;
            if matches!(ending, Ending::Sent { .. }) {
                outbox::pictures::arrived(tx, self.row)?;
            } else {
                outbox::recognise(tx, self.conversation)?;
            }
        }
        waiting::settle(tx, self.conversation)?;
        tx.touch(self.conversation_id);
        Ok(())
    }

    /// What is done next about the same order has seen what this act did to it.
    pub(super) fn carry_on(&self, tx: &Tx<'_>) -> Result<()> {
        self.subject
            .map_or(Ok(()), |subject| outbox::carry_on(tx, subject))
    }

    /// Nothing arrived, so the next try may decide anew what it says.
    fn undecide(&self, tx: &Tx<'_>) -> Result<()> {
        if let Some(unsaid) = &self.unsaid {
            tx.prepare_cached(
                "UPDATE outbox SET expects = ?2, attempts = attempts - 1 WHERE row = ?1",
            )?
            .execute((self.row, unsaid))?;
        }
        Ok(())
    }
}
