//! The workstation against its marketplace, whole: one program, because linking everything once for
//! each subject would take gigabytes and minutes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "in a test, a step that cannot be done is a failure"
)]

mod clock;
mod crash;
mod fire;
mod ledger;
mod lost;
mod resync;
mod room;
mod secrets;
mod sign_in;
mod silence;
mod sync;
mod trouble;
mod worlds;
