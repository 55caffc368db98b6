//! The many quiet sales between the stories: put together from templates, told as stories.

mod episode;

use std::collections::HashSet;

use crate::dice::Dice;
use crate::seed::content::{Buyer, Character, Content};
use crate::seed::story::{DAY, HOUR, Span, Story};
use crate::seed::teller::{About, Teller};
use episode::Episode;

/// How far back the shop goes, in milliseconds.
pub(crate) const YEARS: i64 = 730 * DAY;
/// What ended before that is over: the last days belong to the stories.
const QUIET: i64 = 30 * HOUR;

/// How often somebody comes back, and how often out of a hundred they buy.
fn habits(character: Character) -> (usize, usize) {
    match character {
        Character::Regular => (6, 85),
        Character::Wholesale => (6, 90),
        Character::Collector => (6, 80),
        Character::Giver => (4, 80),
        Character::Haggler => (4, 75),
        Character::Complainer => (3, 75),
        Character::Shy => (3, 55),
        Character::Newcomer => (2, 65),
    }
}

/// Puts together what else happened in the two years. Who met over a product in a story meets over
/// another here, so that no two tales share a conversation.
pub(crate) fn weave(content: &Content, dice: &Dice) -> Vec<Story> {
    let mut met: HashSet<_> = content
        .stories
        .iter()
        .map(|story| (story.buyer.as_str(), story.product.as_str()))
        .collect();
    let mut english = Teller::new(&content.english);
    let mut chinese = Teller::new(&content.chinese);
    let mut woven = Vec::new();
    for (number, buyer) in content.buyers.iter().enumerate() {
        let mut dice = dice.part(number as u64);
        let teller = if buyer.is_chinese() {
            &mut chinese
        } else {
            &mut english
        };
        let (visits, buys) = habits(buyer.character);
        for _ in 0..visits {
            let new: Vec<_> = content
                .shop
                .products
                .iter()
                .filter(|product| !met.contains(&(buyer.key.as_str(), product.key.as_str())))
                .collect();
            let Some(product) = dice.pick(&new).copied() else {
                break;
            };
            met.insert((&buyer.key, &product.key));
            let about = About { buyer, product };
            let buys = dice.chance(buys);
            let steps = Episode::new(teller, &mut dice, about).tell(buys);
            let mut story = Story {
                buyer: buyer.key.clone(),
                product: product.key.clone(),
                ago: Span(0),
                waiting: false,
                steps,
            };
            story.ago = ago(&mut dice, story.length());
            woven.push(story);
        }
    }
    woven
}

/// When it ended: business has grown, so rather lately than long ago.
fn ago(dice: &mut Dice, length: i64) -> Span {
    let latest = (YEARS - QUIET - length - DAY).max(1);
    let one = dice.between(0, latest);
    let other = dice.between(0, latest);
    Span(QUIET + if dice.chance(60) { one.min(other) } else { one })
}

/// Answers what older stories leave unanswered: only the last days have ratings to answer.
pub(crate) fn answer_older(content: &Content, stories: &mut [Story], dice: &Dice) {
    let mut english = Teller::new(&content.english);
    let mut chinese = Teller::new(&content.chinese);
    for (number, story) in stories.iter_mut().enumerate() {
        let found = content
            .buyer(&story.buyer)
            .zip(content.product(&story.product));
        let Some((buyer, product)) = found.filter(|_| story.ago.0 > 3 * DAY) else {
            continue;
        };
        let teller = if buyer.is_chinese() {
            &mut chinese
        } else {
            &mut english
        };
        let about = About { buyer, product };
        episode::answer(
            teller,
            &mut dice.part(number as u64),
            about,
            &mut story.steps,
        );
    }
}

/// Whether somebody haggles as a matter of course.
fn haggles(buyer: &Buyer) -> bool {
    matches!(buyer.character, Character::Haggler | Character::Wholesale)
}
