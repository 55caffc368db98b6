//! The thread: one window of what was said, with the seller's own notes between, and at its end
//! what has not arrived yet.

mod body;
mod quote;
#[cfg(test)]
mod tests;

use rapport_protocol::RecordKind;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::place::Place;
use crate::app::App;
use crate::error::Result;
use crate::id;
use crate::sync::outbox::{self, OutboxEntry};
use crate::window::MOST_ROWS;
use body::Columns;
pub use body::{ThreadBody, ThreadPicture};
pub use quote::ThreadQuote;

/// Asks for a window of a thread.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowThread {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The key at which to look; `null` is the newest end.
    pub at: Option<i64>,
    /// How many items before it; at most 200.
    pub before: u32,
    /// How many items from it on, itself among them; at most 200.
    pub after: u32,
}

/// Who wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum ThreadAuthor {
    /// The buyer.
    Buyer,
    /// A human on the seller's side.
    Seller,
    /// The marketplace, or an automatic reply.
    System,
}

impl ThreadAuthor {
    /// From the store's word.
    fn stored(word: &str) -> Self {
        match word {
            "buyer" => Self::Buyer,
            "seller" => Self::Seller,
            _ => Self::System,
        }
    }
}

/// One item of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ThreadItem {
    /// A message.
    Message {
        /// Its place in the thread.
        key: i64,
        /// The message.
        id: Uuid,
        /// Who wrote it.
        author: ThreadAuthor,
        /// When, in Unix milliseconds.
        at: i64,
        /// What it says.
        body: ThreadBody,
        /// The message that it answers.
        answers: Option<Box<ThreadQuote>>,
        /// Whether it is the seller's and the buyer has read it, where that is reported.
        read: bool,
    },
    /// A private note.
    Note {
        /// Its place in the thread.
        key: i64,
        /// The note.
        id: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
        /// Its words.
        text: String,
    },
}

impl ThreadItem {
    fn key(&self) -> i64 {
        match self {
            Self::Message { key, .. } | Self::Note { key, .. } => *key,
        }
    }
}

/// A window of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThreadPage {
    /// The items, oldest first.
    pub items: Vec<ThreadItem>,
    /// Whether there are older ones.
    pub has_before: bool,
    /// Whether there are newer ones.
    pub has_after: bool,
    /// What has not arrived, oldest first; only at the newest end.
    pub outbox: Vec<OutboxEntry>,
}

/// A window of a thread.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is no such conversation.
pub async fn thread(app: App, args: ShowThread) -> Result<ThreadPage> {
    let now = app.clock.now();
    app.db.read(move |db| window(db, &args, now)).await
}

fn window(db: &Connection, args: &ShowThread, now: i64) -> Result<ThreadPage> {
    let place = Place::named(db, args.conversation_id)?;
    let account: Uuid = db
        .prepare_cached("SELECT id FROM accounts WHERE row = ?1")?
        .query_row([place.account], |row| row.get(0))?;
    let source = Source {
        db,
        conversation: place.row,
        account,
        read: read_by_buyer(db, &place, account)?,
        now,
    };
    let before = args.before.min(MOST_ROWS) as usize;
    let after = args.after.min(MOST_ROWS) as usize;

    let mut items = source.older_than(args.at.unwrap_or(i64::MAX), before + 1)?;
    let has_before = items.len() > before;
    items.truncate(before);
    items.reverse();
    let mut has_after = false;
    if let Some(at) = args.at {
        let mut newer = source.from(at, after + 1)?;
        has_after = newer.len() > after;
        newer.truncate(after);
        items.append(&mut newer);
    }
    let outbox = if has_after {
        Vec::new()
    } else {
        outbox::open_of(db, place.row)?
    };
    Ok(ThreadPage {
        items,
        has_before,
        has_after,
        outbox,
    })
}

/// How far the buyer has read: the key of a message; nothing where it is not reported.
fn read_by_buyer(db: &Connection, place: &Place, account: Uuid) -> Result<Option<i64>> {
    if !place.capabilities.receipts {
        return Ok(None);
    }
    let remote: Option<String> = db
        .prepare_cached("SELECT buyer_read FROM conversations WHERE row = ?1")?
        .query_row([place.row], |row| row.get(0))?;
    let Some(remote) = remote else {
        return Ok(None);
    };
    Ok(db
        .prepare_cached("SELECT key FROM messages WHERE id = ?1")?
        .query_row(
            [id::derived(account, RecordKind::Message, &remote)],
            |row| row.get(0),
        )
        .optional()?)
}

struct Source<'a> {
    db: &'a Connection,
    conversation: i64,
    account: Uuid,
    /// How far the buyer has read.
    read: Option<i64>,
    now: i64,
}

impl Source<'_> {
    /// Newest first.
    fn older_than(&self, key: i64, n: usize) -> Result<Vec<ThreadItem>> {
        let mut items = self.messages("m.key < ?2 ORDER BY m.key DESC", key, n)?;
        items.append(&mut self.notes("key < ?2 ORDER BY key DESC", key, n)?);
        items.sort_by_key(|item| std::cmp::Reverse(item.key()));
        items.truncate(n);
        Ok(items)
    }

    /// Oldest first.
    fn from(&self, key: i64, n: usize) -> Result<Vec<ThreadItem>> {
        let mut items = self.messages("m.key >= ?2 ORDER BY m.key", key, n)?;
        items.append(&mut self.notes("key >= ?2 ORDER BY key", key, n)?);
        items.sort_by_key(ThreadItem::key);
        items.truncate(n);
        Ok(items)
    }

    fn messages(&self, side: &str, key: i64, n: usize) -> Result<Vec<ThreadItem>> {
        let sql = format!(
            "SELECT m.key, m.id, m.author, m.at, m.kind, m.text, m.picture, m.subject, m.step,
                    m.more_pictures, m.reply_to
             FROM messages m WHERE m.conversation = ?1 AND {side} LIMIT ?3"
        );
        let mut rows = self.db.prepare_cached(&sql)?;
        let mut rows = rows.query((self.conversation, key, n as i64))?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, author): (i64, String) = (row.get(0)?, row.get(2)?);
            let author = ThreadAuthor::stored(&author);
            let answers: Option<Uuid> = row.get(10)?;
            let answers = answers.map(|it| ThreadQuote::of(self.db, self.conversation, it));
            items.push(ThreadItem::Message {
                key,
                id: row.get(1)?,
                author,
                at: row.get(3)?,
                body: Columns::of(row, 4)?.body(self.db, self.account, self.now)?,
                answers: answers.transpose()?.map(Box::new),
                read: author == ThreadAuthor::Seller && self.read.is_some_and(|it| key <= it),
            });
        }
        Ok(items)
    }

    fn notes(&self, side: &str, key: i64, n: usize) -> Result<Vec<ThreadItem>> {
        let sql = format!(
            "SELECT key, id, at, text FROM notes WHERE conversation = ?1 AND {side} LIMIT ?3"
        );
        let mut rows = self.db.prepare_cached(&sql)?;
        let rows = rows.query_map((self.conversation, key, n as i64), |row| {
            Ok(ThreadItem::Note {
                key: row.get(0)?,
                id: row.get(1)?,
                at: row.get(2)?,
                text: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
