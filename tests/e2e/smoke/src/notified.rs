//! Notifications of the real window on a pretended desktop: what is shown, replaced, taken back and
//! led to, and how much of it can be read.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::desktop::{Desktop, Shown};
use crate::market::{Market, Thread};
use crate::window::Window;
use crate::{page, until};

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lets the page believe that it has the focus, or has not; a screen in memory gives it to nobody.
const FOCUS: &str = r"
    const [focused] = arguments;
    document.hasFocus = () => focused;
    window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
";

/// Goes through all that a notification does. The second to eighth conversation take part.
///
/// # Errors
/// What was not as it should be.
pub async fn journey(window: &Window, market: &Market, mut desktop: Desktop) -> Result<()> {
    let threads = market.threads()?;
    ensure!(threads.len() >= 8, "there are too few conversations");
    let mut thread = threads.iter().skip(1);
    let mut next = || thread.next().context("there are too few conversations");

    choose(window, json!({ "alarm": false, "inFront": false })).await?;
    let first = next()?;
    leads(window, market, &mut desktop, first).await?;
    say(&format!(
        "a notification led to the conversation of {}",
        first.buyer
    ));

    let second = next()?;
    taken_back(window, market, &mut desktop, second).await?;
    say("what was read in the window was taken back");

    previews(window, market, &mut desktop, next()?, next()?).await?;
    say("no preview said more than it may");

    let at_once: Vec<_> = threads.iter().skip(1).take(5).collect();
    for thread in &at_once {
        market.buyer_says(thread, "All of us at once").await?;
    }
    let joined = |it: &Shown| it.title.ends_with("messages from 5 people");
    desktop.shown("for all of them", joined).await?;
    say("what five people wrote at once was one notification");

    alarmed(window, &mut desktop).await
}

/// Says something on the way.
#[expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]
fn say(words: &str) {
    println!("{words}");
}

/// A notification comes when the seller is elsewhere, counts what follows, and leads to its
/// conversation, whatever is open.
async fn leads(
    window: &Window,
    market: &Market,
    desktop: &mut Desktop,
    thread: &Thread,
) -> Result<()> {
    work_here(window, true).await?;
    market.buyer_says(thread, "Does it pour well?").await?;
    window
        .find_saying(page::CONVERSATION, "Does it pour well?")
        .await?;
    work_here(window, false).await?;
    market.buyer_says(thread, crate::SECOND_QUESTION).await?;
    let by_them = |it: &Shown| it.title == thread.buyer;
    let shown = desktop.shown("of who wrote", by_them).await?;
    ensure!(
        shown.body == "Does the &lt;b&gt;Quetzalspout&lt;/b&gt; pour well?",
        "the words are words, and what came while the seller was here is not told: {shown:?}"
    );
    ensure!(
        shown.actions.contains(&"default".to_owned()),
        "the notification can be clicked"
    );
    market.buyer_says(thread, "And is it in stock?").await?;
    let counted = desktop.shown("with a count", by_them).await?;
    ensure!(
        counted.replaced && counted.id == shown.id,
        "what follows replaces what stood there: {counted:?}"
    );
    ensure!(
        counted.body == "2 new messages\nAnd is it in stock?",
        "what follows is counted: {counted:?}"
    );
    // The window begins to listen a moment after it has shown the notification. No person is faster
    // than that; this program is, so it clicks until it is heard.
    let led = async || {
        desktop.click(&counted).await?;
        let there = window.text(page::HEAD).await?;
        Ok(there.contains(&thread.buyer).then_some(()))
    };
    until("the click to lead to its conversation", PATIENCE, led).await?;
    window
        .find_saying(page::MESSAGE, crate::SECOND_QUESTION)
        .await?;
    Ok(())
}

/// What the seller opens is taken back from the desktop.
async fn taken_back(
    window: &Window,
    market: &Market,
    desktop: &mut Desktop,
    thread: &Thread,
) -> Result<()> {
    market.buyer_says(thread, "Are you there?").await?;
    let asked = desktop
        .shown("of the question", |it| it.body == "Are you there?")
        .await?;
    work_here(window, true).await?;
    window.open_of(&thread.buyer).await?;
    desktop.taken_back(&asked).await?;
    work_here(window, false).await
}

/// A level of preview shows the name, or nothing at all.
async fn previews(
    window: &Window,
    market: &Market,
    desktop: &mut Desktop,
    named: &Thread,
    unnamed: &Thread,
) -> Result<()> {
    choose(window, json!({ "preview": "name" })).await?;
    market
        .buyer_says(named, "Nobody else may read this")
        .await?;
    let shown = desktop
        .shown("with a name", |it| it.title == named.buyer)
        .await?;
    ensure!(
        shown.body == "A new message",
        "only the name is shown: {shown:?}"
    );
    choose(window, json!({ "preview": "nothing" })).await?;
    market.buyer_says(unnamed, "Nor this, or by whom").await?;
    let shown = desktop
        .shown("without a name", |it| it.title == "Rapport")
        .await?;
    ensure!(
        !shown.body.contains("Nor this"),
        "nothing of it is shown: {shown:?}"
    );
    choose(window, json!({ "preview": "everything" })).await
}

/// Who waits beyond the limit rings once, for all of them, and the click leads to the longest.
async fn alarmed(window: &Window, desktop: &mut Desktop) -> Result<()> {
    let always = vec![json!([{ "from": 0, "to": 0 }]); 7];
    let change = json!({ "alarm": true, "limitMinutes": 1, "work": { "days": always } });
    choose(window, change).await?;
    let waited = |it: &Shown| it.body.contains("waited longer than 1 minute");
    let alarm = desktop.shown("of who waits too long", waited).await?;
    let line = window.text(page::ALARM).await?;
    let led = async || {
        desktop.click(&alarm).await?;
        let buyer = window.text(page::HEAD_NAME).await?;
        Ok((alarm.body.contains(&buyer) && line.contains(&buyer)).then_some(()))
    };
    until("the alarm to lead to the longest", PATIENCE, led).await?;
    say("the alarm led to who has waited longest");
    Ok(())
}

/// Changes some of the settings.
async fn choose(window: &Window, change: Value) -> Result<()> {
    let chosen = window.core("settings.notifications", Value::Null).await?;
    let (Value::Object(mut chosen), Value::Object(change)) = (chosen, change) else {
        bail!("settings have names");
    };
    chosen.extend(change);
    window
        .core("settings.setNotifications", chosen.into())
        .await?;
    Ok(())
}

/// The seller works in the window, or elsewhere.
async fn work_here(window: &Window, here: bool) -> Result<()> {
    window.ask(FOCUS, vec![json!(here)]).await?;
    // The page tells where the seller is; what it asks afterwards is answered afterwards.
    choose(window, json!({})).await
}
