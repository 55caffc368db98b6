//! The demo's shop signs in by itself, the way every seller does.
//!
//! Where there is nobody to agree, a program given at the start takes the place of the browser.

use anyhow::Context;
use rapport_core::{CommandError, Desk, ipc};
use serde_json::{Value, json};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;
use tokio::process::Command;

use crate::start::Start;

/// Begins to sign in where that was asked for and the store has no account yet.
pub(crate) async fn begin(app: &AppHandle, desk: &Desk, start: &Start) -> anyhow::Result<()> {
    let Some(base_url) = &start.connect else {
        return Ok(());
    };
    let told = |fault: CommandError| anyhow::anyhow!("{:?}", fault.code);
    let shop = ipc::dispatch(desk, "accounts.status", Value::Null)
        .await
        .map_err(told)?
        .read::<Value>()?;
    if shop.pointer("/accounts/0").is_some() {
        return Ok(());
    }
    let begun = ipc::dispatch(desk, "accounts.signIn", json!({ "baseUrl": base_url }))
        .await
        .map_err(told)?
        .read::<Value>()?;
    let url = begun.pointer("/url").and_then(Value::as_str);
    let url = url.context("the sign-in has no address")?;
    match start.browser().as_slice() {
        [] => app.opener().open_url(url, None::<&str>)?,
        [program, words @ ..] => browse(program, words, url).await?,
    }
    Ok(())
}

/// Lets a program agree, without a shell in between.
async fn browse(program: &str, words: &[String], url: &str) -> anyhow::Result<()> {
    let ended = Command::new(program)
        .args(words)
        .arg(url)
        .kill_on_drop(true)
        .status()
        .await
        .with_context(|| format!("{program} cannot be started as a browser"))?;
    anyhow::ensure!(ended.success(), "{program} did not agree: {ended}");
    Ok(())
}
