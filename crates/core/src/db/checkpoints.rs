//! Carrying the log over into the store, on a thread of its own.
//!
//! SQLite would do it in the commit that makes the log a thousand pages long, and an act of the
//! seller's would wait for pages that are not its own. Here the writer only writes the log; what it
//! committed is carried over beside it. Neither is waited for: a checkpoint that is passive takes
//! what no reader needs any more.
//!
//! A log can begin anew only at a moment when all of it is carried over. Under writes without a
//! pause there is none, so at [`LONGEST_LOG`] the writer does carry over what is left.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;

use super::open;
use crate::error::Result;
use crate::key::StoreKey;

/// How many pages of the log are worth carrying over: a page that many batches touch is then written
/// into the store once.
const WORTH_IT: i64 = 2_000;
/// The length of the log, in pages of 4 KiB, at which the writer itself carries over.
pub(super) const LONGEST_LOG: u32 = 8_000;

/// The thread that carries over.
#[derive(Debug)]
pub(super) struct Checkpoints {
    bell: Arc<Bell>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// Rings at every commit.
#[derive(Debug, Default)]
pub(super) struct Bell {
    rung: Mutex<Rung>,
    heard: Condvar,
}

#[derive(Debug, Default)]
struct Rung {
    committed: bool,
    closed: bool,
}

impl Checkpoints {
    pub(super) fn start(path: &Path, key: &StoreKey) -> Result<Self> {
        let connection = open::writer(path, key)?;
        let bell = Arc::new(Bell::default());
        let ours = Arc::clone(&bell);
        let thread = std::thread::Builder::new()
            .name("store-checkpoints".to_owned())
            .spawn(move || {
                while ours.wait() {
                    if let Err(fault) = carry_over(&connection) {
                        tracing::warn!(%fault, "the log was not carried over; it will be later");
                    }
                }
            })?;
        Ok(Self {
            bell,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// What the writer rings.
    pub(super) fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }

    /// Ends the thread and closes its connection. Blocks until then.
    pub(super) fn close(&self) {
        self.bell.close();
        let thread = self.thread.lock().take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread that carries the log over ended badly");
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.close();
    }
}

impl Bell {
    /// Says that something was committed.
    pub(super) fn ring(&self) {
        self.rung.lock().committed = true;
        self.heard.notify_one();
    }

    fn close(&self) {
        self.rung.lock().closed = true;
        self.heard.notify_one();
    }

    /// Waits for a commit; false once closed.
    fn wait(&self) -> bool {
        let mut rung = self.rung.lock();
        while !rung.committed && !rung.closed {
            self.heard.wait(&mut rung);
        }
        rung.committed = false;
        !rung.closed
    }
}

fn carry_over(connection: &Connection) -> rusqlite::Result<()> {
    // Only looks.
    let (length, carried) = checkpoint(connection, "NOOP")?;
    if length - carried >= WORTH_IT {
        checkpoint(connection, "PASSIVE")?;
    }
    Ok(())
}

/// How many pages the log has, and how many of them are carried over.
fn checkpoint(connection: &Connection, how: &str) -> rusqlite::Result<(i64, i64)> {
    connection
        .prepare_cached(&format!("PRAGMA wal_checkpoint({how})"))?
        .query_row([], |row| Ok((row.get(1)?, row.get(2)?)))
}
