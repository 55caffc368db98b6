//! # Signing in
//!
//! OAuth 2.1 as a program on the seller's machine does it (RFC 8252): the system's browser shows the
//! marketplace's own page, where the seller agrees, and comes back to a listener on this machine with
//! a code. The code is worth nothing without the verifier, which never leaves this module but for
//! the marketplace.

mod loopback;
mod metadata;
mod page;
#[cfg(test)]
mod tests;
mod tokens;

use std::time::Duration;

use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl};
use rapport_core::sync::access::{SignIn, SignInFault};
use rapport_core::sync::market::SyncError;
use rapport_protocol::oauth::CLIENT_ID;

use super::{address, client};
use loopback::{Answer, Loopback};
use metadata::Endpoints;

pub(crate) use tokens::{renew, revoke};

/// How long the seller may take in the browser.
const PATIENCE: Duration = Duration::from_mins(5);

/// Asks the marketplace how its sellers sign in, and begins to listen for this one.
pub(crate) async fn begin(base_url: &str) -> Result<SignIn, SyncError> {
    within(base_url, PATIENCE).await
}

async fn within(base_url: &str, patience: Duration) -> Result<SignIn, SyncError> {
    let base = address::parse(base_url)?;
    let http = client(&base)?;
    let endpoints = metadata::ask(&http, &base).await?;
    let loopback = Loopback::open().await?;
    let redirect = RedirectUrl::from_url(loopback.address()?);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state) = BasicClient::new(ClientId::new(CLIENT_ID.to_owned()))
        .set_auth_uri(AuthUrl::from_url(endpoints.authorization.clone()))
        .set_redirect_uri(redirect.clone())
        .authorize_url(CsrfToken::new_random)
        .set_pkce_challenge(challenge)
        .url();
    let agreed = async move {
        let answer = tokio::time::timeout(patience, loopback.answer(state))
            .await
            .map_err(|_| SignInFault::TooLate)??;
        let code = code(answer, &endpoints)?;
        Ok(tokens::exchange(&http, &endpoints, redirect, code, verifier).await?)
    };
    Ok(SignIn {
        url: url.into(),
        agreed: Box::pin(agreed),
    })
}

/// The code in what came back from the browser.
fn code(answer: Answer, endpoints: &Endpoints) -> Result<String, SignInFault> {
    match answer {
        // Where it says who answers (RFC 9207), it must be whom we asked.
        Answer::Code { code, issuer }
            if issuer.as_ref().is_none_or(|it| *it == endpoints.issuer) =>
        {
            Ok(code)
        }
        Answer::Code { .. } => {
            Err(super::refused("Another marketplace answered than the one that was asked.").into())
        }
        Answer::Declined => Err(SignInFault::Declined),
        Answer::Failed => {
            Err(super::refused("The marketplace could not let this program in.").into())
        }
    }
}
