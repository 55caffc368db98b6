//! What the lanes of one account share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use parking_lot::Mutex;
use rapport_protocol::{Capabilities, Cursor};
use tokio::sync::Notify;

use super::absorb::AccountRow;
use super::account::{self, Account, Standing};
use super::market::{Market, SyncError};
use super::retry;
use super::watched::Watched;
use crate::accounts::AccountState;
use crate::app::App;
use crate::chance;
use crate::error::Error;

/// How often it is written down that the marketplace was heard.
const HEARD_EVERY_MS: i64 = 30_000;

/// The lanes whose faults the seller is told of, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    Changes,
    History,
    Push,
}

/// What the lanes of one account share.
pub(super) struct Link {
    pub(super) app: App,
    pub(super) market: Arc<dyn Market>,
    pub(super) account: AccountRow,
    /// Chance, from 0 up to 1.
    pub(super) random: fn() -> f64,
    /// It is worth asking for changes.
    pub(super) pull_now: Notify,
    /// There is something to send.
    pub(super) push_now: Notify,
    /// There is a history to walk.
    pub(super) history_now: Notify,
    /// There is something of which nobody can tell whether it arrived.
    pub(super) unseen_now: Notify,
    /// There is something that leaves at a chosen time.
    pub(super) timed_now: Notify,
    /// Something was read.
    pub(super) reading_now: Notify,
    /// The stream of hints may be dead.
    pub(super) stream_now: Notify,
    /// There are pictures to fetch.
    pub(super) pictures_now: Notify,
    /// Everything is to be asked for again.
    pub(super) start_over: AtomicBool,
    capabilities: Mutex<Capabilities>,
    committed: Watched<Option<Cursor>>,
    /// Something that had failed went well again.
    recoveries: Watched<()>,
    looks: Watched<Looks>,
    back_at: AtomicI64,
    state: Mutex<State>,
}

/// How often the changes were asked for, and what came of it the last time.
#[derive(Clone)]
struct Looks {
    begun: u64,
    /// The last that ended.
    ended: u64,
    came: Result<(), SyncError>,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            begun: 0,
            ended: 0,
            came: Ok(()),
        }
    }
}

#[derive(Default)]
struct State {
    faults: [Option<SyncError>; 3],
    written: Option<Standing>,
    heard_at: i64,
}

impl Link {
    pub(super) fn new(app: App, market: Arc<dyn Market>, account: Account) -> Self {
        Self {
            app,
            market,
            account: account.place,
            random: chance::fraction,
            pull_now: Notify::new(),
            push_now: Notify::new(),
            history_now: Notify::new(),
            unseen_now: Notify::new(),
            timed_now: Notify::new(),
            reading_now: Notify::new(),
            stream_now: Notify::new(),
            pictures_now: Notify::new(),
            start_over: AtomicBool::new(false),
            capabilities: Mutex::new(account.capabilities),
            committed: Watched::new(account.cursor),
            recoveries: Watched::new(()),
            looks: Watched::new(Looks::default()),
            back_at: AtomicI64::new(0),
            state: Mutex::default(),
        }
    }

    /// Says that nothing has been heard yet: how it stood yesterday means nothing.
    pub(super) async fn begin(&self) {
        self.write(
            Standing {
                state: AccountState::Connecting,
                reason: None,
            },
            None,
        )
        .await;
    }

    /// What the account can do.
    pub(super) fn capabilities(&self) -> Capabilities {
        self.capabilities.lock().clone()
    }

    pub(super) fn set_capabilities(&self, capabilities: Capabilities) {
        *self.capabilities.lock() = capabilities;
    }

