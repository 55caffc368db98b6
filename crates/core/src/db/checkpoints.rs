//! Carrying the log over into the store, on a thread of its own.
//!
//! SQLite would do it in the commit that makes the log a thousand pages long, and an act of the
//! seller's would wait until pages that are not its own are written, and for the disk. Here the writer
//! only writes the log, and what it committed is carried over beside it.
//!
//! A log begins anew only after a moment in which all of it is carried over and on the disk: when
//! nobody has written for a while. Under bulk work there is no such moment: when the log is [`LONG`],
//! bulk work rests until it is done. Acts go on.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;

use super::lanes::Queue;
use super::open;
use crate::error::Result;
use crate::key::StoreKey;

/// A log of so many pages, 4 KiB each, is worth carrying over.
const WORTH_IT: i64 = 2_000;
/// Nobody has written for a while.
const A_WHILE: Duration = Duration::from_millis(20);
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

/// What the bell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// Something was committed.
    Commit,
    /// Nobody has written for a while.
    Quiet,
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
                let mut patience = None;
                while let Some(heard) = ours.listen(patience) {
                    let left = carry_over(&connection, &queue, heard).unwrap_or_else(|fault| {
                        tracing::warn!(%fault, "the log was not carried over; it will be later");
                        false
                    });
                    patience = left.then_some(A_WHILE);
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

    /// Waits for a commit, or until there was none for so long; nothing is heard once closed.
    fn listen(&self, patience: Option<Duration>) -> Option<Heard> {
        let mut rung = self.rung.lock();
        let mut heard = Heard::Commit;
        while !rung.committed && !rung.closed && heard == Heard::Commit {
            match patience {
                None => self.heard.wait(&mut rung),
                Some(patience) if self.heard.wait_for(&mut rung, patience).timed_out() => {
                    heard = Heard::Quiet;
                }
                Some(_) => {}
            }
        }
        rung.committed = false;
        (!rung.closed).then_some(heard)
    }
}

/// Carries over what is worth it; says whether something is left to be carried over when it is quiet.
fn carry_over(connection: &Connection, queue: &Queue, heard: Heard) -> rusqlite::Result<bool> {
    let log = look(connection)?;
    if log.length < WORTH_IT || log.carried == log.length {
        return Ok(false);
    }
    if log.length >= LONG {
        queue.without_bulk(|| finish(connection))?;
    } else if heard == Heard::Quiet || log.length - log.carried >= WORTH_IT {
        carry(connection)?;
    }
    // Whoever reads for long holds up the end of the log: that is waited for at the next commit.
    Ok(heard == Heard::Commit)
}

/// Carries over all of the log, though acts may go on.
fn finish(connection: &Connection) -> rusqlite::Result<()> {
    for _ in 0..TRIES {
        carry(connection)?;
        let log = look(connection)?;
        if log.carried == log.length {
            break;
        }
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
