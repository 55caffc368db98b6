//! The records of the years: what each message, order and person says.

use std::collections::HashSet;

use rapport_bazaar::Dice;
use rapport_protocol::{
    Author, Body, Change, Conversation, ConversationId, Extra, Feedback, FeedbackAnswer,
    FeedbackId, LineItem, Message, MessageId, Money, Open, Order, OrderBody, OrderId, OrderState,
    OrderStep, Person, PersonId, Picture, PictureBody, PictureId, Product, ProductId, Record,
    TextBody,
};

use super::UNTIL;
use super::plan::{Moment, Plan, Talk};
use super::speech::{Speech, Tongue, order_number};

const DAY: i64 = 24 * 3_600_000;
/// How many different pictures the shop and its buyers send, and how many faces people have.
const PICTURES: usize = 200;
const FACES: usize = 100;

/// Tells the plan message by message.
#[derive(Debug)]
pub(super) struct Teller {
    pub(super) plan: Plan,
    speech: Speech,
    revision: i64,
    people: HashSet<u32>,
    products: HashSet<u32>,
    /// How many messages could still become orders, and how many orders are still to come.
    left: (u64, u64),
    orders: u32,
}

impl Teller {
    pub(super) fn new(plan: Plan) -> Self {
        let could = plan.moments.iter().filter(|it| it.place > 0).count();
        Self {
            left: (could as u64, plan.size.orders.into()),
            plan,
            speech: Speech::new(),
            revision: 0,
            people: HashSet::new(),
            products: HashSet::new(),
            orders: 0,
        }
    }

    /// The message of that number, which must be the one after the last, with what it refers to.
    pub(super) fn tell(&mut self, n: usize) -> Option<Vec<Change>> {
        let moment = *self.plan.moments.get(n)?;
        let talk = *self.plan.talks.get(moment.talk as usize)?;
        let mut dice = self.plan.dice.part(4).part(n as u64);
        let mut told = Vec::new();
        if moment.place == 0 {
            self.introduce(moment.talk, talk, &mut told);
        }
        let body = if moment.place > 0 && self.is_order(&mut dice) {
            self.order(moment, talk, &mut dice, &mut told)
        } else {
            self.words(n, talk.person, &mut dice)
        };
        let is_order = matches!(body, Body::Order(_));
        told.push(Record::Message(Message {
            id: MessageId(format!("m{n}")),
            conversation_id: conversation(moment.talk),
            author: if is_order {
                Author::System
            } else {
                author(moment, talk, &mut dice)
            },
            at: moment.at,
            body: Open::Known(body),
            reply_to: None,
            operation_id: None,
            extra: Extra::new(),
        }));
        let numbered = told.into_iter().map(|record| {
            self.revision += 1;
            Change {
                revision: self.revision,
                record: Open::Known(record),
            }
        });
        Some(numbered.collect())
    }

    /// Whether this message is the step of an order: as many are, evenly, as were asked for.
    fn is_order(&mut self, dice: &mut Dice) -> bool {
        let (could, orders) = self.left;
        let is = (dice.any() >> 11) % could.max(1) < orders;
        self.left = (could - 1, orders - u64::from(is));
        is
    }

    /// A conversation, with its person and product where they are new.
    fn introduce(&mut self, n: u32, talk: Talk, told: &mut Vec<Record>) {
        if self.people.insert(talk.person) {
            told.push(Record::Person(self.person(talk.person)));
        }
        if self.products.insert(talk.product) {
            told.push(Record::Product(self.product(talk.product)));
        }
        told.push(Record::Conversation(Conversation {
            id: conversation(n),
            person_id: person(talk.person),
            product_id: Some(product(talk.product)),
            opened_at: talk.opened_at,
            closed: false,
            seller_read: None,
            buyer_read: None,
            extra: Extra::new(),
        }));
    }

    fn person(&self, n: u32) -> Person {
        let mut dice = self.plan.dice.part(5).part(n.into());
        let tongue = tongue(n);
        Person {
            id: person(n),
            name: self.speech.name(tongue, n, &mut dice),
            avatar: dice
                .chance(30)
                .then(|| PictureId(format!("face-{}", dice.below(FACES)))),
            language: Some(
                if tongue == Tongue::Chinese {
                    "zh"
                } else {
                    "en"
                }
                .to_owned(),
            ),
            extra: Extra::new(),
        }
    }

    fn product(&self, n: u32) -> Product {
        let mut dice = self.plan.dice.part(6).part(n.into());
        let name = self.speech.name(tongue(n), n, &mut dice);
        Product {
            id: product(n),
            title: format!("{name} JC-TB-{n:04}"),
            price: price(n, 1),
            stock: Some(dice.below(40) as u32),
            picture: Some(PictureId(format!("picture-{}", dice.below(PICTURES)))),
            extra: Extra::new(),
        }
    }

