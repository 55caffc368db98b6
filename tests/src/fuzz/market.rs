//! A marketplace in memory: one shop, its buyers, and everything that happened there in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use rapport_core::sync::access::Granted;
use rapport_core::sync::market::{NewPicture, SyncError};
use rapport_protocol::{
    Act, Attachments, Author, Body, Capabilities, Change, ChangesPage, Conversation, Cursor, Extra,
    HistoryPage, HistoryToken, Idempotency, Message, MessageCapabilities, Open, Operation,
    OperationOutcome, Person, Picture, Record, RecordKind, TextBody, Tombstone,
};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::album::{Album, told};
use super::doors::{Doors, Pairs};

/// The time at which every world begins: Sunday, 22 November 2026, 09:00 UTC.
pub(super) const MORNING: i64 = 1_795_338_000_000;

/// How many pictures a message may show.
pub(super) const MOST_PICTURES: u32 = 3;

/// What a marketplace is like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether it knows operations by their keys, compares what was seen and names operations.
    pub(super) keys: bool,
    /// How long a message that was taken is missing from the changes.
    pub(super) visible_after: Duration,
    /// Whether it pushes hints.
    pub(super) push: bool,
    /// The most records of a page.
    pub(super) page: usize,
    /// Whether it tells again what was told before, as it was then.
    pub(super) repeats: bool,
    /// How it lets in.
    pub(super) doors: Doors,
}

/// The marketplace.
pub(super) struct SimMarket {
    pub(super) manner: Manner,
    began: Instant,
    state: Mutex<State>,
    /// The head, and who waits for it to move: woken in the order in which they began to.
    head: AtomicI64,
    moved: Notify,
    /// What each desk comes in with.
    pairs: Mutex<Pairs>,
}

#[derive(Default)]
struct State {
    revision: i64,
    /// How many messages were ever taken.
    taken: u64,
    /// Cursors of an earlier epoch are no longer known.
    epoch: u32,
    persons: BTreeMap<String, (i64, Person)>,
    conversations: BTreeMap<String, (i64, Conversation)>,
    /// In the order in which they were taken.
    messages: Vec<Entry>,
    /// Taken, and not yet to be seen.
    pending: Vec<(Instant, Message)>,
    /// What messages were before they were changed.
    older: Vec<Change>,
    album: Album,
    /// What became of each key.
    done: BTreeMap<String, (Operation, Result<OperationOutcome, SyncError>)>,
}

struct Entry {
    revision: i64,
    message: Message,
    deleted: bool,
}

impl SimMarket {
    pub(super) fn new(manner: Manner) -> Self {
        Self {
            manner,
            began: Instant::now(),
            state: Mutex::default(),
            head: AtomicI64::new(0),
            moved: Notify::new(),
            pairs: Mutex::default(),
        }
    }

    /// The first pair of a desk; `None` where tokens last.
    pub(super) fn first_pair(&self, desk: &str) -> Option<Granted> {
        let lives = self.manner.doors.lives?;
        Some(self.pairs.lock().first(desk, lives))
    }

    /// Whether that token lets a desk in.
    pub(super) fn let_in(&self, desk: &str, token: &str) -> Result<(), SyncError> {
        self.pairs.lock().let_in(desk, token)
    }

    /// Trades a refresh token for the next pair.
    pub(super) fn renew(&self, desk: &str, token: &str) -> Result<Granted, SyncError> {
        self.pairs.lock().renew(self.manner.doors, desk, token)
    }

    /// Ends a desk's access before its time.
    pub(super) fn ends_access(&self, desk: &str) {
        self.pairs.lock().end(desk);
    }

    /// The marketplace's time, in Unix milliseconds.
    fn now(&self) -> i64 {
        MORNING + self.began.elapsed().as_millis() as i64
    }

