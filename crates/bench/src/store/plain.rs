//! # The yardstick: rusqlite alone
//!
//! The same rows in the same tables with the same indexes, under the same encryption and the same
//! durability, by prepared statements in transactions of a thousand rows. Everything that could be
//! made ready before (ids, keys, the words of the index, who waits) is, and none of it is timed.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rapport_core::db::key::SHIFT;
use rapport_core::search;
use rapport_protocol::{
    Author, Body, Change, Feedback, Message, Open, Order, OrderState, Person, Product, Record,
    RecordKind,
};
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::fill::{KEY_FILE, account_id};
use crate::years::Years;

/// How many rows go into one transaction.
pub(super) const SLICE: usize = 1_000;
/// How many messages of an archive are made ready at a time.
const AT_A_TIME: usize = 20_000;
/// The tables, an earlier one never referring to a later one; their definitions are read from our own store.
const TABLES: [&str; 10] = [
    "accounts",
    "persons",
    "products",
    "conversations",
    "messages",
    "orders",
    "order_lines",
    "feedback",
    "inbox",
    "messages_index",
];

/// Opens an encrypted store by hand, the way ours is opened.
///
/// # Errors
/// What SQLite says, or that there is no key.
pub(crate) fn open(path: &Path, profile: &Path) -> Result<Connection> {
    let key = std::fs::read(profile.join(KEY_FILE)).context("the key of the profile")?;
    let key = key
        .iter()
        .fold(String::new(), |key, byte| format!("{key}{byte:02x}"));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A store with our tables and indexes, and nothing that works by itself.
///
/// # Errors
/// What SQLite says.
pub(super) fn make(path: &Path, profile: &Path, ours: &Connection) -> Result<Connection> {
    let plain = open(path, profile)?;
    for table in TABLES {
        let mut definitions = ours.prepare(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND type IN ('table', 'index')
                 AND sql IS NOT NULL ORDER BY type = 'index'",
        )?;
        let mut rows = definitions.query([table])?;
        while let Some(row) = rows.next()? {
            plain.execute_batch(&row.get::<_, String>(0)?)?;
        }
    }
    plain.execute(
        "INSERT INTO accounts (row, id, name, marketplace, base_url, token, state_since_at, created_at)
         VALUES (1, ?1, 'Jade & Clay', 'open', '', '', 0, 0)",
        [account_id()],
    )?;
    Ok(plain)
}

/// What was written of an archive.
#[derive(Debug)]
pub(crate) struct Written {
    /// So many changes,
    pub(crate) changes: usize,
    /// in this time, the making of the rows not counted.
    pub(crate) took: Duration,
}

/// Makes a store of its own in that file and writes so many messages of the years into it, oldest
/// first, with all that they refer to. `profile` has the store whose tables and key are taken.
///
/// # Errors
/// What SQLite says.
pub(crate) fn archive(
    path: &Path,
    profile: &Path,
    mut years: Years,
    messages: usize,
    rows: &mut Rows,
) -> Result<(Connection, Written)> {
    let ours = open(&profile.join(rapport_core::STORE_FILE), profile)?;
    let mut plain = make(path, profile, &ours)?;
    let mut written = Written {
        changes: 0,
        took: Duration::ZERO,
    };
    let mut left = messages;
    while left > 0 {
        let now = left.min(AT_A_TIME);
        let told = (0..now).filter_map(|_| years.next_message()).flatten();
        let ready = rows.of(&told.collect::<Vec<_>>());
        written.changes += ready.len();
        let began = Instant::now();
        write(&mut plain, &ready)?;
        written.took += began.elapsed();
        left -= now;
        crate::progress(&format!("{left} messages left for the yardstick"));
    }
    Ok((plain, written))
}

/// Rows made ready for writing, and what is known of those before them.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    people: HashMap<String, i64>,
    products: HashMap<String, i64>,
    talks: HashMap<String, Talk>,
    last_key: i64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Talk {
    row: i64,
    person: i64,
    product: Option<i64>,
    waiting: Option<i64>,
}

/// One row with all its values.
#[derive(Debug)]
pub(super) enum Row {
    Person(Uuid, i64, Person),
    Product(Uuid, i64, Product),
    Talk(Uuid, i64, String, Talk, i64),
    Message(Box<MessageRow>),
    Order(Uuid, i64, i64, i64, Order),
    Feedback(Uuid, i64, i64, i64, Feedback),
}

#[derive(Debug)]
pub(super) struct MessageRow {
    key: i64,
    id: Uuid,
    revision: i64,
    talk: Talk,
    remote: String,
    author: &'static str,
    at: i64,
    kind: &'static str,
    text: String,
    picture: Option<String>,
    words: String,
    facets: String,
}

impl Rows {
    /// Makes the rows of changes ready.
    pub(super) fn of(&mut self, changes: &[Change]) -> Vec<Row> {
        let known = |change: &Change| Some((change.revision, change.record.known()?.clone()));
        let rows = changes.iter().filter_map(known);
        rows.filter_map(|(revision, record)| self.row(revision, record))
            .collect()
    }

    fn row(&mut self, revision: i64, record: Record) -> Option<Row> {
        let id = |kind, remote: &str| rapport_core::id::derived(account_id(), kind, remote);
        Some(match record {
            Record::Person(it) => {
                let row = self.people.len() as i64 + 1;
                self.people.insert(it.id.0.clone(), row);
                Row::Person(id(RecordKind::Person, it.id.as_str()), revision, it)
            }
            Record::Product(it) => {
                let row = self.products.len() as i64 + 1;
                self.products.insert(it.id.0.clone(), row);
                Row::Product(id(RecordKind::Product, it.id.as_str()), revision, it)
            }
            Record::Conversation(it) => {
                let talk = Talk {
                    row: self.talks.len() as i64 + 1,
                    person: *self.people.get(it.person_id.as_str())?,
                    product: self.products.get(it.product_id?.as_str()).copied(),
                    waiting: None,
                };
                self.talks.insert(it.id.0.clone(), talk);
                let uuid = id(RecordKind::Conversation, it.id.as_str());
                Row::Talk(uuid, revision, it.id.0, talk, it.opened_at)
            }
            Record::Message(it) => {
                let uuid = id(RecordKind::Message, it.id.as_str());
                Row::Message(Box::new(self.message(uuid, revision, it)?))
            }
            Record::Order(it) => {
                let uuid = id(RecordKind::Order, it.id.as_str());
                let talk = self.talks.get(it.conversation_id.as_ref()?.as_str())?;
                Row::Order(uuid, revision, talk.person, talk.row, it)
            }
            Record::Feedback(it) => {
                let uuid = id(RecordKind::Feedback, it.id.as_str());
                let talk = self.talks.get(it.conversation_id.as_ref()?.as_str())?;
                Row::Feedback(uuid, revision, talk.person, talk.row, it)
            }
            Record::Offer(_) | Record::Cart(_) | Record::Deleted(_) => return None,
        })
    }

    fn message(&mut self, id: Uuid, revision: i64, it: Message) -> Option<MessageRow> {
        self.last_key = (it.at << SHIFT).max(self.last_key + 1);
        let author = match it.author {
            Author::Buyer => "buyer",
            Author::Seller => "seller",
            _ => "system",
        };
        let talk = self.talks.get_mut(it.conversation_id.as_str())?;
        talk.waiting = match author {
            "buyer" => talk.waiting.or(Some(self.last_key)),
            "seller" => None,
            _ => talk.waiting,
        };
        let (kind, text, picture) = match it.body {
            Open::Known(Body::Text(body)) => ("text", body.text, None),
            Open::Known(Body::Picture(body)) => {
                let picture = serde_json::to_string(&body.picture).ok();
                ("picture", body.caption, picture)
            }
            _ => ("order", String::new(), None),
        };
        let product = talk
            .product
            .map_or(String::new(), |it| format!(" product{it}"));
        let shows = if picture.is_some() { " haspicture" } else { "" };
        Some(MessageRow {
            key: self.last_key,
            id,
            revision,
            talk: *talk,
            remote: it.id.0,
            author,
            at: it.at,
            kind,
            words: search::words(&text),
            facets: format!(
                "conv{} person{}{product}{shows} is{author}",
                talk.row, talk.person
            ),
            text,
            picture,
        })
    }
}

/// Writes rows, a thousand to a transaction.
///
/// # Errors
/// What SQLite says.
pub(super) fn write(plain: &mut Connection, rows: &[Row]) -> Result<()> {
    for slice in rows.chunks(SLICE) {
        let tx = plain.transaction()?;
        for row in slice {
            put(&tx, row)?;
        }
        tx.commit()?;
    }
    Ok(())
}

fn put(tx: &Connection, row: &Row) -> Result<()> {
    match row {
        Row::Person(id, revision, it) => {
            tx.prepare_cached(
                "INSERT INTO persons (id, account, remote_id, revision, name, language)
                 VALUES (?1, 1, ?2, ?3, ?4, ?5)",
            )?
            .execute((id, it.id.as_str(), revision, &it.name, &it.language))?;
        }
        Row::Product(id, revision, it) => {
            tx.prepare_cached(
                "INSERT INTO products (id, account, remote_id, revision, title, price_minor,
                     currency, stock) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                id,
                it.id.as_str(),
                revision,
                &it.title,
                it.price.minor,
                &it.price.currency,
                it.stock,
            ))?;
        }
        Row::Talk(id, revision, remote, talk, opened_at) => {
            tx.prepare_cached(
                "INSERT INTO conversations (row, id, account, remote_id, revision, person, product,
                     opened_at) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                talk.row,
                id,
                remote,
                revision,
                talk.person,
                talk.product,
                opened_at,
            ))?;
        }
        Row::Message(it) => message(tx, it)?,
        Row::Order(id, revision, person, conversation, it) => {
            order(tx, *id, *revision, (*person, *conversation), it)?;
        }
        Row::Feedback(id, revision, person, conversation, it) => {
            let order = it.order_id.as_ref().map(|order| {
                rapport_core::id::derived(account_id(), RecordKind::Order, order.as_str())
            });
            tx.prepare_cached(
                "INSERT INTO feedback (id, account, remote_id, revision, author, person, order_id,
                     conversation, rating, text, at, answer, answer_at, key)
                 VALUES (?1, 1, ?2, ?3, 'buyer', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute((
                id,
                it.id.as_str(),
                revision,
                person,
                order,
                conversation,
                it.rating,
                &it.text,
                it.at,
                it.answer.as_ref().map(|answer| &answer.text),
                it.answer.as_ref().map(|answer| answer.at),
                revision,
            ))?;
        }
    }
    Ok(())
}

