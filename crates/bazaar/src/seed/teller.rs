//! Words from templates, chosen so that none is heard too often.

use std::collections::HashMap;

use crate::dice::Dice;
use crate::seed::content::{Buyer, Product, Words};

/// How often one template is used at most.
const OFTEN: u32 = 6;

/// Somebody who fills in templates of one language and remembers which were used.
#[derive(Debug)]
pub(crate) struct Teller<'a> {
    pub(crate) words: &'a Words,
    used: HashMap<&'a str, u32>,
}

/// Between whom, and about what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) buyer: &'a Buyer,
    pub(crate) product: &'a Product,
}

impl<'a> Teller<'a> {
    /// A teller who has said nothing yet.
    pub(crate) fn new(words: &'a Words) -> Self {
        Self {
            words,
            used: HashMap::new(),
        }
    }

    /// One of the least heard, by what it is counted under; `None` when all were heard too often.
    pub(crate) fn choose<T>(
        &mut self,
        dice: &mut Dice,
        of: &'a [T],
        counted: impl Fn(&'a T) -> &'a str,
    ) -> Option<&'a T> {
        let heard = |one: &'a T| {
            let text = counted(one);
            // What is empty can be said as often as one likes.
            let times = self.used.get(text).copied().unwrap_or_default();
            if text.is_empty() { 0 } else { times }
        };
        let least = of.iter().map(heard).min().filter(|least| *least < OFTEN)?;
        let fresh: Vec<_> = of.iter().filter(|one| heard(one) <= least + 1).collect();
        let chosen = dice.pick(&fresh).copied()?;
        if heard(chosen) >= OFTEN {
            return None;
        }
        *self.used.entry(counted(chosen)).or_default() += 1;
        Some(chosen)
    }

    /// One line, filled in; empty when all were heard too often.
    pub(crate) fn line(&mut self, dice: &mut Dice, of: &'a [String], about: About<'_>) -> String {
        let template = self.choose(dice, of, String::as_str);
        template.map_or_else(String::new, |line| self.fill(dice, line, about))
    }

    /// A template with its slots filled. One that begins a sentence begins it with a capital.
    pub(crate) fn fill(&self, dice: &mut Dice, template: &str, about: About<'_>) -> String {
        let mut said = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((slot, after)) = after.split_once('}') else {
                break;
            };
            let word = self.word(dice, slot, about);
            let begins =
                said.is_empty() || [". ", "! ", "? "].iter().any(|end| said.ends_with(end));
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if begins => {
                    said.extend(first.to_uppercase());
                    said.push_str(letters.as_str());
                }
                _ => said.push_str(&word),
            }
            rest = after;
        }
        said.push_str(rest);
        said
    }

    fn word(&self, dice: &mut Dice, slot: &str, about: About<'_>) -> String {
        match slot {
            "name" => about.buyer.called().to_owned(),
            "product" if about.buyer.is_chinese() => about.product.zh.clone(),
            "product" => about.product.en.clone(),
            _ => {
                let words = self.words.slots.get(slot);
                let word = words.and_then(|words| dice.pick(words));
                word.cloned().unwrap_or_default()
            }
        }
    }
}
