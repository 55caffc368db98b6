//! The composer: drafts, replies and private notes.
//!
//! A draft belongs to one conversation and one mode, and is stored as it is typed. Sending moves
//! the words: the outbox entry appears and the draft goes in one transaction, so they are always
//! in exactly one of the two places. The outbox keeps them until the marketplace has accepted.
//! [Pictures](super::pictures) and the message that a reply answers belong to its draft like the words.

use rapport_protocol::{Act, Body, Capabilities, PictureBody, SendMessage, TextBody};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::head::OpenConversation;
use super::pictures::{self, DraftPicture};
use super::place::Place;
use super::thread::ThreadQuote;
use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::mutant::{self, Mutant};
use crate::sync::outbox::{self, Leaves, OutboxEntry};
use crate::{bounds, id, inbox, settings};

/// The longest draft or note, in bytes.
const MOST_BYTES: usize = 256 * 1024;

/// What the composer is for at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum ComposerMode {
    /// A reply to the buyer.
    Reply,
    /// A private note.
    Note,
}

/// Keeps what has been typed so far.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveDraft {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The mode.
    pub mode: ComposerMode,
    /// The words; empty takes the draft away.
    pub text: String,
}

/// What has been typed so far; empty where nothing was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Drafts {
    /// The reply.
    pub reply: String,
    /// The note.
    pub note: String,
    /// The reply's pictures, in the order in which they came.
    pub pictures: Vec<DraftPicture>,
    /// The message that the reply answers.
    pub answers: Option<ThreadQuote>,
}

/// Chooses the message that the reply answers.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerMessage {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The message; none when absent.
    pub message_id: Option<Uuid>,
}

/// Answers the buyer.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplyToConversation {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The words; may be empty where there are pictures.
    pub text: String,
    /// Which of the draft's pictures it shows, in this order; none when absent.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub pictures: Vec<Uuid>,
    /// The message that it answers; none when absent.
    #[serde(default)]
    #[ts(optional)]
    pub answers: Option<Uuid>,
    /// When it leaves, in Unix milliseconds; at once when absent.
    #[serde(default)]
    #[ts(optional)]
    pub leaves_at: Option<i64>,
    /// Whether a reply that leaves at once first stays here for the seconds that the seller chose,
    /// so that it can be undone.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub undoable: bool,
}

/// Writes a private note.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddNote {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The words.
    pub text: String,
}

/// A private note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The note.
    pub id: Uuid,
    /// The conversation.
    pub conversation_id: Uuid,
    /// The words.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at: i64,
}

/// What has been typed so far in a conversation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn drafts(app: App, args: OpenConversation) -> Result<Drafts> {
    app.db
        .read(move |db| {
            let row = inbox::row_of(db, args.conversation_id)?;
            let (reply, answers) = draft(db, row, "reply")?.unwrap_or_default();
            let (note, _) = draft(db, row, "note")?.unwrap_or_default();
            let answers = answers.map(|message| ThreadQuote::of(db, row, message));
            Ok(Drafts {
                reply,
                note,
                pictures: pictures::of_draft(db, row)?,
                answers: answers.transpose()?,
            })
        })
        .await
}

/// Keeps what has been typed so far.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::TooLong`] for a text that no marketplace could take.
pub async fn save_draft(app: App, args: SaveDraft) -> Result<()> {
    check_size(&args.text)?;
    app.db
        .write(move |tx| {
            let row = inbox::row_of(tx, args.conversation_id)?;
            let mode = mode(args.mode);
            let had = draft(tx, row, mode)?.is_some();
            tx.prepare_cached(
                "INSERT INTO drafts (conversation, mode, text, changed_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (conversation, mode) DO UPDATE
                 SET text = excluded.text, changed_at = excluded.changed_at",
            )?
            .execute((row, mode, &args.text, tx.now()))?;
            clear_if_empty(tx, row, mode)?;
            // Between the first and the last letter a list changes only where another draft is newer.
            if had != draft(tx, row, mode)?.is_some() || !is_newest_draft(tx, row)? {
                tx.touch(args.conversation_id);
                waiting::settle(tx, row)?;
            }
            Ok(())
        })
        .await
}

