//! Forgetting addresses: the remedy where they were kept too long.
//!
//! It cannot be undone, since nothing is left to undo it with. The journal remembers the orders,
//! and the store blanks an address again when the marketplace sends it once more.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::DAY_MS;
use super::intents::CommitmentIntent;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};

/// How many addresses are forgotten in one transaction.
const SLICE: u32 = 100;

/// Forgets every address that was kept too long.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForgetAddresses {}

/// What was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressesForgotten {
    /// Of how many orders.
    pub orders: u32,
}

/// Forgets the addresses of all orders that arrived longer ago than the commitment says.
///
/// # Errors
/// What the store says; what was forgotten until then stays so.
pub async fn forget(app: App, _: ForgetAddresses) -> Result<AddressesForgotten> {
    let mut orders = 0;
    loop {
        let slice = app.db.write(forget_some).await?;
        orders += slice;
        if slice < SLICE {
            return Ok(AddressesForgotten { orders });
        }
    }
}

fn forget_some(tx: &Tx<'_>) -> Result<u32> {
    let days: i64 = tx
        .prepare_cached("SELECT days FROM commitments WHERE kind = 'addresses'")?
        .query_row([], |row| row.get::<_, Option<i64>>(0))
        .optional()?
        .flatten()
        .ok_or(Error::NotFound("the commitment"))?;
    let orders = {
        let mut rows = tx.prepare_cached(
            "SELECT id FROM orders
             WHERE state = 'received' AND deliver_to <> '' AND state_at < ?1
             ORDER BY state_at LIMIT ?2",
        )?;
        let until = tx.now().saturating_sub(days.saturating_mul(DAY_MS));
        let rows = rows.query_map((until, SLICE), |row| row.get(0))?;
        rows.collect::<rusqlite::Result<Vec<Uuid>>>()?
    };
    let found = u32::try_from(orders.len()).unwrap_or(SLICE);
    if found > 0 {
        let intent = CommitmentIntent::ForgetAddresses {
            orders,
            at: tx.now(),
        };
        journal::act(tx, &Intent::Commitment(intent))?;
    }
    Ok(found)
}

/// Forgets the address of an order, for good. Twice changes nothing more.
pub(super) fn blank(tx: &Tx<'_>, order: Uuid, at: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO forgotten_addresses (order_id, forgotten_at) VALUES (?1, ?2)
         ON CONFLICT (order_id) DO NOTHING",
    )?
    .execute((order, at))?;
    let conversation: Option<Option<Uuid>> = tx
        .prepare_cached(
            "UPDATE orders SET deliver_to = '' WHERE id = ?1
             RETURNING (SELECT c.id FROM conversations c WHERE c.row = orders.conversation)",
        )?
        .query_row([order], |row| row.get(0))
        .optional()?;
    if let Some(Some(conversation)) = conversation {
        tx.touch(conversation);
    }
    Ok(())
}
