//! # What a marketplace says, taken in
//!
//! Absorbing is idempotent and needs no order beyond "what a record refers to comes first": a row
//! is named by the remote id, a lower revision never overwrites a higher one, and a tombstone wins
//! over all. What cannot be understood is set aside and harms nothing else.

mod aside;
mod feedback;
mod message;
mod news;
mod records;
mod touched;
mod trade;

use std::collections::{BTreeMap, VecDeque};

use rapport_protocol::{Change, Record, RecordKind, Tombstone};
use rusqlite::OptionalExtension;
use uuid::Uuid;

pub(super) use aside::{arrivals, settle_arrivals, try_again};

use crate::alerts::Alert;
use crate::db::Tx;
use crate::error::Result;
use crate::inbox::waiting;
use crate::mutant::{self, Mutant};
use crate::sync::outbox;
use crate::{id, search, words};

/// The most changes of one batch: what is committed at once, while an act may already wait.
const BATCH: usize = 200;

/// The account that speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AccountRow {
    /// Its row.
    pub(crate) row: i64,
    /// Its name on every device.
    pub(crate) id: Uuid,
}

/// Whether what comes is happening now, or is being told afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// It happened since the workstation last asked.
    News,
    /// It was there before, or is the seller's own doing.
    History,
}

/// What came of absorbing.
#[derive(Debug, Default)]
pub(crate) struct Absorbed {
    /// What buyers did just now.
    pub(crate) news: Vec<Alert>,
    /// How many messages were not known before.
    pub(crate) messages: i64,
    /// How many rows of the search index were written.
    pub(crate) indexed: usize,
    /// Whether something came that records set aside may have been waiting for.
    pub(crate) parents: bool,
    /// Whether pictures are wanted.
    pub(crate) pictures: bool,
    /// Whether something of the outbox was seen there, so that what waited behind it may leave.
    pub(crate) seen: bool,
}

/// Absorbs changes, and settles each conversation that they touch once.
///
/// # Errors
/// What SQLite says; then nothing has changed.
pub(crate) fn absorb(tx: &Tx<'_>, account: AccountRow, changes: &[Change]) -> Result<Absorbed> {
    let mut absorber = Absorber::new(tx, account, Telling::History);
    for change in changes {
        absorber.take(change)?;
    }
    absorber.finish()
}

/// Absorbs from the front of `changes` as much as fits into one batch; less when an act waits.
///
/// # Errors
/// What SQLite says; then nothing has changed.
pub(super) fn batch(
    tx: &Tx<'_>,
    account: AccountRow,
    telling: Telling,
    changes: &mut VecDeque<Change>,
) -> Result<Absorbed> {
    let mut absorber = Absorber::new(tx, account, telling);
    for _ in 0..BATCH {
        let Some(change) = changes.pop_front() else {
            break;
        };
        absorber.take(&change)?;
        if tx.is_wanted() {
            break;
        }
    }
    absorber.finish()
}

/// What became of one change.
enum Fate {
    /// It was taken in, or says nothing new.
    Taken,
    /// It was not, for the reason given as a sentence.
    Aside(String),
}

struct Absorber<'a, 't> {
    tx: &'a Tx<'t>,
    account: AccountRow,
    telling: Telling,
    touched: BTreeMap<i64, Uuid>,
    index: search::Pending,
    absorbed: Absorbed,
}

impl<'a, 't> Absorber<'a, 't> {
    fn new(tx: &'a Tx<'t>, account: AccountRow, telling: Telling) -> Self {
        let (touched, absorbed) = (BTreeMap::new(), Absorbed::default());
        Self {
            tx,
            account,
            telling,
            touched,
            index: search::Pending::default(),
            absorbed,
        }
    }

    fn take(&mut self, change: &Change) -> Result<()> {
        match self.place(change)? {
            Fate::Taken => Ok(()),
            Fate::Aside(fault) => aside::put(self.tx, self.account, change, &fault),
        }
    }

