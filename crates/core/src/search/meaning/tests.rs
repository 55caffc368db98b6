//! What was typed, asked of a real store.

use uuid::Uuid;

use super::*;
use crate::inbox::{notes, waiting};
use crate::search::{SearchMessages, SearchPage, messages};
use crate::testing::{self, MORNING, Shop};

const DAY: i64 = 24 * 3_600_000;

/// Mara Lind asks about a cup and waits; 王小明 ordered and was answered.
async fn shop() -> Shop {
    let shop = testing::shop();
    shop.app
        .db
        .absorb(|tx| {
            testing::account(tx)?;
            let (mara, _) = testing::conversation(tx, 0)?;
            let (wang, _) = testing::conversation(tx, 1)?;
            tx.execute_batch(
                "UPDATE persons SET name = 'Mara Lind' WHERE row = 1;
                 UPDATE persons SET name = '王小明' WHERE row = 2;",
            )?;
            tx.execute(
                "INSERT INTO products (row, id, account, remote_id, revision, title, price_minor,
                     currency)
                 VALUES (1, ?1, 1, 'cup', 1, 'Blue cup', 100, 'EUR')",
                [Uuid::from_u128(20)],
            )?;
            tx.execute("UPDATE conversations SET product = 1 WHERE row = 1", [])?;
            tx.execute(
                "INSERT INTO orders (row, id, account, remote_id, revision, person, conversation,
                     total_minor, currency, state, placed_at, state_at, deliver_to, wishes)
                 VALUES (1, ?1, 1, '4471-AB', 1, 2, 2, 900, 'EUR', 'placed', 0, 0, '', '')",
                [Uuid::from_u128(30)],
            )?;
            let said = [
                (mara, "buyer", 30, "first: is the cup there?"),
                (mara, "seller", 20, "second: the cup is there"),
                (mara, "buyer", 10, "third: a cup with refund please"),
                (wang, "buyer", 5, "fourth: 绿茶 cup"),
                (wang, "seller", 3, "fifth: on its way"),
            ];
            for (row, author, days, text) in said {
                testing::message(tx, row, author, MORNING - days * DAY, text)?;
            }
            let (id, at) = (Uuid::from_u128(0x1000), MORNING - 2 * DAY);
            notes::put(tx, Uuid::from_u128(40), id, "note: likes the cup", at)?;
            waiting::settle(tx, mara)?;
            waiting::settle(tx, wang)
        })
        .await
        .unwrap();
    shop
}

async fn search(shop: &Shop, text: &str) -> SearchPage {
    let args = SearchMessages {
        text: text.to_owned(),
        person_id: None,
        before: None,
        limit: 20,
    };
    messages(shop.app.clone(), args).await.unwrap()
}

/// The first words of what was found.
async fn found(shop: &Shop, text: &str) -> Vec<String> {
    let hits = search(shop, text).await.hits.into_iter();
    hits.map(|hit| {
        let said: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
        said.split(':').next().unwrap().to_owned()
    })
    .collect()
}

