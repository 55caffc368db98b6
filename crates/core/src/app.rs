//! The open workstation: what every command gets.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast};

use crate::alerts::Alert;
use crate::changes::Announcement;
use crate::clock::Clock;
use crate::db::Db;
use crate::sync::market::Connect;

/// The open store and what belongs to it; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// How to reach marketplaces.
    pub connect: Arc<dyn Connect>,
    /// What deserves the seller's attention now.
    pub alerts: broadcast::Sender<Alert>,
    /// What commits touched.
    pub announcements: broadcast::Sender<Announcement>,
    /// Told when an outbox entry was queued.
    pub wake: Arc<Notify>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("db", &self.db)
            .finish_non_exhaustive()
    }
}
