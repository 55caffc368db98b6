//! What the shop is like, before any of it happens.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::*;
use crate::seed::content::{Exchange, Words};
use crate::seed::pictures;
use crate::seed::story::Happening;

const NOW: i64 = 1_772_442_000_000;

fn whole(number: u64) -> Plan {
    make(&Content::read().unwrap(), usize::MAX, number, NOW)
}

/// What stands in a thread, in a buyer's wishes or in a rating.
fn words(what: &Happening) -> Vec<&str> {
    let said: Vec<&str> = match what {
        Happening::Buyer(words)
        | Happening::Seller(words)
        | Happening::Card(words)
        | Happening::Corrects(words)
        | Happening::Ships(words)
        | Happening::Cancels(words)
        | Happening::Answers(words) => vec![words],
        Happening::Offers(bid) | Happening::Counters(bid) => vec![&bid.note],
        Happening::Accepts(reply) | Happening::Declines(reply) => vec![&reply.note],
        Happening::Orders(order) => vec![&order.wishes],
        Happening::Rates(rating) | Happening::Rerates(rating) | Happening::RatesBuyer(rating) => {
            vec![&rating.text]
        }
        Happening::Lapses(_)
        | Happening::Confirms(_)
        | Happening::Receives(_)
        | Happening::Cart(_) => vec![],
    };
    said.into_iter().filter(|words| !words.is_empty()).collect()
}

/// Whether a step is a message of the buyer's or of the seller's own.
fn speaks(event: &Event) -> Option<bool> {
    use crate::seed::story::Side;
    match &event.step.what {
        Happening::Buyer(_) | Happening::Corrects(_) => Some(true),
        Happening::Seller(_) | Happening::Card(_) => Some(false),
        Happening::Offers(bid) | Happening::Counters(bid) => Some(bid.by == Side::Buyer),
        Happening::Accepts(reply) | Happening::Declines(reply) => Some(reply.by == Side::Buyer),
        _ => None,
    }
}

#[test]
fn the_same_number_makes_the_same_shop_and_another_number_another() {
    assert_eq!(whole(1), whole(1));
    assert_ne!(whole(1).events, whole(2).events);
}

#[test]
fn the_shop_is_as_large_as_it_says() {
    let content = Content::read().unwrap();
    assert_eq!(content.shop.products.len(), 25);
    assert_eq!(content.buyers.len(), 60);
    let chinese = content
        .buyers
        .iter()
        .filter(|buyer| buyer.is_chinese())
        .count();
    assert_eq!(chinese, 24, "two of five");
    let avatars: BTreeSet<_> = content.buyers.iter().map(|buyer| buyer.avatar).collect();
    assert_eq!(avatars.len(), 60, "each with a picture of their own");
    let plan = whole(1);
    let met: HashSet<_> = plan.talks.iter().map(|talk| &talk.buyer).collect();
    assert_eq!(met.len(), 60);
    let oldest = plan.events.first().unwrap().at;
    assert!(
        oldest > plan.opened_at && oldest < NOW - 700 * DAY,
        "two years"
    );
    assert!(plan.events.last().unwrap().at < NOW);
}

#[test]
fn the_hand_written_lines_are_many_and_no_two_alike() {
    let content = Content::read().unwrap();
    let steps = content.stories.iter().flat_map(|story| &story.steps);
    let lines: Vec<_> = steps.flat_map(|step| words(&step.what)).collect();
    assert!(lines.len() >= 400, "{} lines", lines.len());
    let distinct: BTreeSet<_> = lines.iter().collect();
    assert_eq!(distinct.len(), lines.len());
    let chinese = lines.iter().filter(|line| is_chinese(line)).count();
    let share = chinese * 100 / lines.len();
    assert!((35..=45).contains(&share), "{share} % are Chinese");
}

