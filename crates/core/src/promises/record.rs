//! The rows of a promise, as the journal changes them. Each change can be made twice without
//! changing more.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::PromiseState;
use crate::db::{Tx, key};
use crate::error::{Error, Result};
use crate::words;

/// A promise as it was given.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub(crate) promise: Uuid,
    pub(crate) person: Uuid,
    pub(crate) conversation: Option<Uuid>,
    pub(crate) message: Option<Uuid>,
    pub(crate) words: &'a str,
    pub(crate) what: &'a str,
    pub(crate) due: i64,
    pub(crate) at: i64,
}

/// What an act must know of a promise.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) row: i64,
    pub(crate) what: String,
    pub(crate) due: i64,
    pub(crate) state: PromiseState,
    pub(crate) settled: Option<i64>,
    conversation: Option<Uuid>,
}

/// The promise of that name, where it is there.
pub(crate) fn find(db: &Connection, promise: Uuid) -> Result<Option<Standing>> {
    Ok(db
        .prepare_cached(
            "SELECT w.row, w.what, w.due_at, w.state, w.settled_at, c.id
             FROM promises w LEFT JOIN conversations c ON c.row = w.conversation WHERE w.id = ?1",
        )?
        .query_row([promise], |row| {
            Ok(Standing {
                row: row.get(0)?,
                what: row.get(1)?,
                due: row.get(2)?,
                state: words::meant(row.get(3)?),
                settled: row.get(4)?,
                conversation: row.get(5)?,
            })
        })
        .optional()?)
}

/// The promise of that name.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) fn named(db: &Connection, promise: Uuid) -> Result<Standing> {
    find(db, promise)?.ok_or(Error::NotFound("the promise"))
}

impl Standing {
    fn touch(&self, tx: &Tx<'_>) {
        if let Some(conversation) = self.conversation {
            tx.touch(conversation);
        }
    }
}

/// Puts a promise there, unless it is there already.
pub(crate) fn put(tx: &Tx<'_>, given: &Given<'_>) -> Result<()> {
    if find(tx, given.promise)?.is_some() {
        return Ok(());
    }
    let row = tx
        .prepare_cached("SELECT ifnull(max(row), 0) + 1 FROM promises")?
        .query_row([], |found| found.get(0))?;
    let written = tx
        .prepare_cached(
            "INSERT INTO promises
                 (row, id, person, conversation, message_id, words, what, made_at, due_at, due_key)
             SELECT ?10, ?1, p.row, (SELECT c.row FROM conversations c WHERE c.id = ?3),
                    ?4, ?5, ?6, ?7, ?8, ?9
             FROM persons p WHERE p.id = ?2",
        )?
        .execute((
            given.promise,
            given.person,
            given.conversation,
            given.message,
            given.words,
            given.what,
            given.at,
            given.due,
            place(tx, "due_key", row, given.due)?,
            row,
        ))?;
    if written == 0 {
        return Err(Error::NotFound("the person"));
    }
    named(tx, given.promise)?.touch(tx);
    Ok(())
}

/// Takes a promise away, as if it had not been given. Its words stay in the journal.
pub(crate) fn remove(tx: &Tx<'_>, promise: Uuid) -> Result<()> {
    let Some(standing) = find(tx, promise)? else {
        return Ok(());
    };
    tx.prepare_cached("DELETE FROM promise_moves WHERE promise = ?1")?
        .execute([standing.row])?;
    tx.prepare_cached("DELETE FROM promises WHERE row = ?1")?
        .execute([standing.row])?;
    standing.touch(tx);
    Ok(())
}

/// Says what is promised in other words.
pub(crate) fn reword(tx: &Tx<'_>, promise: Uuid, what: &str) -> Result<()> {
    let standing = named(tx, promise)?;
    tx.prepare_cached("UPDATE promises SET what = ?2 WHERE row = ?1")?
        .execute((standing.row, what))?;
    standing.touch(tx);
    Ok(())
}

