//! A value that lanes wait for.
//!
//! Like tokio's `watch`, except that whoever waits is woken in the order in which they began to: tokio
//! draws lots, and a simulated world would not be the same world twice.

use parking_lot::Mutex;
use tokio::sync::Notify;

/// A value, and how often it changed.
pub(super) struct Watched<T> {
    value: Mutex<(u64, T)>,
    changed: Notify,
}

impl<T: Clone> Watched<T> {
    pub(super) fn new(value: T) -> Self {
        Self {
            value: Mutex::new((0, value)),
            changed: Notify::new(),
        }
    }

    /// The value, and how often it had changed then.
    pub(super) fn now(&self) -> (u64, T) {
        self.value.lock().clone()
    }

    /// Changes it, and wakes whoever waits.
    pub(super) fn change(&self, change: impl FnOnce(&mut T)) {
        {
            let mut value = self.value.lock();
            value.0 += 1;
            change(&mut value.1);
        }
        self.changed.notify_waiters();
    }

    /// Waits until it has changed more often than `seen`.
    pub(super) async fn after(&self, seen: u64) -> (u64, T) {
        loop {
            let changed = self.changed.notified();
            let now = self.now();
            if now.0 > seen {
                return now;
            }
            changed.await;
        }
    }
}
