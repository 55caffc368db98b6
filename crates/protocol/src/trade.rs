//! Orders, offers and carts.

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{
    Author, CartId, ConversationId, Extra, Money, OfferId, OperationId, OrderId, PersonId,
    ProductId,
};

words! {
    /// How far an order is.
    OrderState {
        /// The buyer ordered.
        Placed,
        /// It is on its way.
        Shipped,
        /// The buyer has it.
        Received,
        /// It will not happen.
        Cancelled,
    }

    /// What became of an order card.
    CardState {
        /// The buyer was asked and has not answered.
        Sent,
        /// The buyer confirmed what it says.
        Confirmed,
        /// The buyer says that it is not what was agreed.
        Corrected,
    }

    /// What became of an offer.
    OfferState {
        /// It waits for the other side.
        Open,
        /// The other side made one of its own instead.
        Countered,
        /// It was accepted: the buyer may order at this price.
        Accepted,
        /// It was declined.
        Declined,
        /// Nobody answered in time.
        Lapsed,
    }

    /// What became of a cart.
    CartState {
        /// It is being filled, or was left.
        Open,
        /// It became an order.
        Ordered,
        /// The buyer emptied it.
        Emptied,
    }
}

/// So many of one product, at so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LineItem {
    /// The product, where it still exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// What it was called at the time.
    pub title: String,
    /// How many; at least 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: u32,
    /// For all of them together.
    pub price: Money,
}

/// Something sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The marketplace's name for it, which buyers see too.
    pub id: OrderId,
    /// Who ordered.
    pub person_id: PersonId,
    /// Where it is talked about, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    /// What was ordered.
    pub lines: Vec<LineItem>,
    /// What the buyer pays for all of it.
    pub total: Money,
    /// How far it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: OrderState,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// Since when it is in this state, in Unix milliseconds.
    pub state_at: i64,
    /// Where it goes, as the buyer wrote it; empty when the marketplace does not tell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deliver_to: String,
    /// What the buyer wishes; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wishes: String,
    /// The card that asks the buyer to confirm all this, once the seller sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<OrderCard>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// Asks the buyer whether the order says what was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrderCard {
    /// What became of it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: CardState,
    /// Since when, in Unix milliseconds.
    pub at: i64,
    /// What the seller wrote on it, or how the buyer corrects it; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A negotiated price. A counter-offer is an offer of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// The marketplace's name for it.
    pub id: OfferId,
    /// Where it was made.
    pub conversation_id: ConversationId,
    /// For what.
    pub product_id: ProductId,
    /// Who made it: `buyer` or `seller`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub by: Author,
    /// For how many; at least 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: u32,
    /// For all of them together.
    pub price: Money,
    /// What became of it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: OfferState,
    /// When it was made, in Unix milliseconds.
    pub made_at: i64,
    /// Since when it is in this state, in Unix milliseconds.
    pub state_at: i64,
    /// When it lapses, in Unix milliseconds; never when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_at: Option<i64>,
    /// The offer that this one counters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counters: Option<OfferId>,
    /// The seller's operation that made it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation_id: Option<OperationId>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// What a buyer has put aside in this shop and not ordered yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cart {
    /// The marketplace's name for it.
    pub id: CartId,
    /// Whose it is.
    pub person_id: PersonId,
    /// What is in it.
    pub lines: Vec<LineItem>,
    /// What it would cost.
    pub total: Money,
    /// What became of it.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: CartState,
    /// When the buyer last changed it, in Unix milliseconds.
    pub changed_at: i64,
    /// Fields that this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}
