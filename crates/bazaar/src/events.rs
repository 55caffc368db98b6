//! # The stream of hints
//!
//! Says that something happened, never what: a workstation asks with its own cursor, so a lost or
//! doubled hint costs nothing. The stream ends when its token is revoked or the server stops.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::stream;
use rapport_protocol::{EventHint, ProblemKind};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use utoipa::{IntoParams, ToSchema};

use crate::auth::{Caller, Seller};
use crate::bazaar::Bazaar;
use crate::changes::place;
use crate::cursor::Place;
use crate::error::{Error, Result};
use crate::extract::Asked;
use crate::problem::ReadingFrom;
use crate::store::{epoch, sellers, tokens};

/// Turns true when the server stops.
#[derive(Debug, Clone)]
pub(crate) struct Closing(pub(crate) watch::Receiver<bool>);

/// What a stream may be asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The caller's cursor; a head beyond it is hinted at once. `Last-Event-ID` wins over it.
    cursor: Option<String>,
    /// How long the stream stays open, in seconds; for ever when absent. With 0 it says what is to
    /// be said at once, and ends.
    #[param(minimum = 0, maximum = 86400)]
    seconds: Option<u32>,
}

/// One event of the stream, as a parser of server-sent events gives it.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "only describes, for the document, what is written as text"
)]
pub(crate) struct StreamedEvent {
    /// `changed`, or `beat` when nothing else was said for a while.
    event: String,
    /// The cursor of a hint; a beat has none.
    #[schema(nullable = false)]
    id: Option<String>,
    /// JSON: an `EventHint` for `changed`, an empty object for `beat`.
    data: String,
}

/// Streams hints as server-sent events: `changed` with an `EventHint` and its cursor as `id`, and
/// `beat` with an empty object when nothing else was said for a while.
#[utoipa::path(
    get, path = "/v1/events", operation_id = "events", tag = "seller",
    params(
        EventsQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The cursor of the last hint"),
    ),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream", body = StreamedEvent),
        ReadingFrom,
    ),
)]
pub(crate) async fn events(
    State(bazaar): State<Bazaar>,
    State(closing): State<Closing>,
    Seller(caller): Seller,
    headers: HeaderMap,
    Asked(query): Asked<EventsQuery>,
) -> Result<impl IntoResponse> {
    if query.seconds.is_some_and(|seconds| seconds > 86400) {
        return Err(Error::refused(
            ProblemKind::Invalid,
            "A stream is bounded by 86400 seconds.",
        ));
    }
    // Before the first look at the head, so that no commit falls in between.
    let bell = bazaar.bell().listen();
    let cursor = last_event_id(&headers)?.or(query.cursor);
    let seller = caller.id.clone();
    let from = bazaar
        .read(move |tx| cursor.map(|cursor| place(tx, &seller, &cursor)).transpose())
        .await?;
    let listener = Listener {
        told: from.map(|place| place.revision),
        beat: beats(bazaar.rules().beat),
        until: query
            .seconds
            .map(|seconds| Instant::now() + Duration::from_secs(seconds.into())),
        bazaar,
        caller,
        bell,
        closing: closing.0,
    };
    Ok(Sse::new(stream::unfold(listener, Listener::next)))
}

/// What one open stream knows.
struct Listener {
    bazaar: Bazaar,
    caller: Caller,
    /// The revision that the other side was told of.
    told: Option<i64>,
    bell: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    beat: Interval,
    until: Option<Instant>,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            self.bell.mark_unchanged();
            // A store that fails ends the stream: the other side comes back and asks.
            let head = self.head().await.ok().flatten()?;
            if self.told.is_none_or(|told| told < head.revision) {
                self.told = Some(head.revision);
                self.beat.reset();
                return Some((Ok(hint(&head)?), self));
            }
            let quiet = tokio::select! {
                biased;
                _ = self.closing.wait_for(|closing| *closing) => return None,
                () = passed(self.until) => return None,
                _ = self.bell.changed() => false,
                _ = self.beat.tick() => true,
            };
            // The token is looked at before a beat too.
            if quiet && self.head().await.ok().flatten().is_some() {
                return Some((Ok(beat_event()), self));
            }
        }
    }

    /// The head of the seller's stream; `None` when the token is no longer good.
    async fn head(&self) -> Result<Option<Place>> {
        let caller = self.caller.clone();
        self.bazaar
            .read(move |tx| {
                if tokens::owner(tx, &caller.hash)?.is_none() {
                    return Ok(None);
                }
                let revision = sellers::reach(tx, &caller.id)?.head;
                Ok(Some(Place {
                    epoch: epoch(tx)?,
                    revision,
                }))
            })
            .await
    }
}

fn hint(head: &Place) -> Option<Event> {
    let cursor = head.cursor();
    let event = Event::default().event("changed").id(cursor.as_str());
    event.json_data(EventHint { cursor }).ok()
}

fn beat_event() -> Event {
    // An event without data is dropped by every conforming parser.
    Event::default().event("beat").data("{}")
}

fn beats(every: Duration) -> Interval {
    let mut beat = tokio::time::interval_at(Instant::now() + every, every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}

async fn passed(until: Option<Instant>) {
    match until {
        Some(until) => tokio::time::sleep_until(until).await,
        None => std::future::pending().await,
    }
}

fn last_event_id(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| {
        Error::refused(
            ProblemKind::Invalid,
            "Last-Event-ID is not a cursor of this server's.",
        )
    })?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