#[tokio::test]
async fn a_search_is_narrowed_by_what_is_typed() {
    let shop = shop().await;
    let cases: &[(&str, &[&str])] = &[
        ("cup", &["note", "fourth", "third", "second", "first"]),
        ("cup from:mara", &["third", "first"]),
        ("from:mara cup", &["third", "first"]),
        ("from:小明", &["fourth"]),
        ("来自：小明", &["fourth"]),
        ("from:me", &["fifth", "second"]),
        ("cup -from:me", &["note", "fourth", "third", "first"]),
        ("cup -from:mara", &["note", "fourth", "second"]),
        ("from:nobody cup", &[]),
        ("-from:nobody third", &["third"]),
        ("product:blue", &["note", "third", "second", "first"]),
        ("product:\"cup blue\" from:me", &["second"]),
        ("-product:blue", &["fifth", "fourth"]),
        ("order:4471", &["fifth", "fourth"]),
        ("order:4471-ab cup", &["fourth"]),
        ("order:99", &[]),
        ("is:waiting", &["note", "third", "second", "first"]),
        ("-is:waiting", &["fifth", "fourth"]),
        ("cup -refund", &["note", "fourth", "second", "first"]),
        ("cup -\"cup is\"", &["note", "fourth", "third", "first"]),
        ("-cup", &["fifth"]),
        ("-绿茶 is:buyer", &["third", "first"]),
        ("after:15d", &["note", "fifth", "fourth", "third"]),
        ("before:15d", &["second", "first"]),
        ("before:15d -first", &["second"]),
        ("-after:15d", &["second", "first"]),
        ("after:25d before:4d cup", &["fourth", "third", "second"]),
        ("after:today", &[]),
        ("before:1999", &[]),
        ("before:2026 cup", &[]),
        ("after:2026-11-15", &["note", "fifth", "fourth"]),
        (
            "cup after:soon",
            &["note", "fourth", "third", "second", "first"],
        ),
        ("after:soon", &[]),
        ("from:", &[]),
        ("from:mara -from:mara", &[]),
        ("is:note", &["note"]),
        ("是:备注 cup", &["note"]),
        ("likes -is:note", &[]),
        ("cup -is:note after:15d", &["fourth", "third"]),
        ("has:picture", &[]),
        ("-has:picture from:me", &["fifth", "second"]),
    ];
    for (typed, expected) in cases {
        assert_eq!(found(&shop, typed).await, *expected, "{typed:?}");
    }
}

#[tokio::test]
async fn the_search_says_what_it_understood() {
    let shop = shop().await;
    let said = search(&shop, "from:mar -refund before:2026-03-01 \"blue cup\"").await;
    let told: Vec<_> = said
        .understood
        .iter()
        .map(|part| (part.kind, part.value.as_str(), part.without, part.unknown))
        .collect();
    assert_eq!(
        told,
        [
            (SearchPartKind::From, "mar", false, false),
            (SearchPartKind::Before, "2026-03-01", false, false),
            (SearchPartKind::Words, "blue cup", false, false),
            (SearchPartKind::Words, "refund", true, false),
        ]
    );
    assert_eq!(said.understood[0].meant, ["Mara Lind"]);
    assert!(said.understood[1].at.is_some());

    let strange = search(&shop, "from:nobody after:soon order:77").await;
    assert!(strange.understood.iter().all(|part| part.unknown));
    assert_eq!(strange.understood.len(), 3);
    // "Not after" a day is "before" it.
    let turned = search(&shop, "-after:today").await;
    assert_eq!(turned.understood[0].kind, SearchPartKind::Before);
    assert!(!turned.understood[0].without);
}

#[tokio::test]
async fn a_name_that_many_bear_stands_for_the_newest_of_them() {
    let shop = testing::shop();
    shop.app
        .db
        .absorb(|tx| {
            testing::account(tx)?;
            for i in 0..60 {
                let (row, _) = testing::conversation(tx, i)?;
                let at = MORNING + i * 1_000;
                testing::message(tx, row, "buyer", at, "Is it there?")?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let args = SearchMessages {
        text: "from:remote".to_owned(),
        person_id: None,
        before: None,
        limit: 100,
    };
    let page = messages(shop.app.clone(), args).await.unwrap();
    assert_eq!(page.hits.len(), MOST_ROWS);
    assert!(page.understood[0].more);
    assert_eq!(
        page.understood[0].meant,
        ["remote-59", "remote-58", "remote-57"]
    );
}

#[tokio::test]
async fn a_note_is_found_as_a_note_until_it_is_taken_away() {
    let shop = shop().await;
    let hits = search(&shop, "likes").await.hits;
    assert_eq!(hits.len(), 1);
    assert!(hits[0].is_note && !hits[0].by_us);
    assert_eq!(hits[0].person, "Mara Lind");
    assert!(!search(&shop, "fifth").await.hits[0].is_note);
    shop.app
        .db
        .write(|tx| notes::remove(tx, Uuid::from_u128(40), Uuid::from_u128(0x1000)))
        .await
        .unwrap();
    assert!(search(&shop, "likes").await.hits.is_empty());
}
