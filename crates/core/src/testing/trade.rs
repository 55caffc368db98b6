//! A shop that trades, for tests: everything in it was absorbed from records, as a marketplace
//! sends them.

use std::sync::atomic::{AtomicI64, Ordering};

use rapport_protocol::{
    Author, Body, Cart, CartState, Change, Conversation, Extra, Feedback, LineItem, Message, Money,
    Offer, OfferBody, OfferState, OfferStep, Order, OrderState, Person, Product, Record,
    RecordKind, TextBody,
};
use uuid::Uuid;

use super::{MORNING, Shop, shop};
use crate::id;
use crate::sync::{AccountRow, absorb_changes};

/// What a marketplace that allows everything says of itself.
pub(crate) const ALLOWED: &str = r#"{
    "messages": {"send": true, "maxChars": 40}, "carts": true, "receipts": true,
    "offers": {"incoming": true, "outgoing": true, "counter": true},
    "orders": {"confirm": true, "ship": true},
    "feedback": {"read": true, "leave": true, "maxChars": 60,
                 "reply": {"allowed": true, "once": true, "maxChars": 50}}
}"#;

const ACCOUNT: AccountRow = AccountRow {
    row: 1,
    id: Uuid::from_u128(1),
};

/// A shop with the buyer `lin`, the product `gaiwan` at €48.00, and the conversation `k` about it,
/// in which the buyer has asked something (`hello`).
pub(crate) struct Trade {
    pub(crate) shop: Shop,
    revision: AtomicI64,
}

impl Trade {
    pub(crate) async fn new() -> Self {
        let shop = shop();
        shop.app.db.absorb(super::account).await.unwrap();
        let trade = Self {
            shop,
            revision: AtomicI64::new(1),
        };
        trade
            .absorbs(vec![
                person("lin"),
                product("gaiwan"),
                conversation("k", "lin"),
                text("hello", Author::Buyer, "Is it still there?"),
            ])
            .await;
        trade
    }

    /// What the marketplace says comes in, under the next revisions.
    pub(crate) async fn absorbs(&self, records: Vec<Record>) {
        let change = |record: Record| Change {
            revision: self.revision.fetch_add(1, Ordering::SeqCst),
            record: record.into(),
        };
        let changes: Vec<_> = records.into_iter().map(change).collect();
        self.shop
            .app
            .db
            .absorb(move |tx| absorb_changes(tx, ACCOUNT, &changes).map(|_| ()))
            .await
            .unwrap();
    }

    /// The revision of what was absorbed last.
    pub(crate) fn revision(&self) -> i64 {
        self.revision.load(Ordering::SeqCst) - 1
    }

    /// The marketplace says something else of itself: `json` is merged into what it said.
    pub(crate) async fn allows(&self, json: &'static str) {
        self.run(
            "UPDATE accounts SET capabilities = json_patch(capabilities, ?1)",
            json,
        )
        .await;
    }

    /// What happened in the outbox to an act that is open there: the marketplace has it now.
    pub(crate) async fn arrives(&self) {
        self.run("UPDATE outbox SET state = ?1", "sent").await;
    }

    async fn run(&self, sql: &'static str, value: &'static str) {
        let run = move |tx: &crate::db::Tx<'_>| Ok(tx.execute(sql, [value])?);
        self.shop.app.db.write(run).await.unwrap();
    }

    /// The one value that a query gives.
    pub(crate) async fn ask<T: rusqlite::types::FromSql + Send + 'static>(
        &self,
        sql: &'static str,
    ) -> T {
        let ask = move |db: &rusqlite::Connection| Ok(db.query_row(sql, [], |row| row.get(0))?);
        self.shop.app.db.read(ask).await.unwrap()
    }
}

/// The local name of something that the marketplace named.
pub(crate) fn named(kind: RecordKind, remote: &str) -> Uuid {
    id::derived(ACCOUNT.id, kind, remote)
}

pub(crate) fn euros(minor: i64) -> Money {
    Money {
        minor,
        currency: "EUR".to_owned(),
    }
}

