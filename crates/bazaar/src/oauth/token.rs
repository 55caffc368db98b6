//! Codes and refresh tokens become access tokens; tokens are given back.
//!
//! Answers and refusals are those of RFC 6749, sections 5.1 and 5.2, and RFC 7009.

use std::time::Duration;

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use rapport_protocol::oauth::CLIENT_ID;
use rusqlite::Transaction;
use serde::Deserialize;
use serde_json::json;

use super::pkce;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::store::{grants, tokens};

/// What a workstation sends for a token. It has no `Debug`: it must not come into a log.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    grant_type: String,
    client_id: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    refresh_token: String,
}

/// What a workstation gives back. It has no `Debug`, as above.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct GivenBack {
    token: String,
    client_id: String,
}

/// A refusal, in the words of the standard.
#[derive(Debug)]
struct Denied(&'static str, &'static str);

const UNREADABLE: Denied = Denied(
    "invalid_request",
    "Send a form, application/x-www-form-urlencoded.",
);
const UNKNOWN_CLIENT: Denied = Denied("invalid_client", "This client_id is not known here.");

/// Makes an access token of a code or of a refresh token.
pub(super) async fn token(
    State(bazaar): State<Bazaar>,
    form: Result<Form<Asked>, FormRejection>,
) -> Response {
    let Ok(Form(asked)) = form else {
        return denied(&UNREADABLE);
    };
    if asked.client_id != CLIENT_ID {
        return denied(&UNKNOWN_CLIENT);
    }
    let (now, lasts) = (bazaar.now(), bazaar.rules().access_token);
    // A refusal is committed too: it may have ended a grant.
    match bazaar
        .write(move |tx| exchange(tx, &asked, now, lasts))
        .await
    {
        Ok(Ok(pair)) => given(&pair, lasts),
        Ok(Err(refusal)) => denied(&refusal),
        Err(fault) => failed(&fault),
    }
}

/// Ends what a token, of either kind, was given for. A token that is not known has ended already.
pub(super) async fn revoke(
    State(bazaar): State<Bazaar>,
    form: Result<Form<GivenBack>, FormRejection>,
) -> Response {
    let Ok(Form(back)) = form else {
        return denied(&UNREADABLE);
    };
    if back.client_id != CLIENT_ID {
        return denied(&UNKNOWN_CLIENT);
    }
    let now = bazaar.now();
    let ended = bazaar.write(move |tx| {
        match grants::of_refresh(tx, &back.token)? {
            Some(grant) => grants::end(tx, &grant, now)?,
            None => {
                tokens::revoke(tx, &back.token, now)?;
            }
        }
        Ok(())
    });
    match ended.await {
        Ok(()) => (StatusCode::OK, NO_STORE).into_response(),
        Err(fault) => failed(&fault),
    }
}

fn exchange(
    tx: &Transaction<'_>,
    asked: &Asked,
    now: i64,
    lasts: Duration,
) -> Result<Result<grants::Pair, Denied>> {
    let grant = match asked.grant_type.as_str() {
        "authorization_code" => of_code(tx, asked, now)?,
        "refresh_token" => grants::take_refresh(tx, &asked.refresh_token, now)?.ok_or(Denied(
            "invalid_grant",
            "This refresh token is not good. The seller has to sign in again.",
        )),
        _ => Err(Denied(
            "unsupported_grant_type",
            "The grant types are authorization_code and refresh_token.",
        )),
    };
    let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
    Ok(match grant {
        Ok(grant) => Ok(grants::pair(tx, &grant, now, lasts)?),
        Err(refusal) => Err(refusal),
    })
}

fn of_code(tx: &Transaction<'_>, asked: &Asked, now: i64) -> Result<Result<grants::Grant, Denied>> {
    if asked.code_verifier.is_empty() {
        return Ok(Err(Denied(
            "invalid_request",
            "The code_verifier is missing.",
        )));
    }
    let denied = |why| Ok(Err(Denied("invalid_grant", why)));
    let Some(code) = grants::code(tx, &asked.code, now)? else {
        return denied("This code is not good. The seller has to agree again.");
    };
    if code.redirect_uri != asked.redirect_uri {
        return denied("This code was given for another redirect_uri.");
    }
    if !pkce::proves(&asked.code_verifier, &code.challenge) {
        return denied("This code_verifier does not lead to the code_challenge.");
    }
    grants::use_up(tx, &asked.code, now)?;
    Ok(Ok(code.grant))
}

/// Nothing on the way may keep a token.
const NO_STORE: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::PRAGMA, "no-cache"),
];

fn given(pair: &grants::Pair, lasts: Duration) -> Response {
    let body = json!({
        "access_token": pair.access,
        "token_type": "Bearer",
        "expires_in": lasts.as_secs(),
        "refresh_token": pair.refresh,
    });
    (NO_STORE, Json(body)).into_response()
}

fn denied(Denied(error, description): &Denied) -> Response {
    let body = json!({ "error": error, "error_description": description });
    (StatusCode::BAD_REQUEST, NO_STORE, Json(body)).into_response()
}

fn failed(fault: &Error) -> Response {
    let cause: &dyn std::error::Error = fault;
    tracing::error!(error = cause, "a token request failed");
    let body = json!({ "error": "server_error" });
    (StatusCode::INTERNAL_SERVER_ERROR, NO_STORE, Json(body)).into_response()
}
