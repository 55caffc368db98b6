//! What happened, in the order of the seller's revisions.

use serde::{Deserialize, Serialize};

use crate::{Cursor, HistoryToken, Open, Record};

/// One record as it now stands.
///
/// The revision comes from a counter of the seller's that advances with the commit: a lower
/// revision never overwrites a higher one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The seller's counter when the record was last written; at least 1.
    pub revision: i64,
    /// The record.
    #[cfg_attr(feature = "openapi", schema(value_type = Record))]
    pub record: Open<Record>,
}

/// A page of what happened after a cursor.
///
/// A page stands by itself: what a record refers to comes before it, in this page or in one that
/// the same walk has already brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangesPage {
    /// What happened, oldest first.
    pub changes: Vec<Change>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Whether there is more to be had at once.
    pub has_more: bool,
    /// Where the walk backward begins; given only when no cursor was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<HistoryToken>,
}

/// A page of what was there before the workstation first asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HistoryPage {
    /// Records, their messages newest first; what a message refers to comes before it.
    pub changes: Vec<Change>,
    /// Where to go on; absent at the beginning of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<HistoryToken>,
}
