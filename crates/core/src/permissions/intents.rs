//! What the journal knows of permissions: each intent adds one line to the log, and so does taking
//! it back.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{self, Said};
use super::{PermissionPurpose, PermissionSource};
use crate::db::Tx;
use crate::error::Result;
use crate::journal::UndoneAct;
use crate::{id, settings};

/// What the seller meant with a permission. A file format, like [`crate::journal::Intent`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PermissionIntent {
    /// Somebody allowed something.
    Grant {
        /// The line.
        line: Uuid,
        /// Who.
        person: Uuid,
        /// What for.
        purpose: PermissionPurpose,
        /// The exact words that they were shown.
        words: String,
        /// How they said it.
        source: PermissionSource,
        /// The message in which they said it.
        message: Option<Uuid>,
        /// The words of that message, or what else shows it.
        evidence: String,
        /// The seat that noted it.
        seat: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// Somebody took back what they had allowed.
    Withdraw {
        /// The line.
        line: Uuid,
        /// Who.
        person: Uuid,
        /// What for.
        purpose: PermissionPurpose,
        /// How they said it.
        source: PermissionSource,
        /// The message in which they said it.
        message: Option<Uuid>,
        /// The words of that message, or what else shows it.
        evidence: String,
        /// The seat that noted it.
        seat: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// A line was noted by mistake; only an undo says so.
    TakeBack {
        /// The line.
        line: Uuid,
        /// The line that was noted by mistake.
        undoes: Uuid,
        /// The seat that took it back.
        seat: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
}

impl PermissionIntent {
    /// Makes the change that is meant. Twice changes nothing more.
    pub(crate) fn apply(&self, tx: &Tx<'_>) -> Result<()> {
        match self {
            Self::Grant {
                line,
                person,
                purpose,
                words,
                source,
                message,
                evidence,
                seat,
                at,
            } => record::say(
                tx,
                &Said {
                    line: *line,
                    person: *person,
                    purpose: *purpose,
                    words: Some(words),
                    source: *source,
                    message: *message,
                    evidence,
                    seat: *seat,
                    at: *at,
                },
            ),
            Self::Withdraw {
                line,
                person,
                purpose,
                source,
                message,
                evidence,
                seat,
                at,
            } => record::say(
                tx,
                &Said {
                    line: *line,
                    person: *person,
                    purpose: *purpose,
                    words: None,
                    source: *source,
                    message: *message,
                    evidence,
                    seat: *seat,
                    at: *at,
                },
            ),
            Self::TakeBack {
                line,
                undoes,
                seat,
                at,
            } => record::take_back(tx, *line, *undoes, *seat, *at),
        }
    }

    /// The intent that takes this one back, as things stand now.
    pub(crate) fn inverse(&self, tx: &Tx<'_>) -> Result<Option<Self>> {
        let (Self::Grant { line, .. } | Self::Withdraw { line, .. }) = self else {
            // Nobody but an undo says it, and an undo is not undone.
            return Ok(None);
        };
        if !record::stands(tx, *line)? {
            return Ok(None);
        }
        Ok(Some(Self::TakeBack {
            line: id::fresh(),
            undoes: *line,
            seat: settings::seat(tx)?,
            at: tx.now(),
        }))
    }

    /// Which act it was; it can be seen with the person, not in one conversation.
    pub(crate) fn undone(&self) -> (UndoneAct, Option<Uuid>) {
        match self {
            Self::Grant { .. } => (UndoneAct::PermissionGranted, None),
            Self::Withdraw { .. } | Self::TakeBack { .. } => (UndoneAct::PermissionWithdrawn, None),
        }
    }
}
