//! What the seller notes of permissions: that somebody allowed something, in which words, and that
//! they took it back. Each act is one entry of the journal and can be undone.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::intents::PermissionIntent;
use super::{NOW, PermissionLine, PermissionPurpose, PermissionSource, standing};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::people::clients::row_of;
use crate::{bounds, id, settings};

/// The longest wording and the longest evidence, in Unicode scalar values.
const MOST_CHARS: u32 = 2000;
/// For how long the same, said in the same way, is a repetition and not news, in milliseconds.
const REPEATS_MS: i64 = 24 * 3_600_000;

/// Notes that a person allowed something.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrantPermission {
    /// Who.
    pub person_id: Uuid,
    /// What for.
    pub purpose: PermissionPurpose,
    /// The exact words that they were shown, in at most 2,000 characters.
    pub words: String,
    /// How they said it.
    pub source: PermissionSource,
    /// Their message in which they said it; then the words of that message are the evidence.
    pub message_id: Option<Uuid>,
    /// What else shows it, in at most 2,000 characters; may be empty only where they chose it on a
    /// page themselves.
    pub evidence: String,
}

/// Notes that a person took back what they had allowed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawPermission {
    /// Who.
    pub person_id: Uuid,
    /// What for.
    pub purpose: PermissionPurpose,
    /// How they said it.
    pub source: PermissionSource,
    /// Their message in which they said it; then the words of that message are the evidence.
    pub message_id: Option<Uuid>,
    /// What else shows it, in at most 2,000 characters; may be empty, for leaving is easy.
    pub evidence: String,
}

/// Notes that a person allowed something. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::EmptyText`], [`Error::TooLong`]; [`Error::AlreadyDone`] where just
/// that was noted within a day; [`Error::Invalid`] for a message from another source.
pub async fn grant(app: App, args: GrantPermission) -> Result<()> {
    app.db
        .write(move |tx| {
            let person = row_of(tx, args.person_id)?;
            let words = bounds::filled(&args.words, MOST_CHARS)?;
            let evidence = match said_in(tx, person, args.source, args.message_id)? {
                Some(message) => message,
                None if args.source == PermissionSource::Page => {
                    bounds::short(&args.evidence, MOST_CHARS)?
                }
                None => bounds::filled(&args.evidence, MOST_CHARS)?,
            };
            let repeats = |last: PermissionLine| {
                last.words.as_ref() == Some(&words)
                    && last.evidence == evidence
                    && last.source == args.source
                    && tx.now() - last.at < REPEATS_MS
            };
            // Somebody who is asked anew may well be shown the same words.
            if standing(tx, person, args.purpose, NOW)?.is_some_and(repeats) {
                return Err(Error::AlreadyDone);
            }
            note(
                tx,
                PermissionIntent::Grant {
                    line: id::fresh(),
                    person: args.person_id,
                    purpose: args.purpose,
                    words,
                    source: args.source,
                    message: args.message_id,
                    evidence,
                    seat: settings::seat(tx)?,
                    at: tx.now(),
                },
            )
        })
        .await
}

/// Notes that a person took back what they had allowed. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TooLong`]; [`Error::AlreadyDone`] where it is not granted;
/// [`Error::Invalid`] for a message from another source.
pub async fn withdraw(app: App, args: WithdrawPermission) -> Result<()> {
    app.db
        .write(move |tx| {
            let person = row_of(tx, args.person_id)?;
            let evidence = match said_in(tx, person, args.source, args.message_id)? {
                Some(message) => message,
                None => bounds::short(&args.evidence, MOST_CHARS)?,
            };
            if !standing(tx, person, args.purpose, NOW)?.is_some_and(|it| it.granted) {
                return Err(Error::AlreadyDone);
            }
            note(
                tx,
                PermissionIntent::Withdraw {
                    line: id::fresh(),
                    person: args.person_id,
                    purpose: args.purpose,
                    source: args.source,
                    message: args.message_id,
                    evidence,
                    seat: settings::seat(tx)?,
                    at: tx.now(),
                },
            )
        })
        .await
}

fn note(tx: &Tx<'_>, intent: PermissionIntent) -> Result<()> {
    journal::act(tx, &Intent::Permission(intent))
}

/// The words of the message in which the person said it, where one is named. It must be their own:
/// what the seller wrote shows nothing.
fn said_in(
    db: &Connection,
    person: i64,
    source: PermissionSource,
    message: Option<Uuid>,
) -> Result<Option<String>> {
    let Some(message) = message else {
        return Ok(None);
    };
    if source != PermissionSource::Message {
        return Err(Error::Invalid("a message from another source".to_owned()));
    }
    let text = db
        .prepare_cached(
            "SELECT m.text FROM messages m CROSS JOIN conversations c ON c.row = m.conversation
             WHERE m.id = ?1 AND c.person = ?2 AND m.author = 'buyer'",
        )?
        .query_row((message, person), |row| row.get(0))
        .optional()?;
    text.map(Some).ok_or(Error::NotFound("the message"))
}
