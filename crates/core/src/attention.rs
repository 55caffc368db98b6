//! # What calls for the seller's attention
//!
//! [`alerts`](crate::alerts) says what happened. Here it is decided what of it stands on the desktop,
//! when, and with which words; the window only shows, replaces and takes back, and reports what was
//! clicked on or put away. [`deserving`] decides who may call at all, [`board`] joins bursts,
//! [`bell`] rings when somebody waits too long, [`watch`] runs them. Nothing of it is kept: what
//! stands on the desktop goes with the program, and the inbox has it all.

pub(crate) mod bell;
pub(crate) mod board;
pub mod chosen;
pub(crate) mod deserving;
pub mod hours;
pub mod late;
pub mod notice;
pub(crate) mod watch;

use std::sync::Arc;

use parking_lot::Mutex;
use serde::Deserialize;
use tokio::sync::{Notify, broadcast};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::error::Result;
use notice::{OnDesktop, Slot};

/// How far the window may lag behind with what it shows.
const BACKLOG: usize = 256;

/// Where the seller is, and what the desktop is to show; cheap to clone.
#[derive(Debug, Clone)]
pub struct Attention(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    look: Mutex<Look>,
    gone: Mutex<Vec<Slot>>,
    stirred: Notify,
    desktop: broadcast::Sender<OnDesktop>,
}

/// Where the seller is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// Whether they work in the window: it is in front, and they have touched it lately.
    pub here: bool,
    /// The conversation that is open before them.
    pub conversation_id: Option<Uuid>,
}

impl Default for Attention {
    fn default() -> Self {
        Self(Arc::new(Inner {
            look: Mutex::default(),
            gone: Mutex::default(),
            stirred: Notify::new(),
            desktop: broadcast::channel(BACKLOG).0,
        }))
    }
}

impl Attention {
    /// Tells what the desktop is to show from now on.
    pub fn desktop(&self) -> broadcast::Receiver<OnDesktop> {
        self.0.desktop.subscribe()
    }

    /// The seller clicked on what stood in that slot, or put it away. What the desktop took away by
    /// itself, to make room, is not gone.
    pub fn gone(&self, slot: Slot) {
        self.0.gone.lock().push(slot);
        self.0.stirred.notify_one();
    }

    fn does(&self, what: impl IntoIterator<Item = OnDesktop>) {
        for one in what {
            // Nobody listens where there is no desktop.
            let _: std::result::Result<usize, _> = self.0.desktop.send(one);
        }
    }

    fn look(&self) -> Look {
        *self.0.look.lock()
    }

    fn take_gone(&self) -> Vec<Slot> {
        std::mem::take(&mut self.0.gone.lock())
    }

    async fn stirred(&self) {
        self.0.stirred.notified().await;
    }
}

/// The page tells where the seller is, whenever that changes. Nothing is kept.
///
/// # Errors
/// None; commands are fallible by contract.
pub async fn look(app: App, args: Look) -> Result<()> {
    *app.attention.0.look.lock() = args;
    app.attention.0.stirred.notify_one();
    Ok(())
}