    fn words(&self, n: usize, person: u32, dice: &mut Dice) -> Body {
        if !dice.chance(4) {
            let text = self.speech.text(tongue(person), n as u64, dice);
            return Body::Text(TextBody { text });
        }
        let caption = if dice.chance(70) {
            String::new()
        } else {
            self.speech.text(tongue(person), n as u64, dice)
        };
        Body::Picture(PictureBody {
            picture: Picture {
                id: PictureId(format!("picture-{}", dice.below(PICTURES))),
                media_type: "image/png".to_owned(),
                width: 64,
                height: 48,
                bytes: 4_096,
            },
            more: Vec::new(),
            caption,
        })
    }

    /// An order, perhaps with what the buyer thought of it, and the line that tells of it.
    fn order(&mut self, it: Moment, talk: Talk, dice: &mut Dice, told: &mut Vec<Record>) -> Body {
        let n = self.orders;
        self.orders += 1;
        let id = OrderId(order_number(n));
        let quantity = 1 + dice.below(3) as u32;
        let line = LineItem {
            product_id: Some(product(talk.product)),
            title: format!("JC-TB-{:04}", talk.product),
            quantity,
            price: price(talk.product, quantity),
        };
        let age = UNTIL - it.at;
        let (state, since) = match dice.below(100) {
            0..8 => (OrderState::Cancelled, DAY.min(age)),
            _ if age < 3 * DAY => (OrderState::Placed, 0),
            _ if age < 12 * DAY => (OrderState::Shipped, 2 * DAY),
            _ => (OrderState::Received, 9 * DAY),
        };
        let received = state == OrderState::Received;
        told.push(Record::Order(Order {
            id: id.clone(),
            person_id: person(talk.person),
            conversation_id: Some(conversation(it.talk)),
            total: line.price.clone(),
            lines: vec![line],
            state,
            placed_at: it.at,
            state_at: it.at + since,
            deliver_to: format!("{} Kiln Lane, {:05}", dice.below(200), dice.below(99_999)),
            wishes: String::new(),
            card: None,
            extra: Extra::new(),
        }));
        if received && dice.chance(45) {
            told.push(Record::Feedback(self.feedback(n, it, talk, dice)));
        }
        Body::Order(OrderBody {
            order_id: id,
            step: OrderStep::Placed,
            note: String::new(),
        })
    }

    fn feedback(&self, n: u32, it: Moment, talk: Talk, dice: &mut Dice) -> Feedback {
        let at = it.at + 10 * DAY;
        let tongue = tongue(talk.person);
        let rating = [5, 5, 5, 5, 4, 4, 3, 1];
        Feedback {
            id: FeedbackId(format!("f{n}")),
            by: Author::Buyer,
            person_id: person(talk.person),
            order_id: Some(OrderId(order_number(n))),
            product_id: Some(product(talk.product)),
            conversation_id: Some(conversation(it.talk)),
            rating: dice.pick(&rating).copied().unwrap_or(5),
            text: self.speech.text(tongue, n.into(), dice),
            at,
            changed_at: None,
            answer: dice.chance(90).then(|| FeedbackAnswer {
                text: self.speech.text(tongue, n.into(), dice),
                at: at + dice.between(1, 3 * DAY),
            }),
            operation_id: None,
            extra: Extra::new(),
        }
    }
}

/// Buyers begin and mostly take turns with the shop, which has the last word nearly everywhere: of
/// the conversations that rest, one in forty waits, of those of the last days one in three.
fn author(moment: Moment, talk: Talk, dice: &mut Dice) -> Author {
    if moment.place + 1 == talk.length {
        let waits = if UNTIL - moment.at < 3 * DAY { 33 } else { 2 };
        return if dice.chance(waits) {
            Author::Buyer
        } else {
            Author::Seller
        };
    }
    match (moment.place % 2, dice.below(10)) {
        (0, 0..9) | (1, 9) => Author::Buyer,
        _ => Author::Seller,
    }
}

/// Every third person writes Chinese.
fn tongue(person: u32) -> Tongue {
    if person.is_multiple_of(3) {
        Tongue::Chinese
    } else {
        Tongue::English
    }
}

fn price(product: u32, quantity: u32) -> Money {
    Money {
        minor: (900 + i64::from(product) * 37 % 9_000) * i64::from(quantity),
        currency: "EUR".to_owned(),
    }
}

fn person(n: u32) -> PersonId {
    PersonId(format!("p{n}"))
}

fn product(n: u32) -> ProductId {
    ProductId(format!("w{n}"))
}

fn conversation(n: u32) -> ConversationId {
    ConversationId(format!("c{n}"))
}
