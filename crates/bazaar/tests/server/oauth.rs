//! How a workstation is let in, and everything that is refused on the way.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_bazaar::Rules;
use rapport_protocol::oauth::{AuthorizationServer, CLIENT_ID, METADATA_PATH};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::browser::{Browser, Page, open_doors};
use crate::events::Events;
use crate::stage::{Account, Stage, add_buyer, add_product, add_seller};

const VERIFIER: &str = "the-verifier-that-only-this-workstation-knows-1";
const BACK: &str = "http://127.0.0.1:4711/signed-in";
const MINUTE: i64 = 60_000;

/// The page that a workstation opens in the browser, with some of its query changed.
fn page(changes: &[(&str, &str)]) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let mut query = vec![
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", BACK),
        ("state", "the state & more"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in changes {
        query.retain(|(known, _)| known != name);
        if !value.is_empty() {
            query.push((name, value));
        }
    }
    let query = serde_urlencoded::to_string(query).unwrap();
    format!("/oauth/authorize?{query}")
}

/// A stage with open doors.
async fn stage() -> Stage {
    let stage = Stage::new().await;
    open_doors(&stage);
    stage
}

async fn decide(stage: &Stage, seller: &str, step: &str) -> Page {
    let mut browser = Browser::new(stage);
    let page = page(&[]);
    let sign_in = [("step", "sign-in"), ("name", seller)];
    let asked = browser.post(&page, &page, &sign_in).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    browser.post(&page, &page, &[("step", step)]).await
}

/// The code that a seller's agreement gives.
async fn code(stage: &Stage, seller: &str) -> String {
    let answer = decide(stage, seller, "agree").await;
    answered(&answer, "code")
}

/// What the way back to the workstation says, after looking that it is the way back.
fn answered(page: &Page, name: &str) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let to = page.to.as_deref().expect("a way back");
    let query = to.strip_prefix(BACK).unwrap().strip_prefix('?').unwrap();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    let value = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone())
    };
    assert_eq!(value("state").as_deref(), Some("the state & more"));
    value(name).expect(name)
}

async fn post(stage: &Stage, path: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
    let request = stage.client.post(format!("{}{path}", stage.url));
    let answer = request.form(form).send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

async fn redeem(stage: &Stage, code: &str, changes: &[(&str, &str)]) -> (StatusCode, Value) {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT_ID),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ];
    for (name, value) in changes {
        form.retain(|(known, _)| known != name);
        form.push((name, value));
    }
    form.retain(|(_, value)| !value.is_empty());
    post(stage, "/oauth/token", &form).await
}

async fn renew(stage: &Stage, refresh: &str) -> (StatusCode, Value) {
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("refresh_token", refresh),
    ];
    post(stage, "/oauth/token", &form).await
}

async fn give_back(stage: &Stage, token: &str) -> StatusCode {
    let form = [("token", token), ("client_id", CLIENT_ID)];
    post(stage, "/oauth/revoke", &form).await.0
}

/// What a workstation has.
#[derive(Debug, Clone)]
struct Pair {
    access: Account,
    refresh: String,
}

fn pair((status, answer): (StatusCode, Value)) -> Pair {
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["token_type"], "Bearer");
    let text = |name: &str| answer[name].as_str().unwrap().to_owned();
    Pair {
        access: Account {
            id: String::new(),
            token: text("access_token"),
        },
        refresh: text("refresh_token"),
    }
}

async fn let_in(stage: &Stage) -> Pair {
    let code = code(stage, &stage.seller.id).await;
    pair(redeem(stage, &code, &[]).await)
}

async fn is_good(stage: &Stage, access: &Account) -> bool {
    let status = stage.get("/v1/changes", access).await.status();
    assert!(matches!(status, StatusCode::OK | StatusCode::UNAUTHORIZED));
    status == StatusCode::OK
}

fn is_refused((status, answer): (StatusCode, Value), error: &str) {
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(answer["error"], error, "{answer}");
    assert!(answer["access_token"].is_null());
}

#[tokio::test]
async fn a_seller_agrees_and_the_workstation_works() {
    let stage = stage().await;
    let metadata = stage.client.get(format!("{}{METADATA_PATH}", stage.url));
    let known: AuthorizationServer = metadata.send().await.unwrap().json().await.unwrap();
    assert_eq!(known.issuer, stage.url);
    assert_eq!(known.token_endpoint, format!("{}/oauth/token", stage.url));
    assert_eq!(known.code_challenge_methods_supported, ["S256"]);

    let code = code(&stage, &stage.seller.id).await;
    let (status, answer) = redeem(&stage, &code, &[]).await;
    assert_eq!(answer["expires_in"], 3600);
    let first = pair((status, answer));
    assert!(is_good(&stage, &first.access).await);

    let second = pair(renew(&stage, &first.refresh).await);
    assert_ne!(second.access.token, first.access.token);
    assert_ne!(second.refresh, first.refresh);
    assert!(is_good(&stage, &second.access).await);
    let third = pair(renew(&stage, &second.refresh).await);
    assert!(is_good(&stage, &third.access).await);
}

