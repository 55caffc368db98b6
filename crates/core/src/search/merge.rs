//! # Merging the index
//!
//! Every transaction adds a piece to the index, and pieces must be merged, or a search would have to
//! look into ever more of them. SQLite would merge in a commit, much at a time: an act of the
//! seller's that waits for a batch would wait for that too. Here a batch only says how much it added;
//! merging follows in steps, and ends with the step that runs when an act waits.

use rusqlite::Connection;

use crate::db::{Db, Tx};
use crate::error::Result;

/// A step writes about so many pages of the index, 4 KiB each. For each row that was added a page is
/// owed: a page holds some ten messages, and is written anew some six times until it lies in the
/// largest piece.
const STEP: u32 = 32;

/// Merges as much of the index as is owed for so many rows that were added.
///
/// # Errors
/// What SQLite says; the index is whole all the same.
pub(crate) async fn merge(db: &Db, table: &'static str, rows: usize) -> Result<()> {
    let mut owed = rows.div_ceil(STEP as usize);
    while owed > 0 {
        owed = db.absorb(move |tx| steps(tx, table, owed)).await?;
    }
    Ok(())
}

/// So many steps, or fewer when an act waits; says how many are still owed.
fn steps(tx: &Tx<'_>, table: &str, owed: usize) -> Result<usize> {
    for left in (0..owed).rev() {
        if !step(tx, table)? {
            return Ok(0);
        }
        if tx.is_wanted() {
            return Ok(left);
        }
    }
    Ok(0)
}

/// One step; false when nothing is left to be merged.
fn step(tx: &Connection, table: &str) -> Result<bool> {
    let before = tx.total_changes();
    tx.prepare_cached(&format!(
        "INSERT INTO {table} ({table}, rank) VALUES ('merge', ?1)"
    ))?
    .execute([STEP])?;
    // The statement itself counts as one: https://sqlite.org/fts5.html, "The 'merge' command".
    Ok(tx.total_changes() - before >= 2)
}

/// Has a new index merged here and not in the commits, as the migration did with the first.
///
/// # Errors
/// What SQLite says.
pub(super) fn take_over(tx: &Connection, table: &str) -> Result<()> {
    tx.execute_batch(&format!(
        "INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0), ('crisismerge', 64)"
    ))?;
    Ok(())
}
