//! What a human wrote for the demo shop: products, buyers, stories, and the words of templates.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Result;
use crate::seed::story::{Stories, Story};

/// All of it.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) shop: Shop,
    pub(crate) buyers: Vec<Buyer>,
    /// The hand-written stories; those of this morning come first.
    pub(crate) stories: Vec<Story>,
    pub(crate) english: Words,
    pub(crate) chinese: Words,
}

/// What is sold.
#[derive(Debug, Deserialize)]
pub(crate) struct Shop {
    /// As ISO 4217.
    pub(crate) currency: String,
    pub(crate) products: Vec<Product>,
}

/// One product.
#[derive(Debug, Deserialize)]
pub(crate) struct Product {
    /// What stories, and its picture, call it.
    pub(crate) key: String,
    pub(crate) title: String,
    /// What one says, in English.
    pub(crate) en: String,
    /// What one says, in Chinese.
    pub(crate) zh: String,
    /// Which exchanges suit it.
    pub(crate) kind: String,
    /// In cents.
    pub(crate) price: i64,
    /// How many are left after everything that was sold.
    pub(crate) stock: u32,
    /// What the seller knows about it, by subject.
    pub(crate) facts: BTreeMap<String, Fact>,
}

/// One thing that the seller knows, in both languages.
#[derive(Debug, Deserialize)]
pub(crate) struct Fact {
    pub(crate) en: String,
    pub(crate) zh: String,
}

/// Somebody who buys.
#[derive(Debug, Deserialize)]
pub(crate) struct Buyer {
    /// What stories call them.
    pub(crate) key: String,
    pub(crate) name: String,
    /// As BCP 47.
    pub(crate) language: String,
    /// The number of their picture.
    pub(crate) avatar: u32,
    pub(crate) character: Character,
    /// Where their parcels go; no such place exists.
    pub(crate) to: String,
}

/// How somebody buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Character {
    Regular,
    Haggler,
    Giver,
    Complainer,
    Shy,
    Collector,
    Wholesale,
    Newcomer,
}

/// What templates put together, in one language.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Words {
    /// What may stand in a slot.
    pub(crate) slots: BTreeMap<String, Vec<String>>,
    /// Questions, by the fact that answers them.
    pub(crate) ask: BTreeMap<String, Vec<String>>,
    pub(crate) lead: Vec<String>,
    pub(crate) tail: Vec<String>,
    pub(crate) react: Vec<String>,
    pub(crate) close: Vec<String>,
    /// Short talks, by what they suit.
    pub(crate) exchanges: BTreeMap<String, Vec<Exchange>>,
    pub(crate) haggle: Haggle,
    pub(crate) photo: Photo,
    pub(crate) wish: Vec<String>,
    pub(crate) card: Vec<String>,
    pub(crate) ship: Vec<String>,
    pub(crate) arrived: Vec<Exchange>,
    /// What buyers say with so many stars.
    pub(crate) stars: BTreeMap<u8, Vec<String>>,
    pub(crate) of_buyer: Vec<String>,
    pub(crate) answer: Vec<String>,
    pub(crate) sorry: Vec<String>,
}

/// Who says what, in turn.
pub(crate) type Exchange = Vec<(Voice, String)>;

/// Whose voice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Voice {
    #[serde(rename = "b")]
    Buyer,
    #[serde(rename = "s")]
    Seller,
}

/// What is said about a price.
#[derive(Debug, Deserialize)]
pub(crate) struct Haggle {
    pub(crate) ask: Vec<String>,
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    pub(crate) counter: Vec<String>,
    pub(crate) take: Vec<String>,
}

/// Asking for a picture, and showing one.
#[derive(Debug, Deserialize)]
pub(crate) struct Photo {
    pub(crate) ask: Vec<String>,
    pub(crate) show: Vec<String>,
}

#[derive(Deserialize)]
struct Buyers {
    buyers: Vec<Buyer>,
}

macro_rules! written {
    ($file:literal) => {
        serde_json::from_str(include_str!(concat!("../../seed/jade/", $file)))?
    };
}

impl Content {
    /// Reads what is built into the program.
    pub(crate) fn read() -> Result<Self> {
        let told: [Stories; 3] = [
            written!("stories/morning.json"),
            written!("stories/english.json"),
            written!("stories/chinese.json"),
        ];
        let Buyers { buyers } = written!("buyers.json");
        Ok(Self {
            shop: written!("shop.json"),
            buyers,
            stories: told.into_iter().flat_map(|all| all.stories).collect(),
            english: written!("templates/english.json"),
            chinese: written!("templates/chinese.json"),
        })
    }

    /// The product with a key.
    pub(crate) fn product(&self, key: &str) -> Option<&Product> {
        self.shop.products.iter().find(|product| product.key == key)
    }

    /// The buyer with a key.
    pub(crate) fn buyer(&self, key: &str) -> Option<&Buyer> {
        self.buyers.iter().find(|buyer| buyer.key == key)
    }
}

impl Buyer {
    /// Whether they write Chinese.
    pub(crate) fn is_chinese(&self) -> bool {
        self.language.starts_with("zh")
    }

    /// What one calls them to their face.
    pub(crate) fn called(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }
}
