//! A marketplace in memory: it keeps a log of changes, answers from it, and fails as told.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::future::ready;
use futures_util::stream::{self, BoxStream};
use parking_lot::Mutex;
use rapport_protocol::{
    Act, Author, Body, Capabilities, Change, ChangesPage, Conversation, Cursor, Extra, HistoryPage,
    HistoryToken, Idempotency, Message, Open, Operation, OperationOutcome, Person, Picture,
    PictureId, Record, RecordKind, Signal, TextBody, Tombstone,
};
use serde_json::Value;
use tokio::sync::{Notify, broadcast, watch};

use crate::Clock;
use crate::sync::market::{Event, FetchedPicture, Market, NewPicture, SyncError};

/// What becomes of a sent operation.
#[derive(Debug, Clone)]
pub(super) enum Verdict {
    /// It is accepted and answered.
    Accept,
    /// It is accepted, and the answer gets lost.
    AcceptAndLose,
    /// It is accepted, and the answer waits for this.
    AcceptAndWait(Arc<Notify>),
    /// It is accepted when this says so.
    AcceptAfter(Arc<Notify>),
    /// It is accepted, and this is the answer.
    AcceptWith(Vec<Change>),
    /// It is not accepted.
    Fail(SyncError),
    /// It is not accepted, which is told when this says so.
    FailAfter(Arc<Notify>, SyncError),
    /// No answer ever comes.
    Hang,
}

type Judge = Box<dyn FnMut(&Operation) -> Verdict + Send>;
type Storing = Box<dyn FnMut(&NewPicture) -> Result<(), SyncError> + Send>;
type Pages = Box<dyn FnMut(Option<&str>) -> Option<Result<ChangesPage, SyncError>> + Send>;
type Walks = Box<dyn FnMut(&str) -> Option<Result<HistoryPage, SyncError>> + Send>;

/// A marketplace in memory.
pub(super) struct FakeMarket {
    pub(super) clock: Clock,
    pub(super) capabilities: Mutex<Capabilities>,
    state: Mutex<State>,
    head: watch::Sender<(usize, Option<SyncError>)>,
    said: broadcast::Sender<Event>,
}

#[derive(Default)]
struct State {
    log: Vec<Change>,
    sent: Vec<Operation>,
    done: HashMap<String, Change>,
    judge: Option<Judge>,
    storing: Option<Storing>,
    slow: Option<watch::Receiver<bool>>,
    brought: Vec<NewPicture>,
    pages: Option<Pages>,
    walks: Option<Walks>,
    asked: Vec<(Option<String>, u32)>,
    signals: Vec<Signal>,
    pictures: HashMap<String, Vec<u8>>,
}

impl FakeMarket {
    pub(super) fn new(clock: Clock) -> Arc<Self> {
        let capabilities = Capabilities {
            push: true,
            expects: true,
            idempotency: Idempotency {
                keys: true,
                days: 0,
            },
            ..Capabilities::default()
        };
        Arc::new(Self {
            clock,
            capabilities: Mutex::new(capabilities),
            state: Mutex::default(),
            head: watch::Sender::new((0, None)),
            said: broadcast::channel(64).0,
        })
    }

    /// Something happens, and a hint says so.
    pub(super) fn happens(&self, record: impl Into<Open<Record>>) -> i64 {
        let mut state = self.state.lock();
        let revision = state.log.len() as i64 + 1;
        state.log.push(Change {
            revision,
            record: record.into(),
        });
        let head = state.log.len();
        drop(state);
        self.head.send_modify(|it| it.0 = head);
        revision
    }

    /// Every request fails from now on; `None` ends that.
    pub(super) fn fails(&self, fault: Option<SyncError>) {
        self.head.send_modify(|it| it.1 = fault);
    }

    /// Decides what becomes of operations.
    pub(super) fn judges(&self, judge: impl FnMut(&Operation) -> Verdict + Send + 'static) {
        self.state.lock().judge = Some(Box::new(judge));
    }

    /// Answers for changes that take the place of the log's, where there is one.
    pub(super) fn answers(
        &self,
        pages: impl FnMut(Option<&str>) -> Option<Result<ChangesPage, SyncError>> + Send + 'static,
    ) {
        self.state.lock().pages = Some(Box::new(pages));
    }

    /// Answers for history that take the place of the log's, where there is one.
    pub(super) fn walks(
        &self,
        walks: impl FnMut(&str) -> Option<Result<HistoryPage, SyncError>> + Send + 'static,
    ) {
        self.state.lock().walks = Some(Box::new(walks));
    }

    pub(super) fn has_picture(&self, id: &str, bytes: &[u8]) {
        self.state
            .lock()
            .pictures
            .insert(id.to_owned(), bytes.to_vec());
    }

    /// Decides what becomes of pictures that are brought.
    pub(super) fn stores(
        &self,
        storing: impl FnMut(&NewPicture) -> Result<(), SyncError> + Send + 'static,
    ) {
        self.state.lock().storing = Some(Box::new(storing));
    }

