//! All simulated buyers together: who comes by, who is about to do something, who heard something.
//!
//! [`Crowd::act`] does what is due at a time and says when it wants to be asked again, so that a
//! test can let hours pass in a moment. Nothing piles up: so many are there at once, so many wait
//! for the seller, and while that many wait, others only look.

#[cfg(test)]
mod tests;
mod visits;

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::character::{Character, Language};
use super::errand::{Errand, Stage};
use super::matter::Matter;
use super::moves::{Move, News, Scene, Step};
use super::pace::Pace;
use super::phrases::{Echo, Phrases, Voice};
use crate::bazaar::Bazaar;
use crate::dice::Dice;
use crate::error::{Error, Result};
use crate::store::crowd::{Done, Known, What};

/// How many steps are taken before the clock is looked at again.
const STEPS_AT_ONCE: usize = 64;

/// How much of the sellers' doings is read at once.
const READ_AT_ONCE: u32 = 200;

/// How long a buyer takes to notice something, in milliseconds.
const NOTICE: i64 = 1500;

/// How long an offer of a buyer's stands, in milliseconds.
const OFFER_STANDS: i64 = 30 * 60_000;

/// Everybody who is simulated.
#[derive(Debug)]
pub(crate) struct Crowd {
    bazaar: Bazaar,
    pace: Pace,
    phrases: Phrases,
    echo: Echo,
    dice: Dice,
    people: Vec<Somebody>,
    /// What they are at, by number in the order it began.
    errands: BTreeMap<u64, Running>,
    begun: u64,
    /// How many new names have come by.
    newcomers: usize,
    /// The sellers, and up to which revision their doings were noticed.
    sellers: BTreeMap<String, i64>,
    next_visit: i64,
    next_delivery: i64,
}

/// One simulated buyer.
#[derive(Debug)]
struct Somebody {
    id: String,
    name: String,
    character: Character,
    dice: Dice,
    /// The lines of the book they have used.
    said: HashSet<String>,
    rests_until: i64,
}

/// An errand that is being run.
#[derive(Debug)]
struct Running {
    /// Whose; a place among the people.
    who: usize,
    errand: Errand,
    matter: Matter,
    steps: VecDeque<Step>,
    /// How long the buyer waits when the steps are done; for ever when none.
    then: Option<i64>,
    news: Vec<News>,
    /// When there is something to do again; never when none.
    due: Option<i64>,
}

/// What was done, and when to come back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Acted {
    /// Who did what.
    pub(crate) moves: Vec<(String, Move)>,
    /// When the next thing is due, in Unix milliseconds.
    pub(crate) next: i64,
}

impl Crowd {
    /// Nobody is there yet; who knows the marketplace already may come.
    pub(crate) fn gather(bazaar: Bazaar, pace: Pace, number: u64) -> Result<Self> {
        let now = bazaar.now();
        let mut crowd = Self {
            phrases: Phrases::read()?,
            echo: Echo::default(),
            dice: Dice::new(number),
            people: Vec::new(),
            errands: BTreeMap::new(),
            begun: 0,
            newcomers: 0,
            sellers: BTreeMap::new(),
            next_visit: now,
            next_delivery: now,
            bazaar,
            pace,
        };
        for known in crowd.bazaar.first_buyers(visits::MOST_PEOPLE)? {
            crowd.know(known);
        }
        Ok(crowd)
    }

    fn know(&mut self, known: Known) -> usize {
        let place = self.people.len();
        let mut dice = self.dice.part(place as u64 + 1);
        let language = Language::of(known.language.as_deref());
        self.people.push(Somebody {
            id: known.id,
            name: known.name,
            character: Character::draw(language, &mut dice),
            dice,
            said: HashSet::new(),
            rests_until: 0,
        });
        place
    }

    /// Does what is due.
    pub(crate) fn act(&mut self, now: i64) -> Result<Acted> {
        let mut moves = Vec::new();
        self.listen(now)?;
        for _ in 0..STEPS_AT_ONCE {
            let due = |running: &Running| running.due.unwrap_or(i64::MAX);
            let first = self.errands.iter().min_by_key(|(_, running)| due(running));
            let Some((number, _)) = first.filter(|(_, running)| due(running) <= now) else {
                break;
            };
            moves.extend(self.step(*number, now)?);
        }
        if now >= self.next_delivery {
            self.restock()?;
            self.next_delivery = now + self.pace.takes(visits::DELIVERIES_EVERY);
        }
        if now >= self.next_visit {
            self.visit(now)?;
            self.next_visit = now + self.next_comes_in();
        }
        let dues = self.errands.values().filter_map(|running| running.due);
        let next = dues.min().unwrap_or(i64::MAX);
        Ok(Acted {
            moves,
            next: next.min(self.next_visit).min(self.next_delivery),
        })
    }

    /// How long until somebody comes by: soon where it is quiet.
    fn next_comes_in(&mut self) -> i64 {
        let quiet = self.here() * 3 < self.pace.at_once();
        let (low, high) = if quiet {
            (6_000, 20_000)
        } else {
            (22_000, 60_000)
        };
        self.pace.takes(self.dice.between(low, high))
    }

    /// How many errands wait for the seller.
    pub(crate) fn waiting(&self) -> usize {
        let errands = self.errands.values();
        errands
            .filter(|running| running.errand.waits_for_seller())
            .count()
    }

    /// How many buyers are there.
    fn here(&self) -> usize {
        let errands = self.errands.values();
        errands.filter(|running| running.errand.is_here()).count()
    }

