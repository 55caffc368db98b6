//! A working hour in the real window, without a mouse: thirty conversations are put in their place,
//! somebody is answered, with a picture and with second thoughts, a note is kept, something is found,
//! something leaves later, and the network goes away and comes back.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use rapport_smoke::market::{Market, Thread};
use rapport_smoke::programs::Program;
use rapport_smoke::window::Window;
use rapport_smoke::{Programs, page, until};
use serde_json::{Value, json};
use thirtyfour::Key;

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many conversations are put in their place.
const MANY: usize = 30;
/// The most presses of Tab that lead anywhere.
const FAR: usize = 60;

/// What is copied elsewhere.
const PICTURE: &[u8] = include_bytes!("../../../../assets/icons/128x128.png");

/// What has the focus, in words: for whoever reads why it stopped.
const FOCUS: &str = r"
    const it = document.activeElement;
    return it === null ? 'nothing' : `${it.tagName} ${it.getAttribute('aria-label') ?? it.textContent.slice(0, 40)}`;
";
/// Whether the focus is on an element of that kind.
const FOCUSED: &str = "return document.activeElement?.matches(arguments[0]) ?? false";
/// Which conversation is open.
const OPEN: &str = "return document.querySelector('[data-conversation][aria-selected=true]')
    ?.dataset.conversation ?? null";
/// What stands in the field that has the focus.
const TYPED: &str = "return document.activeElement?.value ?? null";
/// The numbers on the tabs of the inbox.
const COUNTS: &str = "return [...document.querySelectorAll('section [role=tab]')]
    .map((tab) => tab.textContent.trim())";
const TAB_OF: &str = "section [role=tablist] [role=tab]";

/// Runs the hour.
#[derive(Debug, Parser)]
struct Hour {
    #[command(flatten)]
    programs: Programs,
    /// Where logs and pictures go.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match Hour::parse().run().await {
        Ok(()) => {
            println!("the hour passed");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Hour {
    async fn run(&self) -> Result<()> {
        if self.out.exists() {
            std::fs::remove_dir_all(&self.out)?;
        }
        std::fs::create_dir_all(&self.out)?;
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("market");
        let mut market = Market::seed(&self.programs, &folder, 40, 1, &self.out)?;
        market.start().await?;
        let args = market.window_args(&dir.path().join("profile"))?;
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let Programs {
            driver, rapport, ..
        } = &self.programs;
        let window = Window::open(driver, rapport, &args, &self.out).await?;
        let begun = Instant::now();
        let mut hands = Hands {
            window: &window,
            market: &mut market,
            out: &self.out,
        };
        let hour = hands.work().await;
        if hour.is_err() {
            let _ = window.screenshot(&self.out.join("failed.png")).await;
            let focus = window.ask(FOCUS, Vec::new()).await;
            println!("the focus was on {focus:?}");
        }
        println!("it took {:.1} s", begun.elapsed().as_secs_f64());
        hour.and(window.close().await)
    }
}

/// Two hands on a keyboard.
struct Hands<'a> {
    window: &'a Window,
    market: &'a mut Market,
    out: &'a Path,
}

impl Hands<'_> {
    async fn work(&mut self) -> Result<()> {
        self.window.find(page::CONVERSATION).await?;
        self.window.find(page::ONLINE).await?;
        self.triages().await?;
        self.answers().await?;
        self.shows_a_picture().await?;
        self.notes().await?;
        self.finds().await?;
        self.sends_later().await?;
        self.goes_offline_and_back().await?;
        self.looks_up_the_keys().await
    }

    /// Thirty conversations, each opened by the one before it going away.
    async fn triages(&self) -> Result<()> {
        self.tab(1).await?;
        self.keys("j").await?;
        let before = self.counts().await?;
        for turn in 0..MANY {
            let open = self.opened().await?;
            match turn % 6 {
                2 => {
                    self.keys("s").await?;
                    self.window.find(page::LARGE).await?;
                    self.keys("2d").await?;
                    self.press(Key::Enter).await?;
                    self.window.gone(page::LARGE).await?;
                }
                4 => self.keys("*").await?,
                5 => {
                    self.keys("t").await?;
                    self.window.find(page::LARGE).await?;
                    self.keys("VIP").await?;
                    self.press(Key::Enter).await?;
                    self.press(Key::Escape).await?;
                    self.window.gone(page::LARGE).await?;
                }
                _ => self.keys("e").await?,
            }
            if matches!(turn % 6, 4 | 5) {
                // A star or a word leaves it where it is.
                self.keys("e").await?;
            }
            self.moved_on_from(&open).await?;
        }
        let after = self.counts().await?;
        println!("the tabs said {before:?}, and now {after:?}");
        ensure!(
            number(&after, 1)? + i64::try_from(MANY)? == number(&before, 1)?,
            "thirty conversations have left the open ones"
        );
        ensure!(number(&after, 2)? == 5, "five of them sleep");
        // The last one was not meant.
        self.keys("z").await?;
        let back = async || {
            let now = self.counts().await?;
            Ok((number(&now, 1)? == number(&after, 1)? + 1).then_some(()))
        };
        until("the last one to come back", PATIENCE, back).await
    }

