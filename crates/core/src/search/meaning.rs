//! # What a search means here
//!
//! Turns what was typed into one question to the index and a range of keys. Names become rows through
//! the indexes of names, a bounded number of them, and rows are words of the index; days are places
//! among the keys. So whatever is asked, the answer is an intersection in the index and a walk down the
//! keys. What was understood goes back with the answer, part by part, for the page to put into words.

use std::fmt::Write as _;
use std::ops::Range;

use chrono::{Local, TimeZone};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::dates;
use super::index::person_word;
use super::query::{Phrase, Query};
use super::wishes::{Narrowing, Wish};
use crate::db::key;
use crate::error::Result;
use crate::people::names;

/// A name stands for so many rows at most, the newest; the echo says when there are more.
const MOST_ROWS: usize = 50;
/// Of those who wait, so many are looked through: who waits longest comes first.
const MOST_WAITING: usize = 200;
/// So many of the names that were meant are told.
const MOST_TOLD: usize = 3;

/// What part of a search was understood as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum SearchPartKind {
    /// Words that stand in the message.
    Words,
    /// Written by somebody of that name.
    From,
    /// About a product of that title.
    Product,
    /// In the conversation of an order of that number.
    Order,
    /// In a conversation in which somebody waits.
    Waiting,
    /// Written by a buyer.
    Buyer,
    /// Written by the shop.
    Seller,
    /// A private note.
    Note,
    /// Shows a picture.
    Picture,
    /// Older than that day.
    Before,
    /// From that day on.
    After,
}

/// A part of a search, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchPart {
    /// What it was understood as.
    pub kind: SearchPartKind,
    /// What was typed; empty where the kind says it all.
    pub value: String,
    /// The names that were meant, at most three.
    pub meant: Vec<String>,
    /// Whether there are more of that name than are told.
    pub more: bool,
    /// When the day begins, in Unix milliseconds; `null` for what is no day.
    pub at: Option<i64>,
    /// Whether it must not be so.
    pub without: bool,
    /// Whether there is nothing of that name, nobody who waits, or no such day.
    pub unknown: bool,
}

/// What is asked of the index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// In the index's own language; none when nothing was asked, or nothing can be found.
    pub(super) expression: Option<String>,
    /// Among which keys.
    pub(super) keys: Range<i64>,
    /// In the order in which it is told: what narrows, then words.
    pub(super) understood: Vec<SearchPart>,
}

/// Rows that a name stands for.
struct Named {
    /// As words of the index.
    words: Vec<String>,
    told: Vec<String>,
    more: bool,
}

/// What a search means at this moment, perhaps only with the person of that row.
///
/// # Errors
/// What SQLite says.
pub(super) fn of(db: &Connection, query: &Query, with: Option<i64>, now: i64) -> Result<Meaning> {
    let mut reading = Reading::default();
    for wish in &query.wishes {
        reading.grant(db, wish, now, &Local)?;
    }
    for (phrases, without) in [(&query.phrases, false), (&query.without, true)] {
        for phrase in phrases {
            reading.hear(phrase, without);
        }
    }
    let asks = !reading
        .understood
        .iter()
        .all(|part| part.unknown && part.at.is_none());
    if let Some(person) = with {
        reading.wanted.push(facets(&[person_word(person)]));
    }
    Ok(Meaning {
        expression: (asks && !reading.in_vain).then(|| reading.expression()),
        keys: reading.from..reading.to,
        understood: reading.understood,
    })
}

struct Reading {
    wanted: Vec<String>,
    unwanted: Vec<String>,
    from: i64,
    to: i64,
    /// Whether something is wanted that does not exist.
    in_vain: bool,
    understood: Vec<SearchPart>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            wanted: Vec::new(),
            unwanted: Vec::new(),
            from: i64::MIN,
            to: i64::MAX,
            in_vain: false,
            understood: Vec::new(),
        }
    }
}

impl Reading {
    fn grant(
        &mut self,
        db: &Connection,
        wish: &Wish,
        now: i64,
        zone: &impl TimeZone,
    ) -> Result<()> {
        use SearchPartKind as Kind;
        match wish.narrowing {
            Narrowing::From => {
                let named = people(db, &wish.value)?;
                self.narrow(Kind::From, wish, named, Some("isbuyer"));
            }
            Narrowing::Product => {
                let named = products(db, &wish.value)?;
                self.narrow(Kind::Product, wish, named, None);
            }
            Narrowing::Order => {
                let named = orders(db, &wish.value)?;
                self.narrow(Kind::Order, wish, named, None);
            }
            Narrowing::Waiting => self.narrow(Kind::Waiting, wish, waiting(db)?, None),
            Narrowing::Buyer => self.narrow(Kind::Buyer, wish, facet("isbuyer"), None),
            Narrowing::Seller => self.narrow(Kind::Seller, wish, facet("isseller"), None),
            Narrowing::Note => self.narrow(Kind::Note, wish, facet("isnote"), None),
            Narrowing::Picture => self.narrow(Kind::Picture, wish, facet("haspicture"), None),
            Narrowing::Before | Narrowing::After => {
                self.limit(wish, dates::begins(&wish.value, now, zone));
            }
            // Read as one of the others, or as words.
            Narrowing::Is | Narrowing::Has => {}
        }
        Ok(())
    }

