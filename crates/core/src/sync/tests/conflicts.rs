//! Who decides: the rules of docs/conflicts.md, for every kind of record and in every order.

use rapport_protocol::{
    Author, Body, CartState, Change, OfferState, OrderState, Record, RecordKind, TextBody,
    Tombstone,
};

use super::fake::change;
use super::world::World;
use crate::testing::trade::{
    about_gaiwan, cart, conversation, feedback, offer, order, person, product, said,
};

/// A record as it was first and as it is now, what it is called, and what the seller sees of it.
struct Case {
    old: Record,
    new: Record,
    tombstone: (RecordKind, &'static str),
    seen: &'static str,
}

fn cases() -> Vec<Case> {
    let case = |old, new, tombstone, seen| Case {
        old,
        new,
        tombstone,
        seen,
    };
    let mut renamed = person("mei");
    let mut reworded = product("bowl");
    if let (Record::Person(person), Record::Product(product)) = (&mut renamed, &mut reworded) {
        "Mei Lin".clone_into(&mut person.name);
        "Celadon bowl".clone_into(&mut product.title);
        product.stock = Some(0);
    }
    let mut closed = about_gaiwan("talk", "lin");
    closed.closed = true;
    let words = |text: &str| {
        let text = text.to_owned();
        said("m", Author::Buyer, Body::Text(TextBody { text }))
    };
    let mut declined = offer("o", Author::Buyer);
    declined.state = OfferState::Declined;
    let mut left = cart("c", "lin", 2);
    left.state = CartState::Ordered;
    let mut rated = feedback("f", Author::Buyer, "4471");
    "Two bowls, one chipped".clone_into(&mut rated.text);
    vec![
        case(
            person("mei"),
            renamed,
            (RecordKind::Person, "mei"),
            "SELECT name FROM persons WHERE remote_id = 'mei' AND deleted = 0",
        ),
        case(
            product("bowl"),
            reworded,
            (RecordKind::Product, "bowl"),
            "SELECT title || stock FROM products WHERE remote_id = 'bowl' AND deleted = 0",
        ),
        case(
            Record::Conversation(about_gaiwan("talk", "lin")),
            Record::Conversation(closed),
            (RecordKind::Conversation, "talk"),
            "SELECT closed FROM conversations WHERE remote_id = 'talk' AND deleted = 0",
        ),
        case(
            words("Is it blue?"),
            words("Is it green?"),
            (RecordKind::Message, "m"),
            "SELECT text FROM messages",
        ),
        case(
            Record::Offer(offer("o", Author::Buyer)),
            Record::Offer(declined),
            (RecordKind::Offer, "o"),
            "SELECT state FROM offers",
        ),
        case(
            Record::Order(order("4471", OrderState::Placed)),
            Record::Order(order("4471", OrderState::Shipped)),
            (RecordKind::Order, "4471"),
            "SELECT state FROM orders",
        ),
        case(
            Record::Cart(cart("c", "lin", 1)),
            Record::Cart(left),
            (RecordKind::Cart, "c"),
            "SELECT state FROM carts",
        ),
        case(
            Record::Feedback(feedback("f", Author::Buyer, "4471")),
            Record::Feedback(rated),
            (RecordKind::Feedback, "f"),
            "SELECT text FROM feedback",
        ),
    ]
}

/// What is seen in the end when the changes come in this order, each twice.
async fn after(case: &Case, changes: &[&Change]) -> String {
    let world = World::new().await;
    let parents = [product("gaiwan"), person("lin"), conversation("k", "lin")];
    for parent in parents {
        world.absorbs(vec![change(1, parent)]).await;
    }
    for one in changes.iter().chain(changes) {
        world.absorbs(vec![(*one).clone()]).await;
    }
    world.ask(case.seen).await
}

#[tokio::test]
async fn in_whatever_order_revisions_come_the_highest_stands() {
    for case in cases() {
        let old = change(5, case.old.clone());
        let new = change(6, case.new.clone());
        let as_it_happened = after(&case, &[&old, &new]).await;
        assert_ne!(as_it_happened, after(&case, &[&old]).await);
        assert_eq!(as_it_happened, after(&case, &[&new, &old]).await);
        assert_eq!(as_it_happened, after(&case, &[&new]).await);
    }
}

#[tokio::test]
async fn in_whatever_order_a_tombstone_comes_what_it_names_is_gone() {
    for case in cases() {
        let (of, id) = case.tombstone;
        let old = change(5, case.old.clone());
        let new = change(7, case.new.clone());
        let id = id.to_owned();
        let gone = change(6, Record::Deleted(Tombstone { of, id }));
        for order in [
            [&old, &new, &gone],
            [&gone, &old, &new],
            [&old, &gone, &new],
        ] {
            assert_eq!(after(&case, &order).await, "", "{of:?}");
        }
    }
}
