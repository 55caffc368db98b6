//! Why something should not leave: what leaves late passes every check that a hand passed, whether
//! a timer sends it or the network was gone.

use rusqlite::{Connection, OptionalExtension};

use super::{ENTRY, Found, OutboxAct, blocked, found_in, seen};
use crate::accounts::Reason;
use crate::error::{Error, Result};
use crate::inbox::composer;
use crate::inbox::place::Place;

/// Why an entry should not leave `now`, in Unix milliseconds, by what is known here; `None` where
/// nothing speaks against it.
///
/// # Errors
/// What SQLite says.
pub(crate) fn objection(db: &Connection, row: i64, now: i64) -> Result<Option<Reason>> {
    let found = db
        .prepare_cached(&format!("{ENTRY} WHERE o.row = ?1"))?
        .query_row([row], found_in)
        .optional()?;
    found.map_or(Ok(None), |found| found.objection(db, now))
}

/// Whether what a conversation is about can be had; yes where nobody counts it.
///
/// # Errors
/// What SQLite says.
pub(super) fn in_stock(db: &Connection, conversation: i64) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT coalesce(d.stock, 1) > 0 FROM conversations c
             LEFT JOIN products d ON d.row = c.product WHERE c.row = ?1",
        )?
        .query_row([conversation], |row| row.get(0))?)
}

impl Found {
    pub(super) fn objection(&self, db: &Connection, now: i64) -> Result<Option<Reason>> {
        let place = match Place::of(db, self.conversation) {
            Ok(place) => place,
            Err(Error::NotFound(_)) if self.speaks() => return Ok(Some(Reason::Gone)),
            Err(Error::NotFound(_)) => return Ok(None),
            Err(other) => return Err(other),
        };
        if self.speaks() && place.closed {
            return Ok(Some(Reason::Closed));
        }
        let until = place.answer_until(db)?;
        if self.speaks() && until.is_some_and(|until| now > until) {
            return Ok(Some(Reason::AnswerTooLate));
        }
        if blocked::check(db, self.conversation, &self.act).is_err() {
            return Ok(Some(Reason::Blocked));
        }
        if composer::check_length(&place.capabilities, &self.entry.text).is_err() {
            return Ok(Some(Reason::TooLong));
        }
        if self.sells() && self.in_stock && !in_stock(db, self.conversation)? {
            return Ok(Some(Reason::SoldOut));
        }
        let Some(expects) = &self.expects else {
            return Ok(None);
        };
        let subject = self.entry.subject_id;
        let stands = seen(db, self.conversation, self.act.known(), subject)?;
        Ok((stands != *expects).then_some(Reason::Stale))
    }

    /// Whether it needs a conversation that is open.
    fn speaks(&self) -> bool {
        matches!(
            self.entry.act,
            OutboxAct::Message { .. } | OutboxAct::Offer { .. } | OutboxAct::Counter { .. }
        )
    }

    /// Whether it needs what the conversation is about.
    fn sells(&self) -> bool {
        self.speaks() || matches!(self.entry.act, OutboxAct::Accept { .. })
    }
}
