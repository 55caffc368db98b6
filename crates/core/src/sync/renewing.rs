//! # Renewing what lets us in
//!
//! A marketplace as the lanes see it, whose access token never seems to end: it is renewed shortly
//! before, or when the marketplace no longer takes it, and the question that met the end is asked
//! again. The lanes hear [`SyncError::Unauthorized`] only when the seller has to sign in again.
//!
//! One renewal runs at a time. The new pair is committed before it is used, and what the store holds
//! is the truth: the old pair is never used again, not even after a crash.
//!
//! **What a lost answer costs.** A refresh token is good once. When the marketplace has traded it
//! and its answer is lost (the connection breaks, the power goes), the one that is kept here is
//! worth nothing, and the seller signs in again. Nothing else is lost: the store, the outbox and the
//! place in the changes stay.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use rapport_protocol::{
    Capabilities, ChangesPage, Cursor, HistoryPage, HistoryToken, Operation, OperationOutcome,
    Picture, PictureId, Signal,
};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use super::access::{AccountAccess, Tokens};
use super::market::{Event, FetchedPicture, Market, NewPicture, SyncError};
use super::{account, retry};
use crate::app::App;
use crate::chance;
use crate::error::{Error, Result};

/// How long before its end a token is renewed, in milliseconds.
const EARLY_MS: i64 = 60_000;
/// How long the end of the program waits for a renewal that runs.
const LAST_WAIT: Duration = Duration::from_secs(5);

/// One account on its marketplace, under a token that is renewed.
pub(super) struct Renewing {
    app: App,
    account: i64,
    held: Arc<Mutex<Held>>,
}

/// The pair in use, and what is known of its renewals. Whoever renews holds the lock.
struct Held {
    access: AccountAccess,
    market: Arc<dyn Market>,
    /// How many pairs came before this one.
    number: u64,
    /// When this pair came, in Unix milliseconds; 0 for the one that was there at the start.
    renewed_at: i64,
    /// A pair that came and could not be committed yet.
    uncommitted: Option<Tokens>,
    failures: u32,
    /// What the last try met, and until when there is no other.
    failed: Option<(SyncError, Instant)>,
}

impl Renewing {
    /// The account under the pair that is in the store; nothing is sent yet.
    pub(super) fn new(
        app: App,
        account: i64,
        access: AccountAccess,
    ) -> std::result::Result<Self, SyncError> {
        let market = app.connect.market(&access)?;
        let held = Held {
            access,
            market,
            number: 0,
            renewed_at: 0,
            uncommitted: None,
            failures: 0,
            failed: None,
        };
        Ok(Self {
            app,
            account,
            held: Arc::new(Mutex::new(held)),
        })
    }

    /// Waits for a renewal that runs, though not for ever: what the marketplace has granted is
    /// committed before the store closes.
    pub(super) async fn settled(&self) {
        if tokio::time::timeout(LAST_WAIT, self.held.lock())
            .await
            .is_err()
        {
            tracing::warn!(account = self.account, "a renewal was still running");
        }
    }

    /// Asks under a good token, and once more under a new one where this one had just ended.
    async fn ask<T, F>(&self, question: impl Fn(Arc<dyn Market>) -> F) -> Result<T, SyncError>
    where
        F: Future<Output = Result<T, SyncError>>,
    {
        let (market, number) = self.market().await?;
        match question(market).await {
            Err(SyncError::Unauthorized) => {
                let (market, _) = self.renewed(number).await?;
                question(market).await
            }
            answer => answer,
        }
    }

    /// The marketplace under a token that is good for a while.
    async fn market(&self) -> Result<(Arc<dyn Market>, u64), SyncError> {
        let (current, due, over) = {
            let held = self.held.lock().await;
            let now = self.app.clock.now();
            (held.current(), held.is_due(now), held.is_over(now))
        };
        if !due {
            return Ok(current);
        }
        match self.renewed(current.1).await {
            // It was early; the old one still serves.
            Err(fault) if !over && fault != SyncError::Unauthorized => Ok(current),
            renewed => renewed,
        }
    }

    /// The marketplace under the pair after that number.
    async fn renewed(&self, number: u64) -> Result<(Arc<dyn Market>, u64), SyncError> {
        let held = Arc::clone(&self.held).lock_owned().await;
        // A task of its own: a lane may be ended between the answer and its commit.
        let renewal = tokio::spawn(renew(held, self.app.clone(), self.account, number));
        renewal
            .await
            .unwrap_or(Err(SyncError::Unreachable { arrived: false }))
    }
}

