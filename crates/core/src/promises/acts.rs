//! What the seller does with a promise: gives it, says it better, renegotiates it, settles it. Each
//! act is one entry of the journal and can be undone.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::PromiseState;
use super::intents::PromiseIntent;
use super::record::{self, Standing};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::{bounds, id};

/// The longest promise and the longest reason, in Unicode scalar values.
const MOST_CHARS: u32 = 500;

/// Gives a promise.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivePromise {
    /// To whom.
    pub person_id: Uuid,
    /// Where; `null` where it was not given in a conversation.
    pub conversation_id: Option<Uuid>,
    /// The message that it came from, of which the words are kept.
    pub message_id: Option<Uuid>,
    /// What, in at most 500 characters.
    pub what: String,
    /// By when, in Unix milliseconds; not in the past.
    pub due_at: i64,
}

/// Says what is promised in other words.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RewordPromise {
    /// The promise.
    pub id: Uuid,
    /// What, in at most 500 characters.
    pub what: String,
}

/// Renegotiates when an open promise is due.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovePromise {
    /// The promise.
    pub id: Uuid,
    /// By when now, in Unix milliseconds; not in the past.
    pub due_at: i64,
    /// Why, in at most 500 characters; may be empty.
    pub why: String,
}

/// Settles an open promise.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettlePromise {
    /// The promise.
    pub id: Uuid,
    /// Whether it was kept.
    pub kept: bool,
}

/// Names a promise.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChoosePromise {
    /// The promise.
    pub id: Uuid,
}

/// A promise that was given.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromiseGiven {
    /// The promise.
    pub id: Uuid,
}

/// Gives a promise. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::EmptyText`], [`Error::TooLong`], [`Error::BadTime`].
pub async fn make(app: App, args: GivePromise) -> Result<PromiseGiven> {
    let promise = id::fresh();
    app.db
        .write(move |tx| {
            let what = bounds::filled(&args.what, MOST_CHARS)?;
            bounds::ahead(tx, args.due_at)?;
            let person = args.person_id;
            check_place(tx, person, args.conversation_id)?;
            let words = match (args.message_id, args.conversation_id) {
                (Some(message), Some(conversation)) => words_of(tx, message, conversation)?,
                (Some(_), None) => return Err(Error::NotFound("the message")),
                (None, _) => String::new(),
            };
            note(
                tx,
                PromiseIntent::Make {
                    promise,
                    person,
                    conversation: args.conversation_id,
                    message: args.message_id,
                    words,
                    what,
                    due: args.due_at,
                    at: tx.now(),
                },
            )
        })
        .await?;
    Ok(PromiseGiven { id: promise })
}

/// Says what is promised in other words. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::EmptyText`], [`Error::TooLong`].
pub async fn reword(app: App, args: RewordPromise) -> Result<()> {
    app.db
        .write(move |tx| {
            let (promise, what) = (args.id, bounds::filled(&args.what, MOST_CHARS)?);
            let before = record::named(tx, promise)?.what;
            if before == what {
                return Ok(());
            }
            note(
                tx,
                PromiseIntent::Reword {
                    promise,
                    before,
                    what,
                },
            )
        })
        .await
}

/// Renegotiates when an open promise is due; both times are kept. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::AlreadyDone`], [`Error::BadTime`], [`Error::TooLong`].
pub async fn shift(app: App, args: MovePromise) -> Result<()> {
    app.db
        .write(move |tx| {
            let why = bounds::short(&args.why, MOST_CHARS)?;
            let standing = open(tx, args.id)?;
            bounds::ahead(tx, args.due_at)?;
            if standing.due == args.due_at {
                return Ok(());
            }
            note(
                tx,
                PromiseIntent::Move {
                    promise: args.id,
                    movement: id::fresh(),
                    from: standing.due,
                    to: args.due_at,
                    why,
                    at: tx.now(),
                },
            )
        })
        .await
}

/// Settles an open promise as kept or broken. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::AlreadyDone`].
pub async fn settle(app: App, args: SettlePromise) -> Result<()> {
    app.db
        .write(move |tx| {
            open(tx, args.id)?;
            note(
                tx,
                PromiseIntent::Settle {
                    promise: args.id,
                    kept: args.kept,
                    at: tx.now(),
                },
            )
        })
        .await
}

/// Makes a settled promise open again: it was settled by mistake. Can be undone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn reopen(app: App, args: ChoosePromise) -> Result<()> {
    app.db
        .write(move |tx| {
            let standing = record::named(tx, args.id)?;
            let Some(at) = standing.settled else {
                return Ok(());
            };
            note(
                tx,
                PromiseIntent::Reopen {
                    promise: args.id,
                    kept: standing.state != PromiseState::Broken,
                    at,
                },
            )
        })
        .await
}

fn note(tx: &Tx<'_>, intent: PromiseIntent) -> Result<()> {
    journal::act(tx, &Intent::Promise(intent))
}

fn open(db: &Connection, promise: Uuid) -> Result<Standing> {
    let standing = record::named(db, promise)?;
    if standing.state == PromiseState::Open {
        Ok(standing)
    } else {
        Err(Error::AlreadyDone)
    }
}

/// The person must be there, and the conversation one with them.
fn check_place(db: &Connection, person: Uuid, conversation: Option<Uuid>) -> Result<()> {
    let is_there = |sql, params: (Uuid, Option<Uuid>)| -> Result<bool> {
        Ok(db.prepare_cached(sql)?.exists(params)?)
    };
    let found = match conversation {
        None => is_there(
            "SELECT 1 FROM persons WHERE id = ?1 AND ?2 IS NULL",
            (person, None),
        )?,
        Some(conversation) => is_there(
            "SELECT 1 FROM conversations c JOIN persons p ON p.row = c.person
             WHERE c.id = ?2 AND p.id = ?1 AND c.deleted = 0",
            (person, Some(conversation)),
        )?,
    };
    if found {
        Ok(())
    } else {
        Err(Error::NotFound("the person"))
    }
}

fn words_of(db: &Connection, message: Uuid, conversation: Uuid) -> Result<String> {
    db.prepare_cached(
        "SELECT m.text FROM messages m JOIN conversations c ON c.row = m.conversation
         WHERE m.id = ?1 AND c.id = ?2",
    )?
    .query_row((message, conversation), |row| row.get(0))
    .optional()?
    .ok_or(Error::NotFound("the message"))
}
