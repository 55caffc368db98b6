//! # Time is a parameter
//!
//! Whoever stamps a row asks the clock it was given, so that a test can be at any hour it likes.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Tells the time in Unix milliseconds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

/// Moves a clock that a test holds.
#[derive(Debug, Clone)]
pub struct ClockHand(Arc<AtomicI64>);

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(Arc::new(system_now))
    }

    /// A clock that stands at `at` until its hand is moved.
    pub fn fixed(at: i64) -> (Self, ClockHand) {
        let time = Arc::new(AtomicI64::new(at));
        let hand = ClockHand(Arc::clone(&time));
        (Self(Arc::new(move || time.load(Ordering::SeqCst))), hand)
    }

    /// A clock that tells what somebody else says.
    #[cfg(any(test, feature = "simulation"))]
    pub fn told(tell: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time, in Unix milliseconds.
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl ClockHand {
    /// Moves the clock forward by so many milliseconds.
    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the program reads the time"
)]
fn system_now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