#[tokio::test]
async fn a_seller_refuses() {
    let stage = stage().await;
    let answer = decide(&stage, &stage.seller.id, "refuse").await;
    assert_eq!(answered(&answer, "error"), "access_denied");
}

#[tokio::test]
async fn a_code_is_nothing_without_its_verifier() {
    let stage = stage().await;
    let code = code(&stage, &stage.seller.id).await;
    let missing = redeem(&stage, &code, &[("code_verifier", "")]).await;
    is_refused(missing, "invalid_request");
    pair(redeem(&stage, &code, &[]).await);
}

#[tokio::test]
async fn a_code_is_nothing_with_another_verifier() {
    let stage = stage().await;
    let code = code(&stage, &stage.seller.id).await;
    let other = VERIFIER.replace('1', "2");
    let wrong = redeem(&stage, &code, &[("code_verifier", &other)]).await;
    is_refused(wrong, "invalid_grant");
    // What an eavesdropper of the browser knows is not enough either.
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let wrong = redeem(&stage, &code, &[("code_verifier", &challenge)]).await;
    is_refused(wrong, "invalid_grant");
}

#[tokio::test]
async fn only_a_hashed_challenge_is_taken() {
    let stage = stage().await;
    for changes in [
        [("code_challenge_method", "plain")].as_slice(),
        &[("code_challenge_method", "")],
        &[("code_challenge", "")],
        &[("code_challenge", "too-short")],
        &[("code_challenge", ""), ("code_challenge_method", "")],
    ] {
        let answer = Browser::new(&stage).get(&page(changes)).await;
        assert_eq!(answered(&answer, "error"), "invalid_request", "{changes:?}");
    }
    let answer = Browser::new(&stage)
        .get(&page(&[("response_type", "token")]))
        .await;
    assert_eq!(answered(&answer, "error"), "unsupported_response_type");
}

#[tokio::test]
async fn a_replayed_code_ends_what_it_gave() {
    let stage = stage().await;
    let code = code(&stage, &stage.seller.id).await;
    let given = pair(redeem(&stage, &code, &[]).await);
    let later = pair(renew(&stage, &given.refresh).await);
    assert!(is_good(&stage, &later.access).await);

    is_refused(redeem(&stage, &code, &[]).await, "invalid_grant");
    assert!(!is_good(&stage, &given.access).await);
    assert!(!is_good(&stage, &later.access).await);
    is_refused(renew(&stage, &later.refresh).await, "invalid_grant");
}

#[tokio::test]
async fn the_browser_is_never_sent_elsewhere() {
    let stage = stage().await;
    for changes in [
        [("redirect_uri", "http://elsewhere.example/signed-in")].as_slice(),
        &[("redirect_uri", "http://127.0.0.1:4711/elsewhere")],
        &[(
            "redirect_uri",
            "http://127.0.0.1:4711@elsewhere.example:80/signed-in",
        )],
        &[("redirect_uri", "")],
        &[("client_id", "somebody-else")],
        &[("client_id", "")],
    ] {
        let mut browser = Browser::new(&stage);
        for answer in [
            browser.get(&page(changes)).await,
            browser
                .send_form(&page(changes), &[("step", "agree"), ("form_token", "x")])
                .await,
        ] {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{changes:?}");
            assert_eq!(answer.to, None, "{changes:?}");
            assert!(answer.shows("This link cannot be used"));
        }
    }
}

#[tokio::test]
async fn a_code_goes_back_where_it_came_from_and_only_there() {
    let stage = stage().await;
    let code = code(&stage, &stage.seller.id).await;
    let other = BACK.replace("4711", "4712");
    let wrong = redeem(&stage, &code, &[("redirect_uri", &other)]).await;
    is_refused(wrong, "invalid_grant");
    let wrong = redeem(&stage, &code, &[("client_id", "somebody-else")]).await;
    is_refused(wrong, "invalid_client");
}