    /// Pictures take until this says so.
    pub(super) fn waits_for(&self, open: watch::Receiver<bool>) {
        self.state.lock().slow = Some(open);
    }

    /// Every picture that was brought, in order.
    pub(super) fn brought(&self) -> Vec<NewPicture> {
        self.state.lock().brought.clone()
    }

    /// Every operation that arrived, in order.
    pub(super) fn sent(&self) -> Vec<Operation> {
        self.state.lock().sent.clone()
    }

    /// The words of every message of the seller's that the marketplace has.
    pub(super) fn has(&self) -> Vec<String> {
        let state = self.state.lock();
        let ours = state
            .log
            .iter()
            .filter_map(|change| match change.record.known() {
                Some(Record::Message(message)) if message.author == Author::Seller => {
                    Some(text(&message.body))
                }
                _ => None,
            });
        ours.collect()
    }

    /// Every question for changes: the cursor and the limit.
    pub(super) fn asked(&self) -> Vec<(Option<String>, u32)> {
        self.state.lock().asked.clone()
    }

    /// Every signal that arrived, in order.
    pub(super) fn signals(&self) -> Vec<Signal> {
        self.state.lock().signals.clone()
    }

    /// How many streams are open.
    pub(super) fn listeners(&self) -> usize {
        self.said.receiver_count()
    }

    /// The open streams say this.
    pub(super) fn says(&self, event: Event) {
        // Nobody listens while no stream is open.
        let _: Result<usize, _> = self.said.send(event);
    }

    fn up(&self) -> Result<(), SyncError> {
        self.head.borrow().1.clone().map_or(Ok(()), Err)
    }

    fn accept(&self, operation: &Operation) -> OperationOutcome {
        let key = operation.idempotency_key();
        // Who knows no keys names no operations either.
        let names = self.capabilities.lock().idempotency.keys;
        let known = self.state.lock().done.get(&key).cloned();
        let done = known.filter(|_| names);
        let change = done.unwrap_or_else(|| {
            let record = match operation.act.known() {
                Some(Act::Message(sent)) => Record::Message(Message {
                    id: format!("m-{key}-{}", self.sent().len()).into(),
                    conversation_id: sent.conversation_id.clone(),
                    author: Author::Seller,
                    at: self.clock.now(),
                    body: sent.body.clone(),
                    reply_to: sent.reply_to.clone(),
                    operation_id: names.then(|| operation.id.clone()),
                    extra: Extra::new(),
                }),
                Some(Act::Delete(delete)) => Record::Deleted(Tombstone {
                    of: RecordKind::Message,
                    id: delete.message_id.0.clone(),
                }),
                _ => panic!("only messages"),
            };
            let revision = self.happens(record.clone());
            let change = Change {
                revision,
                record: record.into(),
            };
            self.state.lock().done.insert(key, change.clone());
            change
        });
        OperationOutcome {
            operation_id: operation.id.clone(),
            change,
            also: Vec::new(),
        }
    }
}

