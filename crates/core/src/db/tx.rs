//! The one transaction that is open for writing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use super::lanes::Queue;

/// A transaction that remembers what it touched.
#[derive(Debug)]
pub struct Tx<'a> {
    inner: Transaction<'a>,
    now: i64,
    queue: &'a Queue,
    conversations: RefCell<BTreeSet<Uuid>>,
}

impl<'a> Tx<'a> {
    pub(super) fn new(inner: Transaction<'a>, now: i64, queue: &'a Queue) -> Self {
        Self {
            inner,
            now,
            queue,
            conversations: RefCell::default(),
        }
    }

    /// When the transaction began, in Unix milliseconds: one act has one time.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Whether an act of the seller's waits for this transaction to end; bulk work then stops early.
    pub fn is_wanted(&self) -> bool {
        self.queue.has_acts()
    }

    /// Says that a conversation looks different now.
    pub fn touch(&self, conversation: Uuid) {
        self.conversations.borrow_mut().insert(conversation);
    }

    pub(super) fn commit(self) -> rusqlite::Result<BTreeSet<Uuid>> {
        self.inner.commit()?;
        Ok(self.conversations.into_inner())
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.inner
    }
}
