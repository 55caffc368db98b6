//! Triage: what the seller does to put conversations in their place. One command does one thing to
//! one conversation or to a whole selection, as one entry of the journal, so that one undo takes all
//! of it back.

pub(crate) mod intents;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::snooze::{self, Snooze};
use super::{done, muting, reading, tags};
use crate::app::App;
use crate::bounds;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::people::blocking;
use intents::TriageIntent;

/// The most conversations of one act.
const MOST: usize = 500;

/// Does something to conversations.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TriageConversations {
    /// The conversations, from 1 to 500.
    pub conversation_ids: Vec<Uuid>,
    /// What is done to each of them.
    pub act: TriageAct,
}

/// What is done to a conversation. Where it is so already, nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TriageAct {
    /// It needs no (further) answer, or is opened again.
    Done {
        /// Whether it is done.
        done: bool,
    },
    /// It sleeps until a time, until the buyer writes, or until the first of both. It is open again
    /// where it was done.
    Snooze {
        /// Until when, in Unix milliseconds; `null` where only the buyer wakes it.
        until: Option<i64>,
        /// Whether it wakes when the buyer writes.
        on_reply: bool,
    },
    /// It wakes now, or has woken and that need not be shown any more.
    Wake {},
    /// It is starred, or no longer.
    Star {
        /// Whether it is.
        starred: bool,
    },
    /// Nothing in it notifies or alarms.
    Mute {
        /// Until when, in Unix milliseconds; `null` until the seller says otherwise.
        until: Option<i64>,
    },
    /// It notifies again.
    Unmute {},
    /// It gets a word of the seller's.
    Tag {
        /// The word, in at most 40 characters.
        word: String,
    },
    /// It loses a word.
    Untag {
        /// The word, whichever capitals it is written in.
        word: String,
    },
    /// It is marked as read or unread.
    Read {
        /// Whether it is read.
        read: bool,
    },
}

/// What triage did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Triaged {
    /// How many conversations are otherwise than before.
    pub changed: u32,
}

/// Does something to conversations. Can be undone, all of it at once.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not there, or nothing in it; [`Error::BadTime`] for a time
/// that has passed, or a snooze that nothing would end; [`Error::EmptyText`] or [`Error::TooLong`] for
/// a word; [`Error::Invalid`] for none or more than 500 conversations.
pub async fn triage(app: App, args: TriageConversations) -> Result<Triaged> {
    let ids: BTreeSet<Uuid> = args.conversation_ids.iter().copied().collect();
    if ids.is_empty() || ids.len() > MOST {
        return Err(Error::Invalid(format!("from 1 to {MOST} conversations")));
    }
    let changed = app
        .db
        .write(move |tx| {
            check(tx, &args.act)?;
            let mut intents = Vec::new();
            let mut changed = 0;
            for id in ids {
                let before = intents.len();
                meant(tx, id, &args.act, &mut intents)?;
                changed += u32::from(intents.len() > before);
            }
            journal::act_all(tx, intents)?;
            Ok(changed)
        })
        .await?;
    app.wake.notify_one();
    Ok(Triaged { changed })
}

fn check(tx: &Tx<'_>, act: &TriageAct) -> Result<()> {
    match act {
        TriageAct::Snooze {
            until: None,
            on_reply: false,
        } => Err(Error::BadTime),
        TriageAct::Snooze {
            until: Some(at), ..
        }
        | TriageAct::Mute { until: Some(at) } => bounds::ahead(tx, *at).map(|_| ()),
        TriageAct::Tag { word } | TriageAct::Untag { word } => tags::word_of(word).map(|_| ()),
        _ => Ok(()),
    }
}

/// What an act means for a conversation as it is; nothing where it is so already.
fn meant(tx: &Tx<'_>, id: Uuid, act: &TriageAct, intents: &mut Vec<Intent>) -> Result<()> {
    let row = super::row_of(tx, id)?;
    let mut mean = |intent: TriageIntent| intents.push(Intent::Triage(intent));
    match act {
        TriageAct::Done { done: true } => {
            if !done::is_done(tx, id)? {
                // A snooze and a mark end with it, and an undo brings them back.
                if reading::is_marked(tx, id)? {
                    mean(TriageIntent::Read {
                        conversation: id,
                        read: true,
                        up_to: newest(tx, id)?,
                    });
                }
                if let Some(before) = snooze::of(tx, id)? {
                    mean(TriageIntent::snooze(id, Some(before), None));
                }
                intents.push(Intent::MarkDone {
                    conversation: id,
                    up_to: newest(tx, id)?,
                    at: tx.now(),
                });
            }
        }
        TriageAct::Done { done: false } => {
            if done::is_done(tx, id)? {
                intents.extend(done::reopen(tx, id)?);
            }
        }
        TriageAct::Snooze { until, on_reply } => {
            let before = snooze::of(tx, id)?;
            let after = Snooze {
                at: tx.now(),
                up_to: newest(tx, id)?,
                until: *until,
                on_reply: *on_reply,
            };
            intents.extend(done::reopen(tx, id)?);
            intents.push(Intent::Triage(TriageIntent::snooze(
                id,
                before,
                Some(after),
            )));
        }
        TriageAct::Wake {} => {
            if let Some(before) = snooze::of(tx, id)? {
                mean(TriageIntent::snooze(id, Some(before), None));
            }
        }
        TriageAct::Star { starred } => {
            if muting::is_starred(tx, id)? != *starred {
                mean(TriageIntent::Star {
                    conversation: id,
                    starred: *starred,
                });
            }
        }
        TriageAct::Mute { until } => {
            let until = Some(until.unwrap_or(muting::FOREVER));
            let before = muting::until(tx, id)?;
            if before != until {
                mean(TriageIntent::mute(id, before, until));
            }
        }
        TriageAct::Unmute {} => {
            if let Some(before) = muting::until(tx, id)? {
                mean(TriageIntent::mute(id, Some(before), None));
            }
        }
        TriageAct::Tag { word } => {
            let word = tags::word_of(word)?;
            if tags::on(tx, id, &word)?.is_none() {
                tags::check_room(tx, id)?;
                mean(TriageIntent::Tag {
                    conversation: id,
                    word,
                    at: tx.now(),
                });
            }
        }
        TriageAct::Untag { word } => {
            if let Some((word, at)) = tags::on(tx, id, &tags::word_of(word)?)? {
                mean(TriageIntent::Untag {
                    conversation: id,
                    word,
                    at,
                });
            }
        }
        TriageAct::Read { read } => {
            // Nothing of a blocked person's is ever unread.
            let may = *read || !blocking::is_blocked(tx, row)?;
            if may && reading::is_unread(tx, id)? == *read {
                mean(TriageIntent::Read {
                    conversation: id,
                    read: *read,
                    up_to: newest(tx, id)?,
                });
            }
        }
    }
    Ok(())
}

fn newest(db: &Connection, conversation: Uuid) -> Result<Uuid> {
    done::newest_message(db, conversation)?.ok_or(Error::NotFound("a message"))
}
