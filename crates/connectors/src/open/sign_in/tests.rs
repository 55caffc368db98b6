//! Signing in at a small marketplace that keeps to the rules, or does not.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use http::StatusCode;
use parking_lot::Mutex;
use rapport_core::sync::access::{AccountAccess, Granted, SignIn, SignInFault, Tokens};
use rapport_core::sync::market::SyncError;
use rapport_protocol::oauth::{CLIENT_ID, METADATA_PATH, REDIRECT_PATH};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use super::{begin, renew, revoke, within};

const ACCESS: &str = "accesscanary";
const REFRESH: &str = "refreshcanary";
const CODE: &str = "codecanary";

type Asked = HashMap<String, String>;
type Answers = Arc<dyn Fn(&Asked) -> Response + Send + Sync>;

/// A marketplace with a token endpoint that answers as a test wants.
#[derive(Clone)]
struct Shop {
    base: String,
    answers: Answers,
    /// What the token and revocation endpoints were asked.
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Shop {
    async fn open(answers: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shop = Self {
            base: format!("http://{}", listener.local_addr().unwrap()),
            answers: Arc::new(answers),
            asked: Arc::default(),
        };
        let ask = async |State(shop): State<Self>, Form(asked): Form<Asked>| {
            shop.asked.lock().push(asked.clone());
            (shop.answers)(&asked)
        };
        let router = Router::new()
            .route(
                METADATA_PATH,
                get(async |State(shop): State<Self>| Json(shop.metadata())),
            )
            .route("/token", post(ask))
            .route("/revoke", post(ask))
            .with_state(shop.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        shop
    }

    fn metadata(&self) -> Value {
        let base = &self.base;
        json!({
            "issuer": base,
            "authorization_endpoint": format!("{base}/agree"),
            "token_endpoint": format!("{base}/token"),
            "revocation_endpoint": format!("{base}/revoke"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "of_the_future": true,
        })
    }

    fn access(&self) -> AccountAccess {
        AccountAccess {
            marketplace: "open".to_owned(),
            base_url: self.base.clone(),
            tokens: Tokens {
                access: ACCESS.to_owned(),
                refresh: Some(REFRESH.to_owned()),
                expires_at: None,
            },
        }
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().clone()
    }
}

fn pair() -> Response {
    Json(json!({
        "access_token": ACCESS, "token_type": "Bearer", "expires_in": 600,
        "refresh_token": REFRESH,
    }))
    .into_response()
}

fn no(status: StatusCode, error: &str) -> Response {
    let says = json!({ "error": error, "error_description": "in its own words" });
    (status, Json(says)).into_response()
}

/// What the authorization page was asked.
fn query(url: &str) -> Asked {
    Url::parse(url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect()
}

/// The address the browser is sent back to, with these words.
fn back(url: &str, words: &[(&str, &str)]) -> Url {
    let mut back = Url::parse(&query(url)["redirect_uri"]).unwrap();
    back.query_pairs_mut().extend_pairs(words);
    back
}

async fn visit(url: Url) -> Response {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.get(url).send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut page = answer.text().await.unwrap().into_response();
    *page.status_mut() = status;
    *page.headers_mut() = headers;
    page
}

async fn text(page: Response) -> String {
    let bytes = axum::body::to_bytes(page.into_body(), usize::MAX).await;
    String::from_utf8(bytes.unwrap().to_vec()).unwrap()
}

/// The seller comes back with these words besides the state.
async fn comes_back(shop: &Shop, words: &[(&str, &str)]) -> Result<Granted, SignInFault> {
    let SignIn { url, agreed } = begin(&shop.base).await.unwrap();
    let state = query(&url)["state"].clone();
    let words = [words, &[("state", &state)]].concat();
    let (granted, _) = tokio::join!(agreed, visit(back(&url, &words)));
    granted
}

#[tokio::test]
async fn the_seller_agrees_and_the_code_becomes_a_pair() {
    let shop = Shop::open(|_| pair()).await;
    let SignIn { url, agreed } = begin(&format!("{}/", shop.base)).await.unwrap();
    let asked = query(&url);
    assert!(url.starts_with(&format!("{}/agree?", shop.base)));
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["client_id"], CLIENT_ID);
    assert_eq!(asked["code_challenge_method"], "S256");
    let redirect = Url::parse(&asked["redirect_uri"]).unwrap();
    assert_eq!(
        (redirect.host_str(), redirect.path()),
        (Some("127.0.0.1"), REDIRECT_PATH)
    );

    let words = [
        ("code", CODE),
        ("state", &asked["state"]),
        ("iss", &shop.base),
    ];
    let (granted, page) = tokio::join!(agreed, visit(back(&url, &words)));
    assert!(
        granted.unwrap()
            == Granted {
                access: ACCESS.to_owned(),
                refresh: Some(REFRESH.to_owned()),
                lasts: Some(Duration::from_mins(10)),
            }
    );
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(page.headers()["cache-control"], "no-store");
    assert_eq!(page.headers()["referrer-policy"], "no-referrer");
    let page = text(page).await;
    assert!(page.contains("You can close this window") && page.contains("可以关闭此窗口"));
    for secret in [CODE, &asked["state"], ACCESS] {
        assert!(!page.contains(secret), "the page holds no secret");
    }

    let [exchange] = &shop.asked()[..] else {
        panic!("it was asked once")
    };
    assert_eq!(exchange["grant_type"], "authorization_code");
    assert_eq!(exchange["code"], CODE);
    assert_eq!(exchange["client_id"], CLIENT_ID);
    assert_eq!(exchange["redirect_uri"], asked["redirect_uri"]);
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&exchange["code_verifier"]));
    assert_eq!(
        challenge, asked["code_challenge"],
        "the verifier is the one that was promised"
    );
}

#[tokio::test]
async fn whoever_does_not_know_the_state_changes_nothing() {
    let shop = Shop::open(|_| pair()).await;
    let SignIn { url, agreed } = begin(&shop.base).await.unwrap();
    let agreed = tokio::spawn(agreed);
    let state = query(&url)["state"].clone();
    let mut elsewhere = back(&url, &[("code", CODE), ("state", &state)]);
    elsewhere.set_path("/elsewhere");
    let mut bare = back(&url, &[]);
    bare.set_query(None);
    for wrong in [
        back(&url, &[("code", CODE), ("state", "guess")]),
        back(&url, &[("code", CODE)]),
        back(&url, &[("error", "access_denied"), ("state", "")]),
        back(
            &url,
            &[("code", CODE), ("state", &state), ("state", &state)],
        ),
        elsewhere,
        bare,
    ] {
        let page = visit(wrong.clone()).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{}", wrong.path());
    }
    assert!(!agreed.is_finished() && shop.asked().is_empty());

    let right = back(&url, &[("code", CODE), ("state", &state)]);
    assert_eq!(visit(right.clone()).await.status(), StatusCode::OK);
    assert!(agreed.await.unwrap().is_ok());
    let port = right.port().unwrap();
    let knock = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    assert!(knock.is_err(), "once is enough");
}

#[tokio::test]
async fn what_the_browser_brings_back_is_told_apart() {
    let shop = Shop::open(|_| pair()).await;
    let declined = comes_back(&shop, &[("error", "access_denied")]).await;
    assert_eq!(declined.err(), Some(SignInFault::Declined));
    for words in [
        &[("error", "server_error")] as &[(&str, &str)],
        &[("code", CODE), ("error", "server_error")],
        &[("code", CODE), ("iss", "https://elsewhere.example")],
        &[],
    ] {
        let fault = comes_back(&shop, words).await.err();
        let refused = matches!(fault, Some(SignInFault::Market(SyncError::Refused { .. })));
        assert!(refused, "{words:?}: {fault:?}");
    }
    assert!(shop.asked().is_empty(), "no code was traded");
}

#[tokio::test]
async fn nobody_is_waited_for_for_ever() {
    let shop = Shop::open(|_| pair()).await;
    let SignIn { url, agreed } = within(&shop.base, Duration::from_millis(50)).await.unwrap();
    assert_eq!(agreed.await.err(), Some(SignInFault::TooLate));
    let SignIn { url: next, agreed } = begin(&shop.base).await.unwrap();
    // Whoever drops it has given up.
    drop(agreed);
    for url in [url, next] {
        let port = back(&url, &[]).port().unwrap();
        let knock = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
        assert!(knock.is_err(), "nothing listens any more");
    }
}

#[tokio::test]
async fn a_marketplace_without_a_sign_in_is_known_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new()).await });
    assert_eq!(begin(&base).await.err(), Some(SyncError::NotFound));
    let refused = begin("http://market.example").await.err();
    assert!(
        matches!(refused, Some(SyncError::Refused { .. })),
        "a token would travel in the open"
    );
}

