//! What the journal knows of promises: each intent with its change and what takes it back.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PromiseState;
use super::record::{self, Given, Moved};
use crate::db::Tx;
use crate::error::Result;
use crate::journal::UndoneAct;

/// What the seller meant with a promise. A file format, like [`crate::journal::Intent`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PromiseIntent {
    /// It was given.
    Make {
        /// The promise.
        promise: Uuid,
        /// To whom.
        person: Uuid,
        /// Where, if it was in a conversation.
        conversation: Option<Uuid>,
        /// The message that it came from.
        message: Option<Uuid>,
        /// What that message said.
        words: String,
        /// What was promised.
        what: String,
        /// By when, in Unix milliseconds.
        due: i64,
        /// When it was given, in Unix milliseconds.
        at: i64,
    },
    /// It was not given after all; only an undo says so.
    Unmake {
        /// The promise.
        promise: Uuid,
    },
    /// It was said in other words.
    Reword {
        /// The promise.
        promise: Uuid,
        /// The words until then.
        before: String,
        /// The words from then on.
        what: String,
    },
    /// It was renegotiated.
    Move {
        /// The promise.
        promise: Uuid,
        /// This move.
        movement: Uuid,
        /// When it had been due, in Unix milliseconds.
        from: i64,
        /// When it is due from then on, in Unix milliseconds.
        to: i64,
        /// Why.
        why: String,
        /// When that was agreed, in Unix milliseconds.
        at: i64,
    },
    /// It was not renegotiated after all; only an undo says so.
    MoveBack {
        /// The promise.
        promise: Uuid,
        /// The move that did not happen.
        movement: Uuid,
        /// When it had been due before, in Unix milliseconds.
        due: i64,
    },
    /// It was kept or broken.
    Settle {
        /// The promise.
        promise: Uuid,
        /// Whether it was kept.
        kept: bool,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// It is owed again.
    Reopen {
        /// The promise.
        promise: Uuid,
        /// Whether it had been kept.
        kept: bool,
        /// When it had been settled, in Unix milliseconds.
        at: i64,
    },
}

impl PromiseIntent {
    /// Makes the change that is meant. Twice changes nothing more.
    pub(crate) fn apply(&self, tx: &Tx<'_>) -> Result<()> {
        match self {
            Self::Make {
                promise,
                person,
                conversation,
                message,
                words,
                what,
                due,
                at,
            } => record::put(
                tx,
                &Given {
                    promise: *promise,
                    person: *person,
                    conversation: *conversation,
                    message: *message,
                    words,
                    what,
                    due: *due,
                    at: *at,
                },
            ),
            Self::Unmake { promise } => record::remove(tx, *promise),
            Self::Reword { promise, what, .. } => record::reword(tx, *promise, what),
            Self::Move {
                promise,
                movement,
                from,
                to,
                why,
                at,
            } => record::shift(
                tx,
                &Moved {
                    promise: *promise,
                    movement: *movement,
                    from: *from,
                    to: *to,
                    why,
                    at: *at,
                },
            ),
            Self::MoveBack {
                promise,
                movement,
                due,
            } => record::shift_back(tx, *promise, *movement, *due),
            Self::Settle { promise, kept, at } => record::settle(tx, *promise, *kept, *at),
            Self::Reopen { promise, .. } => record::reopen(tx, *promise),
        }
    }

    /// The intent that takes this one back, as things stand now.
    pub(crate) fn inverse(&self, db: &Connection) -> Result<Option<Self>> {
        let standing = record::find(db, self.promise())?;
        let Some(standing) = standing else {
            return Ok(None);
        };
        let is_open = standing.state == PromiseState::Open;
        Ok(match self {
            Self::Make { promise, .. } => Some(Self::Unmake { promise: *promise }),
            // Nobody but an undo says these, and an undo is not undone.
            Self::Unmake { .. } | Self::MoveBack { .. } => None,
            Self::Reword {
                promise,
                before,
                what,
            } => (standing.what == *what).then(|| Self::Reword {
                promise: *promise,
                before: what.clone(),
                what: before.clone(),
            }),
            Self::Move {
                promise,
                movement,
                from,
                ..
            } => record::is_last_move(db, *promise, *movement)?.then_some(Self::MoveBack {
                promise: *promise,
                movement: *movement,
                due: *from,
            }),
            Self::Settle { promise, kept, at } => (!is_open).then_some(Self::Reopen {
                promise: *promise,
                kept: *kept,
                at: *at,
            }),
            Self::Reopen { promise, kept, at } => is_open.then_some(Self::Settle {
                promise: *promise,
                kept: *kept,
                at: *at,
            }),
        })
    }

    /// Which act it was, and where it can be seen.
    pub(crate) fn undone(&self) -> (UndoneAct, Option<Uuid>) {
        match self {
            Self::Make { conversation, .. } => (UndoneAct::PromiseMade, *conversation),
            Self::Reword { .. } => (UndoneAct::PromiseReworded, None),
            Self::Move { .. } | Self::MoveBack { .. } => (UndoneAct::PromiseMoved, None),
            Self::Settle { .. } => (UndoneAct::PromiseSettled, None),
            Self::Unmake { .. } | Self::Reopen { .. } => (UndoneAct::PromiseReopened, None),
        }
    }

    fn promise(&self) -> Uuid {
        match self {
            Self::Make { promise, .. }
            | Self::Unmake { promise }
            | Self::Reword { promise, .. }
            | Self::Move { promise, .. }
            | Self::MoveBack { promise, .. }
            | Self::Settle { promise, .. }
            | Self::Reopen { promise, .. } => *promise,
        }
    }
}
