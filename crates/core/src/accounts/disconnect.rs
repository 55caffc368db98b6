//! Disconnecting an account.
//!
//! The tokens are forgotten here at once and given back to the marketplace as soon as it can be
//! reached. Everything else stays: conversations can be read and searched, and what was about to
//! leave is held until the account is connected again.

use rusqlite::OptionalExtension;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{AccountStatus, find};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::sync::{self, access::AccountAccess};

/// Disconnects an account.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DisconnectAccount {
    /// The account.
    pub account_id: Uuid,
}

/// Disconnects an account; nobody waits for the marketplace.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn disconnect(app: App, args: DisconnectAccount) -> Result<AccountStatus> {
    let (status, forgotten) = app
        .db
        .write(move |tx| {
            let forgotten = forget(tx, args.account_id)?;
            Ok((find(tx, args.account_id)?, forgotten))
        })
        .await?;
    if let Some(access) = forgotten {
        sync::give_back(&app, access);
    }
    Ok(status)
}

/// Says that what is queued looks different: it is held while the account is disconnected.
pub(super) fn show_outbox(tx: &Tx<'_>, account: i64) -> Result<()> {
    tx.prepare_cached("UPDATE outbox SET changed_at = ?2 WHERE account = ?1 AND state = 'queued'")?
        .execute((account, tx.now()))?;
    Ok(())
}

/// Forgets the tokens; gives what they were, unless that happened before.
fn forget(tx: &Tx<'_>, id: Uuid) -> Result<Option<AccountAccess>> {
    let row: i64 = tx
        .prepare_cached("SELECT row FROM accounts WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("the account"))?;
    let access = sync::access_of(tx, row)?;
    tx.prepare_cached(
        "UPDATE accounts SET token = '', refresh_token = NULL, expires_at = NULL, reason = NULL,
             state = 'disconnected', state_since_at = ?2
         WHERE row = ?1 AND state <> 'disconnected'",
    )?
    .execute((row, tx.now()))?;
    show_outbox(tx, row)?;
    Ok(access)
}
