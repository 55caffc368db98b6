//! Carrying the log over into the store, on a thread of its own.
//!
//! SQLite would do it in the commit that makes the log a thousand pages long, and an act of the
//! seller's would wait until pages that are not its own are written, and for the disk. Here the writer
//! only writes the log, and what it committed is carried over beside it.
//!
//! A log begins anew only after a moment in which all of it is carried over and on the disk. Under
//! bulk work without a pause there is none: when the log is [`LONG`], bulk work rests until it is
//! done. Acts go on.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;

use super::lanes::Queue;
use super::open;
use crate::error::Result;
use crate::key::StoreKey;

/// So many pages of the log, 4 KiB each, are worth carrying over while the writer goes on.
const WORTH_IT: i64 = 2_000;
/// The length of the log, in pages, at which bulk work rests until all is carried over.
const LONG: i64 = 8_000;
/// An act may commit while the log is being finished; then it is tried again, so often.
const TRIES: usize = 3;
/// Where all that fails, the writer itself carries over at this length, in pages.
pub(super) const TOO_LONG: i64 = 4 * LONG;

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
    pub(super) fn start(path: &Path, key: &StoreKey, queue: Arc<Queue>) -> Result<Self> {
        let connection = open::writer(path, key)?;
        let bell = Arc::new(Bell::default());
        let ours = Arc::clone(&bell);
        let thread = std::thread::Builder::new()
            .name("store-checkpoints".to_owned())
            .spawn(move || {
                while ours.wait() {
                    if let Err(fault) = carry_over(&connection, &queue) {
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

fn carry_over(connection: &Connection, queue: &Queue) -> rusqlite::Result<()> {
    let log = look(connection)?;
    if log.carried == log.length {
        return Ok(());
    }
    if log.length >= LONG {
        return queue.without_bulk(|| {
            for _ in 0..TRIES {
                carry(connection)?;
                let log = look(connection)?;
                if log.carried == log.length {
                    break;
                }
            }
            Ok(())
        });
    }
    if log.length - log.carried >= WORTH_IT {
        carry(connection)?;
    }
    Ok(())
}

/// The log, in pages.
struct Log {
    length: i64,
    carried: i64,
}

fn look(connection: &Connection) -> rusqlite::Result<Log> {
    connection
        .prepare_cached("PRAGMA wal_checkpoint(NOOP)")?
        .query_row([], |row| {
            Ok(Log {
                length: row.get(1)?,
                carried: row.get(2)?,
            })
        })
}

/// Carries over what no reader needs any more, and waits for nobody.
fn carry(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached("PRAGMA wal_checkpoint(PASSIVE)")?
        .query_row([], |_| Ok(()))
}
