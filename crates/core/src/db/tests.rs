//! The store keeps its promises.

use tokio::sync::oneshot;

use crate::changes::Table;
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::error::Error;
use crate::key::StoreKey;
use crate::testing::{self, MORNING, Shop, shop};

fn put_setting(tx: &db::Tx<'_>, name: &str) -> crate::Result<()> {
    tx.execute(
        "INSERT INTO settings (name, value) VALUES (?1, '1')",
        [name],
    )?;
    Ok(())
}

async fn settings(db: &Db) -> i64 {
    let count = |db: &rusqlite::Connection| {
        Ok(db.query_row("SELECT count(*) FROM settings", [], |row| row.get(0))?)
    };
    db.read(count).await.unwrap()
}

#[tokio::test]
async fn a_commit_announces_what_it_touched_and_a_failure_leaves_no_trace() {
    let shop = shop();
    let mut heard = shop.app.db.announcements();
    let failed = shop
        .app
        .db
        .write(|tx| {
            put_setting(tx, "first")?;
            Err::<(), _>(Error::Closed)
        })
        .await;
    assert!(matches!(failed, Err(Error::Closed)));
    assert_eq!(settings(&shop.app.db).await, 0, "rolled back");
    shop.app
        .db
        .write(|tx| put_setting(tx, "second"))
        .await
        .unwrap();
    assert_eq!(heard.recv().await.unwrap().tables, [Table::Settings]);
    assert!(heard.try_recv().is_err(), "the failure was not announced");
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let shop = shop();
    let written = shop
        .app
        .db
        .read(|db| Ok(db.execute("DELETE FROM settings", [])?))
        .await;
    assert!(written.is_err());
}

#[tokio::test]
async fn an_act_goes_before_bulk_work_that_waits() {
    let shop = shop();
    let db = shop.app.db.clone();
    let (go, gate) = oneshot::channel::<()>();
    let running = {
        let db = db.clone();
        tokio::spawn(async move { db.absorb(|_| Ok(gate.blocking_recv().is_ok())).await })
    };
    // On this one thread the first piece of work is queued before the two below.
    tokio::task::yield_now().await;
    let bulk = db.absorb(|tx| put_setting(tx, "bulk"));
    let act = db.write(|tx| {
        let bulk: i64 = tx.query_row("SELECT count(*) FROM settings", [], |row| row.get(0))?;
        Ok(bulk)
    });
    let open = async {
        tokio::task::yield_now().await;
        go.send(()).unwrap();
    };
    let (bulk, seen, ()) = tokio::join!(bulk, act, open);
    bulk.unwrap();
    assert!(running.await.unwrap().unwrap());
    assert_eq!(
        seen.unwrap(),
        0,
        "the bulk work that waited had not run yet"
    );
}

#[tokio::test]
async fn keys_keep_the_order_of_time_and_borrow_the_next_millisecond() {
    let (shop, _) = Shop::with_conversations(1).await;
    let keys = shop
        .app
        .db
        .absorb(|tx| {
            (0..1_100)
                .map(|_| testing::message(tx, 1, "buyer", MORNING + 1, "again"))
                .collect::<crate::Result<Vec<_>>>()
        })
        .await
        .unwrap();
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(db::key::time_of(keys[1_023]), MORNING + 1);
    assert_eq!(
        db::key::time_of(keys[1_024]),
        MORNING + 2,
        "the millisecond was full"
    );
    assert!(keys[1_099] < 1 << 53, "a safe number on the page");
}

#[tokio::test]
async fn a_wrong_key_is_known_at_once_and_changes_nothing() {
    let shop = shop();
    let path = shop.folder.path().join("store.db");
    shop.app.db.close().await;
    let before = std::fs::read(&path).unwrap();
    let announcements = shop.app.announcements.clone();
    let wrong = Db::open(
        &path,
        &StoreKey::draw().unwrap(),
        Clock::fixed(0).0,
        announcements,
    );
    assert!(matches!(wrong, Err(Error::WrongKey)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(
        !before.starts_with(b"SQLite format 3"),
        "the header itself is encrypted"
    );
}

/// Commits so many megabytes, a quarter of one at a time, and gives the greatest size of the log.
async fn write_megabytes(shop: &Shop, megabytes: u32) -> u64 {
    let log = shop.folder.path().join("store.db-wal");
    let mut longest = 0;
    for n in 0..megabytes * 4 {
        let write = move |tx: &db::Tx<'_>| {
            let sql = "INSERT INTO settings (name, value) VALUES (?1, hex(randomblob(131072)))";
            tx.execute(sql, [n])?;
            Ok(())
        };
        shop.app.db.absorb(write).await.unwrap();
        longest = longest.max(std::fs::metadata(&log).unwrap().len());
    }
    longest
}

#[tokio::test]
async fn the_log_is_carried_over_while_the_store_is_open() {
    let shop = shop();
    let store = shop.folder.path().join("store.db");
    let before = std::fs::metadata(&store).unwrap().len();
    write_megabytes(&shop, 12).await;
    let carried = async || {
        while std::fs::metadata(&store).unwrap().len() < before + (4 << 20) {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let patience = std::time::Duration::from_secs(10);
    tokio::time::timeout(patience, carried()).await.unwrap();
}

#[tokio::test]
async fn the_log_begins_anew_under_writes_without_a_pause() {
    let shop = shop();
    let longest = write_megabytes(&shop, 100).await;
    assert!(longest < 64 << 20, "{longest} bytes");
}

#[tokio::test]
async fn acts_go_on_while_bulk_work_rests() {
    let shop = shop();
    let db = shop.app.db.clone();
    let (go, gate) = std::sync::mpsc::channel::<()>();
    let (rests, resting) = oneshot::channel();
    let rest = {
        let db = db.clone();
        tokio::task::spawn_blocking(move || {
            db.threads().unwrap().lanes.queue.without_bulk(|| {
                rests.send(()).unwrap();
                gate.recv().unwrap();
            });
        })
    };
    resting.await.unwrap();
    let bulk = tokio::spawn({
        let db = db.clone();
        async move { db.absorb(|tx| put_setting(tx, "bulk")).await }
    });
    db.write(|tx| put_setting(tx, "act")).await.unwrap();
    assert!(!bulk.is_finished());
    assert_eq!(settings(&db).await, 1, "only the act");
    go.send(()).unwrap();
    bulk.await.unwrap().unwrap();
    rest.await.unwrap();
    assert_eq!(settings(&db).await, 2);
}
