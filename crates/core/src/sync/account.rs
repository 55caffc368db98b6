//! An account's row, as the sync reads and writes it.

use rapport_protocol::{Capabilities, Cursor, HistoryToken};
use rusqlite::{Connection, OptionalExtension, Row};

use super::absorb::AccountRow;
use super::access::{AccountAccess, Tokens};
use super::market::SyncError;
use crate::accounts::{AccountState, Reason};
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;

/// An account, as it stands when its lanes start.
pub(super) struct Account {
    pub(super) place: AccountRow,
    pub(super) access: AccountAccess,
    pub(super) capabilities: Capabilities,
    pub(super) cursor: Option<Cursor>,
    /// How often the seller connected it again.
    pub(super) connections: i64,
}

/// How an account stands, as the seller sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: AccountState,
    pub(super) reason: Option<Reason>,
}

impl From<&SyncError> for Standing {
    fn from(fault: &SyncError) -> Self {
        let state = match fault {
            SyncError::Unauthorized => AccountState::Revoked,
            SyncError::Unreachable { .. } => AccountState::Offline,
            _ => AccountState::Failing,
        };
        Self {
            state,
            reason: Some(fault.reason()),
        }
    }
}

const ACCESS: &str = "marketplace, base_url, token, refresh_token, expires_at";

fn access_in(row: &Row<'_>) -> rusqlite::Result<AccountAccess> {
    Ok(AccountAccess {
        marketplace: row.get(0)?,
        base_url: row.get(1)?,
        tokens: Tokens {
            access: row.get(2)?,
            refresh: row.get(3)?,
            expires_at: row.get(4)?,
        },
    })
}

/// Every account that is connected.
pub(super) fn all(db: &Connection) -> Result<Vec<Account>> {
    let mut rows = db.prepare_cached(&format!(
        "SELECT {ACCESS}, row, id, capabilities, cursor, connections
         FROM accounts WHERE state <> 'disconnected' ORDER BY row"
    ))?;
    let rows = rows.query_map([], |row| {
        let capabilities: String = row.get(7)?;
        Ok(Account {
            place: AccountRow {
                row: row.get(5)?,
                id: row.get(6)?,
            },
            access: access_in(row)?,
            // What cannot be read promises nothing; it is asked for again at once.
            capabilities: serde_json::from_str(&capabilities).unwrap_or_default(),
            cursor: row.get::<_, Option<String>>(8)?.map(Cursor),
            connections: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What lets us in now; `None` when the account is not connected.
pub(crate) fn access_of(db: &Connection, row: i64) -> Result<Option<AccountAccess>> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT {ACCESS} FROM accounts WHERE row = ?1 AND state <> 'disconnected'"
        ))?
        .query_row([row], access_in)
        .optional()?)
}

/// Keeps the pair that follows `old`; gives whether that one was still there.
pub(super) async fn replace_tokens(app: &App, row: i64, old: Tokens, new: Tokens) -> Result<bool> {
    app.db
        .write(move |tx| {
            let replaced = tx
                .prepare_cached(
                    "UPDATE accounts SET token = ?2, refresh_token = ?3, expires_at = ?4
                     WHERE row = ?1 AND token = ?5 AND refresh_token IS ?6",
                )?
                .execute((
                    row,
                    new.access,
                    new.refresh,
                    new.expires_at,
                    old.access,
                    old.refresh,
                ))?;
            Ok(replaced > 0)
        })
        .await
}

/// Keeps how an account stands, and when it was last heard.
pub(super) async fn set_state(
    app: &App,
    row: i64,
    standing: Standing,
    heard_at: Option<i64>,
) -> Result<()> {
    let state = serde_json::to_value(standing.state)?;
    let state = state.as_str().unwrap_or_default().to_owned();
    let reason = standing
        .reason
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    app.db
        .write(move |tx| {
            tx.prepare_cached(
                "UPDATE accounts SET
                     state_since_at = iif(state = ?2, state_since_at, ?5),
                     state = ?2, reason = ?3, synced_at = coalesce(?4, synced_at)
                 WHERE row = ?1 AND state <> 'disconnected'",
            )?
            .execute((row, state, reason, heard_at, tx.now()))?;
            Ok(())
        })
        .await
}

/// Keeps what the account can do.
pub(super) async fn set_capabilities(
    app: &App,
    row: i64,
    capabilities: &Capabilities,
) -> Result<()> {
    let capabilities = serde_json::to_string(capabilities)?;
    app.db
        .write(move |tx| {
            tx.prepare_cached(
                "UPDATE accounts SET capabilities = ?2 WHERE row = ?1 AND capabilities <> ?2",
            )?
            .execute((row, capabilities))?;
            Ok(())
        })
        .await
}

/// Where the walk backward stands; `None` when there is nothing left to walk.
pub(super) fn history_token(db: &Connection, row: i64) -> Result<Option<HistoryToken>> {
    let token: Option<Option<String>> = db
        .prepare_cached("SELECT history_token FROM accounts WHERE row = ?1 AND history_done = 0")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    Ok(token.flatten().map(HistoryToken))
}

/// Whether nothing is missing that happened before an expired cursor.
pub(super) fn is_whole(db: &Connection, row: i64) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT gap = 0 FROM accounts WHERE row = ?1")?
        .query_row([row], |row| row.get(0))?)
}

/// Forgets every place, so that everything is asked for again. Rows, notes and the outbox stay.
pub(super) async fn forget_places(app: &App, row: i64) -> Result<()> {
    app.db
        .write(move |tx| {
            tx.prepare_cached(
                "UPDATE accounts SET gap = gap OR cursor IS NOT NULL, cursor = NULL,
                     history_token = NULL, history_done = 0, history_messages = 0
                 WHERE row = ?1",
            )?
            .execute([row])?;
            Ok(())
        })
        .await
}

/// A place that is committed together with what it brought.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// The first cursor, and where history begins.
    Head(Cursor, Option<HistoryToken>),
    /// The next cursor.
    Changes(Cursor),
    /// The next step backward from the first token; none at the beginning of time.
    History(HistoryToken, Option<HistoryToken>),
}

impl Place {
    pub(super) fn commit(&self, tx: &Tx<'_>, row: i64) -> Result<()> {
        match self {
            Self::Head(cursor, history) => {
                let history = history.as_ref().map(HistoryToken::as_str);
                tx.prepare_cached(
                    "UPDATE accounts SET cursor = ?2, history_token = ?3,
                         history_done = (?3 IS NULL), gap = gap AND ?3 IS NOT NULL
                     WHERE row = ?1",
                )?
                .execute((row, cursor.as_str(), history))?;
            }
            Self::Changes(cursor) => {
                tx.prepare_cached("UPDATE accounts SET cursor = ?2 WHERE row = ?1")?
                    .execute((row, cursor.as_str()))?;
            }
            Self::History(from, to) => {
                // Not when another walk has begun in between.
                let to = to.as_ref().map(HistoryToken::as_str);
                tx.prepare_cached(
                    "UPDATE accounts SET history_token = ?3, history_done = (?3 IS NULL),
                         gap = gap AND ?3 IS NOT NULL
                     WHERE row = ?1 AND history_token = ?2",
                )?
                .execute((row, from.as_str(), to))?;
            }
        }
        Ok(())
    }
}

/// Counts messages that the walk backward has brought.
pub(super) fn count_history(tx: &Tx<'_>, row: i64, messages: i64) -> Result<()> {
    if messages > 0 {
        tx.prepare_cached(
            "UPDATE accounts SET history_messages = history_messages + ?2 WHERE row = ?1",
        )?
        .execute((row, messages))?;
    }
    Ok(())
}