    /// Runs a change, with what has become visible by now before it, and tells of the new head.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let (result, head) = {
            let mut state = self.state.lock();
            state.show(Instant::now());
            let result = change(&mut state);
            (result, state.revision)
        };
        if self.head.swap(head, Ordering::Relaxed) != head {
            self.moved.notify_waiters();
        }
        result
    }

    /// The revision of the newest change.
    pub(super) fn revision(&self) -> i64 {
        self.head.load(Ordering::Relaxed)
    }

    /// Waits until there is a change after that revision.
    pub(super) async fn after(&self, seen: i64) -> i64 {
        loop {
            let moved = self.moved.notified();
            let now = self.revision();
            if now > seen {
                return now;
            }
            moved.await;
        }
    }

    /// Shows what is due, so that whoever listens hears of it.
    pub(super) fn tick(&self) {
        self.change(|_| ());
    }

    pub(super) fn capabilities(&self) -> Capabilities {
        Capabilities {
            shop: "shop".to_owned(),
            messages: MessageCapabilities {
                send: true,
                visible_after_seconds: self.manner.visible_after.as_secs() as u32,
                attachments: Attachments {
                    max: MOST_PICTURES,
                    ..Attachments::default()
                },
                ..MessageCapabilities::default()
            },
            push: self.manner.push,
            expects: self.manner.keys,
            idempotency: Idempotency {
                keys: self.manner.keys,
                days: 0,
            },
            ..Capabilities::default()
        }
    }

    // What buyers do.

    pub(super) fn comes(&self, person: &str, conversation: &str) {
        let now = self.now();
        self.change(|state| {
            state.rename(person, "Somebody");
            let record = Conversation {
                id: conversation.into(),
                person_id: person.into(),
                product_id: None,
                opened_at: now,
                closed: false,
                seller_read: None,
                buyer_read: None,
                extra: Extra::new(),
            };
            let revision = state.next();
            state
                .conversations
                .insert(conversation.to_owned(), (revision, record));
        });
    }

    pub(super) fn renames(&self, person: &str, name: &str) {
        self.change(|state| state.rename(person, name));
    }

    pub(super) fn closes(&self, conversation: &str, closed: bool) {
        self.change(|state| {
            let revision = state.next();
            if let Some((known, record)) = state.conversations.get_mut(conversation) {
                *known = revision;
                record.closed = closed;
            }
        });
    }

    pub(super) fn writes(&self, conversation: &str, text: &str) {
        let now = self.now();
        self.change(|state| {
            let message = state.message(conversation, Author::Buyer, now, text);
            state.put(message)
        });
    }

    /// Somebody changes the words of the message that was the `nth` to be taken.
    pub(super) fn edits(&self, nth: usize, text: &str) {
        self.change(|state| {
            let revision = state.next();
            let older = state.buyers(nth).map(|entry| entry.told());
            state.older.extend(older);
            if let Some(entry) = state.buyers(nth) {
                entry.revision = revision;
                entry.message.body = Body::Text(TextBody {
                    text: text.to_owned(),
                })
                .into();
            }
        });
    }

    pub(super) fn deletes(&self, nth: usize) {
        self.change(|state| {
            let revision = state.next();
            let older = state.buyers(nth).map(|entry| entry.told());
            state.older.extend(older);
            if let Some(entry) = state.buyers(nth) {
                entry.revision = revision;
                entry.deleted = true;
            }
        });
    }

    /// Every cursor and token given so far is forgotten.
    pub(super) fn expires(&self) {
        self.change(|state| state.epoch += 1);
    }

    // What workstations ask.

    pub(super) fn changes(&self, cursor: Option<&Cursor>) -> Result<ChangesPage, SyncError> {
        self.change(|state| {
            let Some(cursor) = cursor else {
                return Ok(ChangesPage {
                    changes: Vec::new(),
                    cursor: state.cursor(state.revision),
                    has_more: false,
                    history: Some(HistoryToken(format!(
                        "{}.{}",
                        state.epoch,
                        state.messages.len()
                    ))),
                });
            };
            let from = state.read(cursor.as_str())?;
            let mut changes = state.since(from);
            let has_more = changes.len() > self.manner.page;
            changes.truncate(self.manner.page);
            let to = match changes.last() {
                Some(last) if has_more => last.revision,
                _ => state.revision,
            };
            if self.manner.repeats && !changes.is_empty() {
                // As from a copy of the marketplace that lags behind.
                changes.extend(state.older.iter().rev().take(2).cloned());
            }
            Ok(ChangesPage {
                cursor: state.cursor(to),
                changes,
                has_more,
                history: None,
            })
        })
    }

    pub(super) fn history(&self, before: &HistoryToken) -> Result<HistoryPage, SyncError> {
        self.change(|state| {
            let to = usize::try_from(state.read(before.as_str())?).unwrap_or(0);
            let from = to.saturating_sub(self.manner.page);
            let mut changes = Vec::new();
            for entry in state.messages[from..to].iter().rev() {
                changes.extend(state.home(&entry.message));
                changes.push(entry.told());
            }
            if from == 0 {
                // Who never wrote is there too.
                changes.extend(state.people());
            }
            let before = (from > 0).then(|| HistoryToken(format!("{}.{from}", state.epoch)));
            Ok(HistoryPage { changes, before })
        })
    }

    pub(super) fn store(&self, picture: &NewPicture) -> Picture {
        let keys = self.manner.keys;
        self.state.lock().album.store(picture, keys)
    }

    pub(super) fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        let now = self.now();
        let manner = self.manner;
        self.change(|state| {
            let key = operation.idempotency_key();
            if manner.keys
                && let Some((known, answer)) = state.done.get(&key)
            {
                if known == operation {
                    return answer.clone();
                }
                return Err(SyncError::Refused {
                    detail: "This key came before, with another operation.".to_owned(),
                });
            }
            let answer = state.take(operation, now, manner);
            if manner.keys {
                state.done.insert(key, (operation.clone(), answer.clone()));
            }
            answer
        })
    }

    // What is true in the end.

    /// Every message that is there: its conversation, id, author, time, words and revision.
    pub(super) fn messages(&self) -> Vec<(String, String, String, i64, String, i64)> {
        self.change(|state| {
            let there = state.messages.iter().filter(|entry| !entry.deleted);
            there
                .map(|entry| row(&entry.message, entry.revision))
                .collect()
        })
    }

    /// The words of the seller's messages in a conversation, in the order in which they were taken.
    pub(super) fn sellers(&self, conversation: &str) -> Vec<String> {
        let state = self.state.lock();
        let shown = state.messages.iter().map(|entry| &entry.message);
        shown
            .chain(state.pending.iter().map(|(_, message)| message))
            .filter(|it| it.author == Author::Seller && it.conversation_id.as_str() == conversation)
            .map(|it| told(&it.body))
            .collect()
    }

    pub(super) fn people(&self) -> Vec<(String, String, i64)> {
        let state = self.state.lock();
        let rows = state.persons.iter();
        rows.map(|(id, (revision, it))| (id.clone(), it.name.clone(), *revision))
            .collect()
    }

    pub(super) fn conversations(&self) -> Vec<(String, bool, i64)> {
        let state = self.state.lock();
        let rows = state.conversations.iter();
        rows.map(|(id, (revision, it))| (id.clone(), it.closed, *revision))
            .collect()
    }

    /// How many messages were taken and are not yet to be seen.
    pub(super) fn unseen(&self) -> usize {
        self.state.lock().pending.len()
    }

    pub(super) fn head(&self) -> String {
        let state = self.state.lock();
        state.cursor(state.revision).as_str().to_owned()
    }
}