/// Chooses the message that the reply answers, or none.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotAllowed`] where the marketplace does not know of answers.
pub async fn answer(app: App, args: AnswerMessage) -> Result<()> {
    app.db
        .write(move |tx| {
            let place = Place::named(tx, args.conversation_id)?;
            if let Some(message) = args.message_id {
                answerable(tx, &place, message)?;
            }
            tx.prepare_cached(
                "INSERT INTO drafts (conversation, mode, text, changed_at, answers)
                 VALUES (?1, 'reply', '', ?2, ?3)
                 ON CONFLICT (conversation, mode) DO UPDATE
                 SET answers = excluded.answers, changed_at = excluded.changed_at",
            )?
            .execute((place.row, tx.now(), args.message_id))?;
            settle_draft(tx, place.row)
        })
        .await
}

/// Answers the buyer: the words move from the draft to the outbox. Works offline.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::Closed`], [`Error::AnswerTooLate`],
/// [`Error::NotFound`];
/// [`Error::BadTime`] for a time that has passed or is too far away.
pub async fn reply(app: App, args: ReplyToConversation) -> Result<OutboxEntry> {
    let text = args.text.trim().to_owned();
    if text.is_empty() && args.pictures.is_empty() {
        return Err(Error::EmptyText);
    }
    if mutant::is(Mutant::OutboxAfterCommit) {
        let conversation = args.conversation_id;
        let forget = move |tx: &Tx<'_>| {
            let row = inbox::row_of(tx, conversation)?;
            clear(tx, row, "reply")
        };
        app.db.write(forget).await?;
    }
    let entry = app.db.write(move |tx| enqueue(tx, text, &args)).await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Writes a private note. It has no way to the outbox.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::NotFound`].
pub async fn note(app: App, args: AddNote) -> Result<Note> {
    let text = args.text.trim().to_owned();
    if text.is_empty() {
        return Err(Error::EmptyText);
    }
    check_size(&text)?;
    app.db
        .write(move |tx| {
            let conversation = args.conversation_id;
            let (note, at) = (id::fresh(), tx.now());
            journal::act(
                tx,
                &Intent::AddNote {
                    note,
                    conversation,
                    text: text.clone(),
                    at,
                },
            )?;
            let row = inbox::row_of(tx, conversation)?;
            clear(tx, row, "note")?;
            waiting::settle(tx, row)?;
            Ok(Note {
                id: note,
                conversation_id: conversation,
                text,
                at,
            })
        })
        .await
}

fn enqueue(tx: &Tx<'_>, text: String, args: &ReplyToConversation) -> Result<OutboxEntry> {
    let place = Place::named(tx, args.conversation_id)?;
    if place.closed {
        return Err(Error::Closed);
    }
    let leaves = leaves(tx, args)?;
    let leaves_at = match leaves {
        Leaves::At(at) => at,
        Leaves::Now | Leaves::After(_) => tx.now(),
    };
    if place
        .answer_until(tx)?
        .is_some_and(|until| leaves_at > until)
    {
        return Err(Error::AnswerTooLate);
    }
    check_length(&place.capabilities, &text)?;
    let answered = args.answers.map(|message| answerable(tx, &place, message));
    let shown = pictures::shown(tx, &place, &args.pictures)?;
    let body = match PictureBody::of(shown, text.clone()) {
        Some(body) => Body::Picture(body),
        None => Body::Text(TextBody { text }),
    };
    let act = Act::Message(SendMessage {
        conversation_id: place.remote.clone().into(),
        body: body.into(),
        reply_to: answered.transpose()?.map(Into::into),
    });
    clear(tx, place.row, "reply")?;
    let entry = outbox::enqueue_to_leave(tx, &place, &act, leaves)?;
    outbox::pictures::pin(tx, entry.id, &args.pictures)?;
    // What was added meanwhile, and is not shown by this reply, is the next draft.
    settle_draft(tx, place.row)?;
    Ok(entry)
}

/// When a reply leaves.
fn leaves(tx: &Tx<'_>, args: &ReplyToConversation) -> Result<Leaves> {
    Ok(match args.leaves_at {
        Some(at) => Leaves::At(bounds::ahead(tx, at)?),
        None if args.undoable => {
            Leaves::After(i64::from(settings::how_to_send(tx)?.undo_seconds) * 1000)
        }
        None => Leaves::Now,
    })
}

/// The marketplace's name for a message of a conversation that can be answered.
fn answerable(db: &Connection, place: &Place, message: Uuid) -> Result<String> {
    if !place.capabilities.messages.reply_to {
        return Err(Error::NotAllowed);
    }
    db.prepare_cached("SELECT remote_id FROM messages WHERE id = ?1 AND conversation = ?2")?
        .query_row((message, place.row), |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("the message"))
}

/// Checks a reply against the account's own limit.
pub(crate) fn check_length(capabilities: &Capabilities, text: &str) -> Result<()> {
    let max = capabilities.messages.max_chars;
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if max > 0 && length > max {
        return Err(Error::TooLong { max, length });
    }
    Ok(())
}

fn check_size(text: &str) -> Result<()> {
    if text.len() > MOST_BYTES {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        return Err(Error::TooLong {
            max: MOST_BYTES as u32,
            length,
        });
    }
    Ok(())
}

/// The reply's draft has other pictures, or answers another message: it is there as long as it has
/// anything.
pub(crate) fn settle_draft(tx: &Tx<'_>, conversation: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO drafts (conversation, mode, text, changed_at) VALUES (?1, 'reply', '', ?2)
         ON CONFLICT (conversation, mode) DO UPDATE SET changed_at = excluded.changed_at",
    )?
    .execute((conversation, tx.now()))?;
    clear_if_empty(tx, conversation, "reply")?;
    outbox::show(tx, conversation)
}

/// What was taken back comes back with the message that it answered, unless the draft answers another
/// one by now.
pub(crate) fn give_back(tx: &Tx<'_>, conversation: i64, answers: Option<Uuid>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO drafts (conversation, mode, text, changed_at, answers)
         VALUES (?1, 'reply', '', ?2, ?3)
         ON CONFLICT (conversation, mode) DO UPDATE
         SET answers = coalesce(drafts.answers, excluded.answers), changed_at = excluded.changed_at",
    )?
    .execute((conversation, tx.now(), answers))?;
    Ok(())
}

/// What has been typed, and what it answers; `None` where there is no draft.
fn draft(db: &Connection, conversation: i64, mode: &str) -> Result<Option<(String, Option<Uuid>)>> {
    Ok(db
        .prepare_cached("SELECT text, answers FROM drafts WHERE conversation = ?1 AND mode = ?2")?
        .query_row((conversation, mode), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn clear_if_empty(tx: &Tx<'_>, conversation: i64, mode: &str) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM drafts
         WHERE conversation = ?1 AND mode = ?2 AND text = '' AND answers IS NULL
               AND (mode <> 'reply' OR NOT EXISTS
                    (SELECT 1 FROM own_pictures WHERE conversation = ?1 AND entry IS NULL))",
    )?
    .execute((conversation, mode))?;
    Ok(())
}

/// Whether the words begun in a conversation stand above all others.
fn is_newest_draft(db: &Connection, conversation: i64) -> Result<bool> {
    let newest: Option<i64> = db
        .prepare_cached(
            "SELECT conversation FROM inbox WHERE draft_key IS NOT NULL
             ORDER BY draft_key DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(newest == Some(conversation))
}

fn clear(tx: &Tx<'_>, conversation: i64, mode: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM drafts WHERE conversation = ?1 AND mode = ?2")?
        .execute((conversation, mode))?;
    Ok(())
}

fn mode(mode: ComposerMode) -> &'static str {
    match mode {
        ComposerMode::Reply => "reply",
        ComposerMode::Note => "note",
    }
}
