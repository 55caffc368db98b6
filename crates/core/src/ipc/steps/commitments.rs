//! Commitments in a store of any size, all of them broken by many rows.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::{Tx, key};
use crate::error::Result;
use crate::testing::{self, MORNING};

/// How many commitments are built in.
const BUILT_IN: u128 = 12;

/// The built-in commitment in that place.
pub(super) fn id(place: u128) -> Uuid {
    Uuid::from_u128(0x5b1f_0c9a_d3e7_4c6f_9e21_a84d_37b6_1000 + place)
}

/// What breaks each commitment, from the beginning and from behind some row.
pub(super) fn rows() -> Vec<Value> {
    let behind = json!({ "at": MORNING + 1, "key": 1 });
    let both = |place| {
        [Value::Null, behind.clone()].map(|after| json!({ "id": id(place), "after": after }))
    };
    (1..=BUILT_IN).flat_map(both).collect()
}

/// Everything that counts days counts from tomorrow, and the history of the account is complete.
pub(super) fn strict(tx: &Tx<'_>) -> Result<()> {
    tx.execute_batch(
        "UPDATE commitments SET days = -1 WHERE days IS NOT NULL;
         UPDATE accounts SET history_done = 1;
         INSERT INTO permission_words (purpose, version, text, first_at)
         VALUES ('updates', 1, 'May we write?', 1);",
    )?;
    Ok(())
}

/// Breaks what the person and conversation in that row, which are the same, can break: a permission
/// after leaving, an address, notes, nobody who answers, and words that nobody asked for. The first
/// conversation stays as it is.
pub(super) fn breaks(tx: &Tx<'_>, row: i64) -> Result<()> {
    for (n, granted) in [(0, 1), (1, 0), (2, 1)] {
        let at = ((MORNING - 10_000_000 + row) << key::SHIFT) + n;
        tx.prepare_cached(
            "INSERT INTO permissions (id, key, person, purpose, granted, version, source, evidence,
                 seat)
             VALUES (?1, ?2, ?3, 'updates', ?4, iif(?4, 1, NULL), 'paper', '', ?1)",
        )?
        .execute((Uuid::from_u128((6 << 100) + at as u128), at, row, granted))?;
    }
    tx.prepare_cached(
        "UPDATE orders SET deliver_to = '12 Mill Lane' WHERE person = ?1 AND state = 'received'",
    )?
    .execute([row])?;
    // Somebody else, so that the roster keeps its customers.
    let client = row + 1_000_000;
    tx.prepare_cached(
        "INSERT INTO persons (row, id, account, remote_id, revision, name)
         VALUES (?1, ?2, 1, ?3, 1, ?3)",
    )?
    .execute((
        client,
        Uuid::from_u128(client as u128),
        format!("client-{row}"),
    ))?;
    tx.prepare_cached("INSERT INTO clients (person, since_at) VALUES (?1, ?2)")?
        .execute((client, MORNING))?;
    if row > 1 {
        let at = MORNING - 200_000_000 + row * 10;
        testing::message(tx, row, "seller", at, "Have you seen our teapots?")?;
    }
    Ok(())
}
