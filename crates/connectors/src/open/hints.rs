//! The stream of hints.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use eventsource_stream::{EventStreamError, Eventsource};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use rapport_core::sync::market::{Event, SyncError};
use rapport_protocol::EventHint;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::answer;

/// How long a living stream may be silent; a beat comes every 15 seconds.
pub(super) const SILENCE: Duration = Duration::from_secs(40);
/// The most bytes that may come without making an event.
const MAX_PENDING_BYTES: usize = 256 * 1024;

/// The hints in an answer's body.
pub(super) fn stream(
    response: Response,
    silence: Duration,
) -> BoxStream<'static, Result<Event, SyncError>> {
    let pending = Arc::new(AtomicUsize::new(0));
    let bytes = watched(response, silence, Arc::clone(&pending));
    let events = Box::pin(bytes).eventsource().map(move |event| {
        pending.store(0, Ordering::Relaxed);
        event.map_err(fault).and_then(|event| hint(&event))
    });
    events.boxed()
}

/// The body's bytes, until they stay away for too long or make no event for too long.
///
/// Silence is measured on bytes and not on events, because a beat without data is none to a reader
/// that keeps to the standard.
fn watched(
    response: Response,
    silence: Duration,
    pending: Arc<AtomicUsize>,
) -> impl Stream<Item = Result<Vec<u8>, SyncError>> + Send {
    stream::unfold(Some(response), move |response| {
        let pending = Arc::clone(&pending);
        async move {
            let mut response = response?;
            let chunk = match tokio::time::timeout(silence, response.chunk()).await {
                Err(_) => Err(SyncError::Unreachable { arrived: true }),
                Ok(Err(fault)) => Err(answer::unreachable(&fault)),
                Ok(Ok(None)) => return None,
                Ok(Ok(Some(chunk))) => Ok(chunk.to_vec()),
            };
            let len = chunk.as_ref().map_or(0, Vec::len);
            if pending.fetch_add(len, Ordering::Relaxed) + len > MAX_PENDING_BYTES {
                return Some((Err(SyncError::TooLarge), None));
            }
            let rest = chunk.is_ok().then_some(response);
            Some((chunk, rest))
        }
    })
}

fn hint(event: &eventsource_stream::Event) -> Result<Event, SyncError> {
    match event.event.as_str() {
        "changed" => match serde_json::from_str::<EventHint>(&event.data) {
            Ok(hint) => Ok(Event::Changed(hint.cursor)),
            Err(_) => Err(SyncError::Unreadable {
                detail: "a hint without a cursor".to_owned(),
            }),
        },
        "presence" => Ok(signal(event, Event::Presence)),
        "typing" => Ok(signal(event, Event::Typing)),
        // Whatever it is, it says that the connection lives.
        _ => Ok(Event::Beat),
    }
}

/// A signal. One that cannot be read is worth no more than the sign of life that it is.
fn signal<T: DeserializeOwned>(
    event: &eventsource_stream::Event,
    of: impl FnOnce(T) -> Event,
) -> Event {
    serde_json::from_str(&event.data).map_or(Event::Beat, of)
}

fn fault(fault: EventStreamError<SyncError>) -> SyncError {
    match fault {
        EventStreamError::Transport(fault) => fault,
        EventStreamError::Utf8(_) | EventStreamError::Parser(_) => SyncError::Unreadable {
            detail: "the event stream is not one".to_owned(),
        },
    }
}
