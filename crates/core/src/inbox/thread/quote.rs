//! The beginning of a message that another one answers.

use rapport_protocol::{MessageId, Picture, RecordKind};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::ThreadAuthor;
use crate::error::Result;
use crate::id;

/// How much of its words is quoted, in Unicode scalar values.
const MOST_CHARS: usize = 160;

/// The beginning of a message that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThreadQuote {
    /// The message.
    pub id: Uuid,
    /// Its place in the thread; `null` where it is not here, or no longer.
    pub key: Option<i64>,
    /// Who wrote it; `null` where it is not here.
    pub author: Option<ThreadAuthor>,
    /// How its words begin; empty where there are none.
    pub words: String,
    /// Its first picture.
    pub picture: Option<Uuid>,
}

impl ThreadQuote {
    /// A message of a conversation, whether it is here or not.
    ///
    /// # Errors
    /// What SQLite says.
    pub(crate) fn of(db: &Connection, conversation: i64, message: Uuid) -> Result<Self> {
        let found = db
            .prepare_cached(
                "SELECT m.key, m.author, substr(m.text, 1, ?3), m.picture, a.id FROM messages m
                 CROSS JOIN conversations c ON c.row = m.conversation
                 CROSS JOIN accounts a ON a.row = c.account
                 WHERE m.id = ?1 AND m.conversation = ?2",
            )?
            .query_row((message, conversation, MOST_CHARS as i64), |row| {
                let (author, account): (String, Uuid) = (row.get(1)?, row.get(4)?);
                let picture: Option<String> = row.get(3)?;
                let picture = picture.and_then(|json| serde_json::from_str::<Picture>(&json).ok());
                Ok(Self {
                    id: message,
                    key: row.get(0)?,
                    author: Some(ThreadAuthor::stored(&author)),
                    words: row.get(2)?,
                    picture: picture.map(|it| id::picture(account, it.id.as_str())),
                })
            })
            .optional()?;
        Ok(found.unwrap_or(Self {
            id: message,
            key: None,
            author: None,
            words: String::new(),
            picture: None,
        }))
    }

    /// The same, by the marketplace's name for the message.
    ///
    /// # Errors
    /// What SQLite says.
    pub(crate) fn told(db: &Connection, conversation: i64, message: &MessageId) -> Result<Self> {
        let account: Uuid = db
            .prepare_cached(
                "SELECT a.id FROM conversations c CROSS JOIN accounts a ON a.row = c.account
                 WHERE c.row = ?1",
            )?
            .query_row([conversation], |row| row.get(0))?;
        let id = id::derived(account, RecordKind::Message, message.as_str());
        Self::of(db, conversation, id)
    }
}
