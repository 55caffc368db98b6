//! The writer's thread and its two lanes.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::thread::JoinHandle;

use parking_lot::{Condvar, Mutex};
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{broadcast, oneshot};

use super::checkpoints::Bell;
use super::tx::Tx;
use crate::changes::{Announcement, Table};
use crate::clock::Clock;
use crate::error::{Error, Result};

/// Where a piece of work waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// An act of the seller's; goes first.
    Act,
    /// A batch of bulk work.
    Bulk,
}

type Work = Box<dyn FnOnce(&mut Writer) + Send>;

#[derive(Default)]
struct Waiting {
    acts: VecDeque<Work>,
    bulk: VecDeque<Work>,
    /// Whether bulk work runs now.
    bulk_runs: bool,
    /// Whether bulk work is to wait.
    bulk_rests: bool,
    closed: bool,
}

#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    bulk_ended: Condvar,
}

/// The connection that writes, and the tables that the open transaction has touched so far.
struct Writer {
    connection: Connection,
    touched: Arc<Mutex<BTreeSet<Table>>>,
    clock: Clock,
    announcements: broadcast::Sender<Announcement>,
    queue: Arc<Queue>,
    bell: Arc<Bell>,
}

/// The two lanes to the writer's thread.
pub(super) struct Lanes {
    pub(super) queue: Arc<Queue>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Lanes {
    pub(super) fn start(
        mut connection: Connection,
        clock: Clock,
        announcements: broadcast::Sender<Announcement>,
        queue: Arc<Queue>,
        bell: Arc<Bell>,
    ) -> Result<Self> {
        let touched = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = Arc::clone(&touched);
        connection.update_hook(Some(move |_, _: &str, table: &str, _| {
            if let Some(table) = Table::named(table) {
                seen.lock().insert(table);
            }
        }))?;
        let theirs = Arc::clone(&queue);
        let mut writer = Writer {
            connection,
            touched,
            clock,
            announcements,
            queue: Arc::clone(&queue),
            bell,
        };
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                while let Some(work) = theirs.next() {
                    work(&mut writer);
                }
            })?;
        Ok(Self {
            queue,
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        change: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |writer| {
            // Nobody listens when the command was given up; the change is made all the same.
            let _: std::result::Result<(), _> = answer.send(writer.run(lane, change));
        });
        self.queue.push(lane, work)?;
        answered.await.map_err(|_| Error::StoreClosed)?
    }

    pub(super) async fn close(&self) {
        self.queue.close();
        let thread = self.thread.lock().take();
        if let Some(thread) = thread {
            let joined = tokio::task::spawn_blocking(move || thread.join()).await;
            if !matches!(joined, Ok(Ok(()))) {
                tracing::error!("the store's writer ended badly");
            }
        }
    }
}

/// Whoever forgets to close waits here: SQLCipher takes its memory down when the process exits, and
/// a connection that is still being closed on another thread would reach into it.
impl Drop for Lanes {
    fn drop(&mut self) {
        self.queue.close();
        let Some(thread) = self.thread.lock().take() else {
            return;
        };
        // The last handle may go with a piece of work, on the writer's own thread.
        let is_ours = thread.thread().id() == std::thread::current().id();
        if !is_ours && thread.join().is_err() {
            tracing::error!("the store's writer ended badly");
        }
    }
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Lanes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lanes").finish_non_exhaustive()
    }
}

impl Queue {
    fn push(&self, lane: Lane, work: Work) -> Result<()> {
        let mut waiting = self.waiting.lock();
        if waiting.closed {
            return Err(Error::StoreClosed);
        }
        match lane {
            Lane::Act => waiting.acts.push_back(work),
            Lane::Bulk => waiting.bulk.push_back(work),
        }
        self.filled.notify_one();
        Ok(())
    }

    /// The next piece of work, acts first; `None` once closed and empty.
    fn next(&self) -> Option<Work> {
        let mut waiting = self.waiting.lock();
        loop {
            if std::mem::take(&mut waiting.bulk_runs) {
                self.bulk_ended.notify_all();
            }
            if let Some(act) = waiting.acts.pop_front() {
                return Some(act);
            }
            if (!waiting.bulk_rests || waiting.closed)
                && let Some(bulk) = waiting.bulk.pop_front()
            {
                waiting.bulk_runs = true;
                return Some(bulk);
            }
            if waiting.closed {
                return None;
            }
            self.filled.wait(&mut waiting);
        }
    }

    /// Whether an act waits.
    pub(super) fn has_acts(&self) -> bool {
        !self.waiting.lock().acts.is_empty()
    }

    /// Runs something while no bulk work does; acts go on. Blocks until the batch that runs has ended.
    pub(super) fn without_bulk<T>(&self, it: impl FnOnce() -> T) -> T {
        let mut waiting = self.waiting.lock();
        waiting.bulk_rests = true;
        while waiting.bulk_runs {
            self.bulk_ended.wait(&mut waiting);
        }
        drop(waiting);
        let result = it();
        self.waiting.lock().bulk_rests = false;
        self.filled.notify_one();
        result
    }

    fn close(&self) {
        self.waiting.lock().closed = true;
        self.filled.notify_all();
    }
}

impl Writer {
    fn run<T>(&mut self, lane: Lane, change: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.touched.lock().clear();
        let inner = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tx = Tx::new(inner, self.clock.now(), &self.queue);
        let result = change(&tx)?;
        let conversations = tx.commit()?;
        self.bell.ring();
        let tables = std::mem::take(&mut *self.touched.lock());
        if let Some(announcement) = Announcement::of(tables, conversations, lane == Lane::Act) {
            // No screen listens while the window is closed.
            let _: std::result::Result<usize, _> = self.announcements.send(announcement);
        }
        Ok(result)
    }
}
