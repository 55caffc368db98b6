//! What a buyer makes of the seller's words.

use super::{Errand, Stage};
use crate::lively::bargain::Reply;
use crate::lively::hearing::{Heard, Meaning};
use crate::lively::moves::{News, Scene};
use crate::lively::phrases::Occasion;

impl Errand {
    /// The seller wrote, or showed something.
    pub(super) fn listen(&mut self, scene: &mut Scene<'_>, news: &[News]) -> Option<i64> {
        let away = !self.here;
        self.look(scene);
        let said: Vec<&str> = news
            .iter()
            .filter_map(|news| match news {
                News::Words(words) | News::Picture(words) => Some(words.as_str()),
                _ => None,
            })
            .collect();
        let list = self.wares.price * i64::from(self.quantity);
        let heard = Heard::listen(&said.join("\n"), list);
        let shown = news.iter().any(|news| matches!(news, News::Picture(_)));
        if shown {
            self.say(scene, Occasion::Admire);
        }
        match self.stage {
            Stage::Away | Stage::Asked => self.hear_answer(scene, &heard, (shown, away)),
            Stage::Haggling => self.hear_price(scene, &heard, shown),
            Stage::Upset => self.hear_amends(scene, &heard, shown),
            Stage::Ordered | Stage::Underway => self.hear_of_order(scene, &heard),
            Stage::Carted => self.hear_of_cart(scene, &heard),
            Stage::Rated | Stage::Done => self.hear_last(scene, &heard),
        }
    }

    /// After a question of the buyer's.
    fn hear_answer(
        &mut self,
        scene: &mut Scene<'_>,
        heard: &Heard,
        (shown, away): (bool, bool),
    ) -> Option<i64> {
        self.stage = Stage::Asked;
        if heard.means(Meaning::SoldOut) {
            return self.regret(scene);
        }
        if heard.price.is_some() {
            return self.hear_price(scene, heard, shown);
        }
        if heard.means(Meaning::Wait) {
            return self.grant_time(scene);
        }
        if heard.means(Meaning::Question) {
            return self.reply(scene);
        }
        if heard.is_only_polite() && !shown {
            // A greeting is no answer.
            self.owed = true;
            return self.waiting_time(scene);
        }
        let occasion = if away {
            Occasion::BackLater
        } else {
            Occasion::Noted
        };
        if !shown && scene.dice.chance(70) {
            self.say(scene, occasion);
        }
        if self.character.chatty && scene.dice.chance(40) {
            self.say(scene, Occasion::SmallTalk);
        }
        self.settle(scene)
    }

    /// While a price is being talked about.
    fn hear_price(&mut self, scene: &mut Scene<'_>, heard: &Heard, shown: bool) -> Option<i64> {
        if heard.means(Meaning::SoldOut) {
            return self.regret(scene);
        }
        if let Some(price) = heard.price {
            return match self.purse.answer(price) {
                Reply::Accept => {
                    self.purse.bid = price;
                    self.offer(scene, Occasion::Deal)
                }
                Reply::Counter(_) => self.offer(scene, Occasion::Counter),
                Reply::Decline => {
                    self.say(scene, Occasion::TooDear);
                    self.leave(scene)
                }
            };
        }
        if heard.means(Meaning::Wait) {
            return self.grant_time(scene);
        }
        if heard.means(Meaning::No) {
            return self.after_no(scene);
        }
        if heard.means(Meaning::Question) {
            return self.reply(scene);
        }
        if heard.means(Meaning::Yes) {
            // Said, and not yet done.
            self.ask_for(scene, Occasion::PressAccept);
        }
        if shown {
            return self.settle(scene);
        }
        self.now(scene, Stage::Haggling)
    }

    /// After a complaint.
    fn hear_amends(&mut self, scene: &mut Scene<'_>, heard: &Heard, shown: bool) -> Option<i64> {
        if heard.means(Meaning::Wait) {
            return self.grant_time(scene);
        }
        let amends = heard.means(Meaning::Amends) || heard.means(Meaning::Sent);
        if amends || heard.price.is_some() || shown {
            self.say(scene, Occasion::Calmed);
            let stars = 4 + scene.dice.below(2) as u8;
            return self.rate(scene, stars);
        }
        if heard.means(Meaning::Question) {
            return self.reply(scene);
        }
        self.insist(scene)
    }

    /// While the order waits or travels.
    fn hear_of_order(&mut self, scene: &mut Scene<'_>, heard: &Heard) -> Option<i64> {
        if heard.means(Meaning::Question) {
            return self.reply(scene);
        }
        if heard.means(Meaning::Sent) {
            self.say(scene, Occasion::ThanksShipped);
        } else if heard.means(Meaning::Wait) || scene.dice.chance(25) {
            self.say(scene, Occasion::Wait);
        }
        self.asked_again = 0;
        self.step_out(scene);
        self.waiting_time(scene)
    }

    /// While something lies in the cart: a word of the seller's helps.
    fn hear_of_cart(&mut self, scene: &mut Scene<'_>, heard: &Heard) -> Option<i64> {
        if heard.means(Meaning::SoldOut) {
            return self.regret(scene);
        }
        if heard.means(Meaning::Question) {
            self.say(scene, Occasion::Answer);
        }
        if self.only_looks || scene.dice.chance(35) {
            self.step_out(scene);
            return self.waiting_time(scene);
        }
        self.order_cart(scene)
    }

    /// After the rating.
    fn hear_last(&mut self, scene: &mut Scene<'_>, heard: &Heard) -> Option<i64> {
        if heard.means(Meaning::Amends) {
            return self.read_answer(scene);
        }
        if heard.means(Meaning::Question) {
            return self.reply(scene);
        }
        self.step_out(scene);
        self.waiting_time(scene)
    }

    /// The seller asked something: the buyer answers, and waits on.
    fn reply(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if !self.ask_for(scene, Occasion::Answer) {
            return self.leave_or_stay(scene);
        }
        self.waiting_time(scene)
    }

    /// The seller wants a moment: the buyer gives it, and waits from anew.
    fn grant_time(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        if scene.dice.chance(60) {
            self.say(scene, Occasion::Wait);
        }
        self.asked_again = 0;
        self.owed = true;
        self.waiting_time(scene)
    }

    /// Nothing is left to say: buys or goes, where that is still open.
    fn leave_or_stay(&mut self, scene: &mut Scene<'_>) -> Option<i64> {
        match self.stage {
            Stage::Asked | Stage::Haggling => self.settle(scene),
            Stage::Upset => self.insist(scene),
            _ => {
                self.step_out(scene);
                self.waiting_time(scene)
            }
        }
    }
}
