//! What has a name is found by it, on a real store.

use uuid::Uuid;

use super::*;
use crate::people::notes::{self, AddPersonNote, RemovePersonNote};
use crate::testing::{self, MORNING, Shop};

/// Two people, two products of which the first is spoken of, and two orders.
async fn shop() -> Shop {
    let shop = testing::shop();
    shop.app
        .db
        .absorb(|tx| {
            testing::account(tx)?;
            testing::conversation(tx, 0)?;
            testing::conversation(tx, 1)?;
            tx.execute_batch(
                "UPDATE persons SET name = 'Zoë Müller' WHERE row = 1;
                 UPDATE persons SET name = '王小明' WHERE row = 2;",
            )?;
            for (row, title) in [(1_u8, "Blue Café cup"), (2, "绿茶礼盒")] {
                tx.execute(
                    "INSERT INTO products (row, id, account, remote_id, revision, title,
                         price_minor, currency)
                     VALUES (?1, ?2, 1, ?1, 1, ?3, 4800, 'EUR')",
                    (row, Uuid::from_u128(0x500 + u128::from(row)), title),
                )?;
            }
            tx.execute("UPDATE conversations SET product = 1 WHERE row = 1", [])?;
            for (row, number, titles) in [
                (1_u8, "4471-AB", &["Blue Café cup", "Saucer"][..]),
                (2, "99-4471", &["绿茶礼盒"]),
            ] {
                tx.execute(
                    "INSERT INTO orders (row, id, account, remote_id, revision, person,
                         conversation, total_minor, currency, state, placed_at, state_at,
                         deliver_to, wishes)
                     VALUES (?1, ?2, 1, ?3, 1, ?1, iif(?1 = 1, 1, NULL), 900, 'EUR', 'placed',
                             ?4, ?4, '', '')",
                    (
                        row,
                        Uuid::from_u128(0x600 + u128::from(row)),
                        number,
                        MORNING,
                    ),
                )?;
                for (place, title) in titles.iter().enumerate() {
                    tx.execute(
                        "INSERT INTO order_lines (order_row, place, title, quantity, price_minor,
                             currency)
                         VALUES (?1, ?2, ?3, 1, 100, 'EUR')",
                        (row, place as i64, title),
                    )?;
                }
            }
            Ok(())
        })
        .await
        .unwrap();
    shop
}

async fn find(shop: &Shop, text: &str, limit: u32) -> FoundRecords {
    let args = SearchRecords {
        text: text.to_owned(),
        limit,
    };
    records(shop.app.clone(), args).await.unwrap()
}

/// What was found, by name: people, products, orders.
async fn called(shop: &Shop, text: &str) -> [Vec<String>; 3] {
    let found = find(shop, text, 20).await;
    [
        found.people.into_iter().map(|one| one.name).collect(),
        found.products.into_iter().map(|one| one.title).collect(),
        found.orders.into_iter().map(|one| one.number).collect(),
    ]
}

#[tokio::test]
async fn everything_with_a_name_is_found_by_the_beginnings_of_its_words() {
    let shop = shop().await;
    let cases: &[(&str, [&[&str]; 3])] = &[
        ("", [&[], &[], &[]]),
        (" \"*: ", [&[], &[], &[]]),
        ("zoe", [&["Zoë Müller"], &[], &[]]),
        ("MULL zo", [&["Zoë Müller"], &[], &[]]),
        ("uller", [&[], &[], &[]]),
        ("明", [&["王小明"], &[], &[]]),
        ("cup blue", [&[], &["Blue Café cup"], &["4471-AB"]]),
        ("cafe", [&[], &["Blue Café cup"], &["4471-AB"]]),
        ("礼盒", [&[], &["绿茶礼盒"], &["99-4471"]]),
        ("盒礼", [&[], &[], &[]]),
        ("sauc", [&[], &[], &["4471-AB"]]),
        ("4471", [&[], &[], &["99-4471", "4471-AB"]]),
        ("4471-ab", [&[], &[], &["4471-AB"]]),
        ("447 saucer", [&[], &[], &["4471-AB"]]),
    ];
    for (text, expected) in cases {
        assert_eq!(called(&shop, text).await, *expected, "{text:?}");
    }
}

#[tokio::test]
async fn what_is_asked_of_messages_alone_finds_no_records() {
    let shop = shop().await;
    for text in ["blue -red", "is:waiting", "blue has:picture"] {
        assert_eq!(
            find(&shop, text, 20).await,
            FoundRecords::default(),
            "{text:?}"
        );
    }
}

