//! Every word on the marketplace's pages, in every language.
//!
//! A language is a value of [`Words`]: a word that one of them lacks does not compile.

mod chinese;
mod english;

use axum::http::{HeaderMap, header};

/// The languages of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The words of this language.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Chinese => &chinese::WORDS,
        }
    }

    /// The other one, which the switch leads to.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// The language that a BCP 47 tag begins with, when it is one of ours.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.trim() {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The first of our languages that a browser names; browsers name the best first.
    pub(crate) fn accepted(headers: &HeaderMap) -> Option<Self> {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepted.split(',').map(str::trim).find_map(Self::tagged)
    }
}

/// The words of one language, by the page that says them.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language, as BCP 47.
    pub(crate) tag: &'static str,
    /// Its own name for itself.
    pub(crate) own_name: &'static str,
    pub(crate) frame: Frame,
    pub(crate) door: Door,
    pub(crate) agree: Agree,
    pub(crate) shop: Shop,
    pub(crate) talk: Talk,
    pub(crate) offer: Offer,
    pub(crate) order: Order,
    pub(crate) cart: Cart,
    pub(crate) feedback: Feedback,
    pub(crate) refusal: Refusal,
}

/// What stands around every page.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) market: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) shop: &'static str,
    pub(crate) conversations: &'static str,
    pub(crate) cart: &'static str,
    pub(crate) orders: &'static str,
    pub(crate) feedback: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) demonstration: &'static str,
    pub(crate) more: &'static str,
}

/// The page where a buyer, or a seller, signs in.
#[derive(Debug)]
pub(crate) struct Door {
    pub(crate) title: &'static str,
    pub(crate) invitation: &'static str,
    pub(crate) name: &'static str,
    pub(crate) password: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) not_known: &'static str,
    pub(crate) who: &'static str,
    pub(crate) search: &'static str,
    pub(crate) find: &'static str,
    pub(crate) nobody: fn(&str) -> String,
}

/// The page where a seller lets a workstation in.
#[derive(Debug)]
pub(crate) struct Agree {
    pub(crate) sign_in_title: &'static str,
    pub(crate) sign_in_reason: &'static str,
    pub(crate) which_shop: &'static str,
    pub(crate) title: fn(&str) -> String,
    pub(crate) asks: &'static str,
    pub(crate) may: [&'static str; 3],
    pub(crate) until: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) somebody_else: &'static str,
    pub(crate) unusable_title: &'static str,
    pub(crate) unknown_client: &'static str,
    pub(crate) foreign_redirect: &'static str,
}

/// Products.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) title: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) sold_by: fn(&str) -> String,
    pub(crate) in_stock: fn(u32) -> String,
    pub(crate) sold_out: &'static str,
    pub(crate) ask: &'static str,
    pub(crate) question: &'static str,
    pub(crate) send: &'static str,
    pub(crate) go_on_talking: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) put_in_cart: &'static str,
}

/// Conversations.
#[derive(Debug)]
pub(crate) struct Talk {
    pub(crate) title: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) nothing_said: &'static str,
    pub(crate) you: &'static str,
    pub(crate) new: &'static str,
    pub(crate) online: &'static str,
    pub(crate) away: &'static str,
    pub(crate) typing: fn(&str) -> String,
    pub(crate) message: &'static str,
    pub(crate) send: &'static str,
    pub(crate) read: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) picture: &'static str,
    /// Whose message is answered, and how it begins.
    pub(crate) answers: fn(&str, &str) -> String,
    pub(crate) answered_gone: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) thread: &'static str,
}

/// Offers.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) title: &'static str,
    pub(crate) yours: &'static str,
    pub(crate) sellers: fn(&str) -> String,
    pub(crate) make: &'static str,
    pub(crate) price: fn(&str) -> String,
    pub(crate) note: &'static str,
    pub(crate) list_price: &'static str,
    pub(crate) offered: &'static str,
    pub(crate) valid_until: &'static str,
    pub(crate) pieces: fn(u32) -> String,
    pub(crate) accept: &'static str,
    pub(crate) decline: &'static str,
    pub(crate) counter: &'static str,
    pub(crate) send_counter: &'static str,
    pub(crate) order: &'static str,
    pub(crate) open_for_you: &'static str,
    pub(crate) open_for_seller: &'static str,
    pub(crate) countered: &'static str,
    pub(crate) accepted: &'static str,
    pub(crate) declined: &'static str,
    pub(crate) lapsed: &'static str,
    pub(crate) you_accepted: &'static str,
    pub(crate) you_declined: &'static str,
    pub(crate) seller_accepted: fn(&str) -> String,
    pub(crate) seller_declined: fn(&str) -> String,
}

/// Orders.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) title: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) number: fn(&str) -> String,
    pub(crate) place: &'static str,
    pub(crate) at_once: &'static str,
    pub(crate) deliver_to: &'static str,
    pub(crate) wishes: &'static str,
    pub(crate) goes_to: &'static str,
    pub(crate) wished: &'static str,
    pub(crate) total: &'static str,
    pub(crate) placed: &'static str,
    pub(crate) shipped: &'static str,
    pub(crate) received: &'static str,
    pub(crate) cancelled: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) step_placed: &'static str,
    pub(crate) step_confirmed: &'static str,
    pub(crate) step_corrected: &'static str,
    pub(crate) step_shipped: &'static str,
    pub(crate) step_received: &'static str,
    pub(crate) step_cancelled: &'static str,
    pub(crate) card_title: &'static str,
    pub(crate) card_question: &'static str,
    pub(crate) card_answered: &'static str,
    pub(crate) card_confirmed: &'static str,
    pub(crate) card_corrected: &'static str,
    pub(crate) confirm: &'static str,
    pub(crate) not_right: &'static str,
    pub(crate) what_is_wrong: &'static str,
    pub(crate) send_correction: &'static str,
    pub(crate) receive: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) to_conversation: &'static str,
}

/// The cart.
#[derive(Debug)]
pub(crate) struct Cart {
    pub(crate) title: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) remove: fn(&str) -> String,
    pub(crate) remove_short: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) of: fn(&str) -> String,
    pub(crate) to_shop: &'static str,
}

/// Ratings.
#[derive(Debug)]
pub(crate) struct Feedback {
    pub(crate) title: &'static str,
    pub(crate) about_you: &'static str,
    pub(crate) nothing_about_you: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) change: &'static str,
    pub(crate) stars: &'static str,
    pub(crate) star: fn(u8) -> String,
    pub(crate) text: &'static str,
    pub(crate) send: &'static str,
    pub(crate) save: &'static str,
    pub(crate) yours: &'static str,
    pub(crate) of_you: fn(&str) -> String,
    pub(crate) answered: fn(&str) -> String,
    pub(crate) changed: &'static str,
}

/// What cannot be done, and what can be done instead.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) title: &'static str,
    pub(crate) back: &'static str,
    pub(crate) not_there: &'static str,
    pub(crate) other_visit: &'static str,
    pub(crate) not_possible: &'static str,
    pub(crate) not_understood: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) say_something: &'static str,
    pub(crate) too_long: fn(usize) -> String,
    pub(crate) quantity: &'static str,
    pub(crate) price: &'static str,
    pub(crate) address: &'static str,
    pub(crate) stars: &'static str,
    pub(crate) not_enough: &'static str,
}
