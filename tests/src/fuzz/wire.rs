//! The wire between a desk and a marketplace: what is said on it may be late, lost, doubled, refused
//! or answered with rubbish, each way by itself.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use parking_lot::Mutex;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rapport_core::sync::access::Granted;
use rapport_core::sync::market::{Event, FetchedPicture, Market, NewPicture, SyncError};
use rapport_protocol::{
    Capabilities, ChangesPage, Cursor, HistoryPage, HistoryToken, Operation, OperationOutcome,
    Picture, PictureId, Signal,
};
use tokio::sync::{oneshot, watch};

use super::market::SimMarket;
use super::trace::Trace;

/// After so long a workstation no longer waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// A stream says at least so often that it lives.
const BEAT: Duration = Duration::from_secs(15);

/// How the wire is at the moment; chances are of a thousand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weather {
    /// Whether nothing leaves at all.
    pub(super) cut: bool,
    /// The longest way, in milliseconds.
    pub(super) slow: u64,
    /// A request gets lost.
    pub(super) lose: u32,
    /// An answer gets lost.
    pub(super) deafen: u32,
    /// A request arrives twice.
    pub(super) double: u32,
    /// A request is so late that nobody waits any more.
    pub(super) dawdle: u32,
    /// The marketplace fails before it did anything.
    pub(super) fail: u32,
    /// The marketplace fails after it did what it was asked.
    pub(super) fail_late: u32,
    /// The marketplace asks for patience.
    pub(super) too_many: u32,
    /// The answer is rubbish.
    pub(super) garble: u32,
    /// A hint does not come.
    pub(super) hush: u32,
}

/// One desk's way to one marketplace.
pub(super) struct SimWire {
    name: String,
    desk: String,
    market: Arc<SimMarket>,
    weather: watch::Sender<Weather>,
    chance: Mutex<StdRng>,
    trace: Arc<Trace>,
}

/// What becomes of one request.
#[derive(Debug)]
struct Fate {
    there: Duration,
    back: Duration,
    lost: bool,
    again: Option<Duration>,
    unheard: bool,
    answer: Answer,
}

#[derive(Debug, PartialEq)]
enum Answer {
    Honest,
    Fails,
    FailsLate,
    TooMany(Option<Duration>),
    Garbled,
}

impl SimWire {
    pub(super) fn new(
        desk: &str,
        number: usize,
        market: Arc<SimMarket>,
        seed: u64,
        trace: Arc<Trace>,
    ) -> Self {
        Self {
            name: format!("{desk}, market {number}"),
            desk: desk.to_owned(),
            market,
            weather: watch::Sender::new(Weather::default()),
            chance: Mutex::new(StdRng::seed_from_u64(seed)),
            trace,
        }
    }

    pub(super) fn turns(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// The marketplace at its other end, for whoever comes with that token.
    pub(super) fn door(self: &Arc<Self>, token: String) -> Door {
        let wire = Arc::clone(self);
        Door { wire, token }
    }

    /// The first pair of whoever has this wire; `None` where tokens last.
    pub(super) fn first_pair(&self) -> Option<Granted> {
        self.market.first_pair(&self.desk)
    }

    /// Trades a refresh token for the next pair.
    pub(super) async fn renew(&self, token: String) -> Result<Granted, SyncError> {
        let (desk, what) = (self.desk.clone(), format!("for what follows {token}"));
        let ask = move |market: &SimMarket| market.renew(&desk, &token);
        self.carry(what, true, ask).await
    }

    /// The marketplace no longer knows the access token.
    pub(super) fn ends_access(&self) {
        self.market.ends_access(&self.desk);
    }

    /// What becomes of the next request; `None` when it cannot leave.
    fn fate(&self, once: bool) -> Option<Fate> {
        let weather = *self.weather.borrow();
        if weather.cut {
            return None;
        }
        let mut chance = self.chance.lock();
        let mut happens = |of_a_thousand: u32| chance.random_range(0..1000) < of_a_thousand;
        let (lost, doubled, late) = (
            happens(weather.lose),
            happens(weather.double) && !once,
            happens(weather.dawdle),
        );
        let unheard = happens(weather.deafen);
        let answer = if happens(weather.fail) {
            Answer::Fails
        } else if happens(weather.fail_late) {
            Answer::FailsLate
        } else if happens(weather.too_many) {
            let asks = happens(500);
            Answer::TooMany(asks.then(|| Duration::from_secs(7)))
        } else if happens(weather.garble) {
            Answer::Garbled
        } else {
            Answer::Honest
        };
        let mut way = || Duration::from_millis(chance.random_range(1..=weather.slow.max(1)));
        let (there, back, second) = (way(), way(), way());
        Some(Fate {
            there: if late { PATIENCE + there * 3 } else { there },
            back,
            lost,
            again: doubled.then_some(there + second),
            unheard,
            answer,
        })
    }

    /// Carries a question there and its answer back. `once` says that asking twice is doing twice.
    async fn carry<T: Send + 'static>(
        &self,
        what: String,
        once: bool,
        ask: impl Fn(&SimMarket) -> Result<T, SyncError> + Send + Sync + 'static,
    ) -> Result<T, SyncError> {
        let fate = self.fate(once);
        self.trace
            .say(&format!("{} asks {what}: {fate:?}", self.name));
        let Some(fate) = fate else {
            tokio::time::sleep(Duration::from_millis(1)).await;
            return Err(SyncError::Unreachable { arrived: false });
        };
        match tokio::time::timeout(PATIENCE, self.answer(fate, ask)).await {
            Ok(answer) => answer,
            Err(_) => Err(SyncError::Unreachable { arrived: true }),
        }
    }

