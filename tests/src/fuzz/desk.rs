//! A desk: a workstation on its disk, whoever sits at it, and what they were told.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use parking_lot::Mutex;
use rapport_core::accounts::{self, ConnectAccount};
use rapport_core::app::App;
use rapport_core::inbox::composer::{self, AddNote, ComposerMode, ReplyToConversation, SaveDraft};
use rapport_core::inbox::head::OpenConversation;
use rapport_core::inbox::pictures::{self, Fitted};
use rapport_core::simulation::{Disk, Seat};
use rapport_core::sync::access::{AccountAccess, Connect, Granted, SignIn};
use rapport_core::sync::market::{Market, SyncError};
use rapport_core::sync::outbox::{self, ChooseOutboxEntry, EditOutboxEntry};
use rapport_core::{Clock, Result, id};
use rapport_protocol::RecordKind;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use super::doors::BY_HAND;
use super::market::MORNING;
use super::trace::Trace;
use super::wire::SimWire;

/// What the shop is called everywhere.
const SHOP: &str = "shop";

/// A desk.
pub(super) struct Desk {
    pub(super) name: String,
    pub(super) disk: Disk,
    /// Its way to each marketplace.
    pub(super) wires: Vec<Arc<SimWire>>,
    pub(super) told: Arc<Mutex<Told>>,
    clock: Clock,
    skew: Arc<AtomicI64>,
    seat: Option<Seat>,
    acting: Option<JoinHandle<()>>,
    trace: Arc<Trace>,
}

/// What the seller was told was done.
#[derive(Default)]
pub(super) struct Told {
    /// Replies that were accepted here.
    pub(super) replies: Vec<Uuid>,
    /// What was typed last in each conversation and stored, and is not known to be a reply.
    pub(super) typed: BTreeMap<Uuid, String>,
    /// Notes.
    pub(super) notes: Vec<String>,
    /// Pictures that were added to a draft, and that nobody took away.
    pub(super) pictures: Vec<Uuid>,
}

/// What the seller does with an entry that has not left.
#[derive(Debug, Clone)]
pub(super) enum Remedy {
    Retry,
    Discard,
    Edit(String),
}

/// The way to a marketplace by its address.
struct Wires(Vec<Arc<SimWire>>);

impl Wires {
    fn to(&self, access: &AccountAccess) -> std::result::Result<&Arc<SimWire>, SyncError> {
        let number = access.base_url.trim_start_matches("http://");
        let wire = number.parse().ok().and_then(|at: usize| self.0.get(at));
        wire.ok_or(SyncError::NotFound)
    }
}

#[async_trait]
impl Connect for Wires {
    fn market(&self, access: &AccountAccess) -> std::result::Result<Arc<dyn Market>, SyncError> {
        let wire = self.to(access)?;
        Ok(Arc::new(wire.door(access.tokens.access.clone())))
    }

    async fn sign_in(&self, _: &str) -> std::result::Result<SignIn, SyncError> {
        Err(SyncError::NotFound)
    }

    async fn renew(&self, access: &AccountAccess) -> std::result::Result<Granted, SyncError> {
        let token = access.tokens.refresh.clone();
        let token = token.ok_or(SyncError::Unauthorized)?;
        self.to(access)?.renew(token).await
    }

    async fn revoke(&self, _: &AccountAccess) -> std::result::Result<(), SyncError> {
        Ok(())
    }
}

/// A picture that fits, as far as anybody looks in these worlds.
fn drawn() -> Fitted {
    Fitted {
        media_type: "image/png".to_owned(),
        width: 1,
        height: 1,
        bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
        stilled: false,
    }
}

/// What the shop's account on a marketplace is called on every desk.
pub(super) fn account(market: usize) -> Uuid {
    id::account("open", &format!("http://{market}"), SHOP)
}

/// What a conversation is called on every desk.
pub(super) fn conversation(market: usize, remote: &str) -> Uuid {
    id::derived(account(market), RecordKind::Conversation, remote)
}

