//! What the seller does with a commitment: adds one, words it anew, gives it other days, retires it
//! and takes it up, reviews it by hand. Each act is one entry of the journal and can be undone.

use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::intents::CommitmentIntent;
use super::versions::ChooseCommitment;
use super::{CommitmentCheck, record};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::{bounds, id, settings};

/// The longest commitment, in Unicode scalar values.
const MOST_CHARS: u32 = 500;
/// The longest evidence, in Unicode scalar values.
const MOST_EVIDENCE_CHARS: u32 = 2_000;
/// The most days that a check counts by: ten years.
const MOST_DAYS: i64 = 3_650;

/// Adds a commitment that is reviewed by hand.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddCommitment {
    /// Its words, at most 500 characters.
    pub text: String,
    /// When its first review is due, in Unix milliseconds; not in the past.
    pub next_review_at: Option<i64>,
}

/// Words a commitment anew.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RewordCommitment {
    /// The commitment.
    pub id: Uuid,
    /// Its words, at most 500 characters.
    pub text: String,
}

/// Gives the check of a commitment other days to count by.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetCommitmentDays {
    /// The commitment.
    pub id: Uuid,
    /// The days, from 1 to 3650.
    pub days: i64,
}

/// Notes what a review by hand found.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewCommitment {
    /// The commitment.
    pub id: Uuid,
    /// What was found, at most 2000 characters.
    pub evidence: String,
    /// When the next review is due, in Unix milliseconds; not in the past.
    pub next_review_at: i64,
}

/// Adds a commitment that is reviewed by hand; gives its name. Can be undone.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::BadTime`].
pub async fn add(app: App, args: AddCommitment) -> Result<Uuid> {
    let commitment = id::fresh();
    app.db
        .write(move |tx| {
            if let Some(review) = args.next_review_at {
                bounds::ahead(tx, review)?;
            }
            note(
                tx,
                CommitmentIntent::Add {
                    commitment,
                    text: bounds::filled(&args.text, MOST_CHARS)?,
                    at: tx.now(),
                    review: args.next_review_at,
                    seat: settings::seat(tx)?,
                },
            )
        })
        .await?;
    Ok(commitment)
}

/// Words a commitment anew; its earlier words are kept. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::EmptyText`], [`Error::TooLong`].
pub async fn reword(app: App, args: RewordCommitment) -> Result<()> {
    app.db
        .write(move |tx| {
            let text = bounds::filled(&args.text, MOST_CHARS)?;
            let newest = record::named(tx, args.id)?.wording;
            if newest.as_ref().is_some_and(|(_, before)| *before == text) {
                return Ok(());
            }
            note(
                tx,
                CommitmentIntent::Reword {
                    commitment: args.id,
                    version: newest.map_or(1, |(version, _)| version + 1),
                    text,
                    at: tx.now(),
                    seat: settings::seat(tx)?,
                },
            )
        })
        .await
}

/// Gives the check of a commitment other days to count by. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] where its check counts no days, or not so many.
pub async fn set_days(app: App, args: SetCommitmentDays) -> Result<()> {
    app.db
        .write(move |tx| {
            let Some(before) = record::named(tx, args.id)?.days else {
                return Err(Error::Invalid("its check counts no days".to_owned()));
            };
            if !(1..=MOST_DAYS).contains(&args.days) {
                return Err(Error::Invalid("so many days cannot be counted".to_owned()));
            }
            if before == args.days {
                return Ok(());
            }
            note(
                tx,
                CommitmentIntent::SetDays {
                    commitment: args.id,
                    before,
                    days: args.days,
                },
            )
        })
        .await
}

/// Retires a commitment: it is not checked any more, and stays in the list. Can be undone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn retire(app: App, args: ChooseCommitment) -> Result<()> {
    app.db
        .write(move |tx| match record::named(tx, args.id)?.retired_at {
            Some(_) => Ok(()),
            None => note(
                tx,
                CommitmentIntent::Retire {
                    commitment: args.id,
                    at: tx.now(),
                },
            ),
        })
        .await
}

/// Takes a retired commitment up again. Can be undone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn take_up(app: App, args: ChooseCommitment) -> Result<()> {
    app.db
        .write(move |tx| match record::named(tx, args.id)?.retired_at {
            None => Ok(()),
            Some(retired) => note(
                tx,
                CommitmentIntent::TakeUp {
                    commitment: args.id,
                    retired,
                },
            ),
        })
        .await
}

/// Notes what a review by hand found, and when the next one is due. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::EmptyText`], [`Error::TooLong`], [`Error::BadTime`],
/// [`Error::Invalid`] where the program checks it by itself.
pub async fn review(app: App, args: ReviewCommitment) -> Result<()> {
    app.db
        .write(move |tx| {
            if record::named(tx, args.id)?.check != CommitmentCheck::Hand {
                return Err(Error::Invalid("it is checked by the program".to_owned()));
            }
            bounds::ahead(tx, args.next_review_at)?;
            note(
                tx,
                CommitmentIntent::Review {
                    review: id::fresh(),
                    commitment: args.id,
                    evidence: bounds::filled(&args.evidence, MOST_EVIDENCE_CHARS)?,
                    at: tx.now(),
                    next: args.next_review_at,
                    seat: settings::seat(tx)?,
                },
            )
        })
        .await
}

fn note(tx: &Tx<'_>, intent: CommitmentIntent) -> Result<()> {
    journal::act(tx, &Intent::Commitment(intent))
}
