//! # Waking up
//!
//! When the machine has slept, or somebody has set its clock, the time on the wall moves otherwise
//! than the time that passed for us. Connections that were open may be dead without a sign, and what
//! was put off until a time by the wall clock would wait for the wrong one. So all of it is tried at
//! once.

use std::time::Duration;

use tokio::time::Instant;

use super::link::Link;

/// How often the two times are compared.
const LOOK: Duration = Duration::from_secs(5);
/// How far they may move apart between two looks.
const JUMP: i64 = 3_000;

/// Notices jumps; never ends by itself.
pub(super) async fn run(link: &Link) {
    let now = || (Instant::now(), link.app.clock.now());
    let mut last = now();
    loop {
        tokio::time::sleep(LOOK).await;
        let passed = i64::try_from(last.0.elapsed().as_millis()).unwrap_or(i64::MAX);
        let told = link.app.clock.now().saturating_sub(last.1);
        if told.abs_diff(passed) > JUMP.unsigned_abs() {
            tracing::info!(
                account = link.account.row,
                told,
                passed,
                "the clock has jumped"
            );
            link.stream_now.notify_one();
            link.hurry();
        }
        last = now();
    }
}
