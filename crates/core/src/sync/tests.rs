//! The engine against a marketplace that does what each test wants of it.

mod absorbing;
mod conflicts;
mod door;
mod fake;
mod picturing;
mod pulling;
mod pushing;
mod reading;
mod renewing;
mod signals;
mod signing_in;
mod timing;
mod trading;
mod undoing;
mod unseen;
mod wishing;
mod world;
