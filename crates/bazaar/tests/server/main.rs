//! The server over HTTP: a real listener, a real file, a clock that the test moves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what a test needs and does not get ends the test"
)]

mod browser;
mod carts;
mod changes;
mod document;
mod events;
mod feedback;
mod haggling;
mod history;
mod isolation;
mod moving;
mod oauth;
mod operations;
mod ordering;
mod pages;
mod pictures;
mod problems;
mod sale;
mod seed;
mod shop;
mod signals;
mod stage;
