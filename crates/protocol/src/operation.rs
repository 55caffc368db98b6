//! What the seller did.

use serde::{Deserialize, Serialize};

use crate::{Body, Change, ConversationId, Kinds, MessageId, Open, OperationId};

/// One thing that the seller did and that the marketplace must know.
///
/// It travels with the header `Idempotency-Key: <id>.<revision>`: the same key is answered with the
/// same answer, and acts once. A new revision is made only after a definitive refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Made on the device.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9-]+$"))]
    pub id: OperationId,
    /// Counts what the seller changed after a refusal; at least 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub revision: u32,
    /// What must still hold for the operation to make sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Expects>,
    /// What was done.
    #[cfg_attr(feature = "openapi", schema(value_type = Act))]
    pub act: Open<Act>,
}

impl Operation {
    /// The value of the `Idempotency-Key` header.
    pub fn idempotency_key(&self) -> String {
        format!("{}.{}", self.id, self.revision)
    }
}

/// What the seller had seen. The marketplace refuses with 409 when it no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Expects {
    /// The newest message of the buyer's that the seller had seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_buyer_message: Option<MessageId>,
}

/// What was done, told apart by its `kind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Act {
    /// A message was written.
    Message(SendMessage),
    /// The conversation was read.
    Read(Read),
}

impl Kinds for Act {
    const KINDS: &'static [&'static str] = &["message", "read"];
}

/// A message of the seller's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// Where it belongs.
    pub conversation_id: ConversationId,
    /// What it says. A seller sends words or a picture, never a system line.
    #[cfg_attr(feature = "openapi", schema(value_type = Body))]
    pub body: Open<Body>,
}

/// How far the seller has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Read {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The newest message seen.
    pub up_to: MessageId,
}

/// The answer to an accepted operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperationOutcome {
    /// The operation.
    pub operation_id: OperationId,
    /// The record that it made or changed, as the marketplace now has it.
    pub change: Change,
}
