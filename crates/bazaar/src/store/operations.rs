//! The answers that were given for good.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::Result;

/// An answer as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body, an outcome or a problem.
    pub(crate) body: String,
}

/// What was answered to a key, with the hash of the operation that it came with.
pub(crate) fn answered(
    tx: &Transaction<'_>,
    seller: &str,
    key: &str,
) -> Result<Option<(Vec<u8>, Answer)>> {
    let mut answer = tx.prepare_cached(
        "SELECT content, status, answer FROM operations WHERE seller_id = ?1 AND key = ?2",
    )?;
    let found = answer.query_row((seller, key), |row| {
        Ok((
            row.get(0)?,
            Answer {
                status: row.get(1)?,
                body: row.get(2)?,
            },
        ))
    });
    Ok(found.optional()?)
}

/// Remembers an answer, in the transaction of what it answers.
pub(crate) fn remember(
    tx: &Transaction<'_>,
    seller: &str,
    key: &str,
    content: &[u8],
    answer: &Answer,
    now: i64,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO operations (seller_id, key, content, status, answer, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((seller, key, content, answer.status, &answer.body, now))?;
    Ok(())
}
