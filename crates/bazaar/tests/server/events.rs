//! The stream of hints.

use std::time::Duration;

use futures_util::StreamExt;
use rapport_bazaar::{Bazaar, NewMessage, Rules, wall_clock};
use rapport_protocol::{Author, Body, EventHint, TextBody};
use reqwest::{Method, Response, StatusCode};

use crate::stage::Stage;

/// Nothing here takes longer, unless it never comes.
const DEADLINE: Duration = Duration::from_secs(10);

/// Reads a stream event by event, as the bytes that came.
pub(crate) struct Events {
    stream: futures_util::stream::BoxStream<'static, reqwest::Result<Vec<u8>>>,
    read: String,
}

impl Events {
    pub(crate) fn of(answer: Response) -> Self {
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let stream = answer
            .bytes_stream()
            .map(|part| part.map(|bytes| bytes.to_vec()))
            .boxed();
        Self {
            stream,
            read: String::new(),
        }
    }

    /// The next event; `None` when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<String> {
        let reading = async {
            loop {
                if let Some((event, rest)) = self.read.split_once("\n\n") {
                    let (event, rest) = (event.to_owned(), rest.to_owned());
                    self.read = rest;
                    return Some(event);
                }
                let part = self.stream.next().await?.ok()?;
                self.read.push_str(&String::from_utf8(part).unwrap());
            }
        };
        tokio::time::timeout(DEADLINE, reading)
            .await
            .expect("an event in time")
    }

    pub(crate) async fn hint(&mut self) -> EventHint {
        let event = self.next().await.expect("a hint");
        let line = |name: &str| {
            let prefix = format!("{name}: ");
            event
                .lines()
                .find_map(|line| line.strip_prefix(&prefix))
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(line("event"), "changed", "{event}");
        let hint: EventHint = serde_json::from_str(&line("data")).unwrap();
        assert_eq!(line("id"), hint.cursor.as_str(), "the id is the cursor");
        hint
    }
}

#[tokio::test]
async fn a_message_is_hinted_with_the_head_and_leads_to_it() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    let path = format!("/v1/events?cursor={start}");
    let mut events = Events::of(stage.get(&path, &stage.seller).await);
    stage.say(&conversation, "Are you there?").await;
    let hint = events.hint().await;
    let page = stage.changes(&format!("cursor={start}")).await;
    assert_eq!(page.cursor, hint.cursor);
}

#[tokio::test]
async fn what_was_missed_is_hinted_at_once() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    stage.say(&conversation, "While you were away").await;
    let head = stage.changes("").await.cursor;
    let by_query = stage
        .get(
            &format!("/v1/events?seconds=0&cursor={start}"),
            &stage.seller,
        )
        .await;
    assert_eq!(Events::of(by_query).hint().await.cursor, head);
    // A reconnecting client still has its first cursor in the address; the header is newer.
    let request = stage.request(
        Method::GET,
        &format!("/v1/events?seconds=0&cursor={start}"),
        &stage.seller,
    );
    let by_header = request
        .header("Last-Event-ID", head.as_str())
        .send()
        .await
        .unwrap();
    assert_eq!(
        Events::of(by_header).next().await,
        None,
        "nothing was missed since"
    );
}

#[tokio::test]
async fn a_quiet_stream_beats_with_data_that_parsers_do_not_drop() {
    let stage = Stage::new().await;
    stage.bazaar.set_rules(Rules {
        beat: Duration::from_millis(20),
        ..Rules::default()
    });
    let start = stage.changes("").await.cursor;
    let path = format!("/v1/events?cursor={start}");
    let mut events = Events::of(stage.get(&path, &stage.seller).await);
    for _ in 0..2 {
        // An event without a data line is dropped by every conforming parser.
        assert_eq!(events.next().await.unwrap(), "event: beat\ndata: {}");
    }
}

#[tokio::test]
async fn the_stream_ends_when_its_token_is_revoked() {
    let stage = Stage::new().await;
    let mut events = Events::of(stage.get("/v1/events", &stage.seller).await);
    events.hint().await;
    assert!(stage.bazaar.revoke_token(&stage.seller.token).unwrap());
    assert_eq!(events.next().await, None);
    let answer = stage.get("/v1/events", &stage.seller).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_stream_ends_when_the_server_stops() {
    let mut stage = Stage::new().await;
    let mut events = Events::of(stage.get("/v1/events", &stage.seller).await);
    events.hint().await;
    stage.stop().await;
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn what_another_process_writes_is_hinted_too() {
    let stage = Stage::new().await;
    let conversation = stage.conversation().await;
    let start = stage.changes("").await.cursor;
    let path = format!("/v1/events?cursor={start}");
    let mut events = Events::of(stage.get(&path, &stage.seller).await);
    // A second opening of the file is what the command line does.
    let aside = Bazaar::open(stage.folder.path().join("bazaar.db"), wall_clock()).unwrap();
    let body = Body::Text(TextBody {
        text: "From the command line".to_owned(),
    });
    let message = NewMessage {
        author: Author::Buyer,
        body,
        at: None,
    };
    aside.say(&stage.buyer.id, &conversation, &message).unwrap();
    events.hint().await;
}
