//! A look into a store with its key, past everything that the program would say about it.

use std::path::Path;

use rapport_core::STORE_FILE;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::KEY_FILE;

/// Opens the store of a profile, which may be in use.
pub fn open(profile: &Path) -> Connection {
    let key = std::fs::read(profile.join(KEY_FILE)).unwrap();
    let key: Vec<String> = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let key = key.concat();
    let connection = Connection::open(profile.join(STORE_FILE)).unwrap();
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))
        .unwrap();
    connection
        .busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    connection
}

/// Opens a copy of a store that nobody has open, and leaves the store as it was left.
///
/// The copy goes away with the second value.
pub fn open_copy(profile: &Path) -> (Connection, TempDir) {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(profile).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    (open(copy.path()), copy)
}

/// Lets SQLCipher be silent about what a test breaks on purpose; it would write to the terminal.
pub fn hush() {
    let memory = Connection::open_in_memory().unwrap();
    memory
        .execute_batch("PRAGMA cipher_log_level = NONE;")
        .unwrap();
}

/// Fails unless every page, index and reference of the store is as it should be.
pub fn assert_sound(store: &Connection) {
    assert_eq!(faults(store), Vec::<String>::new(), "the store is sound");
}

/// What is wrong with a store.
pub fn faults(store: &Connection) -> Vec<String> {
    let told = |pragma: &str| -> rusqlite::Result<Vec<String>> {
        store
            .prepare(pragma)?
            .query_map([], |row| row.get::<_, String>(0))?
            .collect()
    };
    let mut faults = Vec::new();
    // Reading a page checks its seal too. SQLCipher's own check looks past the log at the bare file,
    // which may rightly be behind.
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        match told(pragma) {
            Ok(lines) => faults.extend(lines.into_iter().filter(|line| line != "ok")),
            Err(fault) => faults.push(format!("{pragma}: {fault}")),
        }
    }
    faults
}

/// All texts that a query gives.
pub fn texts(store: &Connection, sql: &str) -> Vec<String> {
    let mut rows = store.prepare(sql).unwrap();
    rows.query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

/// The words of every outbox entry, whatever became of it, in the order they were sent.
pub const OUTBOX_WORDS: &str = "SELECT json_extract(act, '$.body.text') FROM outbox ORDER BY row";

/// The words of every reply that was begun.
pub const DRAFT_WORDS: &str = "SELECT text FROM drafts WHERE mode = 'reply'";
