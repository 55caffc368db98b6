//! The guard, from outside.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response};
use futures_util::StreamExt;
use rapport_core::changes::Announcement;
use rapport_core::key::KeyFile;
use rapport_core::{Clock, DeskConfig};
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

use super::*;
use crate::guard::TOKEN_HEADER;

const PORT: u16 = 4321;
const HERE: &str = "127.0.0.1:4321";

struct Served {
    router: Router,
    token: String,
    desk: Desk,
    // The profile and the page live as long as they are served.
    _dir: TempDir,
}

async fn served() -> Served {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page");
    std::fs::create_dir(&page).unwrap();
    std::fs::write(
        page.join("index.html"),
        "<!doctype html><title>Rapport</title>",
    )
    .unwrap();
    std::fs::write(dir.path().join("secret"), "not the page's").unwrap();
    let desk = Desk::new(DeskConfig {
        dir: dir.path().join("profile"),
        key: Box::new(KeyFile::new(dir.path().join("profile/store.key"))),
        clock: Clock::system(),
        connect: rapport_connectors::connect(),
    });
    desk.open().await.unwrap();
    let guard = Guard::draw(PORT).unwrap();
    let token = guard.address().rsplit_once('=').unwrap().1.to_owned();
    let router = router(Host::new(desk.clone(), guard), &page);
    Served {
        router,
        token,
        desk,
        _dir: dir,
    }
}

