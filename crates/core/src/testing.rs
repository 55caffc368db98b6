//! A small shop for tests: a real store in a folder that goes when the test ends, a clock that
//! stands still, and no marketplace to be reached.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

use crate::app::App;
use crate::clock::{Clock, ClockHand};
use crate::db::{self, Db, Tx};
use crate::error::Result;
use crate::inbox::waiting;
use crate::key::StoreKey;
use crate::search::{self, Facets};
use crate::sync::market::{AccountAccess, Connect, Market, SyncError};

/// Sunday, 22 November 2026, 09:00 UTC.
pub(crate) const MORNING: i64 = 1_795_338_000_000;

pub(crate) struct Shop {
    pub(crate) app: App,
    pub(crate) hand: ClockHand,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) key: StoreKey,
}

struct Nowhere;

impl Connect for Nowhere {
    fn market(&self, _: &AccountAccess) -> std::result::Result<Arc<dyn Market>, SyncError> {
        Err(SyncError::Unreachable { arrived: false })
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
    App {
        db,
        clock,
        connect: Arc::new(Nowhere),
        alerts: broadcast::channel(16).0,
        announcements,
        wake: Arc::new(Notify::new()),
    }
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
                 '{\"messages\":{\"send\":true,\"maxChars\":40}}', ?2, ?2)",
        (Uuid::from_u128(1), tx.now()),
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
    let facets = Facets {
        conversation_row: conversation,
        person_row: conversation,
        product_row: None,
        has_picture: false,
        author,
    };
    search::put(tx, key, text, &facets)?;
    Ok(key)
}
