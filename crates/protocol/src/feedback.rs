//! Feedback, in both directions.

use serde::{Deserialize, Serialize};

use crate::{Author, ConversationId, Extra, FeedbackId, OperationId, OrderId, PersonId, ProductId};

/// A rating with text: the buyer's of the seller, or the seller's of the buyer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Feedback {
    /// The marketplace's name for it.
    pub id: FeedbackId,
    /// Who rates: `buyer` or `seller`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub by: Author,
    /// The buyer, whichever side rates.
    pub person_id: PersonId,
    /// What was sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// The product, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// Where the order is talked about, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    /// From 1 (bad) to 5 (good).
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub rating: u8,
    /// What they say; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it was given, in Unix milliseconds.
    pub at: i64,
    /// When it was last changed, in Unix milliseconds; absent when it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<i64>,
    /// What the other side answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<FeedbackAnswer>,
    /// The seller's operation that made it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation_id: Option<OperationId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// What the rated side answered, for everybody to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FeedbackAnswer {
    /// The words.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at: i64,
}
