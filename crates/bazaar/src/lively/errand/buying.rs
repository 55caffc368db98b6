//! Prices, orders, parcels and ratings.

use super::{Errand, Stage};
use crate::lively::bargain::Reply;
use crate::lively::moves::{Move, Scene};
use crate::lively::phrases::Occasion;
use crate::lively::pictures::Harm;

impl Errand {
    /// Names a first price.
    pub(super) fn bid(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let below = scene.dice.between(5, 14);
        let price = self.purse.open(below);
        if price <= 0 {
            return self.order(scene, false);
        }
        self.offer(scene, Occasion::Offer)
    }

    /// Offers what was last named, with words.
    pub(super) fn offer(&mut self, scene: &mut Scene<'_>, occasion: Occasion) -> Option<i64> {
        let note = self.words(scene, occasion).unwrap_or_default();
        let offer = Move::Offer {
            quantity: self.quantity,
            price: self.purse.bid,
            note: note.clone(),
        };
        scene.typed(&note, offer);
        self.owed = true;
        self.now(scene, Stage::Haggling)
    }

    /// Looks at an offer of the seller's.
    pub(super) fn consider(
        &mut self,
        scene: &mut Scene<'_>,
        quantity: u32,
        price: i64,
    ) -> Option<i64> {
        self.look(scene);
        if !matches!(
            self.stage,
            Stage::Away | Stage::Asked | Stage::Haggling | Stage::Carted
        ) {
            let note = self.words(scene, Occasion::Decline).unwrap_or_default();
            scene.typed(&note, Move::Decline(note.clone()));
            return self.waiting_time(scene);
        }
        if quantity != self.quantity {
            // Another number of pieces is another purchase.
            self.purse.limit = self.purse.limit / i64::from(self.quantity) * i64::from(quantity);
            self.purse.bid = 0;
            self.quantity = quantity;
        }
        match self.purse.answer(price) {
            Reply::Accept => {
                let note = self
                    .words_at(scene, Occasion::Accept, price)
                    .unwrap_or_default();
                scene.typed(&note, Move::Accept(note.clone()));
                self.order(scene, true)
            }
            Reply::Counter(_) => self.offer(scene, Occasion::Counter),
            Reply::Decline => {
                let note = self.words(scene, Occasion::Decline).unwrap_or_default();
                scene.typed(&note, Move::Decline(note.clone()));
                self.leave(scene)
            }
        }
    }

    /// The seller accepted the price.
    pub(super) fn after_yes(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.look(scene);
        if self.stage != Stage::Haggling && self.stage != Stage::Asked {
            return self.waiting_time(scene);
        }
        self.say(scene, Occasion::ThanksAccepted);
        self.order(scene, true)
    }

    /// The seller did not, or let the offer lapse: bids more, pays in full, or goes.
    pub(super) fn after_no(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if self.stage != Stage::Haggling {
            return self.waiting_time(scene);
        }
        self.look(scene);
        // No better price was named, so the list price stands.
        let list = self.wares.price * i64::from(self.quantity);
        if let Reply::Counter(_) = self.purse.answer(list) {
            return self.offer(scene, Occasion::Counter);
        }
        if scene.dice.chance(45) {
            self.say(scene, Occasion::PayFull);
            return self.order(scene, false);
        }
        self.say(scene, Occasion::RefusedOffer);
        self.leave(scene)
    }

    /// Orders, at the agreed price or the list price, and goes about their day.
    pub(super) fn order(&mut self, scene: &mut Scene<'_>, agreed: bool) -> Option<i64> {
        self.come(scene);
        let delivery = self.delivery(scene);
        scene.then(Move::Order {
            quantity: self.quantity,
            agreed,
            delivery,
        });
        self.step_out(scene);
        self.now(scene, Stage::Ordered)
    }

    /// The seller asks whether the order is right.
    pub(super) fn check_card(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.look(scene);
        let wrong = if self.character.careful && !self.corrected {
            self.words(scene, Occasion::Correct)
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.corrected = true;
            self.owed = true;
            scene.typed(&wrong, Move::Correct(wrong.clone()));
        } else {
            scene.then(Move::Confirm);
            self.step_out(scene);
        }
        self.now(scene, Stage::Ordered)
    }

    /// The order was not sent yet: asks where it is, and cancels when that does not help.
    pub(super) fn chase(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let waits = self.asked_again < self.character.patience;
        self.asked_again += 1;
        self.come(scene);
        if waits {
            self.ask_for(scene, Occasion::Chase);
            self.step_out(scene);
            return self.waiting_time(scene);
        }
        let reason = self.words(scene, Occasion::Cancel).unwrap_or_default();
        scene.typed(&reason, Move::Cancel(reason.clone()));
        self.leave(scene)
    }

    /// It is on its way.
    pub(super) fn await_parcel(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.look(scene);
        if scene.dice.chance(40) {
            self.say(scene, Occasion::ThanksShipped);
        }
        self.step_out(scene);
        self.now(scene, Stage::Underway)
    }

    /// The parcel is here.
    pub(super) fn unpack(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.come(scene);
        scene.then(Move::Receive);
        let harmed = if self.character.touchy { 38 } else { 12 };
        let mood = scene.dice.below(100);
        if mood < harmed && self.complain(scene) {
            return self.now(scene, Stage::Upset);
        }
        if mood > 92 {
            return self.leave(scene);
        }
        if scene.dice.chance(55) {
            self.say(scene, Occasion::Arrived);
        }
        let stars = if mood < 75 { 5 } else { 3 + (mood % 2) as u8 };
        self.rate(scene, stars)
    }

    fn complain(&mut self, scene: &mut Scene<'_>) -> bool {
        let Some(words) = self.words(scene, Occasion::Complaint) else {
            return false;
        };
        let told = match Harm::told_by(&words, &self.wares) {
            Some(harm) => Move::Show(harm, words.clone()),
            None => Move::Say(words.clone()),
        };
        scene.typed(&words, told);
        self.owed = true;
        true
    }

    /// Nobody says how it will be made good.
    pub(super) fn insist(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let waits = self.asked_again < self.character.patience;
        self.asked_again += 1;
        self.come(scene);
        if waits && self.ask_for(scene, Occasion::Cross) {
            return self.waiting_time(scene);
        }
        let stars = 1 + scene.dice.below(2) as u8;
        self.rate(scene, stars)
    }

    /// Rates the seller and goes.
    pub(super) fn rate(&mut self, scene: &mut Scene<'_>, stars: u8) -> Option<i64> {
        let occasion = match stars {
            5 => Occasion::Praise,
            3 | 4 => Occasion::Fair,
            _ => Occasion::Blame,
        };
        let words = self.words(scene, occasion).unwrap_or_default();
        scene.then(Move::Rate(stars, words));
        self.rating = stars;
        self.step_out(scene);
        self.now(scene, Stage::Rated)
    }

    /// The seller answered the rating: some think better of it.
    pub(super) fn read_answer(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if self.stage != Stage::Rated {
            return self.waiting_time(scene);
        }
        self.look(scene);
        if self.rating < 4 && scene.dice.chance(65) {
            let words = self.words(scene, Occasion::MadeGood);
            if let Some(words) = words {
                self.rating += 2;
                scene.then(Move::Rate(self.rating, words));
            }
        }
        self.leave(scene)
    }
}
