//! # Mutants
//!
//! Faults that a sync can have, kept so that the simulated world can prove that it would find them.
//! They exist in simulations only; elsewhere [`is`] is a constant, and nothing of them is compiled.

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Every try of an operation carries another key.
    NewKeyEachTry,
    /// An act's outbox entry is written in a transaction after the act's own.
    OutboxAfterCommit,
    /// The cursor is committed before what it brought.
    CursorBeforePage,
    /// What may have arrived is sent again.
    ResendUncertain,
    /// What was deleted stays.
    IgnoreTombstone,
    /// What is older overwrites what is newer.
    LowerRevisionWins,
}

#[cfg(not(feature = "simulation"))]
pub(crate) const fn is(_: Mutant) -> bool {
    false
}

#[cfg(feature = "simulation")]
pub use simulated::{ALL, bring};

#[cfg(feature = "simulation")]
pub(crate) use simulated::is;

#[cfg(feature = "simulation")]
mod simulated {
    use std::cell::Cell;

    use super::Mutant;

    /// All of them, by the names they are called with.
    pub const ALL: [(&str, Mutant); 6] = [
        ("new-key-each-try", Mutant::NewKeyEachTry),
        ("outbox-after-commit", Mutant::OutboxAfterCommit),
        ("cursor-before-page", Mutant::CursorBeforePage),
        ("resend-uncertain", Mutant::ResendUncertain),
        ("ignore-tombstone", Mutant::IgnoreTombstone),
        ("lower-revision-wins", Mutant::LowerRevisionWins),
    ];

    thread_local! {
        static PRESENT: Cell<Option<Mutant>> = const { Cell::new(None) };
    }

    /// From here on everything on this thread has that fault; `None` takes it away.
    pub fn bring(mutant: Option<Mutant>) {
        PRESENT.set(mutant);
    }

    pub(crate) fn is(mutant: Mutant) -> bool {
        PRESENT.get() == Some(mutant)
    }
}
