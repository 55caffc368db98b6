//! # The workstation without a window
//!
//! Three verbs hold it together: the seller **acts**, a marketplace's news is **absorbed**, a screen
//! **views**. Acting is one local transaction that changes rows, the journal and, where a
//! marketplace must know, the outbox; the network is never waited for.
//!
//! Start reading at [`ipc`] (every command), then [`inbox`] (one feature, from row to screen),
//! [`db`] (the one way to change a row) and [`sync`] (how the outbox leaves and news comes in).

pub mod accounts;
pub mod alerts;
pub mod app;
pub mod attention;
mod bounds;
mod chance;
pub mod changes;
pub mod clock;
pub mod commitments;
pub mod db;
pub mod desk;
pub mod error;
pub mod feedback;
pub mod id;
pub mod inbox;
pub mod ipc;
pub mod journal;
pub mod key;
pub mod mutant;
pub mod offers;
pub mod orders;
pub mod people;
pub mod permissions;
pub mod presence;
pub mod promises;
pub mod search;
pub mod settings;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod sync;
#[cfg(test)]
mod testing;
pub mod today;
pub mod trade;
mod window;
mod words;

pub use clock::{Clock, ClockHand};
pub use desk::{Desk, DeskConfig, STORE_FILE};
pub use error::{CommandError, Error, ErrorCode, Result};
