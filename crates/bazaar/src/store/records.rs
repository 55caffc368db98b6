//! The stream of changes: which record has which revision.

use rapport_protocol::{Change, Open, Record, RecordKind, Tombstone};
use rusqlite::{Row, Transaction};

use super::party::Party;
use super::{carts, conversations, feedback, messages, offers, orders, people, products, words};
use crate::error::Result;

/// Where a record stands in its seller's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The seller's counter when it was last written.
    pub(crate) revision: i64,
    /// What it is.
    pub(crate) kind: RecordKind,
    /// Its id.
    pub(crate) id: String,
    /// Whether only its tombstone is left.
    pub(crate) gone: bool,
}

/// Advances the seller's counter and gives the record the new revision.
pub(crate) fn touch(tx: &Transaction<'_>, seller: &str, kind: RecordKind, id: &str) -> Result<i64> {
    write(tx, seller, kind, id, false)
}

/// Advances the seller's counter and leaves a tombstone. What is gone must still be there: its buyer
/// is told too.
pub(crate) fn bury(tx: &Transaction<'_>, seller: &str, kind: RecordKind, id: &str) -> Result<i64> {
    write(tx, seller, kind, id, true)
}

fn write(
    tx: &Transaction<'_>,
    seller: &str,
    kind: RecordKind,
    id: &str,
    gone: bool,
) -> Result<i64> {
    let revision: i64 = tx
        .prepare_cached(
            "UPDATE sellers SET revision = revision + 1 WHERE id = ?1 RETURNING revision",
        )?
        .query_row([seller], |row| row.get(0))?;
    tx.prepare_cached(
        "INSERT INTO records (seller_id, revision, kind, record_id, gone)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (seller_id, kind, record_id)
         DO UPDATE SET revision = excluded.revision, gone = excluded.gone",
    )?
    .execute((seller, revision, words::stored(&kind)?, id, gone))?;
    tell_buyer(tx, kind, id)?;
    Ok(revision)
}

/// Advances the counter of the buyer who may see the record.
fn tell_buyer(tx: &Transaction<'_>, kind: RecordKind, id: &str) -> Result<()> {
    let buyer = match kind {
        // Everybody sees products; nobody waits for news of them.
        RecordKind::Product => return Ok(()),
        RecordKind::Person => "?1",
        RecordKind::Conversation => "(SELECT buyer_id FROM conversations WHERE id = ?1)",
        RecordKind::Message => {
            "(SELECT buyer_id FROM messages JOIN conversations ON conversations.id = conversation_id
              WHERE messages.id = ?1)"
        }
        RecordKind::Order => "(SELECT buyer_id FROM orders WHERE id = ?1)",
        RecordKind::Offer => "(SELECT buyer_id FROM offers WHERE id = ?1)",
        RecordKind::Cart => "(SELECT buyer_id FROM carts WHERE id = ?1)",
        RecordKind::Feedback => "(SELECT buyer_id FROM feedback WHERE id = ?1)",
    };
    let sql = format!("UPDATE buyers SET revision = revision + 1 WHERE id = {buyer}");
    tx.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// What was written after a revision, oldest first.
pub(crate) fn after(
    tx: &Transaction<'_>,
    seller: &str,
    revision: i64,
    limit: u32,
) -> Result<Vec<Entry>> {
    let mut entries = tx.prepare_cached(
        "SELECT revision, kind, record_id, gone FROM records
         WHERE seller_id = ?1 AND revision > ?2 ORDER BY revision LIMIT ?3",
    )?;
    let rows = entries.query_map((seller, revision, limit), entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a seller is told of this record.
pub(crate) fn is_told(
    tx: &Transaction<'_>,
    seller: &str,
    kind: RecordKind,
    id: &str,
) -> Result<bool> {
    let mut told = tx.prepare_cached(
        "SELECT 1 FROM records
         WHERE seller_id = ?1 AND kind = ?2 AND record_id = ?3",
    )?;
    Ok(told.exists((seller, words::stored(&kind)?, id))?)
}

/// Where one record stands.
pub(crate) fn find(
    tx: &Transaction<'_>,
    seller: &str,
    kind: RecordKind,
    id: &str,
) -> Result<Entry> {
    let mut found = tx.prepare_cached(
        "SELECT revision, kind, record_id, gone FROM records
         WHERE seller_id = ?1 AND kind = ?2 AND record_id = ?3",
    )?;
    Ok(found.query_row((seller, words::stored(&kind)?, id), entry)?)
}

/// Orders, offers, carts and feedback that were last written before a revision, newest first.
pub(crate) fn of_the_rest(
    tx: &Transaction<'_>,
    seller: &str,
    before: i64,
    limit: u32,
) -> Result<Vec<Entry>> {
    let mut entries = tx.prepare_cached(
        // By name: the planner takes the walk through every message for as cheap.
        "SELECT revision, kind, record_id, gone FROM records INDEXED BY records_of_the_rest
         WHERE seller_id = ?1 AND revision < ?2
           AND (kind IN ('order', 'offer', 'cart', 'feedback') OR gone = 1)
         ORDER BY revision DESC LIMIT ?3",
    )?;
    let rows = entries.query_map((seller, before, limit), entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        revision: row.get(0)?,
        kind: words::read(row.get(1)?)?,
        id: row.get(2)?,
        gone: row.get(3)?,
    })
}

/// The record as it now stands, as it goes over the wire.
pub(crate) fn change(tx: &Transaction<'_>, seller: &str, entry: &Entry) -> Result<Change> {
    let record = if entry.gone {
        Record::Deleted(Tombstone {
            of: entry.kind,
            id: entry.id.clone(),
        })
    } else {
        let party = Party::Seller(seller);
        match entry.kind {
            RecordKind::Person => Record::Person(people::get(tx, &entry.id)?),
            RecordKind::Product => Record::Product(products::get(tx, seller, &entry.id)?),
            RecordKind::Conversation => {
                Record::Conversation(conversations::get(tx, seller, &entry.id)?)
            }
            RecordKind::Message => Record::Message(messages::get(tx, seller, &entry.id)?),
            RecordKind::Order => Record::Order(orders::get(tx, party, &entry.id)?.it),
            RecordKind::Offer => Record::Offer(offers::get(tx, party, &entry.id)?.it),
            RecordKind::Cart => Record::Cart(carts::get(tx, party, &entry.id)?.it),
            RecordKind::Feedback => Record::Feedback(feedback::get(tx, party, &entry.id)?.it),
        }
    };
    Ok(Change {
        revision: entry.revision,
        record: Open::Known(record),
    })
}