/// Renews, unless another lane just did or the last try is too near.
async fn renew(
    mut held: OwnedMutexGuard<Held>,
    app: App,
    account: i64,
    number: u64,
) -> Result<(Arc<dyn Market>, u64), SyncError> {
    if held.number != number {
        return Ok(held.current());
    }
    if let Some((fault, until)) = &held.failed
        && Instant::now() < *until
    {
        return Err(fault.clone());
    }
    let fault = match held.next_pair(&app, account).await {
        Ok(()) => {
            (held.failures, held.failed) = (0, None);
            return Ok(held.current());
        }
        Err(Error::Market(fault)) => fault,
        Err(own) => {
            tracing::error!(account, fault = %own, "the tokens cannot be kept");
            SyncError::Unreachable { arrived: false }
        }
    };
    tracing::info!(account, %fault, "the tokens could not be renewed");
    held.failures = held.failures.saturating_add(1);
    let wait = retry::delay(&fault, held.failures, chance::fraction());
    held.failed = Some((fault.clone(), Instant::now() + wait));
    Err(fault)
}

impl Held {
    fn current(&self) -> (Arc<dyn Market>, u64) {
        (Arc::clone(&self.market), self.number)
    }

    fn is_over(&self, now: i64) -> bool {
        self.access.tokens.expires_at.is_some_and(|at| now >= at)
    }

    /// Whether to renew now; a token that lives shorter than a minute is used to its end.
    fn is_due(&self, now: i64) -> bool {
        let soon = |at: i64| now >= at.saturating_sub(EARLY_MS);
        let fresh = now - self.renewed_at < EARLY_MS;
        let Tokens {
            refresh,
            expires_at,
            ..
        } = &self.access.tokens;
        refresh.is_some() && (self.is_over(now) || (expires_at.is_some_and(soon) && !fresh))
    }

    /// Takes the pair that follows: the store's, where there is another already, or the
    /// marketplace's.
    async fn next_pair(&mut self, app: &App, account: i64) -> Result<()> {
        let Some(stored) = app
            .db
            .read(move |db| account::access_of(db, account))
            .await?
        else {
            // The seller has disconnected the account meanwhile.
            return Err(SyncError::Unauthorized.into());
        };
        if stored.tokens != self.access.tokens {
            self.uncommitted = None;
            return self.adopt(app, stored);
        }
        let tokens = match self.uncommitted.take() {
            Some(tokens) => tokens,
            None => ask(app, &stored).await?,
        };
        let next = AccountAccess {
            tokens: tokens.clone(),
            ..stored.clone()
        };
        match account::replace_tokens(app, account, stored.tokens, tokens.clone()).await {
            Ok(true) => self.adopt(app, next),
            Ok(false) => {
                // Nobody would ever use what came: the account was disconnected meanwhile.
                super::give_back(app, next);
                Err(SyncError::Unauthorized.into())
            }
            Err(fault) => {
                self.uncommitted = Some(tokens);
                Err(fault)
            }
        }
    }

    /// Uses a pair that is in the store.
    fn adopt(&mut self, app: &App, access: AccountAccess) -> Result<()> {
        self.market = app.connect.market(&access)?;
        self.access = access;
        self.number += 1;
        self.renewed_at = app.clock.now();
        Ok(())
    }
}

/// Asks the marketplace for the next pair.
async fn ask(app: &App, access: &AccountAccess) -> Result<Tokens, SyncError> {
    if access.tokens.refresh.is_none() {
        return Err(SyncError::Unauthorized);
    }
    let asked_at = app.clock.now();
    let granted = app.connect.renew(access).await?;
    Ok(granted.asked_at(asked_at, access.tokens.refresh.clone()))
}

#[async_trait]
impl Market for Renewing {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        self.ask(|market| async move { market.capabilities().await })
            .await
    }

    async fn changes(&self, cursor: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError> {
        self.ask(|market| async move { market.changes(cursor, limit).await })
            .await
    }

    async fn history(&self, before: &HistoryToken, limit: u32) -> Result<HistoryPage, SyncError> {
        self.ask(|market| async move { market.history(before, limit).await })
            .await
    }

    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        self.ask(|market| async move { market.send(operation).await })
            .await
    }

    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError> {
        self.ask(|market| async move { market.store_picture(picture).await })
            .await
    }

    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError> {
        self.ask(|market| async move { market.picture(id).await })
            .await
    }

    async fn signal(&self, signal: &Signal) -> Result<(), SyncError> {
        self.ask(|market| async move { market.signal(signal).await })
            .await
    }

    async fn events(
        &self,
        from: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        self.ask(|market| async move { market.events(from).await })
            .await
    }
}
