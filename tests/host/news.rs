//! What happens, told to the page as it happens.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, StreamExt};
use rapport_core::changes::Announcement;
use serde::Serialize;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use crate::routes::Host;

/// `change` when a commit touched something, `open` when a notification was clicked.
pub(crate) async fn events(
    State(host): State<Host>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(host.desk.announcements()).map(|heard| match heard {
        Ok(announcement) => named("change", &announcement),
        // Too much happened to say what: everything may have changed.
        Err(BroadcastStreamRecvError::Lagged(_)) => named("change", &Announcement::everything()),
    });
    let opened = BroadcastStream::new(host.opened.subscribe())
        .filter_map(|heard| async { heard.ok().map(|conversation| named("open", &conversation)) });
    let both = futures_util::stream::select(changes, opened.boxed());
    Sse::new(both.map(Ok)).keep_alive(KeepAlive::default())
}

fn named(name: &str, data: &impl Serialize) -> Event {
    Event::default()
        .event(name)
        .json_data(data)
        .unwrap_or_else(|fault| {
            tracing::error!(%fault, "an event could not be written down");
            Event::default().comment("lost")
        })
}
