//! Who says what, and when: pure, from a number.

use serde::Deserialize;

use crate::dice::Dice;
use crate::seed::shop::{Line, Look, Shop, Talk};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Who says a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    Buyer,
    Seller,
    #[serde(skip)]
    System,
}

/// Everything that is to be stored.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// When the shop opened, before anybody asked.
    pub(crate) opened_at: i64,
    pub(crate) talks: Vec<PlannedTalk>,
    /// All lines of all talks, in the order of time.
    pub(crate) lines: Vec<PlannedLine>,
}

/// One conversation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PlannedTalk {
    pub(crate) buyer: String,
    pub(crate) language: String,
    pub(crate) product: usize,
    pub(crate) opened_at: i64,
    pub(crate) waiting: bool,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedLine {
    pub(crate) talk: usize,
    pub(crate) at: i64,
    pub(crate) who: Who,
    pub(crate) text: String,
    pub(crate) look: Option<Look>,
}

/// Plans so many conversations, the newest ending just before `now`.
pub(crate) fn make(shop: &Shop, conversations: usize, number: u64, now: i64) -> Plan {
    let mut dice = Dice::new(number);
    let mut talks = Vec::new();
    let mut lines = Vec::new();
    for talk in 0..conversations {
        // Two of five in Chinese; the buyers' names walk through all pairs before one comes again.
        let language = if talk % 5 < 3 { "en" } else { "zh" };
        let product = dice.below(shop.products.len());
        let waiting = talk % 3 == 0;
        let said = words(shop, &mut dice, (talk, language, product), waiting);
        let said = timed(said, &mut dice, now, waiting);
        talks.push(PlannedTalk {
            buyer: name(shop, language, talk),
            language: if language == "zh" { "zh-CN" } else { "en" }.to_owned(),
            product,
            opened_at: said.first().map_or(now, |line| line.at - 5000),
            waiting,
        });
        lines.extend(said);
    }
    // Stable: lines of one talk that share a millisecond keep their order.
    lines.sort_by_key(|line| line.at);
    let opened_at = lines.first().map_or(now, |line| line.at) - 30 * DAY;
    Plan {
        opened_at,
        talks,
        lines,
    }
}

fn name(shop: &Shop, language: &str, talk: usize) -> String {
    let Some(names) = shop.names.get(language) else {
        return "…".to_owned();
    };
    // Steps of seven through the last names, so that neighbours are not namesakes.
    let first = names.first.get(talk % names.first.len().max(1));
    let round = talk / names.first.len().max(1);
    let last = names.last.get((talk * 7 + round) % names.last.len().max(1));
    let (first, last) = (
        first.map_or("", String::as_str),
        last.map_or("", String::as_str),
    );
    if language == "zh" {
        format!("{first}{last}")
    } else {
        format!("{first} {last}")
    }
}

/// What is said in one conversation: three to five exchanges that suit the product.
fn words(
    shop: &Shop,
    dice: &mut Dice,
    (talk, language, product): (usize, &str, usize),
    waiting: bool,
) -> Vec<PlannedLine> {
    let topic = shop
        .products
        .get(product)
        .map_or("any", |product| product.topic.as_str());
    let mut fitting: Vec<&Talk> = shop
        .talks
        .iter()
        .filter(|talk| talk.language == language && (talk.topic == topic || talk.topic == "any"))
        .collect();
    let planned = |line: &Line| PlannedLine {
        talk,
        at: 0,
        who: line.who,
        text: line.text.clone(),
        look: line.look,
    };
    let mut said = Vec::new();
    for _ in 0..3 + dice.below(3) {
        if fitting.is_empty() {
            break;
        }
        let exchange = fitting.swap_remove(dice.below(fitting.len()));
        said.extend(exchange.lines.iter().map(planned));
    }
    let paid = shop.system.get(language).filter(|_| dice.below(4) == 0);
    if let Some(text) = paid {
        let (who, text) = (Who::System, text.clone());
        said.insert(
            said.len() / 2,
            PlannedLine {
                talk,
                at: 0,
                who,
                text,
                look: None,
            },
        );
    }
    // Whoever waits has the last word, and whoever does not was answered.
    let last = if waiting { Who::Buyer } else { Who::Seller };
    while said.last().is_some_and(|line| line.who != last) {
        said.pop();
    }
    said
}

/// Gives every line its time, from the last one backward.
fn timed(mut said: Vec<PlannedLine>, dice: &mut Dice, now: i64, waiting: bool) -> Vec<PlannedLine> {
    let ago = match (waiting, dice.below(3)) {
        (true, 0) => dice.between(2 * MINUTE, HOUR),
        (true, 1) => dice.between(HOUR, 8 * HOUR),
        (true, _) => dice.between(8 * HOUR, 30 * HOUR),
        (false, 0) => dice.between(20 * MINUTE, 12 * HOUR),
        (false, _) => dice.between(12 * HOUR, 28 * DAY),
    };
    let mut at = now - ago;
    let mut later: Option<Who> = None;
    for line in said.iter_mut().rev() {
        at -= match (line.who, later) {
            (_, None) => 0,
            (Who::Buyer, Some(Who::Buyer)) => dice.between(15_000, 90_000),
            (Who::Buyer, Some(_)) => dice.between(2 * MINUTE, 45 * MINUTE),
            (_, Some(_)) => dice.between(5 * MINUTE, 14 * HOUR),
        };
        line.at = at;
        later = Some(line.who);
    }
    said
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const NOW: i64 = 1_772_442_000_000;

    #[test]
    fn the_same_number_makes_the_same_shop_and_another_a_different_one() {
        let shop = Shop::read().unwrap();
        assert_eq!(make(&shop, 40, 1, NOW), make(&shop, 40, 1, NOW));
        assert_ne!(make(&shop, 40, 1, NOW).lines, make(&shop, 40, 2, NOW).lines);
    }

    #[test]
    fn the_usual_shop_is_as_large_and_as_varied_as_it_says() {
        let shop = Shop::read().unwrap();
        let plan = make(&shop, 40, 1, NOW);
        let names: HashSet<_> = plan.talks.iter().map(|talk| &talk.buyer).collect();
        assert_eq!(names.len(), 40, "no two buyers share a name");
        let texts: HashSet<_> = plan.lines.iter().map(|line| &line.text).collect();
        assert!(plan.lines.len() >= 350, "{} messages", plan.lines.len());
        assert!(texts.len() >= 100, "{} distinct lines", texts.len());
        assert!(
            plan.lines
                .iter()
                .any(|line| line.look == Some(Look::Damaged))
        );
    }

    #[test]
    fn times_are_in_order_and_who_waits_has_the_last_word() {
        let shop = Shop::read().unwrap();
        let plan = make(&shop, 40, 3, NOW);
        assert!(plan.lines.is_sorted_by_key(|line| line.at));
        assert!(plan.lines.last().unwrap().at < NOW);
        for (number, talk) in plan.talks.iter().enumerate() {
            let last = plan.lines.iter().rfind(|line| line.talk == number).unwrap();
            let expected = if talk.waiting {
                Who::Buyer
            } else {
                Who::Seller
            };
            assert_eq!(last.who, expected, "{}", talk.buyer);
            assert!(!talk.waiting || last.at > NOW - 31 * HOUR);
        }
    }
}
