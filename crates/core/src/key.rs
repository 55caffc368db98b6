//! # The store key
//!
//! One store has one 32-byte key, drawn at the first start and never changed. It lies in the
//! system's keyring; where there is none, a passphrase wraps it ([`wrapped`]); for the demo alone,
//! a file that only its owner may read holds it ([`KeyFile`]).
//!
//! A store whose key is missing or locked asks for it; it never gets a new one.

mod file;
pub mod wrapped;

use serde::Serialize;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

pub use file::KeyFile;

/// The key that encrypts the store. Wiped from memory when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// Draws a new key from the system's source of randomness.
    ///
    /// # Errors
    /// When the system has none.
    pub fn draw() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut()).map_err(|fault| Error::Internal(fault.to_string()))?;
        Ok(Self(bytes))
    }

    /// A key from its 32 bytes; `None` when there are more or fewer.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as 64 hexadecimal digits, wiped when dropped.
    pub(crate) fn hex(&self) -> Zeroizing<String> {
        use std::fmt::Write as _;
        let mut hex = Zeroizing::new(String::with_capacity(64));
        for byte in self.0.iter() {
            // Writing to a string cannot fail.
            let _: std::fmt::Result = write!(hex, "{byte:02x}");
        }
        hex
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(…)")
    }
}

/// What kind of place holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum KeyPlaceKind {
    /// The system's keyring.
    Keyring,
    /// Nowhere: a passphrase unwraps it at each start.
    Passphrase,
    /// A file of the demo's.
    File,
}

/// Why a place could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// There is no such place on this system; a passphrase serves instead.
    #[error("there is no such place: {0}")]
    Unavailable(String),
    /// What lies there is not a key.
    #[error("what lies there is not a store key")]
    NotAKey,
}

/// Where the store key lies between two starts.
pub trait KeyPlace: Send + Sync {
    /// What kind of place it is.
    fn kind(&self) -> KeyPlaceKind;

    /// The key; `None` when the place works and holds none.
    ///
    /// # Errors
    /// [`KeyFault`] when the place cannot be asked, or holds something else.
    fn load(&self) -> std::result::Result<Option<StoreKey>, KeyFault>;

    /// Keeps the key.
    ///
    /// # Errors
    /// [`KeyFault::Unavailable`] when the place does not take it.
    fn keep(&self, key: &StoreKey) -> std::result::Result<(), KeyFault>;
}
