//! Asking for many things, by several at once, and how long each answer took.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::Result;
use axum::body::Bytes;

use super::server::Server;

/// Something to ask a server for.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    /// Path and query.
    pub(super) path: String,
    /// What is sent; nothing where something is only read.
    pub(super) operation: Option<Sent>,
    /// How many things are answered, or done.
    pub(super) things: usize,
}

/// An operation as it goes over the wire.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    /// Its key.
    pub(super) key: String,
    /// Its JSON.
    pub(super) body: Bytes,
}

/// What asking came to.
#[derive(Debug, Default)]
pub(super) struct Load {
    /// How long each answer took.
    pub(super) milliseconds: Vec<f64>,
    things: usize,
    seconds: f64,
}

impl Load {
    /// The same with more of it.
    pub(super) fn add(&mut self, more: Self) {
        self.milliseconds.extend(more.milliseconds);
        self.things += more.things;
        self.seconds += more.seconds;
    }

    /// How many things were answered, or done, in a second.
    pub(super) fn rate(&self) -> f64 {
        self.things as f64 / self.seconds
    }
}

/// Asks for everything once. Each of so many clients takes the next that nobody has taken, when its
/// last answer is there.
pub(super) async fn ask_all(server: &Server, asks: &[Ask], clients: usize) -> Result<Load> {
    let asks: Arc<[Ask]> = asks.into();
    let next = Arc::new(AtomicUsize::new(0));
    let mut ready = Vec::new();
    for _ in 0..clients {
        let client = server.client()?;
        // Connected before the clock runs.
        if let Some(first) = asks.iter().find(|ask| ask.operation.is_none()) {
            client.ask(first).await?;
        }
        ready.push(client);
    }
    let since = Instant::now();
    let mut asking = tokio::task::JoinSet::new();
    for client in ready {
        let (asks, next) = (Arc::clone(&asks), Arc::clone(&next));
        asking.spawn(async move {
            let mut milliseconds = Vec::new();
            while let Some(ask) = asks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let since = Instant::now();
                client.ask(ask).await?;
                milliseconds.push(since.elapsed().as_secs_f64() * 1_000.0);
            }
            anyhow::Ok(milliseconds)
        });
    }
    let mut load = Load {
        things: asks.iter().map(|ask| ask.things).sum(),
        ..Load::default()
    };
    while let Some(asked) = asking.join_next().await {
        load.milliseconds.extend(asked??);
    }
    load.seconds = since.elapsed().as_secs_f64();
    Ok(load)
}
