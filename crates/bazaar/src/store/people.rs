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
    let new = Person {
        id: PersonId(fresh_id("buyer")?),
        name: name.to_owned(),
        avatar: None,
        language: language.map(str::to_owned),
        extra: Extra::new(),
    };
    insert(tx, &new, now)?;
    Ok(new.id.0)
}

/// Stores a buyer, whom no seller knows yet.
pub(crate) fn insert(tx: &Transaction<'_>, new: &Person, now: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO buyers (id, name, language, avatar, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        new.id.as_str(),
        &new.name,
        &new.language,
        new.avatar.as_ref().map(PictureId::as_str),
        now,
    ))?;
    Ok(())
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

/// How often something that the buyer may see was written.
pub(crate) fn revision(tx: &Transaction<'_>, id: &str) -> Result<i64> {
    let mut revision = tx.prepare_cached("SELECT revision FROM buyers WHERE id = ?1")?;
    let found = revision.query_row([id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found("buyer"))
}

/// Gives a buyer a face, for every seller who knows them.
pub(crate) fn set_avatar(tx: &Transaction<'_>, id: &str, picture: &str) -> Result<()> {
    let there = tx
        .prepare_cached("UPDATE buyers SET avatar = ?2 WHERE id = ?1")?
        .execute((id, picture))?;
    if there == 0 {
        return Err(Error::not_found("buyer"));
    }
    let sellers: Vec<String> = tx
        .prepare_cached(
            "SELECT id FROM sellers WHERE EXISTS (SELECT 1 FROM records
             WHERE seller_id = sellers.id AND kind = 'person' AND record_id = ?1)",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for seller in sellers {
        records::touch(tx, &seller, RecordKind::Person, id)?;
    }
    Ok(())
}

/// Whether a seller knows a buyer.
pub(crate) fn is_known(tx: &Transaction<'_>, seller: &str, buyer: &str) -> Result<bool> {
    records::is_told(tx, seller, RecordKind::Person, buyer)
}

/// Lets a seller know a buyer, from their first conversation or cart on.
pub(crate) fn introduce(tx: &Transaction<'_>, seller: &str, buyer: &str) -> Result<()> {
    if !is_known(tx, seller, buyer)? {
        records::touch(tx, seller, RecordKind::Person, buyer)?;
    }
    Ok(())
}
