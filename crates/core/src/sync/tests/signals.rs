//! Who is there and who is typing, in both directions.

use rapport_protocol::{Presence, Signal, Typing};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::world::{DEADLINE, World};
use crate::changes::{Announcement, Table};
use crate::inbox::head::OpenConversation;
use crate::inbox::list::{self, InboxTab, ListConversations};
use crate::inbox::presence::{self, ConversationPresence};
use crate::sync::market::{Event, SyncError};

/// A workstation whose marketplace reports everything.
async fn lively() -> (World, crate::sync::Engine, Uuid) {
    let world = World::with(&["k"]).await;
    {
        let mut capabilities = world.market.capabilities.lock();
        (capabilities.presence, capabilities.typing) = (true, true);
    }
    let engine = world.synced().await;
    let conversation = world.conversation("k").await;
    world
        .until_market("the seller is there", |market| {
            let online = |signal: &Signal| matches!(signal, Signal::Presence(it) if it.online);
            market.signals().iter().any(online)
        })
        .await;
    (world, engine, conversation)
}

async fn shown(world: &World, conversation_id: Uuid) -> ConversationPresence {
    let args = OpenConversation { conversation_id };
    presence::presence(world.app.clone(), args).await.unwrap()
}

/// Waits until presence is announced.
async fn announced(heard: &mut broadcast::Receiver<Announcement>) -> Announcement {
    let next = async {
        loop {
            let it = heard.recv().await.unwrap();
            if it.tables.contains(&Table::Presence) {
                return it;
            }
        }
    };
    tokio::time::timeout(DEADLINE, next).await.unwrap()
}

fn comes(online: bool) -> Event {
    Event::Presence(Presence {
        person_id: "p".into(),
        online,
    })
}

#[tokio::test]
async fn who_is_there_is_shown_until_the_stream_ends() {
    let (world, engine, conversation) = lively().await;
    let mut heard = world.app.db.announcements();
    assert_eq!(shown(&world, conversation).await.online, Some(false));
    world.market.says(comes(true));
    let said = announced(&mut heard).await;
    assert_eq!(said.conversations, Some(vec![conversation]));
    assert_eq!(shown(&world, conversation).await.online, Some(true));
    let window = ListConversations {
        tab: Some(InboxTab::Open),
        at: None,
        before: 0,
        after: 10,
    };
    let page = list::list(world.app.clone(), window).await.unwrap();
    assert!(page.rows[0].online);

    world
        .market
        .fails(Some(SyncError::Unreachable { arrived: true }));
    announced(&mut heard).await;
    assert_eq!(
        shown(&world, conversation).await.online,
        None,
        "nobody knows"
    );
    engine.stop().await;
}

#[tokio::test]
async fn typing_is_shown_until_the_message_comes() {
    let (world, engine, conversation) = lively().await;
    let mut heard = world.app.db.announcements();
    world.market.says(Event::Typing(Typing {
        conversation_id: "k".into(),
        person_id: "p".into(),
    }));
    let said = announced(&mut heard).await;
    assert_eq!(said.conversations, Some(vec![conversation]));
    assert!(shown(&world, conversation).await.typing);
    world.asks("k", "And the lid?");
    announced(&mut heard).await;
    assert!(!shown(&world, conversation).await.typing);
    engine.stop().await;
}

#[tokio::test]
async fn a_marketplace_that_does_not_report_shows_nothing() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    let conversation = world.conversation("k").await;
    world.until("SELECT state FROM accounts", "online").await;
    let args = OpenConversation {
        conversation_id: conversation,
    };
    presence::typing(world.app.clone(), args).await.unwrap();
    let nothing = ConversationPresence {
        online: None,
        typing: false,
    };
    assert_eq!(shown(&world, conversation).await, nothing);
    world.asks("k", "Hello?");
    world.until("SELECT count(*) FROM messages", "2").await;
    assert!(world.market.signals().is_empty(), "and is told nothing");
    engine.stop().await;
}

#[tokio::test]
async fn the_marketplace_hears_that_the_seller_types() {
    let (world, engine, conversation_id) = lively().await;
    for _ in 0..5 {
        let args = OpenConversation { conversation_id };
        presence::typing(world.app.clone(), args).await.unwrap();
    }
    let typing = |signal: &Signal| matches!(signal, Signal::Typing(it) if it.conversation_id.as_str() == "k");
    world
        .until_market("it hears", |market| market.signals().iter().any(typing))
        .await;
    let told = world.market.signals().into_iter().filter(typing).count();
    assert_eq!(told, 1, "and not with every letter");
    engine.stop().await;
}
