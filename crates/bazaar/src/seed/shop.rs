//! What a human wrote: products, names, and who says what.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::error::Result;
use crate::seed::plan::Who;

/// The whole shop.
#[derive(Debug, Deserialize)]
pub(crate) struct Shop {
    /// What is sold.
    pub(crate) products: Vec<Product>,
    /// Parts of names, by language.
    pub(crate) names: BTreeMap<String, Names>,
    /// Exchanges, two to four lines each, beginning with the buyer.
    pub(crate) talks: Vec<Talk>,
    /// The marketplace's own line, by language.
    pub(crate) system: BTreeMap<String, String>,
}

/// One product.
#[derive(Debug, Deserialize)]
pub(crate) struct Product {
    pub(crate) title: String,
    /// In cents.
    pub(crate) price: i64,
    pub(crate) stock: u32,
    /// Which exchanges suit it.
    pub(crate) topic: String,
    pub(crate) shape: Shape,
    /// Of its glaze or hide.
    pub(crate) colour: [u8; 3],
}

/// What a product looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    Cup,
    Pot,
    Bowl,
    Jar,
    Bag,
    Wallet,
    Belt,
}

/// Parts of names.
#[derive(Debug, Deserialize)]
pub(crate) struct Names {
    pub(crate) first: Vec<String>,
    pub(crate) last: Vec<String>,
}

/// One exchange.
#[derive(Debug, Deserialize)]
pub(crate) struct Talk {
    pub(crate) language: String,
    /// `any`, or the topic of the products that it suits.
    pub(crate) topic: String,
    pub(crate) lines: Vec<Line>,
}

/// Who says what, perhaps with a picture.
#[derive(Debug, Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Line {
    pub(crate) who: Who,
    pub(crate) text: String,
    pub(crate) look: Option<Look>,
}

/// How a picture shows the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Look {
    /// As it should be.
    Product,
    /// As it should not have arrived.
    Damaged,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(Who, String),
    Shown(Who, String, Look),
}

impl From<Written> for Line {
    fn from(written: Written) -> Self {
        match written {
            Written::Plain(who, text) => Self {
                who,
                text,
                look: None,
            },
            Written::Shown(who, text, look) => Self {
                who,
                text,
                look: Some(look),
            },
        }
    }
}

impl Shop {
    /// Reads what is built into the program.
    pub(crate) fn read() -> Result<Self> {
        Ok(serde_json::from_str(include_str!("../../seed/shop.json"))?)
    }
}
