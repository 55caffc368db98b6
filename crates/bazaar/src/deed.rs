//! What is done: by whom, when, under which rules.

use rapport_protocol::{Author, Body, MessageId, OperationId};
use rusqlite::Transaction;

use crate::error::{Error, Result};
use crate::rules::Rules;
use crate::store::messages;
use crate::store::party::Party;

/// Somebody does something at some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed<'a> {
    /// Who.
    pub(crate) by: Party<'a>,
    /// When, in Unix milliseconds.
    pub(crate) at: i64,
    /// What is allowed.
    pub(crate) rules: &'a Rules,
    /// The seller's operation that it is, where it is one.
    pub(crate) operation: Option<&'a OperationId>,
}

impl Deed<'_> {
    /// Writes into a thread: in the doer's name, or as the marketplace's own line.
    pub(crate) fn tell(
        &self,
        tx: &Transaction<'_>,
        (seller, conversation): (&str, &str),
        author: Author,
        body: &Body,
    ) -> Result<MessageId> {
        let draft = messages::Draft {
            seller,
            conversation,
            author,
            body,
            reply_to: None,
            operation: self.operation,
            at: self.at,
        };
        messages::add(tx, &draft)
    }

    /// Refuses words that are longer than any message.
    pub(crate) fn check_words(&self, words: &str) -> Result<()> {
        within(words, self.rules.max_chars)
    }
}

/// Refuses a text that is longer than so many Unicode scalar values.
pub(crate) fn within(text: &str, max_chars: u32) -> Result<()> {
    if text.chars().count() <= max_chars as usize {
        return Ok(());
    }
    let detail = format!("A text has at most {max_chars} characters.");
    Err(Error::against(detail))
}
