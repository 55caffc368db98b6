//! # A new index
//!
//! Another way of cutting words needs another index, and so does one that was damaged. The new one is filled beside the old one, in
//! slices short enough that the seller's acts go in between; whatever changes meanwhile goes to both;
//! then they change places in one transaction. Search answers all the while. A rebuild that was cut
//! short begins again at the next start.

use rusqlite::{Connection, OptionalExtension};

use super::health::{IndexBuilding, forget_check};
use super::index::{Facets, NEXT_INDEX, NOTE, put_next};
use super::merge::{merge, take_over};
use crate::db::Db;
use crate::error::Result;
use crate::settings;

/// Raised whenever the cutter gives other words for the same text, or the index another shape.
const CUTTER: i64 = 2;

/// Whether a new index is being filled, and how far it is.
pub(super) const REBUILDING: &str = "search.rebuilding";
/// It is told how far it is after so many slices, since whoever hears of it reads again.
const TOLD_SLICES: u32 = 50;

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
        .read(|db| Ok(settings::get(db, "search.cutter")? == Some(CUTTER) && leftovers(db)? == 0))
        .await?;
    if is_current {
        Ok(())
    } else {
        rebuild(db).await
    }
}

/// Fills a new index and lets it take the old one's place.
pub(super) async fn rebuild(db: &Db) -> Result<()> {
    let rebuilt = replace(db).await;
    if rebuilt.is_err() {
        // Nothing more goes into what was begun; the next start begins again.
        db.absorb(|tx| settings::forget(tx, REBUILDING)).await.ok();
    }
    rebuilt
}

async fn replace(db: &Db) -> Result<()> {
    db.absorb(|tx| settings::forget(tx, REBUILDING)).await?;
    discard(db, NEXT_INDEX).await?;
    discard(db, "messages_index_old").await?;
    let mut building = IndexBuilding {
        done: 0,
        of: db.read(searchable).await?,
    };
    db.absorb(move |tx| {
        tx.execute_batch(NEXT)?;
        take_over(tx, NEXT_INDEX)?;
        settings::set(tx, REBUILDING, &building)
    })
    .await?;
    let mut after = Some(i64::MIN);
    let mut slices = 0;
    while let Some(key) = after {
        let slice = db.absorb(move |tx| fill(tx, key)).await?;
        after = slice.up_to;
        building.done += slice.size as u32;
        slices += 1;
        if slices % TOLD_SLICES == 0 {
            db.absorb(move |tx| settings::set(tx, REBUILDING, &building))
                .await?;
        }
        merge(db, NEXT_INDEX, SLICE_MESSAGES).await?;
    }
    db.absorb(|tx| {
        tx.execute_batch(
            "ALTER TABLE messages_index RENAME TO messages_index_old;
             ALTER TABLE messages_index_next RENAME TO messages_index;",
        )?;
        settings::forget(tx, REBUILDING)?;
        forget_check(tx)?;
        settings::set(tx, "search.cutter", &CUTTER)
    })
    .await?;
    discard(db, "messages_index_old").await
}

/// How many messages and notes there are.
fn searchable(db: &Connection) -> Result<u32> {
    Ok(db.query_row(
        "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM notes)",
        [],
        |row| row.get(0),
    )?)
}

/// What went into the new index at once.
struct Slice {
    size: usize,
    /// The last key; none when there is no more.
    up_to: Option<i64>,
}

/// Puts the next slice into the new index.
fn fill(tx: &Connection, after: i64) -> Result<Slice> {
    let mut statement = tx.prepare_cached(
        "SELECT m.key, m.text, m.picture IS NOT NULL, m.author, c.row, c.person, c.product
         FROM messages m CROSS JOIN conversations c ON c.row = m.conversation
         WHERE m.key > ?1
         UNION ALL
         SELECT n.key, n.text, 0, ?2, c.row, c.person, c.product
         FROM notes n CROSS JOIN conversations c ON c.row = n.conversation
         WHERE n.key > ?1
         ORDER BY 1",
    )?;
    let mut rows = statement.query((after, NOTE))?;
    let (mut size, mut bytes) = (0, 0);
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
        size += 1;
        bytes += text.len();
        if size == SLICE_MESSAGES || bytes >= SLICE_BYTES {
            let up_to = Some(key);
            return Ok(Slice { size, up_to });
        }
    }
    Ok(Slice { size, up_to: None })
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
