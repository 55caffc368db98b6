//! Answers, and what a failed one means.

use std::time::Duration;

use chrono::DateTime;
use http::StatusCode;
use http::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use rapport_core::sync::market::SyncError;
use rapport_protocol::{PROBLEM_MEDIA_TYPE, Problem};
use reqwest::{RequestBuilder, Response};
use serde::de::DeserializeOwned;

/// The longest problem that is read.
const MAX_PROBLEM_BYTES: usize = 64 * 1024;
/// The longest detail that is kept.
const MAX_DETAIL_CHARS: usize = 300;

/// Sends a request and takes only a good answer.
pub(super) async fn of(request: RequestBuilder) -> Result<Response, SyncError> {
    good(any(request).await?).await
}

/// Sends a request and takes whatever is answered.
pub(super) async fn any(request: RequestBuilder) -> Result<Response, SyncError> {
    request.send().await.map_err(|fault| unreachable(&fault))
}

/// Takes only a good answer.
pub(super) async fn good(response: Response) -> Result<Response, SyncError> {
    if response.status().is_success() {
        return Ok(response);
    }
    Err(failure(response).await)
}

/// The body as JSON.
pub(super) async fn json<T: DeserializeOwned>(
    response: Response,
    max: usize,
) -> Result<T, SyncError> {
    let bytes = bytes(response, max).await?;
    serde_json::from_slice(&bytes).map_err(|fault| {
        // Only where and of what sort: the fault's own words would quote what buyers wrote.
        let (line, column) = (fault.line(), fault.column());
        let sort = fault.classify();
        SyncError::Unreadable {
            detail: format!("{sort:?} at line {line}, column {column}"),
        }
    })
}

/// The body, read no further than `max`.
pub(super) async fn bytes(mut response: Response, max: usize) -> Result<Vec<u8>, SyncError> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max as u64 {
        return Err(SyncError::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|fault| unreachable(&fault))?
    {
        if bytes.len() + chunk.len() > max {
            return Err(SyncError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What became of a request without an answer.
pub(super) fn unreachable(fault: &reqwest::Error) -> SyncError {
    // Without a connection nothing was written; after that, anything may have arrived.
    SyncError::Unreachable {
        arrived: !fault.is_connect(),
    }
}

/// What an answer that is no success means.
async fn failure(response: Response) -> SyncError {
    let status = response.status();
    let retry_after = retry_after(response.headers());
    match status {
        StatusCode::UNAUTHORIZED => SyncError::Unauthorized,
        StatusCode::GONE => SyncError::ExpiredCursor,
        StatusCode::PAYLOAD_TOO_LARGE => SyncError::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => SyncError::TooMany { retry_after },
        StatusCode::REQUEST_TIMEOUT => SyncError::Unreachable { arrived: true },
        _ if status.is_server_error() => SyncError::ServerFailed { retry_after },
        _ => definitive(status, problem(response).await),
    }
}

/// A refusal counts only in the marketplace's own words: the page of some proxy in between says
/// nothing about what the seller did.
fn definitive(status: StatusCode, problem: Option<Problem>) -> SyncError {
    let Some(problem) = problem.filter(|_| status.is_client_error()) else {
        let detail = format!("status {} without a problem", status.as_u16());
        return SyncError::Unreadable { detail };
    };
    match status {
        StatusCode::NOT_FOUND => SyncError::NotFound,
        StatusCode::CONFLICT => SyncError::Stale,
        _ => SyncError::Refused {
            detail: problem.detail.chars().take(MAX_DETAIL_CHARS).collect(),
        },
    }
}

async fn problem(response: Response) -> Option<Problem> {
    let media_type = response
        .headers()
        .get(CONTENT_TYPE)?
        .to_str()
        .ok()?
        .to_owned();
    if !media_type.starts_with(PROBLEM_MEDIA_TYPE) {
        return None;
    }
    json(response, MAX_PROBLEM_BYTES).await.ok()
}

/// How long the marketplace asks to be left alone: seconds, or a date.
///
/// A date is measured against the answer's own `Date`, so that neither side's clock matters.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let value = text(&RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?;
    let from = DateTime::parse_from_rfc2822(text(&DATE)?).ok()?;
    Some((until - from).to_std().unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let date = "Wed, 21 Oct 2015 07:28:00 GMT";
        let later = "Wed, 21 Oct 2015 07:28:30 GMT";
        let cases = [
            (Some("7"), None, Some(7)),
            (Some(" 0 "), None, Some(0)),
            (Some(later), Some(date), Some(30)),
            (Some(date), Some(later), Some(0)),
            (Some(later), None, None),
            (Some("soon"), Some(date), None),
            (Some("-3"), None, None),
            (None, Some(date), None),
        ];
        for (after, date, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in [(RETRY_AFTER, after), (DATE, date)] {
                value.map(|value| headers.insert(name, value.parse().unwrap()));
            }
            assert_eq!(
                retry_after(&headers),
                expected.map(Duration::from_secs),
                "{after:?}"
            );
        }
    }
}
