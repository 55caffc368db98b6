//! # The open API over HTTP
//!
//! One client for one account. What comes is never trusted: a body is read up to a limit, a page
//! is taken apart change by change so that one malformed change loses nothing else, redirects are
//! not followed (a token must not travel to another place), and silence has an end.

mod address;
mod answer;
mod hints;
mod page;
pub(crate) mod sign_in;
#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use rapport_core::sync::access::AccountAccess;
use rapport_core::sync::market::{Event, FetchedPicture, Market, NewPicture, SyncError};
use rapport_protocol::{
    Capabilities, ChangesPage, Cursor, HistoryPage, HistoryToken, MAX_BODY_BYTES, Operation,
    OperationOutcome, Picture, PictureId, Signal, SignalSent,
};
use reqwest::{Client, RequestBuilder, Response, Url, redirect};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request may take, its answer's body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// How long bringing a picture may take: megabytes, over the slow line of a market hall.
const UPLOAD_TIMEOUT: Duration = Duration::from_mins(2);
/// How long a connection that nobody uses is kept for the next request. Less than a request may take:
/// when one has gone unanswered, every connection that was idle beside it is given up as well, and
/// the next try does not wait in vain on another dead one.
const IDLE: Duration = Duration::from_secs(15);

/// One account on a marketplace that speaks the open API.
pub(crate) struct OpenMarket {
    client: Client,
    base: Url,
    authorization: HeaderValue,
    request_timeout: Duration,
    silence: Duration,
}

impl OpenMarket {
    /// A client for the account; nothing is sent yet.
    pub(crate) fn new(access: &AccountAccess) -> Result<Self, SyncError> {
        let base = address::parse(&access.base_url)?;
        let mut authorization =
            HeaderValue::try_from(format!("Bearer {}", access.tokens.access))
                .map_err(|_| refused("The token holds characters that no token has."))?;
        authorization.set_sensitive(true);
        let client = client(&base)?;
        let (request_timeout, silence) = (REQUEST_TIMEOUT, hints::SILENCE);
        Ok(Self {
            client,
            base,
            authorization,
            request_timeout,
            silence,
        })
    }

    fn get(&self, path: &[&str], query: &[(&str, &str)]) -> RequestBuilder {
        self.authorized(self.client.get(address::at(&self.base, path, query)))
            .timeout(self.request_timeout)
    }

    fn post(&self, path: &[&str], body: Vec<u8>) -> RequestBuilder {
        self.authorized(self.client.post(address::at(&self.base, path, &[])))
            .timeout(self.request_timeout)
            .header(CONTENT_TYPE, "application/json")
            .body(body)
    }

    fn authorized(&self, request: RequestBuilder) -> RequestBuilder {
        request.header(AUTHORIZATION, self.authorization.clone())
    }
}

#[async_trait]
impl Market for OpenMarket {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        let response = answer::of(self.get(&["v1", "capabilities"], &[])).await?;
        answer::json(response, MAX_BODY_BYTES).await
    }

    async fn changes(&self, cursor: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError> {
        let limit = limit.to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(cursor.map(|cursor| ("cursor", cursor.as_str())));
        let response = answer::of(self.get(&["v1", "changes"], &query)).await?;
        let page: page::Changes = answer::json(response, MAX_BODY_BYTES).await?;
        Ok(page.into())
    }

    async fn history(&self, before: &HistoryToken, limit: u32) -> Result<HistoryPage, SyncError> {
        let limit = limit.to_string();
        let query = [("before", before.as_str()), ("limit", limit.as_str())];
        let response = answer::of(self.get(&["v1", "history"], &query)).await?;
        let page: page::History = answer::json(response, MAX_BODY_BYTES).await?;
        Ok(page.into())
    }

    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        let body = serde_json::to_vec(operation)
            .map_err(|_| refused("The operation cannot be written as JSON."))?;
        let request = self
            .post(&["v1", "operations"], body)
            .header("Idempotency-Key", operation.idempotency_key());
        let response = answer::of(request).await?;
        match answer::json(response, MAX_BODY_BYTES).await {
            // It was accepted, whatever the size of the answer: this is no refusal.
            Err(SyncError::TooLarge) => Err(SyncError::Unreadable {
                detail: "the answer is too large".to_owned(),
            }),
            outcome => outcome,
        }
    }

    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError> {
        let url = address::at(&self.base, &["v1", "pictures"], &[]);
        let request = self
            .authorized(self.client.post(url))
            .timeout(self.request_timeout.max(UPLOAD_TIMEOUT))
            .header(CONTENT_TYPE, &picture.media_type)
            .header("Idempotency-Key", &picture.key)
            .body(picture.bytes.clone());
        let response = answer::of(request).await?;
        answer::json(response, MAX_BODY_BYTES).await
    }

    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError> {
        let request = self.get(&["v1", "pictures", id.as_str()], &[]);
        let response = answer::of(request).await?;
        let media_type = media_type(&response);
        let bytes = answer::bytes(response, MAX_BODY_BYTES).await?;
        Ok(FetchedPicture { media_type, bytes })
    }

    async fn signal(&self, signal: &Signal) -> Result<(), SyncError> {
        let sent = SignalSent {
            signal: signal.clone().into(),
        };
        let body = serde_json::to_vec(&sent)
            .map_err(|_| refused("The signal cannot be written as JSON."))?;
        answer::of(self.post(&["v1", "signals"], body)).await?;
        Ok(())
    }

    async fn events(
        &self,
        from: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        let url = address::at(&self.base, &["v1", "events"], &[("cursor", from.as_str())]);
        // No timeout on the request as a whole: the stream is meant to stay open.
        let request = self
            .authorized(self.client.get(url))
            .header(ACCEPT, "text/event-stream");
        let response = tokio::time::timeout(self.request_timeout, answer::of(request))
            .await
            .map_err(|_| SyncError::Unreachable { arrived: true })??;
        if !media_type(&response).starts_with("text/event-stream") {
            let detail = "the event stream is something else".to_owned();
            return Err(SyncError::Unreadable { detail });
        }
        Ok(hints::stream(response, self.silence))
    }
}

/// What connects to a marketplace: nothing but the marketplace itself is ever asked.
fn client(base: &Url) -> Result<Client, SyncError> {
    let mut client = Client::builder()
        .user_agent(concat!("Rapport/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::none());
    if address::is_loopback(base) {
        // A proxy's idea of loopback is another machine.
        client = client.no_proxy();
    }
    client
        .build()
        .map_err(|_| refused("This machine cannot open connections."))
}

fn media_type(response: &Response) -> String {
    let value = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().trim().to_ascii_lowercase()
}

fn refused(detail: &str) -> SyncError {
    SyncError::Refused {
        detail: detail.to_owned(),
    }
}
