//! # Figures
//!
//! A figure is what was measured, beside a yardstick that was measured in the same run, and what it
//! should reach. The machine is shared and noisy, so where there is a yardstick the ratio counts.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Milliseconds; less is better.
    Milliseconds,
    /// So many in a second; more is better.
    PerSecond,
    /// Bytes; fewer are better.
    Bytes,
    /// A number; less is better.
    Count,
    /// Hundredths of a core; less is better.
    PercentOfCore,
}

/// One thing that was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// What is counted.
    pub unit: Unit,
    /// The value that counts: the quantile that the aim speaks of, or the only value.
    pub value: f64,
    /// Which quantile that is; `None` for a single value.
    pub quantile: Option<f64>,
    /// The median.
    pub median: f64,
    /// The largest.
    pub largest: f64,
    /// How often it was measured.
    pub samples: usize,
}

/// What a figure should reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "of")]
pub enum Aim {
    /// The value is below this.
    Below(f64),
    /// The value is at most so many times the yardstick's.
    RatioAtMost(f64),
    /// The value is at least so many times the yardstick's.
    RatioAtLeast(f64),
    /// The value exceeds the yardstick's by at most this.
    AboveByAtMost(f64),
}

/// What stands beside a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Yardstick {
    /// What was measured there, in a few words.
    pub what: String,
    /// What it came to.
    pub measure: Measure,
}

/// A figure of the bench.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// Which part of the bench measured it: `store`, `sync`, `window`, `bazaar`, `package`.
    pub part: String,
    /// What was measured.
    pub name: String,
    /// How many messages the archive held; 0 where that does not matter.
    pub messages: u64,
    /// What it came to.
    pub ours: Measure,
    /// What stands beside it.
    pub yardstick: Option<Yardstick>,
    /// What it should reach; all of it.
    pub aims: Vec<Aim>,
}

impl Measure {
    /// One value.
    pub fn once(unit: Unit, value: f64) -> Self {
        Self {
            unit,
            value,
            quantile: None,
            median: value,
            largest: value,
            samples: 1,
        }
    }

    /// Many values, of which one quantile (0 to 1) counts, by the nearest rank.
    pub fn of(unit: Unit, quantile: f64, mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |quantile: f64| {
            let rank = (quantile * samples.len() as f64).ceil() as usize;
            let place = rank.clamp(1, samples.len().max(1)) - 1;
            samples.get(place).copied().unwrap_or(f64::NAN)
        };
        Self {
            unit,
            value: at(quantile),
            quantile: Some(quantile),
            median: at(0.5),
            largest: at(1.0),
            samples: samples.len(),
        }
    }
}

impl Figure {
    /// A figure without a yardstick or an aim.
    pub fn new(part: &str, name: &str, messages: u64, ours: Measure) -> Self {
        Self {
            part: part.to_owned(),
            name: name.to_owned(),
            messages,
            ours,
            yardstick: None,
            aims: Vec::new(),
        }
    }

    /// The same beside a yardstick.
    #[must_use]
    pub fn beside(mut self, what: &str, measure: Measure) -> Self {
        self.yardstick = Some(Yardstick {
            what: what.to_owned(),
            measure,
        });
        self
    }

    /// The same with one more aim.
    #[must_use]
    pub fn aiming(mut self, aim: Aim) -> Self {
        self.aims.push(aim);
        self
    }

    /// How many times the yardstick's value ours is.
    pub fn ratio(&self) -> Option<f64> {
        let beside = self.yardstick.as_ref()?;
        Some(self.ours.value / beside.measure.value)
    }

    /// Whether every aim is met; `None` where there is none.
    pub fn met(&self) -> Option<bool> {
        let meets = |aim: &Aim| {
            let beside = self.yardstick.as_ref().map(|it| it.measure.value);
            match *aim {
                Aim::Below(most) => self.ours.value < most,
                Aim::RatioAtMost(most) => self.ratio().is_some_and(|it| it <= most),
                Aim::RatioAtLeast(least) => self.ratio().is_some_and(|it| it >= least),
                Aim::AboveByAtMost(most) => beside.is_some_and(|it| self.ours.value - it <= most),
            }
        };
        (!self.aims.is_empty()).then(|| self.aims.iter().all(meets))
    }
}

impl Unit {
    /// A value in this unit, for a person.
    pub fn say(self, value: f64) -> String {
        match self {
            Self::Milliseconds if value < 10.0 => format!("{value:.2} ms"),
            Self::Milliseconds => format!("{value:.0} ms"),
            Self::PerSecond => format!("{value:.0}/s"),
            Self::Bytes => format!("{:.1} MB", value / 1e6),
            Self::Count => format!("{value:.0}"),
            Self::PercentOfCore => format!("{value:.2} % of a core"),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: ", self.name, self.messages)?;
        if let (Some(ratio), Some(beside)) = (self.ratio(), &self.yardstick) {
            let theirs = beside.measure.unit.say(beside.measure.value);
            write!(f, "{ratio:.2} × {theirs} ({}), ", beside.what)?;
        }
        write!(f, "{}", self.ours.unit.say(self.ours.value))?;
        match self.met() {
            Some(false) => write!(f, " MISSED"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(value: f64) -> Measure {
        Measure::once(Unit::Milliseconds, value)
    }

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let hundred = (1..=100).rev().map(f64::from).collect();
        let measure = Measure::of(Unit::Milliseconds, 0.99, hundred);
        assert_eq!((measure.value, measure.median), (99.0, 50.0));
        assert_eq!((measure.largest, measure.samples), (100.0, 100));
        let one = Measure::of(Unit::Count, 0.99, vec![7.0]);
        assert_eq!((one.value, one.median), (7.0, 7.0));
        assert!(Measure::of(Unit::Count, 0.99, vec![]).value.is_nan());
    }

    #[test]
    fn an_aim_is_met_or_not() {
        let figure = |ours| Figure::new("store", "search", 1, ms(ours)).beside("by hand", ms(2.0));
        assert_eq!(figure(3.0).met(), None);
        assert_eq!(figure(3.0).ratio(), Some(1.5));
        let cases = [
            (Aim::Below(3.0), 2.9, 3.0),
            (Aim::RatioAtMost(1.5), 3.0, 3.1),
            (Aim::RatioAtLeast(1.5), 3.0, 2.9),
            (Aim::AboveByAtMost(1.0), 3.0, 3.1),
        ];
        for (aim, good, bad) in cases {
            assert_eq!(figure(good).aiming(aim).met(), Some(true), "{aim:?}");
            assert_eq!(figure(bad).aiming(aim).met(), Some(false), "{aim:?}");
        }
        let both = figure(2.9)
            .aiming(Aim::Below(3.0))
            .aiming(Aim::RatioAtMost(1.0));
        assert_eq!(both.met(), Some(false), "all aims count");
        let never = Figure::new("store", "search", 1, ms(f64::NAN)).aiming(Aim::Below(3.0));
        assert_eq!(
            never.met(),
            Some(false),
            "what was not measured meets nothing"
        );
    }
}
