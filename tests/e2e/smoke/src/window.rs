//! The real window through `WebDriver`: tauri-driver in front of `WebKitWebDriver`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::programs::{Program, free_port};
use crate::{page, until, wall_clock};

/// How long anything on the page may take before the run is called failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Watches for a text inside the page, so that the way through the driver is not measured. What
/// counts is the frame after the one in which it stood there: then it is painted.
const WATCH: &str = r"
    const [selector, text] = arguments;
    window.rapportSmokeSeen = null;
    const timer = setInterval(() => {
        const there = [...document.querySelectorAll(selector)];
        if (!there.some((element) => element.textContent.includes(text))) return;
        clearInterval(timer);
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.rapportSmokeSeen = Date.now();
        }));
    }, 20);
";

/// Asks the core, and keeps what it says until it is fetched.
const CORE: &str = r"
    const [command, args] = arguments;
    window.rapportSmokeAnswer = null;
    window.__TAURI_INTERNALS__.invoke('bridge', { command, args }).then(
        (answer) => { window.rapportSmokeAnswer = { answer }; },
        (fault) => { window.rapportSmokeAnswer = { fault: fault ?? 'no reason' }; },
    );
";

/// One running window.
#[derive(Debug)]
pub struct Window {
    session: WebDriver,
    // Ends the window too when it is dropped: the window is in the driver's group.
    driver: Program,
}