/// One renegotiation as it was agreed.
#[derive(Debug)]
pub(crate) struct Moved<'a> {
    pub(crate) promise: Uuid,
    pub(crate) movement: Uuid,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) why: &'a str,
    pub(crate) at: i64,
}

/// Moves a promise to another time, and keeps both.
pub(crate) fn shift(tx: &Tx<'_>, moved: &Moved<'_>) -> Result<()> {
    let standing = named(tx, moved.promise)?;
    let new = tx
        .prepare_cached(
            "INSERT INTO promise_moves (id, promise, from_at, to_at, why, moved_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
        )?
        .execute((
            moved.movement,
            standing.row,
            moved.from,
            moved.to,
            moved.why,
            moved.at,
        ))?;
    if new > 0 {
        set_due(tx, &standing, moved.to)?;
    }
    Ok(())
}

/// Takes a renegotiation back: the promise is due when it had been.
pub(crate) fn shift_back(tx: &Tx<'_>, promise: Uuid, movement: Uuid, due: i64) -> Result<()> {
    let standing = named(tx, promise)?;
    let gone = tx
        .prepare_cached("DELETE FROM promise_moves WHERE id = ?1")?
        .execute([movement])?;
    if gone > 0 {
        set_due(tx, &standing, due)?;
    }
    Ok(())
}

fn set_due(tx: &Tx<'_>, standing: &Standing, due: i64) -> Result<()> {
    tx.prepare_cached("UPDATE promises SET due_at = ?2, due_key = ?3 WHERE row = ?1")?
        .execute((standing.row, due, place(tx, "due_key", standing.row, due)?))?;
    standing.touch(tx);
    Ok(())
}

/// Whether that renegotiation is the promise's last one and the promise still open.
pub(crate) fn is_last_move(db: &Connection, promise: Uuid, movement: Uuid) -> Result<bool> {
    let Some(standing) = find(db, promise)? else {
        return Ok(false);
    };
    let last: Option<Uuid> = db
        .prepare_cached(
            "SELECT id FROM promise_moves WHERE promise = ?1 ORDER BY row DESC LIMIT 1",
        )?
        .query_row([standing.row], |row| row.get(0))
        .optional()?;
    Ok(standing.state == PromiseState::Open && last == Some(movement))
}

/// Settles a promise: kept in time or late, as the time says, or broken.
pub(crate) fn settle(tx: &Tx<'_>, promise: Uuid, kept: bool, at: i64) -> Result<()> {
    let standing = named(tx, promise)?;
    if standing.state != PromiseState::Open {
        return Ok(());
    }
    let state = match kept {
        true if at <= standing.due => PromiseState::Kept,
        true => PromiseState::Late,
        false => PromiseState::Broken,
    };
    tx.prepare_cached(
        "UPDATE promises SET state = ?2, settled_at = ?3, settled_key = ?4 WHERE row = ?1",
    )?
    .execute((
        standing.row,
        words::stored(&state)?,
        at,
        place(tx, "settled_key", standing.row, at)?,
    ))?;
    standing.touch(tx);
    Ok(())
}

/// Makes a settled promise open again.
pub(crate) fn reopen(tx: &Tx<'_>, promise: Uuid) -> Result<()> {
    let standing = named(tx, promise)?;
    tx.prepare_cached(
        "UPDATE promises SET state = 'open', settled_at = NULL, settled_key = NULL WHERE row = ?1",
    )?
    .execute([standing.row])?;
    standing.touch(tx);
    Ok(())
}

/// The place of a promise at that time in one of the two orders. Those of one millisecond stand as
/// they were given, so that a promise which comes back stands where it stood.
fn place(db: &Connection, column: &str, row: i64, at: i64) -> Result<i64> {
    let sql = format!("SELECT 1 FROM promises WHERE {column} = ?1 AND row <> ?2");
    let mut taken = db.prepare_cached(&sql)?;
    let first = at.clamp(0, (1 << 43) - 1) << key::SHIFT;
    let mut place = first + (row & ((1 << key::SHIFT) - 1));
    // Only a promise that was given 1,024 promises later can be in the way.
    while taken.exists((place, row))? {
        place += 1;
    }
    Ok(place)
}
