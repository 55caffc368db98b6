//! A marketplace with a shop of that size: a copy, since buyers will write there, that is served.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rapport_bazaar::{Bazaar, Role, wall_clock};
use rapport_protocol::{Author, Body, TextBody};
use reqwest::header::AUTHORIZATION;
use tempfile::TempDir;

use super::SyncPrograms;
use crate::bazaar::server::{self, Server};
use crate::fill::bazaar::{ACCOUNTS_FILE, DB_FILE, SellerAccess, folder};
use crate::progress;
use crate::years::{BadSize, Size, Years};

/// The number that the years are made from.
const NUMBER: u64 = 1;

/// A marketplace that is served as long as this is there.
#[derive(Debug)]
pub(super) struct Market {
    /// How many messages its shop has.
    pub(super) messages: u32,
    /// How the seller gets in.
    pub(super) access: SellerAccess,
    db: PathBuf,
    server: Server,
    _dir: TempDir,
}

/// A buyer who writes, in one conversation.
#[derive(Debug)]
pub(super) struct Writer {
    url: String,
    token: String,
    http: reqwest::Client,
}

impl Market {
    /// Fills a shop where there is none of that size yet, copies it and serves the copy.
    pub(super) async fn open(programs: &SyncPrograms, dir: &Path, messages: u32) -> Result<Self> {
        let filled = dir.join(format!("shop-{messages}"));
        if !filled.join(ACCOUNTS_FILE).exists() {
            if filled.exists() {
                fs::remove_dir_all(&filled)?;
            }
            folder(&filled, Size::usual(messages), NUMBER, |done| {
                progress(&format!("{done} of {messages} messages taken in"));
            })?;
        }
        let access = SellerAccess::read(&filled)?;
        let copy = TempDir::with_prefix_in("served-", dir)?;
        let db = copy.path().join(DB_FILE);
        fs::copy(filled.join(DB_FILE), &db).context("the shop cannot be copied")?;
        let url_file = copy.path().join("bazaar.url");
        let command = server::bazaar(&programs.bazaar, &db, &url_file);
        let server = Server::start(command, &url_file, &access.seller_token).await?;
        Ok(Self {
            messages,
            access,
            db,
            server,
            _dir: copy,
        })
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        self.server.url()
    }

    /// The years that its shop has.
    pub(super) fn years(&self) -> Result<Years, BadSize> {
        Years::new(Size::usual(self.messages), NUMBER)
    }

    /// Lets a buyer in, who will write in a conversation of theirs.
    pub(super) fn writer(&self, buyer: &str, conversation: &str) -> Result<Writer> {
        let token = Bazaar::open(&self.db, wall_clock())?.issue_token(Role::Buyer, buyer)?;
        Ok(Writer {
            url: format!(
                "{}/v1/buyer/conversations/{conversation}/messages",
                self.url()
            ),
            token,
            http: reqwest::Client::builder().no_proxy().build()?,
        })
    }
}

impl Writer {
    /// Writes, and gives when the marketplace took it, by its own clock: before it was committed.
    pub(super) async fn says(&self, text: &str) -> Result<f64> {
        let body = Body::Text(TextBody {
            text: text.to_owned(),
        });
        let sent = self
            .http
            .post(&self.url)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .json(&serde_json::json!({ "body": body }))
            .send()
            .await?;
        let message: rapport_protocol::Message = sent.error_for_status()?.json().await?;
        anyhow::ensure!(message.author == Author::Buyer, "the buyer wrote it");
        Ok(message.at as f64)
    }
}
