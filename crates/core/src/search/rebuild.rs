//! # A new index
//!
//! Another way of cutting words needs another index. The new one is filled beside the old one, in
//! slices short enough that the seller's acts go in between; whatever changes meanwhile goes to both;
//! then they change places in one transaction. Search answers all the while. A rebuild that was cut
//! short begins again at the next start.

use rusqlite::{Connection, OptionalExtension};

use super::index::{Facets, NEXT_INDEX, put_next};
use super::merge::{merge, take_over};
use crate::db::Db;
use crate::error::Result;

/// Raised whenever the cutter gives other words for the same text, or the index another shape.
const CUTTER: i64 = 1;

/// A slice ends when it holds this many messages,
const SLICE_MESSAGES: usize = 64;
/// or this many bytes of text.
const SLICE_BYTES: usize = 32 * 1024;
/// An old index is emptied by so many rows at a time: dropped at once, it would stop the writer.
const SLICE_ROWS: i64 = 128;

const NEXT: &str = "CREATE VIRTUAL TABLE messages_index_next USING fts5 (
    text,
    facets,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'ascii'
)";

/// Rebuilds the index if it was made with another cutter, or if a rebuild was cut short.
///
/// # Errors
/// What the store says; the old index then still answers.
pub async fn keep_current(db: &Db) -> Result<()> {
    let is_current = db
        .read(|db| Ok(cutter(db)? == Some(CUTTER) && leftovers(db)? == 0))
        .await?;
    if is_current {
        Ok(())
    } else {
        rebuild(db).await
    }
}

/// Fills a new index and lets it take the old one's place.
pub(super) async fn rebuild(db: &Db) -> Result<()> {
    db.absorb(|tx| forget(tx, "search.rebuilding")).await?;
    discard(db, NEXT_INDEX).await?;
    discard(db, "messages_index_old").await?;
    db.absorb(|tx| {
        tx.execute_batch(NEXT)?;
        take_over(tx, NEXT_INDEX)?;
        remember(tx, "search.rebuilding", 1)
    })
    .await?;
    let mut done = Some(i64::MIN);
    while let Some(after) = done {
        done = db.absorb(move |tx| fill(tx, after)).await?;
        merge(db, NEXT_INDEX, SLICE_MESSAGES).await?;
    }
    db.absorb(|tx| {
        tx.execute_batch(
            "ALTER TABLE messages_index RENAME TO messages_index_old;
             ALTER TABLE messages_index_next RENAME TO messages_index;",
        )?;
        forget(tx, "search.rebuilding")?;
        remember(tx, "search.cutter", CUTTER)
    })
    .await?;
    discard(db, "messages_index_old").await
}

/// Puts the next slice into the new index; says how far it came, or nothing when all is in.
fn fill(tx: &Connection, after: i64) -> Result<Option<i64>> {
    let mut statement = tx.prepare_cached(
        "SELECT messages.key, messages.text, messages.picture IS NOT NULL, messages.author,
                conversations.row, conversations.person, conversations.product
         FROM messages CROSS JOIN conversations ON conversations.row = messages.conversation
         WHERE messages.key > ?1
         ORDER BY messages.key",
    )?;
    let mut rows = statement.query([after])?;
    let (mut messages, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        let text: String = row.get(1)?;
        let author: String = row.get(3)?;
        let facets = Facets {
            has_picture: row.get(2)?,
            author: &author,
            conversation_row: row.get(4)?,
            person_row: row.get(5)?,
            product_row: row.get(6)?,
        };
        put_next(tx, key, &text, &facets)?;
        messages += 1;
        bytes += text.len();
        if messages == SLICE_MESSAGES || bytes >= SLICE_BYTES {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// Empties an index that is no longer asked, slice by slice, and drops it.
async fn discard(db: &Db, table: &'static str) -> Result<()> {
    if !db.read(move |db| exists(db, table)).await? {
        return Ok(());
    }
    // The first rows of the data describe the index; without them it cannot even be dropped.
    let data = format!(
        "DELETE FROM {table}_data WHERE id IN (SELECT id FROM {table}_data WHERE id > 10 LIMIT ?1)"
    );
    let sizes = format!(
        "DELETE FROM {table}_docsize WHERE id IN (SELECT id FROM {table}_docsize LIMIT ?1)"
    );
    for sql in [data, sizes] {
        loop {
            let sql = sql.clone();
            let deleted = db
                .absorb(move |tx| Ok(tx.execute(&sql, [SLICE_ROWS])?))
                .await?;
            if deleted == 0 {
                break;
            }
        }
    }
    db.absorb(move |tx| Ok(tx.execute_batch(&format!("DROP TABLE {table}"))?))
        .await
}

fn exists(db: &Connection, table: &str) -> Result<bool> {
    Ok(db
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = ?1",
            [table],
            |_| Ok(()),
        )
        .optional()?
        .is_some())
}

fn leftovers(db: &Connection) -> Result<i64> {
    Ok(db.query_row(
        "SELECT count(*) FROM sqlite_schema
         WHERE name IN ('messages_index_next', 'messages_index_old')",
        [],
        |row| row.get(0),
    )?)
}

fn cutter(db: &Connection) -> Result<Option<i64>> {
    let value: Option<String> = db
        .query_row(
            "SELECT value FROM settings WHERE name = 'search.cutter'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(value.and_then(|value| value.parse().ok()))
}

fn remember(tx: &Connection, name: &str, value: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO settings (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value.to_string()),
    )?;
    Ok(())
}

fn forget(tx: &Connection, name: &str) -> Result<()> {
    tx.execute("DELETE FROM settings WHERE name = ?1", [name])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::NEXT;

    #[test]
    fn the_new_index_is_made_like_the_first() {
        let first = include_str!("../../migrations/0001_init.sql");
        let next = NEXT.replace("messages_index_next", "messages_index");
        assert!(
            first.contains(&next),
            "the migration and the rebuild make different tables"
        );
    }
}
