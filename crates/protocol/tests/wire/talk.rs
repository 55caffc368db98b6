//! People, conversations, messages, and how they are asked for.

use rapport_protocol::{
    Act, Attachments, Author, Body, Capabilities, Change, ChangesPage, Conversation, DeleteMessage,
    EventHint, Expects, Extra, HistoryPage, Message, MessageCapabilities, Money, Operation,
    OperationOutcome, Person, Picture, PictureBody, Problem, ProblemKind, Product, Read, Record,
    RecordKind, SendMessage, SendRate, SystemBody, TextBody, Tombstone,
};

use crate::pin;

fn person() -> Person {
    Person {
        id: "buyer_1".into(),
        name: "陈晓雯".to_owned(),
        avatar: Some("picture_1".into()),
        language: Some("zh-CN".to_owned()),
        extra: Extra::new(),
    }
}

fn product() -> Product {
    Product {
        id: "product_1".into(),
        title: "Celadon tea cup".to_owned(),
        price: Money {
            minor: 2800,
            currency: "EUR".to_owned(),
        },
        stock: Some(14),
        picture: None,
        extra: Extra::new(),
    }
}

fn conversation() -> Conversation {
    Conversation {
        id: "conversation_1".into(),
        person_id: "buyer_1".into(),
        product_id: Some("product_1".into()),
        opened_at: 1_772_442_000_000,
        closed: false,
        seller_read: Some("message_1".into()),
        buyer_read: Some("message_2".into()),
        extra: Extra::new(),
    }
}

pub(crate) fn text(text: &str) -> Body {
    Body::Text(TextBody {
        text: text.to_owned(),
    })
}

fn picture() -> Picture {
    Picture {
        id: "picture_1".into(),
        media_type: "image/png".to_owned(),
        width: 640,
        height: 480,
        bytes: 70_123,
    }
}

pub(crate) fn message(body: Body) -> Message {
    Message {
        id: "message_1".into(),
        conversation_id: "conversation_1".into(),
        author: Author::Seller,
        at: 1_772_442_060_000,
        body: body.into(),
        reply_to: None,
        operation_id: Some("0195-op".into()),
        extra: Extra::new(),
    }
}

pub(crate) fn change(record: Record) -> Change {
    Change {
        revision: 7,
        record: record.into(),
    }
}

#[test]
fn records() {
    pin!("person", Record::Person(person()));
    pin!("product", Record::Product(product()));
    pin!("conversation", Record::Conversation(conversation()));
    pin!("message", Record::Message(message(text("还有货吗?"))));
    pin!(
        "deleted",
        Record::Deleted(Tombstone {
            of: RecordKind::Message,
            id: "message_1".into()
        })
    );
}

#[test]
fn what_is_absent_is_not_written() {
    let person = Person {
        avatar: None,
        language: None,
        ..person()
    };
    pin!("person_with_little", Record::Person(person));
    let message = Message {
        operation_id: None,
        author: Author::Buyer,
        ..message(text("Hello"))
    };
    pin!("message_of_a_buyer", Record::Message(message));
}

#[test]
fn bodies() {
    pin!("body_text", text("It holds 120 ml."));
    let caption = "By the window.".to_owned();
    pin!(
        "body_picture",
        Body::Picture(PictureBody {
            picture: picture(),
            more: Vec::new(),
            caption
        })
    );
    let caption = String::new();
    pin!(
        "body_picture_alone",
        Body::Picture(PictureBody {
            picture: picture(),
            more: Vec::new(),
            caption
        })
    );
    let second = Picture {
        id: "picture_2".into(),
        ..picture()
    };
    let both = PictureBody::of(vec![picture(), second], "Both sides.".to_owned()).unwrap();
    assert_eq!(both.pictures().count(), 2);
    pin!("body_pictures", Body::Picture(both));
    assert_eq!(PictureBody::of(Vec::new(), String::new()), None);
    pin!(
        "body_system",
        Body::System(SystemBody {
            text: "The buyer has paid.".to_owned()
        })
    );
    pin!("picture", picture());
}

#[test]
fn every_author() {
    let authors = [
        Author::Buyer,
        Author::Seller,
        Author::System,
        Author::Other("bot".to_owned()),
    ];
    pin!("authors", authors);
}

