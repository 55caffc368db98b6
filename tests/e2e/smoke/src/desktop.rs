//! A desktop that shows notifications to nobody, and clicks on them when it is told to.
#![expect(
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "the bus's specification says which arguments there are, used or not"
)]

use std::collections::HashMap;

use anyhow::{Context, Result};
use tokio::sync::mpsc;
use tokio::time::{Duration, timeout};
use zbus::object_server::SignalEmitter;

use zbus::{Connection, OwnedVariant, connection, interface};

const PATH: &str = "/org/freedesktop/Notifications";

/// The notifications of a session that has no others.
#[derive(Debug)]
pub struct Desktop {
    bus: Connection,
    shown: mpsc::UnboundedReceiver<Shown>,
}

/// A notification as it was shown.
#[derive(Debug, Clone)]
pub struct Shown {
    id: u32,
    /// Who wrote.
    pub title: String,
    /// What they wrote.
    pub body: String,
    /// The names of what can be chosen.
    pub actions: Vec<String>,
}

impl Desktop {
    /// Takes the place of the desktop's notifications on the session bus.
    pub async fn start() -> Result<Self> {
        let (sender, shown) = mpsc::unbounded_channel();
        let bus = connection::Builder::session()
            .name("org.freedesktop.Notifications")
            .serve_at(
                PATH,
                Notifications {
                    shown: sender,
                    last: 0,
                },
            )
            .build()
            .await
            .context("the session bus has other notifications already")?;
        Ok(Self { bus, shown })
    }

    /// The next notification.
    pub async fn next(&mut self) -> Result<Shown> {
        let next = timeout(Duration::from_secs(20), self.shown.recv()).await;
        next.context("waited for a notification")?
            .context("the bus is gone")
    }

    /// Clicks on a notification.
    pub async fn click(&self, shown: &Shown) -> Result<()> {
        let emitter = SignalEmitter::new(&self.bus, PATH)?;
        Ok(Notifications::action_invoked(&emitter, shown.id, "default").await?)
    }
}

struct Notifications {
    shown: mpsc::UnboundedSender<Shown>,
    last: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(
        clippy::too_many_arguments,
        reason = "the specification of desktops has them"
    )]
    fn notify(
        &mut self,
        _program: String,
        _replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedVariant>,
        _timeout: i32,
    ) -> u32 {
        self.last += 1;
        let _ = self.shown.send(Shown {
            id: self.last,
            title,
            body,
            actions,
        });
        self.last
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".to_owned(), "body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let text = |text: &str| text.to_owned();
        (text("smoke"), text("rapport"), text("1"), text("1.2"))
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str)
    -> zbus::Result<()>;
}
