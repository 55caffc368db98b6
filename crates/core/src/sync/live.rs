//! # Hints
//!
//! A stream of hints says when it is worth asking; it is resumed from the cursor in the store, so
//! that nothing falls between two connections. A slow poll runs beside it, for the hint that never
//! comes. What buyers do at the moment comes with the same stream.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use super::link::{Link, Patience};
use super::market::{Event, SyncError};
use super::signals::{self, Hearing};
use crate::error::Error;

/// How often to ask beside a stream.
const SAFETY_POLL: Duration = Duration::from_mins(1);
/// How often to ask where there is no stream.
const POLL: Duration = Duration::from_secs(5);

/// Listens, polls and says what the seller does; never ends by itself.
pub(super) async fn run(link: &Link) {
    tokio::join!(poll(link), listen(link), signals::say_typing(link));
}

async fn poll(link: &Link) {
    loop {
        let capabilities = link.capabilities();
        let least = Duration::from_secs(capabilities.poll_min_seconds.into());
        let every = if capabilities.push { SAFETY_POLL } else { POLL };
        tokio::time::sleep(every.max(least)).await;
        link.pull_now.notify_one();
    }
}

async fn listen(link: &Link) {
    let mut patience = Patience::new(link);
    loop {
        link.any_cursor().await;
        while !link.capabilities().push {
            tokio::time::sleep(SAFETY_POLL).await;
        }
        patience.begin(link);
        let fault = Error::from(hear(link, &mut patience).await);
        // Whatever is the matter, the next question to the marketplace finds it out.
        link.pull_now.notify_one();
        patience.wait(link, &fault).await;
    }
}

/// Hears one connection to its end.
async fn hear(link: &Link, patience: &mut Patience) -> SyncError {
    let cursor = link.any_cursor().await;
    let events = match link.market.events(&cursor).await {
        Ok(events) => events,
        Err(fault) => return fault,
    };
    link.good(None).await;
    let hello = async {
        signals::say_there(link).await;
        std::future::pending().await
    };
    tokio::select! {
        biased;
        fault = heard(link, patience, events) => fault,
        fault = hello => fault,
    }
}

/// Does what the stream says, until it ends.
async fn heard(
    link: &Link,
    patience: &mut Patience,
    mut events: BoxStream<'static, Result<Event, SyncError>>,
) -> SyncError {
    let hearing = Hearing::begin(link);
    loop {
        let event = tokio::select! {
            biased;
            event = events.next() => event,
            () = hearing.stopped_typing() => continue,
            () = link.stream_now.notified() => return SyncError::Unreachable { arrived: true },
        };
        let event = match event {
            Some(Ok(event)) => event,
            Some(Err(fault)) => return fault,
            None => return SyncError::Unreachable { arrived: true },
        };
        patience.good();
        match event {
            Event::Changed(head) if link.cursor().as_ref() != Some(&head) => {
                link.hinted().await;
                link.pull_now.notify_one();
                continue;
            }
            _ => link.good(None).await,
        }
        match event {
            Event::Presence(presence) => hearing.came(&presence).await,
            Event::Typing(typing) => hearing.types(&typing),
            Event::Changed(_) | Event::Beat => {}
        }
    }
}
