//! # Signals
//!
//! Who is there and who is typing, in both directions. What buyers do comes with the stream of hints
//! and is forgotten when that ends; what the seller does is told when it happens, and not again.

use rapport_protocol::{Presence, RecordKind, SellerPresence, SellerTyping, Signal, Typing};
use rusqlite::Connection;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Duration;
use uuid::Uuid;

use super::link::Link;
use crate::error::Result;
use crate::id;
use crate::presence::TELL_EVERY_MS;

/// The most conversations of one person that are said to have changed when they come or go.
const MOST_CONVERSATIONS: u32 = 64;

/// For as long as it is held, what the stream says is believed.
pub(super) struct Hearing<'a>(&'a Link);

impl<'a> Hearing<'a> {
    /// The stream is open; it begins with those who are there.
    pub(super) fn begin(link: &'a Link) -> Self {
        link.app.presence.begin(link.account.row);
        Self(link)
    }

    /// A buyer came or went.
    pub(super) async fn came(&self, presence: &Presence) {
        let Self(link) = self;
        let person = id::derived(
            link.account.id,
            RecordKind::Person,
            presence.person_id.as_str(),
        );
        let app = &link.app;
        if !app.presence.came(link.account.row, person, presence.online) {
            return;
        }
        match app.db.read(move |db| conversations_of(db, person)).await {
            Ok(conversations) if conversations.is_empty() => {}
            Ok(conversations) => app.presence.announce(Some(conversations)),
            Err(fault) => {
                tracing::error!(%fault, "a person's conversations cannot be read");
                app.presence.announce(None);
            }
        }
    }

    /// A buyer is typing.
    pub(super) fn types(&self, typing: &Typing) {
        let Self(link) = self;
        let remote = typing.conversation_id.as_str();
        let conversation = id::derived(link.account.id, RecordKind::Conversation, remote);
        let now = link.app.clock.now();
        link.app.presence.types(link.account.row, conversation, now);
    }

    /// Waits until somebody has stopped typing, and forgets it.
    pub(super) async fn stopped_typing(&self) {
        let Self(link) = self;
        let Some(until) = link.app.presence.next_end(link.account.row) else {
            return std::future::pending().await;
        };
        let left = until.saturating_sub(link.app.clock.now());
        tokio::time::sleep(Duration::from_millis(u64::try_from(left).unwrap_or(0))).await;
        let now = link.app.clock.now();
        link.app.presence.end_typing(link.account.row, now);
    }
}

impl Drop for Hearing<'_> {
    fn drop(&mut self) {
        self.0.app.presence.forget(self.0.account.row);
    }
}

/// Says that the seller is there, where the marketplace wants to know.
pub(super) async fn say_there(link: &Link) {
    if link.capabilities().presence {
        say(link, Signal::Presence(SellerPresence { online: true })).await;
    }
}

/// Says whenever the seller types; never ends by itself.
pub(super) async fn say_typing(link: &Link) {
    let mut seller = link.app.presence.seller();
    loop {
        match seller.recv().await {
            Ok(types) if types.account == link.account.row => {
                // One that waited behind a slow answer would be a lie by now.
                if link.app.clock.now() - types.at < TELL_EVERY_MS {
                    let conversation_id = types.conversation;
                    say(link, Signal::Typing(SellerTyping { conversation_id })).await;
                }
            }
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Says something once: whether it is heard changes nothing here.
async fn say(link: &Link, signal: Signal) {
    if let Err(fault) = link.market.signal(&signal).await {
        tracing::debug!(account = link.account.row, %fault, "a signal was not heard");
    }
}

fn conversations_of(db: &Connection, person: Uuid) -> Result<Vec<Uuid>> {
    let mut rows = db.prepare_cached(
        "SELECT c.id FROM conversations c
         WHERE c.person = (SELECT p.row FROM persons p WHERE p.id = ?1) AND c.deleted = 0
         ORDER BY c.opened_at DESC LIMIT ?2",
    )?;
    let rows = rows.query_map((person, MOST_CONVERSATIONS), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
