//! Opens the workstation for the window and carries its news to the page.

use std::path::Path;

use anyhow::Context;
use rapport_core::Clock;
use rapport_core::changes::Announcement;
use rapport_core::key::{KeyFile, KeyPlace};
use rapport_core::{Desk, DeskConfig};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

use crate::keyring::Keyring;
use crate::notifications;
use crate::sign_in;
use crate::start::Start;

/// Begins to open the store; the window does not wait for it.
pub(crate) fn begin(app: &AppHandle, profile: &Path, start: Start) -> anyhow::Result<Desk> {
    // Some parts look for the runtime while they are made.
    let _runtime = tauri::async_runtime::handle().inner().enter();
    let desk = Desk::new(DeskConfig {
        dir: profile.to_path_buf(),
        key: key_place(profile, &start)?,
        clock: Clock::system(),
        connect: rapport_connectors::connect(),
    });
    carry_news(app, &desk);
    end_when_asked(app);
    let (app, opening) = (app.clone(), desk.clone());
    tauri::async_runtime::spawn(async move {
        match opening.open().await {
            Ok(status) => tracing::info!(store = ?status.store, "the store was asked for"),
            Err(error) => tracing::error!(%error, "the store could not be opened"),
        }
        if let Err(error) = sign_in::begin(&app, &opening, &start).await {
            tracing::error!("the demo's shop could not sign in: {error:#}");
        }
    });
    Ok(desk)
}

#[expect(
    clippy::print_stdout,
    reason = "whoever starts the demo must see where its key lies"
)]
fn key_place(profile: &Path, start: &Start) -> anyhow::Result<Box<dyn KeyPlace>> {
    if start.demo {
        let file = profile.join("store.key");
        let words = "The demo's store key lies in a file that only its owner may read:";
        println!("{words} {}", file.display());
        tracing::warn!(file = %file.display(), "{words} see `file`");
        return Ok(Box::new(KeyFile::new(file)));
    }
    let name = match &start.profile {
        None => "default".to_owned(),
        Some(_) => profile
            .to_str()
            .context("the profile's path is not text")?
            .to_owned(),
    };
    Ok(Box::new(Keyring::of(&name)))
}

/// Tells the page what commits touched, and the desktop what calls for attention.
fn carry_news(app: &AppHandle, desk: &Desk) {
    let mut announcements = desk.announcements();
    let page = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let sent = match announcements.recv().await {
                Ok(announcement) => page.emit("changes", announcement),
                // Too much happened to say what: everything may have changed.
                Err(RecvError::Lagged(_)) => page.emit("changes", Announcement::everything()),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = sent {
                tracing::warn!(%error, "the page could not be told of a change");
            }
        }
    });
    tauri::async_runtime::spawn(notifications::carry(app.clone(), desk.clone()));
    let (window, asked) = (app.clone(), desk.clone());
    tauri::async_runtime::spawn(async move {
        loop {
            asked.front().await;
            notifications::focus(&window);
        }
    });
}

/// Whoever ends the program politely gets a store that was closed and not cut off.
fn end_when_asked(app: &AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [
            SignalKind::terminate(),
            SignalKind::interrupt(),
            SignalKind::hangup(),
        ] {
            match signal(kind) {
                Ok(mut asked) => {
                    let app = app.clone();
                    tauri::async_runtime::spawn(async move {
                        if asked.recv().await.is_some() {
                            app.exit(0);
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "a signal cannot be listened to"),
            }
        }
    }
    #[cfg(not(unix))]
    let _ = app;
}
