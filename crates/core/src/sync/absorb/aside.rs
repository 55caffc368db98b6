//! What could not be understood: kept as it came, beside a sentence that says why.
//!
//! A newer version may understand it, and a person can look at it; until then it stands in nobody's
//! way. Records that only lack what they refer to are tried again when something came.

use rapport_protocol::{Body, Change, Fault, LineItem, Money, Open, Record};
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use super::{Absorber, AccountRow, Fate, Telling};
use crate::db::Tx;
use crate::error::Result;

/// A message without its conversation.
pub(super) const NO_CONVERSATION: &str = "It belongs to a conversation that is not here.";
/// A conversation without its person.
pub(super) const NO_PERSON: &str = "It belongs to a person who is not here.";
/// A conversation without its product.
pub(super) const NO_PRODUCT: &str = "It is about a product that is not here.";

/// How many things that nobody understands are kept per account.
const KEPT: i64 = 1000;
/// The longest text that a record may hold, in bytes.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// The longest content that is kept as it came, in bytes.
const MAX_CONTENT_BYTES: usize = 256 * 1024;
/// The most pictures of a message.
const MOST_PICTURES: usize = 50;
/// The most lines of an order or a cart.
const MOST_LINES: usize = 500;
/// The highest price, in minor units: a million such orders of one person can still be added up.
const MOST_MINOR: u64 = 9_000_000_000_000;
/// The first millisecond that no message key can hold; in the year 2248.
const END_OF_TIME: i64 = 1 << 43;

/// What is wrong with a change by itself, as a sentence.
pub(super) fn fault(change: &Change) -> Option<String> {
    match change.record.fault() {
        Some(Fault::UnknownKind(kind)) => {
            let kind: String = kind.chars().take(100).collect();
            return Some(format!(
                "It is of the kind “{kind}”, which this version does not know."
            ));
        }
        Some(Fault::Malformed(why)) => {
            let why: String = why.chars().take(200).collect();
            return Some(format!("It is not what its kind promises: {why}."));
        }
        None => {}
    }
    let record = change.record.known()?;
    if change.revision < 1 {
        return Some("It has no revision.".to_owned());
    }
    if longest(record) > MAX_TEXT_BYTES {
        return Some("It holds more text than any message can.".to_owned());
    }
    match record {
        Record::Message(message) if !(0..END_OF_TIME).contains(&message.at) => {
            Some("It was written at a time that no calendar holds.".to_owned())
        }
        Record::Message(message) => match &message.body {
            Open::Known(Body::Picture(body)) if body.more.len() >= MOST_PICTURES => {
                Some("It shows more pictures than anybody could look at.".to_owned())
            }
            _ => None,
        },
        Record::Order(order) => absurd(&order.total, &order.lines),
        Record::Cart(cart) => absurd(&cart.total, &cart.lines),
        Record::Offer(offer) => absurd(&offer.price, &[]),
        Record::Feedback(feedback) if !(1..=5).contains(&feedback.rating) => {
            Some("It rates beyond the scale from 1 to 5.".to_owned())
        }
        _ => None,
    }
}

/// Sums of money have to stay sums, and an order readable.
fn absurd(total: &Money, lines: &[LineItem]) -> Option<String> {
    let prices = lines.iter().map(|line| &line.price);
    let beyond = |price: &Money| price.minor.unsigned_abs() > MOST_MINOR;
    if prices.chain([total]).any(beyond) {
        return Some("Its price is beyond all reason.".to_owned());
    }
    (lines.len() > MOST_LINES).then(|| "It has more lines than anybody could read.".to_owned())
}

/// The length of a record's longest text, in bytes.
fn longest(record: &Record) -> usize {
    match record {
        Record::Person(person) => person.name.len(),
        Record::Product(product) => product.title.len(),
        Record::Message(message) => match &message.body {
            Open::Known(Body::Text(body)) => body.text.len(),
            Open::Known(Body::Picture(body)) => body.caption.len(),
            Open::Known(Body::System(body)) => body.text.len(),
            Open::Known(Body::Offer(body)) => body.note.len(),
            Open::Known(Body::Order(body)) => body.note.len(),
            Open::Known(Body::Feedback(_)) => 0,
            Open::Other(body) => body.to_string().len(),
        },
        Record::Order(order) => {
            let card = order.card.as_ref().map_or(0, |card| card.note.len());
            let words = order.deliver_to.len().max(order.wishes.len()).max(card);
            words.max(longest_title(&order.lines))
        }
        Record::Cart(cart) => longest_title(&cart.lines),
        Record::Feedback(feedback) => {
            let answer = feedback.answer.as_ref().map_or(0, |it| it.text.len());
            feedback.text.len().max(answer)
        }
        Record::Conversation(_) | Record::Offer(_) | Record::Deleted(_) => 0,
    }
}

