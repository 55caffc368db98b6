//! The thread: one window of what was said, with the seller's own notes between, and at its end
//! what has not arrived yet.

use rapport_protocol::Picture;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::MOST_ROWS;
use crate::app::App;
use crate::error::Result;
use crate::id;
use crate::sync::outbox::{self, OutboxEntry};

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

/// A picture in a thread. Its bytes are fetched by id through the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThreadPicture {
    /// The picture.
    pub id: Uuid,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ThreadBody {
    /// Words.
    Text {
        /// Plain text.
        text: String,
    },
    /// A picture.
    Picture {
        /// The picture.
        picture: ThreadPicture,
        /// Words below it; empty when there are none.
        caption: String,
    },
    /// A line of the marketplace's own.
    System {
        /// Plain text.
        text: String,
    },
    /// A kind that this version does not know.
    Unknown {},
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
    app.db.read(move |db| window(db, &args)).await
}

fn window(db: &Connection, args: &ShowThread) -> Result<ThreadPage> {
    let row = super::row_of(db, args.conversation_id)?;
    let account: Uuid = db
        .prepare_cached(
            "SELECT a.id FROM conversations c JOIN accounts a ON a.row = c.account
             WHERE c.row = ?1",
        )?
        .query_row([row], |row| row.get(0))?;
    let source = Source {
        db,
        conversation: row,
        account,
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
        outbox::open_of(db, row)?
    };
    Ok(ThreadPage {
        items,
        has_before,
        has_after,
        outbox,
    })
}

struct Source<'a> {
    db: &'a Connection,
    conversation: i64,
    account: Uuid,
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
            "SELECT m.key, m.id, m.author, m.at, m.kind, m.text, m.picture FROM messages m
             WHERE m.conversation = ?1 AND {side} LIMIT ?3"
        );
        let mut rows = self.db.prepare_cached(&sql)?;
        let rows = rows.query_map((self.conversation, key, n as i64), |row| self.message(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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

    fn message(&self, row: &Row<'_>) -> rusqlite::Result<ThreadItem> {
        let author: String = row.get(2)?;
        let kind: String = row.get(4)?;
        let text: String = row.get(5)?;
        let picture: Option<String> = row.get(6)?;
        let picture = picture.and_then(|json| serde_json::from_str::<Picture>(&json).ok());
        let body = match (kind.as_str(), picture) {
            ("text", _) => ThreadBody::Text { text },
            ("system", _) => ThreadBody::System { text },
            ("picture", Some(picture)) => ThreadBody::Picture {
                picture: ThreadPicture {
                    id: id::picture(self.account, picture.id.as_str()),
                    width: picture.width,
                    height: picture.height,
                },
                caption: text,
            },
            _ => ThreadBody::Unknown {},
        };
        Ok(ThreadItem::Message {
            key: row.get(0)?,
            id: row.get(1)?,
            author: match author.as_str() {
                "buyer" => ThreadAuthor::Buyer,
                "seller" => ThreadAuthor::Seller,
                _ => ThreadAuthor::System,
            },
            at: row.get(3)?,
            body,
        })
    }
}
