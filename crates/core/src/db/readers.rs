//! A few connections that can only read.

use std::path::Path;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;

use super::open;
use crate::error::{Error, Result};
use crate::key::StoreKey;

/// Enough for every list on a screen to be read at once; each holds three file handles.
const READERS: usize = 4;

#[derive(Debug)]
pub(super) struct Readers {
    free: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Readers {
    pub(super) fn open(
        path: &Path,
        key: &StoreKey,
        prepare: impl Fn(&mut Connection) -> rusqlite::Result<()>,
    ) -> Result<Self> {
        let mut free = (0..READERS)
            .map(|_| open::reader(path, key))
            .collect::<Result<Vec<_>>>()?;
        free.iter_mut().try_for_each(prepare)?;
        Ok(Self {
            free: Mutex::new(free),
            returned: Condvar::new(),
        })
    }

    /// Runs a view on a free connection, inside one read transaction, so that all its queries see
    /// the same state. Blocks while none is free.
    pub(super) fn with<T>(&self, view: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = {
            let mut free = self.free.lock();
            loop {
                if let Some(connection) = free.pop() {
                    break connection;
                }
                self.returned.wait(&mut free);
            }
        };
        let lent = Lent {
            readers: self,
            connection: Some(connection),
        };
        let connection = lent.connection.as_ref().ok_or(Error::StoreClosed)?;
        let snapshot = connection.unchecked_transaction()?;
        view(&snapshot)
    }
}

/// Gives the connection back, whatever the view does.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.free.lock().push(connection);
            self.readers.returned.notify_one();
        }
    }
}