fn longest_title(lines: &[LineItem]) -> usize {
    lines.iter().map(|line| line.title.len()).max().unwrap_or(0)
}

/// Sets a change aside, once.
pub(super) fn put(tx: &Tx<'_>, account: AccountRow, change: &Change, fault: &str) -> Result<()> {
    let content = content(change, fault)?;
    let known = tx
        .prepare_cached("SELECT 1 FROM set_aside WHERE account = ?1 AND content = ?2")?
        .query_row((account.row, &content), |_| Ok(()))
        .optional()?;
    if known.is_some() {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO set_aside (account, content, fault, received_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((account.row, content, fault, tx.now()))?;
    if !waits(fault) {
        tx.prepare_cached(
            "DELETE FROM set_aside WHERE account = ?1 AND fault NOT IN (?3, ?4, ?5) AND row <=
                 (SELECT row FROM set_aside WHERE account = ?1 AND fault NOT IN (?3, ?4, ?5)
                  ORDER BY row DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute((account.row, KEPT, NO_PERSON, NO_PRODUCT, NO_CONVERSATION))?;
    }
    tx.prepare_cached("UPDATE accounts SET set_aside = set_aside + 1 WHERE row = ?1")?
        .execute([account.row])?;
    Ok(())
}

/// Whether it only lacks what it refers to, and will be taken in when that has come.
fn waits(fault: &str) -> bool {
    [NO_PERSON, NO_PRODUCT, NO_CONVERSATION].contains(&fault)
}

/// Something came that records set aside may have been waiting for.
pub(super) fn arrived(tx: &Tx<'_>, account: AccountRow) -> Result<()> {
    tx.prepare_cached(
        "UPDATE accounts SET arrivals = arrivals + 1
         WHERE row = ?1 AND EXISTS (SELECT 1 FROM set_aside WHERE account = ?1)",
    )?
    .execute([account.row])?;
    Ok(())
}

/// How often something has come since what was set aside was tried.
///
/// # Errors
/// What SQLite says.
pub(in crate::sync) fn arrivals(db: &Connection, account: AccountRow) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT arrivals FROM accounts WHERE row = ?1")?
        .query_row([account.row], |row| row.get(0))?)
}

/// Everything set aside was tried, unless something has come meanwhile.
///
/// # Errors
/// What SQLite says.
pub(in crate::sync) fn settle_arrivals(tx: &Tx<'_>, account: AccountRow, known: i64) -> Result<()> {
    tx.prepare_cached("UPDATE accounts SET arrivals = 0 WHERE row = ?1 AND arrivals = ?2")?
        .execute((account.row, known))?;
    Ok(())
}

/// A change as it is kept; of one that is far too long only what it was.
fn content(change: &Change, fault: &str) -> Result<String> {
    let content = serde_json::to_string(change)?;
    if content.len() <= MAX_CONTENT_BYTES || waits(fault) {
        return Ok(content);
    }
    let record = serde_json::to_value(&change.record)?;
    let short = |name| match record.get(name) {
        Some(value) => value
            .as_str()
            .map(|text| text.chars().take(200).collect::<String>()),
        None => None,
    };
    let (kind, id, bytes) = (short("kind"), short("id"), content.len());
    let what = json!({ "kind": kind, "id": id, "bytes": bytes });
    Ok(json!({ "revision": change.revision, "leftOut": what }).to_string())
}

/// What came of trying once more.
#[derive(Debug, Default)]
pub(in crate::sync) struct Tried {
    /// The last row tried; none when there were no more.
    pub(in crate::sync) last: Option<i64>,
}

/// Tries what lacked only what it refers to once more, a batch after row `after`.
///
/// # Errors
/// What SQLite says; then nothing has changed.
pub(in crate::sync) fn try_again(tx: &Tx<'_>, account: AccountRow, after: i64) -> Result<Tried> {
    let rows = tx
        .prepare_cached(
            "SELECT row, content FROM set_aside
             WHERE account = ?1 AND row > ?2 AND fault IN (?3, ?4, ?5) ORDER BY row LIMIT 50",
        )?
        .query_map(
            (account.row, after, NO_PERSON, NO_PRODUCT, NO_CONVERSATION),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut absorber = Absorber::new(tx, account, Telling::History);
    let mut tried = Tried::default();
    for (row, content) in rows {
        tried.last = Some(row);
        let Ok(change) = serde_json::from_str::<Change>(&content) else {
            continue;
        };
        if matches!(absorber.place(&change)?, Fate::Taken) {
            tx.prepare_cached("DELETE FROM set_aside WHERE row = ?1")?
                .execute([row])?;
            tx.prepare_cached(
                "UPDATE accounts SET set_aside = max(set_aside - 1, 0) WHERE row = ?1",
            )?
            .execute([account.row])?;
        }
    }
    absorber.finish()?;
    Ok(tried)
}
