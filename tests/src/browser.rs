//! A browser in which a seller agrees that a workstation may come in, or does not.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

/// The seller, on the marketplace's own page.
#[derive(Debug)]
pub struct Browser {
    http: Client,
    page: Url,
    cookie: String,
    token: String,
}

impl Browser {
    /// Opens the page and signs in through open doors.
    pub async fn open(page: &str, seller: &str) -> Self {
        let http = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .build()
            .unwrap();
        let page = Url::parse(page).unwrap();
        let shown = http.get(page.clone()).send().await.unwrap();
        let mut browser = Self {
            http,
            page,
            cookie: String::new(),
            token: String::new(),
        };
        browser.see(shown).await;
        let signed_in = browser.press("sign-in", seller).await;
        browser.see(signed_in).await;
        browser
    }

    /// Agrees, and goes back to the workstation; gives what is shown there.
    pub async fn agree(self) -> String {
        self.go_back("agree").await
    }

    /// Says no, and goes back to the workstation; gives what is shown there.
    pub async fn refuse(self) -> String {
        self.go_back("refuse").await
    }

    async fn go_back(self, step: &str) -> String {
        let decided = self.press(step, "").await;
        let back = decided.headers()[LOCATION].to_str().unwrap();
        let shown = self.http.get(back).send().await.unwrap();
        shown.error_for_status().unwrap().text().await.unwrap()
    }

    async fn press(&self, step: &str, name: &str) -> Response {
        let mut form = Url::parse("form:").unwrap();
        form.query_pairs_mut()
            .append_pair("step", step)
            .append_pair("name", name)
            .append_pair("form_token", &self.token);
        let pressed = self.http.post(self.page.clone());
        pressed
            .header(COOKIE, &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.query().unwrap().to_owned())
            .send()
            .await
            .unwrap()
    }

    /// Keeps the cookie, and what the page's form has to repeat.
    async fn see(&mut self, page: Response) {
        assert_eq!(page.status(), 200, "there is a page");
        if let Some(cookie) = page.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            cookie.clone_into(&mut self.cookie);
        }
        let text = page.text().await.unwrap();
        let (_, form) = text.split_once("name=\"form_token\" value=\"").unwrap();
        form.split('"').next().unwrap().clone_into(&mut self.token);
    }
}
