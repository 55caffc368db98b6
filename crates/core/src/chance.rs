//! # Chance is a parameter
//!
//! New names and the length of waits come from here and nowhere else, so that a simulated world is
//! the same world whenever it is played from the same number.

use uuid::Uuid;

/// A number from 0 up to 1; the middle where the system has none.
pub(crate) fn fraction() -> f64 {
    #[cfg(feature = "simulation")]
    if let Some(number) = seeded::next() {
        return (number >> 11) as f64 / (1_u64 << 53) as f64;
    }
    getrandom::u32().map_or(0.5, |number| f64::from(number) / f64::from(u32::MAX))
}

/// A new name. The time inside is a convenience of the format; nothing reads it, so it need not come
/// from the program's clock.
pub(crate) fn name() -> Uuid {
    #[cfg(feature = "simulation")]
    if let (Some(high), Some(low)) = (seeded::next(), seeded::next()) {
        let bytes = (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
        return uuid::Builder::from_bytes(bytes)
            .with_variant(uuid::Variant::RFC4122)
            .with_version(uuid::Version::SortRand)
            .into_uuid();
    }
    Uuid::now_v7()
}

/// Chance that follows from a number, on the thread that a simulated world runs on.
#[cfg(feature = "simulation")]
pub(crate) mod seeded {
    use std::cell::Cell;

    thread_local! {
        static STATE: Cell<Option<u64>> = const { Cell::new(None) };
    }

    /// From here on this thread's chance follows from the number; `None` gives real chance back.
    pub(crate) fn begin(number: Option<u64>) {
        STATE.set(number);
    }

    /// The next number, where chance is given: `SplitMix64` (Steele, Lea and Flood, 2014).
    pub(super) fn next() -> Option<u64> {
        let state = STATE.get()?.wrapping_add(0x9e37_79b9_7f4a_7c15);
        STATE.set(Some(state));
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(mixed ^ (mixed >> 31))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_stays_in_its_range() {
        for _ in 0..1000 {
            assert!((0.0..=1.0).contains(&fraction()));
        }
    }

    #[test]
    fn names_differ() {
        assert_ne!(name(), name());
    }
}
