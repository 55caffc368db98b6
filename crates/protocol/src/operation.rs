//! What the seller did.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Change, ConversationId, FeedbackId, Kinds, MessageId, Money, OfferId, Open, OperationId,
    OrderId, ProductId,
};

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Expects {
    /// The newest message of the buyer's that the seller had seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_buyer_message: Option<MessageId>,
    /// The order as the seller had seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<SeenOrder>,
}

/// An order as it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SeenOrder {
    /// The order.
    pub id: OrderId,
    /// Its revision.
    pub revision: i64,
}

/// What was done, told apart by its `kind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Act {
    /// A message was written.
    Message(SendMessage),
    /// A message of the seller's was deleted.
    Delete(DeleteMessage),
    /// The conversation was read.
    Read(Read),
    /// An offer was made.
    Offer(MakeOffer),
    /// A buyer's offer was answered with another.
    Counter(CounterOffer),
    /// A buyer's offer was accepted.
    Accept(AnswerOffer),
    /// A buyer's offer was declined.
    Decline(AnswerOffer),
    /// The buyer was asked to confirm an order.
    OrderCard(SendOrderCard),
    /// An order was handed to the carrier.
    Ship(ShipOrder),
    /// A buyer was rated.
    Feedback(LeaveFeedback),
    /// A buyer's feedback was answered.
    Answer(AnswerFeedback),
}

impl Kinds for Act {
    const KINDS: &'static [&'static str] = &[
        "message",
        "delete",
        "read",
        "offer",
        "counter",
        "accept",
        "decline",
        "orderCard",
        "ship",
        "feedback",
        "answer",
    ];
}

/// A message of the seller's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// Where it belongs.
    pub conversation_id: ConversationId,
    /// What it says. A seller sends words or pictures, never a system line. Pictures are stored
    /// first, and named here as the answer to that named them.
    #[cfg_attr(feature = "openapi", schema(value_type = Body))]
    pub body: Open<Body>,
    /// The message of the same conversation that it answers. It needs the capability
    /// `messages.replyTo`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// Takes a message of the seller's out of the conversation, for both sides. It needs the capability
/// `threadState.delete`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeleteMessage {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The message.
    pub message_id: MessageId,
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

/// A price for the buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MakeOffer {
    /// Where it is made.
    pub conversation_id: ConversationId,
    /// For what.
    pub product_id: ProductId,
    /// For how many; at least 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub quantity: u32,
    /// For all of them together.
    pub price: Money,
    /// When it lapses, in Unix milliseconds; never when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_at: Option<i64>,
    /// What is said with it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Another price instead of the buyer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CounterOffer {
    /// The buyer's offer.
    pub offer_id: OfferId,
    /// For how many; at least 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub quantity: u32,
    /// For all of them together.
    pub price: Money,
    /// When it lapses, in Unix milliseconds; never when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_at: Option<i64>,
    /// What is said with it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// A yes or no to a buyer's offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AnswerOffer {
    /// The buyer's offer.
    pub offer_id: OfferId,
    /// What is said with it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Asks the buyer to confirm an order, or to say what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SendOrderCard {
    /// The order.
    pub order_id: OrderId,
    /// What is said with it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Says that an order is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ShipOrder {
    /// The order.
    pub order_id: OrderId,
    /// What is said with it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Rates a buyer for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeaveFeedback {
    /// The order.
    pub order_id: OrderId,
    /// From 1 (bad) to 5 (good).
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub rating: u8,
    /// What the seller says; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}

/// Answers a buyer's feedback, for everybody to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AnswerFeedback {
    /// The buyer's feedback.
    pub feedback_id: FeedbackId,
    /// The words.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
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
    /// What else it made or changed: an offer is a record and a line in the thread. Told here so that
    /// the seller's screen shows all of it at once; the stream of changes tells it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Change>,
}
