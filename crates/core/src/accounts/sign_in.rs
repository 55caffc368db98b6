//! # Signing in
//!
//! The seller agrees in the system's browser, and the workstation listens for them to come back. Its
//! row in `sign_ins` says how far that is, and holds no secret: what comes back stays between the
//! connector and the account's row.
//!
//! One sign-in waits at a time. Whoever begins another has given up the one before.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, oneshot};
use ts_rs::TS;
use uuid::Uuid;

use super::{OPEN, Reason, address, put};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;
use crate::sync;
use crate::sync::access::{AccountAccess, Granted, SignIn, SignInFault};
use crate::sync::market::SyncError;

/// Begins to sign in at a marketplace that speaks the open API.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInToAccount {
    /// Where it is: `https://…`, or `http://` on this machine.
    pub base_url: String,
}

/// A sign-in that waits for the seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInStarted {
    /// The sign-in.
    pub id: Uuid,
    /// Where the seller agrees; for the system's browser, and not to be kept.
    pub url: String,
}

/// Names a sign-in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseSignIn {
    /// The sign-in.
    pub id: Uuid,
}

/// How far a sign-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum SignInStep {
    /// The seller has not come back from the browser.
    Waiting,
    /// The account is connected.
    Done,
    /// It came to nothing.
    Failed,
    /// The seller gave it up.
    Cancelled,
}

/// A sign-in, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInState {
    /// The sign-in.
    pub id: Uuid,
    /// How far it is.
    pub state: SignInStep,
    /// Why it came to nothing.
    pub reason: Option<Reason>,
    /// The account that it connected.
    pub account_id: Option<Uuid>,
    /// Where.
    pub base_url: String,
}

/// The sign-in that waits for the seller, if one does. Whoever takes it away ends the wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunningSignIn(Arc<Mutex<Option<Running>>>);

#[derive(Debug)]
struct Running {
    id: Uuid,
    /// Dropped when the seller gives up.
    _stop: oneshot::Sender<()>,
}

impl RunningSignIn {
    /// Ends the wait, if there is one.
    pub(crate) async fn give_up(&self) {
        self.0.lock().await.take();
    }
}

/// Begins to sign in: asks the marketplace once how, and listens for the seller from then on.
///
/// # Errors
/// [`Error::NoSignIn`] when there is none in a browser; [`Error::Market`] when the marketplace
/// cannot be asked.
pub async fn sign_in(app: App, args: SignInToAccount) -> Result<SignInStarted> {
    let base_url = address(&args.base_url);
    if base_url.is_empty() {
        return Err(Error::EmptyText);
    }
    let SignIn { url, agreed } = match app.connect.sign_in(&base_url).await {
        Err(SyncError::NotFound) => return Err(Error::NoSignIn),
        asked => asked?,
    };
    let id = id::fresh();
    let mut running = app.sign_in.0.lock().await;
    let place = base_url.clone();
    app.db.write(move |tx| begin(tx, id, &place)).await?;
    let (stop, stopped) = oneshot::channel();
    *running = Some(Running { id, _stop: stop });
    drop(running);
    let waiting = wait(app, id, base_url, agreed, stopped);
    tokio::spawn(waiting);
    Ok(SignInStarted { id, url })
}

/// How far a sign-in is.
///
/// # Errors
/// [`Error::NotFound`] when a later one has taken its place.
pub async fn state(app: App, args: ChooseSignIn) -> Result<SignInState> {
    app.db
        .read(move |db| {
            db.prepare_cached(
                "SELECT s.state, s.reason, s.base_url,
                        (SELECT a.id FROM accounts a WHERE a.row = s.account)
                 FROM sign_ins s WHERE s.id = ?1",
            )?
            .query_row([args.id], |row| {
                let state: String = row.get(0)?;
                let reason: Option<String> = row.get(1)?;
                Ok(SignInState {
                    id: args.id,
                    state: serde_json::from_value(state.into()).unwrap_or(SignInStep::Failed),
                    reason: reason.as_deref().map(Reason::stored),
                    account_id: row.get(3)?,
                    base_url: row.get(2)?,
                })
            })
            .optional()?
            .ok_or(Error::NotFound("the sign-in"))
        })
        .await
}

/// Gives a sign-in up; one that has ended stays as it ended.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cancel(app: App, args: ChooseSignIn) -> Result<SignInState> {
    let mut running = app.sign_in.0.lock().await;
    if running.as_ref().is_some_and(|it| it.id == args.id) {
        *running = None;
    }
    app.db
        .write(move |tx| end(tx, args.id, SignInStep::Cancelled, None, None))
        .await?;
    drop(running);
    state(app, args).await
}

