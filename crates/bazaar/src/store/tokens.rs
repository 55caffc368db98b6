//! Bearer tokens. Only hashes are kept; the token itself is shown once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

use super::random;
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

/// What is kept of a token.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Makes a token for a seller or buyer who exists.
pub(crate) fn issue(tx: &Transaction<'_>, role: Role, id: &str, now: i64) -> Result<String> {
    let known = match role {
        Role::Seller => "SELECT 1 FROM sellers WHERE id = ?1",
        Role::Buyer => "SELECT 1 FROM buyers WHERE id = ?1",
    };
    if !tx.prepare_cached(known)?.exists([id])? {
        return Err(Error::not_found(role.as_str()));
    }
    let token = format!("bzr_{}", URL_SAFE_NO_PAD.encode(random::<32>()?));
    tx.execute(
        "INSERT INTO tokens (hash, role, owner_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        (hash(&token), role.as_str(), id, now),
    )?;
    Ok(token)
}

/// Ends a token; false when it was not good.
pub(crate) fn revoke(tx: &Transaction<'_>, token: &str, now: i64) -> Result<bool> {
    let ended = tx.execute(
        "UPDATE tokens SET revoked_at = ?2 WHERE hash = ?1 AND revoked_at IS NULL",
        (hash(token), now),
    )?;
    Ok(ended > 0)
}

/// Ends every token of a seller or buyer, and says how many.
pub(crate) fn revoke_all(tx: &Transaction<'_>, id: &str, now: i64) -> Result<usize> {
    Ok(tx.execute(
        "UPDATE tokens SET revoked_at = ?2 WHERE owner_id = ?1 AND revoked_at IS NULL",
        (id, now),
    )?)
}

/// The owner of a token that is good.
pub(crate) fn owner(tx: &Transaction<'_>, hash: &[u8]) -> Result<Option<Caller>> {
    let mut owner = tx.prepare_cached(
        "SELECT role, owner_id FROM tokens WHERE hash = ?1 AND revoked_at IS NULL",
    )?;
    let found = owner.query_row([hash], |row| {
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
