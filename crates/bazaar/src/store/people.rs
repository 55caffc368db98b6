//! Buyers, and which seller knows whom.

use rapport_protocol::{Extra, Person, PersonId, PictureId, RecordKind};
use rusqlite::{OptionalExtension, Transaction};

use super::{fresh_id, records};
use crate::error::{Error, Result};

/// Adds a buyer.
pub(crate) fn add(
    tx: &Transaction<'_>,
    name: &str,
    language: Option<&str>,
    now: i64,
) -> Result<String> {
    let id = fresh_id("buyer")?;
    tx.execute(
        "INSERT INTO buyers (id, name, language, created_at) VALUES (?1, ?2, ?3, ?4)",
        (&id, name, language, now),
    )?;
    Ok(id)
}

/// A buyer, as sellers see them.
pub(crate) fn get(tx: &Transaction<'_>, id: &str) -> Result<Person> {
    let mut person =
        tx.prepare_cached("SELECT id, name, avatar, language FROM buyers WHERE id = ?1")?;
    let found = person.query_row([id], |row| {
        Ok(Person {
            id: PersonId(row.get(0)?),
            name: row.get(1)?,
            avatar: row.get::<_, Option<String>>(2)?.map(PictureId),
            language: row.get(3)?,
            extra: Extra::new(),
        })
    });
    found.optional()?.ok_or_else(|| Error::not_found("buyer"))
}

/// Lets a seller know a buyer, from their first conversation on.
pub(crate) fn introduce(tx: &Transaction<'_>, seller: &str, buyer: &str) -> Result<()> {
    let mut known = tx.prepare_cached(
        "SELECT 1 FROM records WHERE seller_id = ?1 AND kind = 'person' AND record_id = ?2",
    )?;
    if !known.exists((seller, buyer))? {
        records::touch(tx, seller, RecordKind::Person, buyer)?;
    }
    Ok(())
}
