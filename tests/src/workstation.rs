//! A workstation inside the test.

use std::path::{Path, PathBuf};

use rapport_core::key::{KeyFault, KeyFile, KeyPlace, KeyPlaceKind, StoreKey};
use rapport_core::{Clock, Desk, DeskConfig, ipc};
use serde_json::{Value, json};

use crate::{Buyer, inside, until_some};

/// The file beside the store that holds its key.
pub const KEY_FILE: &str = "store.key";

/// A system without a keyring.
#[derive(Debug)]
pub struct NoKeyring;

impl KeyPlace for NoKeyring {
    fn kind(&self) -> KeyPlaceKind {
        KeyPlaceKind::Keyring
    }

    fn load(&self) -> Result<Option<StoreKey>, KeyFault> {
        Err(KeyFault::Unavailable("nobody answers".to_owned()))
    }

    fn keep(&self, _: &StoreKey) -> Result<(), KeyFault> {
        Err(KeyFault::Unavailable("nobody answers".to_owned()))
    }
}

/// A workstation with the real connectors.
#[derive(Debug)]
pub struct Workstation {
    desk: Desk,
    profile: PathBuf,
}

impl Workstation {
    /// Starts the workstation whose key lies in a file, and expects its store to open.
    pub async fn open(profile: &Path) -> Self {
        let key = KeyFile::new(profile.join(KEY_FILE));
        let (desk, state) = Self::start(profile, Box::new(key)).await;
        assert_eq!(state, "open", "the store opens");
        desk
    }

    /// The same with a clock that a test moves.
    pub async fn open_at(profile: &Path, clock: Clock) -> Self {
        let key = Box::new(KeyFile::new(profile.join(KEY_FILE)));
        let (desk, state) = Self::start_at(profile, key, clock).await;
        assert_eq!(state, "open", "the store opens");
        desk
    }

    /// Starts the workstation, and says how its store stands.
    pub async fn start(profile: &Path, key: Box<dyn KeyPlace>) -> (Self, String) {
        Self::start_at(profile, key, Clock::system()).await
    }

    async fn start_at(profile: &Path, key: Box<dyn KeyPlace>, clock: Clock) -> (Self, String) {
        let dir = profile.to_owned();
        let connect = rapport_connectors::connect();
        let desk = Desk::new(DeskConfig {
            dir,
            key,
            clock,
            connect,
        });
        desk.open().await.unwrap();
        let desk = Self {
            desk,
            profile: profile.to_owned(),
        };
        let state = desk.state().await;
        (desk, state)
    }

    /// How the store stands.
    pub async fn state(&self) -> String {
        let status = self.call("desk.status", Value::Null).await;
        status["store"]["kind"].as_str().unwrap().to_owned()
    }

    /// Runs a command that goes well.
    pub async fn call(&self, command: &str, args: Value) -> Value {
        let result = ipc::dispatch(&self.desk, command, args).await;
        let answer =
            result.unwrap_or_else(|fault| panic!("{command} goes well, and not {fault:?}"));
        answer.read().unwrap()
    }

    /// Runs a command that is refused, and gives the code.
    pub async fn refused(&self, command: &str, args: Value) -> String {
        let refusal = ipc::dispatch(&self.desk, command, args).await.unwrap_err();
        serde_json::to_value(refusal.code)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// The buyer's conversation, once it is here.
    pub async fn conversation(&self, buyer: &Buyer) -> Value {
        until_some("the conversation comes", async || {
            conversation_of(
                &self.call("inbox.list", whole_tab("open")).await,
                &buyer.name,
            )
        })
        .await
    }

    /// A buyer's thread, with what has not arrived yet.
    pub async fn thread(&self, conversation: &Value) -> Value {
        let window =
            json!({ "conversationId": conversation, "at": null, "before": 200, "after": 0 });
        self.call("inbox.thread", window).await
    }

    /// The account's line.
    pub async fn account(&self) -> Value {
        self.call("accounts.status", Value::Null).await["accounts"][0].clone()
    }

    /// Says that the store is sound, or fails.
    pub fn is_sound(&self) {
        inside::assert_sound(&inside::open(&self.profile));
    }

    /// The folder of the profile.
    pub fn profile(&self) -> &Path {
        &self.profile
    }

    /// The workstation itself.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Closes the program.
    pub async fn close(self) {
        self.desk.close().await;
    }

    /// Closes the program and starts it again.
    pub async fn reopened(self) -> Self {
        let profile = self.profile.clone();
        self.close().await;
        Self::open(&profile).await
    }
}

/// The id of the conversation with that person, in an answer of `inbox.list`.
pub fn conversation_of(page: &Value, person: &str) -> Option<Value> {
    let rows = page["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["person"] == person)?;
    Some(row["id"].clone())
}

/// What `inbox.list` is told to show the beginning of a tab.
pub(crate) fn whole_tab(tab: &str) -> Value {
    json!({ "tab": tab, "at": null, "before": 0, "after": 200 })
}
