//! What sellers agreed to, and the codes and refresh tokens given for it.
//!
//! A code or refresh token that comes a second time has been seen by somebody who should not have
//! it. Nobody can say which of the two was the thief, so the whole grant ends.

use rapport_protocol::oauth::CLIENT_ID;
use rusqlite::{OptionalExtension, Transaction};

use super::fresh_id;
use super::tokens::{hash, issue_for, secret};
use crate::error::Result;

/// How long a code waits for the workstation, in milliseconds.
pub(crate) const CODE_LASTS: i64 = 60_000;

/// How long what was used is kept to notice a second use, in milliseconds; later it is not known.
const NOTICED_FOR: i64 = 90 * 24 * 60 * 60 * 1000;

/// What a seller agreed to.
#[derive(Debug)]
pub(crate) struct Agreement<'a> {
    /// The seller.
    pub(crate) seller: &'a str,
    /// Where the browser goes back to.
    pub(crate) redirect_uri: &'a str,
    /// The challenge that the code is bound to.
    pub(crate) challenge: &'a str,
}

/// A code as it was given.
#[derive(Debug)]
pub(crate) struct Code {
    /// What it was given for.
    pub(crate) grant: Grant,
    /// Where the browser went back to.
    pub(crate) redirect_uri: String,
    /// What the verifier must lead to.
    pub(crate) challenge: String,
}

/// A grant that is in force.
#[derive(Debug)]
pub(crate) struct Grant {
    /// Its id.
    pub(crate) id: String,
    /// Who agreed.
    pub(crate) seller: String,
}

/// What a workstation is given. It has no `Debug`: it must not come into a log.
pub(crate) struct Pair {
    /// For the requests.
    pub(crate) access: String,
    /// For the next pair.
    pub(crate) refresh: String,
}

/// Keeps that a seller agreed, and gives the code that says so.
pub(crate) fn agree(tx: &Transaction<'_>, agreed: &Agreement<'_>, now: i64) -> Result<String> {
    tx.execute(
        "DELETE FROM codes WHERE expires_at <= ?1",
        [now - NOTICED_FOR],
    )?;
    let grant = fresh_id("grant")?;
    tx.execute(
        "INSERT INTO grants (id, seller_id, client_id, agreed_at) VALUES (?1, ?2, ?3, ?4)",
        (&grant, agreed.seller, CLIENT_ID, now),
    )?;
    let code = secret("bzc")?;
    tx.execute(
        "INSERT INTO codes (hash, grant_id, redirect_uri, challenge, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            hash(&code),
            &grant,
            agreed.redirect_uri,
            agreed.challenge,
            now + CODE_LASTS,
        ),
    )?;
    Ok(code)
}

/// The code, when it is good; one that was used before ends what it gave.
pub(crate) fn code(tx: &Transaction<'_>, code: &str, now: i64) -> Result<Option<Code>> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, seller_id, redirect_uri, challenge, used_at IS NOT NULL,
                    expires_at > ?2 AND ended_at IS NULL
             FROM codes JOIN grants ON grants.id = grant_id WHERE hash = ?1",
        )?
        .query_row((hash(code), now), |row| {
            let code = Code {
                grant: Grant {
                    id: row.get(0)?,
                    seller: row.get(1)?,
                },
                redirect_uri: row.get(2)?,
                challenge: row.get(3)?,
            };
            Ok((code, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    match found {
        Some((code, true, _)) => {
            end(tx, &code.grant.id, now)?;
            Ok(None)
        }
        Some((code, false, true)) => Ok(Some(code)),
        Some((_, false, false)) | None => Ok(None),
    }
}

/// Notes that a code was used.
pub(crate) fn use_up(tx: &Transaction<'_>, code: &str, now: i64) -> Result<()> {
    tx.execute(
        "UPDATE codes SET used_at = ?2 WHERE hash = ?1",
        (hash(code), now),
    )?;
    Ok(())
}

/// The grant of a refresh token that was not used before, which it now is; one that was used
/// before ends its grant.
pub(crate) fn take_refresh(tx: &Transaction<'_>, token: &str, now: i64) -> Result<Option<Grant>> {
    let found = tx
        .prepare_cached(
            "SELECT grant_id, seller_id, used_at IS NOT NULL, ended_at IS NULL
             FROM refresh_tokens JOIN grants ON grants.id = grant_id WHERE hash = ?1",
        )?
        .query_row([hash(token)], |row| {
            let grant = Grant {
                id: row.get(0)?,
                seller: row.get(1)?,
            };
            Ok((grant, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    match found {
        Some((grant, true, _)) => {
            end(tx, &grant.id, now)?;
            Ok(None)
        }
        Some((grant, false, true)) => {
            tx.execute(
                "UPDATE refresh_tokens SET used_at = ?2 WHERE hash = ?1",
                (hash(token), now),
            )?;
            Ok(Some(grant))
        }
        Some((_, false, false)) | None => Ok(None),
    }
}

/// Gives an access token that is good for so many milliseconds, and the refresh token after it.
pub(crate) fn pair(tx: &Transaction<'_>, grant: &Grant, now: i64, lasts: i64) -> Result<Pair> {
    let access = issue_for(tx, &grant.id, &grant.seller, now, lasts)?;
    tx.execute(
        "DELETE FROM refresh_tokens WHERE grant_id = ?1 AND used_at <= ?2",
        (&grant.id, now - NOTICED_FOR),
    )?;
    let refresh = secret("bzf")?;
    tx.execute(
        "INSERT INTO refresh_tokens (hash, grant_id, created_at) VALUES (?1, ?2, ?3)",
        (hash(&refresh), &grant.id, now),
    )?;
    Ok(Pair { access, refresh })
}

/// The grant that a refresh token was given for, whether it was used or not.
pub(crate) fn of_refresh(tx: &Transaction<'_>, token: &str) -> Result<Option<String>> {
    let mut grant = tx.prepare_cached("SELECT grant_id FROM refresh_tokens WHERE hash = ?1")?;
    Ok(grant
        .query_row([hash(token)], |row| row.get(0))
        .optional()?)
}

/// Ends a grant and every token given for it.
pub(crate) fn end(tx: &Transaction<'_>, grant: &str, now: i64) -> Result<()> {
    tx.execute(
        "UPDATE grants SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL",
        (grant, now),
    )?;
    tx.execute(
        "UPDATE tokens SET revoked_at = ?2 WHERE grant_id = ?1 AND revoked_at IS NULL",
        (grant, now),
    )?;
    Ok(())
}

/// Ends everything that a seller agreed to.
pub(crate) fn end_all(tx: &Transaction<'_>, seller: &str, now: i64) -> Result<()> {
    tx.execute(
        "UPDATE grants SET ended_at = ?2 WHERE seller_id = ?1 AND ended_at IS NULL",
        (seller, now),
    )?;
    Ok(())
}
