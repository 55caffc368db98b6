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
    free: Mutex<Free>,
    returned: Condvar,
}

#[derive(Debug)]
struct Free {
    connections: Vec<Connection>,
    closed: bool,
}

impl Readers {
    pub(super) fn open(
        path: &Path,
        key: &StoreKey,
        prepare: impl Fn(&mut Connection) -> rusqlite::Result<()>,
    ) -> Result<Self> {
        let mut connections = (0..READERS)
            .map(|_| open::reader(path, key))
            .collect::<Result<Vec<_>>>()?;
        connections.iter_mut().try_for_each(prepare)?;
        Ok(Self {
            free: Mutex::new(Free {
                connections,
                closed: false,
            }),
            returned: Condvar::new(),
        })
    }

    /// Lets the views that run end, and closes every connection. Blocks until then.
    pub(super) fn close(&self) {
        let mut free = self.free.lock();
        if std::mem::replace(&mut free.closed, true) {
            return;
        }
        // Whoever waits for a connection waits in vain.
        self.returned.notify_all();
        while free.connections.len() < READERS {
            self.returned.wait(&mut free);
        }
        free.connections.clear();
    }

    /// Runs a view on a free connection, inside one read transaction, so that all its queries see
    /// the same state. Blocks while none is free.
    pub(super) fn with<T>(&self, view: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = {
            let mut free = self.free.lock();
            loop {
                if free.closed {
                    return Err(Error::StoreClosed);
                }
                if let Some(connection) = free.connections.pop() {
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
            self.readers.free.lock().connections.push(connection);
            // All of them: the one that closes waits for the last connection, others for any.
            self.readers.returned.notify_all();
        }
    }
}
