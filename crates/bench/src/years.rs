//! # A shop's years
//!
//! The trade of a shop, as a marketplace tells it: people, products, conversations, messages, orders
//! and feedback, in the order in which they happened. It is realistic in the ways that hurt: a few
//! threads with 20,000 messages, a few people with hundreds of conversations, words that are as
//! unevenly common as in a language, a third of the people Chinese, numbers of orders and products in
//! the text, pictures, very long texts and empty ones.
//!
//! The same size and number make the same years on every machine. What a record says follows from
//! its own number alone, so that nothing depends on the order in which records are made.

mod plan;
mod records;
mod speech;

use std::fmt;

use rapport_protocol::Change;

pub use plan::{Extremes, Plan};
pub use speech::{COMMON, COMMON_PAIR, NEVER_MEET, PHRASE};

/// When the years end, in Unix milliseconds: Sunday, 22 November 2026, 09:00 UTC.
pub const UNTIL: i64 = 1_795_338_000_000;

/// How much trade there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many messages, steps of orders among them.
    pub messages: u32,
    /// How many people wrote.
    pub people: u32,
    /// How many orders.
    pub orders: u32,
}

/// A size that no years fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSize(&'static str);

impl fmt::Display for BadSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadSize {}

impl Size {
    /// The usual mixture for so many messages: a tenth as many people, a fifth as many orders.
    pub fn usual(messages: u32) -> Self {
        Self {
            messages,
            people: (messages / 10).max(1),
            orders: messages / 5,
        }
    }

    fn check(self) -> Result<(), BadSize> {
        let (messages, people) = (u64::from(self.messages), u64::from(self.people));
        if people == 0 || self.messages < 10 {
            return Err(BadSize("at least one person and ten messages are needed"));
        }
        if messages < people * 4 {
            return Err(BadSize("at least four messages for each person are needed"));
        }
        if u64::from(self.orders) * 4 > messages {
            return Err(BadSize("at most one order for every four messages fits"));
        }
        Ok(())
    }
}

/// The changes of the years, oldest first. Everything that a record refers to comes before it.
#[derive(Debug)]
pub struct Years {
    teller: records::Teller,
    next: usize,
}

impl Years {
    /// Years of that size, ending at [`UNTIL`].
    ///
    /// # Errors
    /// [`BadSize`] where no years are like that.
    pub fn new(size: Size, number: u64) -> Result<Self, BadSize> {
        size.check()?;
        Ok(Self {
            teller: records::Teller::new(Plan::new(size, number)),
            next: 0,
        })
    }

    /// What happens when, and who is who.
    pub fn plan(&self) -> &Plan {
        &self.teller.plan
    }

    /// What the next message, or step of an order, brings: itself, after everything it refers to that
    /// was not told yet.
    pub fn next_message(&mut self) -> Option<Vec<Change>> {
        let told = self.teller.tell(self.next);
        self.next += usize::from(told.is_some());
        told
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use rapport_protocol::{Body, Open, Record};

    use super::*;

    fn all(messages: u32, number: u64) -> Vec<Change> {
        let mut years = Years::new(Size::usual(messages), number).unwrap();
        std::iter::from_fn(|| years.next_message())
            .flatten()
            .collect()
    }

    fn records(changes: &[Change]) -> impl Iterator<Item = &Record> {
        changes.iter().map(|change| change.record.known().unwrap())
    }

    #[test]
    fn the_same_number_makes_the_same_years() {
        assert_eq!(all(2_000, 7), all(2_000, 7));
        assert_ne!(all(2_000, 7), all(2_000, 8));
    }

    #[test]
    fn there_is_as_much_as_was_asked_for_in_order_and_each_thing_once() {
        let changes = all(20_000, 1);
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut seen = HashSet::new();
        let mut last = (0, 0);
        for (change, record) in changes.iter().zip(records(&changes)) {
            assert!(change.revision > last.0, "revisions go up");
            last.0 = change.revision;
            let (kind, id) = match record {
                Record::Person(it) => ("person", it.id.as_str()),
                Record::Product(it) => ("product", it.id.as_str()),
                Record::Conversation(it) => {
                    assert!(seen.contains(&("person", it.person_id.as_str())));
                    ("conversation", it.id.as_str())
                }
                Record::Message(it) => {
                    assert!(seen.contains(&("conversation", it.conversation_id.as_str())));
                    assert!(it.at >= last.1 && it.at <= UNTIL, "time goes on");
                    last.1 = it.at;
                    if let Open::Known(Body::Order(step)) = &it.body {
                        assert!(seen.contains(&("order", step.order_id.as_str())));
                    }
                    ("message", it.id.as_str())
                }
                Record::Order(it) => {
                    assert!(seen.contains(&("person", it.person_id.as_str())));
                    ("order", it.id.as_str())
                }
                Record::Feedback(it) => {
                    let order = it.order_id.as_ref().unwrap();
                    assert!(seen.contains(&("order", order.as_str())));
                    ("feedback", it.id.as_str())
                }
                Record::Offer(it) => ("offer", it.id.as_str()),
                Record::Cart(it) => ("cart", it.id.as_str()),
                Record::Deleted(_) => panic!("nothing is deleted"),
            };
            assert!(seen.insert((kind, id)), "{kind} {id} comes once");
            *counts.entry(kind).or_default() += 1;
        }
        assert_eq!(counts["message"], 20_000);
        assert_eq!(counts["person"], 2_000);
        assert_eq!(counts["order"], 4_000);
        assert!(counts["feedback"] > 1_000 && counts["feedback"] < 3_000);
    }

    #[test]
    fn it_hurts_where_it_should() {
        let changes = all(40_000, 1);
        let (mut lengths, mut threads) = (HashMap::new(), HashMap::new());
        let (mut texts, mut chinese, mut empty, mut long) = (0, 0, 0, 0);
        for record in records(&changes) {
            if let Record::Conversation(it) = record {
                *threads.entry(it.person_id.as_str()).or_insert(0) += 1;
            }
            let Record::Message(it) = record else {
                continue;
            };
            *lengths.entry(it.conversation_id.as_str()).or_insert(0) += 1;
            let text = match &it.body {
                Open::Known(Body::Text(body)) => body.text.as_str(),
                Open::Known(Body::Picture(body)) => body.caption.as_str(),
                _ => continue,
            };
            texts += 1;
            empty += i32::from(text.is_empty());
            long += i32::from(text.chars().count() > 800);
            chinese += i32::from(
                text.chars()
                    .any(|it| ('\u{4e00}'..'\u{a000}').contains(&it)),
            );
            let meet = NEVER_MEET.iter().all(|word| text.contains(word));
            assert!(!meet, "these words never meet");
        }
        assert!(
            *lengths.values().max().unwrap() >= 800,
            "a very long thread"
        );
        assert!(*threads.values().max().unwrap() >= 20, "a very busy person");
        assert!(
            (25..42).contains(&(chinese * 100 / texts)),
            "a third is Chinese"
        );
        assert!(empty > 50 && long > 50, "{empty} empty, {long} long");
    }

    #[test]
    fn a_size_that_does_not_fit_is_refused_in_words() {
        let size = |messages, people, orders| Size {
            messages,
            people,
            orders,
        };
        for bad in [size(0, 0, 0), size(100, 50, 0), size(100, 10, 50)] {
            assert!(!Years::new(bad, 1).unwrap_err().to_string().is_empty());
        }
        assert!(Years::new(size(40, 10, 10), 1).is_ok());
    }
}
