//! A browser without a window: it keeps cookies, repeats form tokens, and goes where it is told only
//! when asked to.

use std::collections::BTreeMap;

use reqwest::header::{ACCEPT_LANGUAGE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};

use crate::stage::Stage;

/// A page, or the way to another.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Where it leads, when it does.
    pub(crate) to: Option<String>,
    pub(crate) text: String,
}

impl Page {
    /// What its first form has to repeat.
    pub(crate) fn form_token(&self) -> &str {
        between(&self.text, "name=\"form_token\" value=\"", "\"").expect("a form")
    }

    /// What the alert on it says.
    pub(crate) fn alert(&self) -> &str {
        between(&self.text, "role=\"alert\">", "</p>").expect("an alert")
    }

    /// Whether it shows this.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}

/// What stands between two texts.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

pub(crate) struct Browser {
    client: Client,
    url: String,
    language: &'static str,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn new(stage: &Stage) -> Self {
        Self {
            client: Client::builder()
                .no_proxy()
                .redirect(Policy::none())
                .build()
                .unwrap(),
            url: stage.url.clone(),
            language: "en",
            cookies: BTreeMap::new(),
        }
    }

    /// The same browser, set to another language.
    pub(crate) fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.url));
        self.send(request).await
    }

    /// Sends a form, as it stands.
    pub(crate) async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(format!("{}{path}", self.url));
        self.send(request.form(fields)).await
    }

    /// Sends a form of a page, with the page's token.
    pub(crate) async fn post(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.get(page).await.form_token().to_owned();
        let fields: Vec<_> = [("form_token", token.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.send_form(path, &fields).await
    }

    /// Sends a form of a page and goes where that leads.
    pub(crate) async fn submit(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let sent = self.post(page, path, fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.text);
        self.get(&sent.to.expect("a way on")).await
    }

    /// Comes in through open doors.
    pub(crate) async fn come_in(&mut self, buyer: &str) {
        let shop = self.submit("/", "/sign-in", &[("name", buyer)]).await;
        assert!(shop.shows("Sign out"), "{}", shop.text);
    }

    /// Opens a stream, without waiting for its end.
    pub(crate) async fn listen(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url));
        request.header(COOKIE, self.jar()).send().await.unwrap()
    }

    async fn send(&mut self, request: RequestBuilder) -> Page {
        let answer = request
            .header(ACCEPT_LANGUAGE, self.language)
            .header(COOKIE, self.jar())
            .send()
            .await
            .unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let to = answer.headers().get(LOCATION);
        Page {
            status: answer.status(),
            headers: answer.headers().clone(),
            to: to.map(|to| to.to_str().unwrap().to_owned()),
            text: answer.text().await.unwrap(),
        }
    }

    fn jar(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }
}

/// Lets anybody come in as anyone.
pub(crate) fn open_doors(stage: &Stage) {
    let rules = stage.bazaar.rules();
    stage.bazaar.set_rules(rapport_bazaar::Rules {
        open_doors: true,
        ..rules
    });
}
