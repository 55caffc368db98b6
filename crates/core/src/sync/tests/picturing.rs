//! Replies with pictures: they go ahead, once, and are there whatever happens between.

use rapport_protocol::{Act, Body, Open, Operation};
use uuid::Uuid;

use super::fake::Verdict;
use super::world::World;
use crate::inbox::composer::{self, AnswerMessage, Drafts, ReplyToConversation};
use crate::inbox::head::OpenConversation;
use crate::inbox::pictures::{self, Fitted, RemovePicture};
use crate::sync::Engine;
use crate::sync::market::SyncError;
use crate::sync::outbox::{self, ChooseOutboxEntry, EditOutboxEntry, OutboxEntry};

const STATES: &str = "SELECT state FROM outbox ORDER BY row";
const ASKED: &str = "SELECT count(*) FROM messages WHERE text = 'Which one?'";
const CAN: &str = "SELECT json_extract(capabilities, '$.messages.attachments.max') FROM accounts";

/// A marketplace that takes three pictures.
async fn gallery(keys: bool) -> (World, Engine) {
    let world = World::with(&["k"]).await;
    {
        let mut capabilities = world.market.capabilities.lock();
        capabilities.idempotency.keys = keys;
        capabilities.expects = keys;
        capabilities.messages.reply_to = true;
        capabilities.messages.attachments.max = 3;
    }
    let engine = world.synced().await;
    world.until(CAN, "3").await;
    (world, engine)
}

fn drawn(byte: u8) -> Fitted {
    Fitted {
        media_type: "image/png".to_owned(),
        width: 30,
        height: 20,
        bytes: vec![byte; 100],
        stilled: false,
    }
}

impl World {
    async fn adds(&self, byte: u8) -> Uuid {
        let conversation = self.conversation("k").await;
        let added = pictures::keep(self.app.clone(), conversation, drawn(byte)).await;
        added.unwrap().id
    }

    async fn shows(&self, pictures: &[Uuid], text: &str) -> OutboxEntry {
        let reply = ReplyToConversation {
            conversation_id: self.conversation("k").await,
            text: text.to_owned(),
            pictures: pictures.to_vec(),
            ..ReplyToConversation::default()
        };
        composer::reply(self.app.clone(), reply).await.unwrap()
    }

    async fn draft(&self) -> Drafts {
        let conversation_id = self.conversation("k").await;
        let open = OpenConversation { conversation_id };
        composer::drafts(self.app.clone(), open).await.unwrap()
    }

    async fn read(&self, picture: Uuid) -> Option<Vec<u8>> {
        let read = crate::sync::pictures::read(&self.app, picture).await;
        read.unwrap().map(|(_, bytes)| bytes)
    }
}

/// What an operation shows, by the marketplace's names.
fn shown(operation: &Operation) -> Vec<String> {
    match &operation.act {
        Open::Known(Act::Message(message)) => match &message.body {
            Open::Known(Body::Picture(body)) => body.pictures().map(|it| it.id.0.clone()).collect(),
            _ => Vec::new(),
        },
        other => panic!("{other:?}"),
    }
}

fn ids(draft: &Drafts) -> Vec<Uuid> {
    draft.pictures.iter().map(|it| it.id).collect()
}

#[tokio::test]
async fn pictures_go_ahead_in_their_order_and_are_not_fetched_again() {
    let (world, engine) = gallery(true).await;
    let (first, second) = (world.adds(1).await, world.adds(2).await);
    assert_eq!(ids(&world.draft().await), [first, second]);
    let entry = world.shows(&[first, second], "").await;
    let own: Vec<_> = entry.pictures.iter().map(|it| it.id).collect();
    assert_eq!(own, [first, second]);
    world.until(STATES, "sent").await;
    let brought = world.market.brought();
    let keys: Vec<_> = brought.iter().map(|it| it.key.clone()).collect();
    assert_eq!(keys, [first.to_string(), second.to_string()]);
    let sent = world.market.sent();
    assert_eq!(
        shown(&sent[0]),
        [format!("there-{first}"), format!("there-{second}")]
    );
    assert_eq!(world.draft().await, Drafts::default());
    // The bytes are kept with the message, under our name too, and once.
    assert_eq!(
        world.ask("SELECT count(*) FROM own_picture_bytes").await,
        "0"
    );
    let there = "SELECT count(*) FROM pictures WHERE bytes IS NOT NULL";
    assert_eq!(world.ask(there).await, "2");
    assert_eq!(world.read(second).await, Some(vec![2; 100]));
    let more = "SELECT json_array_length(more_pictures) FROM messages WHERE author = 'seller'";
    assert_eq!(world.ask(more).await, "1");
    engine.stop().await;
}

