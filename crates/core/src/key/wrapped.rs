//! The key wrapped by a passphrase, for systems without a keyring.
//!
//! Argon2id (RFC 9106, its second recommended setting: 64 MiB, three passes; one lane here) derives
//! a wrapping key from the passphrase once; XChaCha20-Poly1305 seals the store key with it. A wrong
//! passphrase fails the seal's own check.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{StoreKey, file};
use crate::error::{Error, Result};

/// The fewest characters of a passphrase.
pub const LEAST_CHARS: usize = 10;

const FILE: &str = "store.key.wrapped";
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// What lies in the file. The cost is stored, so that it can be raised without locking anyone out.
#[derive(Serialize, Deserialize)]
struct Wrapped {
    version: u32,
    memory_kib: u32,
    passes: u32,
    salt: [u8; 16],
    nonce: [u8; 24],
    sealed: Vec<u8>,
}

/// Whether a wrapped key lies in that folder.
pub fn exists(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

/// Wraps the key and keeps it in the folder. Never over another.
///
/// # Errors
/// [`Error::WeakPassphrase`], or what the file system says.
pub fn keep(folder: &Path, passphrase: &str, key: &StoreKey) -> Result<()> {
    if passphrase.chars().count() < LEAST_CHARS {
        return Err(Error::WeakPassphrase);
    }
    let mut salt = [0; 16];
    let mut nonce = [0; 24];
    for part in [salt.as_mut_slice(), nonce.as_mut_slice()] {
        getrandom::fill(part).map_err(|fault| Error::Internal(fault.to_string()))?;
    }
    let sealed = cipher(passphrase, &salt, MEMORY_KIB, PASSES)?
        .encrypt(XNonce::from_slice(&nonce), key.bytes().as_slice())
        .map_err(|_| Error::Internal("the key could not be sealed".to_owned()))?;
    let wrapped = Wrapped {
        version: 1,
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        salt,
        nonce,
        sealed,
    };
    Ok(file::write_for_owner(
        &folder.join(FILE),
        &serde_json::to_vec(&wrapped)?,
    )?)
}

/// Unwraps the key that lies in the folder.
///
/// # Errors
/// [`Error::WrongPassphrase`], [`Error::KeyMissing`] when there is none, or what is wrong with it.
pub fn load(folder: &Path, passphrase: &str) -> Result<StoreKey> {
    let bytes = match std::fs::read(folder.join(FILE)) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::KeyMissing);
        }
        Err(fault) => return Err(fault.into()),
    };
    let wrapped: Wrapped = serde_json::from_slice(&bytes)?;
    let opened = cipher(
        passphrase,
        &wrapped.salt,
        wrapped.memory_kib,
        wrapped.passes,
    )?
    .decrypt(
        XNonce::from_slice(&wrapped.nonce),
        wrapped.sealed.as_slice(),
    )
    .map(Zeroizing::new)
    .map_err(|_| Error::WrongPassphrase)?;
    StoreKey::from_bytes(&opened).ok_or(Error::WrongPassphrase)
}

fn cipher(
    passphrase: &str,
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
) -> Result<XChaCha20Poly1305> {
    let internal = |fault: argon2::Error| Error::Internal(fault.to_string());
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(internal)?;
    let mut derived = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, derived.as_mut())
        .map_err(internal)?;
    Ok(XChaCha20Poly1305::new(derived.as_ref().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_passphrase_unwraps() {
        let folder = tempfile::tempdir().unwrap();
        let key = StoreKey::draw().unwrap();
        keep(folder.path(), "celadon and clay", &key).unwrap();
        assert_eq!(load(folder.path(), "celadon and clay").unwrap(), key);
        assert!(matches!(
            load(folder.path(), "celadon and glue"),
            Err(Error::WrongPassphrase)
        ));
    }

    #[test]
    fn a_kept_key_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = StoreKey::draw().unwrap();
        keep(folder.path(), "celadon and clay", &first).unwrap();
        assert!(
            keep(
                folder.path(),
                "celadon and clay",
                &StoreKey::draw().unwrap()
            )
            .is_err()
        );
        assert_eq!(load(folder.path(), "celadon and clay").unwrap(), first);
    }

    #[test]
    fn a_short_passphrase_is_refused_and_a_missing_key_said() {
        let folder = tempfile::tempdir().unwrap();
        let key = StoreKey::draw().unwrap();
        assert!(matches!(
            keep(folder.path(), "tea", &key),
            Err(Error::WeakPassphrase)
        ));
        assert!(matches!(
            load(folder.path(), "celadon and clay"),
            Err(Error::KeyMissing)
        ));
    }
}
