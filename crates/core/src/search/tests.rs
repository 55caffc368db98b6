//! Search from what is typed to what is shown, on a real store.

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::sync::broadcast;
use uuid::Uuid;

use super::*;
use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::error::Error;
use crate::key::StoreKey;

/// Tuesday, 14 November 2023, in the night.
const NOW: i64 = 1_700_000_000_000;

/// A store with two conversations: row 1 with Ana about a product, row 2 with 李雷 about none.
async fn shop() -> (Db, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let key = StoreKey::draw().unwrap();
    let (clock, _) = Clock::fixed(1_700_000_000_000);
    let (announcements, _) = broadcast::channel(64);
    let db = Db::open(&folder.path().join("store.db"), &key, clock, announcements).unwrap();
    db.write(|tx| {
        tx.execute(
            "INSERT INTO accounts (id, name, marketplace, base_url, token, state_since_at, created_at)
             VALUES (?1, 'Shop', 'open', 'http://localhost', 'token', 0, 0)",
            [Uuid::from_u128(1)],
        )?;
        for (row, name) in [(1_u8, "Ana"), (2, "李雷")] {
            tx.execute(
                "INSERT INTO persons (row, id, account, remote_id, revision, name)
                 VALUES (?1, ?2, 1, ?1, 1, ?3)",
                (row, Uuid::from_u128(u128::from(row) + 10), name),
            )?;
        }
        tx.execute(
            "INSERT INTO products (row, id, account, remote_id, revision, title, price_minor, currency)
             VALUES (1, ?1, 1, 'cup', 1, 'Cup', 100, 'EUR')",
            [Uuid::from_u128(20)],
        )?;
        for (row, product) in [(1_u8, Some(1)), (2, None)] {
            tx.execute(
                "INSERT INTO conversations
                     (row, id, account, remote_id, revision, person, product, opened_at)
                 VALUES (?1, ?2, 1, ?1, 1, ?1, ?3, 0)",
                (row, Uuid::from_u128(u128::from(row) + 30), product),
            )?;
        }
        Ok(())
    })
    .await
    .unwrap();
    (db, folder)
}

/// Stores a message as the sync engine does, and makes it findable.
fn say(tx: &Tx<'_>, key: i64, conversation: i64, author: &str, text: &str) -> Result<()> {
    let has_picture = text.is_empty();
    tx.execute(
        "REPLACE INTO messages
             (key, id, conversation, remote_id, revision, author, at, kind, text, picture)
         VALUES (?1, ?2, ?3, ?1, 1, ?4, ?1, 'text', ?5, ?6)",
        (
            key,
            Uuid::from_u128(1_000 + key as u128),
            conversation,
            author,
            text,
            has_picture.then_some("{}"),
        ),
    )?;
    let facets = Facets {
        conversation_row: conversation,
        person_row: conversation,
        product_row: (conversation == 1).then_some(1),
        has_picture,
        author,
    };
    let mut index = Pending::default();
    index.put(key, text, &facets);
    index.write(tx)
}

fn remove(tx: &Tx<'_>, key: i64) -> Result<()> {
    let mut index = Pending::default();
    index.remove(key);
    index.write(tx)
}

async fn search(db: &Db, typed: &str, before: Option<i64>, limit: u32) -> SearchPage {
    let args = SearchMessages {
        text: typed.to_owned(),
        person_id: None,
        before,
        limit,
    };
    db.read(move |db| page(db, &args, NOW)).await.unwrap()
}

async fn keys(db: &Db, typed: &str) -> Vec<i64> {
    search(db, typed, None, 100)
        .await
        .hits
        .into_iter()
        .map(|hit| hit.key)
        .collect()
}

async fn with_messages() -> (Db, TempDir) {
    let (db, folder) = shop().await;
    db.write(|tx| {
        say(tx, 1, 1, "buyer", "Is the green Café teapot still there?")?;
        say(
            tx,
            2,
            1,
            "seller",
            "Yes! Order 4471-AB ships today. conv1 person1",
        )?;
        say(tx, 3, 2, "buyer", "你好，我要绿茶杯，iPhone手机壳也要")?;
        say(tx, 4, 2, "seller", "绿茶 没有了。杯子有")?;
        say(tx, 5, 1, "buyer", "")?;
        say(tx, 6, 1, "system", "Straße 5, İstanbul, 안녕하세요")
    })
    .await
    .unwrap();
    (db, folder)
}

