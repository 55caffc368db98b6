//! What happens between the shop and one buyer over one product, step by step.

use serde::{Deserialize, Deserializer};

pub(crate) const SECOND: i64 = 1000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A file of stories.
#[derive(Debug, Deserialize)]
pub(crate) struct Stories {
    pub(crate) stories: Vec<Story>,
}

/// One story.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Story {
    /// The buyer's key.
    pub(crate) buyer: String,
    /// The product's key.
    pub(crate) product: String,
    /// How long ago the last step was.
    pub(crate) ago: Span,
    /// Whether the buyer waits for an answer in the end.
    #[serde(default)]
    pub(crate) waiting: bool,
    pub(crate) steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Step {
    /// How long after the one before.
    #[serde(default)]
    pub(crate) after: Span,
    /// What is shown with the words.
    #[serde(default)]
    pub(crate) picture: Option<String>,
    #[serde(flatten)]
    pub(crate) what: Happening,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Happening {
    /// The buyer says something.
    Buyer(String),
    /// The seller says something.
    Seller(String),
    /// Somebody makes an offer.
    Offers(Bid),
    /// Somebody answers the last offer with another.
    Counters(Bid),
    /// Somebody accepts the last offer.
    Accepts(Reply),
    /// Somebody declines the last offer.
    Declines(Reply),
    /// The time of the last offer is over.
    Lapses(bool),
    /// The buyer orders.
    Orders(Purchase),
    /// The seller asks the buyer to confirm the order.
    Card(String),
    /// The buyer confirms it.
    Confirms(bool),
    /// The buyer corrects it.
    Corrects(String),
    /// The seller sends it.
    Ships(String),
    /// The buyer has it.
    Receives(bool),
    /// The buyer takes the order back.
    Cancels(String),
    /// The buyer rates the seller.
    Rates(Rating),
    /// The buyer thinks again about that.
    Rerates(Rating),
    /// The seller rates the buyer.
    RatesBuyer(Rating),
    /// The seller answers the buyer's rating.
    Answers(String),
    /// The buyer puts so many of these products aside.
    Cart(Vec<(String, u32)>),
}

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Buyer,
    Seller,
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Bid {
    pub(crate) by: Side,
    pub(crate) quantity: u32,
    /// For all of them together, in cents.
    pub(crate) price: i64,
    /// For how long it stands; for ever when absent.
    #[serde(default)]
    pub(crate) hours: Option<i64>,
    #[serde(default)]
    pub(crate) note: String,
}

/// A yes or no to an offer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Reply {
    pub(crate) by: Side,
    #[serde(default)]
    pub(crate) note: String,
}

/// What is ordered: the last offer, or so many of these products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Purchase {
    pub(crate) offer: bool,
    pub(crate) lines: Vec<(String, u32)>,
    pub(crate) wishes: String,
}

/// Stars and words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Rating {
    pub(crate) stars: u8,
    pub(crate) text: String,
}

/// A stretch of time in milliseconds, written like `1d3h` or `40m`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) i64);

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let text = String::deserialize(written)?;
        let wrong = || serde::de::Error::custom(format!("{text} is no stretch of time"));
        let (mut total, mut number) = (0, 0);
        for sign in text.chars() {
            let unit = match sign {
                'm' => MINUTE,
                'h' => HOUR,
                'd' => DAY,
                digit => {
                    number = number * 10 + i64::from(digit.to_digit(10).ok_or_else(wrong)?);
                    continue;
                }
            };
            total += number * unit;
            number = 0;
        }
        if number == 0 {
            Ok(Self(total))
        } else {
            Err(wrong())
        }
    }
}

impl Story {
    /// How long it lasted, in milliseconds.
    pub(crate) fn length(&self) -> i64 {
        self.steps.iter().skip(1).map(|step| step.after.0).sum()
    }

    /// So many of each product that left the shop for good.
    pub(crate) fn sold(&self) -> Vec<(&str, u32)> {
        let (mut last, mut agreed) = (Vec::new(), 0);
        let mut sold = Vec::new();
        for step in &self.steps {
            match &step.what {
                Happening::Offers(bid) | Happening::Counters(bid) => agreed = bid.quantity,
                Happening::Orders(order) if order.offer => {
                    last = vec![(self.product.as_str(), agreed)];
                    sold.extend(last.clone());
                }
                Happening::Orders(order) => {
                    last = order
                        .lines
                        .iter()
                        .map(|(key, n)| (key.as_str(), *n))
                        .collect();
                    sold.extend(last.clone());
                }
                Happening::Cancels(_) => sold.truncate(sold.len() - last.len()),
                _ => {}
            }
        }
        sold
    }
}