#[tokio::test]
async fn what_was_found_says_where_it_leads() {
    let shop = shop().await;
    let found = find(&shop, "blue", 20).await;
    let conversation = Some(Uuid::from_u128(0x1000));
    assert_eq!(
        found.products,
        [FoundProduct {
            id: Uuid::from_u128(0x501),
            title: "Blue Café cup".to_owned(),
            picture: None,
            price_minor: 4800,
            currency: "EUR".to_owned(),
            account: "Jade & Clay".to_owned(),
            conversation_id: conversation,
        }]
    );
    assert_eq!(
        found.orders,
        [FoundOrder {
            id: Uuid::from_u128(0x601),
            number: "4471-AB".to_owned(),
            state: OrderState::Placed,
            placed_at: MORNING,
            total_minor: 900,
            currency: "EUR".to_owned(),
            title: "Blue Café cup".to_owned(),
            person_id: Uuid::from_u128(0x1000),
            person: "Zoë Müller".to_owned(),
            account: "Jade & Clay".to_owned(),
            conversation_id: conversation,
        }]
    );
    let nowhere = find(&shop, "绿茶", 20).await;
    assert_eq!(nowhere.products[0].conversation_id, None);
    assert_eq!(nowhere.orders[0].conversation_id, None);
    let person = find(&shop, "zoe", 20).await;
    assert_eq!(person.people[0].conversation_id, conversation);
}

#[tokio::test]
async fn no_more_are_found_than_were_asked_for() {
    let shop = shop().await;
    assert_eq!(find(&shop, "4471", 1).await.orders.len(), 1);
    assert_eq!(find(&shop, "4471", 0).await.orders.len(), 1);
    assert_eq!(find(&shop, "4471", 9_999).await.orders.len(), 2);
}

#[tokio::test]
async fn products_and_orders_are_found_by_what_they_are_called_now() {
    let shop = shop().await;
    let run = async |sql: &'static str| {
        let done = shop.app.db.absorb(move |tx| Ok(tx.execute_batch(sql)?));
        done.await.unwrap();
    };
    run("UPDATE products SET title = 'Red bowl' WHERE row = 1").await;
    assert!(find(&shop, "cafe", 20).await.products.is_empty());
    assert_eq!(find(&shop, "red bowl", 20).await.products.len(), 1);
    run("UPDATE products SET deleted = 1 WHERE row = 1").await;
    assert!(find(&shop, "red", 20).await.products.is_empty());
    run("UPDATE products SET deleted = 0 WHERE row = 1").await;
    assert_eq!(find(&shop, "red", 20).await.products.len(), 1);
    run("DELETE FROM order_lines WHERE order_row = 1 AND place = 1").await;
    assert!(find(&shop, "saucer", 20).await.orders.is_empty());
    assert_eq!(find(&shop, "blue 4471", 20).await.orders.len(), 1);
    run("DELETE FROM order_lines WHERE order_row = 1; DELETE FROM orders WHERE row = 1").await;
    assert!(find(&shop, "4471-ab", 20).await.orders.is_empty());
}

#[tokio::test]
async fn notes_about_people_are_found_until_they_are_taken_away() {
    let shop = shop().await;
    let write = async |text: &str| {
        let note = AddPersonNote {
            person_id: Uuid::from_u128(0x1000),
            text: text.to_owned(),
        };
        notes::add(shop.app.clone(), note).await.unwrap()
    };
    let note = write("Collects celadon. 喜欢绿茶").await;
    for text in ["celad", "茶", "绿茶 collects"] {
        let found = find(&shop, text, 20).await.notes;
        assert_eq!(found.len(), 1, "{text:?}");
        assert_eq!(found[0].id, note);
        assert_eq!(found[0].person, "Zoë Müller");
        assert!(found[0].snippet.iter().any(|part| part.hit), "{text:?}");
    }
    // However long a note is, it is written, and its beginning is found.
    write(&format!("needle {}", "word ".repeat(12_000))).await;
    assert_eq!(find(&shop, "needle", 20).await.notes.len(), 1);
    let gone = RemovePersonNote { note_id: note };
    notes::remove(shop.app.clone(), gone).await.unwrap();
    assert!(find(&shop, "celad", 20).await.notes.is_empty());
}
