//! # Search
//!
//! Finds messages by their words, newest first. The index holds no text: it knows words and the keys
//! of the messages they stand in, and since a message's key is its place in time, "newest first" is a
//! walk down the keys that stops as soon as the page is full. Nothing is ranked, nothing is counted.
//!
//! What narrows a search (who wrote, whether there is a picture) lies in the same index row as words
//! of their own, so that a common word from one person is one intersection and not a walk through
//! everything the word is in.

mod cut;
mod index;
mod merge;
mod query;
mod rebuild;
mod snippet;
#[cfg(test)]
mod tests;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use crate::people;
use query::Query;

pub use index::words;
pub(crate) use index::{Facets, INDEX, Pending};
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

/// A message that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// The message's key.
    pub key: i64,
    /// The conversation it belongs to.
    pub conversation_id: Uuid,
    /// The person of that conversation.
    pub person: String,
    /// When it was written, Unix milliseconds.
    pub at: i64,
    /// Whether the seller wrote it.
    pub by_us: bool,
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
}

/// Finds messages by their words, newest first.
///
/// # Errors
/// What the store says.
pub async fn messages(app: App, args: SearchMessages) -> Result<SearchPage> {
    app.db.read(move |db| page(db, &args)).await
}

fn page(db: &Connection, args: &SearchMessages) -> Result<SearchPage> {
    let mut query = Query::parse(&args.text);
    if let Some(person) = args.person_id {
        query.narrow(index::person_word(people::clients::row_of(db, person)?));
    }
    let Some(expression) = query.expression() else {
        return Ok(SearchPage {
            hits: Vec::new(),
            has_more: false,
        });
    };
    let limit = args.limit.clamp(1, MOST_HITS);
    // CROSS JOIN: the index leads, or the order would need a sort.
    let mut hits = db
        .prepare_cached(
            "SELECT messages.key, conversations.id, persons.name, messages.at, messages.author,
                    messages.text
             FROM messages_index
             CROSS JOIN messages ON messages.key = messages_index.rowid
             CROSS JOIN conversations ON conversations.row = messages.conversation
             CROSS JOIN persons ON persons.row = conversations.person
             WHERE messages_index MATCH ?1 AND messages_index.rowid < ?2
                   AND conversations.deleted = 0
             ORDER BY messages_index.rowid DESC
             LIMIT ?3",
        )?
        .query_map(
            (expression, args.before.unwrap_or(i64::MAX), limit + 1),
            |row| {
                Ok(SearchHit {
                    key: row.get(0)?,
                    conversation_id: row.get(1)?,
                    person: row.get(2)?,
                    at: row.get(3)?,
                    by_us: row.get_ref(4)?.as_str()? == "seller",
                    snippet: snippet::around(row.get_ref(5)?.as_str()?, &query.phrases),
                })
            },
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = hits.len() > limit as usize;
    hits.truncate(limit as usize);
    Ok(SearchPage { hits, has_more })
}
