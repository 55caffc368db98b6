//! Signing in, giving it up, and disconnecting.

use serde_json::{Value, json};
use uuid::Uuid;

use super::world::{DEADLINE, World};
use crate::accounts::disconnect::{self, DisconnectAccount};
use crate::accounts::sign_in::{self, ChooseSignIn, SignInState, SignInStep};
use crate::accounts::{self, Reason};
use crate::error::Error;
use crate::sync::access::SignInFault;
use crate::sync::market::SyncError;
use crate::sync::outbox::{self, ChooseOutboxEntry, OutboxState};

const STEP: &str = "SELECT state FROM sign_ins";

async fn state(world: &World, id: Uuid) -> SignInState {
    let choice = ChooseSignIn { id };
    sign_in::state(world.app.clone(), choice).await.unwrap()
}

async fn cancel(world: &World, id: Uuid) -> SignInState {
    let choice = ChooseSignIn { id };
    sign_in::cancel(world.app.clone(), choice).await.unwrap()
}

#[tokio::test]
async fn the_seller_agrees_and_the_shop_is_connected() {
    let world = World::empty();
    world.market.capabilities.lock().shop = "Jade & Clay".to_owned();
    let id = world.begins_to_sign_in().await;
    let waiting = state(&world, id).await;
    assert_eq!(waiting.state, SignInStep::Waiting);
    assert_eq!(waiting.base_url, "http://127.0.0.1:1");

    assert!(world.door.agree());
    let front = tokio::time::timeout(DEADLINE, world.app.front.notified()).await;
    front.expect("the window comes to the front");
    let done = state(&world, id).await;
    let status = accounts::status(world.app.clone(), ()).await.unwrap();
    assert_eq!(done.state, SignInStep::Done);
    assert_eq!(done.account_id, Some(status.accounts[0].id));
    assert_eq!(
        status.name, "Jade & Clay",
        "the marketplace says what the shop is called"
    );
    let engine = world.synced().await;
    world.until("SELECT state FROM accounts", "online").await;
    engine.stop().await;
}

#[tokio::test]
async fn whoever_signs_in_again_gives_the_old_pair_back() {
    let world = World::empty();
    world.signs_in().await;
    world.market.capabilities.lock().shop = "127.0.0.1:1".to_owned();
    world.begins_to_sign_in().await;
    world.door.agree();
    world.until(STEP, "done").await;
    world
        .until_market("it is given back", |_| {
            world.door.given_back() == ["accesscanary1"]
        })
        .await;
    assert_eq!(world.ask("SELECT count(*) FROM accounts").await, "1");
    let token = "SELECT token FROM accounts";
    assert_eq!(world.ask(token).await, "accesscanary2");
}

#[tokio::test]
async fn a_shop_without_a_name_is_called_after_its_marketplace() {
    let world = World::empty();
    world.signs_in().await;
    assert_eq!(world.ask("SELECT name FROM accounts").await, "127.0.0.1:1");
}

#[tokio::test]
async fn why_it_came_to_nothing_is_said() {
    let gone = SyncError::Unreachable { arrived: true };
    for (fault, reason) in [
        (SignInFault::Declined, Reason::Declined),
        (SignInFault::TooLate, Reason::TooLate),
        (SignInFault::Market(gone), Reason::Unreachable),
    ] {
        let world = World::empty();
        let id = world.begins_to_sign_in().await;
        assert!(world.door.answer(Err(fault)));
        world.until(STEP, "failed").await;
        assert_eq!(state(&world, id).await.reason, Some(reason));
        assert_eq!(world.ask("SELECT count(*) FROM accounts").await, "0");
    }
}

#[tokio::test]
async fn what_was_granted_and_cannot_be_used_is_given_back() {
    let world = World::empty();
    let id = world.begins_to_sign_in().await;
    world
        .market
        .fails(Some(SyncError::Unreachable { arrived: false }));
    world.door.agree();
    world.until(STEP, "failed").await;
    assert_eq!(state(&world, id).await.reason, Some(Reason::Unreachable));
    world
        .until_market("it is given back", |_| {
            world.door.given_back() == ["accesscanary1"]
        })
        .await;
}

