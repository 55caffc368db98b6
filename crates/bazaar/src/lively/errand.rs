//! What a buyer came for, from the first look to the last word: a state machine without a server
//! or a clock.
//!
//! [`Errand::next`] is told what happened since its last step, or that nothing did in the time it
//! had asked for; it writes down what the buyer does now and says how long they then wait. Every
//! errand ends: questions, offers and words are counted, and whoever waits in vain gives up.

mod asking;
mod buying;
mod listening;
#[cfg(test)]
mod tests;

use super::bargain::Purse;
use super::character::Character;
use super::moves::{Delivery, Move, News, Scene};
use super::phrases::Occasion;
use super::wares::Wares;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

/// How far an errand is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    /// Not there yet.
    Away,
    /// Asked something, waits for an answer.
    Asked,
    /// Named a price, waits for the seller's word.
    Haggling,
    /// Left something in the cart.
    Carted,
    /// Ordered, waits until it is sent.
    Ordered,
    /// Waits for the parcel.
    Underway,
    /// Complained, waits for the seller to make it good.
    Upset,
    /// Rated the seller, who may answer.
    Rated,
    /// Has come to an end.
    Done,
}

/// A buyer's errand about one product.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that are independent of each other"
)]
pub(crate) struct Errand {
    character: Character,
    wares: Wares,
    stage: Stage,
    /// Only looks, and asks nothing of the seller.
    only_looks: bool,
    /// Whether the buyer is there.
    here: bool,
    /// Whether the buyer asked something that the seller has not reacted to.
    owed: bool,
    /// How often the buyer asked again in vain.
    asked_again: u8,
    /// How many questions are left.
    questions: u8,
    /// How many sentences are left, so that no two talk for ever.
    sentences: u8,
    quantity: u32,
    purse: Purse,
    corrected: bool,
    /// What the seller was given, from 1 to 5.
    rating: u8,
    /// How often the buyer will still do something, whatever happens.
    turns: u8,
}

impl Errand {
    /// Somebody is about to come by. With `only_looks` they will ask nothing of the seller.
    pub(crate) fn new(character: Character, wares: Wares, quantity: u32, only_looks: bool) -> Self {
        let purse = Purse {
            limit: wares.price * i64::from(quantity) * character.ceiling / 100,
            bid: 0,
            rounds: if character.haggles {
                character.patience
            } else {
                0
            },
        };
        Self {
            character,
            wares,
            stage: Stage::Away,
            only_looks,
            here: false,
            owed: false,
            asked_again: 0,
            questions: character.patience,
            sentences: 14,
            quantity,
            purse,
            corrected: false,
            rating: 0,
            turns: 40,
        }
    }

    /// The rest of an errand that began before this program did: the seller has done something in
    /// its conversation.
    pub(crate) fn resumed(
        character: Character,
        wares: Wares,
        (stage, rating): (Stage, u8),
    ) -> Self {
        Self {
            stage,
            rating,
            questions: 1,
            ..Self::new(character, wares, 1, false)
        }
    }

    /// Whether the buyer is there.
    pub(crate) fn is_here(&self) -> bool {
        self.here
    }

    /// Whether it is the seller's turn: to answer, to make good, to send what was ordered.
    pub(crate) fn waits_for_seller(&self) -> bool {
        self.owed || matches!(self.stage, Stage::Haggling | Stage::Ordered | Stage::Upset)
    }

    /// Whether nothing more comes of it.
    pub(crate) fn is_over(&self) -> bool {
        self.stage == Stage::Done && !self.owed
    }

    /// Goes on: after what happened, or after having waited in vain. Says how many milliseconds the
    /// buyer waits when the scene is played; for ever when none are said.
    pub(crate) fn next(&mut self, scene: &mut Scene<'_>, news: &[News]) -> Option<i64> {
        let Some(turns) = self.turns.checked_sub(1) else {
            self.owed = false;
            return self.leave(scene);
        };
        self.turns = turns;
        let Some(loudest) = news.iter().max_by_key(|news| news.weight()) else {
            return self.waited(scene);
        };
        if !matches!(loudest, News::Lapsed | News::Refused | News::SoldOut) {
            self.owed = false;
        }
        if self.stage == Stage::Done {
            return None;
        }
        match loudest {
            News::SoldOut => self.regret(scene),
            News::Refused => self.leave(scene),
            News::Lapsed | News::Declined => self.after_no(scene),
            News::Accepted => self.after_yes(scene),
            News::Offered { quantity, price } => self.consider(scene, *quantity, *price),
            News::Card => self.check_card(scene),
            News::Shipped => self.await_parcel(scene),
            News::Answered => self.read_answer(scene),
            News::Words(_) | News::Picture(_) => self.listen(scene, news),
        }
    }