    async fn answer<T: Send + 'static>(
        &self,
        fate: Fate,
        ask: impl Fn(&SimMarket) -> Result<T, SyncError> + Send + Sync + 'static,
    ) -> Result<T, SyncError> {
        let (answer, answered) = oneshot::channel();
        let market = Arc::clone(&self.market);
        let acts = matches!(
            fate.answer,
            Answer::Honest | Answer::FailsLate | Answer::Garbled
        );
        // What is under way arrives, whatever becomes of whoever sent it.
        tokio::spawn(async move {
            tokio::time::sleep(fate.there).await;
            if fate.lost {
                return;
            }
            let first = acts.then(|| ask(&market));
            // Nobody may wait any more.
            let _ = answer.send(first);
            if let Some(again) = fate.again.filter(|_| acts) {
                tokio::time::sleep(again.saturating_sub(fate.there)).await;
                let _ = ask(&market);
            }
        });
        let Ok(answer) = answered.await else {
            return std::future::pending().await;
        };
        tokio::time::sleep(fate.back).await;
        if fate.unheard {
            return std::future::pending().await;
        }
        match (fate.answer, answer) {
            (Answer::Honest, Some(answer)) => answer,
            (Answer::TooMany(retry_after), _) => Err(SyncError::TooMany { retry_after }),
            (Answer::Garbled, _) => Err(SyncError::Unreadable {
                detail: "rubbish".to_owned(),
            }),
            _ => Err(SyncError::ServerFailed { retry_after: None }),
        }
    }
}

/// A wire, to a marketplace that is asked to let in by a token.
pub(super) struct Door {
    wire: Arc<SimWire>,
    token: String,
}

impl Door {
    async fn ask<T: Send + 'static>(
        &self,
        what: String,
        once: bool,
        ask: impl Fn(&SimMarket) -> Result<T, SyncError> + Send + Sync + 'static,
    ) -> Result<T, SyncError> {
        let (desk, token) = (self.wire.desk.clone(), self.token.clone());
        let ask = move |market: &SimMarket| {
            market.let_in(&desk, &token)?;
            ask(market)
        };
        self.wire.carry(what, once, ask).await
    }
}

#[async_trait]
impl Market for Door {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        let ask = |market: &SimMarket| Ok(market.capabilities());
        self.ask("what it can".to_owned(), false, ask).await
    }

    async fn changes(&self, cursor: Option<&Cursor>, _: u32) -> Result<ChangesPage, SyncError> {
        let cursor = cursor.cloned();
        let what = format!("changes after {cursor:?}");
        self.ask(what, false, move |market| market.changes(cursor.as_ref()))
            .await
    }

    async fn history(&self, before: &HistoryToken, _: u32) -> Result<HistoryPage, SyncError> {
        let before = before.clone();
        let what = format!("history before {before:?}");
        self.ask(what, false, move |market| market.history(&before))
            .await
    }

    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        let operation = operation.clone();
        let what = format!("operation {}", operation.idempotency_key());
        let once = !self.wire.market.manner.keys;
        self.ask(what, once, move |market| market.send(&operation))
            .await
    }

    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError> {
        let picture = picture.clone();
        let what = format!("to store the picture {}", picture.key);
        self.ask(what, false, move |market| Ok(market.store(&picture)))
            .await
    }

    async fn picture(&self, _: &PictureId) -> Result<FetchedPicture, SyncError> {
        Err(SyncError::NotFound)
    }

    async fn signal(&self, _: &Signal) -> Result<(), SyncError> {
        Ok(())
    }

    async fn events(
        &self,
        _: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        let ask = |market: &SimMarket| Ok(market.revision());
        let seen = self.ask("for hints".to_owned(), false, ask).await?;
        let market = Arc::clone(&self.wire.market);
        let weather = self.wire.weather.subscribe();
        let seed = self.wire.chance.lock().random();
        let hints = Hints {
            seen,
            market,
            weather,
            chance: StdRng::seed_from_u64(seed),
        };
        Ok(stream::unfold(hints, Hints::next).boxed())
    }
}

/// An open stream of hints.
struct Hints {
    /// The newest revision that was told.
    seen: i64,
    market: Arc<SimMarket>,
    weather: watch::Receiver<Weather>,
    chance: StdRng,
}

impl Hints {
    async fn next(mut self) -> Option<(Result<Event, SyncError>, Self)> {
        let beat = tokio::time::sleep(BEAT);
        tokio::pin!(beat);
        loop {
            tokio::select! {
                biased;
                turned = self.weather.changed() => {
                    if turned.is_err() || self.weather.borrow_and_update().cut {
                        return None;
                    }
                }
                moved = self.market.after(self.seen) => {
                    self.seen = moved;
                    let hushed = self.weather.borrow().hush;
                    if self.chance.random_range(0..1000) < hushed {
                        continue;
                    }
                    let cursor = Cursor(self.market.head());
                    return Some((Ok(Event::Changed(cursor)), self));
                }
                () = &mut beat => return Some((Ok(Event::Beat), self)),
            }
        }
    }
}