impl Desk {
    /// A new desk, whose clock is wrong by so many milliseconds, connected to every marketplace.
    pub(super) async fn open(
        name: String,
        wires: Vec<Arc<SimWire>>,
        skew: i64,
        trace: Arc<Trace>,
    ) -> Result<Self> {
        let (began, skew) = (Instant::now(), Arc::new(AtomicI64::new(skew)));
        let wrong = Arc::clone(&skew);
        let clock = Clock::told(move || {
            MORNING + began.elapsed().as_millis() as i64 + wrong.load(Ordering::Relaxed)
        });
        let mut desk = Self {
            name,
            disk: Disk::fresh()?,
            wires,
            told: Arc::default(),
            clock,
            skew,
            seat: None,
            acting: None,
            trace,
        };
        desk.start()?;
        for market in 0..desk.wires.len() {
            desk.connect(market).await?;
            desk.signs_in(market).await?;
        }
        Ok(desk)
    }

    /// The seller connects an account, or connects it again, with a token that lasts.
    async fn connect(&self, market: usize) -> Result<()> {
        let args = ConnectAccount {
            name: SHOP.to_owned(),
            base_url: format!("http://{market}"),
            token: BY_HAND.to_owned(),
        };
        match self.app() {
            Some(app) => accounts::connect(app, args).await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// The token becomes a pair that ends and is traded for the next, where there are such.
    async fn signs_in(&self, market: usize) -> Result<()> {
        let (Some(app), Some(pair)) = (self.app(), self.wires[market].first_pair()) else {
            return Ok(());
        };
        let lasts = pair.lasts.unwrap_or_default().as_millis() as i64;
        let (id, ends) = (account(market), self.clock.now() + lasts);
        let keep = move |tx: &rapport_core::db::Tx<'_>| {
            tx.execute(
                "UPDATE accounts SET token = ?2, refresh_token = ?3, expires_at = ?4 WHERE id = ?1",
                (id, pair.access, pair.refresh, ends),
            )?;
            Ok(())
        };
        app.db.write(keep).await
    }

    /// Where a marketplace no longer lets the desk in, the seller connects it again.
    pub(super) async fn connects_again(&self) -> Result<()> {
        for market in 0..self.wires.len() {
            let id = account(market);
            let state: String = self.disk.look(|db| {
                Ok(
                    db.query_row("SELECT state FROM accounts WHERE id = ?1", [id], |row| {
                        row.get(0)
                    })?,
                )
            })?;
            if state == "revoked" {
                self.trace
                    .say(&format!("{} connects market {market} again", self.name));
                self.connect(market).await?;
            }
        }
        Ok(())
    }

    fn app(&self) -> Option<App> {
        self.seat.as_ref().map(Seat::app)
    }

    pub(super) fn is_up(&self) -> bool {
        self.seat.is_some()
    }

    /// Starts the workstation on its disk.
    pub(super) fn start(&mut self) -> Result<()> {
        if self.seat.is_none() {
            self.trace.say(&format!("{} starts", self.name));
            let wires = Arc::new(Wires(self.wires.clone()));
            self.seat = Some(Seat::open(&self.disk, self.clock.clone(), wires)?);
        }
        Ok(())
    }

    /// Kills it wherever it is, with whatever the seller was doing.
    pub(super) fn kill(&mut self) {
        if let Some(seat) = self.seat.take() {
            self.trace.say(&format!("{} is killed", self.name));
            seat.kill();
        }
        if let Some(acting) = self.acting.take() {
            acting.abort();
        }
    }

    /// The power goes within so many steps of the store.
    pub(super) fn fuses(&self, steps: u32) {
        self.trace
            .say(&format!("{} ends in {steps} steps", self.name));
        self.disk.fuse(steps);
    }

    /// Ends what has lost its power.
    pub(super) fn notices(&mut self) {
        if self.seat.as_ref().is_some_and(Seat::is_cut) {
            self.kill();
        }
    }

    /// Somebody sets the clock.
    pub(super) fn set_clock(&self, skew: i64) {
        self.skew.store(skew, Ordering::Relaxed);
    }

    /// Whether the seller is still doing something.
    pub(super) fn is_busy(&self) -> bool {
        self.acting.as_ref().is_some_and(|it| !it.is_finished())
    }

    /// The seller does something, unless they still do something else or the desk is off.
    fn act<F>(&mut self, what: String, act: impl FnOnce(App, Arc<Mutex<Told>>) -> F)
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        if self.is_busy() {
            return;
        }
        let Some(app) = self.app() else { return };
        let act = act(app, Arc::clone(&self.told));
        let (name, trace) = (self.name.clone(), Arc::clone(&self.trace));
        self.acting = Some(tokio::spawn(async move {
            let done = act.await.map_err(|fault| fault.to_string());
            trace.say(&format!("{name} {what}: {done:?}"));
        }));
    }

