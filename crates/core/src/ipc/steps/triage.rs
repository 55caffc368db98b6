//! The inbox's tabs in a shop that snoozes, drafts, tags and finishes: each has an index of its own to
//! be led by.

use serde_json::{Value, json};

use crate::db::{Tx, key};
use crate::error::Result;
use crate::testing::MORNING;

/// Puts a conversation in its place, as its number has it.
pub(super) fn place(tx: &Tx<'_>, row: i64) -> Result<()> {
    let at = MORNING + row * 10_000;
    match row % 5 {
        1 => tx.execute(
            "INSERT INTO marks (conversation, snoozed_at, snoozed_key, wakes_at, wakes_key)
             VALUES (?1, ?2, 1, ?3, ?3 << 10)",
            // It sleeps for as long as this store is looked at.
            (row, at, at + FAR),
        )?,
        2 => tx.execute(
            "INSERT INTO drafts (conversation, mode, text, changed_at) VALUES (?1, 'reply', 'Y', ?2)",
            (row, at),
        )?,
        3 => tx.execute(
            "INSERT INTO marks (conversation, done_key, done_at, starred)
             VALUES (?1, (SELECT max(key) FROM messages WHERE conversation = ?1), ?2, 1)",
            (row, at),
        )?,
        _ => 0,
    };
    tx.execute(
        "INSERT INTO tags (conversation, folded, word, tagged_at)
         VALUES (?1, 'w' || ?1 % 20, 'W' || ?1 % 20, ?2)",
        (row, at),
    )?;
    Ok(())
}

/// A year, in milliseconds.
const FAR: i64 = 365 * 24 * 3_600_000;

/// Each tab, around a place with others on both sides.
pub(super) fn tabs() -> Vec<Value> {
    let middle = MORNING + 250_000;
    [
        ("waiting", middle << key::SHIFT),
        ("open", -(middle << key::SHIFT)),
        ("snoozed", (middle + FAR) << key::SHIFT),
        ("drafts", -(middle << key::SHIFT)),
        ("done", -(middle << key::SHIFT)),
    ]
    .map(|(tab, at)| json!({ "tab": tab, "at": at, "before": 3, "after": 3 }))
    .into()
}
