//! The server over HTTP: a real listener, a real file, a clock that the test moves.

mod changes;
mod document;
mod events;
mod history;
mod isolation;
mod operations;
mod pictures;
mod problems;
mod stage;