    /// A reply leaves after second thoughts, once.
    async fn answers(&self) -> Result<()> {
        let thread = self
            .someone_asks(0, "Is the Quixotebottle safe for tea?")
            .await?;
        self.keys("r").await?;
        self.focused(page::COMPOSER).await?;
        self.keys("Yes, it is.").await?;
        self.press(Key::Enter).await?;
        self.window.find(page::OUTBOX).await?;
        self.press(Key::Escape).await?;
        self.keys("z").await?;
        self.window.gone(page::OUTBOX).await?;
        self.keys("r").await?;
        self.holds("Yes, it is.").await?;
        self.press(Key::End).await?;
        self.keys(" It is fired twice.").await?;
        self.press(Key::Enter).await?;
        self.arrives(&thread, "Yes, it is. It is fired twice.")
            .await?;
        ensure!(
            self.market.copies_in(&thread, "Yes, it is.").await? == 0,
            "what was undone has not left"
        );
        println!("an answer left after second thoughts");
        Ok(())
    }

    /// A picture that was copied elsewhere is pasted and leaves with a word.
    async fn shows_a_picture(&self) -> Result<()> {
        let file = self.out.join("copied.png");
        std::fs::write(&file, PICTURE)?;
        let mut command = Command::new("xclip");
        command.args(["-selection", "clipboard", "-t", "image/png", "-i"]);
        // It stays in the background until something else is copied.
        let _clipboard = Program::start("xclip", &self.out.join("xclip.log"), command.arg(&file))?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        self.keys("r").await?;
        self.focused(page::COMPOSER).await?;
        self.window.chord(&[Key::Control], 'v').await?;
        self.window.find(page::DRAFTED_PICTURE).await?;
        self.keys("It looks like this").await?;
        let sent = format!("{} img", page::THREAD);
        let before = self.window.count(&sent).await?;
        self.press(Key::Enter).await?;
        self.window.gone(page::DRAFTED_PICTURE).await?;
        let text = "It looks like this";
        self.window.find_saying(page::MESSAGE, text).await?;
        let shown = async || Ok((self.window.count(&sent).await? > before).then_some(()));
        until("the picture to stand in the thread", PATIENCE, shown).await?;
        self.window.gone(page::OUTBOX).await?;
        println!("a picture was pasted and left");
        Ok(())
    }

    async fn notes(&self) -> Result<()> {
        self.press(Key::Escape).await?;
        self.keys("n").await?;
        self.focused(page::COMPOSER).await?;
        self.keys("Asks about glazes.").await?;
        self.press(Key::Enter).await?;
        self.window
            .find_saying(page::THREAD, "Asks about glazes.")
            .await?;
        self.press(Key::Escape).await?;
        println!("a note was kept");
        Ok(())
    }

    async fn finds(&self) -> Result<()> {
        self.keys("/").await?;
        self.focused(page::SEARCH).await?;
        self.keys("Quixotebottle").await?;
        self.window.find_saying(page::HIT, "Quixotebottle").await?;
        self.press(Key::Down).await?;
        self.press(Key::Enter).await?;
        self.window
            .find_saying(page::MESSAGE, "Is the Quixotebottle safe for tea?")
            .await?;
        self.press(Key::Escape).await?;
        self.press(Key::Escape).await?;
        println!("a message was found");
        Ok(())
    }

    async fn sends_later(&self) -> Result<()> {
        self.keys("r").await?;
        self.focused(page::COMPOSER).await?;
        self.keys("Good morning to you").await?;
        self.window
            .chord(&[Key::Control, Key::Shift], Key::Enter)
            .await?;
        self.window.find(page::LARGE).await?;
        self.focused("[role=dialog] button").await?;
        self.press(Key::Enter).await?;
        self.window.gone(page::LARGE).await?;
        self.window.find("[data-outbox=scheduled]").await?;
        self.press(Key::Escape).await?;
        println!("a reply leaves later");
        Ok(())
    }

