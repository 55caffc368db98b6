//! When everything happens: which stories a shop has, and all their steps in the order of time.

use std::collections::{HashMap, HashSet};

use crate::dice::Dice;
use crate::seed::content::Content;
use crate::seed::story::{DAY, MINUTE, SECOND, Step, Story};
use crate::seed::weave::{self, YEARS};

/// A whole shop.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// When the shop opened, in Unix milliseconds.
    pub(crate) opened_at: i64,
    /// Every conversation.
    pub(crate) talks: Vec<Talk>,
    pub(crate) stories: Vec<Told>,
    /// In the order of time.
    pub(crate) events: Vec<Event>,
}

/// One conversation: a buyer's key and a product's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Talk {
    pub(crate) buyer: String,
    pub(crate) product: String,
    /// Whether the buyer waits for an answer.
    pub(crate) waiting: bool,
}

/// One story, told in one conversation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) talk: usize,
    /// So many of each product that left the shop.
    pub(crate) sold: Vec<(String, u32)>,
}

/// One step of one story.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: i64,
    pub(crate) story: usize,
    pub(crate) step: Step,
}

/// Plans a shop with so many conversations at most, relative to `now`.
pub(crate) fn make(content: &Content, conversations: usize, number: u64, now: i64) -> Plan {
    let dice = Dice::new(number);
    let mut stories = content.stories.clone();
    weave::answer_older(content, &mut stories, &dice.part(u64::MAX));
    stories.extend(weave::weave(content, &dice));
    let talks = talks(&stories, conversations);
    let place: HashMap<_, _> = talks
        .iter()
        .enumerate()
        .map(|(place, talk)| ((talk.buyer.as_str(), talk.product.as_str()), place))
        .collect();
    let (mut told, mut events) = (Vec::new(), Vec::new());
    for (part, story) in stories.iter().enumerate() {
        let Some(talk) = place.get(&(story.buyer.as_str(), story.product.as_str())) else {
            continue;
        };
        let sold = story.sold().into_iter();
        let sold = sold
            .map(|(key, quantity)| (key.to_owned(), quantity))
            .collect();
        let (number, talk) = (told.len(), *talk);
        told.push(Told { talk, sold });
        // Parts below that of a buyer belong to weaving.
        let mut dice = dice.part(1_000_000 + part as u64);
        events.extend(timed(story, number, &mut dice, now));
    }
    // Stable: what shares a millisecond keeps its order.
    events.sort_by_key(|event| event.at);
    Plan {
        opened_at: now - YEARS - DAY,
        talks,
        stories: told,
        events,
    }
}

/// The conversations of a shop that has so many at most: among each three one that waits, as long as
/// somebody does, and everybody once before anybody twice.
fn talks(stories: &[Story], conversations: usize) -> Vec<Talk> {
    let mut seen = HashSet::new();
    let (mut waiting, mut quiet) = (Vec::new(), Vec::new());
    for story in stories {
        if seen.insert((&story.buyer, &story.product)) {
            let talk = Talk {
                buyer: story.buyer.clone(),
                product: story.product.clone(),
                waiting: story.waiting,
            };
            if story.waiting {
                waiting.push(talk);
            } else {
                quiet.push(talk);
            }
        }
    }
    let mut times: HashMap<String, usize> = waiting
        .iter()
        .map(|talk: &Talk| (talk.buyer.clone(), 1))
        .collect();
    quiet.sort_by_cached_key(|talk: &Talk| {
        let times = times.entry(talk.buyer.clone()).or_default();
        *times += 1;
        *times
    });
    let (mut waiting, mut quiet) = (waiting.into_iter(), quiet.into_iter());
    let mut chosen = Vec::new();
    loop {
        let before = chosen.len();
        chosen.extend(waiting.by_ref().take(1));
        chosen.extend(quiet.by_ref().take(2));
        if chosen.len() == before || chosen.len() >= conversations {
            chosen.truncate(conversations);
            return chosen;
        }
    }
}

/// Gives every step its time, from the last one backward.
fn timed(story: &Story, number: usize, dice: &mut Dice, now: i64) -> Vec<Event> {
    // Nobody answers to the minute; but who waits since four minutes waits since four.
    let blur = if story.ago.0 > DAY {
        dice.between(-20 * MINUTE, 20 * MINUTE)
    } else {
        0
    };
    let mut at = now - story.ago.0 + blur;
    let mut events = Vec::new();
    for step in story.steps.iter().rev() {
        events.push(Event {
            at,
            story: number,
            step: step.clone(),
        });
        at -= step.after.0.max(SECOND);
    }
    events
}

#[cfg(test)]
mod tests;
