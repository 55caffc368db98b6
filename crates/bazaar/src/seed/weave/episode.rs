//! One visit to the shop, from the first question to the last thanks.

use super::haggles;
use crate::dice::Dice;
use crate::seed::content::{Character, Exchange, Voice};
use crate::seed::story::{
    Bid, DAY, HOUR, Happening, MINUTE, Purchase, Rating, Reply, SECOND, Side, Span, Step,
};
use crate::seed::teller::{About, Teller};

/// A visit while it is told.
#[derive(Debug)]
pub(super) struct Episode<'t, 'a> {
    teller: &'t mut Teller<'a>,
    dice: &'t mut Dice,
    about: About<'t>,
    steps: Vec<Step>,
    /// How much later than usual the next step comes, in milliseconds.
    pause: i64,
}

impl<'t, 'a> Episode<'t, 'a> {
    /// A visit of somebody's over some product.
    pub(super) fn new(teller: &'t mut Teller<'a>, dice: &'t mut Dice, about: About<'t>) -> Self {
        Self {
            teller,
            dice,
            about,
            steps: Vec::new(),
            pause: 0,
        }
    }

    /// Tells all of it.
    pub(super) fn tell(mut self, buys: bool) -> Vec<Step> {
        if self.dice.chance(45) {
            self.question();
        } else {
            self.exchange(&["any", &self.about.product.kind]);
        }
        if self.dice.chance(25) {
            self.photo();
        }
        if self.dice.chance(60) {
            self.exchange(&["any", &self.about.product.kind]);
        }
        if buys {
            self.sale();
        }
        // Whoever found every line used up at least asks.
        if self.steps.is_empty() {
            self.question();
        }
        self.steps
    }

    /// The buyer asks about the product and the seller, who knows, answers.
    fn question(&mut self) {
        let words = self.teller.words;
        let facts: Vec<_> = self.about.product.facts.iter().collect();
        let Some((subject, fact)) = self.dice.pick(&facts).copied() else {
            return;
        };
        let asked = words
            .ask
            .get(subject)
            .map(|asked| self.line(asked))
            .unwrap_or_default();
        if asked.is_empty() {
            return;
        }
        let (lead, tail) = (self.line(&words.lead), self.line(&words.tail));
        let chinese = self.about.buyer.is_chinese();
        let fact = if chinese { &fact.zh } else { &fact.en };
        self.buyer(asked);
        self.seller(format!("{lead}{fact}{tail}"));
        if self.dice.chance(55) {
            let (thanks, bye) = (self.line(&words.react), self.line(&words.close));
            if !thanks.is_empty() && !bye.is_empty() {
                self.buyer(thanks);
                self.seller(bye);
            }
        }
    }

    /// The buyer wants to see it, and the seller shows it.
    fn photo(&mut self) {
        let photo = &self.teller.words.photo;
        let (asked, shown) = (self.line(&photo.ask), self.line(&photo.show));
        if asked.is_empty() {
            return;
        }
        self.buyer(asked);
        let after = self.dice.between(3 * MINUTE, 40 * MINUTE);
        self.steps.push(Step {
            after: Span(after),
            picture: Some(self.about.product.key.clone()),
            what: Happening::Seller(shown),
        });
    }

    /// A short talk that suits one of these subjects.
    fn exchange(&mut self, subjects: &[&str]) {
        let exchanges = &self.teller.words.exchanges;
        let suits: Vec<_> = subjects
            .iter()
            .filter_map(|subject| exchanges.get(*subject))
            .collect();
        if let Some(talks) = self.dice.pick(&suits).copied() {
            self.talk(talks);
        }
    }

    fn talk(&mut self, talks: &'a [Exchange]) {
        let first = |talk: &'a Exchange| talk.first().map_or("", |(_, line)| line.as_str());
        let Some(talk) = self.teller.choose(self.dice, talks, first) else {
            return;
        };
        for (voice, line) in talk {
            let said = self.teller.fill(self.dice, line, self.about);
            match voice {
                Voice::Buyer => self.buyer(said),
                Voice::Seller => self.seller(said),
            }
        }
    }

    fn sale(&mut self) {
        let words = self.teller.words;
        let often = if haggles(self.about.buyer) { 80 } else { 10 };
        let agreed = self.dice.chance(often) && self.haggle();
        let wishes = self.line(&words.wish);
        let quantity = if self.dice.chance(12) { 2 } else { 1 };
        let lines = vec![(self.about.product.key.clone(), quantity)];
        let order = Purchase {
            offer: agreed,
            lines: if agreed { Vec::new() } else { lines },
            wishes,
        };
        self.step((MINUTE, 3 * HOUR), Happening::Orders(order));
        // What was agreed is put on a card, which answers the buyer's yes.
        if agreed || self.dice.chance(80) {
            let card = self.line(&words.card);
            self.step((10 * MINUTE, 5 * HOUR), Happening::Card(card));
            self.step((3 * MINUTE, 6 * HOUR), Happening::Confirms(true));
        }
        let note = self.line(&words.ship);
        self.step((10 * HOUR, 2 * DAY), Happening::Ships(note));
        if self.dice.chance(10) {
            self.wait((3 * DAY, 6 * DAY));
            self.exchange(&["late"]);
        }
        self.step((2 * DAY, 7 * DAY), Happening::Receives(true));
        if self.dice.chance(60) {
            self.talk(&words.arrived);
        }
        self.rate();
        if self.dice.chance(18) {
            self.wait((20 * DAY, 90 * DAY));
            self.exchange(&["later"]);
        }
    }

