//! What an entry does, as the screen shows it until the marketplace has it.

use rapport_protocol::{Act, Body, Money, Open};
use serde::Serialize;
use ts_rs::TS;

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OutboxAct {
    /// It says something; the only act whose words can still be changed.
    Message {
        /// The words.
        text: String,
    },
    /// It offers a price.
    Offer {
        /// For how many.
        quantity: u32,
        /// For all of them together, in minor units.
        price_minor: i64,
        /// ISO 4217.
        currency: String,
        /// When it lapses, in Unix milliseconds.
        until_at: Option<i64>,
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It answers the buyer's offer with another.
    Counter {
        /// For how many.
        quantity: u32,
        /// For all of them together, in minor units.
        price_minor: i64,
        /// ISO 4217.
        currency: String,
        /// When it lapses, in Unix milliseconds.
        until_at: Option<i64>,
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It accepts the buyer's offer.
    Accept {
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It declines the buyer's offer.
    Decline {
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It deletes a message that had arrived.
    Delete {},
    /// It asks the buyer to confirm an order.
    OrderCard {
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It says that an order is on its way.
    Ship {
        /// What is said with it; empty when nothing.
        note: String,
    },
    /// It rates the buyer.
    Feedback {
        /// From 1 (bad) to 5 (good).
        rating: u8,
        /// What is said with it; empty when nothing.
        text: String,
    },
    /// It answers the buyer's feedback.
    Answer {
        /// The words.
        text: String,
    },
    /// Something that this version does not know.
    Other {},
}

impl OutboxAct {
    /// What an act does.
    pub(super) fn of(act: &Open<Act>) -> Self {
        match act.known() {
            Some(act) => act.clone().into(),
            None => Self::Other {},
        }
    }

    /// The words of a message; empty for everything else.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Message { text } => text,
            _ => "",
        }
    }
}

impl From<Act> for OutboxAct {
    fn from(act: Act) -> Self {
        match act {
            Act::Message(message) => match message.body {
                Open::Known(Body::Text(body)) => Self::Message { text: body.text },
                Open::Known(Body::Picture(body)) => Self::Message { text: body.caption },
                _ => Self::Other {},
            },
            Act::Offer(offer) => {
                let Money { minor, currency } = offer.price;
                Self::Offer {
                    quantity: offer.quantity,
                    price_minor: minor,
                    currency,
                    until_at: offer.until_at,
                    note: offer.note,
                }
            }
            Act::Counter(offer) => {
                let Money { minor, currency } = offer.price;
                Self::Counter {
                    quantity: offer.quantity,
                    price_minor: minor,
                    currency,
                    until_at: offer.until_at,
                    note: offer.note,
                }
            }
            Act::Accept(answer) => Self::Accept { note: answer.note },
            Act::Decline(answer) => Self::Decline { note: answer.note },
            Act::OrderCard(card) => Self::OrderCard { note: card.note },
            Act::Ship(ship) => Self::Ship { note: ship.note },
            Act::Feedback(given) => Self::Feedback {
                rating: given.rating,
                text: given.text,
            },
            Act::Answer(answer) => Self::Answer { text: answer.text },
            Act::Delete(_) => Self::Delete {},
            Act::Read(_) => Self::Other {},
        }
    }
}