#[tokio::test]
async fn a_code_waits_for_a_minute() {
    let stage = stage().await;
    let late = code(&stage, &stage.seller.id).await;
    stage.pass(MINUTE);
    is_refused(redeem(&stage, &late, &[]).await, "invalid_grant");
    let in_time = code(&stage, &stage.seller.id).await;
    stage.pass(MINUTE - 1);
    pair(redeem(&stage, &in_time, &[]).await);
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_whole_family() {
    let stage = stage().await;
    let first = let_in(&stage).await;
    let bystander = let_in(&stage).await;
    let second = pair(renew(&stage, &first.refresh).await);
    let mut stream = Events::of(stage.get("/v1/events", &second.access).await);
    stream.hint().await;

    is_refused(renew(&stage, &first.refresh).await, "invalid_grant");
    while stream.next().await.is_some() {}
    assert!(!is_good(&stage, &first.access).await);
    assert!(!is_good(&stage, &second.access).await);
    is_refused(renew(&stage, &second.refresh).await, "invalid_grant");
    assert!(
        is_good(&stage, &bystander.access).await,
        "another workstation of the same seller goes on"
    );
    pair(renew(&stage, &bystander.refresh).await);
}

#[tokio::test]
async fn a_workstation_gives_its_tokens_back() {
    let stage = stage().await;
    let pair_of = let_in(&stage).await;
    let mut stream = Events::of(stage.get("/v1/events", &pair_of.access).await);
    stream.hint().await;
    assert_eq!(give_back(&stage, &pair_of.refresh).await, StatusCode::OK);
    while stream.next().await.is_some() {}
    assert!(!is_good(&stage, &pair_of.access).await);
    is_refused(renew(&stage, &pair_of.refresh).await, "invalid_grant");

    let other = let_in(&stage).await;
    assert_eq!(give_back(&stage, &other.access.token).await, StatusCode::OK);
    assert!(!is_good(&stage, &other.access).await);
    is_refused(renew(&stage, &other.refresh).await, "invalid_grant");

    assert_eq!(
        give_back(&stage, "never given").await,
        StatusCode::OK,
        "what is not known has ended"
    );
    assert!(
        is_good(&stage, &stage.seller).await,
        "a token of the command line is another matter"
    );
}

#[tokio::test]
async fn an_access_token_is_good_for_its_time() {
    let stage = stage().await;
    let rules = stage.bazaar.rules();
    stage.bazaar.set_rules(Rules {
        access_token: Duration::from_secs(30),
        beat: Duration::from_millis(20),
        ..rules
    });
    let code = code(&stage, &stage.seller.id).await;
    let (status, answer) = redeem(&stage, &code, &[]).await;
    assert_eq!(answer["expires_in"], 30);
    let given = pair((status, answer));
    stage.pass(29_999);
    assert!(is_good(&stage, &given.access).await);
    let mut stream = Events::of(stage.get("/v1/events", &given.access).await);
    stream.hint().await;
    stage.pass(1);
    while stream.next().await.is_some() {}
    assert!(!is_good(&stage, &given.access).await);
    assert!(is_good(&stage, &stage.seller).await, "that one has no end");

    let next = pair(renew(&stage, &given.refresh).await);
    assert!(is_good(&stage, &next.access).await);
}

#[tokio::test]
async fn a_workstation_sees_what_its_seller_sees() {
    let stage = stage().await;
    let other = add_seller(&stage.bazaar, "Across the street");
    add_product(&stage.bazaar, &other, "A cup of theirs");
    let code = code(&stage, &other.id).await;
    let theirs = pair(redeem(&stage, &code, &[]).await);
    let ours = let_in(&stage).await;

    let of = |access: &Account| {
        let request = stage.request(Method::GET, "/v1/changes?cursor=", access);
        async move { request.send().await.unwrap().status() }
    };
    assert_eq!(of(&theirs.access).await, of(&ours.access).await);
    let conversation = stage.conversation().await;
    stage.say(&conversation, "For Yunnan Leaf alone").await;
    let seen = stage.get("/v1/history", &ours.access).await.text().await;
    assert!(seen.unwrap().contains("For Yunnan Leaf alone"));
    let seen = stage.get("/v1/history", &theirs.access).await.text().await;
    assert!(!seen.unwrap().contains("For Yunnan Leaf alone"));
    // A token of a seller's is no buyer's.
    let answer = stage.get("/v1/buyer/conversations", &ours.access).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    // A refresh token opens nothing by itself.
    let refresh = Account {
        id: String::new(),
        token: ours.refresh,
    };
    assert!(!is_good(&stage, &refresh).await);
}

#[tokio::test]
async fn ending_all_of_a_sellers_tokens_ends_their_workstations() {
    let stage = stage().await;
    let given = let_in(&stage).await;
    stage.bazaar.revoke_all(&stage.seller.id).unwrap();
    assert!(!is_good(&stage, &given.access).await);
    is_refused(renew(&stage, &given.refresh).await, "invalid_grant");
}

#[tokio::test]
async fn no_page_elsewhere_can_agree_for_a_seller() {
    let stage = stage().await;
    let mut browser = Browser::new(&stage);
    let page = page(&[]);
    let sign_in = [("step", "sign-in"), ("name", stage.seller.id.as_str())];
    let asks = browser.post(&page, &page, &sign_in).await;
    let policy = asks.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(
        policy.contains("form-action 'self' http://127.0.0.1:4711"),
        "{policy}"
    );
    assert_eq!(asks.headers["x-frame-options"], "DENY");
    let cookie = asks.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"));

    let other = Browser::new(&stage).get(&page).await;
    for token in ["", "x", other.form_token()] {
        let forged = [("step", "agree"), ("form_token", token)];
        let answer = browser.send_form(&page, &forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.to, None);
    }
    let answer = browser.post(&page, &page, &[("step", "agree")]).await;
    answered(&answer, "code");
}

#[tokio::test]
async fn behind_closed_doors_a_password_is_asked_for() {
    let stage = Stage::new().await;
    let role = rapport_bazaar::Role::Seller;
    let set = |password| stage.bazaar.set_password(role, &stage.seller.id, password);
    assert!(set("short").is_err());
    set("long enough for us").unwrap();
    let mut browser = Browser::new(&stage);
    let page = page(&[]);
    assert!(!browser.get(&page).await.shows("Yunnan Leaf"));
    for (name, password) in [
        ("Yunnan Leaf", "wrong"),
        ("Yunnan Leaf", ""),
        ("Nobody", "long enough for us"),
    ] {
        let sign_in = [("step", "sign-in"), ("name", name), ("password", password)];
        let answer = browser.post(&page, &page, &sign_in).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.shows(name), "what was typed is still there");
        let answer = browser.post(&page, &page, &[("step", "agree")]).await;
        assert_eq!(answer.to, None, "nobody is signed in");
    }
    let sign_in = [
        ("step", "sign-in"),
        ("name", "Yunnan Leaf"),
        ("password", "long enough for us"),
    ];
    let answer = browser.post(&page, &page, &sign_in).await;
    assert!(answer.shows("Let Rapport work for Yunnan Leaf?"));
    // A buyer of this name is not the seller.
    add_buyer(&stage.bazaar, "Yunnan Leaf");
    let answer = browser.post(&page, &page, &[("step", "agree")]).await;
    answered(&answer, "code");
}