#[tokio::test]
async fn a_pair_is_renewed_and_given_back() {
    let shop = Shop::open(|asked| match asked.get("grant_type") {
        Some(_) => Json(json!({ "access_token": "next", "token_type": "bearer" })).into_response(),
        None => StatusCode::OK.into_response(),
    })
    .await;
    let granted = renew(&shop.access()).await.unwrap();
    assert_eq!(granted.access, "next");
    assert!(granted.refresh.is_none() && granted.lasts.is_none());
    revoke(&shop.access()).await.unwrap();

    let [renewal, refresh, access] = &shop.asked()[..] else {
        panic!("asked three times")
    };
    assert_eq!(renewal["grant_type"], "refresh_token");
    assert_eq!(renewal["refresh_token"], REFRESH);
    assert_eq!(renewal["client_id"], CLIENT_ID);
    assert_eq!(
        (&*refresh["token"], &*refresh["token_type_hint"]),
        (REFRESH, "refresh_token")
    );
    assert_eq!(
        (&*access["token"], &*access["token_type_hint"]),
        (ACCESS, "access_token")
    );
}

#[tokio::test]
async fn what_a_failed_renewal_means() {
    let unreadable = SyncError::Unreadable {
        detail: "the answer holds no tokens".to_owned(),
    };
    let failed = SyncError::ServerFailed { retry_after: None };
    let refused = SyncError::Refused {
        detail: "in its own words".to_owned(),
    };
    let page = || "<h1>Log in to the network</h1>".into_response();
    let cases: [(fn() -> Response, SyncError); 7] = [
        (
            || no(StatusCode::BAD_REQUEST, "invalid_grant"),
            SyncError::Unauthorized,
        ),
        (
            || no(StatusCode::UNAUTHORIZED, "invalid_client"),
            SyncError::Unauthorized,
        ),
        (|| no(StatusCode::BAD_REQUEST, "invalid_request"), refused),
        (
            || no(StatusCode::SERVICE_UNAVAILABLE, "invalid_grant"),
            failed,
        ),
        (
            || no(StatusCode::TOO_MANY_REQUESTS, "invalid_grant"),
            SyncError::TooMany { retry_after: None },
        ),
        (
            || (StatusCode::BAD_REQUEST, "<h1>No</h1>").into_response(),
            unreadable.clone(),
        ),
        (page, unreadable),
    ];
    for (answer, expected) in cases {
        let shop = Shop::open(move |_| answer()).await;
        assert_eq!(
            renew(&shop.access()).await.err(),
            Some(expected.clone()),
            "{expected:?}"
        );
    }
}

