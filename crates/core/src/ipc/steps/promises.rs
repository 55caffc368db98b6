//! Promises in a store of any size, in all their states.

use uuid::Uuid;

use crate::db::{Tx, key};
use crate::error::Result;
use crate::testing::MORNING;

/// Gives the person and conversation in that row, which are the same, `n` promises, the first one
/// of which was moved.
pub(super) fn promises(tx: &Tx<'_>, row: i64, n: i64) -> Result<()> {
    for i in 0..n {
        let id = Uuid::from_u128((5 << 100) + ((row as u128) << 40) + i as u128);
        let state = ["open", "kept", "open", "late", "broken"][i as usize % 5];
        // Half of them are overdue, the other half are due within the day.
        let due = MORNING + (i - n / 2) * 60_000;
        let settled = (state != "open").then_some(MORNING - i * 1_000);
        tx.prepare_cached(
            "INSERT INTO promises (id, person, conversation, words, what, made_at, due_at, due_key,
                 state, settled_at, settled_key)
             VALUES (?1, ?2, ?2, '', 'Sends it', ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            id,
            row,
            MORNING,
            due,
            (due << key::SHIFT) + row,
            state,
            settled,
            settled.map(|at| (at << key::SHIFT) + row),
        ))?;
        tx.prepare_cached(
            "INSERT INTO promise_moves (id, promise, from_at, to_at, why, moved_at)
             SELECT ?1, last_insert_rowid(), ?2, ?3, '', ?2 WHERE ?4 = 0",
        )?
        .execute((id, MORNING, due, i))?;
    }
    Ok(())
}
