//! The file that everything is kept in.
//!
//! One connection, one writer at a time: a reference server is to be read and trusted first. A
//! closure is one transaction; what it refuses leaves no trace.

pub(crate) mod carts;
pub(crate) mod conversations;
pub(crate) mod crowd;
pub(crate) mod feedback;
pub(crate) mod glimpses;
pub(crate) mod grants;
pub(crate) mod lines;
pub(crate) mod messages;
pub(crate) mod offers;
pub(crate) mod operations;
pub(crate) mod orders;
pub(crate) mod party;
pub(crate) mod people;
pub(crate) mod pictures;
pub(crate) mod products;
pub(crate) mod records;
pub(crate) mod sellers;
pub(crate) mod sessions;
pub(crate) mod tokens;
pub(crate) mod words;

use std::path::Path;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Error, Result};

pub use tokens::Role;

/// Every schema so far; the position is the version that it leads to.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_init.sql"),
    include_str!("../migrations/0002_trade.sql"),
    include_str!("../migrations/0003_sign_in.sql"),
    include_str!("../migrations/0004_history.sql"),
    include_str!("../migrations/0005_pictures.sql"),
];

/// How much of the file is kept in memory, in KiB. A page of changes looks up hundreds of records
/// all over the file, and SQLite keeps 2 MiB when nobody says more.
const KEPT_IN_MEMORY: i64 = 64 * 1024;

/// How many statements stay prepared: more than the 16 that rusqlite keeps, as many as there are.
const PREPARED: usize = 256;

/// The open file.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens the file, making or bringing it up to date as needed.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        // The command line writes into the file of a running server.
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // Every commit reaches the disk before it is answered. It is the default, and the promise
        // that an accepted operation survives a power cut does not hang on a default.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -KEPT_IN_MEMORY)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        migrate(&mut connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
        })
    }

    /// Reads, all of it from one moment.
    pub(crate) fn read<T>(&self, body: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.connection.lock();
        body(&connection.transaction()?)
    }

    /// Writes: all of it or nothing.
    pub(crate) fn write<T>(&self, body: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.connection.lock();
        // Immediate, so that what was read cannot change before it is written.
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = body(&tx)?;
        tx.commit()?;
        Ok(value)
    }
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for migration in MIGRATIONS.iter().skip(found as usize) {
        tx.execute_batch(migration)?;
    }
    tx.pragma_update(None, "user_version", known)?;
    let epoch = fresh_id("life")?;
    tx.execute(
        "INSERT OR IGNORE INTO bazaar (id, epoch) VALUES (1, ?1)",
        [epoch],
    )?;
    tx.commit()?;
    Ok(())
}

/// The life of this file, which every cursor names.
pub(crate) fn epoch(tx: &Transaction<'_>) -> Result<String> {
    Ok(
        tx.query_row("SELECT epoch FROM bazaar WHERE id = 1", [], |row| {
            row.get(0)
        })?,
    )
}

/// So many random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|fault| Error::System(fault.to_string()))?;
    Ok(bytes)
}

/// A new id: what it is of, and 80 random bits.
pub(crate) fn fresh_id(prefix: &str) -> Result<String> {
    let digits: Vec<String> = random::<10>()?
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(format!("{prefix}_{}", digits.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("bazaar.db")).unwrap();
        let looked = store.read(|tx| {
            let mode: String = tx.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
            let synchronous: i64 = tx.pragma_query_value(None, "synchronous", |row| row.get(0))?;
            Ok((mode, synchronous))
        });
        assert_eq!(looked.unwrap(), ("wal".to_owned(), 2), "2 is FULL");
    }

    #[test]
    fn a_file_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bazaar.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(MIGRATIONS[0]).unwrap();
        old.execute_batch(
            "PRAGMA user_version = 1;
             INSERT INTO bazaar (id, epoch) VALUES (1, 'life_1');
             INSERT INTO sellers (id, name, created_at, revision) VALUES ('s', 'Kiln', 1, 7);
             INSERT INTO buyers (id, name, created_at) VALUES ('b', 'Mara', 1);
             INSERT INTO records (seller_id, revision, kind, record_id, gone)
             VALUES ('s', 3, 'person', 'b', 0), ('s', 7, 'message', 'm', 1);",
        )
        .unwrap();
        drop(old);
        let store = Store::open(&path).unwrap();
        let entries = store.read(|tx| records::after(tx, "s", 0, 10)).unwrap();
        let kept: Vec<_> = entries
            .iter()
            .map(|entry| (entry.revision, entry.id.as_str(), entry.gone))
            .collect();
        assert_eq!(kept, [(3, "b", false), (7, "m", true)]);
        assert_eq!(store.read(epoch).unwrap(), "life_1", "cursors stay good");
        let order = store.write(orders::next_id).unwrap();
        assert_eq!(order.as_str(), "1001");
        drop(store);
        Store::open(&path).unwrap();
    }
}
