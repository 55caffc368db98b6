//! Offers and orders as cards in a thread, and the fields that their forms share.

use maud::{Markup, html};
use rapport_protocol::{
    Author, CardState, LineItem, Offer, OfferState, Order, OrderState, Product,
};

use super::fields::{Typed, Wrong};
use super::view::View;
use super::{frame, show};
use crate::error::{Error, Result};
use crate::words::{Language, Words};
use rapport_protocol::ProblemKind;

/// What surrounds a card.
#[derive(Debug)]
pub(super) struct Around<'a> {
    pub(super) view: &'a View,
    pub(super) typed: &'a Typed,
    pub(super) shop: &'a str,
    /// The conversation it stands in, to which its forms come back.
    pub(super) conversation: Option<&'a str>,
    /// What the conversation is about.
    pub(super) product: Option<&'a Product>,
    /// Where the buyer's last order went.
    pub(super) address: &'a str,
}

/// What a refusal says to a person; what is no refusal, or of something that is not there, goes on.
pub(super) fn wrong(view: &View, refusal: Error) -> Result<Wrong> {
    match refusal {
        Error::Refused(problem) if problem.kind != ProblemKind::NotFound => {
            Ok(match view.language {
                // The marketplace says what it means, in English.
                Language::English => problem.detail,
                Language::Chinese => view.words().refusal.not_possible.to_owned(),
            })
        }
        other => Err(other),
    }
}

/// How many.
pub(super) fn quantity_field(id: &str, typed: Option<&str>) -> Markup {
    html! {
        input.short id=(id) name="quantity" value=(typed.unwrap_or("1"))
            inputmode="numeric" autocomplete="off" required;
    }
}

/// What an order needs to know.
pub(super) fn order_fields(
    id: &str,
    typed: &Typed,
    action: &str,
    address: &str,
    words: &Words,
) -> Markup {
    let field = |name| typed.get(action, name);
    let (to, wishes) = (format!("{id}-deliver-to"), format!("{id}-wishes"));
    html! {
        label for=(to) { (words.order.deliver_to) }
        textarea id=(to) name="deliver_to" rows="3" maxlength="500"
            autocomplete="street-address" { (field("deliver_to").unwrap_or(address)) }
        label for=(wishes) { (words.order.wishes) }
        textarea id=(wishes) name="wishes" rows="2" { (field("wishes").unwrap_or("")) }
    }
}

/// What an offer says; it begins with a quantity and a price.
pub(super) fn offer_fields(
    id: &str,
    typed: &Typed,
    action: &str,
    (quantity, price): (u32, &str),
    (currency, words): (&str, &Words),
) -> Markup {
    let field = |name| typed.get(action, name);
    let (how_many, how_much, note) = (
        format!("{id}-quantity"),
        format!("{id}-price"),
        format!("{id}-note"),
    );
    let quantity = quantity.to_string();
    html! {
        label for=(how_many) { (words.shop.quantity) }
        (quantity_field(&how_many, Some(field("quantity").unwrap_or(&quantity))))
        label for=(how_much) { ((words.offer.price)(currency)) }
        input.short id=(how_much) name="price" value=(field("price").unwrap_or(price))
            inputmode="decimal" autocomplete="off" required;
        label for=(note) { (words.offer.note) }
        textarea id=(note) name="note" rows="2" { (field("note").unwrap_or("")) }
    }
}

/// An offer, with what can be done about it. An offer that was ordered from says no more.
pub(super) fn offer(around: &Around<'_>, offer: &Offer, note: &str, ordered: bool) -> Markup {
    let words = around.view.words();
    let by_buyer = offer.by == Author::Buyer;
    let title = if by_buyer {
        words.offer.yours.to_owned()
    } else {
        (words.offer.sellers)(around.shop)
    };
    let state = match offer.state {
        OfferState::Open if by_buyer => words.offer.open_for_seller,
        OfferState::Open => words.offer.open_for_you,
        OfferState::Countered => words.offer.countered,
        OfferState::Accepted => words.offer.accepted,
        OfferState::Declined => words.offer.declined,
        OfferState::Lapsed => words.offer.lapsed,
        OfferState::Other(_) => words.order.unknown,
    };
    let listed = around.product.and_then(|product| {
        let minor = product.price.minor.checked_mul(offer.quantity.into())?;
        Some(rapport_protocol::Money {
            minor,
            currency: product.price.currency.clone(),
        })
    });
    html! {
        article.card aria-label=(title) {
            h2 { (title) " " span.quiet { ((words.offer.pieces)(offer.quantity)) } }
            dl {
                @if let Some(listed) = listed {
                    dt { (words.offer.list_price) } dd { (show::money(&listed)) }
                }
                dt { (words.offer.offered) } dd { b { (show::money(&offer.price)) } }
                @if let Some(until) = offer.until_at {
                    dt { (words.offer.valid_until) } dd { (show::time(until)) }
                }
            }
            @if !note.is_empty() { p.words { (note) } }
            p.state { (state) }
            @match offer.state {
                OfferState::Open if !by_buyer => (answers(around, offer)),
                OfferState::Accepted if !ordered => (order_it(around, offer)),
                _ => {},
            }
        }
    }
}

