//! # How a workstation is let in
//!
//! OAuth 2.1: the seller agrees in a browser (`authorize`), which carries a code back to the
//! workstation, which makes tokens of it (`token`) and gives them back when it is done.
//!
//! The workstation is a public client: what it has instead of a secret is PKCE (`pkce`), and the
//! promise that the browser only ever goes back to this computer (`request`).

mod authorize;
mod metadata;
mod page;
mod pkce;
mod request;
mod token;

use axum::Router;
use axum::routing::{get, post};
use rapport_protocol::oauth::METADATA_PATH;

use crate::router::Shared;

/// Where the seller agrees.
const AUTHORIZE_PATH: &str = "/oauth/authorize";
/// Where codes and refresh tokens become access tokens.
const TOKEN_PATH: &str = "/oauth/token";
/// Where tokens are given back.
const REVOKE_PATH: &str = "/oauth/revoke";

/// The page that a seller sees.
pub(crate) fn pages() -> Router<Shared> {
    let agreement = get(authorize::show).post(authorize::decide);
    Router::new().route(AUTHORIZE_PATH, agreement)
}

/// What a workstation asks by itself.
pub(crate) fn endpoints() -> Router<Shared> {
    Router::new()
        .route(METADATA_PATH, get(metadata::metadata))
        .route(TOKEN_PATH, post(token::token))
        .route(REVOKE_PATH, post(token::revoke))
}
