//! What an errand is about, as the marketplace knows it, and how a buyer's moves are made there.

use rapport_protocol::{
    Body, CartId, Money, OfferBody, OfferId, OfferStep, OrderBody, OrderId, OrderState, OrderStep,
    PictureBody, Product, ProductId, TextBody,
};

use super::errand::Stage;
use super::moves::{Delivery, Move, News};
use super::wares::Wares;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::store::crowd::What;
use crate::trade::offers::Terms;
use crate::trade::orders::{NewOrder, Wanted};

/// How many of a buyer's orders are looked through for the one that a conversation is about.
const RECENT_ORDERS: u32 = 5;

/// The things that one buyer's errand is about.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    pub(crate) buyer: String,
    product: ProductId,
    currency: String,
    conversation: Option<String>,
    /// The seller's offer that waits for the buyer.
    open: Option<OfferId>,
    /// The offer that was accepted.
    agreed: Option<OfferId>,
    order: Option<OrderId>,
    cart: Option<CartId>,
}

impl Matter {
    /// A buyer comes for a product, perhaps not for the first time.
    pub(crate) fn begun(bazaar: &Bazaar, buyer: &str, product: &Product) -> Result<Self> {
        let mut talks = bazaar.conversations(buyer)?.into_iter();
        let about = talks.find(|talk| talk.product_id.as_ref() == Some(&product.id));
        Ok(Self {
            conversation: about.map(|talk| talk.id.0),
            ..Self::new(buyer, product)
        })
    }

    fn new(buyer: &str, product: &Product) -> Self {
        Self {
            buyer: buyer.to_owned(),
            product: product.id.clone(),
            currency: product.price.currency.clone(),
            conversation: None,
            open: None,
            agreed: None,
            order: None,
            cart: None,
        }
    }

    /// A buyer returns to a conversation; with it comes how far they were, as the orders tell.
    pub(crate) fn resumed(
        bazaar: &Bazaar,
        buyer: &str,
        product: &Product,
        conversation: &str,
    ) -> Result<(Self, Stage)> {
        let mut matter = Self::new(buyer, product);
        matter.conversation = Some(conversation.to_owned());
        let orders = bazaar.orders(buyer, None, RECENT_ORDERS)?;
        let about = orders.into_iter().find(|order| {
            order
                .conversation_id
                .as_ref()
                .is_some_and(|id| id.as_str() == conversation)
        });
        let mut stage = Stage::Asked;
        if let Some(order) = about {
            stage = match order.state {
                OrderState::Placed => Stage::Ordered,
                OrderState::Shipped => Stage::Underway,
                _ => Stage::Asked,
            };
            matter.order = Some(order.id);
        }
        Ok((matter, stage))
    }

    /// Whether a conversation is the one that this is about.
    pub(crate) fn is_about(&self, conversation: &str) -> bool {
        self.conversation.as_deref() == Some(conversation)
    }

    /// What a buyer notices of what was done; none where it was their own doing.
    pub(crate) fn notice(&mut self, bazaar: &Bazaar, what: What) -> Result<Option<News>> {
        Ok(match what {
            What::Wrote(Body::Text(TextBody { text })) => Some(News::Words(text)),
            What::Wrote(Body::Picture(PictureBody { caption, .. })) => Some(News::Picture(caption)),
            What::Wrote(Body::Offer(step)) => self.notice_offer(bazaar, step)?,
            What::Wrote(Body::Order(OrderBody { order_id, step, .. })) => {
                let news = match step {
                    OrderStep::CardSent => Some(News::Card),
                    OrderStep::Shipped => Some(News::Shipped),
                    _ => None,
                };
                if news.is_some() {
                    self.order = Some(order_id);
                }
                news
            }
            What::Wrote(Body::System(_) | Body::Feedback(_)) => None,
            What::Answered(order, _) => {
                self.order = Some(order);
                Some(News::Answered)
            }
        })
    }

    fn notice_offer(&mut self, bazaar: &Bazaar, step: OfferBody) -> Result<Option<News>> {
        Ok(match step.step {
            OfferStep::Made | OfferStep::Countered => {
                let offer = bazaar.offer(&self.buyer, &step.offer_id)?;
                self.open = Some(step.offer_id);
                Some(News::Offered {
                    quantity: offer.quantity,
                    price: offer.price.minor,
                })
            }
            OfferStep::Accepted => {
                self.agreed = Some(step.offer_id);
                Some(News::Accepted)
            }
            OfferStep::Declined => Some(News::Declined),
            OfferStep::Lapsed => {
                if self.open.as_ref() == Some(&step.offer_id) {
                    self.open = None;
                }
                Some(News::Lapsed)
            }
            OfferStep::Other(_) => None,
        })
    }

