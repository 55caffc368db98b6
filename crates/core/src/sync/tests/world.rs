//! One workstation with one account.

use std::sync::Arc;
use std::time::Duration;

use rapport_protocol::{Change, RecordKind};
use rusqlite::types::Value;
use tempfile::TempDir;
use tokio::sync::broadcast;
use tokio::time::Instant;
use uuid::Uuid;

use super::door::{Door, FakeConnect};
use super::fake::{FakeMarket, conversation, message, person};
use crate::accounts::sign_in::{self, SignInToAccount};
use crate::accounts::{self, ConnectAccount};
use crate::app::App;
use crate::db::Db;
use crate::inbox::composer::{self, ReplyToConversation};
use crate::key::StoreKey;
use crate::sync::absorb::{self, AccountRow};
use crate::sync::access::AccountAccess;
use crate::sync::outbox::OutboxEntry;
use crate::sync::{self, Engine};
use crate::{Clock, id};

/// How long a test waits for something that should happen.
pub(super) const DEADLINE: Duration = Duration::from_secs(20);

/// One workstation with one account.
pub(super) struct World {
    pub(super) app: App,
    pub(super) market: Arc<FakeMarket>,
    pub(super) door: Arc<Door>,
    _dir: TempDir,
}

impl World {
    /// A workstation that has connected its account and not yet asked for anything.
    pub(super) async fn new() -> Self {
        let world = Self::empty();
        world.connect().await;
        world
    }

    /// A workstation without an account.
    pub(super) fn empty() -> Self {
        Self::at(Clock::system())
    }

    /// The same, by that clock.
    pub(super) fn at(clock: Clock) -> Self {
        let dir = TempDir::new().unwrap();
        let announcements = broadcast::channel(64).0;
        let key = StoreKey::from_bytes(&[7; 32]).unwrap();
        let path = dir.path().join("store");
        let db = Db::open(&path, &key, clock.clone(), announcements.clone()).unwrap();
        let market = FakeMarket::new(clock.clone());
        let door = Arc::new(Door::default());
        let connect = Arc::new(FakeConnect {
            market: Arc::clone(&market),
            door: Arc::clone(&door),
        });
        let alerts = broadcast::channel(64).0;
        let app = App::new(db, clock, connect, alerts, announcements);
        Self {
            app,
            market,
            door,
            _dir: dir,
        }
    }

    /// A workstation whose account has one buyer `p` and the conversations, with one message each.
    pub(super) async fn with(conversations: &[&str]) -> Self {
        let world = Self::new().await;
        world.market.happens(person("p"));
        for it in conversations {
            world.market.happens(conversation(it, "p"));
            world.asks(it, "Is it still there?");
        }
        world
    }

    /// The seller connects the account, or connects it again.
    pub(super) async fn connect(&self) {
        let (name, base_url) = ("shop".to_owned(), "http://127.0.0.1:1".to_owned());
        let args = ConnectAccount {
            name,
            base_url,
            token: "token".to_owned(),
        };
        accounts::connect(self.app.clone(), args).await.unwrap();
    }

    /// The seller begins to sign in.
    pub(super) async fn begins_to_sign_in(&self) -> Uuid {
        let base_url = "http://127.0.0.1:1/".to_owned();
        let begun = sign_in::sign_in(self.app.clone(), SignInToAccount { base_url }).await;
        begun.unwrap().id
    }

    /// The seller signs in and agrees. The account of [`Self::connect`] is the same shop.
    pub(super) async fn signs_in(&self) {
        if self.ask("SELECT count(*) FROM accounts").await != "0" {
            self.market.capabilities.lock().shop = "shop".to_owned();
        }
        self.begins_to_sign_in().await;
        assert!(self.door.agree(), "somebody listens");
        self.until("SELECT state FROM sign_ins", "done").await;
    }

    /// What lets the workstation in, as the store has it.
    pub(super) async fn access(&self) -> Option<AccountAccess> {
        let row = self.account().await.row;
        let access = self.app.db.read(move |db| sync::access_of(db, row)).await;
        access.unwrap()
    }

    pub(super) fn start(&self) -> Engine {
        sync::start(self.app.clone())
    }

    /// Starts, and waits until everything that is there has come.
    pub(super) async fn synced(&self) -> Engine {
        let engine = self.start();
        self.until("SELECT history_done FROM accounts", "1").await;
        engine
    }

    /// The buyer writes.
    pub(super) fn asks(&self, conversation: &str, text: &str) -> i64 {
        let id = format!("{conversation}/{text}");
        let message = message(&id, conversation, self.app.clock.now(), text);
        self.market
            .happens(rapport_protocol::Record::Message(message))
    }

    /// The seller answers.
    pub(super) async fn replies(&self, conversation: &str, text: &str) -> OutboxEntry {
        let conversation_id = self.conversation(conversation).await;
        let text = text.to_owned();
        composer::reply(
            self.app.clone(),
            ReplyToConversation {
                conversation_id,
                text,
                ..ReplyToConversation::default()
            },
        )
        .await
        .unwrap()
    }

    pub(super) async fn conversation(&self, remote: &str) -> Uuid {
        id::derived(self.account().await.id, RecordKind::Conversation, remote)
    }

    pub(super) async fn account(&self) -> AccountRow {
        self.app
            .db
            .read(|db| {
                Ok(db.query_row("SELECT row, id FROM accounts", [], |row| {
                    Ok(AccountRow {
                        row: row.get(0)?,
                        id: row.get(1)?,
                    })
                })?)
            })
            .await
            .unwrap()
    }

    /// Absorbs without any engine.
    pub(super) async fn absorbs(&self, changes: Vec<Change>) {
        let account = self.account().await;
        self.app
            .db
            .absorb(move |tx| absorb::absorb(tx, account, &changes))
            .await
            .unwrap();
    }

    pub(super) async fn run(&self, sql: &'static str) {
        self.app
            .db
            .write(move |tx| Ok(tx.execute_batch(sql)?))
            .await
            .unwrap();
    }

    /// The one value that a query gives, as text; several rows one after the other.
    pub(super) async fn ask(&self, sql: &'static str) -> String {
        let rows = self
            .app
            .db
            .read(move |db| {
                let mut statement = db.prepare(sql)?;
                let rows = statement.query_map([], |row| row.get::<_, Value>(0))?;
                Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
            })
            .await
            .unwrap();
        let text = |value: &Value| match value {
            Value::Null => "null".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        rows.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    /// Waits until a query gives what is expected.
    pub(super) async fn until(&self, sql: &'static str, expected: &str) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let found = self.ask(sql).await;
            if found == expected {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "{sql}: expected {expected:?}, found {found:?}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until something holds of the marketplace.
    pub(super) async fn until_market(&self, what: &str, holds: impl Fn(&FakeMarket) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds(&self.market) {
            assert!(Instant::now() < deadline, "{what}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
