//! The key in a file: for the demo's profile alone, whose content is invented.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{KeyFault, KeyPlace, KeyPlaceKind, StoreKey};

/// A file beside the store that holds its key; only its owner may read it.
#[derive(Debug, Clone)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The key file at that path.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }
}

impl KeyPlace for KeyFile {
    fn kind(&self) -> KeyPlaceKind {
        KeyPlaceKind::File
    }

    fn load(&self) -> Result<Option<StoreKey>, KeyFault> {
        match std::fs::read(&self.0) {
            Ok(bytes) => StoreKey::from_bytes(&bytes)
                .map(Some)
                .ok_or(KeyFault::NotAKey),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(KeyFault::Unavailable(fault.to_string())),
        }
    }

    fn keep(&self, key: &StoreKey) -> Result<(), KeyFault> {
        write_for_owner(&self.0, key.bytes())
            .map_err(|fault| KeyFault::Unavailable(fault.to_string()))
    }
}

/// Writes a new file that only its owner may read, durably, and never over another.
pub(super) fn write_for_owner(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
