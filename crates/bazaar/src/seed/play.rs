//! Lets everything happen, in the order of time, under the rules of the marketplace.

use std::collections::HashMap;

use rapport_protocol::{
    Body, FeedbackId, Money, OfferId, OrderId, PictureBody, ProductId, TextBody,
};
use rusqlite::Transaction;

use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::rules::Rules;
use crate::seed::content::Content;
use crate::seed::pictures::{Album, avatar};
use crate::seed::plan::{Event, Plan, Talk};
use crate::seed::story::{Bid, HOUR, Happening, MINUTE, Purchase, Reply, Side, Step};
use crate::store::party::Party;
use crate::store::{conversations, messages, people};
use crate::talk;
use crate::trade::offers::{self, Terms};
use crate::trade::orders::{self, NewOrder, Wanted};
use crate::trade::{carts, feedback};

/// A shop while its history happens.
#[derive(Debug)]
pub(crate) struct Play<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) rules: &'a Rules,
    pub(crate) content: &'a Content,
    pub(crate) plan: &'a Plan,
    pub(crate) seller: &'a str,
    /// The products' ids by key.
    pub(crate) products: HashMap<String, ProductId>,
    pub(crate) album: Album,
    /// The buyers' ids by key.
    pub(crate) buyers: HashMap<String, String>,
    /// The conversations' ids, by their place in the plan.
    pub(crate) opened: HashMap<usize, String>,
    /// What each story speaks of at the moment.
    pub(crate) spoken_of: HashMap<usize, SpokenOf>,
}

/// What a story speaks of.
#[derive(Debug, Default)]
pub(crate) struct SpokenOf {
    offer: Option<OfferId>,
    order: Option<OrderId>,
    feedback: Option<FeedbackId>,
}

/// Where a step happens, and between whom.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    story: usize,
    at: i64,
    buyer: &'a str,
    conversation: &'a str,
    talk: &'a Talk,
}

impl<'a> Play<'a> {
    /// Plays all of it.
    pub(crate) fn play(&mut self) -> Result<()> {
        let plan = self.plan;
        for event in &plan.events {
            let told = plan.stories.get(event.story);
            let (number, talk) = told
                .and_then(|told| Some((told.talk, plan.talks.get(told.talk)?)))
                .ok_or_else(|| lost("conversation"))?;
            let buyer = self.buyer(&talk.buyer, event.at)?;
            let conversation = self.conversation(number, talk, &buyer, event.at)?;
            let place = Place {
                story: event.story,
                at: event.at,
                buyer: &buyer,
                conversation: &conversation,
                talk,
            };
            self.step(place, event)?;
        }
        Ok(())
    }

    /// Marks how far both sides have read. Who has waited for long was read and not answered.
    pub(crate) fn mark_read(&self, now: i64) -> Result<()> {
        for (number, talk) in self.plan.talks.iter().enumerate() {
            let found = self.opened.get(&number).zip(self.buyers.get(&talk.buyer));
            let Some((conversation, buyer)) = found else {
                continue;
            };
            let all = messages::of_conversation(self.tx, conversation)?;
            let patience = if talk.waiting { 2 * HOUR } else { 0 };
            for (party, since) in [
                (Party::Seller(self.seller), now - patience),
                (Party::Buyer(buyer), now - 30 * MINUTE),
            ] {
                let mut seen = all.iter().rev();
                let seen = seen.find(|said| said.at < since || said.author == party.author());
                if let Some(up_to) = seen {
                    conversations::set_read(self.tx, party, conversation, up_to.id.as_str())?;
                }
            }
        }
        Ok(())
    }

    /// The buyer, who comes to the marketplace when they are first heard of.
    fn buyer(&mut self, key: &str, at: i64) -> Result<String> {
        if let Some(id) = self.buyers.get(key) {
            return Ok(id.clone());
        }
        let buyer = self.content.buyer(key).ok_or_else(|| lost(key))?;
        let came = at - 10 * MINUTE;
        let id = people::add(self.tx, &buyer.name, Some(&buyer.language), came)?;
        let face = avatar(self.tx, &id, buyer.avatar)?;
        people::set_avatar(self.tx, &id, face.id.as_str())?;
        self.buyers.insert(key.to_owned(), id.clone());
        Ok(id)
    }

    fn conversation(&mut self, number: usize, talk: &Talk, buyer: &str, at: i64) -> Result<String> {
        if let Some(id) = self.opened.get(&number) {
            return Ok(id.clone());
        }
        let product = self.product(&talk.product)?;
        let opened = conversations::open(self.tx, buyer, product.as_str(), at - 1)?;
        self.opened.insert(number, opened.id.0.clone());
        Ok(opened.id.0)
    }