#[tokio::test]
async fn the_program_agrees_for_a_demonstration() {
    let stage = stage().await;
    let workstation = TcpListener::bind("127.0.0.1:0").unwrap();
    let back = format!("http://{}/signed-in", workstation.local_addr().unwrap());
    let page = format!("{}{}", stage.url, page(&[("redirect_uri", &back)]));
    let heard = tokio::task::spawn_blocking(move || {
        let (mut connection, _) = workstation.accept().unwrap();
        let mut request = vec![0; 4096];
        let length = connection.read(&mut request).unwrap();
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        connection.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request[..length].to_vec()).unwrap()
    });
    let agree = |seller: &str, page: &str| {
        tokio::process::Command::new(env!("CARGO_BIN_EXE_bazaar"))
            .args(["agree", "--as", seller, page])
            .output()
    };
    let done = agree("Yunnan Leaf", &page).await.unwrap();
    assert!(done.status.success(), "{done:?}");
    let request = heard.await.unwrap();
    let code = crate::browser::between(&request, "code=", "&").unwrap();
    let given = redeem(&stage, code, &[("redirect_uri", &back)]).await;
    assert!(is_good(&stage, &pair(given).access).await);

    let elsewhere = page.replace("127.0.0.1", "elsewhere.example");
    for (seller, page) in [("Nobody at all", &page), ("Yunnan Leaf", &elsewhere)] {
        let done = agree(seller, page).await.unwrap();
        assert!(!done.status.success(), "{seller} {page}");
    }
}

#[tokio::test]
async fn what_is_no_request_for_a_token_is_told_so() {
    let stage = stage().await;
    let unknown = [("grant_type", "password"), ("client_id", CLIENT_ID)];
    is_refused(
        post(&stage, "/oauth/token", &unknown).await,
        "unsupported_grant_type",
    );
    let request = stage.client.post(format!("{}/oauth/token", stage.url));
    let answer = request.json(&json!({})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"], "invalid_request");
}
