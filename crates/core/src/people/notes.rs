//! Private notes about a person. They lie in a table of their own with no way to the outbox: a note
//! cannot be sent.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::clients::row_of;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};
use crate::{id, settings};

/// A note longer than this is no note; it keeps the journal small.
const MOST_BYTES: usize = 64 * 1024;

/// Writes a note about a person.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPersonNote {
    /// The person.
    pub person_id: Uuid,
    /// Its words.
    pub text: String,
}

/// Takes a note away.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovePersonNote {
    /// The note.
    pub note_id: Uuid,
}

/// A note about a person, as the journal keeps it. A file format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonNoteWritten {
    /// The note.
    pub note: Uuid,
    /// The person.
    pub person: Uuid,
    /// The seat that wrote it.
    pub seat: Uuid,
    /// Its words.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at: i64,
}

/// Writes a private note about a person; gives its name. Can be undone.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::NotFound`].
pub async fn add(app: App, args: AddPersonNote) -> Result<Uuid> {
    let text = args.text.trim().to_owned();
    if text.is_empty() {
        return Err(Error::EmptyText);
    }
    if text.len() > MOST_BYTES {
        return Err(Error::TooLong {
            max: MOST_BYTES as u32,
            length: u32::try_from(text.len()).unwrap_or(u32::MAX),
        });
    }
    app.db
        .write(move |tx| {
            let note = PersonNoteWritten {
                note: id::fresh(),
                person: args.person_id,
                seat: settings::seat(tx)?,
                text,
                at: tx.now(),
            };
            let name = note.note;
            journal::act(tx, &Intent::AddPersonNote(note))?;
            Ok(name)
        })
        .await
}

/// Takes a note away. Can be undone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(app: App, args: RemovePersonNote) -> Result<()> {
    app.db
        .write(move |tx| {
            let note = written(tx, args.note_id)?.ok_or(Error::NotFound("the note"))?;
            journal::act(tx, &Intent::RemovePersonNote(note))
        })
        .await
}

/// Puts a note there, unless it is there already.
pub(crate) fn put(tx: &Tx<'_>, note: &PersonNoteWritten) -> Result<()> {
    let person = row_of(tx, note.person)?;
    tx.prepare_cached(
        "INSERT INTO person_notes (id, person, seat, text, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO NOTHING",
    )?
    .execute((note.note, person, note.seat, &note.text, note.at))?;
    Ok(())
}

/// Takes a note away. Its words stay in the journal, for an undo.
pub(crate) fn take(tx: &Tx<'_>, note: Uuid) -> Result<()> {
    tx.prepare_cached("DELETE FROM person_notes WHERE id = ?1")?
        .execute([note])?;
    Ok(())
}

/// The note of that name, where it is there.
pub(crate) fn written(db: &Connection, note: Uuid) -> Result<Option<PersonNoteWritten>> {
    Ok(db
        .prepare_cached(
            "SELECT p.id, n.seat, n.text, n.at
             FROM person_notes n CROSS JOIN persons p ON p.row = n.person WHERE n.id = ?1",
        )?
        .query_row([note], |row| {
            Ok(PersonNoteWritten {
                note,
                person: row.get(0)?,
                seat: row.get(1)?,
                text: row.get(2)?,
                at: row.get(3)?,
            })
        })
        .optional()?)
}
