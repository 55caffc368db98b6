//! A small shop for tests: a real store in a folder that goes when the test ends, a clock that
//! stands still, and no marketplace to be reached.

pub(crate) mod trade;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::broadcast;
use uuid::Uuid;

use crate::app::App;
use crate::clock::{Clock, ClockHand};
use crate::db::{self, Db, Tx};
use crate::error::Result;
use crate::inbox::waiting;
use crate::key::StoreKey;
use crate::search::{self, Facets};
use crate::sync::access::{AccountAccess, Connect, Granted, SignIn};
use crate::sync::market::{Market, SyncError};

/// Sunday, 22 November 2026, 09:00 UTC.
pub(crate) const MORNING: i64 = 1_795_338_000_000;

pub(crate) struct Shop {
    pub(crate) app: App,
    pub(crate) hand: ClockHand,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) key: StoreKey,
}

struct Nowhere;

const NOT_THERE: SyncError = SyncError::Unreachable { arrived: false };

#[async_trait::async_trait]
impl Connect for Nowhere {
    fn market(&self, _: &AccountAccess) -> Result<Arc<dyn Market>, SyncError> {
        Err(NOT_THERE)
    }

    async fn sign_in(&self, _: &str) -> Result<SignIn, SyncError> {
        Err(NOT_THERE)
    }

    async fn renew(&self, _: &AccountAccess) -> Result<Granted, SyncError> {
        Err(NOT_THERE)
    }

    async fn revoke(&self, _: &AccountAccess) -> Result<(), SyncError> {
        Err(NOT_THERE)
    }
}

/// An empty shop.
pub(crate) fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let key = StoreKey::draw().unwrap();
    let (clock, hand) = Clock::fixed(MORNING);
    let app = app(folder.path(), &key, clock);
    Shop {
        app,
        hand,
        folder,
        key,
    }
}

fn app(folder: &Path, key: &StoreKey, clock: Clock) -> App {
    let announcements = broadcast::channel(4096).0;
    let db = Db::open(
        &folder.join("store.db"),
        key,
        clock.clone(),
        announcements.clone(),
    )
    .unwrap();
    let alerts = broadcast::channel(16).0;
    App::new(db, clock, Arc::new(Nowhere), alerts, announcements)
}

impl Shop {
    /// A shop with one account and so many conversations, each begun by its buyer a minute after
    /// the one before; the first at [`MORNING`].
    pub(crate) async fn with_conversations(n: i64) -> (Self, Vec<Uuid>) {
        let shop = shop();
        let ids = shop
            .app
            .db
            .write(move |tx| {
                account(tx)?;
                (0..n)
                    .map(|i| {
                        let (row, id) = conversation(tx, i)?;
                        message(
                            tx,
                            row,
                            "buyer",
                            MORNING + i * 60_000,
                            "Is the teapot here? 茶壶",
                        )?;
                        waiting::settle(tx, row)?;
                        Ok(id)
                    })
                    .collect::<Result<Vec<_>>>()
            })
            .await
            .unwrap();
        (shop, ids)
    }

    /// A message in a conversation, absorbed like one from a marketplace.
    pub(crate) async fn says(&self, conversation: Uuid, author: &'static str, at: i64) {
        self.app
            .db
            .absorb(move |tx| {
                let row = crate::inbox::row_of(tx, conversation)?;
                message(tx, row, author, at, "And one more thing.")?;
                waiting::settle(tx, row)
            })
            .await
            .unwrap();
    }
}

pub(crate) fn account(tx: &Tx<'_>) -> Result<()> {
    tx.execute(
        "INSERT INTO accounts
             (row, id, name, marketplace, base_url, token, capabilities, state_since_at, created_at)
         VALUES (1, ?1, 'Jade & Clay', 'open', 'http://127.0.0.1:1', 'secret',
                 ?3, ?2, ?2)",
        (Uuid::from_u128(1), tx.now(), trade::ALLOWED),
    )?;
    Ok(())
}

pub(crate) fn conversation(tx: &Tx<'_>, i: i64) -> Result<(i64, Uuid)> {
    let (id, remote) = (Uuid::from_u128(0x1000 + i as u128), format!("remote-{i}"));
    tx.prepare_cached(
        "INSERT INTO persons (row, id, account, remote_id, revision, name)
         VALUES (?1, ?2, 1, ?3, 1, ?3)",
    )?
    .execute((i + 1, id, &remote))?;
    tx.prepare_cached(
        "INSERT INTO conversations (row, id, account, remote_id, revision, person, opened_at)
         VALUES (?1, ?2, 1, ?3, 1, ?1, ?4)",
    )?
    .execute((i + 1, id, &remote, MORNING))?;
    Ok((i + 1, id))
}

pub(crate) fn message(
    tx: &Tx<'_>,
    conversation: i64,
    author: &str,
    at: i64,
    text: &str,
) -> Result<i64> {
    let key = db::key::next(tx, at)?;
    tx.prepare_cached(
        "INSERT INTO messages
             (key, id, conversation, remote_id, revision, author, at, kind, text)
         VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, 'text', ?7)",
    )?
    .execute((
        key,
        Uuid::from_u128(key as u128),
        conversation,
        format!("message-{key}"),
        author,
        at,
        text,
    ))?;
    let product_row = tx
        .prepare_cached("SELECT product FROM conversations WHERE row = ?1")?
        .query_row([conversation], |row| row.get(0))?;
    let facets = Facets {
        conversation_row: conversation,
        person_row: conversation,
        product_row,
        has_picture: false,
        author,
    };
    let mut index = search::Pending::default();
    index.put(key, text, &facets);
    index.write(tx)?;
    Ok(key)
}

/// Everything that is logged on this thread, by whomever, while the guard is held.
pub(crate) fn log() -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let writer = log.clone();
    let everything = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    (log, tracing::subscriber::set_default(everything))
}

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<parking_lot::Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock()).into_owned()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
