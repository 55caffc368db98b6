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
mod id;
mod money;
mod open;
mod operation;
mod problem;
mod record;

pub use capabilities::{
    Attachments, Capabilities, FeedbackCapabilities, FeedbackReply, Idempotency,
    MessageCapabilities, OfferCapabilities, OrderCapabilities, SendRate, ThreadStateCapabilities,
};
pub use change::{Change, ChangesPage, HistoryPage};
pub use event::EventHint;
pub use id::{
    ConversationId, Cursor, HistoryToken, MessageId, OperationId, PersonId, PictureId, ProductId,
};
pub use money::Money;
pub use open::{Fault, Kinds, Open};
pub use operation::{Act, Expects, Operation, OperationOutcome, Read, SendMessage};
pub use problem::{Problem, ProblemKind};
pub use record::{
    Author, Body, Conversation, Extra, Message, Person, Picture, PictureBody, Product, Record,
    RecordKind, SystemBody, TextBody, Tombstone,
};

/// The media type of a [`Problem`] (RFC 9457).
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

/// The longest body of any request or page that either side accepts, in bytes.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;
