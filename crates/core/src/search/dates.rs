//! # Days, as they are typed
//!
//! `2026-03-01`, `2026-03` and `2026`, also with slashes or dots; today and yesterday; `7d` or `2w` ago.
//! All of them mean the midnight with which that day, month or year begins where the seller is.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone};

/// More days ago than this are no question that anybody asks.
const MOST_DAYS: u64 = 100 * 366;

/// When what was typed begins, in Unix milliseconds; none for what is no day.
pub(super) fn begins<Z: TimeZone>(typed: &str, now: i64, zone: &Z) -> Option<i64> {
    let today = zone.timestamp_millis_opt(now).earliest()?.date_naive();
    let day = day(&typed.trim().to_lowercase(), today)?;
    let midnight: DateTime<Z> = day
        .and_time(NaiveTime::MIN)
        .and_local_timezone(zone.clone())
        .earliest()
        // Where the clock is put forward at midnight, the day begins an hour later.
        .or_else(|| {
            let later = NaiveTime::from_hms_opt(1, 0, 0)?;
            day.and_time(later).and_local_timezone(zone.clone()).earliest()
        })?;
    Some(midnight.timestamp_millis())
}

fn day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    match typed {
        "today" | "今天" => return Some(today),
        "yesterday" | "昨天" => return today.checked_sub_days(Days::new(1)),
        _ => {}
    }
    let ago = [("d", 1), ("天", 1), ("w", 7), ("周", 7)]
        .into_iter()
        .find_map(|(unit, days)| Some((typed.strip_suffix(unit)?, days)));
    if let Some((number, days)) = ago {
        let days = number.parse::<u64>().ok()?.checked_mul(days)?;
        return (days <= MOST_DAYS).then(|| today.checked_sub_days(Days::new(days)))?;
    }
    let numbers: Vec<&str> = typed.split(['-', '/', '.']).collect();
    let number = |at: usize| match numbers.get(at) {
        None => Some(1),
        Some(digits) if digits.len() <= 2 => digits.parse().ok(),
        Some(_) => None,
    };
    let year = numbers
        .first()
        .filter(|year| year.len() == 4)?
        .parse()
        .ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(1)?, number(2)?)?;
    (numbers.len() <= 3 && day.year() >= 1970).then_some(day)
}

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, Utc};

    use super::*;
    use crate::testing::MORNING;

    #[test]
    fn a_day_begins_at_its_midnight() {
        let cases = [
            ("2026-03-01", Some((2026, 3, 1))),
            ("2026/3/1", Some((2026, 3, 1))),
            ("2026.03.01", Some((2026, 3, 1))),
            ("2026-03", Some((2026, 3, 1))),
            ("2026", Some((2026, 1, 1))),
            ("today", Some((2026, 11, 22))),
            ("Yesterday", Some((2026, 11, 21))),
            ("今天", Some((2026, 11, 22))),
            ("昨天", Some((2026, 11, 21))),
            ("7d", Some((2026, 11, 15))),
            ("0d", Some((2026, 11, 22))),
            ("2w", Some((2026, 11, 8))),
            ("3天", Some((2026, 11, 19))),
            ("1周", Some((2026, 11, 15))),
            ("", None),
            ("soon", None),
            ("d", None),
            ("-7d", None),
            ("99999999999999999999d", None),
            ("9999999999999999999w", None),
            ("36601d", None),
            ("20", None),
            ("2026-13", None),
            ("2026-02-30", None),
            ("2026-", None),
            ("2026-001", None),
            ("2026-01-01-01", None),
            ("1969", None),
        ];
        for (typed, expected) in cases {
            let midnight = expected.map(|(year, month, day)| {
                let at = Utc.with_ymd_and_hms(year, month, day, 0, 0, 0);
                at.unwrap().timestamp_millis()
            });
            assert_eq!(begins(typed, MORNING, &Utc), midnight, "{typed:?}");
        }
    }

    /// At nine in the morning in Greenwich it is another day where the clock is fifteen hours ahead.
    #[test]
    fn it_is_the_sellers_own_day() {
        let ahead = FixedOffset::east_opt(15 * 3600 + 60).unwrap();
        let at = Utc.with_ymd_and_hms(2026, 11, 22, 8, 59, 0).unwrap();
        assert_eq!(
            begins("today", MORNING, &ahead),
            Some(at.timestamp_millis())
        );
    }
}
