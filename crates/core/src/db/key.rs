//! A message's or note's row id is its time-ordered key: milliseconds shifted left by 10 bits plus
//! a sequence. It stays below 2^53 until the year 2248, so it is a safe number on the page.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;

/// How far the milliseconds are shifted.
pub const SHIFT: u32 = 10;

/// The next free key of messages and notes at that time, in Unix milliseconds. A full millisecond
/// borrows the next one.
///
/// # Errors
/// What SQLite says.
pub fn next(connection: &Connection, at: i64) -> Result<i64> {
    free(at, |low, high| newest_between(connection, low, high))
}

/// The next free key of the feedback ledger at that time, in Unix milliseconds.
///
/// # Errors
/// What SQLite says.
pub fn next_in_ledger(connection: &Connection, at: i64) -> Result<i64> {
    free(at, |low, high| {
        Ok(connection
            .prepare_cached(
                "SELECT key FROM feedback WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT 1",
            )?
            .query_row((low, high), |row| row.get(0))
            .optional()?)
    })
}

fn free(at: i64, newest_between: impl Fn(i64, i64) -> Result<Option<i64>>) -> Result<i64> {
    let mut millisecond = at.clamp(0, (1 << 43) - 1);
    loop {
        let low = millisecond << SHIFT;
        let high = (millisecond + 1) << SHIFT;
        match newest_between(low, high)? {
            None => return Ok(low),
            Some(key) if key + 1 < high => return Ok(key + 1),
            Some(_) => millisecond += 1,
        }
    }
}

/// A key of a row at that time, in Unix milliseconds, that is not `taken` yet. Rows of one millisecond
/// lie apart by their number, so that this is rarely asked twice.
///
/// # Errors
/// What `taken` says.
pub(crate) fn of_row(row: i64, at: i64, mut taken: impl FnMut(i64) -> Result<bool>) -> Result<i64> {
    let first = at.clamp(0, (1 << 43) - 1) << SHIFT;
    let mut key = first + (row & ((1 << SHIFT) - 1));
    while taken(key)? {
        key += 1;
    }
    Ok(key)
}

/// The time inside a key, in Unix milliseconds.
pub fn time_of(key: i64) -> i64 {
    key >> SHIFT
}

fn newest_between(connection: &Connection, low: i64, high: i64) -> Result<Option<i64>> {
    let newest = |sql| -> Result<Option<i64>> {
        Ok(connection
            .prepare_cached(sql)?
            .query_row((low, high), |row| row.get(0))
            .optional()?)
    };
    let message =
        newest("SELECT key FROM messages WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT 1")?;
    let note =
        newest("SELECT key FROM notes WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT 1")?;
    Ok(message.max(note))
}