    /// The two talk about the price; true when they agree on one.
    fn haggle(&mut self) -> bool {
        let words = &self.teller.words.haggle;
        let wholesale = self.about.buyer.character == Character::Wholesale;
        let quantity = if wholesale { 4 } else { 1 };
        let list = self.about.product.price * i64::from(quantity);
        let asked = share(list, self.dice.between(78, 92));
        let bid = |by, price, note| Bid {
            by,
            quantity,
            price,
            hours: Some(72),
            note,
        };
        let note = self.line(&words.ask);
        self.step(
            (5 * MINUTE, HOUR),
            Happening::Offers(bid(Side::Buyer, asked, note)),
        );
        let by = Side::Seller;
        match self.dice.below(10) {
            0..4 => {
                let note = self.line(&words.yes);
                self.step(
                    (5 * MINUTE, 4 * HOUR),
                    Happening::Accepts(Reply { by, note }),
                );
                true
            }
            4..8 => {
                let note = self.line(&words.counter);
                let between = share(i64::midpoint(asked, list), 100);
                let counter = Happening::Counters(bid(by, between, note));
                self.step((5 * MINUTE, 4 * HOUR), counter);
                let (by, note) = (Side::Buyer, self.line(&words.take));
                self.step(
                    (2 * MINUTE, 8 * HOUR),
                    Happening::Accepts(Reply { by, note }),
                );
                true
            }
            8 => {
                let note = self.line(&words.no);
                self.step(
                    (5 * MINUTE, 4 * HOUR),
                    Happening::Declines(Reply { by, note }),
                );
                false
            }
            _ => {
                let note = self.line(&words.counter);
                let counter = Happening::Counters(bid(by, share(list, 97), note));
                self.step((5 * MINUTE, 4 * HOUR), counter);
                self.step((72 * HOUR, 72 * HOUR + SECOND), Happening::Lapses(true));
                false
            }
        }
    }

    /// Ratings, in one direction or both, and what the seller answers.
    fn rate(&mut self) {
        let words = self.teller.words;
        if self.dice.chance(68) {
            let stars = match (self.about.buyer.character, self.dice.below(20)) {
                (Character::Complainer, 0..8) | (_, 0) => 3,
                (_, 1..4) => 4,
                _ => 5,
            };
            let said = words.stars.get(&stars).filter(|_| self.dice.chance(88));
            let text = said.map(|said| self.line(said)).unwrap_or_default();
            self.step((HOUR, 3 * DAY), Happening::Rates(Rating { stars, text }));
            answer(self.teller, self.dice, self.about, &mut self.steps);
        }
        if self.dice.chance(45) {
            let text = self.line(&words.of_buyer);
            let rating = Rating { stars: 5, text };
            self.step((20 * MINUTE, DAY), Happening::RatesBuyer(rating));
        }
    }

    fn line(&mut self, of: &'a [String]) -> String {
        self.teller.line(self.dice, of, self.about)
    }

    /// Somebody who writes twice does so at once; an answer takes a little.
    fn buyer(&mut self, text: String) {
        let again = matches!(
            self.steps.last(),
            Some(Step {
                what: Happening::Buyer(_),
                ..
            })
        );
        let after = if again {
            (15 * SECOND, 90 * SECOND)
        } else {
            (MINUTE, 25 * MINUTE)
        };
        if !text.is_empty() {
            self.step(after, Happening::Buyer(text));
        }
    }

    fn seller(&mut self, text: String) {
        if !text.is_empty() {
            self.step((3 * MINUTE, 70 * MINUTE), Happening::Seller(text));
        }
    }

    fn step(&mut self, (low, high): (i64, i64), what: Happening) {
        let pause = std::mem::take(&mut self.pause);
        let after = Span(self.dice.between(low, high) + pause);
        let picture = None;
        self.steps.push(Step {
            after,
            picture,
            what,
        });
    }

    /// Makes the next step come later.
    fn wait(&mut self, (low, high): (i64, i64)) {
        self.pause = self.dice.between(low, high);
    }
}

/// So many hundredths of a price, to the half unit of money.
fn share(price: i64, percent: i64) -> i64 {
    price * percent / 100 / 50 * 50
}

/// The seller answers a rating that has no answer yet.
pub(super) fn answer(
    teller: &mut Teller<'_>,
    dice: &mut Dice,
    about: About<'_>,
    steps: &mut Vec<Step>,
) {
    let mut stars = None;
    for step in steps.iter() {
        match &step.what {
            Happening::Rates(rating) | Happening::Rerates(rating) => stars = Some(rating.stars),
            Happening::Answers(_) => return,
            _ => {}
        }
    }
    let Some(stars) = stars else {
        return;
    };
    let words = teller.words;
    let kind = if stars > 3 {
        &words.answer
    } else {
        &words.sorry
    };
    let text = teller.line(dice, kind, about);
    if !text.is_empty() {
        steps.push(Step {
            after: Span(dice.between(HOUR, DAY)),
            picture: None,
            what: Happening::Answers(text),
        });
    }
}
