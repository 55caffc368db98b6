//! Where a workstation learns the other paths (RFC 8414).

use axum::Json;
use axum::http::{HeaderMap, header};
use rapport_protocol::ProblemKind;
use rapport_protocol::oauth::AuthorizationServer;

use super::{AUTHORIZE_PATH, REVOKE_PATH, TOKEN_PATH};
use crate::error::{Error, Result};

/// Says how to sign in, under the address that the caller used: the server does not know others.
pub(super) async fn metadata(headers: HeaderMap) -> Result<Json<AuthorizationServer>> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .ok_or_else(|| Error::refused(ProblemKind::Invalid, "The header Host is missing."))?;
    let issuer = format!("http://{host}");
    let words = |all: &[&str]| all.iter().map(|&word| word.to_owned()).collect();
    Ok(Json(AuthorizationServer {
        authorization_endpoint: format!("{issuer}{AUTHORIZE_PATH}"),
        token_endpoint: format!("{issuer}{TOKEN_PATH}"),
        revocation_endpoint: format!("{issuer}{REVOKE_PATH}"),
        response_types_supported: words(&["code"]),
        grant_types_supported: words(&["authorization_code", "refresh_token"]),
        code_challenge_methods_supported: words(&["S256"]),
        token_endpoint_auth_methods_supported: words(&["none"]),
        issuer,
    }))
}
