//! The composer: drafts, replies and private notes.
//!
//! A draft belongs to one conversation and one mode, and is stored as it is typed. Sending moves
//! the words: the outbox entry appears and the draft goes in one transaction, so they are always
//! in exactly one of the two places. The outbox keeps them until the marketplace has accepted.

use rapport_protocol::{Act, Body, Capabilities, SendMessage, TextBody};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::head::OpenConversation;
use super::place::Place;
use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::mutant::{self, Mutant};
use crate::sync::outbox::{self, OutboxEntry};
use crate::{id, inbox};

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
}

/// Answers the buyer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplyToConversation {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The words.
    pub text: String,
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
            Ok(Drafts {
                reply: draft(db, row, "reply")?,
                note: draft(db, row, "note")?,
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
            let had = !draft(tx, row, mode)?.is_empty();
            if args.text.is_empty() {
                clear(tx, row, mode)?;
            } else {
                tx.prepare_cached(
                    "INSERT INTO drafts (conversation, mode, text, changed_at)
                     VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (conversation, mode) DO UPDATE
                     SET text = excluded.text, changed_at = excluded.changed_at",
                )?
                .execute((row, mode, &args.text, tx.now()))?;
            }
            // Only the first and the last letter change what the list shows.
            if had == args.text.is_empty() {
                tx.touch(args.conversation_id);
                waiting::settle(tx, row)?;
            }
            Ok(())
        })
        .await
}

/// Answers the buyer: the words move from the draft to the outbox. Works offline.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::Closed`], [`Error::NotFound`].
pub async fn reply(app: App, args: ReplyToConversation) -> Result<OutboxEntry> {
    let text = args.text.trim().to_owned();
    if text.is_empty() {
        return Err(Error::EmptyText);
    }
    if mutant::is(Mutant::OutboxAfterCommit) {
        let forget = move |tx: &Tx<'_>| {
            let row = inbox::row_of(tx, args.conversation_id)?;
            clear(tx, row, "reply")
        };
        app.db.write(forget).await?;
    }
    let entry = app
        .db
        .write(move |tx| enqueue(tx, args.conversation_id, text))
        .await?;
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

fn enqueue(tx: &Tx<'_>, conversation: Uuid, text: String) -> Result<OutboxEntry> {
    let place = Place::named(tx, conversation)?;
    if place.closed {
        return Err(Error::Closed);
    }
    check_length(&place.capabilities, &text)?;
    let act = Act::Message(SendMessage {
        conversation_id: place.remote.clone().into(),
        body: Body::Text(TextBody { text }).into(),
    });
    clear(tx, place.row, "reply")?;
    outbox::enqueue(tx, &place, &act, None)
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

fn draft(db: &Connection, conversation: i64, mode: &str) -> Result<String> {
    let text: Option<String> = db
        .prepare_cached("SELECT text FROM drafts WHERE conversation = ?1 AND mode = ?2")?
        .query_row((conversation, mode), |row| row.get(0))
        .optional()?;
    Ok(text.unwrap_or_default())
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
