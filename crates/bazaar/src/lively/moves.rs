//! What buyers do, what they notice, and how long the things take that people do.

use super::character::Language;
use super::phrases::Voice;
use super::pictures::Harm;
use crate::dice::Dice;

/// How often it is told that somebody is still typing, in milliseconds.
const TYPING_TOLD_EVERY: i64 = 4000;

/// One thing that a buyer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Move {
    Come,
    Leave,
    /// Reads the thread.
    Read,
    /// Is seen typing.
    Type,
    Say(String),
    /// Shows what is wrong, with words.
    Show(Harm, String),
    /// Makes an offer, or counters the seller's open one; the price is for all of them.
    Offer {
        quantity: u32,
        price: i64,
        note: String,
    },
    /// Says yes to the seller's open offer.
    Accept(String),
    /// Says no to it.
    Decline(String),
    /// Puts so many into the cart.
    Fill(u32),
    Empty,
    OrderCart(Delivery),
    Order {
        quantity: u32,
        /// At the price of the offer that was accepted, rather than the list price.
        agreed: bool,
        delivery: Delivery,
    },
    Confirm,
    Correct(String),
    Cancel(String),
    Receive,
    /// Rates the seller, or changes the rating.
    Rate(u8, String),
}

/// Where an order goes, and what its buyer wishes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) to: String,
    pub(crate) wishes: String,
}

/// Something that a buyer notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum News {
    /// The seller wrote.
    Words(String),
    /// The seller showed a picture, perhaps with words.
    Picture(String),
    /// The offer waited too long.
    Lapsed,
    /// The seller answered the buyer's rating.
    Answered,
    /// The seller declined the buyer's offer.
    Declined,
    /// The seller accepted the buyer's offer.
    Accepted,
    /// The seller offers so many for so much together.
    Offered {
        quantity: u32,
        price: i64,
    },
    /// The seller asks whether the order is right.
    Card,
    Shipped,
    /// The marketplace refused the last move.
    Refused,
    /// There are not enough left for the last move.
    SoldOut,
}

impl News {
    /// What a buyer reacts to when several things happened: the later in the list above.
    pub(crate) fn weight(&self) -> u8 {
        match self {
            Self::Words(_) => 0,
            Self::Picture(_) => 1,
            Self::Lapsed => 2,
            Self::Answered => 3,
            Self::Declined => 4,
            Self::Accepted => 5,
            Self::Offered { .. } => 6,
            Self::Card => 7,
            Self::Shipped => 8,
            Self::Refused => 9,
            Self::SoldOut => 10,
        }
    }
}

/// A move, and how many milliseconds after the one before it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) after: i64,
    pub(crate) does: Move,
}

/// What a buyer is about to do, written down move by move.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) voice: Voice<'a>,
    pub(crate) dice: &'a mut Dice,
    pub(crate) steps: Vec<Step>,
}

impl<'a> Scene<'a> {
    /// Nothing yet.
    pub(crate) fn new(voice: Voice<'a>, dice: &'a mut Dice) -> Self {
        Self {
            voice,
            dice,
            steps: Vec::new(),
        }
    }

    /// A move after a moment of thought.
    pub(crate) fn then(&mut self, does: Move) {
        let after = self.dice.between(700, 2600);
        self.steps.push(Step { after, does });
    }

    /// Reads what is there, for as long as one reads.
    pub(crate) fn read(&mut self) {
        let after = self.dice.between(1200, 4000);
        self.steps.push(Step {
            after,
            does: Move::Read,
        });
    }

    /// Types a text for as long as it takes, then sends it by a move.
    pub(crate) fn typed(&mut self, text: &str, does: Move) {
        let per_letter = match self.voice.character.language {
            Language::English => 85,
            Language::Chinese => 240,
        };
        let letters = text.chars().count() as i64;
        let mut left = (letters * per_letter).clamp(1800, 15_000);
        if text.is_empty() {
            return self.then(does);
        }
        self.then(Move::Type);
        while left > TYPING_TOLD_EVERY {
            left -= TYPING_TOLD_EVERY;
            self.steps.push(Step {
                after: TYPING_TOLD_EVERY,
                does: Move::Type,
            });
        }
        self.steps.push(Step { after: left, does });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::character::Character;
    use super::super::phrases::{Echo, Phrases};
    use super::*;

    #[test]
    fn typing_takes_as_long_as_the_text_and_is_seen_again_while_it_lasts() {
        let phrases = Phrases::read().unwrap();
        let (mut said, mut echo) = (HashSet::new(), Echo::default());
        let mut dice = Dice::new(2);
        let character = Character::draw(Language::English, &mut dice);
        let voice = Voice {
            book: phrases.of(Language::English),
            character,
            said: &mut said,
            echo: &mut echo,
        };
        let mut scene = Scene::new(voice, &mut dice);
        let mut spent = Vec::new();
        for length in [5, 60, 400] {
            let text = "x".repeat(length);
            scene.typed(&text, Move::Say(text.clone()));
            let steps = std::mem::take(&mut scene.steps);
            assert_eq!(steps.last().unwrap().does, Move::Say(text));
            assert_eq!(steps[0].does, Move::Type);
            assert!(
                steps.iter().skip(1).all(|step| step.after < 7000),
                "typing is heard of again before it is taken to be over"
            );
            spent.push(steps.iter().map(|step| step.after).sum::<i64>());
        }
        assert!(spent.is_sorted() && spent[2] < 40_000, "{spent:?}");
        scene.typed("", Move::Accept(String::new()));
        assert_eq!(scene.steps.len(), 1, "nobody types nothing");
    }
}
