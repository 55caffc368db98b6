//! The records a marketplace keeps for a seller.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Cart, ConversationId, Feedback, Kinds, Message, MessageId, Money, Offer, Order, PersonId,
    PictureId, ProductId,
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
    /// Something sold.
    Order(Order),
    /// A negotiated price.
    Offer(Offer),
    /// What a buyer has put aside and not ordered.
    Cart(Cart),
    /// A rating with text, in either direction.
    Feedback(Feedback),
    /// Something that was there and is no more.
    Deleted(Tombstone),
}

impl Kinds for Record {
    const KINDS: &'static [&'static str] = &[
        "person",
        "product",
        "conversation",
        "message",
        "order",
        "offer",
        "cart",
        "feedback",
        "deleted",
    ];
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
    /// Something sold.
    Order,
    /// A negotiated price.
    Offer,
    /// What a buyer has put aside.
    Cart,
    /// A rating with text.
    Feedback,
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
    /// The newest message the buyer has seen, where receipts are reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_read: Option<MessageId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}
