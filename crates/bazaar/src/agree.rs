//! A browser with a seller in front of it, without a window: it opens the page on which a workstation
//! asks to be let in, signs in through open doors, agrees, and goes back to the workstation.
//!
//! It is what a demonstration starts in place of the system's browser. It never leaves this computer.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

/// How long either side may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Agrees, as a seller, to what the page at this address asks.
pub(crate) async fn agree(seller: &str, page: &str) -> Result<()> {
    let page = on_this_computer(page)?;
    let client = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .build()?;
    let door = client.get(page.clone()).send().await?;
    let (cookie, token) = shown(door).await?;
    let sign_in = [
        ("step", "sign-in"),
        ("name", seller),
        ("form_token", &token),
    ];
    let signed_in = client.post(page.clone()).header(COOKIE, cookie);
    let (cookie, token) = shown(signed_in.form(&sign_in).send().await?)
        .await
        .with_context(|| format!("{seller} could not sign in; are the doors open?"))?;
    let agreement = [("step", "agree"), ("form_token", &token)];
    let agreed = client.post(page).header(COOKIE, cookie).form(&agreement);
    let back = way_back(&agreed.send().await?)?;
    let answer = client.get(back).send().await?;
    ensure!(
        answer.status().is_success() || answer.status().is_redirection(),
        "the workstation answered {}",
        answer.status()
    );
    Ok(())
}

/// The cookie that a page gives, and the token that its form has to repeat.
async fn shown(page: Response) -> Result<(String, String)> {
    ensure!(
        page.status() == StatusCode::OK,
        "the page answered {}",
        page.status()
    );
    let cookie = page
        .headers()
        .get(SET_COOKIE)
        .and_then(|cookie| cookie.to_str().ok())
        .and_then(|cookie| cookie.split(';').next())
        .context("the page gave no cookie")?
        .to_owned();
    let text = page.text().await?;
    let token = text
        .split_once("name=\"form_token\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .context("the page has no form")?;
    Ok((cookie, token.0.to_owned()))
}

fn way_back(agreed: &Response) -> Result<Url> {
    let to = agreed
        .headers()
        .get(LOCATION)
        .and_then(|to| to.to_str().ok())
        .context("the page did not go back to the workstation")?;
    on_this_computer(to)
}

fn on_this_computer(address: &str) -> Result<Url> {
    let url = Url::parse(address).context("this is no address")?;
    if url.scheme() != "http" || !matches!(url.host_str(), Some("127.0.0.1" | "[::1]")) {
        bail!("this address is not on this computer");
    }
    Ok(url)
}
