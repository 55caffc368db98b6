//! Coming by, asking, and what patience has to do with it.

use super::{Errand, Stage};
use crate::lively::moves::{Move, Scene};
use crate::lively::phrases::Occasion;

impl Errand {
    /// Comes by for the first time.
    pub(super) fn begin(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        self.come(scene);
        let mood = scene.dice.below(100);
        if self.only_looks {
            return if mood < 50 {
                self.fill(scene)
            } else {
                self.leave(scene)
            };
        }
        match mood {
            0..6 => self.leave(scene),
            6..16 => self.fill(scene),
            16..26 => self.order(scene, false),
            26..46 if self.character.haggles => self.bid(scene),
            _ => self.ask(scene),
        }
    }

    /// Asks about the product; who has no more questions buys.
    fn ask(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if self.ask_for(scene, Occasion::Ask) {
            return self.now(scene, Stage::Asked);
        }
        self.order(scene, false)
    }

    /// Knows enough for now: asks something else, bids, buys, puts it aside, or goes.
    pub(super) fn settle(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if self.questions > 0 && scene.dice.chance(30) {
            self.questions -= 1;
            if self.ask_for(scene, Occasion::Ask) {
                return self.now(scene, Stage::Asked);
            }
        }
        if self.character.haggles && self.purse.bid == 0 {
            return self.bid(scene);
        }
        if self.character.forgetful && scene.dice.chance(60) {
            return self.fill(scene);
        }
        if scene.dice.chance(75) {
            return self.order(scene, false);
        }
        self.say(scene, Occasion::Bye);
        self.leave(scene)
    }

    /// Nobody answered: asks again, or gives up and comes back when there is an answer.
    pub(super) fn ask_again(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let waits = self.asked_again < self.character.patience;
        self.asked_again += 1;
        if waits {
            self.come(scene);
            let occasion = match self.stage {
                Stage::Haggling => Occasion::AgainOffer,
                _ => Occasion::Again,
            };
            self.ask_for(scene, occasion);
            return self.waiting_time(scene);
        }
        if self.here && scene.dice.chance(50) {
            self.say(scene, Occasion::GiveUp);
        }
        self.step_out(scene);
        self.owed = true;
        None
    }

    /// There is none left for them.
    pub(super) fn regret(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if self.only_looks {
            return self.leave(scene);
        }
        self.look(scene);
        self.say(scene, Occasion::Pity);
        self.leave(scene)
    }

    /// Puts it into the cart, and goes.
    pub(super) fn fill(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        scene.then(Move::Fill(self.quantity));
        self.step_out(scene);
        self.now(scene, Stage::Carted)
    }

    /// Comes back to the cart: orders it, empties it, or forgets about it.
    pub(super) fn return_to_cart(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let mood = scene.dice.below(100);
        if mood < 30 {
            return self.leave(scene);
        }
        self.come(scene);
        if mood < 55 || self.only_looks {
            scene.then(Move::Empty);
            return self.leave(scene);
        }
        self.order_cart(scene)
    }

    /// Orders what is in the cart.
    pub(super) fn order_cart(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        let delivery = self.delivery(scene);
        scene.then(Move::OrderCart(delivery));
        self.step_out(scene);
        self.now(scene, Stage::Ordered)
    }
}
