//! Tags: free words of the seller's on a conversation. One word is not two because of a capital or a
//! space.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::app::App;
use crate::bounds;
use crate::db::Tx;
use crate::error::{Error, Result};

/// The longest word, in Unicode scalar values.
const MOST_CHARS: u32 = 40;
/// The most words of one conversation.
const MOST_TAGS: i64 = 20;
/// How many words in use are given.
const MOST_WORDS: usize = 200;

/// The words that are in use, in their order; the first 200.
///
/// # Errors
/// What the store says.
pub async fn words(app: App, (): ()) -> Result<Vec<String>> {
    app.db.read(in_use).await
}

/// From one word to the next in the index, however many conversations have each of them.
fn in_use(db: &Connection) -> Result<Vec<String>> {
    let mut next = db.prepare_cached(
        "SELECT folded, word FROM tags WHERE folded > ?1 ORDER BY folded, word LIMIT 1",
    )?;
    let (mut words, mut last) = (Vec::new(), String::new());
    while words.len() < MOST_WORDS {
        let found: Option<(String, String)> = next
            .query_row([&last], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((folded, word)) = found else {
            break;
        };
        words.push(word);
        last = folded;
    }
    Ok(words)
}

/// A word as it is kept.
pub(crate) fn word_of(typed: &str) -> Result<String> {
    let word = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    bounds::filled(&word, MOST_CHARS)
}

/// The word as a conversation has it, and since when in Unix milliseconds.
pub(crate) fn on(db: &Connection, conversation: Uuid, word: &str) -> Result<Option<(String, i64)>> {
    let row = super::row_of(db, conversation)?;
    Ok(db
        .prepare_cached("SELECT word, tagged_at FROM tags WHERE conversation = ?1 AND folded = ?2")?
        .query_row((row, word.to_lowercase()), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// Whether one more word finds room.
pub(crate) fn check_room(db: &Connection, conversation: Uuid) -> Result<()> {
    let row = super::row_of(db, conversation)?;
    let there: i64 = db
        .prepare_cached("SELECT count(*) FROM tags WHERE conversation = ?1")?
        .query_row([row], |row| row.get(0))?;
    if there < MOST_TAGS {
        Ok(())
    } else {
        Err(Error::Invalid(format!("at most {MOST_TAGS} tags")))
    }
}

/// Puts a word on a conversation, unless it is there.
pub(crate) fn put(tx: &Tx<'_>, conversation: Uuid, word: &str, at: i64) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    tx.prepare_cached(
        "INSERT INTO tags (conversation, folded, word, tagged_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (conversation, folded) DO NOTHING",
    )?
    .execute((row, word.to_lowercase(), word, at))?;
    tx.touch(conversation);
    Ok(())
}

/// Takes a word off a conversation.
pub(crate) fn take(tx: &Tx<'_>, conversation: Uuid, word: &str) -> Result<()> {
    let row = super::row_of(tx, conversation)?;
    tx.prepare_cached("DELETE FROM tags WHERE conversation = ?1 AND folded = ?2")?
        .execute((row, word.to_lowercase()))?;
    tx.touch(conversation);
    Ok(())
}

/// The words of a conversation as a statement gives them beside its row: JSON, oldest first.
pub(crate) const OF_ROW: &str = "(SELECT json_group_array(word ORDER BY tagged_at, folded)
     FROM tags WHERE tags.conversation = c.row)";

/// The words that [`OF_ROW`] gives.
pub(crate) fn read(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}
