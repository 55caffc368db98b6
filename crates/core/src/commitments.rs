//! # Our commitments
//!
//! The shop's privacy promise, line by line in plain words, each bound to how it is checked: by the
//! program on what lies in the store, with the rows that break it, or by hand, with evidence and the
//! day of the next review. Twelve are built in. A line can be worded anew, and its earlier words
//! stay; it can be retired and taken up again, and is never deleted. What the checks find is this
//! device's own and never journaled.

pub mod acts;
pub mod addresses;
mod breaks;
pub(crate) mod check;
pub mod intents;
pub mod list;
mod record;
pub mod rows;
#[cfg(test)]
mod tests;
pub mod versions;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;

/// The commitments that are built in, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum CommitmentKind {
    /// We write only to people who wrote to us, ordered or allowed it first.
    Asked,
    /// Leaving takes one word and is for good.
    Leaving,
    /// A permission is not for ever.
    AskedAgain,
    /// Details are passed to nobody but who is named.
    Named,
    /// Details are collected for a stated purpose only.
    Purpose,
    /// Addresses are gone some time after delivery.
    Addresses,
    /// Notes about people are gone some time after we last heard from them.
    Notes,
    /// What we know is shown and erased on request.
    Shown,
    /// Everything is encrypted on our machines.
    Encrypted,
    /// We hold no key to shops that we no longer serve.
    Doors,
    /// Every client has one person who answers for their details.
    Keeper,
    /// Incidents are told in time.
    Incidents,
}

/// How a commitment is checked.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum CommitmentCheck {
    /// By hand.
    #[default]
    Hand,
    /// Conversations that we began without being asked.
    Asked,
    /// Permissions that were granted again without the person's own words.
    Leaving,
    /// Permissions older than some days.
    AskedAgain,
    /// Addresses of orders that arrived longer than some days ago.
    Addresses,
    /// Notes about people of whom nothing was heard for some days.
    Notes,
    /// A store that others can read.
    Encrypted,
    /// Tokens of disconnected accounts.
    Doors,
    /// Clients without a keeper.
    Keeper,
}

/// How a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CommitmentStanding {
    /// Checked by the program, and nothing breaks it.
    Holds {},
    /// Checked by the program, and broken.
    Broken {
        /// How many rows break it, counted up to 100.
        rows: i64,
    },
    /// To be checked by the program, which has not happened on this device.
    Unchecked {},
    /// To be reviewed by hand, and it is time.
    ReviewDue {},
    /// Reviewed by hand.
    Reviewed {},
    /// To be reviewed by hand, which was never done.
    Never {},
}

/// One commitment and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentLine {
    /// The commitment.
    pub id: Uuid,
    /// Which of the built-in ones; `null` for the seller's own.
    pub kind: Option<CommitmentKind>,
    /// How it is checked.
    pub check: CommitmentCheck,
    /// The days that its check counts by; `null` where it counts none.
    pub days: Option<i64>,
    /// Its words; `null` for a built-in one that was never worded anew.
    pub text: Option<String>,
    /// How it stands.
    pub standing: CommitmentStanding,
    /// When the program last checked it on this device, in Unix milliseconds.
    pub checked_at: Option<i64>,
    /// What the last review found; `null` before the first.
    pub evidence: Option<String>,
    /// When that was, in Unix milliseconds.
    pub reviewed_at: Option<i64>,
    /// When the next review is due, in Unix milliseconds.
    pub next_review_at: Option<i64>,
    /// When it was retired, in Unix milliseconds; `null` while it is in force.
    pub retired_at: Option<i64>,
}
