//! # Sync

pub mod market;
pub mod outbox;