    /// The seller types a reply that shows so many pictures and sends it, at once or to leave in so
    /// many milliseconds.
    pub(super) fn says(
        &mut self,
        conversation_id: Uuid,
        text: String,
        shown: usize,
        later: Option<i64>,
    ) {
        let leaves_at = later.map(|later| self.clock.now() + later);
        let what = format!("says {text} with {shown} pictures");
        self.act(what, move |app, told| async move {
            told.lock().typed.remove(&conversation_id);
            let draft = SaveDraft {
                conversation_id,
                mode: ComposerMode::Reply,
                text: text.clone(),
            };
            composer::save_draft(app.clone(), draft).await?;
            told.lock().typed.insert(conversation_id, text.clone());
            let undoable = text.len().is_multiple_of(3);
            let mut shows = Vec::new();
            if shown > 0 {
                // What was taken back lies in the draft and is sent first.
                let there = OpenConversation { conversation_id };
                let there = composer::drafts(app.clone(), there).await?.pictures;
                shows.extend(there.into_iter().map(|it| it.id).take(shown));
            }
            while shows.len() < shown {
                let added = pictures::keep(app.clone(), conversation_id, drawn()).await?;
                told.lock().pictures.push(added.id);
                shows.push(added.id);
            }
            let reply = ReplyToConversation {
                conversation_id,
                text,
                pictures: shows,
                leaves_at,
                undoable,
                ..ReplyToConversation::default()
            };
            let entry = composer::reply(app, reply).await?;
            let mut told = told.lock();
            told.typed.remove(&conversation_id);
            told.replies.push(entry.id);
            Ok(())
        });
    }

    /// The seller writes a private note.
    pub(super) fn notes(&mut self, conversation_id: Uuid, text: String) {
        self.act(format!("notes {text}"), move |app, told| async move {
            let note = AddNote {
                conversation_id,
                text: text.clone(),
            };
            composer::note(app, note).await?;
            told.lock().notes.push(text);
            Ok(())
        });
    }

    /// The seller does something about an entry that has not arrived.
    pub(super) fn mends(&mut self, (id, conversation): (Uuid, Uuid), remedy: Remedy) {
        let what = format!("tries {remedy:?}");
        self.act(what, move |app, told| async move {
            if !matches!(remedy, Remedy::Retry) {
                // The words were a reply already, and are to be others or go into the draft, which
                // the next reply overwrites here. When the power goes nobody is told whether it
                // was done.
                told.lock().typed.remove(&conversation);
            }
            match remedy {
                Remedy::Retry => outbox::retry(app, ChooseOutboxEntry { id }).await?,
                Remedy::Edit(text) => outbox::edit(app, EditOutboxEntry { id, text }).await?,
                Remedy::Discard => outbox::discard(app, ChooseOutboxEntry { id }).await?,
            };
            Ok(())
        });
    }

    /// What the desk takes for now.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }
}
