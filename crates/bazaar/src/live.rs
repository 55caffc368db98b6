//! What is true for a moment only: who is there, and who is typing. None of it is stored.
//!
//! Buyers are there while one of their event streams is open, or while somebody says so for them. A
//! seller is there when their workstation says so and its stream is open: a program that crashed has
//! left. Typing is told to the streams that are open, and forgotten.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::broadcast;

use crate::bell::Bell;
use crate::store::Role;

/// How many typing signals a slow stream may be behind before it misses some.
const TYPING_KEPT: usize = 64;

/// Somebody is typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// On which side.
    pub(crate) by: Role,
    /// The seller of the conversation.
    pub(crate) seller: String,
    /// Its buyer.
    pub(crate) buyer: String,
    /// Where.
    pub(crate) conversation: String,
}

/// Who is there and who types. Clones are the same.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    buyers: Arc<Mutex<HashMap<String, Seat>>>,
    sellers: Arc<Mutex<HashMap<String, Seat>>>,
    typing: broadcast::Sender<Typed>,
    bell: Bell,
}

/// What makes somebody be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seat {
    streams: u32,
    said: bool,
}

impl Live {
    /// Nobody is there. The bell rings when that changes.
    pub(crate) fn new(bell: Bell) -> Self {
        Self {
            buyers: Arc::default(),
            sellers: Arc::default(),
            typing: broadcast::Sender::new(TYPING_KEPT),
            bell,
        }
    }

    /// Notes that a stream of theirs is open, until the answer is dropped and `linger` has passed.
    pub(crate) fn arrive(&self, role: Role, id: &str, linger: Duration) -> Here {
        self.change(role, id, |seat| seat.streams += 1);
        Here {
            live: self.clone(),
            role,
            id: id.to_owned(),
            linger,
        }
    }

    /// Notes what is said of them, whatever streams are open.
    pub(crate) fn say(&self, role: Role, id: &str, online: bool) {
        self.change(role, id, |seat| seat.said = online);
    }

    /// Whether a stream of theirs is open.
    pub(crate) fn listens(&self, role: Role, id: &str) -> bool {
        let seats = match role {
            Role::Buyer => self.buyers.lock(),
            Role::Seller => self.sellers.lock(),
        };
        seats.get(id).is_some_and(|seat| seat.streams > 0)
    }

    /// The buyers who are there.
    pub(crate) fn buyers(&self) -> Vec<String> {
        self.buyers.lock().keys().cloned().collect()
    }

    /// The sellers who are there.
    pub(crate) fn sellers(&self) -> Vec<String> {
        let sellers = self.sellers.lock();
        let there = sellers
            .iter()
            .filter(|(_, seat)| seat.said && seat.streams > 0);
        there.map(|(id, _)| id.clone()).collect()
    }

    /// Tells the open streams that somebody is typing.
    pub(crate) fn typed(&self, typed: Typed) {
        // An error says that nobody listens.
        let _ = self.typing.send(typed);
    }

    /// Hears of typing from now on.
    pub(crate) fn hear(&self) -> broadcast::Receiver<Typed> {
        self.typing.subscribe()
    }

    fn change(&self, role: Role, id: &str, change: impl FnOnce(&mut Seat)) {
        let mut seats = match role {
            Role::Buyer => self.buyers.lock(),
            Role::Seller => self.sellers.lock(),
        };
        let seat = seats.entry(id.to_owned()).or_default();
        let before = *seat;
        change(seat);
        let changed = *seat != before;
        if *seat == Seat::default() {
            seats.remove(id);
        }
        drop(seats);
        if changed {
            self.bell.ring();
        }
    }
}

/// Somebody is there while this is kept.
#[derive(Debug)]
pub(crate) struct Here {
    live: Live,
    role: Role,
    id: String,
    linger: Duration,
}

impl Drop for Here {
    fn drop(&mut self) {
        let (live, role, id, linger) = (self.live.clone(), self.role, self.id.clone(), self.linger);
        let leave = move || {
            live.change(role, &id, |seat| {
                seat.streams = seat.streams.saturating_sub(1);
            });
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) if !linger.is_zero() => {
                runtime.spawn(async move {
                    tokio::time::sleep(linger).await;
                    leave();
                });
            }
            _ => leave(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buyer_is_there_for_a_stream_or_a_word_and_a_seller_for_both() {
        let live = Live::new(Bell::new());
        let first = live.arrive(Role::Buyer, "mara", Duration::ZERO);
        let second = live.arrive(Role::Buyer, "mara", Duration::ZERO);
        drop(first);
        assert_eq!(live.buyers(), ["mara"], "one stream is left");
        drop(second);
        assert!(live.buyers().is_empty());
        live.say(Role::Buyer, "tom", true);
        assert_eq!(live.buyers(), ["tom"]);
        live.say(Role::Buyer, "tom", false);
        assert!(live.buyers().is_empty());

        live.say(Role::Seller, "kiln", true);
        assert!(live.sellers().is_empty(), "no workstation listens");
        let stream = live.arrive(Role::Seller, "kiln", Duration::ZERO);
        assert_eq!(live.sellers(), ["kiln"]);
        drop(stream);
        assert!(live.sellers().is_empty(), "it may have crashed");
        let stream = live.arrive(Role::Seller, "kiln", Duration::ZERO);
        assert_eq!(
            live.sellers(),
            ["kiln"],
            "it came back and had not said otherwise"
        );
        drop(stream);
    }
}