    /// The cursor that is in the store.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        self.committed.now().1
    }

    pub(super) fn set_cursor(&self, cursor: Option<Cursor>) {
        self.committed.change(|committed| *committed = cursor);
    }

    /// Waits until there is a cursor in the store.
    pub(super) async fn any_cursor(&self) -> Cursor {
        let (mut seen, mut cursor) = self.committed.now();
        loop {
            if let Some(cursor) = cursor {
                return cursor;
            }
            (seen, cursor) = self.committed.after(seen).await;
        }
    }

    /// The changes are being asked for.
    pub(super) fn look_begins(&self) {
        self.looks.change(|looks| looks.begun += 1);
    }

    /// Everything that there is has come, or why it has not.
    pub(super) fn look_ended(&self, came: Result<(), SyncError>) {
        self.looks.change(|looks| {
            looks.ended = looks.begun;
            looks.came = came;
        });
    }

    /// Asks for the changes anew, and waits until everything that there is now has come. While they
    /// cannot be had it says so at once.
    pub(super) async fn look_again(&self) -> Result<(), SyncError> {
        let (mut seen, mut looks) = self.looks.now();
        looks.came.clone()?;
        let begun = looks.begun;
        self.pull_now.notify_one();
        while looks.ended <= begun {
            (seen, looks) = self.looks.after(seen).await;
        }
        looks.came
    }

    /// When the connection last came back, in Unix milliseconds: 0 when it was never gone, and
    /// the end of time while it is.
    pub(super) fn back_at(&self) -> i64 {
        let is_gone = |fault: &SyncError| matches!(fault, SyncError::Unreachable { .. });
        if self.state.lock().faults.iter().flatten().any(is_gone) {
            return i64::MAX;
        }
        self.back_at.load(Ordering::Relaxed)
    }

    /// Whoever waits tries again at once, except where the marketplace asked for patience.
    pub(super) fn hurry(&self) {
        self.recoveries.change(|()| ());
        self.pull_now.notify_one();
        self.push_now.notify_one();
        self.timed_now.notify_one();
    }

    /// A lane got a good answer; without a lane, something else was heard. Whoever waits because
    /// of an earlier failure tries again at once.
    pub(super) async fn good(&self, lane: Option<Lane>) {
        self.heard(lane, true).await;
    }

    /// A hint was heard, and what it hints at is asked for next. When it was heard is not noted yet:
    /// the page would ask for everything because of that commit, and the news would wait until it may
    /// ask again.
    pub(super) async fn hinted(&self) {
        self.heard(None, false).await;
    }

    async fn heard(&self, lane: Option<Lane>, note: bool) {
        let now = self.app.clock.now();
        let (standing, recovered, due) = {
            let mut state = self.state.lock();
            let mut recovered = lane.is_some_and(|lane| state.fault(lane).take().is_some());
            for fault in &mut state.faults {
                if matches!(fault, Some(SyncError::Unreachable { .. })) {
                    *fault = None;
                    recovered = true;
                    self.back_at.store(now, Ordering::Relaxed);
                }
            }
            let standing = state.standing();
            let changed = state.written.as_ref() != Some(&standing);
            let due = changed || note && now - state.heard_at >= HEARD_EVERY_MS;
            if due {
                state.heard_at = now;
            }
            (standing, recovered, due)
        };
        if recovered {
            self.recoveries.change(|()| ());
        }
        if due {
            self.write(standing, Some(now)).await;
        }
    }

    /// A lane failed.
    pub(super) async fn bad(&self, lane: Lane, fault: &SyncError) {
        let standing = {
            let mut state = self.state.lock();
            *state.fault(lane) = Some(fault.clone());
            let standing = state.standing();
            if state.written.as_ref() == Some(&standing) {
                return;
            }
            standing
        };
        tracing::warn!(account = self.account.row, ?lane, %fault, "the marketplace fails us");
        self.write(standing, None).await;
    }

    /// Writes down how the account stands.
    pub(super) async fn tell(&self) {
        let standing = self.state.lock().standing();
        self.write(standing, None).await;
    }

    async fn write(&self, standing: Standing, heard_at: Option<i64>) {
        self.state.lock().written = Some(standing.clone());
        let written = account::set_state(&self.app, self.account.row, standing, heard_at).await;
        if let Err(fault) = written {
            tracing::error!(%fault, "the account's state cannot be kept");
            self.state.lock().written = None;
        }
    }
}

impl State {
    fn fault(&mut self, lane: Lane) -> &mut Option<SyncError> {
        let [changes, history, push] = &mut self.faults;
        match lane {
            Lane::Changes => changes,
            Lane::History => history,
            Lane::Push => push,
        }
    }

    /// How the account stands, all lanes together.
    fn standing(&self) -> Standing {
        let faults = || self.faults.iter().flatten().map(Standing::from);
        // Who is no longer let in hears nothing more: no other fault may hide that.
        [AccountState::Revoked, AccountState::Offline]
            .into_iter()
            .find_map(|grave| faults().find(|standing| standing.state == grave))
            .or_else(|| faults().next())
            .unwrap_or(Standing {
                state: AccountState::Online,
                reason: None,
            })
    }
}

/// How one lane waits between its tries.
pub(super) struct Patience {
    failures: u32,
    /// How many recoveries are no news.
    known: u64,
}

impl Patience {
    pub(super) fn new(link: &Link) -> Self {
        Self {
            failures: 0,
            known: link.recoveries.now().0,
        }
    }

    /// A try begins: what is heard from here on is news.
    pub(super) fn begin(&mut self, link: &Link) {
        self.known = link.recoveries.now().0;
    }

    /// A try went well.
    pub(super) fn good(&mut self) {
        self.failures = 0;
    }

    /// Counts a failure; gives how long to wait, and whether a sign of life ends the wait.
    pub(super) fn failed(&mut self, link: &Link, error: &Error) -> (tokio::time::Duration, bool) {
        self.failures = self.failures.saturating_add(1);
        match error {
            Error::Market(fault) => {
                let delay = retry::delay(fault, self.failures, (link.random)());
                (delay, retry::may_hurry(fault))
            }
            own => {
                tracing::error!(account = link.account.row, fault = %own, "sync met a fault");
                (retry::own_delay(self.failures), false)
            }
        }
    }

    /// Waits after a failure.
    pub(super) async fn wait(&mut self, link: &Link, error: &Error) {
        let (delay, may_hurry) = self.failed(link, error);
        tokio::select! {
            biased;
            () = tokio::time::sleep(delay) => {}
            () = self.recovery(link), if may_hurry => {}
        }
    }

    /// Waits until something that had failed went well again.
    pub(super) async fn recovery(&mut self, link: &Link) {
        self.known = link.recoveries.after(self.known).await.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_we_are_no_longer_let_in_is_hidden_by_nothing() {
        let state = State {
            faults: [
                Some(SyncError::Unreachable { arrived: true }),
                Some(SyncError::ServerFailed { retry_after: None }),
                Some(SyncError::Unauthorized),
            ],
            ..State::default()
        };
        assert_eq!(state.standing().state, AccountState::Revoked);
    }
}
