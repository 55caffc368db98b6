//! The records a marketplace keeps for a seller.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    ConversationId, Kinds, MessageId, Money, Open, OperationId, PersonId, PictureId, ProductId,
};

/// Fields that this version does not know, kept as they came.
pub type Extra = Map<String, Value>;

/// One record, told apart by its `kind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Record {
    /// A buyer.
    Person(Person),
    /// Something the seller sells.
    Product(Product),
    /// A thread between the seller and one buyer.
    Conversation(Conversation),
    /// One message in a conversation.
    Message(Message),
    /// Something that was there and is no more.
    Deleted(Tombstone),
}

impl Kinds for Record {
    const KINDS: &'static [&'static str] =
        &["person", "product", "conversation", "message", "deleted"];
}

/// The kind of record that a [`Tombstone`] speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum RecordKind {
    /// A buyer.
    Person,
    /// Something the seller sells.
    Product,
    /// A thread.
    Conversation,
    /// One message.
    Message,
}

/// Says that a record is gone. It wins over every revision of that record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tombstone {
    /// What kind of record it was.
    pub of: RecordKind,
    /// Its id.
    pub id: String,
}

/// A buyer, as the marketplace shows them to the seller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The marketplace's name for them.
    pub id: PersonId,
    /// The name they are shown under.
    pub name: String,
    /// Their picture, when they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<PictureId>,
    /// The language they use, as BCP 47, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// Something the seller sells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// The marketplace's name for it.
    pub id: ProductId,
    /// What it is called.
    pub title: String,
    /// The list price.
    pub price: Money,
    /// How many are left, where the marketplace counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<u32>,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// A thread between the seller and one buyer, about one product where there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The marketplace's name for it.
    pub id: ConversationId,
    /// The buyer.
    pub person_id: PersonId,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// When it began, in Unix milliseconds.
    pub opened_at: i64,
    /// Whether the marketplace takes no more messages in it.
    #[serde(default)]
    pub closed: bool,
    /// The newest message the seller has seen, as far as the marketplace knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller_read: Option<MessageId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Author {
    /// The buyer.
    Buyer,
    /// A human on the seller's side.
    Seller,
    /// The marketplace, or an automatic reply. It answers nobody.
    System,
    /// An author this version does not know, kept as it came.
    #[serde(untagged)]
    Other(String),
}

/// One message in a conversation.
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
    /// A picture, perhaps with words.
    Picture(PictureBody),
    /// Something the marketplace says about the conversation.
    System(SystemBody),
}

impl Kinds for Body {
    const KINDS: &'static [&'static str] = &["text", "picture", "system"];
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

/// A picture, perhaps with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PictureBody {
    /// The picture.
    pub picture: Picture,
    /// Words below it; empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
}

/// A line of the marketplace's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SystemBody {
    /// Plain text, in the seller's language as far as the marketplace can.
    pub text: String,
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
