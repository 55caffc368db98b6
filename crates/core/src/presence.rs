//! # Who is there and who is typing
//!
//! True for a moment only, so it lives in memory and in no table: what a marketplace reports while
//! its stream is open, and nothing once that ends. A change is announced like a commit, under
//! [`Table::Presence`](crate::changes::Table::Presence).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use parking_lot::Mutex;
use rapport_protocol::{ConversationId, TYPING_LASTS_MS};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::changes::Announcement;

/// How often a marketplace is told that the seller types in a conversation, in milliseconds.
pub(crate) const TELL_EVERY_MS: i64 = 3_000;
/// How many signals of the seller's wait for the network; a late one means nothing any more.
const MOST_SIGNALS: usize = 16;

/// Who is there and who is typing; cheap to clone.
#[derive(Clone)]
pub struct Presence(Arc<Inner>);

struct Inner {
    heard: Mutex<HashMap<i64, Heard>>,
    /// When each conversation's marketplace was last told that the seller types.
    told: Mutex<HashMap<Uuid, i64>>,
    seller: broadcast::Sender<SellerTypes>,
    announcements: broadcast::Sender<Announcement>,
}

/// What the open stream of one account has said.
#[derive(Default)]
struct Heard {
    online: HashSet<Uuid>,
    /// Until when, by conversation.
    typing: HashMap<Uuid, i64>,
}

/// The seller types, and the marketplace is to be told.
#[derive(Debug, Clone)]
pub(crate) struct SellerTypes {
    /// The account's row.
    pub(crate) account: i64,
    /// Where.
    pub(crate) conversation: ConversationId,
    /// When, in Unix milliseconds.
    pub(crate) at: i64,
}

impl Presence {
    pub(crate) fn new(announcements: broadcast::Sender<Announcement>) -> Self {
        Self(Arc::new(Inner {
            heard: Mutex::default(),
            told: Mutex::default(),
            seller: broadcast::channel(MOST_SIGNALS).0,
            announcements,
        }))
    }

    /// Whether the person is there; `None` while the account's marketplace is not heard.
    pub(crate) fn online(&self, account: i64, person: Uuid) -> Option<bool> {
        let heard = self.0.heard.lock();
        heard.get(&account).map(|it| it.online.contains(&person))
    }

    /// Whether the person is known to be there. Their name is enough: it holds the account's.
    pub(crate) fn is_there(&self, person: Uuid) -> bool {
        let heard = self.0.heard.lock();
        heard.values().any(|it| it.online.contains(&person))
    }

    /// Whether the buyer types in the conversation at `now`.
    pub(crate) fn typing(&self, account: i64, conversation: Uuid, now: i64) -> bool {
        let heard = self.0.heard.lock();
        let until = heard
            .get(&account)
            .and_then(|it| it.typing.get(&conversation));
        until.is_some_and(|until| now < *until)
    }

    /// The account's stream is open: nobody is known to be there yet.
    pub(crate) fn begin(&self, account: i64) {
        self.0.heard.lock().insert(account, Heard::default());
        self.announce(None);
    }

    /// The account's stream has ended: nothing is known any more.
    pub(crate) fn forget(&self, account: i64) {
        if self.0.heard.lock().remove(&account).is_some() {
            self.announce(None);
        }
    }

    /// A person came or went; gives whether that is news, which the caller announces.
    pub(crate) fn came(&self, account: i64, person: Uuid, online: bool) -> bool {
        let mut heard = self.0.heard.lock();
        let Some(heard) = heard.get_mut(&account) else {
            return false;
        };
        if online {
            heard.online.insert(person)
        } else {
            heard.online.remove(&person)
        }
    }

    /// The buyer types in the conversation at `now`.
    pub(crate) fn types(&self, account: i64, conversation: Uuid, now: i64) {
        let until = now.saturating_add(TYPING_LASTS_MS);
        let before = match self.0.heard.lock().get_mut(&account) {
            Some(heard) => heard.typing.insert(conversation, until),
            None => return,
        };
        if before.is_none_or(|before| before <= now) {
            self.announce(Some(vec![conversation]));
        }
    }

    /// The buyer has written: what they typed is here.
    pub(crate) fn wrote(&self, account: i64, conversation: Uuid) {
        let mut heard = self.0.heard.lock();
        let typed = heard
            .get_mut(&account)
            .and_then(|it| it.typing.remove(&conversation));
        drop(heard);
        if typed.is_some() {
            self.announce(Some(vec![conversation]));
        }
    }

    /// When the next typing of the account is over, in Unix milliseconds.
    pub(crate) fn next_end(&self, account: i64) -> Option<i64> {
        let heard = self.0.heard.lock();
        heard.get(&account)?.typing.values().min().copied()
    }

