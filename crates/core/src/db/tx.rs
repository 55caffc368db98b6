//! The one transaction that is open for writing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use rusqlite::{Connection, Transaction};
use uuid::Uuid;

/// A transaction that remembers what it touched.
#[derive(Debug)]
pub struct Tx<'a> {
    inner: Transaction<'a>,
    now: i64,
    conversations: RefCell<BTreeSet<Uuid>>,
}

impl<'a> Tx<'a> {
    pub(super) fn new(inner: Transaction<'a>, now: i64) -> Self {
        Self {
            inner,
            now,
            conversations: RefCell::default(),
        }
    }

    /// When the transaction began, in Unix milliseconds: one act has one time.
    pub fn now(&self) -> i64 {
        self.now
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
