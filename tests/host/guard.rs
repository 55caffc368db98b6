//! Who may talk to the host.
//!
//! A page of anybody's can send requests to this machine, and by a name that it controls it can even
//! seem to be at home here. So the address asked for must be ours, the page asking must have come
//! from us, and it must know the token of this start.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

/// Carries the token of this start.
pub(crate) const TOKEN_HEADER: &str = "x-rapport-token";

/// What a request must show.
#[derive(Clone)]
pub(crate) struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// A guard with a token that nobody knows yet.
    pub(crate) fn draw(port: u16) -> anyhow::Result<Self> {
        use std::fmt::Write as _;
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        let mut token = String::with_capacity(64);
        for byte in secret {
            write!(token, "{byte:02x}")?;
        }
        Ok(Self { port, token })
    }

    /// The page's address. The token stands where browsers do not send it on their own.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#token={}", self.port, self.token)
    }

    /// Whether that is the token of this start.
    pub(crate) fn knows(&self, token: &str) -> bool {
        self.token.as_bytes().ct_eq(token.as_bytes()).into()
    }

    fn is_ours(&self, authority: &str) -> bool {
        ["127.0.0.1", "localhost"]
            .iter()
            .any(|name| authority == format!("{name}:{}", self.port))
    }

    fn comes_from_here(&self, headers: &HeaderMap) -> bool {
        let text = |name| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap_or_default())
        };
        let host = text(header::HOST).unwrap_or_default();
        let origin = text(header::ORIGIN);
        self.is_ours(host) && origin.is_none_or(|origin| origin == format!("http://{host}"))
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// Turns away whoever asks for another address or comes from another page.
pub(crate) async fn only_from_here(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    if guard.comes_from_here(request.headers()) {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            "this host answers its own page alone",
        )
            .into_response()
    }
}

/// Turns away whoever does not show the token in the header.
pub(crate) async fn only_with_token(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let shown = request
        .headers()
        .get(TOKEN_HEADER)
        .and_then(|value| value.to_str().ok());
    if shown.is_some_and(|token| guard.knows(token)) {
        next.run(request).await
    } else {
        (
            StatusCode::UNAUTHORIZED,
            "the token of this start is missing or wrong",
        )
            .into_response()
    }
}
