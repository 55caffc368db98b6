//! What a marketplace says about signing in (RFC 8414).

use http::StatusCode;
use rapport_core::sync::market::SyncError;
use rapport_protocol::oauth::{AuthorizationServer, METADATA_PATH};
use reqwest::{Client, Url};

use crate::open::{REQUEST_TIMEOUT, address, answer, refused};

/// The longest description that is read.
const MAX_BYTES: usize = 64 * 1024;

/// Where to sign in.
#[derive(Debug)]
pub(super) struct Endpoints {
    /// How the marketplace calls itself.
    pub(super) issuer: String,
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) revocation: Url,
}

/// Asks the marketplace; [`SyncError::NotFound`] where sellers do not sign in in a browser.
pub(super) async fn ask(http: &Client, base: &Url) -> Result<Endpoints, SyncError> {
    let path: Vec<&str> = METADATA_PATH
        .split('/')
        .filter(|it| !it.is_empty())
        .collect();
    let request = http
        .get(address::at(base, &path, &[]))
        .timeout(REQUEST_TIMEOUT);
    let response = answer::any(request).await?;
    if response.status() == StatusCode::NOT_FOUND {
        // In whatever words: there is no such page.
        return Err(SyncError::NotFound);
    }
    let response = answer::good(response).await?;
    let server: AuthorizationServer = answer::json(response, MAX_BYTES).await?;
    Endpoints::checked(server, base)
}

impl Endpoints {
    /// Believes only a marketplace that speaks of itself, and checks the verifier.
    fn checked(server: AuthorizationServer, base: &Url) -> Result<Self, SyncError> {
        let bare = |address: &str| address.trim_end_matches('/').to_owned();
        if bare(&server.issuer) != bare(base.as_str()) {
            return Err(refused(
                "The marketplace's sign-in belongs to another address.",
            ));
        }
        let says = |list: &[String], word: &str| list.iter().any(|it| it == word);
        if !says(&server.code_challenge_methods_supported, "S256")
            || !says(&server.response_types_supported, "code")
        {
            return Err(refused(
                "The marketplace offers no sign-in that is safe enough.",
            ));
        }
        Ok(Self {
            issuer: server.issuer,
            authorization: own(base, &server.authorization_endpoint)?,
            token: own(base, &server.token_endpoint)?,
            revocation: own(base, &server.revocation_endpoint)?,
        })
    }
}

/// An endpoint of the marketplace's own; with its origin it shares that nobody listens in between.
fn own(base: &Url, endpoint: &str) -> Result<Url, SyncError> {
    let url = Url::parse(endpoint).ok().filter(|url| {
        url.origin() == base.origin()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
    });
    url.ok_or_else(|| refused("The marketplace's sign-in leads to another address."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://market.example/shop";

    fn server() -> AuthorizationServer {
        let list = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        AuthorizationServer {
            issuer: BASE.to_owned(),
            authorization_endpoint: format!("{BASE}/agree?shop=1"),
            token_endpoint: format!("{BASE}/token"),
            revocation_endpoint: format!("{BASE}/revoke"),
            response_types_supported: list(&["code"]),
            grant_types_supported: list(&["authorization_code", "refresh_token"]),
            code_challenge_methods_supported: list(&["S256"]),
            token_endpoint_auth_methods_supported: list(&["none"]),
        }
    }

    fn is_believed(change: impl Fn(&mut AuthorizationServer)) -> bool {
        let mut server = server();
        change(&mut server);
        Endpoints::checked(server, &Url::parse(BASE).unwrap()).is_ok()
    }

    #[test]
    fn a_marketplace_speaks_of_itself() {
        assert!(is_believed(|_| {}));
        assert!(is_believed(|it| it.issuer.push('/')));
        assert!(is_believed(
            |it| it.token_endpoint = "https://market.example/t".to_owned()
        ));
        for foreign in [
            "https://elsewhere.example/token",
            "http://market.example/token",
            "https://market.example:444/token",
            "https://me@market.example/token",
            "https://market.example/token#x",
            "/token",
            "",
        ] {
            let foreign = || foreign.to_owned();
            assert!(!is_believed(|it| it.token_endpoint = foreign()));
            assert!(!is_believed(|it| it.authorization_endpoint = foreign()));
            assert!(!is_believed(|it| it.revocation_endpoint = foreign()));
            assert!(!is_believed(|it| it.issuer = foreign()));
        }
    }

    #[test]
    fn a_code_without_a_verifier_is_none() {
        assert!(!is_believed(|it| it
            .code_challenge_methods_supported
            .clear()));
        assert!(!is_believed(|it| {
            it.code_challenge_methods_supported = vec!["plain".to_owned()];
        }));
        assert!(!is_believed(|it| it.response_types_supported.clear()));
    }
}
