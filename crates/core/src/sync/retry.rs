//! How long to wait before trying again.
//!
//! Pure: the failure, how often it happened in a row and a random number in, a time out. The upper
//! half of every wait is random, so that a thousand workstations do not come back in step.

use std::time::Duration;

use super::market::SyncError;

/// The first wait.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait for something that may pass by itself.
const LONGEST: Duration = Duration::from_mins(1);
/// The wait for something that will not pass by itself.
const SLOW: Duration = Duration::from_mins(5);
/// The longest that a marketplace can make the workstation wait.
const MOST_ASKED: Duration = Duration::from_hours(1);

/// How long to wait after `error`, the `failures`th in a row; `random` is from 0 up to 1.
pub(super) fn delay(error: &SyncError, failures: u32, random: f64) -> Duration {
    let wait = if error.is_permanent() {
        SLOW
    } else {
        doubled(failures)
    };
    let half = wait / 2;
    let jittered = half + half.mul_f64(random.clamp(0.0, 1.0));
    let asked = error.retry_after().unwrap_or_default().min(MOST_ASKED);
    jittered.max(asked)
}

/// The wait after a failure of the workstation's own.
pub(super) fn own_delay(failures: u32) -> Duration {
    doubled(failures)
}

/// Whether a sign of life from the marketplace makes it worth trying at once.
///
/// A marketplace that asked for patience gets it, and what it refused it will refuse again.
pub(super) fn may_hurry(error: &SyncError) -> bool {
    !error.is_permanent()
        && error.retry_after().is_none()
        && !matches!(error, SyncError::TooMany { .. })
}

fn doubled(failures: u32) -> Duration {
    let times = 2_u32.saturating_pow(failures.saturating_sub(1).min(16));
    FIRST.saturating_mul(times).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GONE: SyncError = SyncError::Unreachable { arrived: false };

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let cases = [
            (0, 500),
            (1, 500),
            (2, 1000),
            (3, 2000),
            (7, 32_000),
            (8, 60_000),
        ];
        for (failures, longest) in cases {
            let longest = Duration::from_millis(longest);
            assert_eq!(delay(&GONE, failures, 1.0), longest, "{failures} failures");
            assert_eq!(
                delay(&GONE, failures, 0.0),
                longest / 2,
                "{failures} failures"
            );
        }
        assert_eq!(delay(&GONE, u32::MAX, 1.0), LONGEST);
    }

    #[test]
    fn the_marketplace_can_ask_for_more_and_not_for_less() {
        let asked = |seconds| SyncError::TooMany {
            retry_after: Some(Duration::from_secs(seconds)),
        };
        let cases = [(0, 500), (30, 30_000), (86_400, 3_600_000)];
        for (seconds, expected) in cases {
            let expected = Duration::from_millis(expected);
            assert_eq!(delay(&asked(seconds), 1, 1.0), expected, "{seconds} s");
        }
    }

    #[test]
    fn what_will_not_pass_by_itself_is_tried_slowly() {
        assert_eq!(delay(&SyncError::Endless, 1, 1.0), SLOW);
        assert!(delay(&SyncError::NotFound, 1, 0.0) > LONGEST);
    }

    #[test]
    fn patience_is_kept_with_whoever_asked_for_it() {
        let asked = Some(Duration::from_secs(5));
        assert!(may_hurry(&GONE));
        assert!(may_hurry(&SyncError::ServerFailed { retry_after: None }));
        assert!(!may_hurry(&SyncError::ServerFailed { retry_after: asked }));
        assert!(!may_hurry(&SyncError::TooMany { retry_after: None }));
        assert!(!may_hurry(&SyncError::Endless));
    }
}
