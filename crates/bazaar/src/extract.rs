//! Reads requests, and refuses what is not well formed with a problem instead of plain text.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use rapport_protocol::{Fault, Kinds, Open, ProblemKind};
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The query, read into a type.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Asked<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(Error::refused(ProblemKind::Invalid, rejection.body_text())),
        }
    }
}

/// The one parameter in the path.
#[derive(Debug)]
pub(crate) struct Named(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(rejection) => Err(Error::refused(ProblemKind::Invalid, rejection.body_text())),
        }
    }
}

/// The whole body, however it is to be read.
#[derive(Debug)]
pub(crate) struct Raw(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        Bytes::from_request(request, state)
            .await
            .map(Self)
            .map_err(|rejection| unread(&rejection))
    }
}

/// A JSON body, read into a type.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if media_type(request.headers()).as_deref() != Some("application/json") {
            let detail = "The body must be application/json.";
            return Err(Error::refused(ProblemKind::UnsupportedMediaType, detail));
        }
        let Raw(bytes) = Raw::from_request(request, state).await?;
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Self(value)),
            Err(fault) => Err(Error::refused(ProblemKind::Invalid, fault.to_string())),
        }
    }
}

/// What was sent, or why it is not understood.
pub(crate) fn understood<T: Kinds + DeserializeOwned>(sent: &Open<T>) -> Result<&T, Error> {
    sent.known().ok_or_else(|| match sent.fault() {
        Some(Fault::UnknownKind(kind)) => {
            Error::against(format!("Nothing is known of the kind {kind:?}."))
        }
        Some(Fault::Malformed(fault)) => Error::refused(ProblemKind::Invalid, fault),
        None => Error::refused(ProblemKind::Invalid, "It is not understood."),
    })
}

/// The media type of the body, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    value
        .split(';')
        .next()
        .map(|essence| essence.trim().to_ascii_lowercase())
}

fn unread(rejection: &BytesRejection) -> Error {
    let kind = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        ProblemKind::TooLarge
    } else {
        ProblemKind::Invalid
    };
    Error::refused(kind, rejection.body_text())
}
