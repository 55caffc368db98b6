//! # Filling a marketplace
//!
//! Bazaar takes the years in as the records of a shop that moves in, so that a workstation can be
//! given a first sync of any size.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rapport_bazaar::{Bazaar, Role, wall_clock};
use rapport_protocol::{Body, Change, Cursor, PictureId, Record};
use serde::{Deserialize, Serialize};

use crate::market::picture;
use crate::years::{Size, Years};

/// How many records are taken in at a time: with fewer, the disk is waited for more often.
const BATCH: usize = 4_000;
/// The marketplace's file in its folder.
pub const DB_FILE: &str = "market.db";
/// The file beside it that says how its seller gets in, as JSON.
pub const ACCOUNTS_FILE: &str = "accounts.json";
/// What the shop is called.
const SHOP: &str = "Jade & Clay";

/// How a workstation gets into the shop, in the words of `bazaar seed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SellerAccess {
    /// The seller's id.
    pub seller_id: String,
    /// A token of theirs.
    pub seller_token: String,
    /// How many messages there were when the shop was filled.
    pub messages: u32,
    /// Where the seller's stream of changes begins.
    pub beginning: Cursor,
}

impl SellerAccess {
    /// Reads what [`folder`] wrote.
    ///
    /// # Errors
    /// When it is not there.
    pub fn read(dir: &Path) -> Result<Self> {
        let file = dir.join(ACCOUNTS_FILE);
        let text = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        Ok(serde_json::from_slice(&text)?)
    }
}

/// Makes a folder with a marketplace's file and, beside it, how its seller gets in; as [`bazaar`].
///
/// # Errors
/// Those of [`bazaar`], and when the folder cannot be written.
pub fn folder(
    dir: &Path,
    size: Size,
    number: u64,
    progress: impl FnMut(u64),
) -> Result<SellerAccess> {
    fs::create_dir_all(dir)?;
    let access = bazaar(&dir.join(DB_FILE), size, number, progress)?;
    let text = serde_json::to_vec_pretty(&access)?;
    // Last, so that who finds it finds everything.
    fs::write(dir.join(ACCOUNTS_FILE), text)?;
    Ok(access)
}

/// Makes a marketplace's file with a shop that has those years; `progress` is told how many messages
/// are in.
///
/// # Errors
/// When the file is there already, the years are not possible, or they cannot be taken in.
pub fn bazaar(
    db: &Path,
    size: Size,
    number: u64,
    mut progress: impl FnMut(u64),
) -> Result<SellerAccess> {
    if db.exists() {
        bail!("{} is there already", db.display());
    }
    let mut years = Years::new(size, number)?;
    let bazaar = Bazaar::open(db, wall_clock())?;
    let seller_id = bazaar.add_seller(SHOP)?;
    let access = SellerAccess {
        seller_token: bazaar.issue_token(Role::Seller, &seller_id)?,
        messages: size.messages,
        beginning: bazaar.cursor(&seller_id)?,
        seller_id,
    };
    let mut album = HashSet::new();
    let mut messages = 0;
    let mut batch = Vec::with_capacity(BATCH + 8);
    loop {
        let told = years.next_message();
        messages += u64::from(told.is_some());
        let ended = told.is_none();
        batch.extend(told.into_iter().flatten());
        if batch.len() >= BATCH || ended {
            show(&bazaar, &access.seller_id, &batch, &mut album)?;
            bazaar.take_in(&access.seller_id, &batch)?;
            batch.clear();
            progress(messages);
        }
        if ended {
            return Ok(access);
        }
    }
}

/// Brings the pictures that records speak of, each once.
fn show(
    bazaar: &Bazaar,
    seller: &str,
    changes: &[Change],
    album: &mut HashSet<PictureId>,
) -> Result<()> {
    for id in changes.iter().filter_map(pictured) {
        if album.insert(id.clone()) {
            let content = picture(id.as_str()).context("a picture cannot be drawn")?;
            bazaar.take_in_picture(seller, id, &content)?;
        }
    }
    Ok(())
}

fn pictured(change: &Change) -> Option<&PictureId> {
    match change.record.known()? {
        Record::Person(person) => person.avatar.as_ref(),
        Record::Product(product) => product.picture.as_ref(),
        Record::Message(message) => match message.body.known()? {
            // Made-up messages show one each.
            Body::Picture(shown) => Some(&shown.picture.id),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use rapport_bazaar::serve;
    use rapport_core::key::KeyFile;
    use rapport_core::{Clock, Desk, DeskConfig};
    use serde_json::json;
    use tokio::net::TcpListener;

    use super::super::{KEY_FILE, call};
    use super::*;

    const PATIENCE: Duration = Duration::from_mins(1);

    #[test]
    fn a_folder_is_filled_once_and_says_how_to_get_in() {
        let dir = tempfile::tempdir().unwrap();
        let mut told = 0;
        let access = folder(dir.path(), Size::usual(400), 7, |messages| told = messages).unwrap();
        assert_eq!((told, access.messages), (400, 400));
        assert_eq!(SellerAccess::read(dir.path()).unwrap(), access);
        assert!(folder(dir.path(), Size::usual(400), 7, |_| {}).is_err());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_first_sync_brings_every_message_and_order() {
        let dir = tempfile::tempdir().unwrap();
        let size = Size::usual(3_000);
        let access = folder(dir.path(), size, 7, |_| {}).unwrap();
        let market = Bazaar::open(dir.path().join(DB_FILE), wall_clock()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(serve(listener, market, std::future::pending()));

        let desk = Desk::new(DeskConfig {
            dir: dir.path().join("profile"),
            key: Box::new(KeyFile::new(dir.path().join(KEY_FILE))),
            clock: Clock::system(),
            connect: rapport_connectors::connect(),
        });
        desk.open().await.unwrap();
        let account = json!({ "name": SHOP, "baseUrl": url, "token": access.seller_token });
        call(&desk, "accounts.connect", account).await.unwrap();
        let since = Instant::now();
        let counts = loop {
            let counts = counts(&desk).await;
            if counts == [3_000, 300, 600] || since.elapsed() > PATIENCE {
                break counts;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert_eq!(counts, [3_000, 300, 600], "messages, people, orders");
        desk.close().await;
        serving.abort();
    }

    async fn counts(desk: &Desk) -> [i64; 3] {
        let db = desk.app().unwrap().db;
        let counts = db.read(|store| {
            let count = |table: &str| {
                let sql = format!("SELECT COUNT(*) FROM {table}");
                store.query_row(&sql, [], |row| row.get(0))
            };
            Ok([count("messages")?, count("persons")?, count("orders")?])
        });
        counts.await.unwrap()
    }
}
