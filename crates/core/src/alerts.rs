//! # What deserves the seller's attention
//!
//! Core decides whether and what; the window shows it. Words are the buyer's own, so there is
//! nothing to translate.

use serde::Serialize;
use uuid::Uuid;

/// One thing to be shown outside the window, that leads to its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Where it leads.
    pub conversation_id: Uuid,
    /// Who wrote.
    pub title: String,
    /// The beginning of what they wrote; empty for a picture.
    pub body: String,
}
