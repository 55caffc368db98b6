//! # One open event stream
//!
//! A seller's or a buyer's. It says that there is news, never what; who of the other side is there;
//! and who types. It ends when whoever opened it may no longer listen, or the server stops.
//!
//! News and presence are looked up whenever the bell rings and compared with what was told, so that
//! nothing is missed however the rings fall. Typing is passed on as it comes.

use std::collections::{BTreeSet, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::stream::{self, Stream};
use rapport_protocol::{EventHint, Presence, Typing};
use rusqlite::Transaction;
use serde::Serialize;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior};
use utoipa::ToSchema;

use crate::bazaar::Bazaar;
use crate::cursor::Place;
use crate::error::Result;
use crate::live::{Here, Typed};
use crate::store::{Role, epoch, people, sellers};

/// Turns true when the server stops.
#[derive(Debug, Clone)]
pub(crate) struct Closing(pub(crate) watch::Receiver<bool>);

/// Says whether somebody may still listen, at a time.
pub(crate) type Still = Arc<dyn Fn(&Transaction<'_>, i64) -> Result<bool> + Send + Sync>;

/// A stream that is to be opened.
pub(crate) struct Opening {
    /// As what somebody listens.
    pub(crate) role: Role,
    /// Who.
    pub(crate) id: String,
    /// Whether they still may.
    pub(crate) still: Still,
    /// The revision that they know of; news beyond it is told at once.
    pub(crate) told: Option<i64>,
    /// How long the stream stays open, in seconds; for ever when absent.
    pub(crate) seconds: Option<u32>,
}

/// Says to a buyer that something of theirs was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BuyerHint {
    /// Counts what was written.
    pub(crate) revision: i64,
}

/// Says to a buyer that a seller came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SellerThere {
    /// Who.
    pub(crate) seller_id: String,
    /// Whether they are there.
    pub(crate) online: bool,
}

/// Says to a buyer that the seller is typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SellerTypes {
    /// Who.
    pub(crate) seller_id: String,
    /// Where.
    pub(crate) conversation_id: String,
}

/// Opens a stream. Whoever opens it is there from now on.
pub(crate) fn open(
    bazaar: Bazaar,
    closing: Closing,
    opening: Opening,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let rules = bazaar.rules();
    let until = opening
        .seconds
        .map(|seconds| Duration::from_secs(seconds.into()));
    let listener = Listener {
        // Before the first look, so that no commit falls in between.
        bell: bazaar.bell().listen(),
        typing: bazaar.live().hear(),
        here: bazaar
            .live()
            .arrive(opening.role, &opening.id, rules.linger),
        told: opening.told,
        there: BTreeSet::new(),
        pending: VecDeque::new(),
        beat: beats(rules.beat),
        until: until.map(|until| Instant::now() + until),
        opening,
        closing: closing.0,
        bazaar,
    };
    stream::unfold(listener, Listener::next)
}

/// What one open stream knows.
struct Listener {
    bazaar: Bazaar,
    opening: Opening,
    /// The revision that the other side was told of.
    told: Option<i64>,
    /// Who they were told is there.
    there: BTreeSet<String>,
    pending: VecDeque<Event>,
    bell: watch::Receiver<u64>,
    typing: broadcast::Receiver<Typed>,
    closing: watch::Receiver<bool>,
    beat: Interval,
    until: Option<Instant>,
    #[expect(dead_code, reason = "they are there while it is kept")]
    here: Here,
}

