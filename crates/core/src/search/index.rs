//! # Rows of the index
//!
//! One row for each message and each private note in a conversation, under its key: both are counted
//! by the same numbers. A row is only ever replaced as a whole, since
//! the index keeps no text from which a part of the old row could be taken back.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::cut::each_token;
use crate::error::Result;

/// How many characters of a message are searchable. No marketplace takes as many; something that
/// pretends to be a message must not hold up the writer.
pub(super) const SEARCHABLE: usize = 20_000;

/// What a message or a note is, beside its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facets<'a> {
    /// The row of its conversation.
    pub(crate) conversation_row: i64,
    /// The row of the person it was written with.
    pub(crate) person_row: i64,
    /// The row of the product it is about, if any.
    pub(crate) product_row: Option<i64>,
    /// Whether it shows a picture.
    pub(crate) has_picture: bool,
    /// Who wrote it, as in the column; [`NOTE`] for a private note.
    pub(crate) author: &'a str,
}

/// The author of what nobody but the seller sees.
pub(crate) const NOTE: &str = "note";

impl Facets<'_> {
    fn words(&self) -> String {
        let person = person_word(self.person_row);
        let mut words = format!("conv{} {person}", self.conversation_row);
        if let Some(product) = self.product_row {
            words.push_str(" product");
            words.push_str(&product.to_string());
        }
        if self.has_picture {
            words.push_str(" haspicture");
        }
        match self.author {
            "buyer" => words.push_str(" isbuyer"),
            "seller" => words.push_str(" isseller"),
            "system" => words.push_str(" issystem"),
            NOTE => words.push_str(" isnote"),
            _ => {}
        }
        words
    }
}

/// The word that stands in the index for everything written with a person.
pub(super) fn person_word(row: i64) -> String {
    format!("person{row}")
}

/// The index that answers.
pub(crate) const INDEX: &str = "messages_index";
/// The one that is being filled to take its place.
pub(super) const NEXT_INDEX: &str = "messages_index_next";

/// Rows of the index that are written together at the end of a transaction, in the order of their
/// keys.
///
/// The index gathers in memory what a transaction adds and writes it as one piece. A key below the
/// last one, or a savepoint in between, which every statement with a trigger makes, ends the piece
/// early: written as they came, messages became a piece each, and pieces must be merged.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<i64, Option<(String, String)>>);

impl Pending {
    /// Makes a message findable, or replaces what is known of it.
    pub(crate) fn put(&mut self, key: i64, text: &str, facets: &Facets<'_>) {
        self.0.insert(key, Some((words(text), facets.words())));
    }

    /// Makes a message unfindable.
    pub(crate) fn remove(&mut self, key: i64) {
        self.0.insert(key, None);
    }

    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Writes them. No other statement with a trigger should follow in the transaction.
    ///
    /// # Errors
    /// What SQLite says.
    pub(crate) fn write(self, tx: &Connection) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        write_into(tx, INDEX, &self.0)?;
        // A new index that is being filled must hear of every change too.
        if is_rebuilding(tx)? {
            write_into(tx, NEXT_INDEX, &self.0)?;
        }
        Ok(())
    }
}

fn write_into(
    tx: &Connection,
    table: &str,
    rows: &BTreeMap<i64, Option<(String, String)>>,
) -> Result<()> {
    let put = format!("REPLACE INTO {table} (rowid, text, facets) VALUES (?1, ?2, ?3)");
    let remove = format!("DELETE FROM {table} WHERE rowid = ?1");
    let (mut put, mut remove) = (tx.prepare_cached(&put)?, tx.prepare_cached(&remove)?);
    for (key, row) in rows {
        match row {
            Some((text, facets)) => put.execute((key, text, facets))?,
            None => remove.execute([key])?,
        };
    }
    Ok(())
}

/// Puts a message into the table that will replace the index.
pub(super) fn put_next(tx: &Connection, key: i64, text: &str, facets: &Facets<'_>) -> Result<()> {
    tx.prepare_cached(
        "REPLACE INTO messages_index_next (rowid, text, facets) VALUES (?1, ?2, ?3)",
    )?
    .execute((key, words(text), facets.words()))?;
    Ok(())
}

/// Whether a new index is being filled.
fn is_rebuilding(tx: &Connection) -> Result<bool> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM settings WHERE name = 'search.rebuilding'")?
        .query_row([], |_| Ok(()))
        .optional()?
        .is_some())
}

/// The words of a text as the index takes them: side by side, so that a phrase of tokens is one too.
pub fn words(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(SEARCHABLE)
        .map_or(text.len(), |(end, _)| end);
    let mut words = String::with_capacity(end * 2);
    each_token(text.get(..end).unwrap_or_default(), |token| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(token.text);
    });
    words
}