fn message(tx: &Connection, it: &MessageRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO messages (key, id, conversation, remote_id, revision, author, at, kind, text,
             picture) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        it.key,
        it.id,
        it.talk.row,
        &it.remote,
        it.revision,
        it.author,
        it.at,
        it.kind,
        &it.text,
        &it.picture,
    ))?;
    tx.prepare_cached("INSERT INTO messages_index (rowid, text, facets) VALUES (?1, ?2, ?3)")?
        .execute((it.key, &it.words, &it.facets))?;
    tx.prepare_cached(
        "INSERT INTO inbox (conversation, newest_key, waiting_key) VALUES (?1, ?2, ?3)
         ON CONFLICT (conversation) DO UPDATE
         SET newest_key = excluded.newest_key, waiting_key = excluded.waiting_key",
    )?
    .execute((it.talk.row, it.key, it.talk.waiting))?;
    Ok(())
}

fn order(tx: &Connection, id: Uuid, revision: i64, of: (i64, i64), it: &Order) -> Result<()> {
    let state = match it.state {
        OrderState::Placed => "placed",
        OrderState::Shipped => "shipped",
        OrderState::Received => "received",
        _ => "cancelled",
    };
    let row: i64 = tx
        .prepare_cached(
            "INSERT INTO orders (id, account, remote_id, revision, person, conversation,
                 total_minor, currency, state, placed_at, state_at, deliver_to, wishes)
             VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING row",
        )?
        .query_row(
            (
                id,
                it.id.as_str(),
                revision,
                of.0,
                of.1,
                it.total.minor,
                &it.total.currency,
                state,
                it.placed_at,
                it.state_at,
                &it.deliver_to,
                &it.wishes,
            ),
            |row| row.get(0),
        )?;
    for (place, line) in it.lines.iter().enumerate() {
        tx.prepare_cached(
            "INSERT INTO order_lines (order_row, place, title, quantity, price_minor, currency)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            row,
            place as i64,
            &line.title,
            line.quantity,
            line.price.minor,
            &line.price.currency,
        ))?;
    }
    Ok(())
}