fn answers(around: &Around<'_>, offer: &Offer) -> Markup {
    let (words, id) = (around.view.words(), offer.id.as_str());
    let counter = format!("/offers/{id}/counter");
    let start = (offer.quantity, "");
    html! {
        div.row {
            (simple(around, &format!("/offers/{id}/accept"), words.offer.accept, true))
            (simple(around, &format!("/offers/{id}/decline"), words.offer.decline, false))
        }
        details id={ "counter-" (id) } open[around.typed.is_in(&counter)] {
            summary { (words.offer.counter) }
            form.stack method="post" action=(counter) {
                (frame::token(&around.view.form_token))
                (offer_fields(&format!("counter-{id}"), around.typed, &counter, start,
                    (&offer.price.currency, words)))
                button.primary { (words.offer.send_counter) }
            }
        }
    }
}

fn order_it(around: &Around<'_>, offer: &Offer) -> Markup {
    let (words, id) = (around.view.words(), offer.id.as_str());
    let order = format!("/offers/{id}/order");
    html! {
        details id={ "order-" (id) } open[around.typed.is_in(&order)] {
            summary { (words.offer.order) }
            form.stack method="post" action=(order) {
                (frame::token(&around.view.form_token))
                (order_fields(&format!("order-{id}"), around.typed, &order, around.address, words))
                button.primary { (words.order.place) }
            }
        }
    }
}

/// A form that is one button.
pub(super) fn simple(around: &Around<'_>, action: &str, name: &str, primary: bool) -> Markup {
    html! {
        form method="post" action=(action) {
            (frame::token(&around.view.form_token))
            (come_back(around))
            button.primary[primary] { (name) }
        }
    }
}

/// Says to a form in which conversation it stands.
fn come_back(around: &Around<'_>) -> Markup {
    html! {
        @if let Some(conversation) = around.conversation {
            input type="hidden" name="in" value=(conversation);
        }
    }
}

/// What an order says.
pub(super) fn order_lines(order: &Order, words: &Words) -> Markup {
    html! {
        dl {
            (lines(&order.lines))
            dt { (words.order.total) } dd { b { (show::money(&order.total)) } }
            @if !order.deliver_to.is_empty() {
                dt { (words.order.goes_to) } dd.words { (order.deliver_to) }
            }
            @if !order.wishes.is_empty() {
                dt { (words.order.wished) } dd.words { (order.wishes) }
            }
        }
    }
}

/// Lines of an order or a cart, for a list of terms.
pub(super) fn lines(lines: &[LineItem]) -> Markup {
    html! {
        @for line in lines {
            dt { (line.quantity) " × " (line.title) } dd { (show::money(&line.price)) }
        }
    }
}

/// The card that asks whether an order is right; only the newest one of an order still asks.
pub(super) fn order_card(
    around: &Around<'_>,
    order: &Order,
    note: &str,
    is_newest: bool,
) -> Markup {
    let words = &around.view.words().order;
    html! {
        article.card aria-label=(words.card_title) {
            h2 {
                (words.card_title) " "
                a.quiet href={ "/orders/" (order.id.as_str()) } {
                    ((words.number)(order.id.as_str()))
                }
            }
            (order_lines(order, around.view.words()))
            @if !note.is_empty() { p.words { (note) } }
            @if is_newest { (card_state(around, order)) }
            @else { p.state { (words.card_answered) } }
        }
    }
}

/// What became of an order's card, and the answers to it.
pub(super) fn card_state(around: &Around<'_>, order: &Order) -> Markup {
    let (words, id) = (&around.view.words().order, order.id.as_str());
    let asks = order.state == OrderState::Placed;
    let correct = format!("/orders/{id}/correct");
    let field = format!("correction-{id}");
    html! {
        @match order.card.as_ref().map(|card| &card.state) {
            Some(CardState::Sent) if asks => {
                p.state { (words.card_question) }
                (simple(around, &format!("/orders/{id}/confirm"), words.confirm, true))
                details id={ "correct-" (id) } open[around.typed.is_in(&correct)] {
                    summary { (words.not_right) }
                    form.stack method="post" action=(correct) {
                        (frame::token(&around.view.form_token))
                        (come_back(around))
                        label for=(field) { (words.what_is_wrong) }
                        textarea id=(field) name="text" rows="3" {
                            (around.typed.get(&correct, "text").unwrap_or(""))
                        }
                        button.primary { (words.send_correction) }
                    }
                }
            },
            Some(CardState::Confirmed) => p.state { (words.card_confirmed) },
            Some(CardState::Corrected) => p.state { (words.card_corrected) },
            _ => {},
        }
    }
}
