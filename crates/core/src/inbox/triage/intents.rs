//! What the journal knows of triage: each intent with its change and what takes it back.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::inbox::snooze::{self, Snooze};
use crate::inbox::{muting, reading, tags};
use crate::journal::UndoneAct;
use crate::people::blocking;

/// What the seller meant with a conversation or a person. A file format, like
/// [`crate::journal::Intent`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TriageIntent {
    /// It sleeps, or no longer.
    Snooze {
        /// The conversation.
        conversation: Uuid,
        /// How it slept before, if it did.
        before: Option<Snooze>,
        /// How it sleeps now, if it does.
        after: Option<Snooze>,
    },
    /// It is starred, or no longer.
    Star {
        /// The conversation.
        conversation: Uuid,
        /// Whether it is.
        starred: bool,
    },
    /// It is muted, or no longer.
    Mute {
        /// The conversation.
        conversation: Uuid,
        /// Until when it was, in Unix milliseconds.
        before: Option<i64>,
        /// Until when it is, in Unix milliseconds.
        after: Option<i64>,
    },
    /// It has got a word.
    Tag {
        /// The conversation.
        conversation: Uuid,
        /// The word.
        word: String,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// It has lost a word.
    Untag {
        /// The conversation.
        conversation: Uuid,
        /// The word.
        word: String,
        /// When it had got it, in Unix milliseconds.
        at: i64,
    },
    /// It was marked as read or unread by hand.
    Read {
        /// The conversation.
        conversation: Uuid,
        /// Whether it is read.
        read: bool,
        /// The newest message then.
        up_to: Uuid,
    },
    /// It was not marked unread after all; only an undo says so. Nobody has looked at it for that.
    Unmark {
        /// The conversation.
        conversation: Uuid,
    },
    /// The seller wants nothing to do with a person any more.
    Block {
        /// The person.
        person: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// The seller has to do with a person again.
    Unblock {
        /// The person.
        person: Uuid,
        /// When they had been blocked, in Unix milliseconds.
        at: i64,
        /// Whether it takes a block back, so that what it held may leave after all.
        #[serde(default)]
        releases: bool,
    },
}

impl TriageIntent {
    pub(super) fn snooze(
        conversation: Uuid,
        before: Option<Snooze>,
        after: Option<Snooze>,
    ) -> Self {
        Self::Snooze {
            conversation,
            before,
            after,
        }
    }

    pub(super) fn mute(conversation: Uuid, before: Option<i64>, after: Option<i64>) -> Self {
        Self::Mute {
            conversation,
            before,
            after,
        }
    }

    /// Makes the change that is meant. Twice changes nothing more.
    pub(crate) fn apply(&self, tx: &Tx<'_>) -> Result<()> {
        match self {
            Self::Snooze {
                conversation,
                after,
                ..
            } => snooze::put(tx, *conversation, after.as_ref()),
            Self::Star {
                conversation,
                starred,
            } => muting::star(tx, *conversation, *starred),
            Self::Mute {
                conversation,
                after,
                ..
            } => muting::put(tx, *conversation, *after),
            Self::Tag {
                conversation,
                word,
                at,
            } => tags::put(tx, *conversation, word, *at),
            Self::Untag {
                conversation, word, ..
            } => tags::take(tx, *conversation, word),
            Self::Read {
                conversation,
                read,
                up_to,
            } => reading::mark(tx, *conversation, *read, *up_to),
            Self::Unmark { conversation } => reading::unmark(tx, *conversation),
            Self::Block { person, at } => blocking::put(tx, *person, *at),
            Self::Unblock {
                person, releases, ..
            } => blocking::take(tx, *person, *releases),
        }
    }

    /// The intent that takes this one back, as things stand now.
    pub(crate) fn inverse(&self, db: &Connection) -> Result<Option<Self>> {
        if let Some(conversation) = self.conversation()
            && crate::inbox::row_of(db, conversation).is_err()
        {
            return Ok(None);
        }
        Ok(match self {
            Self::Snooze {
                conversation,
                before,
                after,
            } => (snooze::of(db, *conversation)? == *after)
                .then(|| Self::snooze(*conversation, after.clone(), before.clone())),
            Self::Star {
                conversation,
                starred,
            } => (muting::is_starred(db, *conversation)? == *starred).then_some(Self::Star {
                conversation: *conversation,
                starred: !starred,
            }),
            Self::Mute {
                conversation,
                before,
                after,
            } => (muting::until(db, *conversation)? == *after)
                .then(|| Self::mute(*conversation, *after, *before)),
            Self::Tag {
                conversation, word, ..
            } => tags::on(db, *conversation, word)?.map(|(word, at)| Self::Untag {
                conversation: *conversation,
                word,
                at,
            }),
            Self::Untag {
                conversation,
                word,
                at,
            } => tags::on(db, *conversation, word)?
                .is_none()
                .then(|| Self::Tag {
                    conversation: *conversation,
                    word: word.clone(),
                    at: *at,
                }),
            Self::Read {
                conversation,
                read: true,
                up_to,
            } => (!reading::is_unread(db, *conversation)?).then_some(Self::Read {
                conversation: *conversation,
                read: false,
                up_to: *up_to,
            }),
            Self::Read { conversation, .. } => {
                reading::is_marked(db, *conversation)?.then_some(Self::Unmark {
                    conversation: *conversation,
                })
            }
            // Nobody but an undo says it, and an undo is not undone.
            Self::Unmark { .. } => None,
            Self::Block { person, .. } => blocking::since(db, *person)?.map(|at| Self::Unblock {
                person: *person,
                at,
                releases: true,
            }),
            Self::Unblock { person, at, .. } => {
                blocking::since(db, *person)?
                    .is_none()
                    .then_some(Self::Block {
                        person: *person,
                        at: *at,
                    })
            }
        })
    }

    /// Which act it was, and where it can be seen.
    pub(crate) fn undone(&self) -> (UndoneAct, Option<Uuid>) {
        let act = match self {
            Self::Snooze { after: Some(_), .. } => UndoneAct::Snoozed,
            Self::Snooze { after: None, .. } => UndoneAct::Woken,
            Self::Star { starred: true, .. } => UndoneAct::Starred,
            Self::Star { starred: false, .. } => UndoneAct::Unstarred,
            Self::Mute { after: Some(_), .. } => UndoneAct::Muted,
            Self::Mute { after: None, .. } => UndoneAct::Unmuted,
            Self::Tag { .. } => UndoneAct::Tagged,
            Self::Untag { .. } => UndoneAct::Untagged,
            Self::Read { read: true, .. } => UndoneAct::MarkedRead,
            Self::Read { read: false, .. } | Self::Unmark { .. } => UndoneAct::MarkedUnread,
            Self::Block { .. } => UndoneAct::Blocked,
            Self::Unblock { .. } => UndoneAct::Unblocked,
        };
        (act, self.conversation())
    }

    fn conversation(&self) -> Option<Uuid> {
        match self {
            Self::Snooze { conversation, .. }
            | Self::Star { conversation, .. }
            | Self::Mute { conversation, .. }
            | Self::Tag { conversation, .. }
            | Self::Untag { conversation, .. }
            | Self::Read { conversation, .. }
            | Self::Unmark { conversation } => Some(*conversation),
            Self::Block { .. } | Self::Unblock { .. } => None,
        }
    }
}
