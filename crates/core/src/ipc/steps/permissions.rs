//! Permissions in a store of any size: granted, withdrawn and taken back.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::{Tx, key};
use crate::error::Result;
use crate::testing::MORNING;

/// Lets the person in that row say `n` things. Every other one withdraws what the one before
/// allowed, and every fifteenth was noted by mistake.
pub(super) fn permissions(tx: &Tx<'_>, row: i64, n: i64) -> Result<()> {
    for purpose in ["updates", "offers", "surveys"] {
        tx.prepare_cached(
            "INSERT INTO permission_words (purpose, version, text, first_at)
             SELECT ?1, 1, 'May we write to you?', ?2
             WHERE NOT EXISTS (SELECT 1 FROM permission_words WHERE purpose = ?1)",
        )?
        .execute((purpose, MORNING))?;
    }
    for i in 0..n {
        let id = Uuid::from_u128((6 << 100) + ((row as u128) << 40) + i as u128);
        let granted = (i / 3 + row) % 2 == 0;
        let purpose = ["updates", "offers", "surveys"][i as usize % 3];
        tx.prepare_cached(
            "INSERT INTO permissions
                 (id, key, person, purpose, granted, version, source, evidence, seat)
             SELECT ?1, coalesce(max(key) + 1, ?2), ?3, ?4, ?5, iif(?5, 1, NULL), 'page', '', ?1
             FROM permissions",
        )?
        .execute((id, MORNING << key::SHIFT, row, purpose, granted))?;
        tx.prepare_cached(
            "INSERT INTO permissions
                 (id, key, person, purpose, granted, version, source, evidence, seat, undoes)
             SELECT ?2, (SELECT max(key) + 1 FROM permissions), person, purpose, granted, version,
                    source, '', seat, id
             FROM permissions WHERE id = ?1 AND ?3 % 15 = 14",
        )?
        .execute((id, Uuid::from_u128(id.as_u128() + (1 << 100)), i))?;
    }
    Ok(())
}

/// Windows of the log, whole and of one purpose.
pub(super) fn logs() -> Vec<Value> {
    [None, Some("offers")]
        .map(|purpose| window(json!({ "purpose": purpose })))
        .to_vec()
}

/// Windows of those who allow a purpose, and of those who do so no more.
pub(super) fn people() -> Vec<Value> {
    [true, false]
        .map(|granted| window(json!({ "purpose": "offers", "granted": granted })))
        .to_vec()
}

fn window(mut args: Value) -> Value {
    args["at"] = json!(-((MORNING << key::SHIFT) + 300));
    args["before"] = json!(20);
    args["after"] = json!(20);
    args
}