#[async_trait]
impl Market for FakeMarket {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        self.up()?;
        Ok(self.capabilities.lock().clone())
    }

    async fn changes(&self, cursor: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError> {
        let cursor = cursor.map(Cursor::as_str);
        self.state
            .lock()
            .asked
            .push((cursor.map(str::to_owned), limit));
        self.up()?;
        let mut state = self.state.lock();
        if let Some(page) = state.pages.as_mut().and_then(|pages| pages(cursor)) {
            return page;
        }
        let head = state.log.len();
        let Some(cursor) = cursor else {
            let history = Some(HistoryToken(format!("h{head}")));
            let cursor = Cursor(format!("c{head}"));
            return Ok(ChangesPage {
                changes: Vec::new(),
                cursor,
                has_more: false,
                history,
            });
        };
        let from: usize = cursor.trim_start_matches('c').parse().unwrap();
        let to = head.min(from + limit as usize);
        let changes = state.log[from..to].to_vec();
        let cursor = Cursor(format!("c{to}"));
        Ok(ChangesPage {
            changes,
            cursor,
            has_more: to < head,
            history: None,
        })
    }

    async fn history(&self, before: &HistoryToken, _: u32) -> Result<HistoryPage, SyncError> {
        self.up()?;
        let mut state = self.state.lock();
        if let Some(page) = state
            .walks
            .as_mut()
            .and_then(|walks| walks(before.as_str()))
        {
            return page;
        }
        let to: usize = before.as_str().trim_start_matches('h').parse().unwrap();
        Ok(HistoryPage {
            changes: state.log[..to].to_vec(),
            before: None,
        })
    }

    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        self.up()?;
        let verdict = {
            let mut state = self.state.lock();
            state.sent.push(operation.clone());
            state
                .judge
                .as_mut()
                .map_or(Verdict::Accept, |judge| judge(operation))
        };
        match verdict {
            Verdict::Accept => Ok(self.accept(operation)),
            Verdict::AcceptAndLose => {
                self.accept(operation);
                Err(SyncError::Unreachable { arrived: true })
            }
            Verdict::AcceptAndWait(until) => {
                let outcome = self.accept(operation);
                until.notified().await;
                Ok(outcome)
            }
            Verdict::AcceptAfter(when) => {
                when.notified().await;
                Ok(self.accept(operation))
            }
            Verdict::AcceptWith(mut changes) => Ok(OperationOutcome {
                operation_id: operation.id.clone(),
                change: changes.pop().unwrap(),
                also: changes,
            }),
            Verdict::Fail(fault) => Err(fault),
            Verdict::FailAfter(when, fault) => {
                when.notified().await;
                Err(fault)
            }
            Verdict::Hang => std::future::pending().await,
        }
    }

    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError> {
        self.up()?;
        let slow = {
            let mut state = self.state.lock();
            state.brought.push(picture.clone());
            state.slow.clone()
        };
        if let Some(mut slow) = slow {
            let opened = slow.wait_for(|open| *open).await;
            opened.map_err(|_| SyncError::Unreachable { arrived: true })?;
        }
        let mut state = self.state.lock();
        if let Some(storing) = state.storing.as_mut() {
            storing(picture)?;
        }
        // Who knows no keys calls it something else each time.
        let id = if self.capabilities.lock().idempotency.keys {
            format!("there-{}", picture.key)
        } else {
            format!("there-{}", state.brought.len())
        };
        state.pictures.insert(id.clone(), picture.bytes.clone());
        Ok(Picture {
            id: id.into(),
            media_type: picture.media_type.clone(),
            width: 1,
            height: 1,
            bytes: picture.bytes.len() as u64,
        })
    }

    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError> {
        self.up()?;
        let bytes = self.state.lock().pictures.get(id.as_str()).cloned();
        let bytes = bytes.ok_or(SyncError::NotFound)?;
        Ok(FetchedPicture {
            media_type: "image/png".to_owned(),
            bytes,
        })
    }

    async fn signal(&self, signal: &Signal) -> Result<(), SyncError> {
        self.up()?;
        self.state.lock().signals.push(signal.clone());
        Ok(())
    }

    async fn events(
        &self,
        from: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        self.up()?;
        let from: usize = from.as_str().trim_start_matches('c').parse().unwrap_or(0);
        let hints = stream::unfold(Some((self.head.subscribe(), from)), |it| async move {
            let (mut head, mut last) = it?;
            loop {
                let (now, fault) = head.borrow_and_update().clone();
                if let Some(fault) = fault {
                    return Some((Err(fault), None));
                }
                if now > last {
                    last = now;
                    return Some((
                        Ok(Event::Changed(Cursor(format!("c{now}")))),
                        Some((head, last)),
                    ));
                }
                head.changed().await.ok()?;
            }
        });
        let said = stream::unfold(self.said.subscribe(), |mut said| async move {
            let event = said.recv().await.ok()?;
            Some((Ok(event), said))
        });
        // The stream ends with its hints.
        let ends = hints.map(Some).chain(stream::iter([None]));
        let both = stream::select(ends, said.map(Some));
        Ok(both
            .take_while(|event| ready(event.is_some()))
            .filter_map(ready)
            .boxed())
    }
}

pub(super) fn words(operation: &Operation) -> String {
    match &operation.act {
        Open::Known(Act::Message(message)) => text(&message.body),
        other => panic!("{other:?} has no words"),
    }
}

fn text(body: &Open<Body>) -> String {
    match body {
        Open::Known(Body::Text(body)) => body.text.clone(),
        Open::Known(Body::Picture(body)) => body.caption.clone(),
        other => panic!("{other:?} is no text"),
    }
}

pub(super) fn person(id: &str) -> Record {
    let (avatar, language, extra) = (None, None, Extra::new());
    Record::Person(Person {
        id: id.into(),
        name: format!("Name of {id}"),
        avatar,
        language,
        extra,
    })
}

pub(super) fn conversation(id: &str, person: &str) -> Record {
    Record::Conversation(Conversation {
        id: id.into(),
        person_id: person.into(),
        product_id: None,
        opened_at: 1,
        closed: false,
        seller_read: None,
        buyer_read: None,
        extra: Extra::new(),
    })
}

pub(super) fn message(id: &str, conversation: &str, at: i64, text: &str) -> Message {
    Message {
        id: id.into(),
        conversation_id: conversation.into(),
        author: Author::Buyer,
        at,
        body: Open::Known(Body::Text(TextBody {
            text: text.to_owned(),
        })),
        reply_to: None,
        operation_id: None,
        extra: Extra::new(),
    }
}

pub(super) fn change(revision: i64, record: impl Into<Open<Record>>) -> Change {
    Change {
        revision,
        record: record.into(),
    }
}

pub(super) fn other(json: Value) -> Open<Record> {
    Open::Other(json)
}
