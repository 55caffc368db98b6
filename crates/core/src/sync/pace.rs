//! How often the marketplace wants to hear from us: known beforehand, so that nobody has to be told
//! to be patient.

use std::collections::VecDeque;
use std::time::Duration;

use rapport_protocol::SendRate;
use tokio::time::Instant;

/// When requests began that still count.
#[derive(Debug, Default)]
pub(super) struct Pace(VecDeque<Instant>);

impl Pace {
    /// How many may begin now, and when there is room again where there is none.
    pub(super) fn room(&mut self, rate: &SendRate, now: Instant) -> (usize, Option<Instant>) {
        if rate.requests == 0 || rate.per_seconds == 0 {
            return (usize::MAX, None);
        }
        let window = Duration::from_secs(rate.per_seconds.into());
        while self.0.front().is_some_and(|begun| *begun + window <= now) {
            self.0.pop_front();
        }
        let room = (rate.requests as usize).saturating_sub(self.0.len());
        let until = self.0.front().map(|begun| *begun + window);
        (room, until.filter(|_| room == 0))
    }

    /// So many begin now.
    pub(super) fn begin(&mut self, count: usize, rate: &SendRate, now: Instant) {
        if rate.requests > 0 {
            self.0.extend(std::iter::repeat_n(now, count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_begin_in_any_window_than_the_marketplace_allows() {
        let rate = SendRate {
            requests: 3,
            per_seconds: 10,
        };
        let (mut pace, start) = (Pace::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(pace.room(&rate, at(0)), (3, None));
        pace.begin(2, &rate, at(0));
        assert_eq!(pace.room(&rate, at(4)), (1, None));
        pace.begin(1, &rate, at(4));
        assert_eq!(pace.room(&rate, at(5)), (0, Some(at(10))));
        assert_eq!(pace.room(&rate, at(10)), (2, None));
        assert_eq!(pace.room(&rate, at(14)), (3, None));
    }

    #[test]
    fn without_a_rate_there_is_always_room() {
        let rate = SendRate::default();
        let (mut pace, now) = (Pace::default(), Instant::now());
        pace.begin(100, &rate, now);
        assert_eq!(pace.room(&rate, now), (usize::MAX, None));
    }
}