    async fn goes_offline_and_back(&mut self) -> Result<()> {
        let thread = self
            .someone_asks(1, "Could you send the Zephyrkiln today?")
            .await?;
        self.market.stop();
        self.window.find(page::OFFLINE).await?;
        self.keys("r").await?;
        self.focused(page::COMPOSER).await?;
        self.keys("It leaves this afternoon.").await?;
        self.press(Key::Enter).await?;
        self.window.find("[data-outbox=queued]").await?;
        self.press(Key::Escape).await?;
        self.window
            .screenshot(&self.out.join("offline.png"))
            .await?;
        self.market.start().await?;
        self.window.find(page::ONLINE).await?;
        self.arrives(&thread, "It leaves this afternoon.").await?;
        println!("what was written offline arrived");
        Ok(())
    }

    async fn looks_up_the_keys(&self) -> Result<()> {
        self.keys("?").await?;
        self.window.find_saying(page::LARGE, "Undo").await?;
        self.press(Key::Escape).await?;
        self.window.gone(page::LARGE).await
    }

    /// A buyer writes, and their conversation is opened by its place in the list.
    async fn someone_asks(&self, which: usize, words: &str) -> Result<Thread> {
        let threads = self.market.threads()?;
        let thread = threads
            .get(which)
            .context("there is no such conversation")?;
        self.market.buyer_says(thread, words).await?;
        self.window.find_saying(page::CONVERSATION, words).await?;
        // From wherever one is, down or up until it is the open one.
        let open = "return document.querySelector('[data-conversation][aria-selected=true]')
            ?.textContent ?? ''";
        for key in ["j", "k"] {
            for _ in 0..FAR {
                let now = self.window.ask(open, Vec::new()).await?;
                if now.as_str().is_some_and(|row| row.contains(words)) {
                    self.window.find_saying(page::MESSAGE, words).await?;
                    return Ok(thread.clone());
                }
                self.keys(key).await?;
            }
        }
        bail!("no key led to “{words}”")
    }

    async fn keys(&self, keys: &str) -> Result<()> {
        self.window.keys(keys).await
    }

    async fn press(&self, key: Key) -> Result<()> {
        self.window.keys(char::from(key).to_string()).await
    }

    /// Goes to a tab of the list: with Tab to the tabs, with the arrows along them.
    async fn tab(&self, which: usize) -> Result<()> {
        for _ in 0..FAR {
            if self.window.ask(FOCUSED, vec![json!(TAB_OF)]).await? == true {
                for _ in 0..which {
                    self.press(Key::Right).await?;
                }
                return self.press(Key::Escape).await;
            }
            self.press(Key::Tab).await?;
        }
        bail!("Tab does not lead to the tabs")
    }

    async fn focused(&self, selector: &str) -> Result<()> {
        let focused = async || {
            let focused = self.window.ask(FOCUSED, vec![json!(selector)]).await?;
            Ok((focused == true).then_some(()))
        };
        until(&format!("the focus on `{selector}`"), PATIENCE, focused).await
    }

    async fn holds(&self, text: &str) -> Result<()> {
        let holds = async || {
            let typed = self.window.ask(TYPED, Vec::new()).await?;
            ensure!(typed == *text, "the field holds {typed}");
            Ok(Some(()))
        };
        until(&format!("the field to hold “{text}”"), PATIENCE, holds).await
    }

    async fn opened(&self) -> Result<Value> {
        let opened = async || {
            let open = self.window.ask(OPEN, Vec::new()).await?;
            Ok(Some(open).filter(|open| !open.is_null()))
        };
        until("a conversation to be open", PATIENCE, opened).await
    }

    async fn moved_on_from(&self, left: &Value) -> Result<()> {
        let moved = async || Ok((self.opened().await? != *left).then_some(()));
        until("the next conversation to open", PATIENCE, moved).await
    }

    async fn counts(&self) -> Result<Vec<String>> {
        let counts = self.window.ask(COUNTS, Vec::new()).await?;
        Ok(serde_json::from_value(counts)?)
    }

    async fn arrives(&self, thread: &Thread, text: &str) -> Result<()> {
        let there = async || {
            let copies = self.market.copies_in(thread, text).await?;
            ensure!(copies < 2, "“{text}” came {copies} times");
            Ok((copies == 1).then_some(()))
        };
        until(&format!("“{text}” to arrive"), PATIENCE, there).await
    }
}

/// The number on a tab.
fn number(counts: &[String], tab: usize) -> Result<i64> {
    let text = counts.get(tab).context("there is no such tab")?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse().unwrap_or_default())
}
