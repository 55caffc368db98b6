//! Where things are on the page, in one place, so that a change of the page is a change here.

/// A row of the list of conversations.
pub const CONVERSATION: &str = "[data-conversation]";
/// Whose conversation a row is.
pub const PERSON: &str = "[data-conversation] .name";
/// A message of the open conversation.
pub const MESSAGE: &str = "[data-message], [data-place=thread] .msg:not([data-outbox])";
/// The field in which a reply is written.
pub const COMPOSER: &str = "[data-mode] textarea";
/// The button that sends it.
pub const SEND: &str = "[data-mode] footer button";
/// A reply that the marketplace does not have yet.
pub const OUTBOX: &str = "[data-outbox]";
/// The field in which words are looked for.
pub const SEARCH: &str = "[role=search] input";
/// A message that was found.
pub const HIT: &str = "[role=option].hit";
/// The foot while the marketplace is heard.
pub const ONLINE: &str = ".foot[data-tone=good]";
/// The foot while it is not.
pub const OFFLINE: &str = ".foot[data-tone=away]";
/// Whose conversation is open, and about what.
pub const HEAD: &str = "main header";
/// Empties the field in which words are looked for.
pub const CLEAR_SEARCH: &str = "[role=search] button";
