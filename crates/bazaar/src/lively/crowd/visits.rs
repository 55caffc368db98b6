//! Who comes by, for what; and that the shelves do not stay empty.

use rapport_protocol::{Product, ProductId};

use super::{Crowd, Running};
use crate::error::Result;
use crate::lively::character::Language;
use crate::lively::errand::Errand;
use crate::lively::matter::{Matter, wares};
use crate::store::crowd::Known;

/// How many buyers are simulated at most.
pub(crate) const MOST_PEOPLE: u32 = 400;

/// How many products are looked through.
const MOST_PRODUCTS: u32 = 300;

/// How often the sellers get new goods, in milliseconds.
pub(super) const DELIVERIES_EVERY: i64 = 4 * 60_000;

impl Crowd {
    /// Somebody comes by, unless it is crowded.
    pub(super) fn visit(&mut self, now: i64) -> Result<()> {
        let on_sale = self.bazaar.on_sale(None, MOST_PRODUCTS)?;
        for known in &on_sale {
            if !self.sellers.contains_key(&known.seller_id) {
                let (head, _) = self.bazaar.done_since(&known.seller_id, None, 1)?;
                self.sellers.insert(known.seller_id.clone(), head);
            }
        }
        if self.here() >= self.pace.at_once() {
            return Ok(());
        }
        let Some(wanted) = self.dice.pick(&on_sale) else {
            return Ok(());
        };
        let Some(who) = self.somebody(now)? else {
            return Ok(());
        };
        let only_looks = self.waiting() >= self.pace.waiting();
        let Some(somebody) = self.people.get_mut(who) else {
            return Ok(());
        };
        let quantity = match somebody.dice.below(10) {
            0..7 => 1,
            7..9 => 2,
            _ => 3,
        };
        let wares = wares(&wanted.product);
        let errand = Errand::new(somebody.character, wares, quantity, only_looks);
        let matter = Matter::begun(&self.bazaar, &somebody.id, &wanted.product)?;
        self.begin(who, (errand, matter), Vec::new(), now);
        Ok(())
    }

    /// Somebody who has nothing else to do; now and then somebody new.
    fn somebody(&mut self, now: i64) -> Result<Option<usize>> {
        let busy = |who: usize| {
            let mut errands = self.errands.values();
            errands.any(|running: &Running| running.who == who)
        };
        let idle: Vec<usize> = self
            .people
            .iter()
            .enumerate()
            .filter(|(who, somebody)| somebody.rests_until <= now && !busy(*who))
            .filter(|(_, somebody)| !self.bazaar.is_there_in_person(&somebody.id))
            .map(|(who, _)| who)
            .collect();
        if idle.is_empty() || self.dice.chance(8) {
            let new = self.newcomer()?;
            if new.is_some() {
                return Ok(new);
            }
        }
        Ok(self.dice.pick(&idle).copied())
    }

    /// Somebody whom nobody knows, while there are names.
    fn newcomer(&mut self) -> Result<Option<usize>> {
        if self.people.len() >= MOST_PEOPLE as usize {
            return Ok(None);
        }
        // Two of five write Chinese, like those who are here.
        let language = if self.newcomers % 5 < 3 {
            Language::English
        } else {
            Language::Chinese
        };
        let names = &self.phrases.of(language).names;
        let number = self.newcomers / 5 * 3 + self.newcomers % 5 % 3;
        self.newcomers += 1;
        let Some(name) = names.get(number).cloned() else {
            return Ok(None);
        };
        let id = self.bazaar.add_buyer(&name, Some(language.tag()))?;
        let language = Some(language.tag().to_owned());
        Ok(Some(self.know(Known { id, name, language })))
    }

    /// Puts new goods on the shelves that are nearly empty.
    pub(super) fn restock(&mut self) -> Result<()> {
        for known in self.bazaar.on_sale(None, MOST_PRODUCTS)? {
            if known.product.stock.is_some_and(|left| left < 2) {
                let fresh = 6 + self.dice.below(9) as u32;
                self.bazaar.set_stock(&known.product.id, Some(fresh))?;
            }
        }
        Ok(())
    }

    /// A product that is on sale.
    pub(super) fn product(&self, id: Option<&ProductId>) -> Result<Option<Product>> {
        let on_sale = self.bazaar.on_sale(None, MOST_PRODUCTS)?.into_iter();
        let mut products = on_sale.map(|known| known.product);
        Ok(products.find(|product| Some(&product.id) == id))
    }
}
