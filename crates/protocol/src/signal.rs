//! What is true for a moment only: who is there, and who is typing. Nobody keeps it.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Kinds, Open, PersonId};

/// A buyer came or went. Sent as the server-sent event `presence`, without an `id`; a new stream
/// begins with those who are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Presence {
    /// Who.
    pub person_id: PersonId,
    /// Whether they are there.
    pub online: bool,
}

/// A buyer is typing. Sent as the server-sent event `typing`, without an `id`, and again while it
/// lasts; it is over when none came for [`TYPING_LASTS_MS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Typing {
    /// Where.
    pub conversation_id: ConversationId,
    /// Who.
    pub person_id: PersonId,
}

/// How long typing is taken to go on after it was last heard of, in milliseconds.
pub const TYPING_LASTS_MS: i64 = 6000;

/// What the seller is doing right now, told by `POST /v1/signals`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Signal {
    /// The seller is typing in a conversation.
    Typing(SellerTyping),
    /// The seller came or went.
    Presence(SellerPresence),
}

impl Kinds for Signal {
    const KINDS: &'static [&'static str] = &["typing", "presence"];
}

/// The seller is typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SellerTyping {
    /// Where.
    pub conversation_id: ConversationId,
}

/// The seller came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SellerPresence {
    /// Whether they are there.
    pub online: bool,
}

/// The body of `POST /v1/signals`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignalSent {
    /// The signal. One of a kind that the server does not know is ignored.
    #[cfg_attr(feature = "openapi", schema(value_type = Signal))]
    pub signal: Open<Signal>,
}