    /// Makes a move. An offer stands for so many milliseconds.
    pub(crate) fn make(&mut self, bazaar: &Bazaar, does: &Move, stands: i64) -> Result<()> {
        let buyer = self.buyer.clone();
        let buyer = buyer.as_str();
        match does {
            Move::Come => bazaar.set_online(buyer, true),
            Move::Leave => bazaar.set_online(buyer, false),
            Move::Read => {
                if let Some(conversation) = &self.conversation {
                    bazaar.read_thread(buyer, conversation, None, None)?;
                }
            }
            Move::Type => bazaar.type_in(buyer, &self.opened(bazaar)?)?,
            Move::Say(text) => {
                let body = Body::Text(TextBody { text: text.clone() });
                bazaar.buyer_says(buyer, &self.opened(bazaar)?, &body, None)?;
            }
            Move::Show(harm, caption) => {
                let picture = bazaar.add_picture(buyer, harm.content())?;
                let caption = caption.clone();
                let body = Body::Picture(PictureBody {
                    picture,
                    more: Vec::new(),
                    caption,
                });
                bazaar.buyer_says(buyer, &self.opened(bazaar)?, &body, None)?;
            }
            Move::Offer {
                quantity,
                price,
                note,
            } => {
                let terms = Terms {
                    quantity: *quantity,
                    price: self.money(*price),
                    until_at: Some(bazaar.now() + stands),
                    note: note.clone(),
                };
                self.offer(bazaar, &terms)?;
            }
            Move::Accept(note) => {
                let offer = needed(self.open.take(), "offer")?;
                bazaar.accept_offer(buyer, &offer, note, None)?;
                self.agreed = Some(offer);
            }
            Move::Decline(note) => {
                let offer = needed(self.open.take(), "offer")?;
                bazaar.decline_offer(buyer, &offer, note, None)?;
            }
            Move::Fill(quantity) => {
                let cart = bazaar.put_in_cart(buyer, &self.product, *quantity, None)?;
                self.cart = Some(cart.id);
            }
            Move::Empty => {
                let cart = needed(self.cart.take(), "cart")?;
                bazaar.empty_cart(buyer, &cart, None)?;
            }
            Move::OrderCart(Delivery { to, wishes }) => {
                let cart = needed(self.cart.take(), "cart")?;
                let order = bazaar.order_cart(buyer, &cart, (to, wishes), None)?;
                self.conversation = order.conversation_id.map(|id| id.0);
                self.order = Some(order.id);
            }
            Move::Order {
                quantity,
                agreed,
                delivery,
            } => self.order(bazaar, (*quantity, *agreed), delivery)?,
            Move::Confirm => {
                bazaar.confirm_order(buyer, self.ordered()?, None)?;
            }
            Move::Correct(words) => {
                bazaar.correct_order(buyer, self.ordered()?, words, None)?;
            }
            Move::Cancel(reason) => {
                bazaar.cancel_order(buyer, self.ordered()?, reason, None)?;
            }
            Move::Receive => {
                bazaar.receive_order(buyer, self.ordered()?, None)?;
            }
            Move::Rate(stars, words) => {
                bazaar.rate_seller(buyer, self.ordered()?, (*stars, words), None)?;
            }
        }
        Ok(())
    }

    /// The conversation, opened when there is none.
    fn opened(&mut self, bazaar: &Bazaar) -> Result<String> {
        if let Some(conversation) = &self.conversation {
            return Ok(conversation.clone());
        }
        let opened = bazaar.open_conversation(&self.buyer, &self.product)?;
        self.conversation = Some(opened.clone());
        Ok(opened)
    }

    fn offer(&mut self, bazaar: &Bazaar, terms: &Terms) -> Result<()> {
        if let Some(open) = self.open.take() {
            bazaar.counter_offer(&self.buyer, &open, terms, None)?;
            return Ok(());
        }
        let conversation = self.opened(bazaar)?;
        bazaar.make_offer(&self.buyer, (&conversation, &self.product), terms, None)?;
        Ok(())
    }

    fn order(
        &mut self,
        bazaar: &Bazaar,
        (quantity, agreed): (u32, bool),
        delivery: &Delivery,
    ) -> Result<()> {
        let wanted = match self.agreed.take().filter(|_| agreed) {
            Some(offer) => Wanted::Offer(offer),
            None => Wanted::Products(vec![(self.product.clone(), quantity)]),
        };
        let new = NewOrder {
            wanted,
            deliver_to: delivery.to.clone(),
            wishes: delivery.wishes.clone(),
        };
        let order = bazaar.place_order(&self.buyer, &new, None)?;
        self.conversation = order.conversation_id.map(|id| id.0);
        self.order = Some(order.id);
        Ok(())
    }

    fn ordered(&self) -> Result<&OrderId> {
        self.order.as_ref().ok_or_else(|| Error::not_found("order"))
    }

    fn money(&self, minor: i64) -> Money {
        Money {
            minor,
            currency: self.currency.clone(),
        }
    }
}

/// What a product looks like to a buyer.
pub(crate) fn wares(product: &Product) -> Wares {
    Wares::of(&product.title, product.price.minor, &product.price.currency)
}

fn needed<T>(thing: Option<T>, what: &str) -> Result<T> {
    thing.ok_or_else(|| Error::not_found(what))
}