#[test]
fn no_template_is_in_both_languages() {
    let content = Content::read().unwrap();
    let all = |words: &Words| -> BTreeSet<String> {
        let talks: Vec<&Exchange> = words
            .exchanges
            .values()
            .flatten()
            .chain(&words.arrived)
            .collect();
        let spoken = talks.into_iter().flatten().map(|(_, line)| line);
        let asked = words
            .ask
            .values()
            .chain(words.slots.values())
            .chain(words.stars.values());
        let listed = asked.flatten().chain(&words.react).chain(&words.close);
        let listed = listed
            .chain(&words.card)
            .chain(&words.ship)
            .chain(&words.answer);
        let lines = spoken
            .chain(listed)
            .chain(&words.of_buyer)
            .chain(&words.sorry);
        lines.cloned().collect()
    };
    let (english, chinese) = (all(&content.english), all(&content.chinese));
    assert_eq!(english.intersection(&chinese).next(), None);
    assert!(english.iter().all(|line| !is_chinese(line)));
    assert!(chinese.iter().all(|line| is_chinese(line)));
    assert!(english.len() > 150 && chinese.len() > 120);
}

#[test]
fn nothing_is_said_too_often_and_no_slot_is_left() {
    let plan = whole(1);
    let mut times: HashMap<&str, u32> = HashMap::new();
    for line in plan.events.iter().flat_map(|event| words(&event.step.what)) {
        *times.entry(line).or_default() += 1;
        assert!(!line.contains(['{', '}']), "{line}");
    }
    let (line, most) = times.iter().max_by_key(|(_, times)| **times).unwrap();
    assert!(*most <= 7, "“{line}” is said {most} times");
    assert!(times.len() > 1200, "{} distinct lines", times.len());
}

#[test]
fn every_product_every_picture_and_every_name_in_a_story_is_there() {
    let content = Content::read().unwrap();
    for product in &content.shop.products {
        assert!(pictures::has(&product.key), "{}", product.key);
    }
    for story in &content.stories {
        assert!(content.buyer(&story.buyer).is_some(), "{}", story.buyer);
        assert!(
            content.product(&story.product).is_some(),
            "{}",
            story.product
        );
        for step in &story.steps {
            let shown = step.picture.as_deref();
            assert!(shown.is_none_or(pictures::has), "{shown:?}");
            if let Happening::Orders(order) = &step.what {
                let first = order.lines.first().map(|(key, _)| key);
                assert!(
                    order.offer || first == Some(&story.product),
                    "{}",
                    story.buyer
                );
            }
        }
    }
}

#[test]
fn who_waits_has_the_last_word_and_nobody_else_has() {
    for number in [1, 2, 3] {
        let plan = whole(number);
        let mut last = HashMap::new();
        for event in &plan.events {
            if let Some(buyers) = speaks(event) {
                last.insert(plan.stories[event.story].talk, buyers);
            }
        }
        let wrong: Vec<_> = last
            .into_iter()
            .map(|(talk, buyers)| (&plan.talks[talk], buyers))
            .filter(|(talk, buyers)| talk.waiting != *buyers)
            .collect();
        assert_eq!(wrong, []);
    }
}

#[test]
fn a_small_shop_has_somebody_waiting_and_every_name_once() {
    let content = Content::read().unwrap();
    for cap in [1, 3, 12, 40, 60] {
        let plan = make(&content, cap, 1, NOW);
        assert_eq!(plan.talks.len(), cap);
        let buyers: HashSet<_> = plan.talks.iter().map(|talk| &talk.buyer).collect();
        assert_eq!(buyers.len(), cap);
        let waiting = plan.talks.iter().filter(|talk| talk.waiting).count();
        assert_eq!(waiting, cap.div_ceil(3).min(9));
    }
    assert_eq!(make(&content, 0, 1, NOW).events, []);
}

#[test]
fn everything_in_one_conversation_happens_after_what_was_before() {
    let plan = whole(1);
    let mut spans: BTreeMap<usize, (i64, i64, usize)> = BTreeMap::new();
    for event in &plan.events {
        let talk = plan.stories[event.story].talk;
        let span = spans
            .entry(event.story)
            .or_insert((event.at, event.at, talk));
        span.1 = event.at;
    }
    let all: Vec<_> = spans.values().collect();
    for (number, one) in all.iter().enumerate() {
        for other in all.iter().skip(number + 1) {
            let apart = one.1 < other.0 || other.1 < one.0;
            assert!(
                one.2 != other.2 || apart,
                "two tales of one conversation overlap"
            );
        }
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))
}
