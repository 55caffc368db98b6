//! How the host is started, and with which shop.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use rapport_core::{CommandError, Desk, ipc};
use serde_json::{Value, json};

/// Rapport without a window: its page in a browser on this machine.
#[derive(Debug, clap::Parser)]
#[command(name = "host")]
pub(crate) struct Start {
    /// The folder in which everything is kept.
    #[arg(long, value_name = "DIR")]
    pub(crate) profile: PathBuf,
    /// The built page: `npm run build:http` in `ui`.
    #[arg(long, value_name = "DIR", default_value = "ui/dist-http")]
    pub(crate) page: PathBuf,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// A file that gets the page's address, token included, once it is served.
    #[arg(long, value_name = "FILE")]
    pub(crate) ready_file: Option<PathBuf>,
    /// Behaves as on a machine without a keyring, where a passphrase wraps the store key. Otherwise
    /// the key lies in a file of the profile.
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// Signs in at this marketplace when the store has no account yet.
    #[arg(long, value_name = "URL", requires = "token_file")]
    pub(crate) connect: Option<String>,
    /// The file that holds the token for it.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// What the shop is called on the screen.
    #[arg(long, default_value = "Shop")]
    pub(crate) shop: String,
}

impl Start {
    /// Signs in where that was asked for and has not happened before.
    pub(crate) async fn sign_in(&self, desk: &Desk) -> Result<()> {
        let (Some(url), Some(token_file)) = (&self.connect, &self.token_file) else {
            return Ok(());
        };
        let told = |fault: CommandError| anyhow!("signing in was refused: {:?}", fault.code);
        let shop = ipc::dispatch(desk, "accounts.status", Value::Null)
            .await
            .map_err(told)?
            .read::<Value>()?;
        if shop.pointer("/accounts/0").is_some() {
            return Ok(());
        }
        let token = std::fs::read_to_string(token_file)
            .with_context(|| format!("{} cannot be read", token_file.display()))?;
        let account = json!({ "name": self.shop, "baseUrl": url, "token": token.trim() });
        ipc::dispatch(desk, "accounts.connect", account)
            .await
            .map_err(told)?;
        Ok(())
    }
}
