//! The store key in the system's keyring.

use keyring::{Entry, Error};
use rapport_core::key::{KeyFault, KeyPlace, KeyPlaceKind, StoreKey};

/// The entry of one profile.
#[derive(Debug, Clone)]
pub(crate) struct Keyring {
    profile: String,
}

impl Keyring {
    /// The entry of that profile; asking for it is what may fail, not this.
    pub(crate) fn of(profile: &str) -> Self {
        Self {
            profile: profile.to_owned(),
        }
    }

    /// Asks the keyring on a thread of its own: it blocks, perhaps until a person has unlocked it,
    /// and it may not block inside the runtime that everything else runs on.
    fn ask<T: Send>(
        &self,
        ask: impl FnOnce(Entry) -> keyring::Result<T> + Send,
    ) -> keyring::Result<T> {
        let answer = std::thread::scope(|scope| {
            scope
                .spawn(|| ask(Entry::new("rapport", &self.profile)?))
                .join()
        });
        answer.unwrap_or(Err(Error::NoDefaultStore))
    }
}

impl KeyPlace for Keyring {
    fn kind(&self) -> KeyPlaceKind {
        KeyPlaceKind::Keyring
    }

    fn load(&self) -> Result<Option<StoreKey>, KeyFault> {
        match self.ask(|entry| entry.get_secret()) {
            Ok(secret) => StoreKey::from_bytes(&secret)
                .map(Some)
                .ok_or(KeyFault::NotAKey),
            Err(Error::NoEntry) => Ok(None),
            Err(fault) => Err(unavailable(&fault)),
        }
    }

    fn keep(&self, key: &StoreKey) -> Result<(), KeyFault> {
        self.ask(|entry| entry.set_secret(key.bytes()))
            .map_err(|fault| unavailable(&fault))
    }
}

/// Everything but "there is no such entry" means that there is no keyring to rely on.
fn unavailable(fault: &Error) -> KeyFault {
    KeyFault::Unavailable(match fault {
        // These carry what lies in the entry, which no log may see.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "the entry is not readable".to_owned(),
        fault => fault.to_string(),
    })
}
