//! # What deserves the seller's attention
//!
//! What a buyer wrote is told as they wrote it; what they did is put into a sentence in the seller's
//! language. Whether and how it is shown is decided in [`attention`](crate::attention).

use serde::Serialize;
use uuid::Uuid;

use crate::settings::Language;

/// One thing that happened just now, in a conversation to which it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Where it leads.
    pub conversation_id: Uuid,
    /// Whose doing it is.
    pub person_id: Uuid,
    /// The key of the message that says so; 0 where none does.
    pub key: i64,
    /// Who did it.
    pub title: String,
    /// The beginning of what they wrote; empty for a picture, or where nothing was said.
    pub body: String,
    /// What they did.
    pub what: AlertKind,
}

/// What a buyer did, or what they are owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AlertKind {
    /// They wrote.
    Message,
    /// They offered a price.
    Offer {
        /// For what.
        product: String,
        /// For how many.
        quantity: i64,
    },
    /// They accepted the seller's price.
    OfferAccepted {
        /// For what.
        product: String,
    },
    /// They declined the seller's price.
    OfferDeclined {
        /// For what.
        product: String,
    },
    /// They ordered.
    Order {
        /// The order's number, as the buyer sees it too.
        number: String,
    },
    /// They say that an order card is not what was agreed.
    Correction {
        /// The order's number.
        number: String,
    },
    /// They rated the seller.
    Rating {
        /// From 1 (bad) to 5 (good).
        rating: i64,
    },
    /// The seller promised them something, and the time has come.
    PromiseDue {
        /// What.
        what: String,
        /// How many other promises are due too.
        others: i64,
    },
}

impl Alert {
    /// The words below the title: what was done, then what was said with it. The system's language
    /// is for the caller to find out; here it is taken for English.
    pub fn words(&self, language: Language) -> String {
        let done = self.what.sentence(language == Language::SimplifiedChinese);
        match (done.is_empty(), self.body.is_empty()) {
            (true, _) => self.body.clone(),
            (false, true) => done,
            (false, false) => format!("{done}\n{}", self.body),
        }
    }
}

impl AlertKind {
    fn sentence(&self, chinese: bool) -> String {
        match (self, chinese) {
            (Self::Message, _) => String::new(),
            (Self::Offer { product, quantity }, false) => {
                format!("Offers a price for {quantity} × {product}")
            }
            (Self::Offer { product, quantity }, true) => format!("出价：{product} × {quantity}"),
            (Self::OfferAccepted { product }, false) => format!("Accepted your offer: {product}"),
            (Self::OfferAccepted { product }, true) => format!("接受了您的报价：{product}"),
            (Self::OfferDeclined { product }, false) => format!("Declined your offer: {product}"),
            (Self::OfferDeclined { product }, true) => format!("谢绝了您的报价：{product}"),
            (Self::Order { number }, false) => format!("Ordered: {number}"),
            (Self::Order { number }, true) => format!("下单：{number}"),
            (Self::Correction { number }, false) => {
                format!("Order {number} is not what was agreed")
            }
            (Self::Correction { number }, true) => format!("订单 {number} 与约定不符"),
            (Self::Rating { rating }, false) => format!("Rated you {rating} of 5"),
            (Self::Rating { rating }, true) => format!("给了您 {rating} 分（满分 5 分）"),
            (Self::PromiseDue { what, others: 0 }, false) => format!("You promised: {what}"),
            (Self::PromiseDue { what, others: 0 }, true) => format!("您的承诺到期了：{what}"),
            (Self::PromiseDue { what, others }, false) => {
                format!("You promised: {what} (and {others} more are due)")
            }
            (Self::PromiseDue { what, others }, true) => {
                format!("您的承诺到期了：{what}（另有 {others} 项到期）")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(what: AlertKind, body: &str) -> Alert {
        Alert {
            conversation_id: Uuid::nil(),
            person_id: Uuid::nil(),
            key: 1,
            title: "Lin Wei".to_owned(),
            body: body.to_owned(),
            what,
        }
    }

    #[test]
    fn what_was_done_comes_before_what_was_said() {
        let offer = AlertKind::Offer {
            product: "Gaiwan".to_owned(),
            quantity: 3,
        };
        for (what, body, english, chinese) in [
            (
                AlertKind::Message,
                "Is it here?",
                "Is it here?",
                "Is it here?",
            ),
            (
                offer.clone(),
                "",
                "Offers a price for 3 × Gaiwan",
                "出价：Gaiwan × 3",
            ),
            (
                offer,
                "For my mother",
                "Offers a price for 3 × Gaiwan\nFor my mother",
                "出价：Gaiwan × 3\nFor my mother",
            ),
            (
                AlertKind::Rating { rating: 4 },
                "",
                "Rated you 4 of 5",
                "给了您 4 分（满分 5 分）",
            ),
        ] {
            let alert = alert(what, body);
            assert_eq!(alert.words(Language::English), english);
            assert_eq!(alert.words(Language::SimplifiedChinese), chinese);
        }
    }
}
