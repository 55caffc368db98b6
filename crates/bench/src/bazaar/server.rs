//! A server process, and how it is asked.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::body::Bytes;
use reqwest::header::CONTENT_TYPE;
use tokio::process::{Child, Command};

use super::load::Ask;

/// How long a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked whether it does.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The command that serves a marketplace's file.
pub(crate) fn bazaar(program: &Path, db: &Path, url_file: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--db").arg(db).arg("serve");
    command.arg("--ready-file").arg(url_file);
    command
}

/// A server that runs as long as this is there.
#[derive(Debug)]
pub(crate) struct Server {
    url: String,
    token: String,
    _process: Child,
}

impl Server {
    /// Starts a server, and waits until it has written where it listens.
    pub(crate) async fn start(mut command: Command, url_file: &Path, token: &str) -> Result<Self> {
        let started = command.kill_on_drop(true).spawn();
        let mut process = started.with_context(|| format!("{command:?} cannot be started"))?;
        let since = Instant::now();
        let url = loop {
            if let Ok(url) = std::fs::read_to_string(url_file) {
                break url;
            }
            if let Some(status) = process.try_wait()? {
                bail!("{command:?} ended with {status}");
            }
            if since.elapsed() > PATIENCE {
                bail!("{command:?} does not listen");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        };
        Ok(Self {
            url,
            token: token.to_owned(),
            _process: process,
        })
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Somebody with a connection of their own.
    pub(super) fn client(&self) -> Result<Client> {
        Ok(Client {
            url: self.url.clone(),
            token: self.token.clone(),
            http: reqwest::Client::builder().no_proxy().build()?,
        })
    }
}

/// Somebody who asks, as the seller.
#[derive(Debug)]
pub(super) struct Client {
    url: String,
    token: String,
    http: reqwest::Client,
}

impl Client {
    /// Asks, and gives the whole answer, which must be a good one.
    pub(super) async fn ask(&self, ask: &Ask) -> Result<Bytes> {
        let url = format!("{}{}", self.url, ask.path);
        let request = match &ask.operation {
            None => self.http.get(url),
            Some(operation) => self
                .http
                .post(url)
                .header("Idempotency-Key", &operation.key)
                .header(CONTENT_TYPE, "application/json")
                .body(operation.body.clone()),
        };
        let answer = request.bearer_auth(&self.token).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        if !status.is_success() {
            bail!("{}: {status} {}", ask.path, String::from_utf8_lossy(&body));
        }
        Ok(body)
    }
}
