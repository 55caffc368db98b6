//! The connector against a small server that misbehaves on purpose.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use rapport_core::sync::access::{AccountAccess, Tokens};
use rapport_core::sync::market::{Event, Market, NewPicture, SyncError};
use rapport_protocol::{
    Act, Cursor, Fault, Open, Operation, PROBLEM_MEDIA_TYPE, PictureId, Presence, Problem,
    ProblemKind, SellerPresence, SendMessage, Signal, TextBody, Typing,
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::OpenMarket;

/// Answers every request with what `answer` makes of it.
async fn serve<F>(answer: F) -> OpenMarket
where
    F: Fn(&Request) -> Response + Clone + Send + Sync + 'static,
{
    let router = Router::new()
        .fallback(|State(answer): State<F>, request: Request| async move { answer(&request) })
        .with_state(answer);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    market(address)
}

fn market(address: SocketAddr) -> OpenMarket {
    let access = AccountAccess {
        marketplace: "open".to_owned(),
        base_url: format!("http://{address}"),
        tokens: Tokens::by_hand("a-token".to_owned()),
    };
    let mut market = OpenMarket::new(&access).unwrap();
    market.request_timeout = Duration::from_secs(5);
    market.silence = Duration::from_millis(200);
    market
}

fn problem(kind: ProblemKind) -> Response {
    let problem = Problem::new(kind, "what happened");
    let status = StatusCode::from_u16(problem.status).unwrap();
    let body = serde_json::to_string(&problem).unwrap();
    (status, [(CONTENT_TYPE, PROBLEM_MEDIA_TYPE)], body).into_response()
}

fn page(changes: &serde_json::Value) -> Response {
    let page = json!({ "changes": changes, "cursor": "c2", "hasMore": false, "later": 1 });
    axum::Json(page).into_response()
}

fn operation() -> Operation {
    let body = Open::Known(rapport_protocol::Body::Text(TextBody {
        text: "茶".to_owned(),
    }));
    let act = Act::Message(SendMessage {
        conversation_id: "k".into(),
        body,
        reply_to: None,
    });
    Operation {
        id: "op-1".into(),
        revision: 3,
        expects: None,
        act: Open::Known(act),
    }
}

fn refused() -> SyncError {
    SyncError::Refused {
        detail: "what happened".to_owned(),
    }
}

#[tokio::test]
async fn every_problem_becomes_what_the_engine_does_about_it() {
    let cases = [
        (ProblemKind::Invalid, refused()),
        (ProblemKind::Unauthorized, SyncError::Unauthorized),
        (ProblemKind::Forbidden, refused()),
        (ProblemKind::NotFound, SyncError::NotFound),
        (ProblemKind::Stale, SyncError::Stale),
        (ProblemKind::ExpiredCursor, SyncError::ExpiredCursor),
        (ProblemKind::TooLarge, SyncError::TooLarge),
        (ProblemKind::KeyReused, refused()),
        (ProblemKind::Refused, refused()),
        (
            ProblemKind::TooMany,
            SyncError::TooMany { retry_after: None },
        ),
        (
            ProblemKind::Internal,
            SyncError::ServerFailed { retry_after: None },
        ),
    ];
    for (kind, expected) in cases {
        let answered = kind.clone();
        let market = serve(move |_| problem(answered.clone())).await;
        assert_eq!(
            market.send(&operation()).await.unwrap_err(),
            expected,
            "{kind:?}"
        );
        assert_eq!(
            market.changes(None, 1).await.unwrap_err(),
            expected,
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_stranger_in_between_refuses_nothing() {
    for status in [
        StatusCode::NOT_FOUND,
        StatusCode::CONFLICT,
        StatusCode::FORBIDDEN,
    ] {
        let market = serve(move |_| (status, "<h1>Log in to the network</h1>").into_response());
        let fault = market.await.send(&operation()).await.unwrap_err();
        assert!(
            matches!(fault, SyncError::Unreadable { .. }),
            "{status}: {fault:?}"
        );
        assert!(!fault.is_permanent(), "the reply stays queued");
    }
}

#[tokio::test]
async fn retry_after_is_handed_on() {
    for status in [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    ] {
        let market = serve(move |_| (status, [(RETRY_AFTER, "7")]).into_response()).await;
        let fault = market.changes(None, 1).await.unwrap_err();
        assert_eq!(
            fault.retry_after(),
            Some(Duration::from_secs(7)),
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let market = serve(|request| {
        assert!(
            !request.uri().path().contains("elsewhere"),
            "the token stays here"
        );
        (StatusCode::FOUND, [(LOCATION, "/elsewhere")]).into_response()
    });
    let fault = market.await.capabilities().await.unwrap_err();
    assert!(matches!(fault, SyncError::Unreadable { .. }), "{fault:?}");
}

#[tokio::test]
async fn an_operation_carries_its_key_and_token() {
    let market = serve(|request| {
        assert_eq!(request.headers()["idempotency-key"], "op-1.3");
        assert_eq!(request.headers()[AUTHORIZATION], "Bearer a-token");
        assert_eq!(request.uri(), "/v1/operations");
        let change = json!({ "revision": 4, "record": { "kind": "novelty" } });
        axum::Json(json!({ "operationId": "op-1", "change": change })).into_response()
    });
    let outcome = market.await.send(&operation()).await.unwrap();
    assert_eq!(outcome.operation_id.as_str(), "op-1");
}

#[tokio::test]
async fn garbage_is_unreadable_and_not_quoted() {
    let market = serve(|_| r#"{"changes": "Anna's secret"}"#.into_response()).await;
    let fault = market.changes(None, 1).await.unwrap_err();
    assert!(matches!(fault, SyncError::Unreadable { .. }), "{fault:?}");
    assert!(
        !format!("{fault:?}").contains("secret"),
        "what buyers wrote stays out of logs"
    );
    let market = serve(|_| "<html>".into_response()).await;
    let fault = market.send(&operation()).await.unwrap_err();
    assert!(
        fault.may_have_arrived(),
        "an answer that cannot be read may follow a good deed"
    );
}

#[tokio::test]
async fn a_malformed_and_an_unknown_change_lose_nothing_else() {
    let market = serve(|_| {
        page(&json!([
            { "revision": 1, "record": { "kind": "person", "id": "p", "name": "Anna" } },
            { "revision": 2, "record": { "kind": "person", "id": 7 } },
            { "revision": 3, "record": { "kind": "novelty", "is": ["kept"] } },
            { "revision": "four", "record": { "kind": "person", "id": "p", "name": "Anna" } },
            "not even an object",
            { "revision": 6, "record": { "kind": "person", "id": "q", "name": "李" } },
        ]))
    });
    let page = market
        .await
        .changes(Some(&Cursor::from("c1")), 50)
        .await
        .unwrap();
    let faults: Vec<_> = page
        .changes
        .iter()
        .map(|change| change.record.fault())
        .collect();
    assert_eq!(faults.len(), 6);
    assert!(
        faults[0].is_none() && faults[5].is_none(),
        "good neighbours are read"
    );
    assert!(matches!(faults[1], Some(Fault::Malformed(_))));
    assert_eq!(faults[2], Some(Fault::UnknownKind("novelty".to_owned())));
    assert!(matches!(faults[3], Some(Fault::Malformed(_))));
    assert!(matches!(faults[4], Some(Fault::Malformed(_))));
    assert_eq!(page.changes[3].revision, 0, "no change has the revision 0");
    assert_eq!(page.cursor.as_str(), "c2");
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_not_read_to_its_end() {
    let market = serve(|request| {
        if request.uri().path().ends_with("history") {
            return vec![b' '; 10 * 1024 * 1024].into_response();
        }
        // Without a length, and without an end: only counting helps.
        let endless = stream::repeat(Ok::<_, Infallible>(Bytes::from(vec![b' '; 65536])));
        Body::from_stream(endless).into_response()
    });
    let market = market.await;
    assert_eq!(
        market.history(&"h".into(), 1).await.unwrap_err(),
        SyncError::TooLarge
    );
    assert_eq!(
        market.changes(None, 1).await.unwrap_err(),
        SyncError::TooLarge
    );
    let fault = market.send(&operation()).await.unwrap_err();
    assert!(
        !fault.is_permanent(),
        "a long answer is no refusal: {fault:?}"
    );
}

#[tokio::test]
async fn a_cut_connection_may_have_arrived_and_a_closed_port_cannot() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let cut = tokio::spawn(async move {
        // Reads the request, answers half a body, hangs up.
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut start = [0; 16];
        socket.read_exact(&mut start).await.unwrap();
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"op")
            .await
            .unwrap();
    });
    let market = market(address);
    let fault = market.send(&operation()).await.unwrap_err();
    assert_eq!(fault, SyncError::Unreachable { arrived: true });
    cut.await.unwrap();
    let fault = market.send(&operation()).await.unwrap_err();
    assert_eq!(
        fault,
        SyncError::Unreachable { arrived: false },
        "nobody listens any more"
    );
}

#[tokio::test]
async fn a_server_that_never_answers_has_an_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut market = market(listener.local_addr().unwrap());
    market.request_timeout = Duration::from_millis(100);
    let fault = market.capabilities().await.unwrap_err();
    assert_eq!(fault, SyncError::Unreachable { arrived: true });
    let fault = market.events(&"c".into()).await.err();
    assert_eq!(fault, Some(SyncError::Unreachable { arrived: true }));
}

#[tokio::test]
async fn a_picture_is_handed_on() {
    let market = serve(|request| {
        assert_eq!(request.uri().path(), "/v1/pictures/a%2Fb");
        ([(CONTENT_TYPE, "image/png")], vec![1, 2, 3]).into_response()
    });
    let picture = market.await.picture(&PictureId::from("a/b")).await.unwrap();
    assert_eq!(
        (picture.media_type.as_str(), picture.bytes),
        ("image/png", vec![1, 2, 3])
    );
}

/// A stream of server-sent events that begins with `text`, then stays open and silent.
async fn hints(text: &'static [u8]) -> Vec<Result<Event, SyncError>> {
    let market = serve(move |_| {
        let first = stream::iter([Ok::<_, Infallible>(Bytes::from_static(text))]);
        let body = Body::from_stream(first.chain(stream::pending()));
        ([(CONTENT_TYPE, "text/event-stream")], body).into_response()
    });
    market
        .await
        .events(&"c1".into())
        .await
        .unwrap()
        .collect()
        .await
}

#[tokio::test]
async fn hints_and_beats_are_told_apart_and_silence_ends_the_stream() {
    let started = Instant::now();
    let seen = hints(
        b"event: changed\nid: c2\ndata: {\"cursor\":\"c2\"}\n\nevent: beat\n\n\
          event: beat\ndata: {}\n\nevent: typing\ndata: {}\n\n",
    );
    let expected = vec![
        Ok(Event::Changed("c2".into())),
        Ok(Event::Beat),
        Ok(Event::Beat),
        Err(SyncError::Unreachable { arrived: true }),
    ];
    assert_eq!(seen.await, expected);
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "silence is noticed"
    );
}

#[tokio::test]
async fn a_stream_of_garbage_ends() {
    let seen = hints(b"event: changed\ndata: {\"nothing\":1}\n\n").await;
    assert!(
        matches!(seen.first(), Some(Err(SyncError::Unreadable { .. }))),
        "{seen:?}"
    );
    let market = serve(|_| {
        let endless = stream::repeat(Ok::<_, Infallible>(Bytes::from(vec![b'x'; 65536])));
        (
            [(CONTENT_TYPE, "text/event-stream")],
            Body::from_stream(endless),
        )
            .into_response()
    });
    let seen: Vec<_> = market
        .await
        .events(&"c".into())
        .await
        .unwrap()
        .collect()
        .await;
    assert_eq!(
        seen,
        [Err(SyncError::TooLarge)],
        "a line without an end is not kept"
    );
    let market = serve(|_| "hello".into_response()).await;
    assert!(
        market.events(&"c".into()).await.is_err(),
        "a page is no stream"
    );
}

#[tokio::test]
async fn signals_come_with_the_hints_and_go_by_themselves() {
    let said = "event: presence\ndata: {\"personId\":\"p\",\"online\":true,\"later\":1}\n\n\
                event: typing\ndata: {\"conversationId\":\"k\",\"personId\":\"p\"}\n\n\
                event: presence\ndata: {\"personId\":7}\n\n";
    let market = serve(move |request| match request.uri().path() {
        "/v1/signals" => StatusCode::NO_CONTENT.into_response(),
        _ => ([(CONTENT_TYPE, "text/event-stream")], said).into_response(),
    })
    .await;
    let stream = market.events(&Cursor("c".to_owned())).await.unwrap();
    let heard: Vec<_> = stream.collect().await;
    let expected = [
        Event::Presence(Presence {
            person_id: "p".into(),
            online: true,
        }),
        Event::Typing(Typing {
            conversation_id: "k".into(),
            person_id: "p".into(),
        }),
        // One that cannot be read is still a sign of life.
        Event::Beat,
    ];
    assert_eq!(heard, expected.map(Ok));
    let online = Signal::Presence(SellerPresence { online: true });
    market.signal(&online).await.unwrap();
}

#[tokio::test]
async fn a_picture_is_brought_as_it_is_under_its_key() {
    let market = serve(|request: &Request| {
        let header = |name: &str| {
            let value = request.headers().get(name).unwrap();
            value.to_str().unwrap().to_owned()
        };
        if header("content-type") == "image/gif" {
            return problem(ProblemKind::UnsupportedMediaType);
        }
        let told = format!("{} {}", request.uri(), header("idempotency-key"));
        let stored = json!({ "id": told, "mediaType": header("content-type"),
            "width": 3, "height": 2, "bytes": 4 });
        (StatusCode::CREATED, axum::Json(stored)).into_response()
    })
    .await;
    let picture = |media_type: &str| NewPicture {
        key: "key-1".to_owned(),
        media_type: media_type.to_owned(),
        bytes: vec![1, 2, 3, 4],
    };
    let stored = market.store_picture(&picture("image/png")).await.unwrap();
    assert_eq!(stored.id.as_str(), "/v1/pictures key-1");
    assert_eq!(stored.media_type, "image/png");
    let refused = market.store_picture(&picture("image/gif")).await;
    assert!(
        matches!(refused, Err(SyncError::Refused { .. })),
        "{refused:?}"
    );
}
