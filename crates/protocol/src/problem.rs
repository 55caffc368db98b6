//! What went wrong, as RFC 9457 problem details.

use serde::{Deserialize, Serialize};

/// A refusal or failure, in words for a developer and with a kind for a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A URI that names the kind of problem.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uri"))]
    pub kind: ProblemKind,
    /// The same for every problem of the kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $uri:literal, $status:literal, $title:literal;)*) => {
        /// The kinds of problem; what a program may branch on.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ProblemKind {
            $($(#[$doc])* #[serde(rename = $uri)] $name,)*
            /// A kind this version does not know, kept as it came.
            #[serde(untagged)]
            Other(String),
        }

        impl ProblemKind {
            /// The HTTP status that goes with the kind.
            pub fn status(&self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Other(_) => 500 }
            }

            /// The title that goes with the kind.
            pub fn title(&self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Other(_) => "Something else" }
            }
        }
    };
}

kinds! {
    /// The request is not what the contract says.
    Invalid = "urn:rapport:problem:invalid", 400, "The request is not well formed";
    /// No token, an unknown one, or a revoked one.
    Unauthorized = "urn:rapport:problem:unauthorized", 401, "The token is missing, unknown or revoked";
    /// The token is good, for something else.
    Forbidden = "urn:rapport:problem:forbidden", 403, "This token may not do that";
    /// It is not there, or not the caller's.
    NotFound = "urn:rapport:problem:not-found", 404, "There is no such thing";
    /// The path has no such method.
    MethodNotAllowed = "urn:rapport:problem:method-not-allowed", 405, "This path has no such method";
    /// What the operation expected no longer holds.
    Stale = "urn:rapport:problem:stale", 409, "Something changed in between";
    /// The cursor or token is too old, or from another life of the server.
    ExpiredCursor = "urn:rapport:problem:expired-cursor", 410, "The cursor is no longer known";
    /// The body is larger than the server takes.
    TooLarge = "urn:rapport:problem:too-large", 413, "The body is too large";
    /// The body is of a type that the server does not take.
    UnsupportedMediaType = "urn:rapport:problem:unsupported-media-type", 415, "This type of body is not taken";
    /// The same key came with another body.
    KeyReused = "urn:rapport:problem:key-reused", 422, "The key was used for another operation";
    /// Well formed, and against a rule of the marketplace.
    Refused = "urn:rapport:problem:refused", 422, "The marketplace does not allow that";
    /// Too many requests; `Retry-After` says when to come back.
    TooMany = "urn:rapport:problem:too-many", 429, "Too many requests";
    /// The server failed.
    Internal = "urn:rapport:problem:internal", 500, "The server failed";
}

impl Problem {
    /// A problem of a kind, with what happened this time.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            title: kind.title().to_owned(),
            status: kind.status(),
            kind,
            detail: detail.into(),
        }
    }
}
