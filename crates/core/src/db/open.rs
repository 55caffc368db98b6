//! Opening a connection: the key first, then what every connection must be told.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::checkpoints::TOO_LONG;
use crate::error::{Error, Result};
use crate::key::StoreKey;

/// Whether there is a store at that path: a file that is not empty.
pub fn is_store(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// The connection that writes. Makes the file when there is none.
///
/// SQLite opens a file that it may not write for reading, and such a connection never writes again,
/// whatever becomes of the file: the store is refused instead, and can be opened later.
pub(super) fn writer(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    if connection.is_readonly(MAIN_DB)? {
        return Err(Error::Unwritable);
    }
    unlock(&connection, key)?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = FAST;
         PRAGMA wal_autocheckpoint = {TOO_LONG};"
    ))?;
    Ok(connection)
}

/// A connection that can only read.
pub(super) fn reader(path: &Path, key: &StoreKey) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    unlock(&connection, key)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

/// Gives the key and reads the header once, so that a wrong key is known at once.
fn unlock(connection: &Connection, key: &StoreKey) -> Result<()> {
    // Raw: the 32 bytes are the key itself, nothing is derived per connection.
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.hex().as_str()))?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let probe = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
    match probe {
        Ok(0_i64..) => {}
        Ok(_) => return Err(Error::BrokenStore("the header cannot be read".to_owned())),
        Err(rusqlite::Error::SqliteFailure(fault, _)) if fault.code == ErrorCode::NotADatabase => {
            return Err(Error::WrongKey);
        }
        Err(rusqlite::Error::SqliteFailure(fault, text))
            if fault.code == ErrorCode::DatabaseCorrupt =>
        {
            return Err(Error::BrokenStore(text.unwrap_or_default()));
        }
        Err(other) => return Err(other.into()),
    }
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;")?;
    Ok(())
}
