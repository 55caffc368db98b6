//! Orders, offers, carts, feedback; who is there; how to sign in.

use rapport_protocol::oauth::AuthorizationServer;
use rapport_protocol::{
    Act, AnswerFeedback, AnswerOffer, Author, Body, CardState, Cart, CartState, CounterOffer,
    Expects, Extra, Feedback, FeedbackAnswer, FeedbackBody, LeaveFeedback, LineItem, MakeOffer,
    Money, Offer, OfferBody, OfferState, OfferStep, OperationOutcome, Order, OrderBody, OrderCard,
    OrderState, OrderStep, Presence, Record, SeenOrder, SellerPresence, SellerTyping,
    SendOrderCard, ShipOrder, Signal, SignalSent, Typing,
};

use crate::pin;
use crate::talk::{change, message, text};

fn euros(minor: i64) -> Money {
    Money {
        minor,
        currency: "EUR".to_owned(),
    }
}

fn line() -> LineItem {
    LineItem {
        product_id: Some("product_1".into()),
        title: "Celadon tea cup".to_owned(),
        quantity: 2,
        price: euros(5200),
    }
}

fn order() -> Order {
    Order {
        id: "4471".into(),
        person_id: "buyer_1".into(),
        conversation_id: Some("conversation_1".into()),
        lines: vec![line()],
        total: euros(5200),
        state: OrderState::Placed,
        placed_at: 1_772_442_000_000,
        state_at: 1_772_442_000_000,
        deliver_to: "陈晓雯, Kanalweg 3, Bremen".to_owned(),
        wishes: "No plastic, please.".to_owned(),
        card: Some(OrderCard {
            state: CardState::Corrected,
            at: 1_772_442_060_000,
            note: "It is Kanalweg 8.".to_owned(),
        }),
        extra: Extra::new(),
    }
}

fn offer() -> Offer {
    Offer {
        id: "offer_2".into(),
        conversation_id: "conversation_1".into(),
        product_id: "product_1".into(),
        by: Author::Seller,
        quantity: 2,
        price: euros(5200),
        state: OfferState::Open,
        made_at: 1_772_442_000_000,
        state_at: 1_772_442_000_000,
        until_at: Some(1_772_528_400_000),
        counters: Some("offer_1".into()),
        operation_id: Some("0195-op".into()),
        extra: Extra::new(),
    }
}

fn cart() -> Cart {
    Cart {
        id: "cart_1".into(),
        person_id: "buyer_1".into(),
        lines: vec![line()],
        total: euros(5200),
        state: CartState::Open,
        changed_at: 1_772_442_000_000,
        extra: Extra::new(),
    }
}

fn feedback() -> Feedback {
    Feedback {
        id: "feedback_1".into(),
        by: Author::Buyer,
        person_id: "buyer_1".into(),
        order_id: Some("4471".into()),
        product_id: Some("product_1".into()),
        conversation_id: Some("conversation_1".into()),
        rating: 5,
        text: "Lovely glaze.".to_owned(),
        at: 1_772_442_000_000,
        changed_at: Some(1_772_445_600_000),
        answer: Some(FeedbackAnswer {
            text: "Thank you!".to_owned(),
            at: 1_772_449_200_000,
        }),
        operation_id: None,
        extra: Extra::new(),
    }
}

#[test]
fn records_of_a_sale() {
    pin!("order", Record::Order(order()));
    pin!("offer", Record::Offer(offer()));
    pin!("cart", Record::Cart(cart()));
    pin!("feedback", Record::Feedback(feedback()));
}

#[test]
fn what_is_absent_is_not_written() {
    let order = Order {
        conversation_id: None,
        deliver_to: String::new(),
        wishes: String::new(),
        card: None,
        ..order()
    };
    pin!("order_with_little", Record::Order(order));
    let offer = Offer {
        until_at: None,
        counters: None,
        operation_id: None,
        by: Author::Buyer,
        ..offer()
    };
    pin!("offer_with_little", Record::Offer(offer));
    let feedback = Feedback {
        order_id: None,
        product_id: None,
        conversation_id: None,
        text: String::new(),
        changed_at: None,
        answer: None,
        ..feedback()
    };
    pin!("feedback_with_little", Record::Feedback(feedback));
}

#[test]
fn steps_in_a_thread() {
    pin!(
        "body_offer",
        Body::Offer(OfferBody {
            offer_id: "offer_2".into(),
            step: OfferStep::Countered,
            note: "For both.".to_owned(),
        })
    );
    pin!(
        "body_order",
        Body::Order(OrderBody {
            order_id: "4471".into(),
            step: OrderStep::CardSent,
            note: String::new(),
        })
    );
    pin!(
        "body_feedback",
        Body::Feedback(FeedbackBody {
            feedback_id: "feedback_1".into(),
        })
    );
}

