//! How fast the buyers live, and how many of them at once.

/// How much faster than pleasant everything goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    /// A thousand is pleasant to watch.
    per_mille: i64,
}

impl Pace {
    /// So many times the pleasant pace, from a hundredth to ten thousand times.
    pub(crate) fn new(times: f64) -> Self {
        let times = if times.is_finite() {
            times.clamp(0.01, 10_000.0)
        } else {
            1.0
        };
        Self {
            per_mille: (times * 1000.0) as i64,
        }
    }

    /// How long something takes that takes so many milliseconds at the pleasant pace.
    pub(crate) fn takes(self, milliseconds: i64) -> i64 {
        (milliseconds * 1000 / self.per_mille).max(1)
    }

    /// How many buyers are there at once before others wait to come: five, and more when they are
    /// quicker.
    pub(crate) fn at_once(self) -> usize {
        self.crowded(5)
    }

    /// How many errands may wait for the seller before others only look.
    pub(crate) fn waiting(self) -> usize {
        self.crowded(8)
    }

    /// So many, times the root of the pace.
    fn crowded(self, pleasant: i64) -> usize {
        let times = (self.per_mille * 1000).isqrt();
        (pleasant * times / 1000).clamp(1, 100) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quicker_pace_shortens_every_wait_and_brings_more_people() {
        let (slow, full) = (Pace::new(1.0), Pace::new(60.0));
        assert_eq!((slow.takes(6000), full.takes(6000)), (6000, 100));
        assert_eq!((slow.at_once(), full.at_once()), (5, 38));
        assert_eq!((slow.waiting(), full.waiting()), (8, 61));
        assert_eq!(full.takes(1), 1, "nothing takes no time at all");
        assert_eq!(Pace::new(0.25).takes(1000), 4000);
        assert_eq!(Pace::new(f64::NAN), Pace::new(1.0));
    }
}
