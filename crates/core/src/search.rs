//! # Search
//!
//! Finds messages and private notes by their words, newest first. The index holds no text: it knows words and the keys
//! of the messages they stand in, and since a key is a place in time, "newest first" is a
//! walk down the keys that stops as soon as the page is full. Nothing is ranked, nothing is counted.
//!
//! What narrows a search (who wrote, whether there is a picture) lies in the same index row as words
//! of their own, so that a common word from one person is one intersection and not a walk through
//! everything the word is in. [`query`] reads what was typed, [`meaning`] looks up whom and what it
//! names.

mod cut;
mod dates;
pub mod health;
mod index;
pub mod marks;
mod meaning;
mod merge;
mod query;
mod rebuild;
pub mod records;
mod snippet;
#[cfg(test)]
mod tests;
mod wishes;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::people;
use query::Query;

pub use index::words;
pub(crate) use index::{Facets, INDEX, NOTE, Pending};
pub use meaning::{SearchPart, SearchPartKind};
pub(crate) use merge::merge;
pub use rebuild::keep_current;

/// The most hits a page may ask for.
const MOST_HITS: u32 = 100;

/// A search for messages.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchMessages {
    /// What the seller typed; the last word may be unfinished.
    pub text: String,
    /// Only messages written with this person; null looks everywhere.
    pub person_id: Option<Uuid>,
    /// Only messages older than this key; null begins with the newest.
    pub before: Option<i64>,
    /// How many hits at most, from 1 to 100.
    pub limit: u32,
}

/// A piece of a message's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SnippetPart {
    /// The text as it was written.
    pub text: String,
    /// Whether it is what was searched for.
    pub hit: bool,
}

/// A message or a private note that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// Its key.
    pub key: i64,
    /// The conversation it belongs to.
    pub conversation_id: Uuid,
    /// The person of that conversation.
    pub person: String,
    /// When it was written, Unix milliseconds.
    pub at: i64,
    /// Whether the seller sent it.
    pub by_us: bool,
    /// Whether it is a note, which nobody but the seller sees.
    pub is_note: bool,
    /// The text around the first hit; empty for a picture without words.
    pub snippet: Vec<SnippetPart>,
}

/// A page of hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPage {
    /// Newest first.
    pub hits: Vec<SearchHit>,
    /// Whether older ones exist.
    pub has_more: bool,
    /// What the search was understood as, part by part.
    pub understood: Vec<SearchPart>,
}

/// Finds messages by their words, newest first.
///
/// # Errors
/// What the store says.
pub async fn messages(app: App, args: SearchMessages) -> Result<SearchPage> {
    let now = app.clock.now();
    app.db.read(move |db| page(db, &args, now)).await
}

fn page(db: &Connection, args: &SearchMessages, now: i64) -> Result<SearchPage> {
    let query = Query::parse(&args.text);
    let with = match args.person_id {
        Some(person) => Some(people::clients::row_of(db, person)?),
        None => None,
    };
    let meaning = meaning::of(db, &query, with, now)?;
    let Some(expression) = meaning.expression else {
        return Ok(SearchPage {
            hits: Vec::new(),
            has_more: false,
            understood: meaning.understood,
        });
    };
    let before = args.before.unwrap_or(i64::MAX).min(meaning.keys.end);
    let limit = args.limit.clamp(1, MOST_HITS);
    // CROSS JOIN: the index leads, or the order would need a sort.
    let mut hits = db
        .prepare_cached(
            "SELECT messages_index.rowid, conversations.id, persons.name,
                    coalesce(messages.at, notes.at), messages.author,
                    coalesce(messages.text, notes.text)
             FROM messages_index
             LEFT JOIN messages ON messages.key = messages_index.rowid
             LEFT JOIN notes ON notes.key = messages_index.rowid
             CROSS JOIN conversations
                ON conversations.row = coalesce(messages.conversation, notes.conversation)
             CROSS JOIN persons ON persons.row = conversations.person
             WHERE messages_index MATCH ?1 AND messages_index.rowid < ?2
                   AND messages_index.rowid >= ?4
                   AND conversations.deleted = 0
             ORDER BY messages_index.rowid DESC
             LIMIT ?3",
        )?
        .query_map((expression, before, limit + 1, meaning.keys.start), |row| {
            let author = row.get_ref(4)?.as_str_or_null()?;
            Ok(SearchHit {
                key: row.get(0)?,
                conversation_id: row.get(1)?,
                person: row.get(2)?,
                at: row.get(3)?,
                by_us: author == Some("seller"),
                is_note: author.is_none(),
                snippet: snippet::around(row.get_ref(5)?.as_str()?, &query.phrases),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = hits.len() > limit as usize;
    hits.truncate(limit as usize);
    Ok(SearchPage {
        hits,
        has_more,
        understood: meaning.understood,
    })
}
