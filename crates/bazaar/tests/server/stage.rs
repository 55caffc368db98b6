//! A running server with one seller, one buyer and one product.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use rapport_bazaar::{Bazaar, NewProduct, Role, serve};
use rapport_protocol::{
    Change, ChangesPage, HistoryPage, Message, Money, Open, OperationOutcome, Problem, ProductId,
    Record,
};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// 2026-03-02 09:00 UTC.
pub(crate) const MORNING: i64 = 1_772_442_000_000;

/// Someone with a token.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) token: String,
}

pub(crate) struct Stage {
    pub(crate) bazaar: Bazaar,
    pub(crate) seller: Account,
    pub(crate) buyer: Account,
    pub(crate) product: ProductId,
    pub(crate) url: String,
    pub(crate) client: Client,
    pub(crate) folder: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    acts: AtomicUsize,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(MORNING));
        let told = Arc::clone(&clock);
        let told = Arc::new(move || told.load(Ordering::SeqCst));
        let bazaar = Bazaar::open(folder.path().join("bazaar.db"), told).unwrap();
        let seller = add_seller(&bazaar, "Yunnan Leaf");
        let buyer = add_buyer(&bazaar, "Mara Lindqvist");
        let product = add_product(&bazaar, &seller, "Celadon cup");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(serve(listener, bazaar.clone(), async {
            stopped.await.ok();
        }));
        let client = Client::builder().no_proxy().build().unwrap();
        let (stop, serving) = (Some(stop), Some(serving));
        Self {
            bazaar,
            seller,
            buyer,
            product,
            url,
            client,
            folder,
            clock,
            acts: AtomicUsize::new(0),
            stop,
            serving,
        }
    }

    /// Moves the clock.
    pub(crate) fn pass(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Stops the server and waits until it has.
    pub(crate) async fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.serving.take().unwrap().await.unwrap().unwrap();
    }

    pub(crate) fn request(&self, method: Method, path: &str, who: &Account) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&who.token)
    }

    pub(crate) async fn get(&self, path: &str, who: &Account) -> Response {
        self.request(Method::GET, path, who).send().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, who: &Account, body: &Value) -> Response {
        self.request(Method::POST, path, who)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// The buyer's conversation about the product.
    pub(crate) async fn conversation(&self) -> String {
        let body = json!({ "productId": self.product });
        let answer = self
            .post("/v1/buyer/conversations", &self.buyer, &body)
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        let opened: Value = answer.json().await.unwrap();
        opened["id"].as_str().unwrap().to_owned()
    }

    /// The buyer orders so many of the product, and says the order's number.
    pub(crate) async fn order(&self, quantity: u32) -> String {
        let body = json!({
            "lines": [{ "productId": self.product, "quantity": quantity }],
            "deliverTo": "Mara Lindqvist\nQuayside 4",
        });
        let placed = self.buyer_does(Method::POST, "orders", &body).await;
        placed["id"].as_str().unwrap().to_owned()
    }

    /// The buyer says something.
    pub(crate) async fn say(&self, conversation: &str, text: &str) -> Message {
        let path = format!("/v1/buyer/conversations/{conversation}/messages");
        let body = json!({ "body": { "kind": "text", "text": text } });
        let answer = self.post(&path, &self.buyer, &body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    /// The seller does something, under a key of its own.
    pub(crate) async fn operate(&self, operation: &Value) -> Response {
        let key = format!(
            "{}.{}",
            operation["id"].as_str().unwrap(),
            operation["revision"]
        );
        self.request(Method::POST, "/v1/operations", &self.seller)
            .header("Idempotency-Key", key)
            .json(operation)
            .send()
            .await
            .unwrap()
    }

    /// The seller does something that must succeed; the outcome is told.
    pub(crate) async fn act(&self, act: Value) -> OperationOutcome {
        let answer = self.try_act(act.clone(), &Value::Null).await;
        assert_eq!(answer.status(), StatusCode::OK, "{act}");
        answer.json().await.unwrap()
    }

    /// The seller tries something, under a key of its own.
    pub(crate) async fn try_act(&self, act: Value, expects: &Value) -> Response {
        let number = self.acts.fetch_add(1, Ordering::SeqCst);
        let mut operation = json!({ "id": format!("act-{number}"), "revision": 1, "act": act });
        if !expects.is_null() {
            operation["expects"] = expects.clone();
        }
        self.operate(&operation).await
    }

    /// The buyer does something that must succeed; the answer is told.
    pub(crate) async fn buyer_does(&self, method: Method, path: &str, body: &Value) -> Value {
        let request = self.request(method, &format!("/v1/buyer/{path}"), &self.buyer);
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status();
        let told: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path}: {told}");
        told
    }

    /// One page of changes of the seller's.
    pub(crate) async fn changes(&self, query: &str) -> ChangesPage {
        let answer = self
            .get(&format!("/v1/changes?{query}"), &self.seller)
            .await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
        answer.json().await.unwrap()
    }

    /// One page of history of the seller's.
    pub(crate) async fn history(&self, query: &str) -> HistoryPage {
        let answer = self
            .get(&format!("/v1/history?{query}"), &self.seller)
            .await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
        answer.json().await.unwrap()
    }
}

pub(crate) fn add_seller(bazaar: &Bazaar, name: &str) -> Account {
    let id = bazaar.add_seller(name).unwrap();
    Account {
        token: bazaar.issue_token(Role::Seller, &id).unwrap(),
        id,
    }
}

pub(crate) fn add_buyer(bazaar: &Bazaar, name: &str) -> Account {
    let id = bazaar.add_buyer(name, Some("en")).unwrap();
    Account {
        token: bazaar.issue_token(Role::Buyer, &id).unwrap(),
        id,
    }
}

pub(crate) fn add_product(bazaar: &Bazaar, seller: &Account, title: &str) -> ProductId {
    let price = Money {
        minor: 4800,
        currency: "EUR".to_owned(),
    };
    let product = NewProduct {
        title: title.to_owned(),
        price,
        stock: Some(6),
        picture: None,
    };
    bazaar.add_product(&seller.id, &product).unwrap()
}

/// An operation that sends a text.
pub(crate) fn reply(id: &str, conversation: &str, text: &str) -> Value {
    json!({
        "id": id,
        "revision": 1,
        "act": {
            "kind": "message",
            "conversationId": conversation,
            "body": { "kind": "text", "text": text },
        },
    })
}

/// The problem that an answer carries, after looking that it is one.
pub(crate) async fn problem(answer: Response) -> Problem {
    let status = answer.status();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(
        problem.status,
        status.as_u16(),
        "the body repeats the status"
    );
    assert_eq!(problem.title, problem.kind.title());
    assert!(!problem.detail.is_empty(), "a problem says what happened");
    problem
}

/// What a page tells, in a word per record.
pub(crate) fn names(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| name(&change.record)).collect()
}

fn name(record: &Open<Record>) -> String {
    match record {
        Open::Known(Record::Person(person)) => format!("person {}", person.name),
        Open::Known(Record::Product(product)) => format!("product {}", product.title),
        Open::Known(Record::Conversation(_)) => "conversation".to_owned(),
        Open::Known(Record::Message(message)) => {
            let body = serde_json::to_value(&message.body).unwrap();
            let told = ["text", "step", "kind"].map(|part| body[part].as_str());
            format!("message {}", told.into_iter().flatten().next().unwrap())
        }
        Open::Known(Record::Order(order)) => format!("order {:?}", order.state),
        Open::Known(Record::Offer(offer)) => format!("offer {:?}", offer.state),
        Open::Known(Record::Cart(cart)) => format!("cart {:?}", cart.state),
        Open::Known(Record::Feedback(feedback)) => format!("feedback {}", feedback.rating),
        Open::Known(Record::Deleted(gone)) => format!("deleted {:?}", gone.of),
        Open::Other(value) => format!("unknown {value}"),
    }
}