impl Window {
    /// Starts the driver, and through it the window.
    pub async fn open(
        driver: &Path,
        application: &Path,
        args: &[&str],
        logs: &Path,
    ) -> Result<Self> {
        let (port, native_port) = (free_port()?, free_port()?);
        let mut command = Command::new(driver);
        command.args([
            "--port",
            &port.to_string(),
            "--native-port",
            &native_port.to_string(),
        ]);
        let mut driver = Program::start("tauri-driver", &logs.join("window.log"), &mut command)?;
        driver.listens(port).await?;
        driver.listens(native_port).await?;

        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "wry")?;
        capabilities.set(
            "tauri:options",
            json!({ "application": application, "args": args }),
        )?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .context("the window did not open")?;
        Ok(Self { session, driver })
    }

    /// Closes the window as a seller would, and waits until the program has ended.
    pub async fn close(self) -> Result<()> {
        let Self {
            session,
            mut driver,
        } = self;
        let closed = session.quit().await;
        driver.end();
        closed.context("the window did not close")
    }

    /// The first element of that kind, once it is there.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let found = async || {
            Ok(self
                .session
                .find_all(By::Css(selector))
                .await?
                .into_iter()
                .next())
        };
        until(&format!("`{selector}` on the page"), PATIENCE, found).await
    }

    /// The first element of that kind that says this, once it is there.
    pub async fn find_saying(&self, selector: &str, text: &str) -> Result<WebElement> {
        let find = "return [...document.querySelectorAll(arguments[0])]
            .find((element) => element.textContent.includes(arguments[1])) ?? null";
        let found = async || {
            let found = self
                .session
                .execute(find, vec![json!(selector), json!(text)])
                .await?;
            Ok(if found.json().is_null() {
                None
            } else {
                Some(found.element()?)
            })
        };
        until(&format!("`{selector}` that says `{text}`"), PATIENCE, found).await
    }

    /// What the first element of that kind says now.
    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// How many elements of that kind there are.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.session.find_all(By::Css(selector)).await?.len())
    }

    /// Waits until no element of that kind is left.
    pub async fn gone(&self, selector: &str) -> Result<()> {
        let gone = async || Ok((self.count(selector).await? == 0).then_some(()));
        until(&format!("`{selector}` to go away"), PATIENCE, gone).await
    }

    /// Clicks the first element of that kind, once it takes a click.
    pub async fn click(&self, selector: &str) -> Result<()> {
        // What still moves into its place cannot be hit yet.
        let clicked = async || Ok(self.find(selector).await?.click().await.ok());
        until(&format!("`{selector}` to take a click"), PATIENCE, clicked).await
    }

    /// Clicks the last button that says this, inside an element of that kind: the newest is meant.
    pub async fn press(&self, inside: &str, text: &str) -> Result<()> {
        let find = "return [...document.querySelectorAll(arguments[0] + ' button')]
            .filter((button) => button.textContent.trim() === arguments[1] && !button.disabled)
            .at(-1) ?? null";
        let pressed = async || {
            let found = self
                .session
                .execute(find, vec![json!(inside), json!(text)])
                .await?;
            if found.json().is_null() {
                return Ok(None);
            }
            let button = found.element()?;
            button.scroll_into_view().await?;
            // What still moves into its place cannot be hit yet.
            Ok(button.click().await.ok())
        };
        let what = format!("the button `{text}` in `{inside}`");
        until(&what, PATIENCE, pressed).await
    }

    /// Leaves what lies over the page, as the Escape key does.
    pub async fn leave_dialog(&self) -> Result<()> {
        let dialog = self.find(page::LARGE).await?;
        dialog
            .send_keys(Key::Escape)
            .await
            .context("leaving the dialog")
    }

    /// Opens the conversation of the list that names this buyer.
    pub async fn open_of(&self, person: &str) -> Result<()> {
        let open = async || {
            // Asked for again, because a page that is just coming up takes no click yet.
            let row = self.find_saying(page::CONVERSATION, person).await?;
            row.click().await?;
            let found = self.session.find_all(By::Css(page::HEAD)).await?;
            let Some(head) = found.into_iter().next() else {
                return Ok(None);
            };
            Ok(head.text().await?.contains(person).then_some(()))
        };
        until("the conversation to open", PATIENCE, open).await?;
        self.find(page::MESSAGE).await?;
        Ok(())
    }

    /// Types into the first element of that kind.
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.find(selector).await?;
        field.click().await?;
        field
            .send_keys(text)
            .await
            .with_context(|| format!("typing into `{selector}`"))
    }

    /// Opens the conversation at the top of the list.
    pub async fn open_first(&self) -> Result<()> {
        let person = self.text(page::PERSON).await?;
        self.click(page::CONVERSATION).await?;
        let open = async || Ok(self.text(page::HEAD).await?.contains(&person).then_some(()));
        until("the conversation to open", PATIENCE, open).await?;
        self.find(page::MESSAGE).await?;
        Ok(())
    }

    /// Writes a reply in the open conversation and sends it.
    pub async fn reply(&self, text: &str) -> Result<()> {
        self.type_into(page::COMPOSER, text).await?;
        self.click(page::SEND).await
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: impl AsRef<str>) -> Result<()> {
        let chain = self.session.action_chain().send_keys(keys.as_ref());
        chain.perform().await.context("pressing keys")
    }

    /// Presses a key while others are held down.
    pub async fn chord(&self, held: &[Key], key: impl Into<char>) -> Result<()> {
        let key = key.into();
        let mut chain = self.session.action_chain();
        for key in held {
            chain = chain.key_down(key.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for key in held.iter().rev() {
            chain = chain.key_up(key.clone());
        }
        chain.perform().await.context("pressing keys together")
    }

    /// Begins to watch for a text; [`Window::painted`] has the result.
    pub async fn watch(&self, selector: &str, text: &str) -> Result<Watch> {
        self.session
            .execute(WATCH, vec![json!(selector), json!(text)])
            .await?;
        Ok(Watch {
            since: wall_clock(),
            what: format!("`{text}` in `{selector}`"),
        })
    }

    /// How many milliseconds after the watch began the text was painted.
    pub async fn painted(&self, watch: &Watch) -> Result<f64> {
        let seen = async || {
            let seen = self
                .session
                .execute("return window.rapportSmokeSeen", Vec::new())
                .await?;
            Ok(seen.json().as_f64())
        };
        Ok(until(&watch.what, PATIENCE, seen).await? - watch.since)
    }

    /// What a script answers that runs in the page.
    pub async fn ask(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        let answer = self.session.execute(script, args).await?;
        Ok(answer.json().clone())
    }

    /// What the core answers to a command, asked as the page asks.
    pub async fn core(&self, command: &str, args: Value) -> Result<Value> {
        self.ask(CORE, vec![json!(command), args]).await?;
        let answered = async || {
            let answer = self.ask("return window.rapportSmokeAnswer", Vec::new());
            Ok(Some(answer.await?).filter(|answer| !answer.is_null()))
        };
        let answer = until(command, PATIENCE, answered).await?;
        if let Some(fault) = answer.get("fault") {
            bail!("{command}: {fault}");
        }
        Ok(answer.get("answer").cloned().unwrap_or_default())
    }

    /// Keeps a picture of the window.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        // The driver waits for the next frame, and a page at rest has none until its clock moves on.
        self.session
            .execute(FRAMES, Vec::new())
            .await
            .context("asking for frames")?;
        let png = self
            .session
            .screenshot_as_png()
            .await
            .context("taking a screenshot")?;
        std::fs::write(path, png)?;
        Ok(())
    }
}

/// Keeps the page drawing for a moment, without a difference that could be seen.
const FRAMES: &str = "document.documentElement.animate(
    [{ opacity: 1 }, { opacity: 0.9999 }, { opacity: 1 }], { duration: 2000 })";

/// What is being watched for, and since when.
#[derive(Debug)]
pub struct Watch {
    since: f64,
    what: String,
}
