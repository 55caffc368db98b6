//! The pictures of the store, decrypted for each request and kept nowhere.

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::routes::Host;

/// What a picture's address carries besides its name.
#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    token: String,
}

/// A picture, or nothing.
pub(crate) async fn picture(
    State(host): State<Host>,
    Path(id): Path<Uuid>,
    Query(shown): Query<Shown>,
) -> Response {
    if !host.guard.knows(&shown.token) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let picture = host.desk.picture(id).await.unwrap_or_else(|fault| {
        tracing::warn!(%fault, "a picture could not be read");
        None
    });
    match picture {
        // A scalable picture can hold scripts and links, so it is none for us.
        Some((kind, bytes)) if is_shown(&kind) => (
            [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ],
            bytes,
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn is_shown(kind: &str) -> bool {
    matches!(
        kind,
        "image/png" | "image/jpeg" | "image/webp" | "image/gif"
    )
}
