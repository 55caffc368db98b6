//! Hours of a week, as a clock on the wall shows them.
//!
//! Spans may cross midnight and may overlap. They become stretches of real time day by day, in the
//! zone of the machine, so that a day on which the clock is turned has an hour more or less.

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// A minute in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// The most spans of one day.
const MOST_SPANS: usize = 6;
/// How many days are looked at before hours count as not coming.
const REACH: u64 = 60;
/// How many days an unbroken stretch is followed in either direction.
const STRETCH: u64 = 8;

/// From one time of a day to another, in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DaySpan {
    /// When it begins; below 1440.
    pub from: u16,
    /// When it ends; at most 1440. Not later than `from` means on the next day.
    pub to: u16,
}

/// Hours that come again every week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WeekHours {
    /// The spans that begin on each day, Monday first; at most six a day.
    pub days: [Vec<DaySpan>; 7],
}

/// A stretch of real time in Unix milliseconds, its end not included.
pub(crate) type Stretch = (i64, i64);

impl WeekHours {
    /// The same span every day.
    pub(crate) fn daily(from: u16, to: u16) -> Self {
        Self {
            days: std::array::from_fn(|_| vec![DaySpan { from, to }]),
        }
    }

    /// Refuses times that no clock shows.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub(crate) fn check(&self) -> Result<()> {
        let shown = |span: &DaySpan| span.from < DAY && span.to <= DAY;
        if self
            .days
            .iter()
            .all(|day| day.len() <= MOST_SPANS && day.iter().all(shown))
        {
            Ok(())
        } else {
            Err(Error::Invalid("hours that no clock shows".to_owned()))
        }
    }

    /// The unbroken stretch that this moment lies in, followed for eight days either way.
    pub(crate) fn around(&self, zone: &impl TimeZone, at: i64) -> Option<Stretch> {
        let mut whole: Option<Stretch> = None;
        for (begins, ends) in self.stretches(zone, day_before(zone, at, STRETCH), 2 * STRETCH) {
            match &mut whole {
                Some((_, until)) if *until == begins => *until = ends,
                Some((from, until)) if *from <= at && at < *until => break,
                _ => whole = Some((begins, ends)),
            }
        }
        whole.filter(|(from, until)| *from <= at && at < *until)
    }

    /// When these hours begin next after this moment.
    pub(crate) fn next_begin(&self, zone: &impl TimeZone, after: i64) -> Option<i64> {
        self.stretches(zone, day_before(zone, after, 1), REACH)
            .map(|(begins, _)| begins)
            .find(|begins| *begins > after)
    }

    /// When these hours last ended before this moment, in the last eight days.
    pub(crate) fn last_end(&self, zone: &impl TimeZone, before: i64) -> Option<i64> {
        self.stretches(zone, day_before(zone, before, STRETCH), STRETCH)
            .map(|(_, ends)| ends)
            .filter(|ends| *ends <= before)
            .last()
    }

    /// How much of the time between two moments lies in these hours, in milliseconds; the last sixty
    /// days of it.
    pub(crate) fn between(&self, zone: &impl TimeZone, from: i64, to: i64) -> i64 {
        let first = day_before(zone, from, 1).max(day_before(zone, to, REACH));
        self.stretches(zone, first, REACH)
            .take_while(|(begins, _)| *begins < to)
            .map(|(begins, ends)| (ends.min(to) - begins.max(from)).max(0))
            .sum()
    }

    /// The latest moment since which so many milliseconds of these hours have passed; none in the
    /// last sixty days means that they have not.
    pub(crate) fn back(&self, zone: &impl TimeZone, now: i64, passed: i64) -> Option<i64> {
        let stretches: Vec<_> = self
            .stretches(zone, day_before(zone, now, REACH), REACH)
            .take_while(|(begins, _)| *begins < now)
            .map(|(begins, ends)| (begins, ends.min(now)))
            .collect();
        let mut left = passed;
        for (begins, ends) in stretches.into_iter().rev() {
            if ends - begins >= left {
                return Some(ends - left);
            }
            left -= ends - begins;
        }
        None
    }

    /// When so many milliseconds of these hours will have passed since a moment; none in sixty days
    /// means never.
    pub(crate) fn forward(&self, zone: &impl TimeZone, since: i64, passing: i64) -> Option<i64> {
        let mut left = passing;
        for (begins, ends) in self.stretches(zone, day_before(zone, since, 1), REACH) {
            let begins = begins.max(since);
            if ends - begins >= left {
                return Some(begins + left);
            }
            left -= (ends - begins).max(0);
        }
        None
    }

    /// When the first span of a day begins.
    pub(crate) fn first_of(&self, zone: &impl TimeZone, day: NaiveDate) -> Option<i64> {
        let spans = self.days.get(place(day))?;
        let first = spans.iter().map(|span| span.from).min()?;
        Some(moment(zone, day, first, false))
    }

    /// The stretches that begin on a day and so many after it, in order; none reaches into another.
    fn stretches<Z: TimeZone>(
        &self,
        zone: &Z,
        first: NaiveDate,
        days: u64,
    ) -> impl Iterator<Item = Stretch> {
        let mut told = i64::MIN;
        (0..=days)
            .filter_map(move |n| first.checked_add_days(Days::new(n)))
            .flat_map(move |day| self.of(zone, day))
            .filter_map(move |(begins, ends)| {
                let begins = begins.max(told);
                told = told.max(ends);
                (begins < ends).then_some((begins, ends))
            })
    }

    /// The spans of a day as they begin, in real time.
    fn of(&self, zone: &impl TimeZone, day: NaiveDate) -> Vec<Stretch> {
        let mut spans = self.days.get(place(day)).cloned().unwrap_or_default();
        spans.sort_unstable_by_key(|span| span.from);
        let real = |span: DaySpan| {
            let over = if span.to <= span.from { DAY } else { 0 };
            let begins = moment(zone, day, span.from, false);
            (begins, moment(zone, day, span.to + over, true))
        };
        spans.into_iter().map(real).collect()
    }
}