    fn step(&mut self, place: Place<'_>, event: &Event) -> Result<()> {
        let (tx, Step { picture, what, .. }) = (self.tx, &event.step);
        let shown = picture.as_deref();
        let (buyer, seller) = (
            self.deed(place, Side::Buyer),
            self.deed(place, Side::Seller),
        );
        match what {
            Happening::Buyer(words) => self.say(place, &buyer, words, shown),
            Happening::Seller(words) => self.say(place, &seller, words, shown),
            Happening::Offers(bid) => {
                let product = self.product(&place.talk.product)?;
                let terms = self.terms(bid, place.at);
                let by = self.deed(place, bid.by);
                let about = (place.conversation, product.as_str());
                let made = offers::make(tx, &by, about, &terms)?;
                self.of(place).offer = Some(made);
                Ok(())
            }
            Happening::Counters(bid) => {
                let terms = self.terms(bid, place.at);
                let made =
                    offers::counter(tx, &self.deed(place, bid.by), &self.offer(place)?, &terms)?;
                self.of(place).offer = Some(made);
                Ok(())
            }
            Happening::Accepts(reply) => self.reply(place, reply, true),
            Happening::Declines(reply) => self.reply(place, reply, false),
            Happening::Lapses(_) => offers::lapse_due(tx, place.at).map(|_| ()),
            Happening::Orders(order) => self.order(place, order),
            Happening::Card(note) => orders::send_card(tx, &seller, &self.ordered(place)?, note),
            Happening::Confirms(_) => orders::confirm(tx, &buyer, &self.ordered(place)?),
            Happening::Corrects(words) => orders::correct(tx, &buyer, &self.ordered(place)?, words),
            Happening::Ships(note) => orders::ship(tx, &seller, &self.ordered(place)?, note),
            Happening::Receives(_) => orders::receive(tx, &buyer, &self.ordered(place)?),
            Happening::Cancels(why) => orders::cancel(tx, &buyer, &self.ordered(place)?, why),
            Happening::Rates(rating) | Happening::Rerates(rating) => {
                let order = self.ordered(place)?;
                let given = feedback::rate(tx, &buyer, &order, rating.stars, &rating.text)?;
                self.of(place).feedback = Some(given);
                Ok(())
            }
            Happening::RatesBuyer(rating) => {
                let order = self.ordered(place)?;
                feedback::rate(tx, &seller, &order, rating.stars, &rating.text).map(|_| ())
            }
            Happening::Answers(words) => {
                let given = self
                    .of(place)
                    .feedback
                    .clone()
                    .ok_or_else(|| lost("feedback"))?;
                feedback::answer(tx, &seller, given.as_str(), words)
            }
            Happening::Cart(lines) => {
                for (key, quantity) in lines {
                    carts::put(tx, &buyer, self.product(key)?.as_str(), *quantity)?;
                }
                Ok(())
            }
        }
    }

    fn say(
        &mut self,
        place: Place<'_>,
        by: &Deed<'_>,
        words: &str,
        shown: Option<&str>,
    ) -> Result<()> {
        let text = words.to_owned();
        let body = match shown {
            None => Body::Text(TextBody { text }),
            Some(name) => Body::Picture(PictureBody {
                picture: self.album.picture(self.tx, by.by.id(), name)?,
                more: Vec::new(),
                caption: text,
            }),
        };
        talk::say(self.tx, by, place.conversation, &body).map(|_| ())
    }

    fn reply(&mut self, place: Place<'_>, reply: &Reply, accept: bool) -> Result<()> {
        let offer = self.offer(place)?;
        offers::answer(
            self.tx,
            &self.deed(place, reply.by),
            &offer,
            accept,
            &reply.note,
        )
    }

    fn order(&mut self, place: Place<'_>, order: &Purchase) -> Result<()> {
        let wanted = if order.offer {
            Wanted::Offer(OfferId(self.offer(place)?))
        } else {
            let lines = order.lines.iter();
            let lines = lines.map(|(key, quantity)| Ok((self.product(key)?, *quantity)));
            Wanted::Products(lines.collect::<Result<_>>()?)
        };
        let buyer = self.content.buyer(&place.talk.buyer);
        let new = NewOrder {
            wanted,
            deliver_to: buyer.map(|buyer| buyer.to.clone()).unwrap_or_default(),
            wishes: order.wishes.clone(),
        };
        let placed = orders::place(self.tx, &self.deed(place, Side::Buyer), &new)?;
        let spoken_of = self.of(place);
        spoken_of.order = Some(placed);
        spoken_of.feedback = None;
        Ok(())
    }

    fn deed<'d>(&self, place: Place<'d>, side: Side) -> Deed<'d>
    where
        'a: 'd,
    {
        Deed {
            by: match side {
                Side::Buyer => Party::Buyer(place.buyer),
                Side::Seller => Party::Seller(self.seller),
            },
            at: place.at,
            rules: self.rules,
            operation: None,
        }
    }

    fn terms(&self, bid: &Bid, at: i64) -> Terms {
        Terms {
            quantity: bid.quantity,
            price: Money {
                minor: bid.price,
                currency: self.content.shop.currency.clone(),
            },
            until_at: bid.hours.map(|hours| at + hours * HOUR),
            note: bid.note.clone(),
        }
    }

    fn of(&mut self, place: Place<'_>) -> &mut SpokenOf {
        self.spoken_of.entry(place.story).or_default()
    }

    fn offer(&self, place: Place<'_>) -> Result<String> {
        let spoken_of = self.spoken_of.get(&place.story);
        let offer = spoken_of.and_then(|of| of.offer.clone());
        offer.map(|id| id.0).ok_or_else(|| lost("offer"))
    }

    fn ordered(&self, place: Place<'_>) -> Result<String> {
        let spoken_of = self.spoken_of.get(&place.story);
        let order = spoken_of.and_then(|of| of.order.clone());
        order.map(|id| id.0).ok_or_else(|| lost("order"))
    }

    fn product(&self, key: &str) -> Result<ProductId> {
        self.products.get(key).cloned().ok_or_else(|| lost(key))
    }
}

/// A story speaks of something that it has not told of.
fn lost(what: &str) -> Error {
    Error::System(format!(
        "a story of the shop speaks of {what} and there is none"
    ))
}