#[test]
fn every_kind_of_record() {
    let kinds = [
        RecordKind::Person,
        RecordKind::Product,
        RecordKind::Conversation,
        RecordKind::Message,
        RecordKind::Order,
        RecordKind::Offer,
        RecordKind::Cart,
        RecordKind::Feedback,
    ];
    pin!("record_kinds", kinds);
}

#[test]
fn pages() {
    let changes = vec![change(Record::Conversation(conversation()))];
    let page = ChangesPage {
        changes: changes.clone(),
        cursor: "Y3Vyc29y".into(),
        has_more: true,
        history: None,
    };
    pin!("changes_page", page);
    let first = ChangesPage {
        changes: Vec::new(),
        cursor: "Y3Vyc29y".into(),
        has_more: false,
        history: Some("aGlzdG9yeQ".into()),
    };
    pin!("changes_page_first", first);
    pin!(
        "history_page",
        HistoryPage {
            changes,
            before: Some("aGlzdG9yeQ".into())
        }
    );
    pin!(
        "history_page_last",
        HistoryPage {
            changes: Vec::new(),
            before: None
        }
    );
    pin!(
        "event_hint",
        EventHint {
            cursor: "Y3Vyc29y".into()
        }
    );
}

#[test]
fn operations() {
    let send = SendMessage {
        conversation_id: "conversation_1".into(),
        body: text("Yes.").into(),
        reply_to: None,
    };
    let operation = Operation {
        id: "0195-op".into(),
        revision: 2,
        expects: Some(Expects {
            newest_buyer_message: Some("message_1".into()),
            order: None,
        }),
        act: Act::Message(send).into(),
    };
    assert_eq!(operation.idempotency_key(), "0195-op.2");
    pin!("operation_message", operation.clone());
    let answer = SendMessage {
        conversation_id: "conversation_1".into(),
        body: text("This one.").into(),
        reply_to: Some("message_1".into()),
    };
    let operation = Operation {
        act: Act::Message(answer).into(),
        ..operation
    };
    pin!("operation_answer_to_a_message", operation);
    let answer = Message {
        reply_to: Some("message_1".into()),
        ..message(text("This one."))
    };
    pin!("message_that_answers", Record::Message(answer));
    let read = Read {
        conversation_id: "conversation_1".into(),
        up_to: "message_1".into(),
    };
    let operation = Operation {
        id: "0195-op".into(),
        revision: 1,
        expects: None,
        act: Act::Read(read).into(),
    };
    pin!("operation_read", operation);
    let delete = DeleteMessage {
        conversation_id: "conversation_1".into(),
        message_id: "message_2".into(),
    };
    let operation = Operation {
        id: "0195-op".into(),
        revision: 1,
        expects: None,
        act: Act::Delete(delete).into(),
    };
    pin!("operation_delete", operation);
    let change = change(Record::Message(message(text("Yes."))));
    pin!(
        "operation_outcome",
        OperationOutcome {
            operation_id: "0195-op".into(),
            change,
            also: Vec::new(),
        }
    );
}

#[test]
fn capabilities() {
    let capabilities = Capabilities {
        messages: MessageCapabilities {
            send: true,
            attachments: Attachments {
                max: 1,
                types: vec!["image/png".to_owned()],
                max_bytes: 2_097_152,
            },
            max_chars: 2000,
            ..MessageCapabilities::default()
        },
        send_rate: SendRate {
            requests: 30,
            per_seconds: 60,
        },
        ..Capabilities::default()
    };
    pin!("capabilities", capabilities);
    let nothing: Capabilities = serde_json::from_str("{}").unwrap();
    assert_eq!(
        nothing,
        Capabilities::default(),
        "an older server promises nothing"
    );
}

#[test]
fn every_problem() {
    use ProblemKind::{
        ExpiredCursor, Forbidden, Internal, Invalid, KeyReused, MethodNotAllowed, NotFound,
        Refused, Stale, TooLarge, TooMany, Unauthorized, UnsupportedMediaType,
    };
    let kinds = [
        Invalid,
        Unauthorized,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        Stale,
        ExpiredCursor,
        TooLarge,
        UnsupportedMediaType,
        KeyReused,
        Refused,
        TooMany,
        Internal,
    ];
    pin!(
        "problems",
        kinds.map(|kind| Problem::new(kind, "What happened."))
    );
    let newer: ProblemKind = serde_json::from_str("\"urn:example:newer\"").unwrap();
    assert_eq!(newer, ProblemKind::Other("urn:example:newer".to_owned()));
}
