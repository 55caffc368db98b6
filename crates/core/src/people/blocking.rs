//! Persons with whom the seller wants nothing to do. What they write is kept; their conversations
//! stand under Done, and nothing notifies. What is on its way to them is held: what they would read,
//! not what the marketplace is owed, such as that an order has left.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::clients::row_of;
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;
use crate::inbox::triage::intents::TriageIntent;
use crate::inbox::waiting;
use crate::journal::{self, Intent};
use crate::sync::outbox;

/// Blocks a person, or no longer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetBlocked {
    /// The person.
    pub person_id: Uuid,
    /// Whether they are blocked.
    pub blocked: bool,
}

/// Blocks a person, or no longer. Can be undone. What was held meanwhile stays held until the seller
/// has looked at it; it leaves by itself only when the block is undone.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn set_blocked(app: App, args: SetBlocked) -> Result<()> {
    app.db
        .write(move |tx| {
            let person = args.person_id;
            row_of(tx, person)?;
            let intent = match (since(tx, person)?, args.blocked) {
                (None, true) => TriageIntent::Block {
                    person,
                    at: tx.now(),
                },
                (Some(at), false) => TriageIntent::Unblock {
                    person,
                    at,
                    releases: false,
                },
                _ => return Ok(()),
            };
            journal::act(tx, &Intent::Triage(intent))
        })
        .await
}

/// Since when a person is blocked, in Unix milliseconds.
pub(crate) fn since(db: &Connection, person: Uuid) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached(
            "SELECT b.blocked_at FROM blocked b
             WHERE b.person = (SELECT row FROM persons WHERE id = ?1)",
        )?
        .query_row([person], |row| row.get(0))
        .optional()?)
}

/// Whether the person of a conversation is blocked.
pub(crate) fn is_blocked(db: &Connection, conversation: i64) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM conversations c JOIN blocked b ON b.person = c.person WHERE c.row = ?1",
        )?
        .exists([conversation])?)
}

/// Blocks a person since that time.
pub(crate) fn put(tx: &Tx<'_>, person: Uuid, at: i64) -> Result<()> {
    let row = row_of(tx, person)?;
    tx.prepare_cached(
        "INSERT INTO blocked (person, blocked_at) VALUES (?1, ?2) ON CONFLICT (person) DO NOTHING",
    )?
    .execute((row, at))?;
    each(tx, row, |conversation| {
        outbox::hold_blocked(tx, conversation)
    })
}

/// Blocks a person no longer. With `releases`, what the block held may leave, through every check.
pub(crate) fn take(tx: &Tx<'_>, person: Uuid, releases: bool) -> Result<()> {
    let row = row_of(tx, person)?;
    tx.prepare_cached("DELETE FROM blocked WHERE person = ?1")?
        .execute([row])?;
    each(tx, row, |conversation| {
        if releases {
            outbox::release_blocked(tx, conversation)
        } else {
            Ok(())
        }
    })
}

/// Does something in each conversation of a person, and shows it as it is then.
fn each(tx: &Tx<'_>, person: i64, act: impl Fn(i64) -> Result<()>) -> Result<()> {
    let all = tx
        .prepare_cached("SELECT row, id FROM conversations WHERE person = ?1 AND deleted = 0")?
        .query_map([person], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Uuid)>>>()?;
    for (row, id) in all {
        act(row)?;
        waiting::settle(tx, row)?;
        tx.touch(id);
    }
    Ok(())
}
