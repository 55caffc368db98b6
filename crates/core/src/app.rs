//! The open workstation: what every command gets.

use std::sync::Arc;

use tokio::sync::{Mutex, Notify, broadcast};

use crate::accounts::sign_in::RunningSignIn;
use crate::alerts::Alert;
use crate::attention::Attention;
use crate::changes::Announcement;
use crate::clock::Clock;
use crate::db::Db;
use crate::key::KeyPlaceKind;
use crate::presence::Presence;
use crate::sync::access::Connect;

/// The open store and what belongs to it; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// How to reach marketplaces.
    pub connect: Arc<dyn Connect>,
    /// What happens now that may deserve the seller's attention.
    pub alerts: broadcast::Sender<Alert>,
    /// What commits touched.
    pub announcements: broadcast::Sender<Announcement>,
    /// Told when an outbox entry was queued.
    pub wake: Arc<Notify>,
    /// Told when whoever waits for a marketplace should try at once.
    pub hurry: Arc<Notify>,
    /// Told when the window should come to the front.
    pub front: Arc<Notify>,
    /// Where the seller is, and what the desktop shows.
    pub attention: Attention,
    /// Who is there and who is typing.
    pub presence: Presence,
    /// Where the store's key lies.
    pub key_place: KeyPlaceKind,
    /// Held by whoever builds the text index anew.
    pub(crate) indexing: Arc<Mutex<()>>,
    /// The sign-in that waits for the seller.
    pub(crate) sign_in: RunningSignIn,
}

impl App {
    /// What belongs to a store that was just opened.
    pub(crate) fn new(
        db: Db,
        clock: Clock,
        connect: Arc<dyn Connect>,
        alerts: broadcast::Sender<Alert>,
        announcements: broadcast::Sender<Announcement>,
    ) -> Self {
        Self {
            db,
            clock,
            connect,
            alerts,
            attention: Attention::default(),
            presence: Presence::new(announcements.clone()),
            announcements,
            key_place: KeyPlaceKind::Keyring,
            wake: Arc::default(),
            hurry: Arc::default(),
            front: Arc::default(),
            indexing: Arc::default(),
            sign_in: RunningSignIn::default(),
        }
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("db", &self.db)
            .finish_non_exhaustive()
    }
}
