//! The lines of the log, as the journal adds them. Adding one twice adds nothing more.

use rusqlite::Connection;
use uuid::Uuid;

use super::wordings;
use super::{PermissionPurpose, PermissionSource};
use crate::db::{Tx, key};
use crate::error::{Error, Result};
use crate::words;

/// The last millisecond whose keys the page can hold.
const LAST_MS: i64 = (1 << 43) - 1;

/// What somebody said.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub(crate) line: Uuid,
    pub(crate) person: Uuid,
    pub(crate) purpose: PermissionPurpose,
    /// The words that they agreed to; nothing where they withdrew.
    pub(crate) words: Option<&'a str>,
    pub(crate) source: PermissionSource,
    pub(crate) message: Option<Uuid>,
    pub(crate) evidence: &'a str,
    pub(crate) seat: Uuid,
    pub(crate) at: i64,
}

/// Whether that line is there.
pub(crate) fn exists(db: &Connection, line: Uuid) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM permissions WHERE id = ?1")?
        .exists([line])?)
}

/// Whether that line is there and was not taken back.
pub(crate) fn stands(db: &Connection, line: Uuid) -> Result<bool> {
    let taken_back = db
        .prepare_cached("SELECT 1 FROM permissions WHERE undoes = ?1")?
        .exists([line])?;
    Ok(!taken_back && exists(db, line)?)
}

/// Adds what somebody said, unless that line is there already.
pub(crate) fn say(tx: &Tx<'_>, said: &Said<'_>) -> Result<()> {
    if exists(tx, said.line)? {
        return Ok(());
    }
    let version = match said.words {
        Some(words) => Some(wordings::version(tx, said.purpose, words, said.at)?),
        None => None,
    };
    let written = tx
        .prepare_cached(
            "INSERT INTO permissions
                 (id, key, person, purpose, granted, version, source, message_id, evidence, seat)
             SELECT ?1, ?2, p.row, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM persons p WHERE p.id = ?3",
        )?
        .execute((
            said.line,
            next_key(tx, said.at)?,
            said.person,
            said.purpose,
            version.is_some(),
            version,
            words::stored(&said.source)?,
            said.message,
            said.evidence,
            said.seat,
        ))?;
    if written == 1 {
        Ok(())
    } else {
        Err(Error::NotFound("the person"))
    }
}

/// Adds that another line was noted by mistake; it repeats what that one said.
pub(crate) fn take_back(tx: &Tx<'_>, line: Uuid, undoes: Uuid, seat: Uuid, at: i64) -> Result<()> {
    if !stands(tx, undoes)? {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO permissions
             (id, key, person, purpose, granted, version, source, message_id, evidence, seat,
              undoes)
         SELECT ?1, ?2, person, purpose, granted, version, source, message_id, evidence, ?4, id
         FROM permissions WHERE id = ?3",
    )?
    .execute((line, next_key(tx, at)?, undoes, seat))?;
    Ok(())
}

/// The key of the next line. The log only grows at its end, even after the machine's clock was
/// turned back: otherwise a withdrawal could come to lie before what it withdraws.
fn next_key(db: &Connection, at: i64) -> Result<i64> {
    let newest: Option<i64> = db
        .prepare_cached("SELECT max(key) FROM permissions")?
        .query_row([], |row| row.get(0))?;
    let at = at.clamp(0, LAST_MS) << key::SHIFT;
    Ok(newest.map_or(at, |newest| at.max(newest + 1)))
}
