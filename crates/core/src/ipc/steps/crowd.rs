//! A store with many people who bought: one conversation each, two orders, a rating; every tenth is
//! a client of one of thirty keepers, and one of them bought as often as a hundredth of all others together.

use crate::db::Tx;
use crate::error::Result;
use crate::testing::{self, MORNING, Shop};

/// How many are written in one transaction.
const SLICE: i64 = 5_000;

/// What people left behind: `n` lists their numbers, with a time for each. Every name follows from
/// the number.
const PEOPLE: &[&str] = &[
    "INSERT INTO persons (row, id, account, remote_id, revision, name)
     SELECT i + 1, unhex(printf('%032x', 4096 + i)), 1, 'remote-' || i, 1, 'remote-' || i FROM n",
    "INSERT INTO conversations (row, id, account, remote_id, revision, person, opened_at)
     SELECT i + 1, unhex(printf('%032x', 4096 + i)), 1, 'remote-' || i, 1, i + 1, at
     FROM n",
    "INSERT INTO messages (key, id, conversation, remote_id, revision, author, at, kind, text)
     SELECT at << 10, unhex(printf('2%031x', i)), i + 1, 'm-' || i, 1, 'buyer',
         at, 'text', 'Is it there?' FROM n",
    "INSERT INTO inbox (conversation, newest_key, waiting_key, open_key)
     SELECT i + 1, at << 10, at << 10, at << 10 FROM n",
    "INSERT INTO orders (id, account, remote_id, revision, person, conversation, total_minor,
         currency, state, placed_at, state_at, deliver_to, wishes)
     SELECT unhex(printf('3%030x%x', i, k)), 1, i || '-' || k, 1,
         iif(i % 100 = 0, 1, i + 1), iif(i % 100 = 0, 1, i + 1), i, 'EUR',
         iif(k = 0, 'received', 'placed'), at + k, at + k, '', ''
     FROM n CROSS JOIN (SELECT 0 AS k UNION ALL SELECT 1)",
    "INSERT INTO feedback (id, account, remote_id, revision, author, person, order_id, conversation,
         rating, text, at, key)
     SELECT unhex(printf('4%031x', i)), 1, 'f-' || i, 1, 'buyer', i + 1,
         unhex(printf('3%030x0', i)), i + 1, 1 + i % 5, '', at, at << 10
     FROM n",
    "INSERT INTO clients (person, since_at, keeper)
     SELECT i + 1, at, 'Keeper ' || i / 10 % 30 FROM n WHERE i % 10 = 0",
    "INSERT INTO person_notes (id, person, seat, text, at)
     SELECT unhex(printf('5%031x', i)), i + 1, zeroblob(16), 'Mild', at FROM n WHERE i % 3 = 0",
];

/// So many people with twice as many orders.
pub(super) async fn crowd_of(people: i64) -> Shop {
    let shop = testing::shop();
    shop.app.db.absorb(testing::account).await.unwrap();
    for first in (0..people).step_by(SLICE as usize) {
        let end = (first + SLICE).min(people);
        let slice = move |tx: &Tx<'_>| arrive(tx, first, end);
        shop.app.db.absorb(slice).await.unwrap();
    }
    shop
}

fn arrive(tx: &Tx<'_>, first: i64, end: i64) -> Result<()> {
    for insert in PEOPLE {
        let (into, what) = insert.split_once("SELECT").unwrap();
        let sql = format!(
            "{into} WITH RECURSIVE n (i, at) AS (
                 SELECT ?1, ?3 + ?1 * 1000 UNION ALL SELECT i + 1, at + 1000 FROM n WHERE i + 1 < ?2
             ) SELECT {what}"
        );
        tx.execute(&sql, (first, end, MORNING))?;
    }
    Ok(())
}
