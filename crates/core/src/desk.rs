//! # The desk
//!
//! The workstation from the outside: a folder, a place for the key, and a store that is open or
//! says why it is not. What stands here is all that a window needs to know.

use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast};
use ts_rs::TS;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::app::App;
use crate::attention::Attention;
use crate::attention::notice::{OnDesktop, Slot};
use crate::attention::watch::Watch;
use crate::changes::Announcement;
use crate::clock::Clock;
use crate::commitments::check::{self, Pace};
use crate::db::{self, Db};
use crate::error::{Error, ErrorCode, Result};
use crate::inbox::waker;
use crate::key::{KeyFault, KeyPlace, KeyPlaceKind, StoreKey, wrapped};
use crate::promises::due;
use crate::search;
use crate::sync::access::Connect;
use crate::sync::{self, Engine};

/// The store's file in the desk's folder.
pub const STORE_FILE: &str = "rapport.db";

/// Announcements that a slow listener may lag behind before it is told to read everything again.
const BACKLOG: usize = 256;

/// What a desk is made of.
pub struct DeskConfig {
    /// The folder of the profile; made when it is not there.
    pub dir: PathBuf,
    /// Where the store key lies.
    pub key: Box<dyn KeyPlace>,
    /// The time.
    pub clock: Clock,
    /// How to reach marketplaces.
    pub connect: Arc<dyn Connect>,
}

impl std::fmt::Debug for DeskConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeskConfig")
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

/// Whether the store is open, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StoreState {
    /// It is open.
    Open {},
    /// A passphrase opens it; at the first start it is chosen.
    NeedsPassphrase {
        /// Whether there is no store yet.
        first: bool,
    },
    /// There is a store, and its key is nowhere.
    KeyMissing {},
    /// The key at hand does not open the store.
    WrongKey {},
    /// A newer version wrote the store.
    Newer {},
    /// The store cannot be read.
    Broken {},
    /// The disk is full or cannot be written.
    Unwritable {},
}

/// How the desk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskStatus {
    /// The store.
    pub store: StoreState,
    /// Where its key lies, once it is open.
    pub key_place: Option<KeyPlaceKind>,
}

/// Opens the store with a passphrase, or chooses one at the first start.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlockStore {
    /// The passphrase; at least ten characters where it is chosen.
    pub passphrase: String,
}

impl std::fmt::Debug for UnlockStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnlockStore(…)")
    }
}

/// The workstation; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    config: DeskConfig,
    standing: Mutex<Standing>,
    opening: tokio::sync::Mutex<()>,
    announcements: broadcast::Sender<Announcement>,
    attention: Attention,
    front: Arc<Notify>,
}

/// The open store, or why there is none.
struct Standing {
    status: DeskStatus,
    open: Option<(App, Engine)>,
}

impl Desk {
    /// A desk whose store is not open yet.
    pub fn new(config: DeskConfig) -> Self {
        let status = closed(StoreState::NeedsPassphrase { first: false });
        Self(Arc::new(Inner {
            config,
            standing: Mutex::new(Standing { status, open: None }),
            opening: tokio::sync::Mutex::new(()),
            announcements: broadcast::channel(BACKLOG).0,
            attention: Attention::default(),
            front: Arc::default(),
        }))
    }

    /// Opens the store with the key that lies at its place; at the very first start draws one.
    ///
    /// # Errors
    /// What the file system or the store says. That a key is missing or wrong is no error but a
    /// state, which [`status`] tells.
    pub async fn open(&self) -> Result<DeskStatus> {
        let _opening = self.0.opening.lock().await;
        if self.app().is_ok() {
            return Ok(self.standing());
        }
        let dir = &self.0.config.dir;
        if let Err(fault) = std::fs::create_dir_all(dir) {
            return self.stopped(fault.into());
        }
        let exists = db::is_store(&dir.join(STORE_FILE));
        // A wrapped key decides: where a passphrase was chosen, the keyring holds nothing of ours.
        let key = if wrapped::exists(dir) {
            Err(StoreState::NeedsPassphrase { first: false })
        } else {
            self.key_at_its_place(exists)?
        };
        match key {
            Ok(key) => self.open_with(&key, self.0.config.key.kind()),
            Err(state) => Ok(self.stand(closed(state))),
        }
    }

