//! # A workstation without a window
//!
//! Opens the profile that it is given, then takes one command per line on its standard input and
//! echoes what came of it, one line each, on its standard output, only after the command returned.
//! It ends when the input does. Tests kill it.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use rapport_core::key::KeyFile;
use rapport_core::{Clock, Desk, DeskConfig, ipc};
use rapport_tests::KEY_FILE;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;

#[derive(Deserialize)]
struct Order {
    command: String,
    args: Value,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter("rapport_core=trace,rapport_connectors=trace,info")
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
    let dir = PathBuf::from(std::env::args_os().nth(1).context("seat <profile>")?);
    let desk = Desk::new(DeskConfig {
        key: Box::new(KeyFile::new(dir.join(KEY_FILE))),
        dir,
        clock: Clock::system(),
        connect: rapport_connectors::connect(),
    });
    echo(&json!({ "ok": desk.open().await? }))?;
    let mut orders = orders();
    while let Some(order) = orders.recv().await {
        let order: Order = serde_json::from_str(&order)?;
        echo(
            &match ipc::dispatch(&desk, &order.command, order.args).await {
                Ok(result) => json!({ "ok": result }),
                Err(refusal) => json!({ "refused": refusal }),
            },
        )?;
    }
    desk.close().await;
    Ok(())
}

/// The lines of the standard input, read on a thread of its own because reading blocks.
fn orders() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Says it in one piece, so that a reader hears all of it or nothing.
fn echo(what: &Value) -> Result<()> {
    let mut line = what.to_string();
    line.push('\n');
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())?;
    Ok(out.flush()?)
}
