//! The server over HTTP: a real listener, a real file, a clock that the test moves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what a test needs and does not get ends the test"
)]

mod changes;
mod document;
mod events;
mod history;
mod isolation;
mod operations;
mod pictures;
mod problems;
mod seed;
mod stage;