impl Served {
    /// A request as the page would send it; each test then spoils one thing of it.
    fn asked(&self, method: Method, path: &str, body: &Value) -> Request<Body> {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HERE)
            .header(header::ORIGIN, format!("http://{HERE}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(TOKEN_HEADER, &self.token)
            .body(Body::from(body.to_string()))
            .unwrap()
    }

    fn status(&self) -> Request<Body> {
        self.asked(Method::POST, "/invoke/desk.status", &Value::Null)
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }
}

fn with(mut request: Request<Body>, name: header::HeaderName, value: &str) -> Request<Body> {
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

async fn json_of(answer: Response<Body>) -> Value {
    serde_json::from_slice(&to_bytes(answer.into_body(), usize::MAX).await.unwrap()).unwrap()
}

#[tokio::test]
async fn the_page_is_answered() {
    let served = served().await;
    let answer = served.answer(served.status()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(json_of(answer).await["store"]["kind"], "open");
}

#[tokio::test]
async fn a_wrong_token_is_turned_away() {
    let served = served().await;
    let token = header::HeaderName::from_static(TOKEN_HEADER);
    let almost = format!("{}x", &served.token.split_at(63).0);
    for wrong in ["", "0", almost.as_str()] {
        for path in [
            "/invoke/desk.status",
            "/carry/inbox.addPicture",
            "/test/open",
        ] {
            let request = served.asked(Method::POST, path, &Value::Null);
            let answer = served.answer(with(request, token.clone(), wrong)).await;
            assert_eq!(
                answer.status(),
                StatusCode::UNAUTHORIZED,
                "{path} with {wrong:?}"
            );
        }
        let events = served.asked(Method::GET, "/events", &Value::Null);
        let answer = served.answer(with(events, token.clone(), wrong)).await;
        assert_eq!(
            answer.status(),
            StatusCode::UNAUTHORIZED,
            "/events with {wrong:?}"
        );
    }
    let mut without = served.status();
    without.headers_mut().remove(&token);
    assert_eq!(
        served.answer(without).await.status(),
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_picture_needs_the_token_in_its_address() {
    let served = served().await;
    let id = uuid::Uuid::nil();
    let mut answers = Vec::new();
    for token in ["", "?token=0", &format!("?token={}", served.token)] {
        let path = format!("/pictures/{id}{token}");
        answers.push(
            served
                .answer(served.asked(Method::GET, &path, &Value::Null))
                .await
                .status(),
        );
    }
    let turned_away = StatusCode::UNAUTHORIZED;
    assert_eq!(answers, [turned_away, turned_away, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn another_name_for_this_machine_is_turned_away() {
    let served = served().await;
    for host in [
        "rebound.example:4321",
        "127.0.0.1:4322",
        "127.0.0.1",
        "localhost.example:4321",
    ] {
        let request = with(served.status(), header::HOST, host);
        let request = with(request, header::ORIGIN, &format!("http://{host}"));
        assert_eq!(
            served.answer(request).await.status(),
            StatusCode::FORBIDDEN,
            "{host}"
        );
    }
    // The page itself is no exception: a rebound name must not even get to see it.
    let page = served.asked(Method::GET, "/", &Value::Null);
    let answer = served
        .answer(with(page, header::HOST, "rebound.example:4321"))
        .await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_foreign_page_is_turned_away() {
    let served = served().await;
    for origin in [
        "https://example.org",
        "null",
        "http://127.0.0.1:9",
        "https://127.0.0.1:4321",
    ] {
        let request = with(served.status(), header::ORIGIN, origin);
        assert_eq!(
            served.answer(request).await.status(),
            StatusCode::FORBIDDEN,
            "{origin}"
        );
    }
    let local = with(served.status(), header::HOST, "localhost:4321");
    let local = with(local, header::ORIGIN, "http://localhost:4321");
    assert_eq!(served.answer(local).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_command_is_refused() {
    let served = served().await;
    let request = served.asked(Method::POST, "/invoke/desk.forget", &Value::Null);
    let answer = served.answer(request).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        json_of(answer).await,
        json!({ "code": "invalid", "detail": "" })
    );
}

#[tokio::test]
async fn a_refused_command_says_why() {
    let served = served().await;
    let args = json!({ "conversationId": uuid::Uuid::nil() });
    let answer = served
        .answer(served.asked(Method::POST, "/invoke/inbox.head", &args))
        .await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json_of(answer).await["code"], "notFound");
}

#[tokio::test]
async fn commits_and_clicks_reach_the_page() {
    let served = served().await;
    let answer = served
        .answer(served.asked(Method::GET, "/events", &Value::Null))
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut stream = answer.into_body().into_data_stream();

    let wanted = json!({ "theme": "dark", "language": "zh-CN" });
    ipc::dispatch(&served.desk, "settings.setAppearance", wanted)
        .await
        .unwrap();
    let clicked = json!({ "conversationId": "c" });
    let answer = served
        .answer(served.asked(Method::POST, "/test/open", &clicked))
        .await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);

    let mut heard = String::new();
    let both = async {
        while !(heard.contains("event: change") && heard.contains("event: open")) {
            let part = stream.next().await.unwrap().unwrap();
            heard += std::str::from_utf8(&part).unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), both)
        .await
        .unwrap();
    assert!(heard.contains(r#""tables":["settings"]"#), "{heard}");
    assert!(heard.contains(r#"data: {"conversationId":"c"}"#), "{heard}");
}

#[tokio::test]
async fn the_page_comes_with_the_windows_policy_and_nothing_beside_it() {
    let served = served().await;
    let answer = served
        .answer(served.asked(Method::GET, "/", &Value::Null))
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(
        policy.starts_with("default-src 'self'; img-src 'self' data: blob:"),
        "{policy}"
    );
    assert!(policy.contains("connect-src 'self';"), "{policy}");
    assert!(policy.contains("object-src 'none'"), "{policy}");
    for path in ["/../secret", "/%2e%2e/secret", "/..%2fsecret"] {
        let answer = served
            .answer(served.asked(Method::GET, path, &Value::Null))
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn every_table_is_in_the_announcement_for_those_who_fell_behind() {
    let all = serde_json::to_value(Announcement::everything()).unwrap();
    // The page lists the same tables in its own types, which are made from the core's.
    let types = include_str!("../../../ui/src/api/commands.gen.ts");
    let (_, rest) = types.split_once("export type Table =").unwrap();
    let (union, _) = rest.split_once(';').unwrap();
    for table in union
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|name| !name.is_empty())
    {
        let tables = all["tables"].as_array().unwrap();
        assert!(tables.iter().any(|one| one == table), "{table} is missing");
    }
}

#[tokio::test]
async fn what_comes_with_bytes_is_carried_up_to_a_limit() {
    let served = served().await;
    let args = json!({ "conversationId": uuid::Uuid::nil() }).to_string();
    let carried = |command: &str, bytes: Vec<u8>| {
        let path = format!("/carry/{command}");
        let mut request = served.asked(Method::POST, &path, &Value::Null);
        *request.body_mut() = Body::from(bytes);
        with(request, header::HeaderName::from_static(ARGS_HEADER), &args)
    };
    for (command, code) in [
        ("inbox.addPicture", "notFound"),
        ("inbox.reply", "invalid"),
        ("inbox.head", "invalid"),
    ] {
        let answer = served
            .answer(carried(command, vec![0; 3 * 1024 * 1024]))
            .await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json_of(answer).await["code"], code, "{command}");
    }
    let large = vec![0; ipc::MOST_CARGO as usize + 2];
    let answer = served.answer(carried("inbox.addPicture", large)).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
