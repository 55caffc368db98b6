//! # A marketplace that says whatever a test wants
//!
//! It speaks the open API over HTTP and keeps no rule of it: bazaar could not be made to say half
//! of this.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use parking_lot::Mutex;
use rapport_protocol::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What is the matter with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// It knows the token no more.
    Revoked,
    /// It fails.
    Failing,
}

/// What it says when it is asked for what was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// Nothing was before.
    Empty,
    /// The same page under the same token, for ever.
    SameToken,
    /// The same page under a new token each time, for ever.
    SamePage,
    /// Empty pages under a new token each time, for ever.
    EmptyPages,
}

/// The marketplace; clones are the same one.
#[derive(Debug, Clone)]
pub struct Stall(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    says: Mutex<Says>,
    /// Rings whenever something is new.
    bell: watch::Sender<u64>,
}

#[derive(Debug)]
struct Says {
    trouble: Trouble,
    history: History,
    /// How often history was asked for.
    walked: u64,
    changes: Vec<Value>,
}

impl Stall {
    /// A stall with one person and their conversation, that answers.
    pub async fn new(history: History) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let says = Says {
            trouble: Trouble::None,
            history,
            walked: 0,
            changes: Vec::new(),
        };
        let stall = Self(Arc::new(Inner {
            address: listener.local_addr().unwrap(),
            says: Mutex::new(says),
            bell: watch::Sender::new(0),
        }));
        let router = Router::new()
            .route("/v1/capabilities", get(capabilities))
            .route("/v1/changes", get(changes))
            .route("/v1/history", get(past))
            .route("/v1/events", get(events))
            .layer(from_fn_with_state(stall.clone(), troubled))
            .with_state(stall.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        stall
    }

    /// What `accounts.connect` is told.
    pub fn connection(&self, token: &str) -> Value {
        let base_url = format!("http://{}", self.0.address);
        json!({ "name": "Stall", "baseUrl": base_url, "token": token })
    }

    /// Changes what is the matter. Whoever listens is hung up on.
    pub fn trouble(&self, trouble: Trouble) {
        self.0.says.lock().trouble = trouble;
        self.ring();
    }

    /// Tells a person and their conversation.
    pub fn introduces(&self, person: &str) {
        self.tells(json!({ "kind": "person", "id": "p", "name": person }));
        self.tells(json!({ "kind": "conversation", "id": "c", "personId": "p", "openedAt": 1 }));
    }

    /// Tells a message of the person's.
    pub fn says(&self, id: &str, text: &str) {
        self.tells(message(id, json!({ "kind": "text", "text": text })));
    }

    /// Tells a record, whatever it is.
    pub fn tells(&self, record: Value) {
        let revision = self.0.says.lock().changes.len() + 1;
        self.tells_raw(json!({ "revision": revision, "record": record }));
    }

    /// Tells a change, whatever it is.
    pub fn tells_raw(&self, change: Value) {
        self.0.says.lock().changes.push(change);
        self.ring();
    }

    /// Tells something else in the place of the newest change.
    pub fn corrects(&self, record: Value) {
        self.0.says.lock().changes.pop();
        self.tells(record);
    }

    /// Changes what was before.
    pub fn history(&self, history: History) {
        self.0.says.lock().history = history;
    }

    /// How often history was asked for.
    pub fn walked(&self) -> u64 {
        self.0.says.lock().walked
    }

    fn ring(&self) {
        self.0.bell.send_modify(|count| *count += 1);
    }
}

/// A message's record.
pub fn message(id: &str, body: Value) -> Value {
    json!({
        "kind": "message", "id": id, "conversationId": "c", "author": "buyer",
        "at": 1_750_000_000_000_i64, "body": body,
    })
}

async fn troubled(State(stall): State<Stall>, request: Request, next: Next) -> Response {
    let trouble = stall.0.says.lock().trouble;
    match trouble {
        Trouble::None => next.run(request).await,
        Trouble::Revoked => problem(ProblemKind::Unauthorized),
        Trouble::Failing => problem(ProblemKind::Internal),
    }
}

fn problem(kind: ProblemKind) -> Response {
    let problem = Problem::new(kind, "As the test wants it.");
    let status = StatusCode::from_u16(problem.status).unwrap();
    let body = serde_json::to_string(&problem).unwrap();
    (status, [(CONTENT_TYPE, PROBLEM_MEDIA_TYPE)], body).into_response()
}

async fn capabilities() -> axum::Json<Value> {
    axum::Json(json!({
        "messages": { "send": true, "maxChars": 2000 },
        "push": true,
        "idempotency": { "keys": true },
    }))
}

async fn changes(
    State(stall): State<Stall>,
    Query(query): Query<HashMap<String, String>>,
) -> axum::Json<Value> {
    let says = stall.0.says.lock();
    let Some(cursor) = query.get("cursor") else {
        return axum::Json(
            json!({ "changes": [], "cursor": "0", "hasMore": false, "history": "begin" }),
        );
    };
    let from: usize = cursor.parse().unwrap();
    let limit: usize = query["limit"].parse().unwrap();
    let to = says.changes.len().min(from + limit);
    let page = &says.changes[from..to];
    let has_more = to < says.changes.len();
    axum::Json(json!({ "changes": page, "cursor": to.to_string(), "hasMore": has_more }))
}

async fn past(State(stall): State<Stall>) -> axum::Json<Value> {
    let mut says = stall.0.says.lock();
    says.walked += 1;
    let person = json!({ "kind": "person", "id": "p", "name": "Somebody" });
    let page = json!([{ "revision": 1, "record": person }]);
    let next = format!("step-{}", says.walked);
    axum::Json(match says.history {
        History::Empty => json!({ "changes": [] }),
        History::SameToken => json!({ "changes": page, "before": "begin" }),
        History::SamePage => json!({ "changes": page, "before": next }),
        History::EmptyPages => json!({ "changes": [], "before": next }),
    })
}

async fn events(State(stall): State<Stall>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let bell = stall.0.bell.subscribe();
    Sse::new(stream::unfold(
        (stall, bell, true),
        async |(stall, mut bell, first)| {
            if !first {
                bell.changed().await.ok()?;
            }
            let head = {
                let says = stall.0.says.lock();
                (says.trouble == Trouble::None).then(|| says.changes.len().to_string())?
            };
            let hint = Event::default()
                .event("changed")
                .json_data(json!({ "cursor": head }))
                .ok()?;
            Some((Ok(hint), (stall, bell, false)))
        },
    ))
}
