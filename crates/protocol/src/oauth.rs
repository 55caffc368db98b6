//! How a workstation is let in: OAuth 2.1, authorization code with PKCE (S256).
//!
//! Names are those of RFC 8414 and RFC 6749, not this protocol's own `camelCase`.

use serde::{Deserialize, Serialize};

/// Where a marketplace says how to sign in (RFC 8414), below its address.
pub const METADATA_PATH: &str = "/.well-known/oauth-authorization-server";

/// As what the workstation asks. It is a public client: it has no secret, PKCE takes its place.
pub const CLIENT_ID: &str = "rapport-workstation";

/// Where the browser is sent back to, on a port of the workstation's choice (RFC 8252, section 7.3).
pub const REDIRECT_PATH: &str = "/signed-in";

/// How to sign in at a marketplace (RFC 8414).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorizationServer {
    /// The marketplace's address.
    pub issuer: String,
    /// Where the seller agrees, in a browser.
    pub authorization_endpoint: String,
    /// Where a code or refresh token becomes an access token.
    pub token_endpoint: String,
    /// Where tokens are given back (RFC 7009).
    pub revocation_endpoint: String,
    /// `code`.
    pub response_types_supported: Vec<String>,
    /// `authorization_code` and `refresh_token`.
    pub grant_types_supported: Vec<String>,
    /// `S256`.
    pub code_challenge_methods_supported: Vec<String>,
    /// `none`: the workstation is a public client.
    pub token_endpoint_auth_methods_supported: Vec<String>,
}
