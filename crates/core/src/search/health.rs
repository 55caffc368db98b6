//! # Whether the index is sound
//!
//! The index is made from the messages and the notes and can be made again from them. It can be
//! checked (is it whole, and is everything in it?) and built anew, while it is used.

use std::sync::Arc;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rebuild::{REBUILDING, rebuild};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::settings;

/// What the last check found.
const CHECKED: &str = "search.checked";

/// How far a new index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IndexBuilding {
    /// So many messages and notes are in it.
    pub done: u32,
    /// So many there were when it was begun.
    pub of: u32,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IndexCheck {
    /// When, in Unix milliseconds.
    pub at: i64,
    /// How many messages and notes there were.
    pub of: u32,
    /// How many of them the index did not know.
    pub missing: u32,
    /// Whether the index could be read to its end.
    pub whole: bool,
}

/// How the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IndexHealth {
    /// The new index that is being built; `null` when none is.
    pub building: Option<IndexBuilding>,
    /// The last check of the index that answers; `null` when it was never checked.
    pub checked: Option<IndexCheck>,
}

/// How the index is, as far as it is known without looking through it.
///
/// # Errors
/// What the store says.
pub async fn health(app: App, (): ()) -> Result<IndexHealth> {
    app.db
        .read(|db| {
            Ok(IndexHealth {
                building: settings::get(db, REBUILDING)?,
                checked: settings::get(db, CHECKED)?,
            })
        })
        .await
}

/// Looks through the whole index. That takes seconds for a million messages, in which everything else
/// goes on.
///
/// # Errors
/// What the store says.
pub async fn check(app: App, (): ()) -> Result<IndexCheck> {
    let at = app.clock.now();
    let checked = app.db.read(move |db| look(db, at)).await?;
    app.db
        .write(move |tx| settings::set(tx, CHECKED, &checked))
        .await?;
    Ok(checked)
}

/// Builds the index anew, and ends when that is done; the old one answers until then. When it is being
/// built already, nothing more is done.
///
/// # Errors
/// What the store says; the old index then still answers.
pub async fn build(app: App, (): ()) -> Result<()> {
    let Ok(alone) = Arc::clone(&app.indexing).try_lock_owned() else {
        return Ok(());
    };
    // A window that is closed meanwhile does not end it.
    let built = tokio::spawn(async move {
        let built = rebuild(&app.db).await;
        drop(alone);
        built
    });
    built
        .await
        .map_err(|fault| Error::Internal(fault.to_string()))?
}

/// What was found about an index says nothing about the one that takes its place.
pub(super) fn forget_check(tx: &Tx<'_>) -> Result<()> {
    settings::forget(tx, CHECKED)
}

fn look(db: &Connection, at: i64) -> Result<IndexCheck> {
    let (of, missing) = db.query_row(
        "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
             SELECT 1 FROM messages_index_docsize WHERE id = key
         ))
         FROM (SELECT key FROM messages UNION ALL SELECT key FROM notes)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let said = db.query_row("PRAGMA integrity_check(messages_index)", [], |row| {
        row.get::<_, String>(0)
    });
    // What is too damaged even to be checked is damaged.
    let whole = said.is_ok_and(|said| said == "ok");
    Ok(IndexCheck {
        at,
        of,
        missing,
        whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::notes;
    use crate::search::{SearchMessages, messages};
    use crate::testing::{self, MORNING, Shop};
    use uuid::Uuid;

    async fn shop() -> Shop {
        let shop = testing::shop();
        shop.app
            .db
            .absorb(|tx| {
                testing::account(tx)?;
                let (row, id) = testing::conversation(tx, 0)?;
                for n in 0..200 {
                    let at = MORNING + n * 1_000;
                    testing::message(tx, row, "buyer", at, "Is the teapot here?")?;
                }
                notes::put(tx, Uuid::from_u128(9), id, "Wants the teapot", MORNING)
            })
            .await
            .unwrap();
        shop
    }

    async fn found(shop: &Shop) -> usize {
        let args = SearchMessages {
            text: "teapot".to_owned(),
            person_id: None,
            before: None,
            limit: 100,
        };
        messages(shop.app.clone(), args).await.unwrap().hits.len()
    }

    #[tokio::test]
    async fn a_check_finds_what_is_missing_and_a_new_index_has_it() {
        let shop = shop().await;
        let sound = check(shop.app.clone(), ()).await.unwrap();
        assert_eq!((sound.of, sound.missing, sound.whole), (201, 0, true));
        let told = health(shop.app.clone(), ()).await.unwrap();
        assert_eq!((told.building, told.checked), (None, Some(sound)));

        shop.app
            .db
            .write(|tx| {
                tx.execute("DELETE FROM messages_index WHERE rowid % 2 = 0", [])?;
                Ok(())
            })
            .await
            .unwrap();
        let halved = check(shop.app.clone(), ()).await.unwrap();
        assert!(halved.missing > 50 && halved.whole, "{halved:?}");
        build(shop.app.clone(), ()).await.unwrap();
        let told = health(shop.app.clone(), ()).await.unwrap();
        assert_eq!((told.building, told.checked), (None, None));
        let whole = check(shop.app.clone(), ()).await.unwrap();
        assert_eq!((whole.of, whole.missing, whole.whole), (201, 0, true));
        assert_eq!(found(&shop).await, 100);
    }

    #[tokio::test]
    async fn a_damaged_index_is_found_out_and_replaced() {
        let shop = shop().await;
        shop.app
            .db
            .write(|tx| {
                let damaged = tx.execute(
                    "UPDATE messages_index_data SET block = randomblob(length(block)) WHERE id > 10",
                    [],
                )?;
                assert!(damaged > 0);
                Ok(())
            })
            .await
            .unwrap();
        let checked = check(shop.app.clone(), ()).await.unwrap();
        assert!(!checked.whole, "{checked:?}");
        build(shop.app.clone(), ()).await.unwrap();
        assert!(check(shop.app.clone(), ()).await.unwrap().whole);
        assert_eq!(found(&shop).await, 100);
    }
}
