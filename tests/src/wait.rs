//! Waiting for a condition, and chance that can be repeated.

use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand::rngs::StdRng;

/// How long anything may take before a test gives it up; far longer than it should.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Waits until the sentence is true, and says how long it took.
///
/// # Panics
/// When it stays untrue.
pub async fn until(sentence: &str, is_true: impl AsyncFn() -> bool) -> Duration {
    let started = Instant::now();
    until_some(sentence, async || is_true().await.then_some(())).await;
    started.elapsed()
}

/// Waits until there is what the sentence promises.
///
/// # Panics
/// When it does not come.
pub async fn until_some<T>(sentence: &str, look: impl AsyncFn() -> Option<T>) -> T {
    within(PATIENCE, sentence, look).await
}

/// The same, where it may take another time.
///
/// # Panics
/// When it takes longer.
pub async fn within<T>(patience: Duration, sentence: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(
            started.elapsed() < patience,
            "{sentence}: not after {patience:?}"
        );
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Chance from a seed that is printed, and that the environment variable `SEED` can set.
pub fn seeded(usual: u64) -> StdRng {
    let given = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(usual);
    println!("SEED={seed}");
    StdRng::seed_from_u64(seed)
}
