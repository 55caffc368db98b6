//! What buyers say, in the words that a human wrote (`seed/lively`), and never twice.

use std::collections::{BTreeMap, HashSet, VecDeque};

use serde::Deserialize;

use super::character::{Character, Language};
use super::wares::{Topic, Wares};
use crate::dice::Dice;
use crate::error::Result;

/// What a sentence is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Occasion {
    /// A question about the product.
    Ask,
    /// Nobody answered yet.
    Again,
    /// Nobody said anything to their offer yet.
    AgainOffer,
    /// Nobody answered, and they leave.
    GiveUp,
    /// They left, and then an answer came.
    BackLater,
    /// The answer was understood.
    Noted,
    /// By the way.
    SmallTalk,
    /// The seller asked something.
    Answer,
    /// The seller asked for a moment.
    Wait,
    /// There is none left.
    Pity,
    /// The seller showed a picture.
    Admire,
    /// With an offer.
    Offer,
    /// With a counter-offer.
    Counter,
    /// A price is too high.
    TooDear,
    /// A price said in words is taken.
    Deal,
    /// The seller agreed in words and not yet by the offer's button.
    PressAccept,
    /// The seller accepted.
    ThanksAccepted,
    /// The seller declined, and they leave.
    RefusedOffer,
    /// The seller declined, and they buy all the same.
    PayFull,
    /// They accept the seller's offer.
    Accept,
    /// They decline the seller's offer.
    Decline,
    /// On an order.
    Wishes,
    /// What is wrong with an order card.
    Correct,
    /// Where is it?
    Chase,
    /// It took too long.
    Cancel,
    /// It is on its way.
    ThanksShipped,
    /// It is here.
    Arrived,
    /// It is here, and something is wrong.
    Complaint,
    /// The seller made it good.
    Calmed,
    /// The seller did not.
    Cross,
    /// A rating of 5.
    Praise,
    /// A rating of 3 or 4.
    Fair,
    /// A rating of 1 or 2.
    Blame,
    /// A rating that became better.
    MadeGood,
    /// They leave without buying.
    Bye,
}

/// Everything that can be said, in both languages.
#[derive(Debug)]
pub(crate) struct Phrases {
    english: Book,
    chinese: Book,
}

/// What can be said in one language.
#[derive(Debug, Deserialize)]
pub(crate) struct Book {
    /// Who may come by for the first time.
    pub(crate) names: Vec<String>,
    /// Where nobody lives.
    pub(crate) addresses: Vec<String>,
    #[serde(flatten)]
    lines: BTreeMap<Occasion, BTreeMap<Topic, Vec<String>>>,
}

impl Phrases {
    /// Reads what is built into the program.
    pub(crate) fn read() -> Result<Self> {
        Ok(Self {
            english: serde_json::from_str(include_str!("../../seed/lively/en.json"))?,
            chinese: serde_json::from_str(include_str!("../../seed/lively/zh.json"))?,
        })
    }

    /// The words of one language.
    pub(crate) fn of(&self, language: Language) -> &Book {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }
}

/// How many lines pass before somebody else says the same one, where there are others.
const REMEMBERED: usize = 150;

/// The lines that anybody used of late.
#[derive(Debug, Default)]
pub(crate) struct Echo(VecDeque<String>);

impl Echo {
    fn rings(&self, line: &str) -> bool {
        self.0.iter().any(|heard| heard == line)
    }

    fn add(&mut self, line: String) {
        self.0.push_back(line);
        if self.0.len() > REMEMBERED {
            self.0.pop_front();
        }
    }
}

/// One buyer's way of writing, and what was said already.
#[derive(Debug)]
pub(crate) struct Voice<'a> {
    pub(crate) book: &'a Book,
    pub(crate) character: Character,
    /// The lines of the book that this buyer has used.
    pub(crate) said: &'a mut HashSet<String>,
    /// And that others have.
    pub(crate) echo: &'a mut Echo,
}

