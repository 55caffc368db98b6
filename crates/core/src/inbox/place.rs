//! Where the seller does something: a conversation, and what its account can do.

use rapport_protocol::Capabilities;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::error::{Error, Result};

const HOUR_MS: i64 = 3_600_000;

/// A conversation that is there, with its account.
#[derive(Debug)]
pub(crate) struct Place {
    /// Its row.
    pub(crate) row: i64,
    /// The marketplace's name for it.
    pub(crate) remote: String,
    /// The account's row.
    pub(crate) account: i64,
    /// Whether the marketplace takes no more messages in it.
    pub(crate) closed: bool,
    /// What the account can do.
    pub(crate) capabilities: Capabilities,
}

impl Place {
    /// The conversation of that name.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) fn named(db: &Connection, conversation: Uuid) -> Result<Self> {
        Self::of(db, super::row_of(db, conversation)?)
    }

    /// The conversation in that row.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) fn of(db: &Connection, row: i64) -> Result<Self> {
        let found = db
            .prepare_cached(
                "SELECT remote_id, account, closed FROM conversations
                 WHERE row = ?1 AND deleted = 0",
            )?
            .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (remote, account, closed) = found.ok_or(Error::NotFound("the conversation"))?;
        Ok(Self {
            row,
            remote,
            account,
            closed,
            capabilities: capabilities(db, account)?,
        })
    }

    /// Until when the buyer can be answered, in Unix milliseconds; `None` where that never ends.
    ///
    /// # Errors
    /// What SQLite says.
    pub(crate) fn answer_until(&self, db: &Connection) -> Result<Option<i64>> {
        answer_until(db, self.row, &self.capabilities)
    }
}

/// Until when the buyer of a conversation can be answered: a marketplace may give a seller so many
/// hours after the buyer's last message. In Unix milliseconds; `None` where that never ends.
///
/// # Errors
/// What SQLite says.
pub(crate) fn answer_until(
    db: &Connection,
    conversation: i64,
    capabilities: &Capabilities,
) -> Result<Option<i64>> {
    let hours = i64::from(capabilities.messages.reply_window_hours);
    if hours == 0 {
        return Ok(None);
    }
    let asked: Option<i64> = db
        .prepare_cached(
            "SELECT at FROM messages WHERE conversation = ?1 AND author = 'buyer'
             ORDER BY key DESC LIMIT 1",
        )?
        .query_row([conversation], |row| row.get(0))
        .optional()?;
    Ok(asked.map(|at| at + hours * HOUR_MS))
}

/// What an account can do; what cannot be read promises nothing.
///
/// # Errors
/// What SQLite says.
pub(crate) fn capabilities(db: &Connection, account: i64) -> Result<Capabilities> {
    let json: String = db
        .prepare_cached("SELECT capabilities FROM accounts WHERE row = ?1")?
        .query_row([account], |row| row.get(0))?;
    Ok(serde_json::from_str(&json).unwrap_or_default())
}

/// The accounts whose marketplace allows something.
///
/// # Errors
/// What SQLite says.
pub(crate) fn accounts_that(
    db: &Connection,
    allows: impl Fn(&Capabilities) -> bool,
) -> Result<Vec<i64>> {
    let mut rows = db.prepare_cached("SELECT row, capabilities FROM accounts ORDER BY row")?;
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let able = rows.into_iter().filter(|(_, capabilities)| {
        let capabilities = serde_json::from_str(capabilities).unwrap_or_default();
        allows(&capabilities)
    });
    Ok(able.map(|(row, _)| row).collect())
}
