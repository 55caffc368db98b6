//! Browsers that are signed in, and what people sign in with.

use rusqlite::{OptionalExtension, Transaction};

use super::Role;
use super::tokens::hash;
use crate::error::{Error, Result};

/// How long a browser stays signed in, in milliseconds.
pub(crate) const SESSION_LASTS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Signs a browser in under a secret that only it knows.
pub(crate) fn begin(
    tx: &Transaction<'_>,
    secret: &str,
    (role, owner): (Role, &str),
    now: i64,
) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE expires_at <= ?1", [now])?;
    tx.execute(
        "INSERT INTO sessions (hash, role, owner_id, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (hash(secret), role.as_str(), owner, now, now + SESSION_LASTS),
    )?;
    Ok(())
}

/// Who is signed in under a secret.
pub(crate) fn owner(
    tx: &Transaction<'_>,
    secret: &str,
    role: Role,
    now: i64,
) -> Result<Option<String>> {
    let mut owner = tx.prepare_cached(
        "SELECT owner_id FROM sessions WHERE hash = ?1 AND role = ?2 AND expires_at > ?3",
    )?;
    let found = owner.query_row((hash(secret), role.as_str(), now), |row| row.get(0));
    Ok(found.optional()?)
}

/// Signs a browser out.
pub(crate) fn end(tx: &Transaction<'_>, secret: &str) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE hash = ?1", [hash(secret)])?;
    Ok(())
}

/// Signs a seller or buyer out everywhere.
pub(crate) fn end_all(tx: &Transaction<'_>, owner: &str) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE owner_id = ?1", [owner])?;
    Ok(())
}

/// Keeps what somebody signs in with, and signs them out everywhere.
pub(crate) fn set_password(
    tx: &Transaction<'_>,
    (role, owner): (Role, &str),
    phc: &str,
    now: i64,
) -> Result<()> {
    if find(tx, role, owner)?.is_none_or(|found| found != owner) {
        return Err(Error::not_found(role.as_str()));
    }
    tx.execute(
        "INSERT INTO passwords (role, owner_id, phc, set_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (role, owner_id) DO UPDATE SET phc = excluded.phc, set_at = excluded.set_at",
        (role.as_str(), owner, phc, now),
    )?;
    end_all(tx, owner)
}

/// What somebody signs in with, as a PHC string.
pub(crate) fn password(tx: &Transaction<'_>, role: Role, owner: &str) -> Result<Option<String>> {
    let mut phc =
        tx.prepare_cached("SELECT phc FROM passwords WHERE role = ?1 AND owner_id = ?2")?;
    let found = phc.query_row((role.as_str(), owner), |row| row.get(0));
    Ok(found.optional()?)
}

/// The id of the seller or buyer with this id, or else of the only one with this name.
pub(crate) fn find(tx: &Transaction<'_>, role: Role, named: &str) -> Result<Option<String>> {
    let sql = match role {
        Role::Seller => {
            "SELECT id FROM sellers WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC LIMIT 2"
        }
        Role::Buyer => {
            "SELECT id FROM buyers WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC LIMIT 2"
        }
    };
    let mut named_so = tx.prepare_cached(sql)?;
    let rows = named_so.query_map([named], |row| row.get(0))?;
    let mut found: Vec<String> = rows.collect::<Result<_, _>>()?;
    // Somebody else's name may be anything, even an id: the id wins.
    if let Some(exact) = found.iter().find(|id| *id == named) {
        return Ok(Some(exact.clone()));
    }
    Ok(if found.len() == 1 { found.pop() } else { None })
}