    /// Wants one of these words of the index, or none of them.
    fn narrow(&mut self, kind: SearchPartKind, wish: &Wish, named: Named, and: Option<&str>) {
        let unknown = named.words.is_empty();
        if !unknown {
            let mut expression = facets(&named.words);
            if let Some(and) = and {
                expression = format!("({expression} AND facets : \"{and}\")");
            }
            if wish.without {
                self.unwanted.push(expression);
            } else {
                self.wanted.push(expression);
            }
        }
        self.in_vain |= unknown && !wish.without;
        self.understood.push(SearchPart {
            value: wish.value.clone(),
            meant: named.told,
            more: named.more,
            without: wish.without,
            unknown,
            ..part(kind)
        });
    }

    /// Ends the walk at a day. "Not before" a day is "from it on".
    fn limit(&mut self, wish: &Wish, at: Option<i64>) {
        let is_before = (wish.narrowing == Narrowing::Before) != wish.without;
        if let Some(at) = at {
            let place = at.saturating_mul(1 << key::SHIFT);
            if is_before {
                self.to = self.to.min(place);
            } else {
                self.from = self.from.max(place);
            }
        }
        let kind = if is_before {
            SearchPartKind::Before
        } else {
            SearchPartKind::After
        };
        self.understood.push(SearchPart {
            value: wish.value.clone(),
            at,
            unknown: at.is_none(),
            ..part(kind)
        });
    }

    fn hear(&mut self, phrase: &Phrase, without: bool) {
        let mut expression = String::new();
        phrase.ask(&mut expression);
        if without {
            self.unwanted.push(expression);
        } else {
            self.wanted.push(expression);
        }
        self.understood.push(SearchPart {
            value: phrase.typed.clone(),
            without,
            ..part(SearchPartKind::Words)
        });
    }

    fn expression(&self) -> String {
        // What is not wanted must be taken away from something: from everything that anybody wrote.
        let everything = ["isbuyer", "isseller", "issystem", "isnote"].map(str::to_owned);
        let mut expression = if self.wanted.is_empty() {
            facets(&everything)
        } else {
            self.wanted.join(" AND ")
        };
        if !self.unwanted.is_empty() {
            expression = format!("({expression}) NOT ({})", self.unwanted.join(" OR "));
        }
        expression
    }
}

fn part(kind: SearchPartKind) -> SearchPart {
    SearchPart {
        kind,
        value: String::new(),
        meant: Vec::new(),
        more: false,
        at: None,
        without: false,
        unknown: false,
    }
}

/// The question for any of these words of the index's own. Nothing that was typed may come here.
fn facets(words: &[String]) -> String {
    let mut expression = String::from("facets : (");
    for (place, word) in words.iter().enumerate() {
        let or = if place == 0 { "" } else { " OR " };
        // Writing into a string cannot fail.
        let _: std::fmt::Result = write!(expression, "{or}\"{word}\"");
    }
    expression.push(')');
    expression
}

fn facet(word: &str) -> Named {
    Named {
        words: vec![word.to_owned()],
        told: Vec::new(),
        more: false,
    }
}

fn people(db: &Connection, name: &str) -> Result<Named> {
    let sql = "SELECT 'person' || p.row, p.name
         FROM people_index CROSS JOIN persons p ON p.row = people_index.rowid
         WHERE people_index MATCH ?1 ORDER BY people_index.rowid DESC LIMIT ?2";
    called(db, sql, name)
}

fn products(db: &Connection, title: &str) -> Result<Named> {
    let sql = "SELECT 'product' || p.row, p.title
         FROM products_index CROSS JOIN products p ON p.row = products_index.rowid
         WHERE products_index MATCH ?1 ORDER BY products_index.rowid DESC LIMIT ?2";
    called(db, sql, title)
}

fn orders(db: &Connection, number: &str) -> Result<Named> {
    let sql = "SELECT 'conv' || o.conversation, o.remote_id
         FROM orders_index CROSS JOIN orders o ON o.row = orders_index.rowid
         WHERE orders_index MATCH ?1 AND o.conversation IS NOT NULL
         ORDER BY orders_index.rowid DESC LIMIT ?2";
    called(db, sql, number)
}

fn called(db: &Connection, sql: &str, name: &str) -> Result<Named> {
    match names::question(name) {
        Some(question) => rows(db, sql, (question, MOST_ROWS as i64 + 1), MOST_ROWS),
        None => Ok(Named {
            words: Vec::new(),
            told: Vec::new(),
            more: false,
        }),
    }
}

fn waiting(db: &Connection) -> Result<Named> {
    let sql = "SELECT 'conv' || conversation, '' FROM inbox
         WHERE waiting_key IS NOT NULL AND done = 0 AND wakes_key IS NULL
         ORDER BY waiting_key LIMIT ?1";
    rows(db, sql, (MOST_WAITING as i64 + 1,), MOST_WAITING)
}

fn rows(db: &Connection, sql: &str, values: impl rusqlite::Params, most: usize) -> Result<Named> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut rows = rows.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let is_cut = rows.len() > most;
    rows.truncate(most);
    let mut told: Vec<String> = Vec::new();
    let mut more = is_cut;
    for (_, name) in &rows {
        if name.is_empty() || told.contains(name) {
            continue;
        }
        if told.len() == MOST_TOLD {
            more = true;
            break;
        }
        told.push(name.clone());
    }
    let words = rows.into_iter().map(|(word, _)| word).collect();
    Ok(Named { words, told, more })
}

#[cfg(test)]
mod tests;
