//! Messages.

use rapport_protocol::{Author, Body, Message, Open, PictureId, RecordKind};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{Absorber, Fate, NewBuyerMessage, Telling, aside, records};
use crate::db::key;
use crate::error::Result;
use crate::id;
use crate::search::{self, Facets};

/// How much of a message an alert shows.
const PREVIEW_CHARS: usize = 160;
/// How old a message may be and still be news, in milliseconds: whoever comes back after a weekend
/// finds the inbox, not two hundred alerts.
const NEWS_MS: i64 = 15 * 60_000;

/// A message's body, as the columns hold it.
struct Columns<'a> {
    kind: &'static str,
    text: &'a str,
    picture: Option<String>,
    picture_id: Option<&'a PictureId>,
    extra: Option<String>,
}

/// The conversation that a message belongs to.
struct Home {
    row: i64,
    person: i64,
    product: Option<i64>,
    deleted: bool,
}

impl Absorber<'_, '_> {
    pub(super) fn message(&mut self, id: Uuid, revision: i64, message: &Message) -> Result<Fate> {
        let remote = message.conversation_id.as_str();
        let conversation_id = id::derived(self.account.id, RecordKind::Conversation, remote);
        let Some(home) = self.home(conversation_id)? else {
            if self.is_buried(conversation_id)? {
                return Ok(Fate::Taken);
            }
            return Ok(Fate::Aside(aside::NO_CONVERSATION.to_owned()));
        };
        if home.deleted {
            return Ok(Fate::Taken);
        }
        if self.is_answer_of_ours(message)? {
            self.touched.insert(home.row, conversation_id);
        }
        let known: Option<(i64, i64)> = self
            .tx
            .prepare_cached("SELECT key, revision FROM messages WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if known.is_some_and(|(_, known)| revision <= known) {
            return Ok(Fate::Taken);
        }
        let columns = columns(message)?;
        let key = match known {
            Some((key, _)) => key,
            None => key::next(self.tx, message.at)?,
        };
        self.keep(key, id, revision, &home, message, &columns)?;
        self.want(columns.picture_id)?;
        self.touched.insert(home.row, conversation_id);
        if known.is_none() {
            self.absorbed.messages += 1;
            self.tell(conversation_id, &home, message, columns.text)?;
        }
        Ok(Fate::Taken)
    }

    fn home(&self, conversation: Uuid) -> Result<Option<Home>> {
        Ok(self
            .tx
            .prepare_cached(
                "SELECT row, person, product, deleted FROM conversations WHERE id = ?1",
            )?
            .query_row([conversation], |row| {
                Ok(Home {
                    row: row.get(0)?,
                    person: row.get(1)?,
                    product: row.get(2)?,
                    deleted: row.get(3)?,
                })
            })
            .optional()?)
    }

    /// Closes the outbox entry that made this message, whichever came first: the answer to the
    /// request, or the message itself among the changes.
    fn is_answer_of_ours(&self, message: &Message) -> Result<bool> {
        let Some(operation) = &message.operation_id else {
            return Ok(false);
        };
        let Ok(operation) = Uuid::parse_str(operation.as_str()) else {
            return Ok(false);
        };
        let closed = self
            .tx
            .prepare_cached(
                "UPDATE outbox SET state = 'sent', reason = NULL, changed_at = ?3
                 WHERE id = ?1 AND account = ?2 AND state NOT IN ('sent', 'cancelled')",
            )?
            .execute((operation, self.account.row, self.tx.now()))?;
        Ok(closed > 0)
    }

    fn keep(
        &self,
        key: i64,
        id: Uuid,
        revision: i64,
        home: &Home,
        message: &Message,
        columns: &Columns<'_>,
    ) -> Result<()> {
        let author = author(&message.author);
        self.tx
            .prepare_cached(
                "INSERT INTO messages (key, id, conversation, remote_id, revision, author, at, kind,
                     text, picture, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (key) DO UPDATE SET
                     revision = excluded.revision, author = excluded.author, at = excluded.at,
                     kind = excluded.kind, text = excluded.text, picture = excluded.picture,
                     extra = excluded.extra",
            )?
            .execute((
                key,
                id,
                home.row,
                message.id.as_str(),
                revision,
                author,
                message.at,
                columns.kind,
                columns.text,
                &columns.picture,
                &columns.extra,
            ))?;
        let facets = Facets {
            conversation_row: home.row,
            person_row: home.person,
            product_row: home.product,
            has_picture: columns.picture.is_some(),
            author,
        };
        search::put(self.tx, key, columns.text, &facets)
    }

    /// Notes what a buyer wrote just now.
    fn tell(
        &mut self,
        conversation_id: Uuid,
        home: &Home,
        message: &Message,
        text: &str,
    ) -> Result<()> {
        let is_news = self.telling == Telling::News && message.at > self.tx.now() - NEWS_MS;
        if !is_news || message.author != Author::Buyer {
            return Ok(());
        }
        let person = self
            .tx
            .prepare_cached("SELECT name FROM persons WHERE row = ?1")?
            .query_row([home.person], |row| row.get(0))?;
        let preview = text.chars().take(PREVIEW_CHARS).collect();
        let news = NewBuyerMessage {
            conversation_id,
            person,
            preview,
        };
        self.absorbed.new_buyer_messages.push(news);
        Ok(())
    }
}

fn author(author: &Author) -> &str {
    match author {
        Author::Buyer => "buyer",
        Author::Seller => "seller",
        Author::System => "system",
        Author::Other(other) => other,
    }
}

fn columns(message: &Message) -> Result<Columns<'_>> {
    let mut extra = message.extra.clone();
    let (kind, text, picture) = match &message.body {
        Open::Known(Body::Text(body)) => ("text", body.text.as_str(), None),
        Open::Known(Body::Picture(body)) => ("picture", body.caption.as_str(), Some(&body.picture)),
        Open::Known(Body::System(body)) => ("system", body.text.as_str(), None),
        Open::Other(body) => {
            extra.insert("body".to_owned(), body.clone());
            ("unknown", "", None)
        }
    };
    Ok(Columns {
        kind,
        text,
        picture: picture.map(serde_json::to_string).transpose()?,
        picture_id: picture.map(|picture| &picture.id),
        extra: records::extra(&extra)?,
    })
}
