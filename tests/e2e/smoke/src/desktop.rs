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
/// Why a notification went: the program took it back.
const TAKEN_BACK: u32 = 3;

/// The notifications of a session that has no others.
#[derive(Debug)]
pub struct Desktop {
    bus: Connection,
    happened: mpsc::UnboundedReceiver<Happened>,
}

/// What a program did on the desktop.
#[derive(Debug, Clone)]
pub enum Happened {
    /// It showed something, or replaced what stood there.
    Shown(Shown),
    /// It took back what stood under that number.
    TakenBack(u32),
}

/// A notification as it was shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number.
    pub id: u32,
    /// Whether it replaced what stood there under its number.
    pub replaced: bool,
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
        let (sender, happened) = mpsc::unbounded_channel();
        let notifications = Notifications {
            happened: sender,
            last: 0,
        };
        let bus = connection::Builder::session()
            .name("org.freedesktop.Notifications")
            .serve_at(PATH, notifications)
            .build()
            .await
            .context("the session bus has other notifications already")?;
        Ok(Self { bus, happened })
    }

    /// The next thing that a program does here.
    pub async fn next(&mut self) -> Result<Happened> {
        let next = timeout(Duration::from_secs(30), self.happened.recv()).await;
        next.context("waited for something to happen on the desktop")?
            .context("the bus is gone")
    }

    /// The next notification that is meant; what else happens is passed over.
    pub async fn shown(&mut self, what: &str, meant: impl Fn(&Shown) -> bool) -> Result<Shown> {
        let mut others = Vec::new();
        loop {
            let next = self.next().await;
            match next.with_context(|| format!("no notification {what}, only {others:?}"))? {
                Happened::Shown(shown) if meant(&shown) => return Ok(shown),
                other => others.push(other),
            }
        }
    }

    /// Waits until a notification is taken back.
    pub async fn taken_back(&mut self, shown: &Shown) -> Result<()> {
        loop {
            let next = self.next().await;
            let next = next.with_context(|| format!("{shown:?} is not taken back"))?;
            if matches!(next, Happened::TakenBack(id) if id == shown.id) {
                return Ok(());
            }
        }
    }

    /// Clicks on a notification.
    pub async fn click(&self, shown: &Shown) -> Result<()> {
        let emitter = SignalEmitter::new(&self.bus, PATH)?;
        Ok(Notifications::action_invoked(&emitter, shown.id, "default").await?)
    }
}

struct Notifications {
    happened: mpsc::UnboundedSender<Happened>,
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
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedVariant>,
        _timeout: i32,
    ) -> u32 {
        let replaced = replaces != 0;
        if !replaced {
            self.last += 1;
        }
        let id = if replaced { replaces } else { self.last };
        let _ = self.happened.send(Happened::Shown(Shown {
            id,
            replaced,
            title,
            body,
            actions,
        }));
        id
    }

    async fn close_notification(
        &self,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
        id: u32,
    ) -> zbus::fdo::Result<()> {
        let _ = self.happened.send(Happened::TakenBack(id));
        Ok(Self::notification_closed(&emitter, id, TAKEN_BACK).await?)
    }

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

    #[zbus(signal)]
    async fn notification_closed(
        emitter: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
