//! # The world of a test
//!
//! A marketplace ([`World`]: bazaar on a real file, which a process of its own can serve that can be
//! killed, [`MarketProcess`]), its buyers ([`Buyer`]), the wire between it and the workstations that
//! can be cut, lose answers or lie in a storm ([`Wire`]), and workstations inside the test
//! ([`Workstation`]) or in a process of their own that can be killed ([`SeatProcess`]). Where bazaar
//! is too well behaved there is [`Stall`], a marketplace that says whatever a test wants.
//!
//! Nothing here waits for a time; everything waits for a condition ([`until`]).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "in a test, a step that cannot be done is a failure, and its place is what one wants to know"
)]

mod browser;
mod buyer;
pub mod disk;
pub mod fuzz;
pub mod inside;
mod market;
pub mod outbox;
mod picture;
mod process;
pub mod scan;
mod small;
mod stall;
mod storm;
mod wait;
mod wire;
mod workstation;
mod world;

pub use browser::Browser;
pub use buyer::{Buyer, Ratings};
pub use market::MarketProcess;
pub use picture::png_with;
pub use process::SeatProcess;
pub use small::{Ailing, SmallDisk};
pub use stall::{History, Stall, Trouble, message};
pub use storm::Suffered;
pub use wait::{PATIENCE, seeded, until, until_some, within};
pub use wire::{Fate, Wire};
pub use workstation::{KEY_FILE, NoKeyring, Workstation, conversation_of};
pub use world::{SHOP, World};