#[tokio::test]
async fn a_search_can_stay_with_one_person() {
    let (db, _folder) = with_messages().await;
    let with = async |person: u128, text: &str| {
        let args = SearchMessages {
            text: text.to_owned(),
            person_id: Some(Uuid::from_u128(person)),
            before: None,
            limit: 10,
        };
        let found = db.read(move |db| page(db, &args, NOW)).await;
        found.map(|page| page.hits.iter().map(|hit| hit.key).collect::<Vec<_>>())
    };
    let people = db
        .read(|db| {
            let mut ids = db.prepare("SELECT id FROM persons ORDER BY row")?;
            let ids = ids.query_map([], |row| row.get::<_, Uuid>(0))?;
            Ok(ids.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .await
        .unwrap();
    let [first, second, ..] = people[..] else {
        panic!("two people wrote");
    };
    assert_eq!(with(first.as_u128(), "y").await.unwrap(), [2]);
    assert_eq!(with(second.as_u128(), "茶").await.unwrap(), [4, 3]);
    assert!(with(first.as_u128(), "茶").await.unwrap().is_empty());
    let nobody = with(7_777, "y").await.unwrap_err();
    assert!(matches!(nobody, Error::NotFound(_)), "{nobody}");
}

#[tokio::test]
async fn what_was_written_is_found_as_it_is_typed() {
    let (db, _folder) = with_messages().await;
    let cases: &[(&str, &[i64])] = &[
        ("", &[]),
        ("  ?! ", &[]),
        ("cafe", &[1]),
        ("CAFÉ", &[1]),
        ("ｃａｆｅ", &[1]),
        ("tea", &[1]),
        ("tea ", &[]),
        ("t", &[2, 1]),
        ("green there", &[1]),
        ("\"green cafe\"", &[1]),
        ("\"cafe green\"", &[]),
        ("4471-ab", &[2]),
        ("4471 AB", &[2]),
        ("ab-4471", &[]),
        ("绿茶", &[4, 3]),
        ("茶", &[4, 3]),
        ("绿茶杯", &[3]),
        ("绿", &[4, 3]),
        ("杯", &[4, 3]),
        ("茶杯", &[3]),
        ("杯子", &[4]),
        ("绿茶 杯子", &[4]),
        ("iphone", &[3]),
        ("iPhone手机", &[3]),
        ("也要", &[3]),
        ("要", &[3]),
        ("机也", &[]),
        ("strasse", &[6]),
        ("istanbul", &[6]),
        ("하세요", &[6]),
        ("has:picture", &[5]),
        ("is:seller", &[4, 2]),
        ("绿茶 is:buyer", &[3]),
        ("绿茶 has:picture", &[]),
        ("haspicture", &[]),
        ("isbuyer", &[]),
        ("conv1", &[2]),
        ("person2", &[]),
    ];
    for (typed, expected) in cases {
        assert_eq!(keys(&db, typed).await, *expected, "{typed:?}");
    }
}

/// The index has a language of its own; nobody who types should meet it.
#[tokio::test]
async fn nothing_typed_is_syntax() {
    let (db, _folder) = with_messages().await;
    let cases: &[(&str, &[i64])] = &[
        ("\"", &[]),
        ("\"\"\"", &[]),
        ("*", &[]),
        ("cafe*", &[1]),
        ("*cafe", &[1]),
        ("NEAR(cafe teapot, 10)", &[]),
        ("cafe AND", &[]),
        ("cafe OR nothing", &[]),
        ("cafe NOT teapot", &[]),
        ("facets:isbuyer", &[]),
        ("facets : \"isbuyer", &[]),
        ("col:cafe", &[]),
        ("-cafe", &[6, 5, 4, 3, 2]),
        ("^cafe", &[1]),
        ("{text facets}: cafe", &[]),
        ("cafe' OR 1=1 --", &[]),
        ("(cafe", &[1]),
        ("cafe)", &[1]),
        ("+cafe", &[1]),
        ("ca\u{0}fe", &[]),
        ("\\\"cafe\\\"", &[1]),
    ];
    for (typed, expected) in cases {
        assert_eq!(keys(&db, typed).await, *expected, "{typed:?}");
    }
    let mut seed = 7_u64;
    let alphabet: Vec<char> = "\"*()-^:+{},. '\\ANDORTtexcafé茶绿\u{0}：“”"
        .chars()
        .collect();
    for _ in 0..500 {
        let mut typed = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            typed.push(alphabet[(seed >> 33) as usize % alphabet.len()]);
        }
        // The point is that it answers at all.
        search(&db, &typed, None, 5).await;
    }
}

#[tokio::test]
async fn a_hit_says_where_it_was_and_what_was_hit() {
    let (db, _folder) = with_messages().await;
    let page = search(&db, "茶", None, 1).await;
    assert!(page.has_more, "an older message has 茶 too");
    let part = |text: &str, hit| SnippetPart {
        text: text.to_owned(),
        hit,
    };
    assert_eq!(
        page.hits,
        [SearchHit {
            key: 4,
            conversation_id: Uuid::from_u128(32),
            person: "李雷".to_owned(),
            at: 4,
            by_us: true,
            is_note: false,
            snippet: vec![
                part("绿", false),
                part("茶", true),
                part(" 没有了。杯子有", false)
            ],
        }]
    );
    let page = search(&db, "茶", Some(4), 1).await;
    assert_eq!((page.hits[0].key, page.has_more), (3, false));
    assert!(
        search(&db, "has:picture", None, 1).await.hits[0]
            .snippet
            .is_empty()
    );
}

#[tokio::test]
async fn pages_follow_each_other_newest_first() {
    let (db, _folder) = shop().await;
    db.write(|tx| (1..=250).try_for_each(|key| say(tx, key, 1, "buyer", "again and again")))
        .await
        .unwrap();
    let first = search(&db, "again", None, 100_000).await;
    assert_eq!(
        (first.hits.len(), first.has_more),
        (100, true),
        "the limit is kept"
    );
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = search(&db, "again", before, 90).await;
        seen.extend(page.hits.iter().map(|hit| hit.key));
        before = seen.last().copied();
        if !page.has_more {
            break;
        }
    }
    assert_eq!(seen, (1..=250).rev().collect::<Vec<_>>());
    assert_eq!(
        search(&db, "again", None, 0).await.hits.len(),
        1,
        "a page is never empty"
    );
}

#[tokio::test]
async fn a_changed_message_is_found_by_its_new_words_only() {
    let (db, _folder) = with_messages().await;
    db.write(|tx| say(tx, 1, 1, "seller", "a blue cup"))
        .await
        .unwrap();
    assert_eq!(keys(&db, "teapot").await, [0; 0]);
    assert_eq!(keys(&db, "blue").await, [1]);
    assert_eq!(
        keys(&db, "blue is:buyer").await,
        [0; 0],
        "its facets are new too"
    );
    db.write(|tx| remove(tx, 1)).await.unwrap();
    assert_eq!(keys(&db, "blue").await, [0; 0]);
    db.write(|tx| remove(tx, 1)).await.unwrap();
}

#[tokio::test]
async fn a_message_without_end_is_found_by_how_it_begins() {
    let (db, _folder) = shop().await;
    let text = format!("needle {} haystack", "绿茶".repeat(3_000_000));
    db.write(move |tx| say(tx, 1, 1, "buyer", &text))
        .await
        .unwrap();
    let page = search(&db, "needle", None, 1).await;
    assert_eq!(
        page.hits[0].snippet[0],
        SnippetPart {
            text: "needle".to_owned(),
            hit: true
        }
    );
    assert_eq!(keys(&db, "haystack").await, [0; 0]);
}

fn is_rebuilding(db: &Connection) -> Result<bool> {
    let flags = "SELECT count(*) FROM settings WHERE name = 'search.rebuilding'";
    Ok(db.query_row(flags, [], |row| row.get::<_, i64>(0))? > 0)
}

fn schema(db: &Connection) -> Vec<String> {
    let mut names = db
        .prepare("SELECT name FROM sqlite_schema ORDER BY name")
        .unwrap();
    names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(|name| name.unwrap())
        .collect()
}

#[tokio::test]
async fn a_rebuilt_index_finds_the_same_and_leaves_nothing_behind() {
    let (db, _folder) = with_messages().await;
    db.write(|tx| (100..900).try_for_each(|key| say(tx, key, 2, "buyer", "绿茶 again")))
        .await
        .unwrap();
    let before = db.read(|db| Ok(schema(db))).await.unwrap();
    let found = keys(&db, "绿茶").await;
    // A fault that only a rebuild can mend.
    db.write(|tx| Ok(tx.execute("DELETE FROM messages_index WHERE rowid < 50", [])?))
        .await
        .unwrap();
    assert_eq!(keys(&db, "cafe").await, [0; 0]);

    keep_current(&db).await.unwrap();

    assert_eq!(keys(&db, "cafe").await, [1]);
    assert_eq!(keys(&db, "has:picture").await, [5]);
    assert_eq!(keys(&db, "绿茶").await, found);
    assert_eq!(db.read(|db| Ok(schema(db))).await.unwrap(), before);

    // It is current now: a second call leaves the index alone.
    db.write(|tx| Ok(tx.execute("DELETE FROM messages_index WHERE rowid = 1", [])?))
        .await
        .unwrap();
    keep_current(&db).await.unwrap();
    assert_eq!(keys(&db, "cafe").await, [0; 0]);
}

#[tokio::test]
async fn what_changes_during_a_rebuild_is_in_the_new_index() {
    let (db, _folder) = with_messages().await;
    db.write(|tx| (100..3_000).try_for_each(|key| say(tx, key, 2, "buyer", "绿茶 again")))
        .await
        .unwrap();
    let rebuilding = tokio::spawn({
        let db = db.clone();
        async move { rebuild::rebuild(&db).await }
    });
    while !db.read(is_rebuilding).await.unwrap() {
        tokio::task::yield_now().await;
    }
    let was_rebuilding = db
        .write(move |tx| {
            say(tx, 2, 1, "seller", "changed meanwhile")?;
            say(tx, 5_000, 1, "buyer", "new meanwhile")?;
            tx.execute("DELETE FROM messages WHERE key = 1", [])?;
            remove(tx, 1)?;
            is_rebuilding(tx)
        })
        .await
        .unwrap();
    assert!(
        was_rebuilding,
        "the store was large enough to get in between"
    );
    assert_eq!(
        keys(&db, "meanwhile").await,
        [5_000, 2],
        "the old index still answers"
    );
    rebuilding.await.unwrap().unwrap();
    assert_eq!(keys(&db, "meanwhile").await, [5_000, 2]);
    assert_eq!(keys(&db, "cafe").await, [0; 0]);
    assert_eq!(keys(&db, "4471").await, [0; 0]);
}

#[tokio::test]
async fn a_rebuild_that_was_cut_short_begins_again() {
    let (db, _folder) = with_messages().await;
    keep_current(&db).await.unwrap();
    db.write(|tx| {
        tx.execute_batch(
            "CREATE VIRTUAL TABLE messages_index_next USING fts5 (
                 text, facets, content = '', contentless_delete = 1, tokenize = 'ascii');
             INSERT INTO messages_index_next (rowid, text, facets) VALUES (77, 'ghost', '');
             INSERT INTO settings (name, value) VALUES ('search.rebuilding', '1');",
        )?;
        Ok(())
    })
    .await
    .unwrap();
    keep_current(&db).await.unwrap();
    assert_eq!(keys(&db, "cafe").await, [1]);
    let left = db.read(|db| Ok(schema(db))).await.unwrap();
    assert!(
        left.iter()
            .all(|name| !name.contains("_next") && !name.contains("_old")),
        "{left:?}"
    );
}

/// Of how many pieces the index consists: each has a number, the upper bits of its pages' ids
/// (`FTS5_SEGMENT_ROWID` in `fts5_index.c`).
async fn pieces(db: &Db) -> i64 {
    let sql = "SELECT count(DISTINCT id >> 37) FROM messages_index_data WHERE id > 10";
    db.read(move |db| Ok(db.query_row(sql, [], |row| row.get(0))?))
        .await
        .unwrap()
}

#[tokio::test]
async fn pieces_are_merged_beside_the_commits_that_make_them() {
    let (db, _folder) = shop().await;
    for key in 100..150 {
        db.write(move |tx| say(tx, key, 2, "buyer", "绿茶 again"))
            .await
            .unwrap();
    }
    assert_eq!(pieces(&db).await, 50, "no commit merges");
    merge(&db, INDEX, 50).await.unwrap();
    let left = pieces(&db).await;
    assert!(left < 8, "{left} pieces");
    assert_eq!(keys(&db, "绿茶").await.len(), 50);
}