    /// One errand goes on: its next move, or what comes after all of them.
    fn step(&mut self, number: u64, now: i64) -> Result<Option<(String, Move)>> {
        let Some(mut running) = self.errands.remove(&number) else {
            return Ok(None);
        };
        if self.bazaar.is_there_in_person(&running.matter.buyer) {
            // The buyer's own hand is better than a simulated one.
            self.bazaar.set_online(&running.matter.buyer, false);
            return Ok(None);
        }
        let mut made = None;
        if let Some(step) = running.steps.pop_front() {
            made = Some(self.perform(&mut running, step.does)?);
        } else {
            self.think(&mut running);
        }
        running.due = if let Some(step) = running.steps.front() {
            Some(now + self.pace.takes(step.after))
        } else if running.news.is_empty() {
            running.then.map(|wait| now + self.pace.takes(wait))
        } else {
            Some(now + self.pace.takes(NOTICE))
        };
        let over = running.errand.is_over() && running.steps.is_empty();
        let who = self.people.get_mut(running.who);
        let name = who.map(|who| {
            if over {
                who.rests_until = now + self.pace.takes(who.dice.between(8, 40) * 60_000);
            }
            who.name.clone()
        });
        if !over {
            self.errands.insert(number, running);
        }
        Ok(made.map(|made| (name.unwrap_or_default(), made)))
    }

    /// Makes a move. What the marketplace refuses is news for the buyer.
    fn perform(&self, running: &mut Running, does: Move) -> Result<Move> {
        if does == Move::Leave && self.is_here_elsewhere(running.who) {
            return Ok(does);
        }
        let stands = self.pace.takes(OFFER_STANDS);
        match running.matter.make(&self.bazaar, &does, stands) {
            Ok(()) => {}
            Err(Error::Refused(_)) => {
                running.steps.clear();
                let buys = matches!(
                    does,
                    Move::Order { .. } | Move::OrderCart(_) | Move::Fill(_)
                );
                let refused = if buys { News::SoldOut } else { News::Refused };
                running.news.push(refused);
            }
            Err(fault) => return Err(fault),
        }
        Ok(does)
    }

    /// The buyer considers what to do, after what happened.
    fn think(&mut self, running: &mut Running) {
        let Some(who) = self.people.get_mut(running.who) else {
            return;
        };
        let voice = Voice {
            book: self.phrases.of(who.character.language),
            character: who.character,
            said: &mut who.said,
            echo: &mut self.echo,
        };
        let mut scene = Scene::new(voice, &mut who.dice);
        let news = std::mem::take(&mut running.news);
        running.then = running.errand.next(&mut scene, &news);
        running.steps = scene.steps.into();
    }

    fn is_here_elsewhere(&self, who: usize) -> bool {
        let mut errands = self.errands.values();
        errands.any(|running| running.who == who && running.errand.is_here())
    }

    /// Notices what the sellers did since.
    fn listen(&mut self, now: i64) -> Result<()> {
        for (seller, since) in self.sellers.clone() {
            let (reached, done) = self.bazaar.done_since(&seller, Some(since), READ_AT_ONCE)?;
            self.sellers.insert(seller, reached);
            for done in done {
                self.notice(done, now)?;
            }
        }
        Ok(())
    }

    fn notice(&mut self, done: Done, now: i64) -> Result<()> {
        let soon = now + self.pace.takes(NOTICE);
        let mut errands = self.errands.values_mut();
        let about = |running: &&mut Running| {
            running.matter.buyer == done.buyer && running.matter.is_about(&done.conversation)
        };
        if let Some(running) = errands.find(about) {
            let news = running.matter.notice(&self.bazaar, done.what)?;
            if let Some(news) = news {
                running.news.push(news);
                if running.steps.is_empty() {
                    running.due = Some(running.due.map_or(soon, |due| due.min(soon)));
                }
            }
            return Ok(());
        }
        self.resume(done, soon)
    }

    /// The seller did something for a buyer who is at nothing: they take it up again.
    fn resume(&mut self, done: Done, due: i64) -> Result<()> {
        let Some(who) = self.people.iter().position(|who| who.id == done.buyer) else {
            return Ok(());
        };
        let (_, talk) = self.bazaar.conversation(&done.buyer, &done.conversation)?;
        let product = self.product(talk.product_id.as_ref())?;
        let (Some(product), false) = (product, self.bazaar.is_there_in_person(&done.buyer)) else {
            return Ok(());
        };
        let (mut matter, stage) =
            Matter::resumed(&self.bazaar, &done.buyer, &product, &done.conversation)?;
        let begun = match &done.what {
            What::Answered(_, rating) => (Stage::Rated, *rating),
            What::Wrote(_) => (stage, 0),
        };
        let Some(news) = matter.notice(&self.bazaar, done.what)? else {
            return Ok(());
        };
        let begun = match news {
            News::Accepted | News::Declined => (Stage::Haggling, 0),
            // Nobody waits for an offer that was forgotten.
            News::Lapsed => return Ok(()),
            _ => begun,
        };
        let Some(character) = self.people.get(who).map(|who| who.character) else {
            return Ok(());
        };
        let errand = Errand::resumed(character, super::matter::wares(&product), begun);
        self.begin(who, (errand, matter), vec![news], due);
        Ok(())
    }

    fn begin(&mut self, who: usize, what: (Errand, Matter), news: Vec<News>, due: i64) {
        self.begun += 1;
        let running = Running {
            who,
            errand: what.0,
            matter: what.1,
            steps: VecDeque::new(),
            then: None,
            news,
            due: Some(due),
        };
        self.errands.insert(self.begun, running);
    }
}
