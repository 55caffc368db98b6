//! Chance from a number: the same number gives the same throws, on every machine and in every
//! version, which a library's default generator does not promise.

/// The generator `SplitMix64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall alike for the same number.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self(number)
    }

    /// Dice of their own for one part of a whole, so that what happens in one part does not change
    /// what happens in another.
    #[must_use]
    pub fn part(&self, part: u64) -> Self {
        let mut own = Self(self.0 ^ part.wrapping_mul(0xA24B_AED4_963E_E407));
        own.any();
        own
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 when the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.any() % bound.max(1) as u64) as usize
    }

    /// A number from `low` up to, and without, `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(1) as usize) as i64
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several; none of none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_falls_alike_and_parts_fall_on_their_own() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        let throws: Vec<_> = (0..60).map(|_| one.below(6)).collect();
        assert_eq!(throws, (0..60).map(|_| two.below(6)).collect::<Vec<_>>());
        assert!((0..6).all(|side| throws.contains(&side)));
        let whole = Dice::new(7);
        assert_ne!(whole.part(1).any(), whole.part(2).any());
        assert_eq!(whole.part(1).any(), whole.part(1).any());
    }

    #[test]
    fn what_is_drawn_lies_within_its_bounds() {
        let mut dice = Dice::new(1);
        assert!((0..1000).all(|_| (3..9).contains(&dice.between(3, 9))));
        assert!((0..100).all(|_| !dice.chance(0) && dice.chance(100)));
        assert_eq!(dice.pick::<u8>(&[]), None);
        assert_eq!(dice.below(0), 0);
    }
}