/// Everything that is logged, by whomever.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_holds_a_secret() {
    let log = Log::default();
    let writer = log.clone();
    let everything = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // One thread runs all of this test, so nothing escapes.
    let _logged = tracing::subscriber::set_default(everything);
    tracing::info!("the log is read");

    let shop = Shop::open(|asked| match asked.get("refresh_token") {
        Some(_) => no(StatusCode::BAD_REQUEST, "invalid_grant"),
        None => pair(),
    })
    .await;
    let SignIn { url, agreed } = begin(&shop.base).await.unwrap();
    let state = query(&url)["state"].clone();
    let door = back(&url, &[]);
    let knock = tokio::net::TcpStream::connect(("127.0.0.1", door.port().unwrap()));
    // Not through a client of this test, which may log what it likes.
    let browser = async {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = knock.await.unwrap();
        let request =
            format!("GET {REDIRECT_PATH}?code={CODE}&state={state} HTTP/1.1\r\nHost: here\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).await.unwrap();
        page
    };
    let (granted, page) = tokio::join!(agreed, browser);
    assert!(page.contains("You can close this window"));
    let granted = granted.unwrap();
    assert!(renew(&shop.access()).await.is_err());
    revoke(&shop.access()).await.unwrap();
    tracing::info!(?granted, access = ?shop.access(), "what is printed on purpose");

    let verifier = shop.asked()[0]["code_verifier"].clone();
    let log = String::from_utf8_lossy(&log.0.lock()).into_owned();
    assert!(log.contains("the log is read") && log.contains("on purpose"));
    for secret in [CODE, &verifier, &state, ACCESS, REFRESH] {
        assert!(!log.contains(secret), "a secret was logged");
    }
}
