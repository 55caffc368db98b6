//! A store in memory in which everything happens on the spot, so that a world that is played twice
//! is played alike.
//!
//! The [`Disk`] outlives whoever has it open, as a file outlives a program that is killed. What a
//! real store promises of a cut in the middle of a transaction is proved elsewhere, on files; here a
//! transaction is one step, and a program can be killed between any two.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use parking_lot::Mutex;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use tokio::sync::broadcast;

use super::lanes::{Lane, Queue};
use super::migrate;
use super::tx::Tx;
use crate::changes::{Announcement, Table};
use crate::clock::Clock;
use crate::error::{Error, Result};

thread_local! {
    /// An empty store of the newest schema: migrating takes longer than most worlds last.
    static TEMPLATE: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

fn in_memory() -> rusqlite::Result<Connection> {
    Connection::open_in_memory_with_flags(OpenFlags::default() | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// What a store lies on.
#[derive(Clone)]
pub struct Disk {
    connection: Arc<Mutex<Connection>>,
    /// After so many steps the power goes; 0 is never.
    fuse: Arc<AtomicU32>,
}

impl Disk {
    /// An empty store of the newest schema.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn fresh() -> Result<Self> {
        let mut connection = in_memory()?;
        TEMPLATE.with(|template| -> Result<()> {
            let mut template = template.borrow_mut();
            let migrated = if let Some(migrated) = template.take() {
                migrated
            } else {
                let mut migrated = in_memory()?;
                migrate::migrate(&mut migrated)?;
                migrated
            };
            let copied = Backup::new(&migrated, &mut connection)?.step(-1);
            *template = Some(migrated);
            copied?;
            Ok(())
        })?;
        connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            fuse: Arc::default(),
        })
    }

    /// Looks at what lies there, whoever has it open.
    ///
    /// # Errors
    /// What the closure says.
    pub fn look<T>(&self, look: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        look(&self.connection.lock())
    }

    /// Lets the power go after so many steps of whoever has it open.
    pub fn fuse(&self, steps: u32) {
        self.fuse.store(steps, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk").finish_non_exhaustive()
    }
}

/// A disk that is open.
#[derive(Debug)]
pub(super) struct Store {
    disk: Disk,
    clock: Clock,
    announcements: broadcast::Sender<Announcement>,
    touched: Arc<Mutex<BTreeSet<Table>>>,
    queue: Queue,
    cut: AtomicBool,
}

impl Store {
    pub(super) fn open(
        disk: &Disk,
        clock: Clock,
        announcements: broadcast::Sender<Announcement>,
    ) -> Result<Self> {
        let touched = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = Arc::clone(&touched);
        disk.fuse(0);
        disk.connection
            .lock()
            .update_hook(Some(move |_, _: &str, table: &str, _| {
                if let Some(table) = Table::named(table) {
                    seen.lock().insert(table);
                }
            }))?;
        Ok(Self {
            disk: disk.clone(),
            clock,
            announcements,
            touched,
            queue: Queue::default(),
            cut: AtomicBool::new(false),
        })
    }

    pub(super) async fn run<T>(
        &self,
        lane: Lane,
        change: impl FnOnce(&Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        self.turn().await?;
        let result = self.change(lane, change);
        // The change is made; whoever asked may be killed before they hear of it.
        self.turn().await?;
        result
    }

    pub(super) async fn read<T>(&self, view: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.turn().await?;
        view(&self.disk.connection.lock())
    }

    pub(super) fn announcements(&self) -> broadcast::Receiver<Announcement> {
        self.announcements.subscribe()
    }

    pub(super) fn cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Lets others go first, as threads of their own would; the power may go.
    async fn turn(&self) -> Result<()> {
        tokio::task::yield_now().await;
        let left = |left: u32| left.checked_sub(1);
        let relaxed = Ordering::Relaxed;
        if self.disk.fuse.fetch_update(relaxed, relaxed, left) == Ok(1) {
            self.cut();
        }
        if self.is_cut() {
            return Err(Error::StoreClosed);
        }
        Ok(())
    }

    fn change<T>(&self, lane: Lane, change: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        self.touched.lock().clear();
        let mut connection = self.disk.connection.lock();
        let inner = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tx = Tx::new(inner, self.clock.now(), &self.queue);
        let result = change(&tx)?;
        let conversations = tx.commit()?;
        let tables = std::mem::take(&mut *self.touched.lock());
        if let Some(announcement) = Announcement::of(tables, conversations, lane == Lane::Act) {
            // No screen listens in most worlds.
            let _: std::result::Result<usize, _> = self.announcements.send(announcement);
        }
        Ok(result)
    }
}
