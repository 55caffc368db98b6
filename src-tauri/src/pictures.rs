//! The scheme under which the page finds the pictures of the store.
//!
//! They are decrypted for each request and leave no copy: nothing of them is cached.

use rapport_core::Desk;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};
use uuid::Uuid;

/// The scheme's name, known to the page and to the content security policy.
pub(crate) const SCHEME: &str = "rapport-picture";

/// Answers with a picture, or with nothing.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().state::<Desk>().inner().clone();
    let id = request.uri().path().trim_matches('/').to_owned();
    tauri::async_runtime::spawn(async move {
        let picture = match id.parse::<Uuid>() {
            Ok(id) => desk.picture(id).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "a picture could not be read");
                None
            }),
            Err(_) => None,
        };
        responder.respond(response(picture));
    });
}

fn response(picture: Option<(String, Vec<u8>)>) -> Response<Vec<u8>> {
    // A scalable picture can hold scripts and links, so it is none for us.
    let safe = |kind: &str| {
        matches!(
            kind,
            "image/png" | "image/jpeg" | "image/webp" | "image/gif"
        )
    };
    let mut response = Response::new(Vec::new());
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        header::HeaderValue::from_static("nosniff"),
    );
    match picture {
        Some((kind, bytes)) if safe(&kind) => {
            if let Ok(kind) = header::HeaderValue::from_str(&kind) {
                headers.insert(header::CONTENT_TYPE, kind);
            }
            *response.body_mut() = bytes;
        }
        _ => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_never_stored_and_scalable_ones_never_shown() {
        let png = response(Some(("image/png".to_owned(), vec![1, 2])));
        assert_eq!(png.status(), StatusCode::OK);
        assert_eq!(png.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(png.body(), &[1, 2]);
        for none in [None, Some(("image/svg+xml".to_owned(), b"<svg/>".to_vec()))] {
            let response = response(none);
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
            assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
            assert!(response.body().is_empty());
        }
    }
}