#[tokio::test]
async fn a_crash_between_picture_and_reply_sends_neither_twice() {
    let (world, engine) = gallery(true).await;
    world.market.judges(|_| Verdict::Hang);
    let picture = world.adds(1).await;
    world.shows(&[picture], "Look").await;
    world.until(STATES, "sending").await;
    engine.kill();
    world.market.judges(|_| Verdict::Accept);
    let engine = world.synced().await;
    world.until(STATES, "sent").await;
    assert_eq!(world.market.brought().len(), 1);
    assert_eq!(world.market.has(), ["Look"]);
    engine.stop().await;
}

#[tokio::test]
async fn without_keys_a_crash_while_a_picture_goes_ahead_leaves_nothing_uncertain() {
    let (world, engine) = gallery(false).await;
    world
        .market
        .stores(|_| Err(SyncError::Unreachable { arrived: true }));
    let picture = world.adds(1).await;
    world.shows(&[picture], "Look").await;
    world
        .until_market("it is tried", |it| !it.brought().is_empty())
        .await;
    engine.kill();
    assert_eq!(world.ask(STATES).await, "queued", "nothing of it has left");
    assert_eq!(world.read(picture).await, Some(vec![1; 100]));
    world.market.stores(|_| Ok(()));
    let engine = world.synced().await;
    world.until(STATES, "sent").await;
    assert_eq!(world.market.has(), ["Look"]);
    engine.stop().await;
}

#[tokio::test]
async fn without_keys_a_reply_is_recognised_by_its_words_and_how_many_pictures_it_shows() {
    let (world, engine) = gallery(false).await;
    // Somewhere else the seller says the same, with fewer pictures, while our answer gets lost.
    let fault = SyncError::Unreachable { arrived: true };
    let mut verdicts = vec![Verdict::AcceptAndLose, Verdict::Fail(fault)].into_iter();
    world
        .market
        .judges(move |_| verdicts.next().unwrap_or(Verdict::Accept));
    let (first, second) = (world.adds(1).await, world.adds(2).await);
    world.shows(&[first, second], "Look").await;
    world.until(STATES, "sent").await;
    // The same words with one picture did not arrive: the message with two is not it.
    let third = world.adds(3).await;
    world.shows(&[third], "Look").await;
    world.until(STATES, "sent held").await;
    assert_eq!(world.market.has().len(), 1);
    engine.stop().await;
}