pub(crate) fn person(id: &str) -> Record {
    Record::Person(Person {
        id: id.into(),
        name: format!("Name of {id}"),
        avatar: None,
        language: Some("zh-CN".to_owned()),
        extra: Extra::new(),
    })
}

pub(crate) fn product(id: &str) -> Record {
    Record::Product(Product {
        id: id.into(),
        title: format!("The {id}"),
        price: euros(4800),
        stock: Some(9),
        picture: None,
        extra: Extra::new(),
    })
}

pub(crate) fn conversation(id: &str, person: &str) -> Record {
    Record::Conversation(about_gaiwan(id, person))
}

pub(crate) fn about_gaiwan(id: &str, person: &str) -> Conversation {
    Conversation {
        id: id.into(),
        person_id: person.into(),
        product_id: Some("gaiwan".into()),
        opened_at: MORNING,
        closed: false,
        seller_read: None,
        buyer_read: None,
        extra: Extra::new(),
    }
}

pub(crate) fn text(id: &str, author: Author, text: &str) -> Record {
    let text = text.to_owned();
    said(id, author, Body::Text(TextBody { text }))
}

/// Words in another conversation.
pub(crate) fn text_in(conversation: &str, id: &str, author: Author, words: &str) -> Record {
    match text(id, author, words) {
        Record::Message(message) => Record::Message(Message {
            conversation_id: conversation.into(),
            ..message
        }),
        other => other,
    }
}

/// A message in the conversation `k`.
pub(crate) fn said(id: &str, author: Author, body: Body) -> Record {
    Record::Message(Message {
        id: id.into(),
        conversation_id: "k".into(),
        author,
        at: MORNING,
        body: body.into(),
        reply_to: None,
        operation_id: None,
        extra: Extra::new(),
    })
}

/// Three for €129.60, which is 10 % below the list, in the conversation `k`.
pub(crate) fn offer(id: &str, by: Author) -> Offer {
    Offer {
        id: id.into(),
        conversation_id: "k".into(),
        product_id: "gaiwan".into(),
        by,
        quantity: 3,
        price: euros(12_960),
        state: OfferState::Open,
        made_at: MORNING,
        state_at: MORNING,
        until_at: None,
        counters: None,
        operation_id: None,
        extra: Extra::new(),
    }
}

pub(crate) fn offered(id: &str, step: OfferStep, note: &str) -> Body {
    Body::Offer(OfferBody {
        offer_id: id.into(),
        step,
        note: note.to_owned(),
    })
}

/// An order of `lin`'s for €48.00, talked about in `k`.
pub(crate) fn order(id: &str, state: OrderState) -> Order {
    Order {
        id: id.into(),
        person_id: "lin".into(),
        conversation_id: Some("k".into()),
        lines: vec![line(1, 4800)],
        total: euros(4800),
        state,
        placed_at: MORNING,
        state_at: MORNING,
        deliver_to: "12 Mill Lane".to_owned(),
        wishes: String::new(),
        card: None,
        extra: Extra::new(),
    }
}

pub(crate) fn line(quantity: u32, minor: i64) -> LineItem {
    LineItem {
        product_id: Some("gaiwan".into()),
        title: "The gaiwan".to_owned(),
        quantity,
        price: euros(minor),
    }
}

pub(crate) fn cart(id: &str, person: &str, changed_at: i64) -> Cart {
    Cart {
        id: id.into(),
        person_id: person.into(),
        lines: vec![line(2, 9600)],
        total: euros(9600),
        state: CartState::Open,
        changed_at,
        extra: Extra::new(),
    }
}

/// A rating for an order, talked about in `k`.
pub(crate) fn feedback(id: &str, by: Author, order: &str) -> Feedback {
    Feedback {
        id: id.into(),
        by,
        person_id: "lin".into(),
        order_id: Some(order.into()),
        product_id: None,
        conversation_id: Some("k".into()),
        rating: 4,
        text: "Lovely glaze".to_owned(),
        at: MORNING,
        changed_at: None,
        answer: None,
        operation_id: None,
        extra: Extra::new(),
    }
}
