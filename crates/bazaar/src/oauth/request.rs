//! What a workstation asks for when it sends the browser here, and what is wrong with it.

use axum::http::Uri;
use rapport_protocol::oauth::{CLIENT_ID, REDIRECT_PATH};
use serde::Deserialize;

use super::pkce;

/// The query, as it came.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    state: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
}

/// A request that can be agreed to.
#[derive(Debug)]
pub(super) struct Request {
    /// Where the browser goes back to.
    pub(super) back: Back,
    /// What the code is bound to.
    pub(super) challenge: String,
}

/// The way back to the workstation.
#[derive(Debug)]
pub(super) struct Back {
    /// The address, without an answer.
    pub(super) redirect_uri: String,
    state: Option<String>,
}

/// Why a request cannot be agreed to.
#[derive(Debug)]
pub(super) enum Flaw {
    /// The program is not known. The browser is not sent back.
    Client,
    /// The way back does not end on this computer. The browser is not sent back.
    Redirect,
    /// Anything else, in the words of RFC 6749: the browser goes back and says so.
    Told(Back, &'static str),
}

impl Query {
    /// Reads the request, or says what is wrong with it.
    pub(super) fn check(self) -> Result<Request, Flaw> {
        if self.client_id != CLIENT_ID {
            return Err(Flaw::Client);
        }
        if !is_on_this_computer(&self.redirect_uri) {
            return Err(Flaw::Redirect);
        }
        let back = Back {
            redirect_uri: self.redirect_uri,
            state: self.state,
        };
        if self.response_type != "code" {
            return Err(Flaw::Told(back, "unsupported_response_type"));
        }
        // A method that is left out means `plain`, which proves nothing to who reads the query.
        if self.code_challenge_method != "S256" || !pkce::is_challenge(&self.code_challenge) {
            return Err(Flaw::Told(back, "invalid_request"));
        }
        Ok(Request {
            back,
            challenge: self.code_challenge,
        })
    }
}

impl Back {
    /// The way back with an answer: `code` or `error`.
    pub(super) fn with(&self, answer: &str, value: &str) -> String {
        let state = self.state.as_deref().map(|state| ("state", state));
        let pairs: Vec<_> = [(answer, value)].into_iter().chain(state).collect();
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("{}?{query}", self.redirect_uri)
    }

    /// The source that a browser may be sent to, where a policy can name it: it knows no names for
    /// addresses of IPv6.
    pub(super) fn source(&self) -> Option<&str> {
        let source = self.redirect_uri.strip_suffix(REDIRECT_PATH)?;
        (!source.contains('[')).then_some(source)
    }
}

/// Whether this is the workstation's path on a port of this computer (RFC 8252, section 7.3), to
/// the letter: whatever a browser might understand otherwise is refused.
fn is_on_this_computer(uri: &str) -> bool {
    let port = ["http://127.0.0.1:", "http://[::1]:"]
        .iter()
        .find_map(|start| uri.strip_prefix(start))
        .and_then(|rest| rest.strip_suffix(REDIRECT_PATH));
    port.is_some_and(|port| {
        port.bytes().all(|digit| digit.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
            && uri.parse::<Uri>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_gone_back_to() {
        for good in [
            "http://127.0.0.1:4711/signed-in",
            "http://[::1]:80/signed-in",
        ] {
            assert!(is_on_this_computer(good), "{good}");
        }
        for bad in [
            "",
            "http://127.0.0.1/signed-in",
            "http://127.0.0.1:/signed-in",
            "http://127.0.0.1:0/signed-in",
            "http://127.0.0.1:99999/signed-in",
            "http://127.0.0.1:+80/signed-in",
            "http://127.0.0.1:4711/signed-in/",
            "http://127.0.0.1:4711/signed-in?next=http://elsewhere.example",
            "http://127.0.0.1:4711/signed-in#",
            "http://127.0.0.1:4711@elsewhere.example/signed-in",
            "http://127.0.0.1:80@elsewhere.example:80/signed-in",
            "http://127.0.0.1.elsewhere.example:4711/signed-in",
            "http://localhost:4711/signed-in",
            "https://127.0.0.1:4711/signed-in",
            "HTTP://127.0.0.1:4711/signed-in",
            "http://127.0.0.1:4711/elsewhere",
            "http://elsewhere.example/signed-in",
            "javascript:alert(1)//127.0.0.1:4711/signed-in",
        ] {
            assert!(!is_on_this_computer(bad), "{bad}");
        }
    }

    #[test]
    fn the_way_back_keeps_the_state_as_it_was() {
        let back = Back {
            redirect_uri: "http://127.0.0.1:9/signed-in".to_owned(),
            state: Some("a&b=ü".to_owned()),
        };
        assert_eq!(
            back.with("code", "bzc_1"),
            "http://127.0.0.1:9/signed-in?code=bzc_1&state=a%26b%3D%C3%BC"
        );
    }
}