/// How things stand.
struct Seen {
    epoch: String,
    revision: i64,
    there: BTreeSet<String>,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let mut quiet = false;
        loop {
            if let Some(event) = self.pending.pop_front() {
                self.beat.reset();
                return Some((Ok(event), self));
            }
            self.bell.mark_unchanged();
            // A store that fails ends the stream: the other side comes back and asks.
            let seen = self.look().await.ok().flatten()?;
            self.catch_up(seen);
            if !self.pending.is_empty() {
                continue;
            }
            if quiet {
                // An event without data is dropped by every conforming parser.
                return Some((Ok(Event::default().event("beat").data("{}")), self));
            }
            let typed = tokio::select! {
                biased;
                _ = self.closing.wait_for(|closing| *closing) => return None,
                () = passed(self.until) => return None,
                // Before typing: who may no longer listen must not hear of it.
                _ = self.bell.changed() => None,
                Ok(typed) = self.typing.recv() => Some(typed),
                _ = self.beat.tick() => {
                    quiet = true;
                    None
                }
            };
            self.pending
                .extend(typed.and_then(|typed| self.typing(&typed)));
        }
    }

    /// How things stand; `None` when nobody may listen any more.
    async fn look(&self) -> Result<Option<Seen>> {
        let (role, id) = (self.opening.role, self.opening.id.clone());
        let (still, now) = (Arc::clone(&self.opening.still), self.bazaar.now());
        let there = match role {
            Role::Seller => self.bazaar.live().buyers(),
            Role::Buyer => self.bazaar.live().sellers(),
        };
        let look = self.bazaar.read(move |tx| {
            if !still(tx, now)? {
                return Ok(None);
            }
            let mut known = BTreeSet::new();
            for other in there {
                let (seller, buyer) = match role {
                    Role::Seller => (&id, &other),
                    Role::Buyer => (&other, &id),
                };
                if people::is_known(tx, seller, buyer)? {
                    known.insert(other);
                }
            }
            let revision = match role {
                Role::Seller => sellers::reach(tx, &id)?.head,
                Role::Buyer => people::revision(tx, &id)?,
            };
            Ok(Some(Seen {
                epoch: epoch(tx)?,
                revision,
                there: known,
            }))
        });
        look.await
    }

    /// Says what is new since it was last said.
    fn catch_up(&mut self, seen: Seen) {
        if self.told.is_none_or(|told| told < seen.revision) {
            self.told = Some(seen.revision);
            self.pending.extend(self.changed(&seen));
        }
        let came = seen.there.difference(&self.there).map(|id| (id, true));
        let left = self.there.difference(&seen.there).map(|id| (id, false));
        let moved = came.chain(left);
        let moved: Vec<_> = moved
            .filter_map(|(id, online)| self.presence(id, online))
            .collect();
        self.pending.extend(moved);
        self.there = seen.there;
    }

    fn changed(&self, seen: &Seen) -> Option<Event> {
        let revision = seen.revision;
        match self.opening.role {
            Role::Seller => {
                let cursor = Place {
                    epoch: seen.epoch.clone(),
                    revision,
                }
                .cursor();
                let event = event(
                    "changed",
                    &EventHint {
                        cursor: cursor.clone(),
                    },
                )?;
                Some(event.id(cursor.as_str()))
            }
            Role::Buyer => event("changed", &BuyerHint { revision }),
        }
    }

    fn presence(&self, id: &str, online: bool) -> Option<Event> {
        match self.opening.role {
            Role::Seller => {
                let person_id = id.into();
                event("presence", &Presence { person_id, online })
            }
            Role::Buyer => {
                let seller_id = id.to_owned();
                event("presence", &SellerThere { seller_id, online })
            }
        }
    }

    /// That somebody types, when it is to this side.
    fn typing(&self, typed: &Typed) -> Option<Event> {
        match (self.opening.role, typed.by) {
            (Role::Seller, Role::Buyer) if typed.seller == self.opening.id => {
                let typing = Typing {
                    conversation_id: typed.conversation.as_str().into(),
                    person_id: typed.buyer.as_str().into(),
                };
                event("typing", &typing)
            }
            (Role::Buyer, Role::Seller) if typed.buyer == self.opening.id => {
                let typing = SellerTypes {
                    seller_id: typed.seller.clone(),
                    conversation_id: typed.conversation.clone(),
                };
                event("typing", &typing)
            }
            _ => None,
        }
    }
}

fn event(name: &str, data: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}

fn beats(every: Duration) -> Interval {
    let mut beat = tokio::time::interval_at(Instant::now() + every, every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}

async fn passed(until: Option<Instant>) {
    match until {
        Some(until) => tokio::time::sleep_until(until).await,
        None => std::future::pending().await,
    }
}