/// Which day of the week it is, Monday being 0.
fn place(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

/// The day so many days before the one that a moment lies in.
fn day_before(zone: &impl TimeZone, at: i64, days: u64) -> NaiveDate {
    let day = date_of(zone, at);
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The day that a moment lies in.
pub(crate) fn date_of(zone: &impl TimeZone, at: i64) -> NaiveDate {
    zone.timestamp_millis_opt(at)
        .earliest()
        .map_or(NaiveDate::default(), |it| it.date_naive())
}

/// When the clock shows so many minutes of a day. A time that is skipped is where it goes on; of
/// one that comes twice a span has both, so its end is the `later` one.
pub(crate) fn moment(zone: &impl TimeZone, day: NaiveDate, minutes: u16, later: bool) -> i64 {
    let shown = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes));
    let real = |at: DateTime<_>| at.timestamp_millis();
    // No zone skips more than a day at once.
    for skipped in 0..=i64::from(DAY) {
        match zone.from_local_datetime(&(shown + TimeDelta::minutes(skipped))) {
            LocalResult::Single(at) => return real(at),
            LocalResult::Ambiguous(first, second) => {
                return real(if later { second } else { first });
            }
            LocalResult::None => {}
        }
    }
    shown.and_utc().timestamp_millis()
}

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, NaiveDateTime, Utc};
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 60 * MINUTE;
    /// Monday, 23 November 2026, 00:00 UTC.
    const MONDAY: i64 = 1_795_392_000_000;

    /// A place whose clock is turned once, by an hour, forward or back.
    #[derive(Debug, Clone)]
    struct Turned {
        at: i64,
        before: FixedOffset,
        after: FixedOffset,
    }

    impl Turned {
        fn new(at: i64, forward: bool) -> Self {
            let (winter, summer) = (3_600, 7_200);
            let (before, after) = if forward {
                (winter, summer)
            } else {
                (summer, winter)
            };
            let east = |seconds| FixedOffset::east_opt(seconds).unwrap();
            Self {
                at,
                before: east(before),
                after: east(after),
            }
        }
    }

    impl TimeZone for Turned {
        type Offset = FixedOffset;

        fn from_offset(offset: &FixedOffset) -> Self {
            Self {
                at: i64::MIN,
                before: *offset,
                after: *offset,
            }
        }

        fn offset_from_local_date(&self, day: &NaiveDate) -> LocalResult<FixedOffset> {
            self.offset_from_local_datetime(&day.and_time(NaiveTime::MIN))
        }

        fn offset_from_local_datetime(&self, shown: &NaiveDateTime) -> LocalResult<FixedOffset> {
            let real = |offset: FixedOffset| (*shown - offset).and_utc().timestamp_millis();
            let is_before = real(self.before) < self.at;
            let is_after = real(self.after) >= self.at;
            match (is_before, is_after) {
                (true, true) => LocalResult::Ambiguous(self.before, self.after),
                (true, false) => LocalResult::Single(self.before),
                (false, true) => LocalResult::Single(self.after),
                (false, false) => LocalResult::None,
            }
        }

        fn offset_from_utc_date(&self, day: &NaiveDate) -> FixedOffset {
            self.offset_from_utc_datetime(&day.and_time(NaiveTime::MIN))
        }

        fn offset_from_utc_datetime(&self, at: &NaiveDateTime) -> FixedOffset {
            if at.and_utc().timestamp_millis() < self.at {
                self.before
            } else {
                self.after
            }
        }
    }

    fn nine_to_five() -> WeekHours {
        let mut hours = WeekHours::daily(9 * 60, 17 * 60);
        hours.days[5].clear();
        hours.days[6].clear();
        hours
    }

    #[test]
    fn a_night_between_counts_nothing() {
        let hours = nine_to_five();
        let evening = MONDAY + 23 * HOUR;
        let morning = MONDAY + 33 * HOUR + 5 * MINUTE;
        assert_eq!(hours.between(&Utc, evening, morning), 5 * MINUTE);
        assert_eq!(
            hours.forward(&Utc, evening, 30 * MINUTE),
            Some(MONDAY + 33 * HOUR + 30 * MINUTE)
        );
        // From Friday, 16:50, half an hour reaches into Monday.
        let friday = MONDAY + 4 * 24 * HOUR + 16 * HOUR + 50 * MINUTE;
        let next_week = MONDAY + 7 * 24 * HOUR + 9 * HOUR;
        assert_eq!(
            hours.forward(&Utc, friday, 30 * MINUTE),
            Some(next_week + 20 * MINUTE)
        );
        assert_eq!(
            hours.back(&Utc, next_week + 20 * MINUTE, 30 * MINUTE),
            Some(friday)
        );
        assert_eq!(WeekHours::default().forward(&Utc, friday, 1), None);
        assert_eq!(WeekHours::default().back(&Utc, friday, 1), None);
    }

    #[test]
    fn a_span_may_cross_midnight_and_reach_into_the_next() {
        let night = WeekHours::daily(22 * 60, 8 * 60);
        let at = MONDAY + 24 * HOUR;
        assert_eq!(night.around(&Utc, at), Some((at - 2 * HOUR, at + 8 * HOUR)));
        assert_eq!(
            night.around(&Utc, at + 8 * HOUR),
            None,
            "the end is not in it"
        );
        assert_eq!(night.next_begin(&Utc, at), Some(at + 22 * HOUR));
        assert_eq!(night.last_end(&Utc, at + 9 * HOUR), Some(at + 8 * HOUR));

        let mut twice = WeekHours::daily(9 * 60, 13 * 60);
        twice.days[0].push(DaySpan {
            from: 12 * 60,
            to: 14 * 60,
        });
        assert_eq!(twice.between(&Utc, MONDAY, at), 5 * HOUR);
        assert_eq!(
            twice.around(&Utc, MONDAY + 10 * HOUR),
            Some((MONDAY + 9 * HOUR, MONDAY + 14 * HOUR))
        );

        let always = WeekHours::daily(0, 0);
        assert_eq!(always.between(&Utc, at, at + 30 * HOUR), 30 * HOUR);
    }

    #[test]
    fn a_night_in_which_the_clock_is_turned_is_an_hour_shorter_or_longer() {
        let night = WeekHours::daily(22 * 60, 8 * 60);
        // The clock is turned at 01:00 UTC, which is 02:00 or 03:00 there.
        for (forward, long) in [(true, 9), (false, 11)] {
            let zone = Turned::new(MONDAY + 25 * HOUR, forward);
            let (from, until) = night.around(&zone, MONDAY + 25 * HOUR).unwrap();
            assert_eq!(until - from, long * HOUR, "forward: {forward}");
        }
        // A span that begins in the hour that is skipped begins when the clock goes on.
        let zone = Turned::new(MONDAY + 25 * HOUR, true);
        let early = WeekHours::daily(2 * 60 + 30, 4 * 60);
        let (from, until) = early.around(&zone, MONDAY + 25 * HOUR).unwrap();
        assert_eq!((from, until - from), (MONDAY + 25 * HOUR, HOUR));
        // One inside the hour that comes twice has it twice.
        let zone = Turned::new(MONDAY + 25 * HOUR, false);
        let hour = WeekHours::daily(2 * 60, 3 * 60);
        assert_eq!(
            hour.between(&zone, MONDAY + 22 * HOUR, MONDAY + 30 * HOUR),
            2 * HOUR
        );
    }

    #[test]
    fn times_that_no_clock_shows_are_refused() {
        assert!(WeekHours::daily(0, 1440).check().is_ok());
        assert!(WeekHours::daily(1440, 60).check().is_err());
        assert!(WeekHours::daily(0, 1441).check().is_err());
        let mut many = WeekHours::default();
        many.days[3] = vec![DaySpan { from: 1, to: 2 }; 7];
        assert!(many.check().is_err());
    }

    fn week() -> impl Strategy<Value = WeekHours> {
        let span = (0..DAY, 0..=DAY).prop_map(|(from, to)| DaySpan { from, to });
        let day = proptest::collection::vec(span, 0..3);
        proptest::array::uniform7(day).prop_map(|days| WeekHours { days })
    }

    proptest! {
        #[test]
        fn forward_back_and_between_agree(
            hours in week(),
            start in 0..14 * 24 * 60_i64,
            passing in 1..600_i64,
            turned in 0..28 * 24_i64,
            forward in any::<bool>(),
        ) {
            let zone = Turned::new(MONDAY + turned * HOUR, forward);
            let (since, passing) = (MONDAY + start * MINUTE, passing * MINUTE);
            if let Some(then) = hours.forward(&zone, since, passing) {
                prop_assert_eq!(hours.between(&zone, since, then), passing);
                prop_assert!(hours.around(&zone, then - 1).is_some());
                let back = hours.back(&zone, then, passing).unwrap();
                prop_assert!(back >= since, "the latest such moment");
                prop_assert_eq!(hours.between(&zone, back, then), passing);
            } else {
                prop_assert!(hours.between(&zone, since, since + 50 * 24 * HOUR) < passing);
            }
        }

        #[test]
        fn a_moment_is_in_a_stretch_or_before_the_next(hours in week(), start in 0..14 * 24 * 60_i64) {
            let at = MONDAY + start * MINUTE;
            let passes = hours.between(&Utc, at, at + 1) == 1;
            prop_assert_eq!(hours.around(&Utc, at).is_some(), passes);
            if let Some((from, until)) = hours.around(&Utc, at) {
                prop_assert_eq!(hours.between(&Utc, from, until), until - from);
            } else if let Some(next) = hours.next_begin(&Utc, at) {
                prop_assert_eq!(hours.between(&Utc, at, next), 0);
            }
        }
    }
}
