//! # The store
//!
//! One writer, many readers that can only read. [`Db::write`] is the one way to change a row: it
//! runs a closure inside a transaction on the writer's thread, commits, and announces what was
//! touched. A closure that fails is rolled back and never announced.
//!
//! The writer has two lanes. An act of the seller's goes before any bulk work that waits, so it
//! never waits for more than the one batch that is running; whoever absorbs in bulk ends the batch
//! as soon as an act waits, so that what the act waits for is mostly the commit of what was done.
//! What would make such a commit long happens elsewhere: the log is carried over on a thread of its
//! own, and the search index is merged in steps between the batches.
//!
//! **What a power cut may cost.** The log is synced at every commit (`synchronous=FULL`), so what
//! was echoed to the seller survives a power cut as far as the disk keeps its word. The last act
//! may be missing only if its command had not yet returned.

mod checkpoints;
pub mod key;
mod lanes;
mod migrate;
mod open;
mod readers;
#[cfg(feature = "simulation")]
mod simulated;
#[cfg(test)]
mod tests;
mod tx;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::broadcast;

use crate::changes::Announcement;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::key::StoreKey;

pub use migrate::SCHEMA_VERSION;
pub use open::is_store;
#[cfg(feature = "simulation")]
pub use simulated::Disk;
pub use tx::Tx;

/// The open store; cheap to clone.
#[derive(Debug, Clone)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
enum Inner {
    /// The file, with threads of its own.
    Real(Threads),
    /// A store in memory, for worlds in which nothing may happen beside the one thread.
    #[cfg(feature = "simulation")]
    Simulated(simulated::Store),
}

#[derive(Debug)]
struct Threads {
    // Dropped in this order: whoever goes last carries the log over into the store.
    readers: readers::Readers,
    checkpoints: checkpoints::Checkpoints,
    lanes: lanes::Lanes,
    announcements: broadcast::Sender<Announcement>,
}

impl Db {
    /// Opens the store at `path`, or makes it when there is none, and migrates it.
    ///
    /// # Errors
    /// [`Error::WrongKey`], [`Error::NewerStore`], [`Error::BrokenStore`], or what SQLite says.
    pub fn open(
        path: &Path,
        key: &StoreKey,
        clock: Clock,
        announcements: broadcast::Sender<Announcement>,
    ) -> Result<Self> {
        Self::open_watched(path, key, clock, announcements, |_| Ok(()))
    }

    /// Opens the store and lets a test watch every connection that reads.
    pub(crate) fn open_watched(
        path: &Path,
        key: &StoreKey,
        clock: Clock,
        announcements: broadcast::Sender<Announcement>,
        watch: impl Fn(&mut Connection) -> rusqlite::Result<()>,
    ) -> Result<Self> {
        let mut writer = open::writer(path, key)?;
        migrate::migrate(&mut writer)?;
        let readers = readers::Readers::open(path, key, watch)?;
        let queue = Arc::new(lanes::Queue::default());
        let checkpoints = checkpoints::Checkpoints::start(path, key, Arc::clone(&queue))?;
        let bell = checkpoints.bell();
        let lanes = lanes::Lanes::start(writer, clock, announcements.clone(), queue, bell)?;
        Ok(Self(Arc::new(Inner::Real(Threads {
            readers,
            checkpoints,
            lanes,
            announcements,
        }))))
    }

    /// Opens a simulated store: what is asked of it happens on the spot.
    #[cfg(feature = "simulation")]
    pub(crate) fn simulated(
        disk: &Disk,
        clock: Clock,
        announcements: broadcast::Sender<Announcement>,
    ) -> Result<Self> {
        let store = simulated::Store::open(disk, clock, announcements)?;
        Ok(Self(Arc::new(Inner::Simulated(store))))
    }

    /// Whether the power has gone.
    #[cfg(feature = "simulation")]
    pub(crate) fn is_cut(&self) -> bool {
        match &*self.0 {
            Inner::Simulated(store) => store.is_cut(),
            Inner::Real(_) => false,
        }
    }

    /// The power goes: nothing is written or read any more through this handle.
    #[cfg(feature = "simulation")]
    pub(crate) fn cut(&self) {
        if let Inner::Simulated(store) = &*self.0 {
            store.cut();
        }
    }

    /// Changes the store for an act of the seller's.
    ///
    /// # Errors
    /// What the closure or the commit says; then nothing has changed.
    pub async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(lanes::Lane::Act, act).await
    }

    /// Changes the store for bulk work; acts go before it. The closure should end when
    /// [`Tx::is_wanted`] says so.
    ///
    /// # Errors
    /// What the closure or the commit says; then nothing has changed.
    pub async fn absorb<T: Send + 'static>(
        &self,
        batch: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(lanes::Lane::Bulk, batch).await
    }

    async fn run<T: Send + 'static>(
        &self,
        lane: lanes::Lane,
        change: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        #[cfg(feature = "simulation")]
        if let Inner::Simulated(store) = &*self.0 {
            return store.run(lane, change).await;
        }
        self.threads()?.lanes.run(lane, change).await
    }

    fn threads(&self) -> Result<&Threads> {
        match &*self.0 {
            Inner::Real(threads) => Ok(threads),
            #[cfg(feature = "simulation")]
            Inner::Simulated(_) => Err(Error::StoreClosed),
        }
    }

    /// Asks the store. The connection refuses to write.
    ///
    /// # Errors
    /// What the closure says.
    pub async fn read<T: Send + 'static>(
        &self,
        view: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        #[cfg(feature = "simulation")]
        if let Inner::Simulated(store) = &*self.0 {
            return store.read(view).await;
        }
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.threads()?.readers.with(view))
            .await
            .map_err(|fault| Error::Internal(fault.to_string()))?
    }

    /// Tells of every commit from now on.
    pub fn announcements(&self) -> broadcast::Receiver<Announcement> {
        match &*self.0 {
            Inner::Real(threads) => threads.announcements.subscribe(),
            #[cfg(feature = "simulation")]
            Inner::Simulated(store) => store.announcements(),
        }
    }

    /// Finishes the views that run and what waits to be written, then closes the file. The writer
    /// goes last: whoever goes last carries the log over into the store.
    pub async fn close(&self) {
        #[cfg(feature = "simulation")]
        self.cut();
        let db = self.clone();
        let closed = tokio::task::spawn_blocking(move || {
            if let Ok(threads) = db.threads() {
                threads.readers.close();
                threads.checkpoints.close();
            }
        });
        if closed.await.is_err() {
            tracing::error!("the store's readers ended badly");
        }
        if let Ok(threads) = self.threads() {
            threads.lanes.close().await;
        }
    }
}