    /// Forgets whoever has not been heard to type for long enough.
    pub(crate) fn end_typing(&self, account: i64, now: i64) {
        let over: Vec<Uuid> = match self.0.heard.lock().get_mut(&account) {
            Some(heard) => {
                let over = heard.typing.extract_if(|_, until| *until <= now);
                over.map(|(conversation, _)| conversation).collect()
            }
            None => return,
        };
        if !over.is_empty() {
            self.announce(Some(over));
        }
    }

    /// Says that who is there changed; without conversations, perhaps in any.
    pub(crate) fn announce(&self, conversations: Option<Vec<Uuid>>) {
        // No screen listens while the window is closed.
        let _: Result<usize, _> = self
            .0
            .announcements
            .send(Announcement::presence(conversations));
    }

    /// The seller types: whoever speaks to the marketplace is told, though not with every letter.
    pub(crate) fn seller_types(&self, conversation: Uuid, types: SellerTypes) {
        let now = types.at;
        let mut told = self.0.told.lock();
        told.retain(|_, at| now - *at < TELL_EVERY_MS);
        if let std::collections::hash_map::Entry::Vacant(place) = told.entry(conversation) {
            place.insert(now);
            // Nobody listens while no account is connected.
            let _: Result<usize, _> = self.0.seller.send(types);
        }
    }

    /// Tells whenever the seller types, from now on.
    pub(crate) fn seller(&self) -> broadcast::Receiver<SellerTypes> {
        self.0.seller.subscribe()
    }
}

impl std::fmt::Debug for Presence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presence").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Table;

    const SHOP: i64 = 1;
    const MEI: Uuid = Uuid::from_u128(1);
    const THREAD: Uuid = Uuid::from_u128(2);

    fn presence() -> (Presence, broadcast::Receiver<Announcement>) {
        let (announcements, heard) = broadcast::channel(16);
        (Presence::new(announcements), heard)
    }

    #[test]
    fn nothing_is_known_before_and_after_the_stream() {
        let (presence, mut heard) = presence();
        assert!(!presence.came(SHOP, MEI, true), "nobody listens yet");
        assert_eq!(presence.online(SHOP, MEI), None);

        presence.begin(SHOP);
        assert_eq!(presence.online(SHOP, MEI), Some(false));
        assert!(presence.came(SHOP, MEI, true));
        assert!(!presence.came(SHOP, MEI, true), "that is no news");
        assert_eq!(presence.online(SHOP, MEI), Some(true));
        presence.types(SHOP, THREAD, 0);

        presence.forget(SHOP);
        assert_eq!(presence.online(SHOP, MEI), None);
        assert!(!presence.typing(SHOP, THREAD, 0));
        let announced = heard.try_recv().unwrap();
        assert_eq!(announced.tables, [Table::Presence]);
    }

    #[test]
    fn typing_ends_with_the_message_or_after_a_while() {
        let (presence, mut heard) = presence();
        presence.begin(SHOP);
        let _ = heard.try_recv();
        presence.types(SHOP, THREAD, 1_000);
        assert!(presence.typing(SHOP, THREAD, 1_000 + TYPING_LASTS_MS - 1));
        assert!(!presence.typing(SHOP, THREAD, 1_000 + TYPING_LASTS_MS));
        presence.types(SHOP, THREAD, 2_000);
        assert_eq!(presence.next_end(SHOP), Some(2_000 + TYPING_LASTS_MS));
        presence.end_typing(SHOP, 1_999 + TYPING_LASTS_MS);
        assert!(presence.next_end(SHOP).is_some(), "it goes on");
        let once = heard.try_recv().unwrap();
        assert_eq!(once.conversations, Some(vec![THREAD]));
        assert!(heard.try_recv().is_err(), "that it goes on is no news");

        presence.end_typing(SHOP, 2_000 + TYPING_LASTS_MS);
        assert_eq!(presence.next_end(SHOP), None);
        assert!(heard.try_recv().is_ok(), "its end is");
        presence.types(SHOP, THREAD, 3_000);
        presence.wrote(SHOP, THREAD);
        assert!(!presence.typing(SHOP, THREAD, 3_000));
    }

    #[test]
    fn the_marketplace_is_not_told_of_every_letter() {
        let (presence, _) = presence();
        let mut seller = presence.seller();
        let types = |at| {
            presence.seller_types(
                THREAD,
                SellerTypes {
                    account: SHOP,
                    conversation: "k".into(),
                    at,
                },
            );
        };
        for at in [0, 1, TELL_EVERY_MS - 1, TELL_EVERY_MS, TELL_EVERY_MS + 1] {
            types(at);
        }
        let mut told = Vec::new();
        while let Ok(types) = seller.try_recv() {
            told.push(types.at);
        }
        assert_eq!(told, [0, TELL_EVERY_MS]);
    }
}
