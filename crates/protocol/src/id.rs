//! Names of things, as the marketplace gives them: opaque text, never parsed by the other side.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Names one buyer on one marketplace.
    PersonId;
    /// Names one product of a seller.
    ProductId;
    /// Names one conversation.
    ConversationId;
    /// Names one message.
    MessageId;
    /// Names one order, as buyer and seller see it.
    OrderId;
    /// Names one offer.
    OfferId;
    /// Names one cart.
    CartId;
    /// Names one piece of feedback.
    FeedbackId;
    /// Names one stored picture.
    PictureId;
    /// Names one operation; made on the device (a version 7 UUID), the same for every try.
    OperationId;
    /// A place in a seller's stream of changes; opaque to the workstation.
    Cursor;
    /// A place in a seller's history, walked backward; opaque to the workstation.
    HistoryToken;
}