    /// The open store.
    ///
    /// # Errors
    /// [`Error::StoreClosed`].
    pub fn app(&self) -> Result<App> {
        let standing = self.0.standing.lock();
        standing
            .open
            .as_ref()
            .map(|(app, _)| app.clone())
            .ok_or(Error::StoreClosed)
    }

    /// Tells what commits touch from now on.
    pub fn announcements(&self) -> broadcast::Receiver<Announcement> {
        self.0.announcements.subscribe()
    }

    /// Tells what the desktop is to show from now on.
    pub fn desktop(&self) -> broadcast::Receiver<OnDesktop> {
        self.0.attention.desktop()
    }

    /// The seller clicked on what the desktop showed there, or put it away.
    pub fn put_away(&self, slot: Slot) {
        self.0.attention.gone(slot);
    }

    /// Waits until the window should come to the front: the seller is back from the browser.
    pub async fn front(&self) {
        self.0.front.notified().await;
    }

    /// A picture's media type and bytes; `None` while it has not been brought.
    ///
    /// # Errors
    /// What the store says.
    pub async fn picture(&self, id: Uuid) -> Result<Option<(String, Vec<u8>)>> {
        sync::pictures::read(&self.app()?, id).await
    }

    /// Stops the sync, finishes what waits to be written and closes the store.
    pub async fn close(&self) {
        let open = {
            let mut standing = self.0.standing.lock();
            standing.status = closed(StoreState::NeedsPassphrase { first: false });
            standing.open.take()
        };
        if let Some((app, engine)) = open {
            app.sign_in.give_up().await;
            engine.stop().await;
            app.db.close().await;
        }
    }

    fn key_at_its_place(&self, store_exists: bool) -> Result<Result<StoreKey, StoreState>> {
        let place = &self.0.config.key;
        match place.load() {
            Ok(Some(key)) => Ok(Ok(key)),
            Ok(None) | Err(KeyFault::Unavailable(_)) if store_exists => {
                Ok(Err(StoreState::KeyMissing {}))
            }
            Ok(None) => {
                let key = StoreKey::draw()?;
                match place.keep(&key) {
                    Ok(()) => Ok(Ok(key)),
                    Err(fault) => {
                        tracing::warn!(%fault, "the key could not be kept; asking for a passphrase");
                        Ok(Err(StoreState::NeedsPassphrase { first: true }))
                    }
                }
            }
            Err(KeyFault::NotAKey) => Ok(Err(StoreState::WrongKey {})),
            Err(fault) => {
                tracing::warn!(%fault, "there is no keyring; asking for a passphrase");
                Ok(Err(StoreState::NeedsPassphrase { first: true }))
            }
        }
    }

    fn open_with(&self, key: &StoreKey, place: KeyPlaceKind) -> Result<DeskStatus> {
        let Inner {
            config,
            announcements,
            attention,
            front,
            ..
        } = &*self.0;
        let path = config.dir.join(STORE_FILE);
        let opened = Db::open(&path, key, config.clock.clone(), announcements.clone());
        let db = match opened {
            Ok(db) => db,
            Err(Error::WrongKey) => return Ok(self.stand(closed(StoreState::WrongKey {}))),
            Err(Error::NewerStore { .. }) => return Ok(self.stand(closed(StoreState::Newer {}))),
            Err(Error::BrokenStore(fault)) => {
                tracing::error!(fault, "the store cannot be read");
                return Ok(self.stand(closed(StoreState::Broken {})));
            }
            Err(other) => return self.stopped(other),
        };
        let app = App {
            attention: attention.clone(),
            front: Arc::clone(front),
            key_place: place,
            ..App::new(
                db,
                config.clock.clone(),
                Arc::clone(&config.connect),
                broadcast::channel(BACKLOG).0,
                announcements.clone(),
            )
        };
        keep_index_current(app.clone());
        // It hears before anything can come.
        tokio::spawn(Watch::new(&app).run());
        let engine = sync::start(app.clone());
        tokio::spawn(due::watch(app.clone()));
        tokio::spawn(waker::watch(app.clone()));
        tokio::spawn(check::watch(app.clone(), Pace::CALM));
        let status = DeskStatus {
            store: StoreState::Open {},
            key_place: Some(place),
        };
        let mut standing = self.0.standing.lock();
        standing.open = Some((app, engine));
        standing.status = status;
        drop(standing);
        self.announce_store();
        Ok(status)
    }

