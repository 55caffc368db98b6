//! # The reference marketplace
//!
//! A real server for the open marketplace API: many sellers and buyers in one SQLite file, sellers
//! kept apart, every change a revision of its seller's. Anyone can run it; the workstation is tested
//! against it.
//!
//! Where to read on: [`Bazaar`] is the whole of it, `router` lists the endpoints, `store` holds the
//! SQL, `changes` and `history` say how a workstation catches up, `operations` how a seller acts.
//! The rules of what is said and traded stand in `talk` and `trade`, which either side goes through,
//! over HTTP or not; `live` and `stream` tell what is true for a moment only. `oauth` lets workstations
//! in, and `web` is what a buyer sees in a browser.
//!
//! Invariants: a seller's revision advances in the transaction of the write it counts; every query
//! of an endpoint names the seller or buyer of the token; every refusal is an RFC 9457 problem, which
//! a browser gets as a page and OAuth says in its own words; of every secret only a hash is kept.

mod auth;
mod bazaar;
mod bell;
mod buyer;
mod capabilities;
mod changes;
mod clock;
mod cursor;
mod deed;
mod dice;
mod doors;
mod error;
mod events;
mod extract;
mod history;
mod live;
mod lively;
mod oauth;
mod operations;
mod pictures;
mod problem;
mod router;
mod rules;
mod seed;
mod serve;
mod signals;
mod store;
mod stream;
mod talk;
mod trade;
mod visit;
mod web;
mod words;

pub use bazaar::{Bazaar, NewMessage, NewProduct, OnSale};
pub use clock::{Clock, wall_clock};
pub use dice::Dice;
pub use error::Error;
pub use lively::{Lively, live};
pub use router::openapi;
pub use rules::Rules;
pub use seed::{SeedReport, SeededBuyer};
pub use serve::serve;
pub use store::Role;
pub use trade::offers::Terms;
pub use trade::orders::{NewOrder, Wanted};