impl State {
    fn next(&mut self) -> i64 {
        self.revision += 1;
        self.revision
    }

    fn cursor(&self, revision: i64) -> Cursor {
        Cursor(format!("{}.{revision}", self.epoch))
    }

    /// The place that a cursor or token of this epoch names.
    fn read(&self, token: &str) -> Result<i64, SyncError> {
        let place = token
            .split_once('.')
            .filter(|(epoch, _)| *epoch == self.epoch.to_string())
            .and_then(|(_, place)| place.parse().ok());
        place.ok_or(SyncError::ExpiredCursor)
    }

    fn rename(&mut self, person: &str, name: &str) {
        let revision = self.next();
        let record = Person {
            id: person.into(),
            name: name.to_owned(),
            avatar: None,
            language: None,
            extra: Extra::new(),
        };
        self.persons.insert(person.to_owned(), (revision, record));
    }

    fn message(&mut self, conversation: &str, author: Author, at: i64, text: &str) -> Message {
        self.taken += 1;
        Message {
            id: format!("m{}", self.taken).into(),
            conversation_id: conversation.into(),
            author,
            at,
            body: Open::Known(Body::Text(TextBody {
                text: text.to_owned(),
            })),
            reply_to: None,
            operation_id: None,
            extra: Extra::new(),
        }
    }

    fn put(&mut self, message: Message) -> i64 {
        let revision = self.next();
        self.messages.push(Entry {
            revision,
            message,
            deleted: false,
        });
        revision
    }

