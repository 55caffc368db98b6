//! What the journal knows of commitments: each intent with its change and what takes it back.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::addresses;
use super::record::{self, Review, Wording};
use crate::db::Tx;
use crate::error::Result;
use crate::journal::UndoneAct;

/// What the seller meant with a commitment. A file format, like [`crate::journal::Intent`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CommitmentIntent {
    /// One was added.
    Add {
        /// The commitment.
        commitment: Uuid,
        /// Its words.
        text: String,
        /// When it was added, in Unix milliseconds.
        at: i64,
        /// When its first review is due, in Unix milliseconds.
        review: Option<i64>,
        /// The seat that worded it.
        seat: Uuid,
    },
    /// It was not added after all; only an undo says so.
    Unadd {
        /// The commitment.
        commitment: Uuid,
    },
    /// It was worded anew.
    Reword {
        /// The commitment.
        commitment: Uuid,
        /// The number of this wording.
        version: i64,
        /// Its words.
        text: String,
        /// When, in Unix milliseconds.
        at: i64,
        /// The seat that worded it.
        seat: Uuid,
    },
    /// It was not worded anew after all; only an undo says so.
    Unword {
        /// The commitment.
        commitment: Uuid,
        /// The wording that did not come about.
        version: i64,
    },
    /// Its check counts by other days.
    SetDays {
        /// The commitment.
        commitment: Uuid,
        /// The days until then.
        before: i64,
        /// The days from then on.
        days: i64,
    },
    /// It was retired.
    Retire {
        /// The commitment.
        commitment: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// It was taken up again.
    TakeUp {
        /// The commitment.
        commitment: Uuid,
        /// When it had been retired, in Unix milliseconds.
        retired: i64,
    },
    /// It was reviewed by hand.
    Review {
        /// The review.
        review: Uuid,
        /// The commitment.
        commitment: Uuid,
        /// What was found.
        evidence: String,
        /// When, in Unix milliseconds.
        at: i64,
        /// When the next review is due, in Unix milliseconds.
        next: i64,
        /// The seat that looked.
        seat: Uuid,
    },
    /// It was not reviewed after all; only an undo says so.
    Unreview {
        /// The review that did not happen.
        review: Uuid,
        /// The commitment.
        commitment: Uuid,
    },
    /// Addresses that were kept too long were forgotten, for good.
    ForgetAddresses {
        /// The orders; what their addresses were is said nowhere.
        orders: Vec<Uuid>,
        /// When, in Unix milliseconds.
        at: i64,
    },
}

impl CommitmentIntent {
    /// Makes the change that is meant. Twice changes nothing more.
    pub(crate) fn apply(&self, tx: &Tx<'_>) -> Result<()> {
        match self {
            Self::Add {
                commitment,
                text,
                at,
                review,
                seat,
            } => {
                record::put(tx, *commitment, *at, *review)?;
                word(tx, *commitment, 1, text, *at, *seat)
            }
            Self::Unadd { commitment } => record::remove(tx, *commitment),
            Self::Reword {
                commitment,
                version,
                text,
                at,
                seat,
            } => word(tx, *commitment, *version, text, *at, *seat),
            Self::Unword {
                commitment,
                version,
            } => record::unword(tx, *commitment, *version),
            Self::SetDays {
                commitment, days, ..
            } => record::set_days(tx, *commitment, *days),
            Self::Retire { commitment, at } => record::retire(tx, *commitment, Some(*at)),
            Self::TakeUp { commitment, .. } => record::retire(tx, *commitment, None),
            Self::Review {
                review,
                commitment,
                evidence,
                at,
                next,
                seat,
            } => record::review(
                tx,
                &Review {
                    id: *review,
                    commitment: *commitment,
                    evidence,
                    at: *at,
                    next: *next,
                    seat: *seat,
                },
            ),
            Self::Unreview { review, .. } => record::unreview(tx, *review),
            Self::ForgetAddresses { orders, at } => orders
                .iter()
                .try_for_each(|order| addresses::blank(tx, *order, *at)),
        }
    }

    /// The intent that takes this one back, as things stand now.
    pub(crate) fn inverse(&self, db: &Connection) -> Result<Option<Self>> {
        let Some(commitment) = self.commitment() else {
            return Ok(None);
        };
        let Some(standing) = record::find(db, commitment)? else {
            return Ok(None);
        };
        Ok(match self {
            Self::Add { .. } => Some(Self::Unadd { commitment }),
            Self::Reword { version, .. } => standing
                .wording
                .is_some_and(|(newest, _)| newest == *version)
                .then_some(Self::Unword {
                    commitment,
                    version: *version,
                }),
            Self::SetDays { before, days, .. } => {
                (standing.days == Some(*days)).then_some(Self::SetDays {
                    commitment,
                    before: *days,
                    days: *before,
                })
            }
            Self::Retire { .. } => standing.retired_at.map(|retired| Self::TakeUp {
                commitment,
                retired,
            }),
            Self::TakeUp { retired, .. } => standing.retired_at.is_none().then_some(Self::Retire {
                commitment,
                at: *retired,
            }),
            Self::Review { review, .. } => record::is_last_review(db, standing.row, *review)?
                .then_some(Self::Unreview {
                    review: *review,
                    commitment,
                }),
            // Nobody but an undo says these, and an undo is not undone; what is forgotten is gone.
            Self::Unadd { .. }
            | Self::Unword { .. }
            | Self::Unreview { .. }
            | Self::ForgetAddresses { .. } => None,
        })
    }

    /// Which act it was.
    pub(crate) fn undone(&self) -> UndoneAct {
        match self {
            Self::Add { .. } | Self::Unadd { .. } => UndoneAct::CommitmentAdded,
            Self::Reword { .. } | Self::Unword { .. } => UndoneAct::CommitmentReworded,
            Self::SetDays { .. } => UndoneAct::CommitmentDaysSet,
            Self::Retire { .. } => UndoneAct::CommitmentRetired,
            Self::TakeUp { .. } => UndoneAct::CommitmentTakenUp,
            // The last has no inverse, so nobody ever asks.
            Self::Review { .. } | Self::Unreview { .. } | Self::ForgetAddresses { .. } => {
                UndoneAct::CommitmentReviewed
            }
        }
    }

    fn commitment(&self) -> Option<Uuid> {
        match self {
            Self::Add { commitment, .. }
            | Self::Unadd { commitment }
            | Self::Reword { commitment, .. }
            | Self::Unword { commitment, .. }
            | Self::SetDays { commitment, .. }
            | Self::Retire { commitment, .. }
            | Self::TakeUp { commitment, .. }
            | Self::Review { commitment, .. }
            | Self::Unreview { commitment, .. } => Some(*commitment),
            Self::ForgetAddresses { .. } => None,
        }
    }
}

fn word(
    tx: &Tx<'_>,
    commitment: Uuid,
    version: i64,
    text: &str,
    at: i64,
    seat: Uuid,
) -> Result<()> {
    record::word(
        tx,
        &Wording {
            commitment,
            version,
            text,
            at,
            seat,
        },
    )
}
