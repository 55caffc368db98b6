//! Bearer tokens. Only hashes are kept; the token itself is shown once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

use super::{grants, random, sessions};
use crate::auth::Caller;
use crate::error::{Error, Result};

/// As what the owner of a token comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sells.
    Seller,
    /// Buys.
    Buyer,
}

impl Role {
    /// The role as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Buyer => "buyer",
        }
    }
}

/// What is kept of a token, or of any other secret that is long and random.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A new secret: what it is for, and 256 random bits.
pub(crate) fn secret(prefix: &str) -> Result<String> {
    Ok(format!(
        "{prefix}_{}",
        URL_SAFE_NO_PAD.encode(random::<32>()?)
    ))
}

/// Makes a token for a seller or buyer who exists. It is good until it is ended.
pub(crate) fn issue(tx: &Transaction<'_>, role: Role, id: &str, now: i64) -> Result<String> {
    let known = match role {
        Role::Seller => "SELECT 1 FROM sellers WHERE id = ?1",
        Role::Buyer => "SELECT 1 FROM buyers WHERE id = ?1",
    };
    if !tx.prepare_cached(known)?.exists([id])? {
        return Err(Error::not_found(role.as_str()));
    }
    let token = secret("bzr")?;
    tx.execute(
        "INSERT INTO tokens (hash, role, owner_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        (hash(&token), role.as_str(), id, now),
    )?;
    Ok(token)
}

/// Makes a token for a workstation that a seller agreed to. It is good for so many milliseconds.
pub(crate) fn issue_for(
    tx: &Transaction<'_>,
    grant: &str,
    seller: &str,
    now: i64,
    lasts: i64,
) -> Result<String> {
    // Those that are over are of no use to anybody.
    tx.prepare_cached("DELETE FROM tokens WHERE grant_id = ?1 AND expires_at <= ?2")?
        .execute((grant, now))?;
    let token = secret("bzr")?;
    tx.prepare_cached(
        "INSERT INTO tokens (hash, role, owner_id, created_at, expires_at, grant_id)
         VALUES (?1, 'seller', ?2, ?3, ?4, ?5)",
    )?
    .execute((hash(&token), seller, now, now + lasts, grant))?;
    Ok(token)
}

/// Ends a token; false when it was not good. A workstation's access ends as a whole: it could get
/// the next token otherwise.
pub(crate) fn revoke(tx: &Transaction<'_>, token: &str, now: i64) -> Result<bool> {
    let ended: Option<Option<String>> = tx
        .prepare_cached(
            "UPDATE tokens SET revoked_at = ?2 WHERE hash = ?1 AND revoked_at IS NULL
             RETURNING grant_id",
        )?
        .query_row((hash(token), now), |row| row.get(0))
        .optional()?;
    if let Some(Some(grant)) = &ended {
        grants::end(tx, grant, now)?;
    }
    Ok(ended.is_some())
}

/// Ends every token of a seller or buyer, and says how many; their browsers are signed out.
pub(crate) fn revoke_all(tx: &Transaction<'_>, id: &str, now: i64) -> Result<usize> {
    grants::end_all(tx, id, now)?;
    sessions::end_all(tx, id)?;
    Ok(tx.execute(
        "UPDATE tokens SET revoked_at = ?2 WHERE owner_id = ?1 AND revoked_at IS NULL",
        (id, now),
    )?)
}

/// The owner of a token that is good now.
pub(crate) fn owner(tx: &Transaction<'_>, hash: &[u8], now: i64) -> Result<Option<Caller>> {
    let mut owner = tx.prepare_cached(
        "SELECT role, owner_id FROM tokens
         WHERE hash = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)",
    )?;
    let found = owner.query_row((hash, now), |row| {
        let role: String = row.get(0)?;
        Ok(Caller {
            role: if role == "seller" {
                Role::Seller
            } else {
                Role::Buyer
            },
            id: row.get(1)?,
            hash: hash.to_vec(),
        })
    });
    Ok(found.optional()?)
}
