//! fcitx5 with pinyin, as Debian ships it, between the X server and the window.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use rapport_smoke::keyboard::{ENTER, ESCAPE, Keyboard};
use rapport_smoke::market::{Market, Thread};
use rapport_smoke::programs::Program;
use rapport_smoke::window::Window;
use rapport_smoke::{Programs, page, until};
use serde_json::json;

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// A hand rests between two keys.
const BETWEEN: Duration = Duration::from_millis(60);
/// Long enough for anything that is sent to be in the outbox or beyond.
const SETTLES: Duration = Duration::from_millis(800);

/// Pinyin is on from the beginning.
const PROFILE: &str = "[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
";
const CONFIG: &str = "[Behavior]
ActiveByDefault=True
ShareInputState=All
";

/// Keeps what the field heard: which events came, in which order, with which key codes.
const LISTEN: &str = r"
    window.rapportSmokeHeard = [];
    for (const kind of ['keydown', 'compositionstart', 'compositionend']) {
        document.addEventListener(kind, (event) => {
            window.rapportSmokeHeard.push(
                [kind, event.key ?? '', event.keyCode ?? 0, event.isComposing ?? false]);
        }, true);
    }
";
const TYPED: &str = "return document.activeElement?.value ?? null";
const CHOSEN: &str = "document.querySelector(arguments[0])?.focus()";

/// Runs the test.
#[derive(Debug, Parser)]
pub(crate) struct Composes {
    #[command(flatten)]
    programs: Programs,
    /// Where logs go, and a screenshot when something fails.
    #[arg(long)]
    out: PathBuf,
}

impl Composes {
    pub(crate) async fn run(&self) -> Result<()> {
        if self.out.exists() {
            std::fs::remove_dir_all(&self.out)?;
        }
        std::fs::create_dir_all(&self.out)?;
        let dir = tempfile::tempdir()?;
        let _method = input_method(&dir.path().join("fcitx"), &self.out).await?;
        let mut market = Market::seed(&self.programs, &dir.path().join("market"), 6, 1, &self.out)?;
        market.start().await?;
        // The window comes after its input method, as on a desktop.
        let args = market.window_args(&dir.path().join("profile"))?;
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let Programs {
            driver, rapport, ..
        } = &self.programs;
        let window = Window::open(driver, rapport, &args, &self.out).await?;
        let journey = journey(&window, &market).await;
        if journey.is_err() {
            let _ = window.screenshot(&self.out.join("failed.png")).await;
        }
        journey.and(window.close().await)
    }
}

/// Starts the input method, and waits until it takes keys.
async fn input_method(config: &Path, logs: &Path) -> Result<Program> {
    let folder = config.join("fcitx5");
    std::fs::create_dir_all(folder.join("conf"))?;
    std::fs::write(folder.join("conf/pinyin.conf"), "FirstRun=False\n")?;
    std::fs::write(folder.join("profile"), PROFILE)?;
    std::fs::write(folder.join("config"), CONFIG)?;
    let mut command = Command::new("fcitx5");
    command.args(["--disable", "notificationitem,kimpanel,cloudpinyin"]);
    command.env("XDG_CONFIG_HOME", config);
    command.env("XDG_DATA_HOME", config);
    let program = Program::start("fcitx5", &logs.join("fcitx5.log"), &mut command)?;
    let bus = zbus::Connection::session().await?;
    let bus = zbus::fdo::DBusProxy::new(&bus).await?;
    let ready = async || {
        let there = bus.name_has_owner("org.fcitx.Fcitx5".try_into()?).await?;
        Ok(there.then_some(()))
    };
    until("fcitx5 to answer", PATIENCE, ready).await?;
    Ok(program)
}

struct Hand<'a> {
    window: &'a Window,
    market: &'a Market,
    thread: &'a Thread,
    keyboard: Keyboard,
    /// How many windows there are while nothing is composed.
    windows: usize,
}

