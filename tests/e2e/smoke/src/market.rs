//! The marketplace of a run: a bazaar process that can go away and come back, and its buyers.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::Programs;
use crate::programs::{Program, free_port};

/// The shop that the window signs in to.
pub const SHOP: &str = "Jade & Clay";

/// One marketplace, running or not.
#[derive(Debug)]
pub struct Market {
    bazaar: PathBuf,
    dir: PathBuf,
    logs: PathBuf,
    port: u16,
    accounts: Value,
    http: reqwest::Client,
    running: Option<Program>,
}

/// A conversation as one of the marketplace's buyers sees it.
#[derive(Debug, Clone)]
pub struct Thread {
    token: String,
    /// The buyer's name.
    pub buyer: String,
    /// The conversation's id at the marketplace.
    pub id: String,
    waiting: bool,
}

impl Market {
    /// A new marketplace with generated conversations.
    pub fn seed(
        programs: &Programs,
        dir: &Path,
        conversations: u32,
        seed: u64,
        logs: &Path,
    ) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        let output = Command::new(&programs.bazaar)
            .arg("--db")
            .arg(dir.join("market.db"))
            .args(["seed", "--seller", SHOP])
            .args([
                "--conversations",
                &conversations.to_string(),
                "--seed",
                &seed.to_string(),
            ])
            .output()
            .context("bazaar cannot be started")?;
        if !output.status.success() {
            bail!(
                "bazaar seed failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        std::fs::write(dir.join("accounts.json"), &output.stdout)?;
        let market = Self::filled(programs, dir, 0, logs)?;
        std::fs::write(market.token_file(), market.seller_token()?)?;
        Ok(market)
    }

    /// A marketplace that was filled before; its tokens lie in the folder.
    pub fn filled(programs: &Programs, dir: &Path, port: u16, logs: &Path) -> Result<Self> {
        let accounts = std::fs::read(dir.join("accounts.json")).context("accounts.json")?;
        Ok(Self {
            bazaar: programs.bazaar.clone(),
            dir: dir.to_path_buf(),
            logs: logs.to_path_buf(),
            port: if port == 0 { free_port()? } else { port },
            accounts: serde_json::from_slice(&accounts).context("accounts.json")?,
            http: reqwest::Client::new(),
            running: None,
        })
    }

    /// Starts it on its port, the same one each time.
    pub async fn start(&mut self) -> Result<()> {
        let mut command = Command::new(&self.bazaar);
        command.arg("--db").arg(self.dir.join("market.db"));
        command.args(["serve", "--port", &self.port.to_string()]);
        let mut program = Program::start("bazaar", &self.logs.join("bazaar.log"), &mut command)?;
        program.listens(self.port).await?;
        self.running = Some(program);
        Ok(())
    }

    /// Ends it; for the window the network is gone.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// With what the window is started so that it signs in here.
    pub fn window_args(&self, profile: &Path) -> Result<Vec<String>> {
        let text = |path: &Path| {
            path.to_str()
                .map(str::to_owned)
                .context("a path is not text")
        };
        Ok(vec![
            "--demo".to_owned(),
            "--profile".to_owned(),
            text(profile)?,
            "--connect".to_owned(),
            self.url(""),
            "--shop".to_owned(),
            SHOP.to_owned(),
            "--token-file".to_owned(),
            text(&self.token_file())?,
        ])
    }

    fn token_file(&self) -> PathBuf {
        self.dir.join("seller.token")
    }

    fn seller_token(&self) -> Result<&str> {
        let token = self
            .accounts
            .pointer("/sellerToken")
            .and_then(Value::as_str);
        token.context("bazaar seed printed no token of the seller")
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Every conversation, as its buyer sees it; those that wait for an answer come first.
    pub fn threads(&self) -> Result<Vec<Thread>> {
        let mut threads = Vec::new();
        for buyer in list(&self.accounts, "/buyers") {
            let text = |name: &str| buyer.get(name).and_then(Value::as_str).map(str::to_owned);
            threads.push(Thread {
                token: text("token").context("bazaar seed printed no token of a buyer")?,
                id: text("conversationId").context("bazaar seed printed no conversation")?,
                buyer: text("name").context("bazaar seed printed no name of a buyer")?,
                waiting: buyer
                    .get("waiting")
                    .and_then(Value::as_bool)
                    .unwrap_or_default(),
            });
        }
        threads.sort_by_key(|thread| !thread.waiting);
        Ok(threads)
    }

    /// The messages of a conversation, oldest first.
    pub async fn messages(&self, thread: &Thread) -> Result<Vec<Value>> {
        let path = format!("/v1/buyer/conversations/{}/messages", thread.id);
        let answer = self.get(&path, &thread.token).await?;
        Ok(list(&answer, "/messages").to_vec())
    }

    /// A buyer writes.
    pub async fn buyer_says(&self, thread: &Thread, text: &str) -> Result<()> {
        let path = format!("/v1/buyer/conversations/{}/messages", thread.id);
        let request = self.http.post(self.url(&path)).bearer_auth(&thread.token);
        let body = json!({ "body": { "kind": "text", "text": text } });
        request.json(&body).send().await?.error_for_status()?;
        Ok(())
    }

    /// How many messages say exactly this, in all conversations.
    pub async fn copies(&self, text: &str) -> Result<usize> {
        let mut copies = 0;
        for thread in self.threads()? {
            copies += self.copies_in(&thread, text).await?;
        }
        Ok(copies)
    }

    /// How many messages of the conversation say exactly this.
    pub async fn copies_in(&self, thread: &Thread, text: &str) -> Result<usize> {
        let messages = self.messages(thread).await?;
        Ok(messages
            .iter()
            .filter(|message| words(message) == text)
            .count())
    }

    /// A longer Latin word that one of the buyers wrote.
    pub async fn some_word(&self) -> Result<String> {
        for thread in self.threads()? {
            for message in self.messages(&thread).await? {
                let mut parts = words(&message).split(|c: char| !c.is_ascii_alphabetic());
                if let Some(word) = parts.find(|part| part.len() > 5) {
                    return Ok(word.to_owned());
                }
            }
        }
        bail!("no buyer wrote a longer Latin word")
    }

    async fn get(&self, path: &str, token: &str) -> Result<Value> {
        let request = self.http.get(self.url(path)).bearer_auth(token);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }
}

fn list<'a>(answer: &'a Value, pointer: &str) -> &'a [Value] {
    answer
        .pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn words(message: &Value) -> &str {
    message
        .pointer("/body/text")
        .and_then(Value::as_str)
        .unwrap_or_default()
}