    /// What is due becomes visible, in the order in which it was taken.
    fn show(&mut self, now: Instant) {
        while self.pending.first().is_some_and(|(due, _)| *due <= now) {
            let (_, message) = self.pending.remove(0);
            self.put(message);
        }
    }

    fn buyers(&mut self, nth: usize) -> Option<&mut Entry> {
        let mut there = self
            .messages
            .iter_mut()
            .filter(|entry| entry.message.author == Author::Buyer && !entry.deleted);
        there.nth(nth)
    }

    /// Every record in its newest form that changed after a revision, in the order of the changes.
    fn since(&self, from: i64) -> Vec<Change> {
        let mut changes = self.people();
        for entry in &self.messages {
            changes.push(entry.told());
        }
        changes.retain(|it| it.revision > from);
        changes.sort_by_key(|it| it.revision);
        changes
    }

    fn people(&self) -> Vec<Change> {
        let persons = self.persons.values();
        let persons = persons.map(|(revision, it)| change(*revision, Record::Person(it.clone())));
        let conversations = self.conversations.values();
        let conversations =
            conversations.map(|(revision, it)| change(*revision, Record::Conversation(it.clone())));
        persons.chain(conversations).collect()
    }

    /// What a message refers to.
    fn home(&self, message: &Message) -> Vec<Change> {
        let Some((revision, conversation)) =
            self.conversations.get(message.conversation_id.as_str())
        else {
            return Vec::new();
        };
        let person = self.persons.get(conversation.person_id.as_str());
        let person = person.map(|(revision, it)| change(*revision, Record::Person(it.clone())));
        let conversation = change(*revision, Record::Conversation(conversation.clone()));
        person.into_iter().chain([conversation]).collect()
    }

    fn take(
        &mut self,
        operation: &Operation,
        now: i64,
        manner: Manner,
    ) -> Result<OperationOutcome, SyncError> {
        let Open::Known(Act::Message(sent)) = &operation.act else {
            return Err(SyncError::NotFound);
        };
        let conversation = sent.conversation_id.as_str();
        let Some((_, home)) = self.conversations.get(conversation) else {
            return Err(SyncError::NotFound);
        };
        if home.closed {
            return Err(SyncError::Refused {
                detail: "It is closed.".to_owned(),
            });
        }
        let expected = operation.expects.as_ref().filter(|_| manner.keys);
        if let Some(expected) = expected.and_then(|it| it.newest_buyer_message.as_ref()) {
            let newest = self.messages.iter().rev().find(|entry| {
                entry.message.author == Author::Buyer
                    && !entry.deleted
                    && entry.message.conversation_id.as_str() == conversation
            });
            if newest.map(|entry| &entry.message.id) != Some(expected) {
                return Err(SyncError::Stale);
            }
        }
        let body = self.album.shown(&sent.body)?;
        let mut message = self.message(conversation, Author::Seller, now, "");
        message.body = Open::Known(body);
        message.operation_id = manner.keys.then(|| operation.id.clone());
        let revision = if manner.visible_after.is_zero() {
            self.put(message.clone())
        } else {
            let due = Instant::now() + manner.visible_after;
            self.pending.push((due, message.clone()));
            // It gets its place among the changes when it is seen; the answer knows none yet.
            1
        };
        Ok(OperationOutcome {
            operation_id: operation.id.clone(),
            change: change(revision, Record::Message(message)),
            also: Vec::new(),
        })
    }
}

impl Entry {
    /// The message as it is now, or that it is gone.
    fn told(&self) -> Change {
        let record = if self.deleted {
            Record::Deleted(Tombstone {
                of: RecordKind::Message,
                id: self.message.id.as_str().to_owned(),
            })
        } else {
            Record::Message(self.message.clone())
        };
        change(self.revision, record)
    }
}

fn change(revision: i64, record: Record) -> Change {
    Change {
        revision,
        record: record.into(),
    }
}

fn row(message: &Message, revision: i64) -> (String, String, String, i64, String, i64) {
    let author = match &message.author {
        Author::Buyer => "buyer",
        Author::Seller => "seller",
        _ => "other",
    };
    (
        message.conversation_id.as_str().to_owned(),
        message.id.as_str().to_owned(),
        author.to_owned(),
        message.at,
        told(&message.body),
        revision,
    )
}
