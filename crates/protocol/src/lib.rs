//! # What workstation and marketplace say to each other
//!
//! Serde types only: no I/O, no clock, no rules. Field names are `camelCase` on the wire, times are
//! Unix milliseconds, money is integer minor units plus currency.
//!
//! The protocol is made to grow. Whatever has a `kind` is wrapped in [`Open`], so that a kind that
//! this version does not know survives a round trip; records keep fields they do not know in
//! `extra`. Neither side may refuse a message because the other is newer.

mod capabilities;
mod change;
mod event;
mod feedback;
mod id;
mod message;
mod money;
pub mod oauth;
mod open;
mod operation;
mod problem;
mod record;
mod signal;
mod trade;
mod words;

pub use capabilities::{
    Attachments, Capabilities, FeedbackCapabilities, FeedbackReply, Idempotency,
    MessageCapabilities, OfferCapabilities, OrderCapabilities, SendRate, ThreadStateCapabilities,
};
pub use change::{Change, ChangesPage, HistoryPage};
pub use event::EventHint;
pub use feedback::{Feedback, FeedbackAnswer};
pub use id::{
    CartId, ConversationId, Cursor, FeedbackId, HistoryToken, MessageId, OfferId, OperationId,
    OrderId, PersonId, PictureId, ProductId,
};
pub use message::{
    Author, Body, FeedbackBody, Message, OfferBody, OfferStep, OrderBody, OrderStep, Picture,
    PictureBody, SystemBody, TextBody,
};
pub use money::Money;
pub use open::{Fault, Kinds, Open};
pub use operation::{
    Act, AnswerFeedback, AnswerOffer, CounterOffer, DeleteMessage, Expects, LeaveFeedback,
    MakeOffer, Operation, OperationOutcome, Read, SeenOrder, SendMessage, SendOrderCard, ShipOrder,
};
pub use problem::{Problem, ProblemKind};
pub use record::{Conversation, Extra, Person, Product, Record, RecordKind, Tombstone};
pub use signal::{
    Presence, SellerPresence, SellerTyping, Signal, SignalSent, TYPING_LASTS_MS, Typing,
};
pub use trade::{
    CardState, Cart, CartState, LineItem, Offer, OfferState, Order, OrderCard, OrderState,
};

/// The media type of a [`Problem`] (RFC 9457).
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

/// The longest body of any request or page that either side accepts, in bytes.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;