    /// Says so when it is the disk that keeps the store from being opened.
    fn stopped(&self, fault: Error) -> Result<DeskStatus> {
        match fault.code() {
            ErrorCode::DiskFull | ErrorCode::DiskUnwritable => {
                tracing::error!(%fault, "the store cannot be written");
                Ok(self.stand(closed(StoreState::Unwritable {})))
            }
            _ => Err(fault),
        }
    }

    fn stand(&self, status: DeskStatus) -> DeskStatus {
        self.0.standing.lock().status = status;
        self.announce_store();
        status
    }

    fn standing(&self) -> DeskStatus {
        self.0.standing.lock().status
    }

    fn announce_store(&self) {
        // No screen listens while the window is closed.
        let _: std::result::Result<usize, _> = self.0.announcements.send(Announcement::store());
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("status", &self.standing())
            .finish_non_exhaustive()
    }
}

/// How the desk stands.
///
/// # Errors
/// None; commands are fallible by contract.
pub(crate) async fn status(desk: &Desk, (): ()) -> Result<DeskStatus> {
    Ok(desk.standing())
}

/// Looks again whether the store can be opened: the key may be back.
///
/// # Errors
/// What the file system or the store says.
pub(crate) async fn open_again(desk: &Desk, (): ()) -> Result<DeskStatus> {
    desk.open().await
}

/// Opens the store with a passphrase, or chooses one at the first start.
///
/// # Errors
/// [`Error::WrongPassphrase`], [`Error::WeakPassphrase`], [`Error::KeyMissing`] when there is a
/// store and no wrapped key.
pub(crate) async fn unlock(desk: &Desk, args: UnlockStore) -> Result<DeskStatus> {
    let _opening = desk.0.opening.lock().await;
    let StoreState::NeedsPassphrase { .. } = desk.standing().store else {
        return Ok(desk.standing());
    };
    let dir = desk.0.config.dir.clone();
    let passphrase = Zeroizing::new(args.passphrase);
    // Deriving takes a tenth of a second on purpose; it must not hold up other commands.
    let key = tokio::task::spawn_blocking(move || {
        if wrapped::exists(&dir) {
            return wrapped::load(&dir, &passphrase);
        }
        if db::is_store(&dir.join(STORE_FILE)) {
            return Err(Error::KeyMissing);
        }
        let key = StoreKey::draw()?;
        wrapped::keep(&dir, &passphrase, &key)?;
        Ok(key)
    })
    .await
    .map_err(|fault| Error::Internal(fault.to_string()))??;
    desk.open_with(&key, KeyPlaceKind::Passphrase)
}

/// Brings the text index up to date beside everything else, when its cutter has changed.
fn keep_index_current(app: App) {
    tokio::spawn(async move {
        let _alone = app.indexing.lock().await;
        match search::keep_current(&app.db).await {
            Ok(()) | Err(Error::StoreClosed) => {}
            Err(fault) => tracing::error!(%fault, "the text index could not be brought up to date"),
        }
    });
}

fn closed(store: StoreState) -> DeskStatus {
    DeskStatus {
        store,
        key_place: None,
    }
}