/// Says of a sign-in that the program left waiting that nobody listens any more.
pub(crate) async fn recover(app: &App) {
    let running = app.sign_in.0.lock().await;
    if running.is_some() {
        return;
    }
    let written = app
        .db
        .write(|tx| {
            tx.prepare_cached(
                "UPDATE sign_ins SET state = 'failed', reason = ?1 WHERE state = 'waiting'",
            )?
            .execute([serde_json::to_string(&Reason::Interrupted)?])?;
            Ok(())
        })
        .await;
    if let Err(fault) = written {
        tracing::error!(%fault, "the sign-ins cannot be put in order");
    }
}

/// Waits for the seller, and keeps what they brought.
async fn wait(
    app: App,
    id: Uuid,
    base_url: String,
    agreed: BoxFuture<'static, Result<Granted, SignInFault>>,
    stopped: oneshot::Receiver<()>,
) {
    let granted = tokio::select! {
        biased;
        granted = agreed => granted,
        // Given up; whoever did that has written it down.
        _ = stopped => return,
    };
    let kept = match granted {
        Ok(granted) => keep(&app, id, base_url, granted).await,
        Err(fault) => Err(fault),
    };
    let Err(fault) = kept else {
        tracing::info!("signed in");
        app.front.notify_one();
        return;
    };
    tracing::info!(%fault, "a sign-in came to nothing");
    let reason = fault.reason();
    let written = app
        .db
        .write(move |tx| end(tx, id, SignInStep::Failed, Some(reason), None))
        .await;
    if let Err(fault) = written {
        tracing::error!(%fault, "the end of a sign-in cannot be kept");
    }
}

/// Asks what the shop is called and can do, and keeps the account. What is not kept is given back.
async fn keep(app: &App, id: Uuid, base_url: String, granted: Granted) -> Result<(), SignInFault> {
    let access = AccountAccess {
        marketplace: OPEN.to_owned(),
        base_url,
        tokens: granted.asked_at(app.clock.now(), None),
    };
    let capabilities = match app.connect.market(&access) {
        Ok(market) => market.capabilities().await,
        Err(fault) => Err(fault),
    };
    let capabilities = match capabilities {
        Ok(capabilities) => capabilities,
        Err(fault) => {
            sync::give_back(app, access);
            return Err(fault.into());
        }
    };
    let name = match capabilities.shop.trim() {
        "" => host(&access.base_url).to_owned(),
        shop => shop.to_owned(),
    };
    let kept = access.clone();
    let written = app.db.write(move |tx| {
        let capabilities = serde_json::to_string(&capabilities)?;
        let before = before(tx, &name, &kept)?;
        let account = put(tx, &name, &kept, &capabilities)?;
        if end(tx, id, SignInStep::Done, None, Some(account.id))? {
            return Ok(before);
        }
        // Rolls the account back as well: the seller gave up while it was on its way.
        Err(Error::NotFound("the sign-in"))
    });
    match written.await {
        Ok(before) => {
            if let Some(before) = before {
                sync::give_back(app, before);
            }
            Ok(())
        }
        Err(fault) => {
            tracing::warn!(%fault, "what a sign-in brought is given back");
            sync::give_back(app, access);
            Err(SyncError::Unreachable { arrived: true }.into())
        }
    }
}

/// What let us in until now, where an earlier sign-in brought it: nobody will use it any more.
fn before(tx: &Tx<'_>, name: &str, access: &AccountAccess) -> Result<Option<AccountAccess>> {
    let row: Option<i64> = tx
        .prepare_cached("SELECT row FROM accounts WHERE id = ?1")?
        .query_row(
            [id::account(&access.marketplace, &access.base_url, name)],
            |row| row.get(0),
        )
        .optional()?;
    let before = row.map(|row| sync::access_of(tx, row)).transpose()?;
    Ok(before.flatten().filter(|it| it.tokens.refresh.is_some()))
}

/// Puts a new sign-in in the place of all that were before.
fn begin(tx: &Tx<'_>, id: Uuid, base_url: &str) -> Result<()> {
    tx.execute("DELETE FROM sign_ins", ())?;
    tx.prepare_cached(
        "INSERT INTO sign_ins (id, base_url, state, started_at) VALUES (?1, ?2, 'waiting', ?3)",
    )?
    .execute((id, base_url, tx.now()))?;
    Ok(())
}

/// Writes down how a sign-in ended; gives whether it still waited.
fn end(
    tx: &Tx<'_>,
    id: Uuid,
    step: SignInStep,
    reason: Option<Reason>,
    account: Option<Uuid>,
) -> Result<bool> {
    let step = serde_json::to_value(step)?;
    let reason = reason.as_ref().map(serde_json::to_string).transpose()?;
    let ended = tx
        .prepare_cached(
            "UPDATE sign_ins SET state = ?2, reason = ?3,
                 account = (SELECT row FROM accounts WHERE id = ?4)
             WHERE id = ?1 AND state = 'waiting'",
        )?
        .execute((id, step.as_str().unwrap_or_default(), reason, account))?;
    Ok(ended > 0)
}

/// The host in an address: what a shop without a name is called.
fn host(base_url: &str) -> &str {
    let rest = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
