//! A machine without a keyring.

use rapport_core::key::{KeyFault, KeyPlace, KeyPlaceKind, StoreKey};

/// No place for a key: the store asks for a passphrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keyless;

impl KeyPlace for Keyless {
    fn kind(&self) -> KeyPlaceKind {
        KeyPlaceKind::Keyring
    }

    fn load(&self) -> Result<Option<StoreKey>, KeyFault> {
        Err(no_keyring())
    }

    fn keep(&self, _key: &StoreKey) -> Result<(), KeyFault> {
        Err(no_keyring())
    }
}

fn no_keyring() -> KeyFault {
    KeyFault::Unavailable("this machine was started without a keyring".to_owned())
}