    /// Nothing happened for as long as the buyer had wanted to wait.
    fn waited(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        match self.stage {
            Stage::Away => self.begin(scene),
            Stage::Asked | Stage::Haggling => self.ask_again(scene),
            Stage::Carted => self.return_to_cart(scene),
            Stage::Ordered => self.chase(scene),
            Stage::Underway => self.unpack(scene),
            Stage::Upset => self.insist(scene),
            Stage::Rated | Stage::Done => self.leave(scene),
        }
    }

    /// How long a buyer in this stage waits before something else comes to mind.
    fn waiting_time(&self, scene: &mut Scene<'_>) -> Option<i64> {
        let (low, high) = match self.stage {
            Stage::Away => (SECOND, 5 * SECOND),
            Stage::Asked | Stage::Haggling | Stage::Upset => (150 * SECOND, 330 * SECOND),
            Stage::Carted => (3 * MINUTE, 8 * MINUTE),
            Stage::Ordered => (5 * MINUTE, 11 * MINUTE),
            Stage::Underway => (80 * SECOND, 4 * MINUTE),
            Stage::Rated => (5 * MINUTE, 10 * MINUTE),
            Stage::Done => return None,
        };
        Some(scene.dice.between(low, high))
    }

    /// Changes the stage and waits.
    fn now(&mut self, scene: &mut Scene<'_>, stage: Stage) -> Option<i64> {
        if stage != self.stage {
            self.asked_again = 0;
        }
        self.stage = stage;
        self.waiting_time(scene)
    }

    /// Comes by, unless the buyer is there.
    fn come(&mut self, scene: &mut Scene<'_>) {
        if !self.here {
            self.here = true;
            scene.then(Move::Come);
        }
    }

    /// Comes by and reads what is new.
    fn look(&mut self, scene: &mut Scene<'_>) {
        self.come(scene);
        scene.read();
    }

    /// Goes away for now, and waits elsewhere.
    fn step_out(&mut self, scene: &mut Scene<'_>) {
        if self.here {
            self.here = false;
            scene.then(Move::Leave);
        }
    }

    /// Goes away for good.
    fn leave(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.step_out(scene);
        self.stage = Stage::Done;
        None
    }

    /// Finds words, when there are any left, at the price last named.
    fn words(&mut self, scene: &mut Scene<'_>, occasion: Occasion) -> Option<String> {
        self.words_at(scene, occasion, self.purse.bid)
    }

    fn words_at(
        &mut self,
        scene: &mut Scene<'_>,
        occasion: Occasion,
        price: i64,
    ) -> Option<String> {
        let about = (self.quantity, price);
        self.sentences = self.sentences.checked_sub(1)?;
        scene.voice.words(occasion, &self.wares, about, scene.dice)
    }

    /// Says something; false when there was nothing to say.
    fn say(&mut self, scene: &mut Scene<'_>, occasion: Occasion) -> bool {
        let Some(text) = self.words(scene, occasion) else {
            return false;
        };
        scene.typed(&text, Move::Say(text.clone()));
        true
    }

    /// Asks something, which the seller then owes an answer to.
    fn ask_for(&mut self, scene: &mut Scene<'_>, occasion: Occasion) -> bool {
        let asked = self.say(scene, occasion);
        self.owed |= asked;
        asked
    }

    fn delivery(&mut self, scene: &mut Scene<'_>) -> Delivery {
        let wishes = if scene.dice.chance(25) {
            self.words(scene, Occasion::Wishes)
        } else {
            None
        };
        Delivery {
            to: scene.voice.address(scene.dice),
            wishes: wishes.unwrap_or_default(),
        }
    }
}
