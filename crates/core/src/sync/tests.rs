//! The engine against a marketplace that does what each test wants of it.

mod absorbing;
mod door;
mod fake;
mod pulling;
mod pushing;
mod renewing;
mod signals;
mod signing_in;
mod trading;
mod unseen;
mod world;