    /// Puts a change where it belongs.
    fn place(&mut self, change: &Change) -> Result<Fate> {
        if let Some(fault) = aside::fault(change) {
            return Ok(Fate::Aside(fault));
        }
        let Some(record) = change.record.known() else {
            return Ok(Fate::Taken);
        };
        let (kind, remote) = named(record);
        let id = id::derived(self.account.id, kind, remote);
        if let Record::Deleted(tombstone) = record {
            if !mutant::is(Mutant::IgnoreTombstone) {
                self.bury(id, tombstone, change.revision)?;
            }
            return Ok(Fate::Taken);
        }
        if self.is_buried(id)? {
            return Ok(Fate::Taken);
        }
        match record {
            Record::Person(person) => self.person(id, change.revision, person),
            Record::Product(product) => self.product(id, change.revision, product),
            Record::Conversation(it) => self.conversation(id, change.revision, it),
            Record::Message(message) => self.message(id, change.revision, message),
            Record::Order(order) => self.order(id, change.revision, order),
            Record::Offer(offer) => self.offer(id, change.revision, offer),
            Record::Cart(cart) => self.cart(id, change.revision, cart),
            Record::Feedback(feedback) => self.feedback(id, change.revision, feedback),
            Record::Deleted(_) => Ok(Fate::Taken),
        }
    }

    fn is_buried(&self, id: Uuid) -> Result<bool> {
        let buried = self
            .tx
            .prepare_cached("SELECT 1 FROM tombstones WHERE id = ?1")?
            .query_row([id], |_| Ok(()))
            .optional()?;
        Ok(buried.is_some())
    }

    fn bury(&mut self, id: Uuid, tombstone: &Tombstone, revision: i64) -> Result<()> {
        let new = self
            .tx
            .prepare_cached(
                "INSERT INTO tombstones (id, of, revision) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute((id, words::stored(&tombstone.of)?, revision))?;
        if new == 0 {
            return Ok(());
        }
        let sql = match tombstone.of {
            RecordKind::Message => return self.remove_message(id),
            RecordKind::Conversation => return self.remove_conversation(id),
            RecordKind::Order => return self.remove_order(id),
            RecordKind::Offer => return self.remove_offer(id),
            RecordKind::Cart => return self.remove_cart(id),
            RecordKind::Feedback => return self.remove_feedback(id),
            RecordKind::Person => "UPDATE persons SET deleted = 1 WHERE id = ?1",
            RecordKind::Product => "UPDATE products SET deleted = 1 WHERE id = ?1",
        };
        self.tx.prepare_cached(sql)?.execute([id])?;
        Ok(())
    }

    fn remove_message(&mut self, id: Uuid) -> Result<()> {
        let gone: Option<(i64, i64)> = self
            .tx
            .prepare_cached("DELETE FROM messages WHERE id = ?1 RETURNING key, conversation")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((key, conversation)) = gone else {
            return Ok(());
        };
        self.index.remove(key);
        self.touch(conversation)
    }

    /// The rows stay, since notes and queued replies hang on them; no list shows them any more.
    fn remove_conversation(&mut self, id: Uuid) -> Result<()> {
        let gone: Option<i64> = self
            .tx
            .prepare_cached("UPDATE conversations SET deleted = 1 WHERE id = ?1 RETURNING row")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let Some(conversation) = gone else {
            return Ok(());
        };
        self.tx
            .prepare_cached("DELETE FROM inbox WHERE conversation = ?1")?
            .execute([conversation])?;
        self.touched.remove(&conversation);
        self.tx.touch(id);
        Ok(())
    }

    fn finish(mut self) -> Result<Absorbed> {
        let unseen = outbox::has_unseen(self.tx, self.account.row)?;
        for (row, id) in self.touched {
            self.absorbed.seen |= unseen && outbox::recognise(self.tx, row)?;
            waiting::settle(self.tx, row)?;
            self.tx.touch(id);
        }
        if self.absorbed.parents {
            aside::arrived(self.tx, self.account)?;
        }
        self.absorbed.indexed = self.index.len();
        self.index.write(self.tx)?;
        Ok(self.absorbed)
    }
}

/// What the row of a change is called here.
pub(super) fn name(account: AccountRow, change: &Change) -> Option<Uuid> {
    let (kind, remote) = named(change.record.known()?);
    Some(id::derived(account.id, kind, remote))
}

fn named(record: &Record) -> (RecordKind, &str) {
    match record {
        Record::Person(it) => (RecordKind::Person, it.id.as_str()),
        Record::Product(it) => (RecordKind::Product, it.id.as_str()),
        Record::Conversation(it) => (RecordKind::Conversation, it.id.as_str()),
        Record::Message(it) => (RecordKind::Message, it.id.as_str()),
        Record::Order(it) => (RecordKind::Order, it.id.as_str()),
        Record::Offer(it) => (RecordKind::Offer, it.id.as_str()),
        Record::Cart(it) => (RecordKind::Cart, it.id.as_str()),
        Record::Feedback(it) => (RecordKind::Feedback, it.id.as_str()),
        Record::Deleted(it) => (it.of, it.id.as_str()),
    }
}
