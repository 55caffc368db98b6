//! The stream of hints.

use serde::{Deserialize, Serialize};

use crate::Cursor;

/// Says that something happened; what it was is asked for with the workstation's own cursor.
///
/// Sent as the server-sent event `changed`, whose `id` is the same cursor. A `beat` with an empty
/// object as data comes every 15 seconds, so that a dead connection is noticed. What is true for a
/// moment only comes as [`crate::Presence`] and [`crate::Typing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EventHint {
    /// The head of the seller's changes when the hint was sent.
    pub cursor: Cursor,
}
