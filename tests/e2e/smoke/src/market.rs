//! The marketplace of a run: a bazaar process that can go away and come back, and its buyers.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use reqwest::{Method, Response};
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
        Self::filled(programs, dir, 0, logs)
    }

    /// A marketplace that was filled before; its buyers' tokens lie in the folder.
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
        command.args(["serve", "--port", &self.port.to_string(), "--open-doors"]);
        let mut program = Program::start("bazaar", &self.logs.join("bazaar.log"), &mut command)?;
        program.listens(self.port).await?;
        self.running = Some(program);
        Ok(())
    }

    /// Ends it; for the window the network is gone.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// With what the window is started so that it signs in here, a subcommand of bazaar in the place
    /// of the browser in which the seller agrees.
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
            "--browser".to_owned(),
            text(&self.bazaar)?,
            "--browser=agree".to_owned(),
            "--browser=--as".to_owned(),
            format!("--browser={SHOP}"),
        ])
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

    /// The conversation in which a buyer of that name waits, or their first.
    pub fn thread_of(&self, buyer: &str) -> Result<Option<Thread>> {
        let threads = self.threads()?;
        Ok(threads.into_iter().find(|thread| thread.buyer == buyer))
    }

    /// The messages of a conversation, oldest first.
    pub async fn messages(&self, thread: &Thread) -> Result<Vec<Value>> {
        let path = format!("/v1/buyer/conversations/{}/messages", thread.id);
        let answer = self.ask(thread, Method::GET, &path, None).await?;
        Ok(list(&answer, "/messages").to_vec())
    }

    /// A buyer writes.
    pub async fn buyer_says(&self, thread: &Thread, text: &str) -> Result<()> {
        let path = format!("/v1/buyer/conversations/{}/messages", thread.id);
        let body = json!({ "body": { "kind": "text", "text": text } });
        self.ask(thread, Method::POST, &path, Some(body)).await?;
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

    /// Asks or tells the marketplace something, as the buyer of that conversation; an answer
    /// without content is `null`.
    pub(crate) async fn ask(
        &self,
        thread: &Thread,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let mut request = self
            .http
            .request(method, self.url(path))
            .bearer_auth(&thread.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?.error_for_status()?.bytes().await?;
        if answer.is_empty() {
            return Ok(Value::Null);
        }
        Ok(serde_json::from_slice(&answer)?)
    }

    /// Listens to what happens around the buyer of that conversation, for as long as the answer
    /// is kept.
    pub(crate) async fn listen(&self, thread: &Thread) -> Result<Response> {
        let stream = self
            .http
            .get(self.url("/v1/buyer/events"))
            .bearer_auth(&thread.token);
        Ok(stream.send().await?.error_for_status()?)
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
