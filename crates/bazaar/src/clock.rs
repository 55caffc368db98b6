//! Time, which is a parameter everywhere else.

use std::sync::Arc;

/// Tells the time in Unix milliseconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The clock on the wall.
pub fn wall_clock() -> Clock {
    Arc::new(|| {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the server asks the time"
        )]
        let now = chrono::Utc::now();
        now.timestamp_millis()
    })
}
