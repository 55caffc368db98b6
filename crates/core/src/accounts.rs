//! # Accounts
//!
//! One connection to one marketplace each. Its token is a row in the encrypted store, so that it
//! changes in the same transaction as what it belongs to; it never reaches the page or a log.

pub mod disconnect;
pub mod sign_in;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::sync::access::{AccountAccess, Tokens};

/// The one kind of marketplace that can be connected by hand: whoever speaks the open API.
const OPEN: &str = "open";

/// How the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum AccountState {
    /// Nothing has been heard yet.
    Connecting,
    /// It answers.
    Online,
    /// It cannot be reached; everything is kept and queued here.
    Offline,
    /// It no longer takes the token; the seller has to connect again.
    Revoked,
    /// It answers, and something is wrong with what it says.
    Failing,
    /// The seller disconnected it. All that is here stays, and nothing comes or leaves.
    Disconnected,
}

/// Why an account or an outbox entry stands still. A file format: it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// The marketplace cannot be reached.
    Unreachable,
    /// The marketplace failed.
    ServerFailed,
    /// The marketplace asks for patience.
    TooMany,
    /// The marketplace does not know the token.
    Unauthorized,
    /// What came could not be understood.
    Unreadable,
    /// What came is too large to be taken.
    TooLarge,
    /// What was to leave is longer than the marketplace takes by now.
    TooLong,
    /// The marketplace repeats itself for ever.
    Endless,
    /// Something changed since the seller wrote.
    Stale,
    /// What it is about sold out since the seller wrote.
    SoldOut,
    /// It may have arrived and was not seen there.
    NotSeen,
    /// What it belongs to is no longer there.
    Gone,
    /// The conversation takes no more messages.
    Closed,
    /// The time in which the buyer could be answered is over.
    AnswerTooLate,
    /// The seller said no in the browser.
    Declined,
    /// Nobody came back from the browser in time.
    TooLate,
    /// The program ended in between.
    Interrupted,
    /// The account is not connected.
    Disconnected,
    /// The seller has blocked the person.
    Blocked,
    /// The marketplace refused, in its own words.
    Refused {
        /// The marketplace's words.
        detail: String,
    },
    /// A kind of reason that another version wrote.
    #[serde(other)]
    Unknown,
}

/// One account, as its line on the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountStatus {
    /// The account.
    pub id: Uuid,
    /// The shop's name there.
    pub name: String,
    /// The kind of marketplace.
    pub marketplace: String,
    /// Where it is, so that the seller can see it and sign in there again.
    pub base_url: String,
    /// How the connection is.
    pub state: AccountState,
    /// Since when, in Unix milliseconds.
    pub since_at: i64,
    /// When the marketplace was last heard, in Unix milliseconds.
    pub synced_at: Option<i64>,
    /// What is wrong, where something is.
    pub reason: Option<Reason>,
    /// Whether all of the history is here.
    pub history_done: bool,
    /// How many messages of it have come so far.
    pub history_messages: i64,
    /// How many things came that could not be understood; they are kept aside.
    pub set_aside: i64,
}

/// The shop at a glance: what the frame of the window shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShopStatus {
    /// The name of the first account; empty before there is one.
    pub name: String,
    /// Every account, in the order they were connected.
    pub accounts: Vec<AccountStatus>,
    /// Outbox entries on their way.
    pub queued: i64,
    /// Outbox entries that stopped with a reason.
    pub trouble: i64,
    /// Conversations that wait and are not muted.
    pub waiting: i64,
}

/// Connects a marketplace that speaks the open API.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectAccount {
    /// What the shop is called there.
    pub name: String,
    /// Where it is: `https://…`, or `http://` on this machine.
    pub base_url: String,
    /// The token that the marketplace gave.
    pub token: String,
}

impl std::fmt::Debug for ConnectAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectAccount")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// The shop at a glance.
///
/// # Errors
/// What the store says.
pub async fn status(app: App, (): ()) -> Result<ShopStatus> {
    app.db
        .read(|db| {
            let accounts = db
                .prepare_cached(&format!("{STATUS} ORDER BY row"))?
                .query_map([], status_of)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let name = accounts
                .first()
                .map(|account| account.name.clone())
                .unwrap_or_default();
            Ok(ShopStatus {
                name,
                accounts,
                queued: tally(db, "queued")?,
                trouble: tally(db, "trouble")?,
                waiting: tally(db, "calling")?,
            })
        })
        .await
}

