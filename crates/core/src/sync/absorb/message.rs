//! Messages.

use rapport_protocol::{Author, Body, Message, Open, PictureBody, PictureId, RecordKind};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{Absorber, Fate, aside, records};
use crate::db::key;
use crate::error::Result;
use crate::mutant::{self, Mutant};
use crate::search::Facets;
use crate::{id, words};

/// A message's body, as the columns hold it.
struct Columns<'a> {
    kind: &'static str,
    text: &'a str,
    picture: Option<String>,
    more_pictures: Option<String>,
    picture_ids: Vec<&'a PictureId>,
    reply_to: Option<Uuid>,
    subject: Option<Uuid>,
    step: Option<String>,
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
        if self.closes(message.operation_id.as_ref(), id)? {
            self.touched.insert(home.row, conversation_id);
        }
        let known: Option<(i64, i64)> = self
            .tx
            .prepare_cached("SELECT key, revision FROM messages WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let is_old = known.is_some_and(|(_, known)| revision <= known);
        if is_old && !mutant::is(Mutant::LowerRevisionWins) {
            return Ok(Fate::Taken);
        }
        let columns = self.columns(message)?;
        let key = match known {
            Some((key, _)) => key,
            None => key::next(self.tx, message.at)?,
        };
        self.keep(key, id, revision, &home, message, &columns)?;
        for picture in &columns.picture_ids {
            self.want(Some(picture))?;
        }
        self.touched.insert(home.row, conversation_id);
        if known.is_none() {
            self.absorbed.messages += 1;
            self.tell(
                conversation_id,
                home.person,
                key,
                message,
                columns.text,
                columns.subject,
            )?;
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

    fn keep(
        &mut self,
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
                     text, picture, subject, step, extra, more_pictures, reply_to)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
                 ON CONFLICT (key) DO UPDATE SET
                     revision = excluded.revision, author = excluded.author, at = excluded.at,
                     kind = excluded.kind, text = excluded.text, picture = excluded.picture,
                     subject = excluded.subject, step = excluded.step, extra = excluded.extra,
                     more_pictures = excluded.more_pictures, reply_to = excluded.reply_to",
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
                columns.subject,
                &columns.step,
                &columns.extra,
                &columns.more_pictures,
                columns.reply_to,
            ))?;
        let facets = Facets {
            conversation_row: home.row,
            person_row: home.person,
            product_row: home.product,
            has_picture: columns.picture.is_some(),
            author,
        };
        self.index.put(key, columns.text, &facets);
        Ok(())
    }

    fn columns<'a>(&self, message: &'a Message) -> Result<Columns<'a>> {
        let mut extra = message.extra.clone();
        let named = |kind, remote: &str| Some(id::derived(self.account.id, kind, remote));
        let (mut shown, mut subject, mut step) = (None, None, None);
        let (kind, text) = match &message.body {
            Open::Known(Body::Text(body)) => ("text", body.text.as_str()),
            Open::Known(Body::Picture(body)) => {
                shown = Some(body);
                ("picture", body.caption.as_str())
            }
            Open::Known(Body::System(body)) => ("system", body.text.as_str()),
            Open::Known(Body::Offer(body)) => {
                subject = named(RecordKind::Offer, body.offer_id.as_str());
                step = Some(words::stored(&body.step)?);
                ("offer", body.note.as_str())
            }
            Open::Known(Body::Order(body)) => {
                subject = named(RecordKind::Order, body.order_id.as_str());
                step = Some(words::stored(&body.step)?);
                ("order", body.note.as_str())
            }
            Open::Known(Body::Feedback(body)) => {
                subject = named(RecordKind::Feedback, body.feedback_id.as_str());
                ("feedback", "")
            }
            Open::Other(body) => {
                extra.insert("body".to_owned(), body.clone());
                ("unknown", "")
            }
        };
        let first = shown.map(|body| &body.picture);
        let more = shown.map(|body| &body.more).filter(|it| !it.is_empty());
        let pictures = shown.into_iter().flat_map(PictureBody::pictures);
        let answered = message.reply_to.as_ref();
        Ok(Columns {
            kind,
            text,
            picture: first.map(serde_json::to_string).transpose()?,
            more_pictures: more.map(serde_json::to_string).transpose()?,
            picture_ids: pictures.map(|picture| &picture.id).collect(),
            reply_to: answered.and_then(|it| named(RecordKind::Message, it.as_str())),
            subject,
            step,
            extra: records::extra(&extra)?,
        })
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
