//! What kind of person a simulated buyer is. It never changes; moods do.

use crate::dice::Dice;

/// The language a buyer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// Reads a BCP 47 tag; whoever writes neither language is taken to write English.
    pub(crate) fn of(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if tag.starts_with("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// The tag that new buyers get.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}

/// How a buyer behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "traits of a person are independent of each other"
)]
pub(crate) struct Character {
    pub(crate) language: Language,
    /// How often they ask again before they leave.
    pub(crate) patience: u8,
    /// Whether the first price is only a beginning.
    pub(crate) haggles: bool,
    /// The most they pay, in percent of the list price.
    pub(crate) ceiling: i64,
    /// Whether they like a word by the way.
    pub(crate) chatty: bool,
    /// Whether they put things aside and go away.
    pub(crate) forgetful: bool,
    /// Whether they find the mistake in what was agreed.
    pub(crate) careful: bool,
    /// Whether little things spoil it for them.
    pub(crate) touchy: bool,
    /// Whether they leave out capitals and full stops.
    pub(crate) hasty: bool,
}

impl Character {
    /// Somebody.
    pub(crate) fn draw(language: Language, dice: &mut Dice) -> Self {
        let haggles = dice.chance(55);
        Self {
            language,
            patience: 1 + dice.below(3) as u8,
            haggles,
            ceiling: if haggles { dice.between(84, 98) } else { 100 },
            chatty: dice.chance(35),
            forgetful: dice.chance(20),
            careful: dice.chance(30),
            touchy: dice.chance(25),
            hasty: dice.chance(25),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_differ_and_only_hagglers_pay_less() {
        let mut dice = Dice::new(3);
        let all: Vec<_> = (0..200)
            .map(|_| Character::draw(Language::English, &mut dice))
            .collect();
        assert!(all.iter().any(|one| one.haggles) && all.iter().any(|one| !one.haggles));
        assert!(all.iter().any(|one| one.careful) && all.iter().any(|one| one.touchy));
        for one in all {
            assert!((1..=3).contains(&one.patience));
            assert_eq!(one.ceiling == 100, !one.haggles, "{one:?}");
        }
    }

    #[test]
    fn a_tag_says_the_language() {
        assert_eq!(Language::of(Some("zh-Hans")), Language::Chinese);
        assert_eq!(Language::of(Some("de")), Language::English);
        assert_eq!(Language::of(None), Language::English);
    }
}