#[test]
fn every_word() {
    use OfferStep::{Accepted, Countered, Declined, Lapsed, Made};
    let newer = || "newer".to_owned();
    pin!(
        "offer_steps",
        [
            Made,
            Countered,
            Accepted,
            Declined,
            Lapsed,
            OfferStep::Other(newer())
        ]
    );
    pin!(
        "order_steps",
        [
            OrderStep::Placed,
            OrderStep::CardSent,
            OrderStep::Confirmed,
            OrderStep::Corrected,
            OrderStep::Shipped,
            OrderStep::Received,
            OrderStep::Cancelled,
            OrderStep::Other(newer()),
        ]
    );
    pin!(
        "order_states",
        [
            OrderState::Placed,
            OrderState::Shipped,
            OrderState::Received,
            OrderState::Cancelled,
            OrderState::Other(newer()),
        ]
    );
    pin!(
        "card_states",
        [
            CardState::Sent,
            CardState::Confirmed,
            CardState::Corrected,
            CardState::Other(newer()),
        ]
    );
    pin!(
        "offer_states",
        [
            OfferState::Open,
            OfferState::Countered,
            OfferState::Accepted,
            OfferState::Declined,
            OfferState::Lapsed,
            OfferState::Other(newer()),
        ]
    );
    pin!(
        "cart_states",
        [
            CartState::Open,
            CartState::Ordered,
            CartState::Emptied,
            CartState::Other(newer()),
        ]
    );
}

#[test]
fn what_a_seller_does_about_offers_orders_and_feedback() {
    let note = || "For both.".to_owned();
    let acts = [
        Act::Offer(MakeOffer {
            conversation_id: "conversation_1".into(),
            product_id: "product_1".into(),
            quantity: 2,
            price: euros(5200),
            until_at: Some(1_772_528_400_000),
            note: note(),
        }),
        Act::Counter(CounterOffer {
            offer_id: "offer_1".into(),
            quantity: 2,
            price: euros(5200),
            until_at: None,
            note: String::new(),
        }),
        Act::Accept(AnswerOffer {
            offer_id: "offer_1".into(),
            note: note(),
        }),
        Act::Decline(AnswerOffer {
            offer_id: "offer_1".into(),
            note: String::new(),
        }),
        Act::OrderCard(SendOrderCard {
            order_id: "4471".into(),
            note: note(),
        }),
        Act::Ship(ShipOrder {
            order_id: "4471".into(),
            note: String::new(),
        }),
        Act::Feedback(LeaveFeedback {
            order_id: "4471".into(),
            rating: 5,
            text: "A pleasure.".to_owned(),
        }),
        Act::Answer(AnswerFeedback {
            feedback_id: "feedback_1".into(),
            text: "Thank you!".to_owned(),
        }),
    ];
    pin!("acts", acts);
    let seen = Expects {
        newest_buyer_message: None,
        order: Some(SeenOrder {
            id: "4471".into(),
            revision: 12,
        }),
    };
    pin!("expects_an_order", seen);
    let outcome = OperationOutcome {
        operation_id: "0195-op".into(),
        change: change(Record::Offer(offer())),
        also: vec![change(Record::Message(message(text("For both."))))],
    };
    pin!("operation_outcome_with_more", outcome);
}

#[test]
fn signals() {
    pin!(
        "presence",
        Presence {
            person_id: "buyer_1".into(),
            online: true,
        }
    );
    pin!(
        "typing",
        Typing {
            conversation_id: "conversation_1".into(),
            person_id: "buyer_1".into(),
        }
    );
    let signals = [
        Signal::Typing(SellerTyping {
            conversation_id: "conversation_1".into(),
        }),
        Signal::Presence(SellerPresence { online: false }),
    ];
    pin!(
        "signals",
        signals.map(|it| SignalSent { signal: it.into() })
    );
}

#[test]
fn how_to_sign_in() {
    let words = |words: &[&str]| words.iter().map(|&it| it.to_owned()).collect();
    pin!(
        "authorization_server",
        AuthorizationServer {
            issuer: "https://market.example".to_owned(),
            authorization_endpoint: "https://market.example/oauth/authorize".to_owned(),
            token_endpoint: "https://market.example/oauth/token".to_owned(),
            revocation_endpoint: "https://market.example/oauth/revoke".to_owned(),
            response_types_supported: words(&["code"]),
            grant_types_supported: words(&["authorization_code", "refresh_token"]),
            code_challenge_methods_supported: words(&["S256"]),
            token_endpoint_auth_methods_supported: words(&["none"]),
        }
    );
}
