//! What an account can do on its marketplace, and the rules it must keep.
//!
//! The screens and the rule checks are driven by these, never by a marketplace's name. Every field
//! has a default that promises nothing, so that an older server can be read.

use serde::{Deserialize, Serialize};

macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase", default)]
        #[allow(clippy::struct_excessive_bools, reason = "a list of independent yes-or-no facts")]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }
    )*};
}

capabilities! {
    /// Everything an account can do, and its rules.
    Capabilities {
        /// What the shop is called there; empty where the marketplace does not say.
        shop: String,
        /// Messages.
        messages: MessageCapabilities,
        /// What the marketplace keeps about a thread for the seller.
        thread_state: ThreadStateCapabilities,
        /// Ratings with text.
        feedback: FeedbackCapabilities,
        /// Orders.
        orders: OrderCapabilities,
        /// Negotiated prices.
        offers: OfferCapabilities,
        /// Whether carts can be seen.
        carts: bool,
        /// Whether read receipts are reported.
        receipts: bool,
        /// Whether it is reported who is there.
        presence: bool,
        /// Whether typing is reported.
        typing: bool,
        /// Whether hints are pushed to the workstation.
        push: bool,
        /// How often the workstation may send.
        send_rate: SendRate,
        /// The shortest time between two polls, in seconds.
        poll_min_seconds: u32,
        /// Whether it is compared what the seller had seen when they acted.
        expects: bool,
        /// Whether a repeated send is recognised.
        idempotency: Idempotency,
    }

    /// Messages.
    MessageCapabilities {
        /// Whether the seller can answer.
        send: bool,
        /// Whether the seller can begin a conversation.
        start: bool,
        /// Pictures.
        attachments: Attachments,
        /// The longest text, in Unicode scalar values; 0 when there is no limit.
        max_chars: u32,
        /// How long a message that was taken may be missing from the changes, in seconds.
        visible_after_seconds: u32,
        /// Whether links are allowed.
        links: bool,
        /// Whether contact details are allowed.
        contact_details: bool,
        /// How long after the buyer's last message the seller may answer, in hours; 0 for ever.
        reply_window_hours: u32,
        /// Whether a message can name another one that it answers.
        reply_to: bool,
    }

    /// Pictures in a message.
    Attachments {
        /// How many a message may carry.
        max: u32,
        /// The media types taken.
        types: Vec<String>,
        /// The largest picture, in bytes.
        max_bytes: u64,
    }

    /// What the marketplace keeps about a thread for the seller.
    ThreadStateCapabilities {
        /// Whether it keeps how far the seller read.
        read_flag: bool,
        /// Whether threads can be archived there.
        archive: bool,
        /// Whether messages can be deleted there.
        delete: bool,
    }

    /// Ratings with text.
    FeedbackCapabilities {
        /// Whether they can be read.
        read: bool,
        /// How they can be answered.
        reply: FeedbackReply,
        /// Whether the seller can rate buyers.
        leave: bool,
        /// The longest text of a rating, in Unicode scalar values; 0 when there is no limit.
        max_chars: u32,
    }

    /// How feedback can be answered.
    FeedbackReply {
        /// Whether it can be answered at all.
        allowed: bool,
        /// Whether only once.
        once: bool,
        /// The longest answer, in Unicode scalar values; 0 when there is no limit.
        max_chars: u32,
    }

    /// Orders.
    OrderCapabilities {
        /// Whether only what changed can be asked for.
        delta: bool,
        /// Whether the seller can note something on them.
        note: bool,
        /// Whether an order card can be confirmed by the buyer.
        confirm: bool,
        /// Whether the seller can say that they are on their way.
        ship: bool,
    }

    /// Negotiated prices.
    OfferCapabilities {
        /// Whether buyers can make them.
        incoming: bool,
        /// Whether the seller can make them.
        outgoing: bool,
        /// Whether either side can counter.
        counter: bool,
        /// How long an offer may stand, in hours; 0 for ever.
        max_hours: u32,
    }

    /// How often the workstation may send; 0 requests means no limit is stated.
    SendRate {
        /// Requests.
        requests: u32,
        /// In so many seconds.
        per_seconds: u32,
    }

    /// Whether a repeated send is recognised by its key.
    Idempotency {
        /// Whether keys are honoured.
        keys: bool,
        /// For how many days; 0 for ever.
        days: u32,
    }
}
