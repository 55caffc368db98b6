//! The engine against a marketplace that does what each test wants of it.

mod absorbing;
mod fake;
mod pulling;
mod pushing;
mod world;