impl Voice<'_> {
    /// Words for an occasion, about a product and a price in minor units; none when this buyer has
    /// no new ones left.
    pub(crate) fn words(
        &mut self,
        occasion: Occasion,
        wares: &Wares,
        (quantity, price): (u32, i64),
        dice: &mut Dice,
    ) -> Option<String> {
        let topics = self.book.lines.get(&occasion)?;
        let fresh: Vec<&String> = wares
            .topics
            .iter()
            .filter_map(|topic| topics.get(topic))
            .flatten()
            .filter(|line| !self.said.contains(*line))
            .collect();
        let unheard: Vec<&String> = fresh
            .iter()
            .filter(|line| !self.echo.rings(line))
            .copied()
            .collect();
        let line = dice.pick(&unheard).or_else(|| dice.pick(&fresh))?;
        let line = (*line).clone();
        let language = self.character.language;
        let filled = line
            .replace("{product}", &wares.called(language))
            .replace("{price}", &wares.money(price, language))
            .replace("{quantity}", &quantity.to_string());
        let filled = match dice.pick(&self.book.addresses) {
            Some(address) if line.contains("{address}") => filled.replace("{address}", address),
            _ => filled,
        };
        self.echo.add(line.clone());
        self.said.insert(line);
        Some(self.written(filled))
    }

    /// Where an order goes.
    pub(crate) fn address(&self, dice: &mut Dice) -> String {
        dice.pick(&self.book.addresses).cloned().unwrap_or_default()
    }

    /// As this buyer would type it: the hasty leave out the capital and the full stop.
    fn written(&self, text: String) -> String {
        if !self.character.hasty || self.character.language == Language::Chinese {
            return text;
        }
        let mut letters = text.chars();
        let first = letters.next();
        let rest = letters.as_str();
        // "I" stays, and so does what begins with a name in capitals.
        if first.is_none_or(|first| first == 'I') || rest.starts_with(char::is_uppercase) {
            return text;
        }
        let lower: String = first.into_iter().flat_map(char::to_lowercase).collect();
        format!("{lower}{}", rest.strip_suffix('.').unwrap_or(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice<'a>(
        phrases: &'a Phrases,
        language: Language,
        (said, echo): (&'a mut HashSet<String>, &'a mut Echo),
    ) -> Voice<'a> {
        let mut character = Character::draw(language, &mut Dice::new(1));
        character.hasty = false;
        Voice {
            book: phrases.of(language),
            character,
            said,
            echo,
        }
    }

    #[test]
    fn both_languages_have_words_for_every_occasion_and_topic() {
        let phrases = Phrases::read().unwrap();
        for (occasion, topics) in &phrases.english.lines {
            let other = &phrases.chinese.lines[occasion];
            assert!(topics.keys().eq(other.keys()), "{occasion:?}");
            for (topic, lines) in topics {
                assert!(lines.len() >= 2 || *topic != Topic::Any, "{occasion:?}");
                assert!(!other[topic].is_empty(), "{occasion:?} {topic:?}");
            }
        }
        assert_eq!(phrases.english.lines.len(), phrases.chinese.lines.len());
        assert!(phrases.english.lines.contains_key(&Occasion::Bye));
    }

    #[test]
    fn no_line_stands_in_the_books_twice() {
        let phrases = Phrases::read().unwrap();
        let mut seen = HashSet::new();
        let books = [&phrases.english, &phrases.chinese];
        for line in books
            .iter()
            .flat_map(|book| book.lines.values())
            .flat_map(BTreeMap::values)
            .flatten()
        {
            assert!(seen.insert(line), "{line}");
        }
        assert!(seen.len() > 500, "{} lines", seen.len());
    }

    #[test]
    fn a_buyer_never_says_a_line_twice_and_every_slot_is_filled() {
        let phrases = Phrases::read().unwrap();
        let wares = Wares::of("Celadon tea cup 青瓷茶杯", 2800, "EUR");
        for language in [Language::English, Language::Chinese] {
            for occasion in phrases.of(language).lines.keys() {
                let (mut said, mut echo) = (HashSet::new(), Echo::default());
                let mut voice = voice(&phrases, language, (&mut said, &mut echo));
                let mut dice = Dice::new(9);
                let mut heard = HashSet::new();
                while let Some(text) = voice.words(*occasion, &wares, (2, 5000), &mut dice) {
                    assert!(!text.contains(['{', '}']), "{text}");
                    assert!(heard.insert(text.clone()), "{text}");
                }
                assert!(!heard.is_empty(), "{occasion:?} in {language:?}");
            }
        }
    }

    #[test]
    fn two_buyers_say_the_same_only_when_nothing_else_is_left() {
        let phrases = Phrases::read().unwrap();
        let wares = Wares::of("Celadon tea cup", 2800, "EUR");
        let mut echo = Echo::default();
        let mut heard = HashSet::new();
        for buyer in 0..12 {
            let mut said = HashSet::new();
            let mut voice = voice(&phrases, Language::English, (&mut said, &mut echo));
            let mut dice = Dice::new(buyer);
            let about = (1, 2800);
            heard.insert(
                voice
                    .words(Occasion::Ask, &wares, about, &mut dice)
                    .unwrap(),
            );
        }
        assert_eq!(heard.len(), 12);
    }

    #[test]
    fn the_hasty_leave_out_the_capital_and_the_full_stop() {
        let phrases = Phrases::read().unwrap();
        let (mut said, mut echo) = (HashSet::new(), Echo::default());
        let mut voice = voice(&phrases, Language::English, (&mut said, &mut echo));
        voice.character.hasty = true;
        for (text, typed) in [
            ("Good to know, thanks!", "good to know, thanks!"),
            ("Kind of you.", "kind of you"),
            ("I see.", "I see."),
            ("TV is on.", "TV is on."),
        ] {
            assert_eq!(voice.written(text.to_owned()), typed);
        }
    }
}
