//! Every refusal leaves the server as an RFC 9457 problem.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rapport_protocol::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};

use crate::error::Error;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(problem) => respond(&problem),
            Self::TooMany(seconds) => {
                let detail = format!("Too many operations; come back in {seconds} s.");
                let mut response = respond(&Problem::new(ProblemKind::TooMany, detail));
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                response
            }
            other => {
                let cause: &dyn std::error::Error = &other;
                tracing::error!(error = cause, "a request failed");
                // The cause is for the log: it may name things the caller must not see.
                respond(&Problem::new(
                    ProblemKind::Internal,
                    "The server could not do that.",
                ))
            }
        }
    }
}

/// The HTTP answer that carries a problem.
fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(problem).unwrap_or_default();
    let content_type = [(header::CONTENT_TYPE, PROBLEM_MEDIA_TYPE)];
    let mut response = (status, content_type, body).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// The answer for a path that is not part of the API.
pub(crate) async fn unknown_path() -> Error {
    Error::refused(ProblemKind::NotFound, "There is no such path.")
}

/// The answer for a method that a path does not have; the router adds `Allow`.
pub(crate) async fn unknown_method() -> Error {
    Error::refused(
        ProblemKind::MethodNotAllowed,
        "This path has no such method.",
    )
}

/// Declares, for the `OpenAPI` document, the problems that an operation may answer with.
macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident: $($kind:ident),+;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                let mut by_status = std::collections::BTreeMap::<String, Vec<&'static str>>::new();
                $({
                    let kind = ProblemKind::$kind;
                    by_status.entry(kind.status().to_string()).or_default().push(kind.title());
                })+
                by_status.into_iter().map(described).collect()
            }
        }
    )*};
}

problems! {
    /// A read by a seller or buyer.
    Reading: Invalid, Unauthorized, Forbidden, Internal;
    /// A read that goes on from a place.
    ReadingFrom: Invalid, Unauthorized, Forbidden, ExpiredCursor, Internal;
    /// A read of one thing.
    ReadingOne: Invalid, Unauthorized, Forbidden, NotFound, Internal;
    /// A write of a JSON body.
    Writing: Invalid, Unauthorized, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Refused,
        Internal;
    /// A write without a body.
    Doing: Invalid, Unauthorized, Forbidden, NotFound, Refused, Internal;
    /// The write of a picture.
    Storing: Invalid, Unauthorized, Forbidden, TooLarge, UnsupportedMediaType, KeyReused, Refused,
        Internal;
    /// An operation of the seller's.
    Acting: Invalid, Unauthorized, Forbidden, NotFound, Stale, TooLarge, UnsupportedMediaType,
        KeyReused, Refused, TooMany, Internal;
}

/// One documented answer.
fn described(
    (status, titles): (String, Vec<&'static str>),
) -> (String, utoipa::openapi::RefOr<utoipa::openapi::Response>) {
    use utoipa::openapi::{Content, Header, Ref, Response, schema::Type};
    let schema = Ref::from_schema_name("Problem");
    let mut response = Response::new(titles.join(", or: "));
    response
        .content
        .insert(PROBLEM_MEDIA_TYPE.to_owned(), Content::new(Some(schema)));
    if status == "429" {
        let mut header = Header::new(utoipa::openapi::schema::Object::with_type(Type::Integer));
        header.description = Some("Seconds until it is worth coming back.".to_owned());
        response.headers.insert("Retry-After".to_owned(), header);
    }
    (status, response.into())
}
