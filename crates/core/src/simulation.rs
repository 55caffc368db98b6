//! # A workstation in a simulated world
//!
//! The same commands, store and sync as everywhere, on a disk in memory, with time and chance that
//! are given. It can be killed between any two steps and opened again on its disk.

use std::sync::Arc;

use tokio::sync::broadcast;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::chance::seeded;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Result;
use crate::promises::due;
use crate::sync::access::Connect;
use crate::sync::{self, Engine};

pub use crate::db::Disk;

/// Nobody lags behind more announcements than this.
const BACKLOG: usize = 64;

/// From here on this thread's chance follows from the number; `None` gives real chance back.
pub fn chance_from(number: Option<u64>) {
    seeded::begin(number);
}

/// A workstation that runs.
#[derive(Debug)]
pub struct Seat {
    app: App,
    engine: Engine,
    timers: JoinHandle<()>,
}

impl Seat {
    /// Opens the workstation that lies on a disk, and starts its sync.
    ///
    /// # Errors
    /// What the store says.
    pub fn open(disk: &Disk, clock: Clock, connect: Arc<dyn Connect>) -> Result<Self> {
        let announcements = broadcast::channel(BACKLOG).0;
        let db = Db::simulated(disk, clock.clone(), announcements.clone())?;
        let alerts = broadcast::channel(BACKLOG).0;
        let app = App::new(db, clock, connect, alerts, announcements);
        let engine = sync::start(app.clone());
        let timers = tokio::spawn(due::watch(app.clone()));
        Ok(Self {
            app,
            engine,
            timers,
        })
    }

    /// What every command gets.
    pub fn app(&self) -> App {
        self.app.clone()
    }

    /// Whether the power has gone.
    pub fn is_cut(&self) -> bool {
        self.app.db.is_cut()
    }

    /// Ends as by `kill -9`: wherever it waits, nothing of it goes on.
    pub fn kill(self) {
        self.app.db.cut();
        self.engine.kill();
        self.timers.abort();
    }
}
