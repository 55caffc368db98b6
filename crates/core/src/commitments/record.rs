//! The rows of a commitment, as the journal changes them. Each change can be made twice without
//! changing more.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::CommitmentCheck;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::words;

/// What an act must know of a commitment.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) row: i64,
    pub(super) check: CommitmentCheck,
    pub(super) days: Option<i64>,
    pub(super) retired_at: Option<i64>,
    /// Its newest wording with its number; nothing where it has the program's own words.
    pub(super) wording: Option<(i64, String)>,
}

/// The commitment of that name, where it is there.
pub(super) fn find(db: &Connection, commitment: Uuid) -> Result<Option<Standing>> {
    let found = db
        .prepare_cached("SELECT row, checked_by, days, retired_at FROM commitments WHERE id = ?1")?
        .query_row([commitment], |row| {
            Ok(Standing {
                row: row.get(0)?,
                check: words::meant(row.get(1)?),
                days: row.get(2)?,
                retired_at: row.get(3)?,
                wording: None,
            })
        })
        .optional()?;
    let Some(mut standing) = found else {
        return Ok(None);
    };
    standing.wording = db
        .prepare_cached(
            "SELECT version, text FROM commitment_versions WHERE commitment = ?1
             ORDER BY version DESC LIMIT 1",
        )?
        .query_row([standing.row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(Some(standing))
}

/// The commitment of that name.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn named(db: &Connection, commitment: Uuid) -> Result<Standing> {
    find(db, commitment)?.ok_or(Error::NotFound("the commitment"))
}

/// Puts one that is reviewed by hand at the end of the list, unless it is there already.
pub(super) fn put(tx: &Tx<'_>, commitment: Uuid, at: i64, review: Option<i64>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO commitments (id, kind, checked_by, days, place, made_at, first_review_at)
         SELECT ?1, NULL, 'hand', NULL, ifnull(max(place), 0) + 1, ?2, ?3 FROM commitments
         WHERE true ON CONFLICT (id) DO NOTHING",
    )?
    .execute((commitment, at, review))?;
    Ok(())
}

/// Takes one away, as if it had not been made. Its words stay in the journal.
pub(super) fn remove(tx: &Tx<'_>, commitment: Uuid) -> Result<()> {
    let Some(standing) = find(tx, commitment)? else {
        return Ok(());
    };
    for sql in [
        "DELETE FROM commitment_checks WHERE commitment = ?1",
        "DELETE FROM commitment_reviews WHERE commitment = ?1",
        "DELETE FROM commitment_versions WHERE commitment = ?1",
        "DELETE FROM commitments WHERE row = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([standing.row])?;
    }
    Ok(())
}

/// One wording of a commitment.
#[derive(Debug)]
pub(super) struct Wording<'a> {
    pub(super) commitment: Uuid,
    pub(super) version: i64,
    pub(super) text: &'a str,
    pub(super) at: i64,
    pub(super) seat: Uuid,
}

/// Words a commitment anew, and keeps how it was worded before.
pub(super) fn word(tx: &Tx<'_>, wording: &Wording<'_>) -> Result<()> {
    let row = named(tx, wording.commitment)?.row;
    tx.prepare_cached(
        "INSERT INTO commitment_versions (commitment, version, text, at, seat)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (commitment, version) DO NOTHING",
    )?
    .execute((row, wording.version, wording.text, wording.at, wording.seat))?;
    Ok(())
}

/// Takes a wording back: what stood before it stands again.
pub(super) fn unword(tx: &Tx<'_>, commitment: Uuid, version: i64) -> Result<()> {
    let row = named(tx, commitment)?.row;
    tx.prepare_cached("DELETE FROM commitment_versions WHERE commitment = ?1 AND version = ?2")?
        .execute((row, version))?;
    Ok(())
}

/// Changes the days that its check counts by.
pub(super) fn set_days(tx: &Tx<'_>, commitment: Uuid, days: i64) -> Result<()> {
    let row = named(tx, commitment)?.row;
    tx.prepare_cached("UPDATE commitments SET days = ?2 WHERE row = ?1")?
        .execute((row, days))?;
    Ok(())
}

/// Retires a commitment at that time, or takes it up again.
pub(super) fn retire(tx: &Tx<'_>, commitment: Uuid, at: Option<i64>) -> Result<()> {
    let row = named(tx, commitment)?.row;
    tx.prepare_cached("UPDATE commitments SET retired_at = ?2 WHERE row = ?1")?
        .execute((row, at))?;
    Ok(())
}

/// One review of a commitment.
#[derive(Debug)]
pub(super) struct Review<'a> {
    pub(super) id: Uuid,
    pub(super) commitment: Uuid,
    pub(super) evidence: &'a str,
    pub(super) at: i64,
    pub(super) next: i64,
    pub(super) seat: Uuid,
}

/// Notes what a review found.
pub(super) fn review(tx: &Tx<'_>, review: &Review<'_>) -> Result<()> {
    let row = named(tx, review.commitment)?.row;
    tx.prepare_cached(
        "INSERT INTO commitment_reviews (id, commitment, evidence, at, next_review_at, seat)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
    )?
    .execute((
        review.id,
        row,
        review.evidence,
        review.at,
        review.next,
        review.seat,
    ))?;
    Ok(())
}

/// Takes a review back.
pub(super) fn unreview(tx: &Tx<'_>, review: Uuid) -> Result<()> {
    tx.prepare_cached("DELETE FROM commitment_reviews WHERE id = ?1")?
        .execute([review])?;
    Ok(())
}

/// Whether that review is the commitment's last one.
pub(super) fn is_last_review(db: &Connection, commitment: i64, review: Uuid) -> Result<bool> {
    let last: Option<Uuid> = db
        .prepare_cached(
            "SELECT id FROM commitment_reviews WHERE commitment = ?1 ORDER BY row DESC LIMIT 1",
        )?
        .query_row([commitment], |row| row.get(0))
        .optional()?;
    Ok(last == Some(review))
}
