//! What would reach a person whom the seller has blocked: it is held until they have looked at it.

use rapport_protocol::{Act, Open};
use rusqlite::Connection;

use crate::accounts::Reason;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::people::blocking;

/// What a buyer reads. That an order has left, a rating or the answer to one is owed to the
/// marketplace too, and goes on.
const REACHES: &str = "json_extract(act, '$.kind') IN
    ('message', 'offer', 'counter', 'accept', 'decline', 'orderCard')";

/// Whether an act reaches its buyer.
pub(super) fn reaches(act: Option<&Act>) -> bool {
    matches!(
        act,
        Some(
            Act::Message(_)
                | Act::Offer(_)
                | Act::Counter(_)
                | Act::Accept(_)
                | Act::Decline(_)
                | Act::OrderCard(_)
        )
    )
}

/// Refuses what would reach somebody who is blocked.
///
/// # Errors
/// [`Error::Blocked`].
pub(super) fn check(db: &Connection, conversation: i64, act: &Open<Act>) -> Result<()> {
    if reaches(act.known()) && blocking::is_blocked(db, conversation)? {
        return Err(Error::Blocked);
    }
    Ok(())
}

/// Holds what has not left. What may have arrived already goes on: nobody can call it back.
///
/// # Errors
/// What SQLite says.
pub(crate) fn hold_blocked(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    tx.prepare_cached(&format!(
        "UPDATE outbox SET state = 'held', reason = ?2, changed_at = ?3
         WHERE conversation = ?1 AND state IN ('queued', 'scheduled') AND may_have_arrived = 0
               AND {REACHES}"
    ))?
    .execute((
        conversation,
        serde_json::to_string(&Reason::Blocked)?,
        tx.now(),
    ))?;
    Ok(())
}

/// Lets what a block held leave after all, at its time.
///
/// # Errors
/// What SQLite says.
pub(crate) fn release_blocked(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE outbox SET state = iif(next_at > ?2, 'scheduled', 'queued'), reason = NULL,
             changed_at = ?2
         WHERE conversation = ?1 AND state NOT IN ('sent', 'cancelled') AND state = 'held'
               AND json_extract(reason, '$.kind') = 'blocked'",
    )?
    .execute((conversation, tx.now()))?;
    Ok(())
}
