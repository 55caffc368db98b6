//! # The page over HTTP
//!
//! Serves the same commands as the window does, to a page in a browser: for development and for the
//! journeys in `tests/e2e`. It is part of no release; `tests/release.rs` proves it.
//!
//! Whoever may talk to it is decided in [`guard`]: this machine alone, a page that came from here
//! alone, and only with the token of this start. [`routes`] lists what it answers.

mod guard;
mod keyless;
mod news;
mod pictures;
mod routes;
mod start;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use rapport_core::key::{KeyFile, KeyPlace};
use rapport_core::{Clock, Desk, DeskConfig};
use tokio::net::TcpListener;

use crate::guard::Guard;
use crate::routes::{Host, router};
use crate::start::Start;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("RAPPORT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
    match run(Start::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tracing::error!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(start: Start) -> Result<()> {
    let desk = Desk::new(DeskConfig {
        dir: start.profile.clone(),
        key: key_place(&start),
        clock: Clock::system(),
        connect: rapport_connectors::connect(),
    });
    desk.open().await.context("the store could not be opened")?;
    start.sign_in(&desk).await?;

    let listener = TcpListener::bind(("127.0.0.1", start.port))
        .await
        .with_context(|| format!("port {} cannot be listened on", start.port))?;
    let guard = Guard::draw(listener.local_addr()?.port())?;
    tell_ready(&guard.address(), start.ready_file.as_deref())?;
    let host = Host::new(desk.clone(), guard);
    let stopped = stopped()?;
    tokio::select! {
        served = axum::serve(listener, router(host, &start.page)) => served?,
        // Event streams never end by themselves, so they are not waited for.
        () = stopped => {}
    }
    desk.close().await;
    Ok(())
}

fn key_place(start: &Start) -> Box<dyn KeyPlace> {
    if start.passphrase {
        Box::new(keyless::Keyless)
    } else {
        Box::new(KeyFile::new(start.profile.join("store.key")))
    }
}

/// Says where the page is, on standard output and in a file that is never seen half written.
fn tell_ready(address: &str, file: Option<&Path>) -> Result<()> {
    if let Some(file) = file {
        let partial: PathBuf = file.with_extension("partial");
        std::fs::write(&partial, address)
            .and_then(|()| std::fs::rename(&partial, file))
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    #[expect(
        clippy::print_stdout,
        reason = "whoever started the host waits for this line"
    )]
    {
        println!("{address}");
    }
    Ok(())
}

/// Done when the program is asked to end, by Ctrl-C or by whoever started it.
#[cfg(unix)]
fn stopped() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the program is asked to end by Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a signal there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