#[tokio::test]
async fn whoever_gives_up_or_begins_anew_is_no_longer_listened_to() {
    let world = World::empty();
    let first = world.begins_to_sign_in().await;
    assert_eq!(cancel(&world, first).await.state, SignInStep::Cancelled);
    world
        .until_market("nobody listens", |_| !world.door.agree())
        .await;

    let second = world.begins_to_sign_in().await;
    let third = world.begins_to_sign_in().await;
    let gone = sign_in::state(world.app.clone(), ChooseSignIn { id: second }).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    world.door.agree();
    world.until(STEP, "done").await;
    assert_eq!(
        cancel(&world, third).await.state,
        SignInStep::Done,
        "it stays as it ended"
    );
}

#[tokio::test]
async fn a_sign_in_does_not_outlive_the_program() {
    let world = World::empty();
    let id = world.begins_to_sign_in().await;
    world.app.sign_in.give_up().await;
    let engine = world.start();
    world.until(STEP, "failed").await;
    assert_eq!(state(&world, id).await.reason, Some(Reason::Interrupted));
    engine.stop().await;
}

#[tokio::test]
async fn a_disconnected_account_keeps_everything_and_sends_nothing() {
    let world = World::with(&["k"]).await;
    world.signs_in().await;
    let engine = world.synced().await;
    world.until("SELECT state FROM accounts", "online").await;
    let account_id = world.account().await.id;
    let args = DisconnectAccount { account_id };
    let status = disconnect::disconnect(world.app.clone(), args)
        .await
        .unwrap();
    assert_eq!(status.state, accounts::AccountState::Disconnected);
    world
        .until_market("the tokens are given back", |_| {
            world.door.given_back() == ["accesscanary1"]
        })
        .await;
    let tokens = "SELECT token = '' AND refresh_token IS NULL FROM accounts";
    assert_eq!(world.ask(tokens).await, "1", "nothing of them stays");
    assert_eq!(world.ask("SELECT count(*) FROM messages").await, "1");

    let held = world.replies("k", "Yes, it is.").await;
    assert_eq!(held.state, OutboxState::Held);
    assert_eq!(held.reason, Some(Reason::Disconnected));
    assert!(held.editable);
    let retried = outbox::retry(world.app.clone(), ChooseOutboxEntry { id: held.id }).await;
    assert_eq!(retried.unwrap().state, OutboxState::Held);
    world
        .until_market("nobody listens any more", |market| market.listeners() == 0)
        .await;
    let questions = world.market.asked().len();
    world.asks("k", "Hello?");
    assert!(world.market.sent().is_empty(), "nothing leaves");
    assert_eq!(
        world.market.asked().len(),
        questions,
        "and nothing is asked"
    );
    assert_eq!(
        world.ask("SELECT state FROM accounts").await,
        "disconnected"
    );

    world.signs_in().await;
    world.until("SELECT state FROM outbox", "sent").await;
    assert_eq!(
        world.account().await.id,
        account_id,
        "it is the same account"
    );
    assert_eq!(world.market.has(), ["Yes, it is."]);
    world.until("SELECT count(*) FROM messages", "3").await;
    engine.stop().await;
}

#[tokio::test]
async fn neither_the_log_nor_the_page_holds_a_secret() {
    let (log, _logged) = crate::testing::log();
    let world = World::with(&["k"]).await;
    world.market.capabilities.lock().shop = "shop".to_owned();
    let mut answers = Vec::new();
    let mut say = async |command: &str, args: Value| {
        let answer = crate::ipc::run_open(world.app.clone(), command, args).await;
        let answer: Value = answer.unwrap().read().unwrap();
        answers.push(answer.clone());
        answer
    };
    let begun = say(
        "accounts.signIn",
        json!({ "baseUrl": "http://127.0.0.1:1" }),
    )
    .await;
    world.door.agree();
    world.until(STEP, "done").await;
    say("accounts.signInState", json!({ "id": begun["id"] })).await;
    let engine = world.synced().await;
    world.door.closes();
    world.asks("k", "Hello?");
    world.until("SELECT count(*) FROM messages", "2").await;
    let status = say("accounts.status", Value::Null).await;
    world.door.forgets();
    world.asks("k", "Hello??");
    world.until("SELECT state FROM accounts", "revoked").await;
    let account = &status["accounts"][0]["id"];
    say("accounts.disconnect", json!({ "accountId": account })).await;
    engine.stop().await;
    tracing::info!(access = ?world.access().await, "what is printed on purpose");

    assert_eq!(world.door.shown().len(), 2, "there was something to hide");
    let log = log.text();
    assert!(
        log.contains("signed in") && log.contains("on purpose"),
        "the log is read"
    );
    assert!(!log.contains("canary"), "a token was logged");
    let answers = Value::from(answers).to_string();
    assert!(!answers.contains("canary"), "a token reached the page");
}
