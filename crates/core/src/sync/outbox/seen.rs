//! What the seller had seen when they acted: a late act must still make sense where it arrives.

use rapport_protocol::{Act, Expects, SeenOrder};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// What must still hold for an act in a conversation, as things stand here now.
///
/// A rating or the answer to one does not depend on what the buyer says meanwhile.
///
/// # Errors
/// What SQLite says.
pub(crate) fn seen(
    db: &Connection,
    conversation: i64,
    act: Option<&Act>,
    subject: Option<Uuid>,
) -> Result<Expects> {
    let (talk, order) = match act {
        Some(Act::OrderCard(_) | Act::Ship(_)) => (true, true),
        Some(Act::Feedback(_)) => (false, true),
        Some(Act::Answer(_) | Act::Read(_) | Act::Delete(_)) => (false, false),
        _ => (true, false),
    };
    let newest = if talk {
        newest_of_buyer(db, conversation)?
    } else {
        None
    };
    let order = match subject {
        Some(subject) if order => order_now(db, subject)?,
        _ => None,
    };
    Ok(Expects {
        newest_buyer_message: newest.map(Into::into),
        order,
    })
}

/// Our own act has changed an order: what we do about it next has seen that.
///
/// # Errors
/// What SQLite says.
pub(crate) fn carry_on(tx: &Tx<'_>, order: Uuid) -> Result<()> {
    tx.prepare_cached(
        "UPDATE outbox SET expects = json_set(expects, '$.order.revision',
             (SELECT revision FROM orders WHERE id = ?1))
         WHERE subject = ?1 AND state NOT IN ('sent', 'cancelled') AND state = 'queued'
               AND attempts = 0 AND json_extract(expects, '$.order.revision') IS NOT NULL
               AND EXISTS (SELECT 1 FROM orders WHERE id = ?1)",
    )?
    .execute([order])?;
    Ok(())
}

fn newest_of_buyer(db: &Connection, conversation: i64) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT remote_id FROM messages WHERE conversation = ?1 AND author = 'buyer'
             ORDER BY key DESC LIMIT 1",
        )?
        .query_row([conversation], |row| row.get(0))
        .optional()?)
}

fn order_now(db: &Connection, order: Uuid) -> Result<Option<SeenOrder>> {
    Ok(db
        .prepare_cached("SELECT remote_id, revision FROM orders WHERE id = ?1")?
        .query_row([order], |row| {
            Ok(SeenOrder {
                id: row.get::<_, String>(0)?.into(),
                revision: row.get(1)?,
            })
        })
        .optional()?)
}