async fn journey(window: &Window, market: &Market) -> Result<()> {
    let at_once = json!({ "undoSeconds": 0 });
    window.find(page::CONVERSATION).await?;
    window.core("settings.setSending", at_once).await?;
    let threads = market.threads()?;
    let thread = threads.first().context("there is no conversation")?;
    window.open_of(&thread.buyer).await?;
    let keyboard = Keyboard::take()?;
    keyboard.to_the_window()?;
    window.ask(LISTEN, Vec::new()).await?;
    let hand = Hand {
        window,
        market,
        thread,
        windows: keyboard.windows()?,
        keyboard,
    };

    hand.focus(page::COMPOSER).await?;
    // Enter takes the letters as they are; it belongs to the composition and sends nothing.
    hand.composes("nihao").await?;
    hand.press(ENTER).await?;
    hand.holds("nihao").await?;
    hand.nothing_left().await?;
    hand.heard_229().await?;
    // Space takes the first candidate, and Escape leaves a composition, not the field.
    hand.composes("nihao").await?;
    hand.press(' ').await?;
    hand.holds("nihao你好").await?;
    hand.composes("xie").await?;
    hand.press(ESCAPE).await?;
    hand.holds("nihao你好").await?;
    hand.nothing_left().await?;
    // Now Enter sends, once.
    hand.press(ENTER).await?;
    hand.arrives("nihao你好").await?;
    hand.holds("").await?;

    // A search is not opened by the Enter that confirms its words.
    hand.focus(page::SEARCH).await?;
    hand.composes("nihao").await?;
    hand.press(ENTER).await?;
    hand.holds("nihao").await
}

impl Hand<'_> {
    async fn focus(&self, selector: &str) -> Result<()> {
        self.window.click(selector).await?;
        self.window.ask(CHOSEN, vec![json!(selector)]).await?;
        Ok(())
    }

    async fn press(&self, sign: char) -> Result<()> {
        self.keyboard.press(sign)?;
        tokio::time::sleep(BETWEEN).await;
        Ok(())
    }

    /// Types letters, and waits until the input method has begun to compose.
    async fn composes(&self, letters: &str) -> Result<()> {
        self.window
            .ask("window.rapportSmokeHeard.length = 0", Vec::new())
            .await?;
        for letter in letters.chars() {
            self.press(letter).await?;
        }
        let begun = async || Ok((self.keyboard.windows()? > self.windows).then_some(()));
        until("the candidates to be shown", PATIENCE, begun).await?;
        tokio::time::sleep(BETWEEN).await;
        Ok(())
    }

    async fn heard(&self) -> Result<String> {
        let heard = self
            .window
            .ask("return window.rapportSmokeHeard", Vec::new());
        Ok(heard.await?.to_string())
    }

    /// The key that ended the composition was told as one that the input method took, which is what
    /// a browser calls 229. The letters before it were told to nobody: wry lets them stand in the
    /// candidates' window.
    async fn heard_229(&self) -> Result<()> {
        let heard = self.heard().await?;
        println!("the page heard {heard}");
        ensure!(heard.contains("229"), "the page heard {heard}");
        Ok(())
    }

    async fn holds(&self, text: &str) -> Result<()> {
        let holds = async || {
            let typed = self.window.ask(TYPED, Vec::new()).await?;
            if typed == text {
                return Ok(Some(()));
            }
            bail!("the field holds {typed}")
        };
        until(&format!("the field to hold “{text}”"), PATIENCE, holds).await?;
        println!("the field holds “{text}”");
        Ok(())
    }

    /// Nothing is on its way, and nothing came.
    async fn nothing_left(&self) -> Result<()> {
        tokio::time::sleep(SETTLES).await;
        ensure!(
            self.window.count(page::OUTBOX).await? == 0,
            "a reply is on its way"
        );
        for text in ["nihao", "nihao你好"] {
            let copies = self.market.copies_in(self.thread, text).await?;
            ensure!(copies == 0, "“{text}” was sent");
        }
        Ok(())
    }

    async fn arrives(&self, text: &str) -> Result<()> {
        let there =
            async || Ok((self.market.copies_in(self.thread, text).await? == 1).then_some(()));
        until("the reply to arrive once", PATIENCE, there).await
    }
}
