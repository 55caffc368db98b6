//! Replies that stay for some seconds so that they can be undone.

use super::world::World;
use crate::accounts;
use crate::inbox::composer::{self, AddNote, ReplyToConversation};
use crate::inbox::head::OpenConversation;
use crate::journal::{self, UndoneAct};
use crate::settings::{self, Sending};
use crate::sync::outbox::{self, ChooseOutboxEntry, OutboxEntry, OutboxState};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";

async fn sends(world: &World, text: &str) -> OutboxEntry {
    let args = ReplyToConversation {
        conversation_id: world.conversation("k").await,
        text: text.to_owned(),
        undoable: true,
        ..ReplyToConversation::default()
    };
    composer::reply(world.app.clone(), args).await.unwrap()
}

async fn stays(world: &World, undo_seconds: u32) {
    settings::set_sending(world.app.clone(), Sending { undo_seconds })
        .await
        .unwrap();
}

async fn undone(world: &World) -> Option<UndoneAct> {
    journal::undo(world.app.clone(), ()).await.unwrap().act
}

#[tokio::test]
async fn it_stays_for_the_seconds_that_the_seller_chose_and_then_leaves() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    stays(&world, 1).await;
    let first = sends(&world, "First").await;
    assert_eq!(first.state, OutboxState::Queued);
    assert_eq!(first.leaves_at, Some(first.created_at + 1000));
    // What is written afterwards does not overtake it.
    world.replies("k", "Second").await;
    // A network that comes back is no reason to hurry.
    accounts::try_now(world.app.clone(), ()).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(world.market.sent().is_empty());
    world.until(STATES, "sent sent").await;
    assert_eq!(world.market.has(), ["First", "Second"]);
    let left = world.ask("SELECT changed_at - created_at >= 1000 FROM outbox LIMIT 1");
    assert_eq!(left.await, "1");

    stays(&world, 0).await;
    let at_once = sends(&world, "Third").await;
    assert_eq!(at_once.leaves_at, None);
    world.until(STATES, "sent sent sent").await;
    engine.stop().await;
}

#[tokio::test]
async fn undo_takes_back_the_newest_and_puts_its_words_into_the_draft() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    stays(&world, 30).await;
    let conversation_id = world.conversation("k").await;
    sends(&world, "Too soon").await;
    assert_eq!(undone(&world).await, Some(UndoneAct::ReplySent));
    assert_eq!(world.ask(STATES).await, "cancelled");
    let open = OpenConversation { conversation_id };
    let drafts = composer::drafts(world.app.clone(), open).await.unwrap();
    assert_eq!(drafts.reply, "Too soon");
    assert_eq!(undone(&world).await, None);

    // What was done after it is undone first.
    sends(&world, "Later").await;
    let note = AddNote {
        conversation_id,
        text: "Likes green".to_owned(),
    };
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    composer::note(world.app.clone(), note).await.unwrap();
    assert_eq!(undone(&world).await, Some(UndoneAct::NoteAdded));
    assert_eq!(undone(&world).await, Some(UndoneAct::ReplySent));
    assert!(world.market.sent().is_empty());
    engine.stop().await;
}

#[tokio::test]
async fn it_can_be_told_to_leave_now() {
    let world = World::with(&["k"]).await;
    let engine = world.synced().await;
    stays(&world, 30).await;
    let entry = sends(&world, "At once").await;
    let told = outbox::retry(world.app.clone(), ChooseOutboxEntry { id: entry.id })
        .await
        .unwrap();
    assert_eq!(told.leaves_at, None);
    world.until(STATES, "sent").await;
    // What has left cannot be undone.
    assert_eq!(undone(&world).await, None);
    engine.stop().await;
}
