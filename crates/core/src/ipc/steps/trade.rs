//! Trade in a store of any size: so many orders, offers, carts and pieces of feedback, in all their
//! states.

use uuid::Uuid;

use crate::db::{Tx, key};
use crate::error::Result;
use crate::testing::MORNING;

/// A piece of feedback that was changed once.
pub(super) const FEEDBACK: Uuid = Uuid::from_u128((4 << 100) + (1 << 40));

/// Gives the person and conversation in that row, which are the same, `n` of everything, and lets
/// the thread speak of the first ones.
pub(super) fn trades(tx: &Tx<'_>, row: i64, n: i64) -> Result<()> {
    for i in 0..n {
        let id = |kind: u128| Uuid::from_u128((kind << 100) + ((row as u128) << 40) + i as u128);
        let (at, remote) = (MORNING + i, format!("{row}-{i}"));
        let state = ["placed", "received", "shipped", "cancelled"][i as usize % 4];
        tx.prepare_cached(
            "INSERT INTO orders (id, account, remote_id, revision, person, conversation, state,
                 total_minor, currency, placed_at, state_at, deliver_to, wishes)
             VALUES (?1, 1, ?2, 1, ?3, ?3, ?4, 100, 'EUR', ?5, ?5, '', '')",
        )?
        .execute((id(1), &remote, row, state, at))?;
        tx.prepare_cached(
            "INSERT INTO order_lines (order_row, place, title, quantity, price_minor, currency)
             VALUES (last_insert_rowid(), 0, 'Gaiwan', 1, 100, 'EUR')",
        )?
        .execute([])?;
        let (state, author) =
            [("open", "buyer"), ("open", "seller"), ("declined", "buyer")][i as usize % 3];
        tx.prepare_cached(
            "INSERT INTO offers (id, account, remote_id, revision, conversation, author, quantity,
                 price_minor, currency, state, made_at, state_at)
             VALUES (?1, 1, ?2, 1, ?3, ?4, 1, 100, 'EUR', ?5, ?6, ?6)",
        )?
        .execute((id(2), &remote, row, author, state, at))?;
        let state = ["open", "ordered"][i as usize % 2];
        tx.prepare_cached(
            "INSERT INTO carts (id, account, remote_id, revision, person, total_minor, currency,
                 state, changed_at)
             VALUES (?1, 1, ?2, 1, ?3, 100, 'EUR', ?4, ?5)",
        )?
        .execute((id(3), &remote, row, state, at))?;
        let (author, answered) =
            [("buyer", None), ("buyer", Some(at)), ("seller", None)][i as usize % 3];
        tx.prepare_cached(
            "INSERT INTO feedback (id, account, remote_id, revision, author, person, order_id,
                 conversation, rating, text, at, answer, answer_at, key)
             VALUES (?1, 1, ?2, 1, ?3, ?4, ?5, ?4, 5, '', ?6, iif(?7, 'Thanks', NULL), ?7, ?8)",
        )?
        .execute((
            id(4),
            &remote,
            author,
            row,
            id(1),
            at,
            answered,
            key::next_in_ledger(tx, at)?,
        ))?;
        // One of many, so that the versions of one stand among those of all.
        tx.prepare_cached("UPDATE feedback SET revision = 2, text = 'Changed' WHERE id = ?1")?
            .execute([id(4)])?;
        tx.prepare_cached(
            "INSERT INTO person_notes (id, person, seat, text, at) VALUES (?1, ?2, ?1, 'Mild', ?3)",
        )?
        .execute((id(5), row, at))?;
        let kind = ["order", "offer", "feedback"][i as usize % 3];
        let subject = [id(1), id(2), id(4)][i as usize % 3];
        // Around the place that the thread is asked for.
        tx.prepare_cached(
            "UPDATE messages SET kind = ?3, subject = ?4
             WHERE key = ?1 AND conversation = ?2 AND ?5 < 20",
        )?
        .execute((
            (MORNING + (240 + i) * 1_000) << key::SHIFT,
            row,
            kind,
            subject,
            i,
        ))?;
    }
    Ok(())
}
