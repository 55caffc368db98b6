//! What lies behind the figures of a person's page: their orders, their conversations, the notes
//! about them; each a window, newest first.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::clients::row_of;
use crate::app::App;
use crate::error::Result;
use crate::inbox::list::{PreviewKind, preview_kind};
use crate::orders::{self, OrderSheet};
use crate::settings;
use crate::window::{Window, around};

/// A place among the rows of one person; the row itself may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonAt {
    /// When it was, in Unix milliseconds.
    pub at: i64,
    /// Keeps the order of what was at the same time.
    pub key: i64,
}

/// Asks for a window of a person's rows.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowPersonRows {
    /// The person.
    pub person_id: Uuid,
    /// The place at which to look; `null` is the newest.
    pub at: Option<PersonAt>,
    /// How many newer rows than the one there; at most 50.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 50.
    pub after: u32,
}

/// One order of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonOrder {
    /// Its place.
    pub at: PersonAt,
    /// The order.
    pub order: OrderSheet,
    /// Where it was spoken of.
    pub conversation_id: Option<Uuid>,
}

/// A window of a person's orders, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonOrders {
    /// The orders.
    pub rows: Vec<PersonOrder>,
    /// Whether there are newer ones.
    pub has_before: bool,
    /// Whether there are older ones.
    pub has_after: bool,
}

/// One conversation with a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonConversation {
    /// Its place.
    pub at: PersonAt,
    /// The conversation.
    pub id: Uuid,
    /// What it is about.
    pub product: Option<String>,
    /// The beginning of the newest message.
    pub preview: String,
    /// What the newest message is; `null` when there is none.
    pub preview_kind: Option<PreviewKind>,
    /// What happened, where it is a step of an offer or an order.
    pub preview_step: Option<String>,
    /// Whether the seller wrote it.
    pub preview_by_us: bool,
    /// When it came, in Unix milliseconds; when the conversation was opened, if nothing did.
    pub last_at: i64,
    /// Whether the buyer waits for an answer.
    pub waiting: bool,
}

/// A window of the conversations with a person, the last opened first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonConversations {
    /// The conversations.
    pub rows: Vec<PersonConversation>,
    /// Whether there are newer ones.
    pub has_before: bool,
    /// Whether there are older ones.
    pub has_after: bool,
}

/// A private note about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonNote {
    /// Its place.
    pub at: PersonAt,
    /// The note.
    pub id: Uuid,
    /// The seat that wrote it.
    pub seat: Uuid,
    /// Whether it was this seat.
    pub by_us_here: bool,
    /// Its words.
    pub text: String,
}

/// A window of the notes about a person, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonNotes {
    /// The notes.
    pub rows: Vec<PersonNote>,
    /// Whether there are newer ones.
    pub has_before: bool,
    /// Whether there are older ones.
    pub has_after: bool,
}

/// A person's orders.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn orders(app: App, args: ShowPersonRows) -> Result<PersonOrders> {
    app.db
        .read(move |db| {
            let window = window(db, &args, "orders", "placed_at", "")?;
            let read = |at: PersonAt| order(db, at);
            let rows = window.rows.iter().filter_map(|at| read(*at).transpose());
            Ok(PersonOrders {
                rows: rows.collect::<Result<_>>()?,
                has_before: window.has_before,
                has_after: window.has_after,
            })
        })
        .await
}

/// The conversations with a person.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn conversations(app: App, args: ShowPersonRows) -> Result<PersonConversations> {
    app.db
        .read(move |db| {
            let of = "AND deleted = 0";
            let window = window(db, &args, "conversations", "opened_at", of)?;
            let rows = window.rows.iter().map(|at| conversation(db, *at));
            Ok(PersonConversations {
                rows: rows.collect::<Result<_>>()?,
                has_before: window.has_before,
                has_after: window.has_after,
            })
        })
        .await
}

/// The notes about a person.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn notes(app: App, args: ShowPersonRows) -> Result<PersonNotes> {
    app.db
        .read(move |db| {
            let here = settings::known_seat(db)?;
            let window = window(db, &args, "person_notes", "at", "")?;
            let rows = window.rows.iter().map(|at| note(db, *at, here));
            Ok(PersonNotes {
                rows: rows.collect::<Result<_>>()?,
                has_before: window.has_before,
                has_after: window.has_after,
            })
        })
        .await
}