/// Connects an account: asks the marketplace once, then keeps it. Connecting the same shop again
/// renews its token.
///
/// # Errors
/// [`Error::Market`] when the marketplace cannot be reached or does not know the token.
pub async fn connect(app: App, args: ConnectAccount) -> Result<AccountStatus> {
    let name = args.name.trim().to_owned();
    let base_url = address(&args.base_url);
    let token = args.token.trim().to_owned();
    if name.is_empty() || base_url.is_empty() || token.is_empty() {
        return Err(Error::EmptyText);
    }
    let access = AccountAccess {
        marketplace: OPEN.to_owned(),
        base_url,
        tokens: Tokens::by_hand(token),
    };
    let capabilities = app.connect.market(&access)?.capabilities().await?;
    let capabilities = serde_json::to_string(&capabilities)?;
    app.db
        .write(move |tx| put(tx, &name, &access, &capabilities))
        .await
}

/// An address as it is kept.
fn address(typed: &str) -> String {
    typed.trim().trim_end_matches('/').to_owned()
}

/// Keeps an account that lets us in. One that was there before goes on where it stood.
fn put(
    tx: &Tx<'_>,
    name: &str,
    access: &AccountAccess,
    capabilities: &str,
) -> Result<AccountStatus> {
    let id = id::account(&access.marketplace, &access.base_url, name);
    tx.prepare_cached(
        "INSERT INTO accounts
             (id, name, marketplace, base_url, token, refresh_token, expires_at, capabilities,
              state, state_since_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'connecting', ?9, ?9)
         ON CONFLICT (id) DO UPDATE SET
             token = excluded.token, refresh_token = excluded.refresh_token,
             expires_at = excluded.expires_at, connections = connections + 1,
             capabilities = excluded.capabilities, state = 'connecting',
             state_since_at = excluded.state_since_at, reason = NULL",
    )?
    .execute((
        id,
        name,
        &access.marketplace,
        &access.base_url,
        &access.tokens.access,
        &access.tokens.refresh,
        access.tokens.expires_at,
        capabilities,
        tx.now(),
    ))?;
    let row = tx
        .prepare_cached("SELECT row FROM accounts WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    disconnect::show_outbox(tx, row)?;
    find(tx, id)
}

/// Tries at once to reach every marketplace, except one that asked for patience: the network is
/// back, or the seller does not want to wait.
///
/// # Errors
/// None.
pub async fn try_now(app: App, (): ()) -> Result<()> {
    app.hurry.notify_one();
    Ok(())
}

fn find(db: &Connection, id: Uuid) -> Result<AccountStatus> {
    db.prepare_cached(&format!("{STATUS} WHERE id = ?1"))?
        .query_row([id], status_of)
        .optional()?
        .ok_or(Error::NotFound("the account"))
}

/// One of the counts that triggers keep true with every commit.
pub(crate) fn tally(db: &Connection, name: &str) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT n FROM tallies WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?)
}

const STATUS: &str = "SELECT id, name, marketplace, state, state_since_at, synced_at, reason, \
                      history_done, history_messages, set_aside, base_url FROM accounts";

fn status_of(row: &Row<'_>) -> rusqlite::Result<AccountStatus> {
    let state: String = row.get(3)?;
    let reason: Option<String> = row.get(6)?;
    Ok(AccountStatus {
        id: row.get(0)?,
        name: row.get(1)?,
        marketplace: row.get(2)?,
        base_url: row.get(10)?,
        state: serde_json::from_value(state.into()).unwrap_or(AccountState::Failing),
        since_at: row.get(4)?,
        synced_at: row.get(5)?,
        reason: reason.as_deref().map(Reason::stored),
        history_done: row.get(7)?,
        history_messages: row.get(8)?,
        set_aside: row.get(9)?,
    })
}

impl Reason {
    /// A reason as it lies in the store; one that cannot be read is an unknown one.
    pub(crate) fn stored(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or(Self::Unknown)
    }
}
