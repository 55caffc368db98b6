//! # How the workstation is let in
//!
//! Either the seller agrees in a browser: then the marketplace gives an access token that ends soon
//! and a refresh token for the next pair. Or the seller was given one token that lasts, where a
//! marketplace knows no sign-in. Either way the tokens are rows of the encrypted store; nothing here
//! prints them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::BoxFuture;

use super::market::{Market, SyncError};
use crate::accounts::Reason;

/// Finds the marketplace of an account, and lets the workstation in.
#[async_trait]
pub trait Connect: Send + Sync {
    /// The marketplace behind `access`; nothing is sent yet.
    ///
    /// # Errors
    /// [`SyncError::Refused`] when the address or the marketplace's name makes no sense.
    fn market(&self, access: &AccountAccess) -> Result<Arc<dyn Market>, SyncError>;

    /// Asks a marketplace that speaks the open API how its sellers sign in, and begins to wait for
    /// this one.
    ///
    /// # Errors
    /// [`SyncError::NotFound`] when sellers do not sign in there in a browser; otherwise why the
    /// marketplace could not be asked.
    async fn sign_in(&self, base_url: &str) -> Result<SignIn, SyncError>;

    /// Trades the refresh token for the next pair; the marketplace forgets the old one with it.
    ///
    /// # Errors
    /// [`SyncError::Unauthorized`] when the seller has to sign in again; anything else may pass.
    async fn renew(&self, access: &AccountAccess) -> Result<Granted, SyncError>;

    /// Gives the tokens back: whoever holds a copy can do nothing with it from then on.
    ///
    /// # Errors
    /// Why the marketplace could not be told.
    async fn revoke(&self, access: &AccountAccess) -> Result<(), SyncError>;
}

/// How to speak for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountAccess {
    /// Which connector: `open` is the open API.
    pub marketplace: String,
    /// Where it answers.
    pub base_url: String,
    /// What proves who is asking.
    pub tokens: Tokens,
}

/// What proves who is asking.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    /// Goes with every request.
    pub access: String,
    /// Gets the next pair; `None` where the token was given by hand.
    pub refresh: Option<String>,
    /// When the access token ends, in Unix milliseconds; `None` where that is not said.
    pub expires_at: Option<i64>,
}

/// What a marketplace grants.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    /// The access token.
    pub access: String,
    /// The refresh token; `None` where the old one stays good.
    pub refresh: Option<String>,
    /// How long the access token lasts.
    pub lasts: Option<Duration>,
}

/// A sign-in that waits for the seller.
pub struct SignIn {
    /// Where the seller agrees, in a browser.
    pub url: String,
    /// What comes of it. Whoever drops it has given up: nothing listens any more.
    pub agreed: BoxFuture<'static, Result<Granted, SignInFault>>,
}

/// Why a sign-in came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInFault {
    /// The seller said no.
    #[error("the seller declined")]
    Declined,
    /// Nobody came back from the browser.
    #[error("nobody agreed in time")]
    TooLate,
    /// The marketplace could not be reached, or answered with something else than tokens.
    #[error(transparent)]
    Market(#[from] SyncError),
}

impl Tokens {
    /// One token that lasts, given by hand.
    pub fn by_hand(token: String) -> Self {
        Self {
            access: token,
            refresh: None,
            expires_at: None,
        }
    }
}

impl Granted {
    /// The pair, asked for at `asked_at` (Unix milliseconds) in exchange for `refresh`.
    pub(crate) fn asked_at(self, asked_at: i64, refresh: Option<String>) -> Tokens {
        let lasts = |lasts: Duration| i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
        Tokens {
            access: self.access,
            refresh: self.refresh.or(refresh),
            expires_at: self.lasts.map(|it| asked_at.saturating_add(lasts(it))),
        }
    }
}

impl SignInFault {
    /// What the seller is told.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Declined => Reason::Declined,
            Self::TooLate => Reason::TooLate,
            Self::Market(fault) => fault.reason(),
        }
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Granted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Granted")
            .field("lasts", &self.lasts)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIn(…)")
    }
}
