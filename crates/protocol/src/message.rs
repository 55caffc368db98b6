//! Messages, and what they can say.

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{
    ConversationId, Extra, FeedbackId, Kinds, MessageId, OfferId, Open, OperationId, OrderId,
    PictureId,
};

words! {
    /// Who wrote a message, or did something else.
    Author {
        /// The buyer.
        Buyer,
        /// A human on the seller's side.
        Seller,
        /// The marketplace, or an automatic reply. It answers nobody.
        System,
    }

    /// A step of a negotiation.
    OfferStep {
        /// An offer was made.
        Made,
        /// The other side made one of its own instead.
        Countered,
        /// It was accepted.
        Accepted,
        /// It was declined.
        Declined,
        /// Nobody answered in time.
        Lapsed,
    }

    /// A step of an order's.
    OrderStep {
        /// The buyer ordered.
        Placed,
        /// The seller asked the buyer to confirm what was agreed.
        CardSent,
        /// The buyer confirmed it.
        Confirmed,
        /// The buyer says that it is not what was agreed.
        Corrected,
        /// It is on its way.
        Shipped,
        /// The buyer has it.
        Received,
        /// It will not happen.
        Cancelled,
    }
}

/// One message in a conversation.
///
/// Steps of offers and orders are messages too, so that a thread tells the whole story. A step that
/// asks the other side something (an offer, a counter-offer, an order card, a correction) or answers
/// it (accepting, declining) is written by who took it; one that only reports (ordered, confirmed,
/// shipped, received, rated, lapsed) is the marketplace's own line, so that nobody waits for an
/// answer to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The marketplace's name for it.
    pub id: MessageId,
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// Who wrote it: `buyer`, `seller`, `system`, or what a later version adds.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub author: Author,
    /// When the marketplace took it, in Unix milliseconds.
    pub at: i64,
    /// What it says.
    #[cfg_attr(feature = "openapi", schema(value_type = Body))]
    pub body: Open<Body>,
    /// The message of the same conversation that it answers, where it names one. That one may be
    /// gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The seller's operation that made it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation_id: Option<OperationId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Body {
    /// Words.
    Text(TextBody),
    /// Pictures, perhaps with words.
    Picture(PictureBody),
    /// Something the marketplace says about the conversation.
    System(SystemBody),
    /// A step of a negotiation.
    Offer(OfferBody),
    /// A step of an order's.
    Order(OrderBody),
    /// A rating was given.
    Feedback(FeedbackBody),
}

impl Kinds for Body {
    const KINDS: &'static [&'static str] =
        &["text", "picture", "system", "offer", "order", "feedback"];
}

/// Words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TextBody {
    /// Plain text; never markup.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20000))]
    pub text: String,
}

/// Pictures, perhaps with words: at least one. Who knows of no others than the first shows that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PictureBody {
    /// The picture, or the first of them.
    pub picture: Picture,
    /// The pictures after the first; absent when it is the only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Picture>,
    /// Words below them; empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
}

impl PictureBody {
    /// Those pictures, in that order; `None` when there are none.
    pub fn of(pictures: Vec<Picture>, caption: String) -> Option<Self> {
        let mut pictures = pictures.into_iter();
        pictures.next().map(|picture| Self {
            picture,
            more: pictures.collect(),
            caption,
        })
    }

    /// All of its pictures, in their order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        std::iter::once(&self.picture).chain(&self.more)
    }

    /// The same, to be changed.
    pub fn pictures_mut(&mut self) -> impl Iterator<Item = &mut Picture> {
        std::iter::once(&mut self.picture).chain(&mut self.more)
    }
}

/// A line of the marketplace's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SystemBody {
    /// Plain text, in the seller's language as far as the marketplace can.
    pub text: String,
}

/// A step of a negotiation. What is offered stands in the offer's own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OfferBody {
    /// The offer.
    pub offer_id: OfferId,
    /// What happened to it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub step: OfferStep,
    /// What was said with it; empty when nothing was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A step of an order's. What was ordered stands in the order's own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderBody {
    /// The order.
    pub order_id: OrderId,
    /// What happened to it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub step: OrderStep,
    /// What was said with it; empty when nothing was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A rating was given. What it says stands in its own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FeedbackBody {
    /// The feedback.
    pub feedback_id: FeedbackId,
}

/// A stored picture. Its bytes are fetched by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The marketplace's name for it.
    pub id: PictureId,
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size in bytes.
    pub bytes: u64,
}