/// The place of an order among those of its person, where it is here.
pub(crate) fn place_of_order(db: &Connection, order: Uuid) -> Result<Option<PersonAt>> {
    Ok(db
        .prepare_cached("SELECT placed_at, row FROM orders WHERE id = ?1")?
        .query_row([order], |row| {
            Ok(PersonAt {
                at: row.get(0)?,
                key: row.get(1)?,
            })
        })
        .optional()?)
}

/// The places of a window. The table has an index of the person and the time.
fn window(
    db: &Connection,
    args: &ShowPersonRows,
    table: &'static str,
    time: &'static str,
    of: &'static str,
) -> Result<Window<PersonAt>> {
    let person = row_of(db, args.person_id)?;
    let places = |comparison, direction, place: PersonAt, n: u32| -> Result<Vec<PersonAt>> {
        let sql = format!(
            "SELECT {time}, row FROM {table}
             WHERE person = ?1 {of} AND ({time}, row) {comparison} (?2, ?3)
             ORDER BY {time} {direction}, row {direction} LIMIT ?4"
        );
        let mut rows = db.prepare_cached(&sql)?;
        let rows = rows.query_map((person, place.at, place.key, n), |row| {
            Ok(PersonAt {
                at: row.get(0)?,
                key: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let newest = PersonAt {
        at: i64::MAX,
        key: i64::MAX,
    };
    around(
        args.at,
        (args.before, args.after),
        |at, n| places(">", "ASC", at, n),
        |at, n| places("<=", "DESC", at.unwrap_or(newest), n),
    )
}

fn order(db: &Connection, at: PersonAt) -> Result<Option<PersonOrder>> {
    let (id, conversation_id): (Uuid, Option<Uuid>) = db
        .prepare_cached(
            "SELECT o.id, c.id FROM orders o
             LEFT JOIN conversations c ON c.row = o.conversation AND c.deleted = 0
             WHERE o.row = ?1",
        )?
        .query_row([at.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(orders::sheet(db, id)?.map(|order| PersonOrder {
        at,
        order,
        conversation_id,
    }))
}

fn conversation(db: &Connection, at: PersonAt) -> Result<PersonConversation> {
    let (id, product, waiting) = db
        .prepare_cached(
            "SELECT c.id, product.title,
                    i.waiting_key IS NOT NULL AND i.done = 0 AND i.wakes_key IS NULL
             FROM conversations c
             LEFT JOIN products product ON product.row = c.product
             LEFT JOIN inbox i ON i.conversation = c.row
             WHERE c.row = ?1",
        )?
        .query_row([at.key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut shown = PersonConversation {
        at,
        id,
        product,
        preview: String::new(),
        preview_kind: None,
        preview_step: None,
        preview_by_us: false,
        last_at: at.at,
        waiting,
    };
    db.prepare_cached(
        "SELECT substr(text, 1, 160), kind, step, author = 'seller', at FROM messages
         WHERE conversation = ?1 ORDER BY key DESC LIMIT 1",
    )?
    .query_row([at.key], |row| {
        shown.preview = row.get(0)?;
        shown.preview_kind = Some(preview_kind(row.get_ref(1)?.as_str()?));
        shown.preview_step = row.get(2)?;
        shown.preview_by_us = row.get(3)?;
        shown.last_at = row.get(4)?;
        Ok(())
    })
    .optional()?;
    Ok(shown)
}

fn note(db: &Connection, at: PersonAt, here: Option<Uuid>) -> Result<PersonNote> {
    Ok(db
        .prepare_cached("SELECT id, seat, text FROM person_notes WHERE row = ?1")?
        .query_row([at.key], |row| {
            let seat = row.get(1)?;
            Ok(PersonNote {
                at,
                id: row.get(0)?,
                seat,
                by_us_here: here == Some(seat),
                text: row.get(2)?,
            })
        })?)
}