#[tokio::test]
async fn what_is_taken_back_gives_its_pictures_and_what_it_answers_back() {
    let (world, engine) = gallery(true).await;
    world.asks("k", "Which one?");
    world.until(ASKED, "1").await;
    let asked = crate::id::derived(
        world.account().await.id,
        rapport_protocol::RecordKind::Message,
        "k/Which one?",
    );
    world
        .market
        .stores(|_| Err(SyncError::ServerFailed { retry_after: None }));
    let conversation_id = world.conversation("k").await;
    let chosen = AnswerMessage {
        conversation_id,
        message_id: Some(asked),
    };
    composer::answer(world.app.clone(), chosen).await.unwrap();
    let picture = world.adds(1).await;
    let quoted = world.draft().await.answers.unwrap();
    assert_eq!((quoted.id, quoted.words.as_str()), (asked, "Which one?"));
    let reply = ReplyToConversation {
        conversation_id,
        text: "This one".to_owned(),
        pictures: vec![picture],
        answers: Some(asked),
        ..ReplyToConversation::default()
    };
    let entry = composer::reply(world.app.clone(), reply).await.unwrap();
    assert_eq!(entry.answers.as_ref().map(|it| it.id), Some(asked));
    assert!(entry.editable, "while pictures go ahead nothing has left");
    let id = entry.id;
    let edit = EditOutboxEntry {
        id,
        text: String::new(),
    };
    let reworded = outbox::edit(world.app.clone(), edit).await.unwrap();
    assert_eq!((reworded.text.as_str(), reworded.pictures.len()), ("", 1));
    // Meanwhile there is another draft: what comes back joins it.
    let added = world.adds(2).await;
    outbox::discard(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    let draft = world.draft().await;
    assert_eq!(ids(&draft), [picture, added]);
    assert_eq!(draft.answers.map(|it| it.id), Some(asked));
    assert_eq!(world.read(picture).await, Some(vec![1; 100]));
    let remove = RemovePicture {
        conversation_id,
        picture_id: picture,
    };
    pictures::remove(world.app.clone(), remove).await.unwrap();
    assert_eq!(world.read(picture).await, None, "freed");
    assert_eq!(
        world.ask("SELECT count(*) FROM own_picture_bytes").await,
        "1"
    );
    assert_eq!(world.market.has(), [""; 0]);
    engine.stop().await;
}

#[tokio::test]
async fn the_message_that_is_answered_travels_along_and_is_quoted() {
    let (world, engine) = gallery(true).await;
    world.asks("k", "Which one?");
    world.until(ASKED, "1").await;
    let name = |remote| {
        let account = world.account();
        async move {
            crate::id::derived(
                account.await.id,
                rapport_protocol::RecordKind::Message,
                remote,
            )
        }
    };
    let asked = name("k/Which one?").await;
    let reply = ReplyToConversation {
        conversation_id: world.conversation("k").await,
        text: "This one".to_owned(),
        answers: Some(asked),
        ..ReplyToConversation::default()
    };
    composer::reply(world.app.clone(), reply).await.unwrap();
    world.until(STATES, "sent").await;
    let Open::Known(Act::Message(message)) = &world.market.sent()[0].act else {
        panic!("it is a message");
    };
    assert_eq!(message.reply_to, Some("k/Which one?".into()));
    let quoted = "SELECT count(*) FROM messages m JOIN messages q ON q.id = m.reply_to
                  WHERE q.text = 'Which one?'";
    assert_eq!(world.ask(quoted).await, "1");
    engine.stop().await;
}

#[tokio::test]
async fn a_picture_that_is_refused_stops_its_reply_and_a_new_try_brings_it_again() {
    let (world, engine) = gallery(true).await;
    let detail = "No such pictures here.".to_owned();
    let mut refusals = vec![SyncError::Refused { detail }];
    world
        .market
        .stores(move |_| refusals.pop().map_or(Ok(()), Err));
    let picture = world.adds(1).await;
    let id = world.shows(&[picture], "Look").await.id;
    world.until(STATES, "rejected").await;
    assert!(world.market.sent().is_empty());
    outbox::retry(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    assert_eq!(world.market.brought().len(), 2);
    engine.stop().await;
}

#[tokio::test]
async fn what_the_marketplace_has_forgotten_meanwhile_is_brought_again() {
    let (world, engine) = gallery(true).await;
    let mut first = true;
    world.market.judges(move |_| {
        if std::mem::take(&mut first) {
            let detail = "The picture is not stored here.".to_owned();
            return Verdict::Fail(SyncError::Refused { detail });
        }
        Verdict::Accept
    });
    let picture = world.adds(1).await;
    let id = world.shows(&[picture], "Look").await.id;
    world.until(STATES, "rejected").await;
    outbox::retry(world.app.clone(), ChooseOutboxEntry { id })
        .await
        .unwrap();
    world.until(STATES, "sent").await;
    assert_eq!(world.market.brought().len(), 2);
    // What lay for a day is brought again before it leaves, too.
    engine.stop().await;
    let picture = world.adds(2).await;
    world.shows(&[picture], "And this").await;
    world
        .run("UPDATE own_pictures SET remote = '{\"id\":\"old\",\"mediaType\":\"image/png\",\"width\":1,\"height\":1,\"bytes\":1}', stored_at = 1 WHERE became IS NULL")
        .await;
    let engine = world.synced().await;
    world.until(STATES, "sent sent").await;
    let sent = world.market.sent();
    assert_eq!(shown(sent.last().unwrap()), [format!("there-{picture}")]);
    engine.stop().await;
}

#[tokio::test]
async fn a_reply_shows_no_more_than_the_account_takes_and_only_its_own() {
    let (world, engine) = gallery(true).await;
    let mut added = Vec::new();
    for byte in 1..=3 {
        added.push(world.adds(byte).await);
    }
    let conversation = world.conversation("k").await;
    let another = pictures::keep(world.app.clone(), conversation, drawn(4)).await;
    assert!(matches!(
        another,
        Err(crate::Error::TooManyPictures { max: 3 })
    ));
    let strange = ReplyToConversation {
        conversation_id: conversation,
        pictures: vec![Uuid::from_u128(7)],
        ..ReplyToConversation::default()
    };
    let strange = composer::reply(world.app.clone(), strange).await;
    assert!(matches!(strange, Err(crate::Error::NotFound(_))));
    assert_eq!(ids(&world.draft().await), added);
    // A draft of pictures alone is one.
    assert_eq!(
        world.ask("SELECT draft_key IS NOT NULL FROM inbox").await,
        "1"
    );
    engine.stop().await;
}

#[tokio::test]
async fn pictures_on_a_slow_line_do_not_hold_up_other_conversations() {
    let names = ["k", "l", "m", "n", "o", "p"];
    let world = World::with(&names).await;
    world.market.capabilities.lock().messages.attachments.max = 3;
    let engine = world.synced().await;
    world.until(CAN, "3").await;
    let (open, opened) = tokio::sync::watch::channel(false);
    world.market.waits_for(opened);
    for name in ["k", "l", "m", "n", "o"] {
        let conversation = world.conversation(name).await;
        let added = pictures::keep(world.app.clone(), conversation, drawn(1)).await;
        let reply = ReplyToConversation {
            conversation_id: conversation,
            pictures: vec![added.unwrap().id],
            ..ReplyToConversation::default()
        };
        composer::reply(world.app.clone(), reply).await.unwrap();
    }
    world.replies("p", "Words").await;
    world
        .until_market("words pass", |it| it.has() == ["Words"])
        .await;
    assert_eq!(world.market.brought().len(), 2, "two at a time");
    open.send_replace(true);
    world
        .until("SELECT count(*) FROM outbox WHERE state = 'sent'", "6")
        .await;
    engine.stop().await;
}
