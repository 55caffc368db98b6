//! What the host answers.

use std::path::Path;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as Named, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use rapport_core::ipc::{self, Tag};
use rapport_core::{CommandError, Desk, ErrorCode};
use serde_json::Value;
use tokio::sync::broadcast;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::guard::{Guard, only_from_here, only_with_token};
use crate::{news, pictures};

/// A click on a notification is a rare event; nobody falls behind that many.
const CLICKS: usize = 16;

/// Carries the arguments of a command whose body are bytes.
const ARGS_HEADER: &str = "rapport-args";

/// What the answers are made from; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    pub(crate) desk: Desk,
    pub(crate) guard: Guard,
    /// Conversations that a notification led to.
    pub(crate) opened: broadcast::Sender<Value>,
}

impl Host {
    pub(crate) fn new(desk: Desk, guard: Guard) -> Self {
        Self {
            desk,
            guard,
            opened: broadcast::channel(CLICKS).0,
        }
    }
}

/// Everything there is, for whoever passes the guard.
pub(crate) fn router(host: Host, page: &Path) -> Router {
    let guard = host.guard.clone();
    let strict = HeaderValue::from_str(&content_security_policy())
        .unwrap_or(HeaderValue::from_static("default-src 'none'"));
    Router::new()
        .route("/invoke/{command}", post(invoke))
        .route(
            "/carry/{command}",
            post(carry).layer(DefaultBodyLimit::max(ipc::MOST_CARGO as usize + 1)),
        )
        .route("/events", get(news::events))
        .route("/test/open", post(open))
        .route_layer(from_fn_with_state(guard.clone(), only_with_token))
        // A picture's element cannot send a header, so its address carries the token.
        .route("/pictures/{id}", get(pictures::picture))
        .fallback_service(ServeDir::new(page))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, strict))
        .layer(SetResponseHeaderLayer::overriding(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(from_fn_with_state(guard, only_from_here))
        .with_state(host)
}

/// Runs a command as the window's bridge does.
async fn invoke(
    State(host): State<Host>,
    Named(command): Named<String>,
    Json(args): Json<Value>,
) -> Response {
    let answer = match ipc::tag(&command) {
        // There is no window whose dialog could ask before something goes for good; whoever drives
        // this host is taken to have said yes.
        Some(Tag::View | Tag::Act | Tag::Destructive) => {
            ipc::dispatch(&host.desk, &command, args).await
        }
        None => Err(CommandError {
            code: ErrorCode::Invalid,
            detail: String::new(),
        }),
    };
    match answer {
        Ok(value) => Json(value).into_response(),
        Err(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, Json(refusal)).into_response(),
    }
}

/// Runs a command that comes with bytes, as the window's bridge does.
async fn carry(
    State(host): State<Host>,
    Named(command): Named<String>,
    headers: HeaderMap,
    cargo: Bytes,
) -> Response {
    let args = headers.get(ARGS_HEADER).and_then(|args| args.to_str().ok());
    let args = args.and_then(|args| serde_json::from_str(args).ok());
    let answer = match (ipc::tag(&command), args) {
        (Some(Tag::Act), Some(args)) => {
            ipc::dispatch_carrying(&host.desk, &command, args, cargo.into()).await
        }
        _ => Err(CommandError {
            code: ErrorCode::Invalid,
            detail: String::new(),
        }),
    };
    match answer {
        Ok(value) => Json(value).into_response(),
        Err(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, Json(refusal)).into_response(),
    }
}

/// Stands for a click on a notification, which a browser has no part in.
async fn open(State(host): State<Host>, Json(conversation): Json<Value>) -> StatusCode {
    match host.opened.send(conversation) {
        Ok(_) => StatusCode::NO_CONTENT,
        // Nobody would see it: the page is not there yet.
        Err(_) => StatusCode::CONFLICT,
    }
}

/// The window's own policy, without what only a window can reach.
pub(crate) fn content_security_policy() -> String {
    const WINDOW: &str = include_str!("../../src-tauri/tauri.conf.json");
    let window: Value = serde_json::from_str(WINDOW).unwrap_or_default();
    let policy = window.pointer("/app/security/csp").and_then(Value::as_str);
    let here = |source: &&str| {
        !(source.starts_with("ipc:")
            || source.starts_with("rapport-picture:")
            || source.ends_with(".localhost"))
    };
    policy
        .unwrap_or("default-src 'none'")
        .split(';')
        .map(|rule| {
            rule.split_whitespace()
                .filter(here)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests;
