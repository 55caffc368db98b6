//! Wakes the event streams when something was committed.
//!
//! The bell carries nothing: whoever wakes asks the store. One bell for all sellers is enough, since
//! asking costs two indexed reads.

use tokio::sync::watch;

/// Rings at every commit.
#[derive(Debug, Clone)]
pub(crate) struct Bell(watch::Sender<u64>);

impl Bell {
    /// A bell that nobody hears yet.
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    /// Wakes everyone who listens.
    pub(crate) fn ring(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Listens from now on.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
