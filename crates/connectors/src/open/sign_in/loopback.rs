//! The listener to which the browser comes back (RFC 8252, section 7.3).
//!
//! Any program and any page of this machine can knock here. Whoever does not know the state of this
//! sign-in is told that there is nothing, and changes nothing; whoever does is heard once.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::header::{HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use oauth2::CsrfToken;
use oauth2::url::form_urlencoded;
use parking_lot::Mutex;
use rapport_core::sync::market::SyncError;
use rapport_protocol::oauth::REDIRECT_PATH;
use reqwest::Url;
use subtle::ConstantTimeEq;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::page;
use crate::open::refused;

/// How long one connection may take; browsers open some that they never use.
const CONNECTION: Duration = Duration::from_secs(10);
/// How many connections are served at a time.
const MOST_CONNECTIONS: usize = 16;
/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// A listener on this machine, on a port of the system's choice.
#[derive(Debug)]
pub(super) struct Loopback(TcpListener);

/// What the browser brings back.
pub(super) enum Answer {
    /// The seller agreed.
    Code {
        /// Becomes the first pair of tokens.
        code: String,
        /// Who answers, where that is said.
        issuer: Option<String>,
    },
    /// The seller said no.
    Declined,
    /// The marketplace could not do it.
    Failed,
}

impl Loopback {
    pub(super) async fn open() -> Result<Self, SyncError> {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(closed)?;
        Ok(Self(listener))
    }

    /// Where the browser is sent back to.
    pub(super) fn address(&self) -> Result<Url, SyncError> {
        let address = self.0.local_addr().map_err(closed)?;
        Url::parse(&format!("http://{address}{REDIRECT_PATH}"))
            .map_err(|_| refused("This machine cannot be listened on."))
    }

    /// Waits for the one answer that knows the state, until the browser has its page.
    pub(super) async fn answer(self, state: CsrfToken) -> Result<Answer, SyncError> {
        let door = Arc::new(Door {
            state,
            heard: Mutex::new(Heard::Nothing),
        });
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.0.accept(), if connections.len() < MOST_CONNECTIONS => {
                    let (stream, _) = accepted.map_err(closed)?;
                    connections.spawn(serve(stream, Arc::clone(&door)));
                }
                Some(_) = connections.join_next() => if let Some(answer) = door.taken() {
                    return Ok(answer);
                },
            }
        }
    }
}

fn closed(_: std::io::Error) -> SyncError {
    refused("This machine cannot be listened on.")
}

/// Serves one connection to its end.
async fn serve(stream: TcpStream, door: Arc<Door>) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let answer = door.answer(request.method(), request.uri());
        async move { Ok::<_, Infallible>(answer) }
    });
    let serving = http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), answer);
    // A browser that hangs up, or says nothing, is no fault of anybody's.
    let _: Result<_, _> = tokio::time::timeout(CONNECTION, serving).await;
}

/// Who is let in, and what they brought.
struct Door {
    state: CsrfToken,
    heard: Mutex<Heard>,
}

enum Heard {
    Nothing,
    Answer(Answer),
    /// The answer was taken.
    Enough,
}

impl Door {
    fn taken(&self) -> Option<Answer> {
        let mut heard = self.heard.lock();
        match std::mem::replace(&mut *heard, Heard::Enough) {
            Heard::Answer(answer) => Some(answer),
            before => {
                *heard = before;
                None
            }
        }
    }

    fn answer(&self, method: &Method, uri: &Uri) -> Response<Full<Bytes>> {
        let answer = self.read(method, uri);
        let mut heard = self.heard.lock();
        match (answer, &*heard) {
            (Some(answer), Heard::Nothing) => {
                *heard = Heard::Answer(answer);
                shown(StatusCode::OK, page::DONE)
            }
            _ => shown(StatusCode::NOT_FOUND, page::NOTHING),
        }
    }

    /// What a request brings; nothing where it does not know the state.
    fn read(&self, method: &Method, uri: &Uri) -> Option<Answer> {
        if method != Method::GET || uri.path() != REDIRECT_PATH {
            return None;
        }
        let (mut state, mut code, mut error, mut issuer) = (None, None, None, None);
        for (name, value) in form_urlencoded::parse(uri.query()?.as_bytes()) {
            let place = match &*name {
                "state" => &mut state,
                "code" => &mut code,
                "error" => &mut error,
                "iss" => &mut issuer,
                _ => continue,
            };
            // Who says something twice is not the marketplace.
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        let known: bool = state?
            .as_bytes()
            .ct_eq(self.state.secret().as_bytes())
            .into();
        if !known {
            return None;
        }
        match (code, error.as_deref()) {
            (Some(code), None) => Some(Answer::Code { code, issuer }),
            (_, Some("access_denied")) => Some(Answer::Declined),
            _ => Some(Answer::Failed),
        }
    }
}

fn shown(status: StatusCode, page: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(page.as_bytes())));
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, page::POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
