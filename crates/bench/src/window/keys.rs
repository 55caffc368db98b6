//! From a key to the frame that shows what it brought, in the real window.
//!
//! The keys are native: the X server makes them. The page is asked through `WebDriver`, but not while
//! it works. The time runs from the event's own time, which the web view takes from the X server, to
//! the second animation frame after the result stands in the page; when that frame begins, the one
//! before it has been painted.
#![expect(
    clippy::print_stdout,
    reason = "whoever measures sees what is being measured"
)]

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use rapport_smoke::keyboard::{ENTER, ESCAPE, Keyboard};
use rapport_smoke::window::Window;
use rapport_smoke::{page, until, wall_clock};
use serde_json::{Value, json};

use super::WindowPrograms;
use super::opened::Copied;
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::years::{COMMON, NEVER_MEET, PHRASE};

/// What the page does while keys are pressed.
const SCRIPT: &str = include_str!("keys.js");
/// What stands in the field that has the keyboard; null where none has.
const TYPED: &str = "window.rapportBench.typed()";
/// The page is left alone for so long after a key.
const ALONE: Duration = Duration::from_millis(150);
/// How long a key may take before the run is called failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// The event's time and ours may differ by so many milliseconds: what the two clocks are read in.
const APART: f64 = 20.0;
/// So many replies are sent in one conversation.
const REPLIES: usize = 20;
/// How long a key may take to be painted, in milliseconds.
const QUICK: f64 = 100.0;
/// How many elements the page stays below.
const ELEMENTS: f64 = 3000.0;

/// Presses each kind of key so many times, one after the other on the same profile.
pub(super) async fn measure(
    programs: &WindowPrograms,
    profile: &Copied,
    times: usize,
) -> Result<Vec<Figure>> {
    let mut hand = Hand::on(programs, profile.dir()).await?;
    let (moved, opened) = hand.walk(times).await?;
    let searched = hand.search(times).await?;
    let sent = hand.reply(times).await?;
    let palette = hand.palette(times).await?;
    let (done, next) = hand.done(times).await?;
    let snoozed = hand.snooze(times).await?;
    let elements = Measure::of(Unit::Count, 1.0, std::mem::take(&mut hand.elements));
    hand.window.close().await?;

    let figure = |name: &str, samples: Vec<f64>| {
        let measure = Measure::of(Unit::Milliseconds, 0.95, samples);
        println!(
            "{name}: {:.0} ms, median {:.0} ms",
            measure.value, measure.median
        );
        Figure::new("window", name, profile.messages, measure).aiming(Aim::Below(QUICK))
    };
    println!("elements of the page: {} at most", elements.value);
    Ok(vec![
        figure("key to painted frame: move in the list", moved),
        figure("key to painted frame: open a conversation", opened),
        figure(
            "key to painted frame: type a letter in the search",
            searched,
        ),
        figure("key to painted frame: send a reply", sent),
        figure("key to painted frame: open the palette", palette.opened),
        figure(
            "key to painted frame: type a letter in the palette",
            palette.found,
        ),
        figure(
            "key to painted frame: what the shop holds, in the palette",
            palette.held,
        ),
        figure("key to painted frame: done", done),
        figure(
            "key to painted frame: the next conversation, after done",
            next,
        ),
        figure("key to painted frame: snooze", snoozed),
        Figure::new("window", "elements of the page", profile.messages, elements)
            .aiming(Aim::Below(ELEMENTS)),
    ])
}

/// A hand on the keyboard, and eyes on the page.
struct Hand {
    window: Window,
    keyboard: Keyboard,
    elements: Vec<f64>,
    /// Which way it walks along the list.
    goes_down: bool,
}

impl Hand {
    /// Opens the window on a profile, with its inbox and the keys.
    async fn on(programs: &WindowPrograms, profile: &Path) -> Result<Self> {
        let path = profile.to_str().context("the profile's path is not text")?;
        let args = ["--demo", "--profile", path];
        let WindowPrograms {
            driver, rapport, ..
        } = programs;
        let window = Window::open(driver, rapport, &args, profile).await?;
        let keyboard = Keyboard::take()?;
        window.find(page::CONVERSATION).await?;
        keyboard.to_the_window()?;
        let hand = Self {
            window,
            keyboard,
            elements: Vec::new(),
            goes_down: true,
        };
        hand.once("document.hasFocus()", &json!(true)).await?;
        hand.window.ask(SCRIPT, Vec::new()).await?;
        Ok(hand)
    }

    /// Waits until the page says so.
    async fn once(&self, question: &str, wanted: &Value) -> Result<()> {
        let said = async || {
            let ask = format!("return {question}");
            let said = self.window.ask(&ask, Vec::new()).await?;
            Ok((said == *wanted).then_some(()))
        };
        until(&format!("{question} to be {wanted}"), PATIENCE, said).await
    }

    /// Presses a key and waits until the page shows all that it should bring; the milliseconds of each.
    async fn press(&mut self, key: char, acts: &[&str], text: &str) -> Result<Vec<f64>> {
        self.measured(|keyboard| keyboard.press(key), acts, text)
            .await
            .with_context(|| format!("{key:?}"))
    }

    async fn measured(
        &mut self,
        press: impl FnOnce(&Keyboard) -> Result<()>,
        acts: &[&str],
        text: &str,
    ) -> Result<Vec<f64>> {
        let expected = vec![json!(acts), json!(text)];
        let expect = "window.rapportBench.expect(...arguments)";
        self.window.ask(expect, expected).await?;
        let pressed = wall_clock();
        press(&self.keyboard)?;
        tokio::time::sleep(ALONE).await;
        let took = async || {
            let took = "return window.rapportBench.took()";
            let took = self.window.ask(took, Vec::new()).await?;
            Ok((!took.is_null()).then_some(took))
        };
        let what = format!("{acts:?} {text:?} after a key");
        let took = until(&what, PATIENCE, took).await?;
        let number = |name: &str| {
            took.get(name)
                .and_then(Value::as_f64)
                .context("a number was expected")
        };
        let apart = number("pressed")? - pressed;
        ensure!(
            apart.abs() < APART,
            "the event is {apart} ms away from the key"
        );
        self.elements.push(number("elements")?);
        let took = took
            .get("took")
            .and_then(Value::as_array)
            .context("no times")?;
        Ok(took.iter().filter_map(Value::as_f64).collect())
    }

    /// Goes down the list and up again where it ends: each step moves the selection and opens the
    /// conversation. The times of both.
    async fn walk(&mut self, times: usize) -> Result<(Vec<f64>, Vec<f64>)> {
        self.press('j', &["move", "open"], "").await?;
        let (mut moved, mut opened) = (Vec::new(), Vec::new());
        while moved.len() < times {
            let took = self.step().await?;
            let [move_took, open_took] = took[..] else {
                bail!("two times were expected: {took:?}");
            };
            moved.push(move_took);
            opened.push(open_took);
            progress("moves", moved.len(), times);
        }
        Ok((moved, opened))
    }

    /// One step along the list; where it ends, the way turns round.
    async fn step(&mut self) -> Result<Vec<f64>> {
        let neighbour = "return window.rapportBench.hasNeighbour(arguments[0])";
        let by = if self.goes_down { 1 } else { -1 };
        if self.window.ask(neighbour, vec![json!(by)]).await? == json!(false) {
            self.goes_down = !self.goes_down;
        }
        let key = if self.goes_down { 'j' } else { 'k' };
        self.press(key, &["move", "open"], "").await
    }

    /// Leaves the field with the keyboard, so that letters are keys of the page again.
    async fn leave_the_field(&self) -> Result<()> {
        // The first may only close what the field offers to go on with.
        for _ in 0..2 {
            self.keyboard.press(ESCAPE)?;
            tokio::time::sleep(ALONE).await;
            if self
                .window
                .ask(&format!("return {TYPED}"), Vec::new())
                .await?
                == Value::Null
            {
                return Ok(());
            }
        }
        self.once(TYPED, &Value::Null).await
    }

    /// Types into the search, letter by letter, words that are common, rare together or nowhere.
    async fn search(&mut self, times: usize) -> Result<Vec<f64>> {
        let [one, other] = NEVER_MEET;
        let both = format!("{one} {other}");
        let mut searched = Vec::new();
        for word in [COMMON, PHRASE, &both, "qxzvk"].into_iter().cycle() {
            self.keyboard.press('/')?;
            self.once(TYPED, &json!("")).await?;
            let mut typed = String::new();
            for letter in word.chars() {
                typed.push(letter);
                if letter == ' ' {
                    self.keyboard.press(letter)?;
                    continue;
                }
                searched.extend(self.press(letter, &["search"], &typed).await?);
                progress("letters", searched.len(), times);
            }
            self.leave_the_field().await?;
            self.once("document.querySelector('[data-answered]')", &Value::Null)
                .await?;
            if searched.len() >= times {
                break;
            }
        }
        Ok(searched)
    }

    /// Opens the palette and types the beginning of what people are called and of what can be done.
    async fn palette(&mut self, times: usize) -> Result<Palette> {
        let mut took = Palette::default();
        for word in ["snooze", "celadon", "ma", "qxzvk"].into_iter().cycle() {
            let open = |keyboard: &Keyboard| keyboard.press_with_control('k');
            took.opened
                .extend(self.measured(open, &["palette"], "").await?);
            let mut typed = String::new();
            for letter in word.chars() {
                typed.push(letter);
                let both = self.press(letter, &["find", "held"], &typed).await?;
                let [found, held] = both[..] else {
                    bail!("two times were expected: {both:?}");
                };
                took.found.push(found);
                took.held.push(held);
                progress("letters in the palette", took.found.len(), times);
            }
            self.keyboard.press(ESCAPE)?;
            self.once("document.querySelector('[role=dialog]')", &Value::Null)
                .await?;
            if took.found.len() >= times {
                return Ok(took);
            }
        }
        Ok(took)
    }

    /// Marks what is open as done, one after the other: the row leaves, the next conversation opens.
    async fn done(&mut self, times: usize) -> Result<(Vec<f64>, Vec<f64>)> {
        // Whom one has answered has left the tab of those who wait; the open ones are all there.
        self.keyboard.press('2')?;
        let open = "document.querySelectorAll('[role=tab][aria-selected=true]')[0].id === \
                    document.querySelectorAll('[role=tab]')[1].id";
        self.once(open, &json!(true)).await?;
        // The rows of the tab come after it; a key before them would lead nowhere.
        tokio::time::sleep(ALONE).await;
        let rows = "document.querySelector('[data-conversation]') !== null";
        self.once(rows, &json!(true)).await?;
        self.step().await?;
        let (mut done, mut next) = (Vec::new(), Vec::new());
        while done.len() < times {
            let both = self.press('e', &["leave", "open"], "").await?;
            let [leave, open] = both[..] else {
                bail!("two times were expected: {both:?}");
            };
            done.push(leave);
            next.push(open);
            progress("done", done.len(), times);
        }
        Ok((done, next))
    }

    /// Snoozes what is open for two days, one after the other; timed from the Enter that chooses it.
    async fn snooze(&mut self, times: usize) -> Result<Vec<f64>> {
        let mut snoozed = Vec::new();
        while snoozed.len() < times {
            self.keyboard.press('s')?;
            self.once(TYPED, &json!("")).await?;
            self.keyboard.press('2')?;
            self.keyboard.press('d')?;
            self.once(TYPED, &json!("2d")).await?;
            snoozed.extend(self.press(ENTER, &["leave"], "").await?);
            self.once("document.querySelector('[role=dialog]')", &Value::Null)
                .await?;
            progress("snoozed", snoozed.len(), times);
        }
        Ok(snoozed)
    }

    /// Sends replies, a few in each conversation.
    async fn reply(&mut self, times: usize) -> Result<Vec<f64>> {
        let mut sent = Vec::new();
        while sent.len() < times {
            self.step().await?;
            self.keyboard.press('r')?;
            if self.once(TYPED, &json!("")).await.is_err() {
                // Some conversations are closed: nothing can be sent there.
                continue;
            }
            for _ in 0..REPLIES {
                let text = format!("parcel {:04}", sent.len());
                for letter in text.chars() {
                    self.keyboard.press(letter)?;
                }
                self.once(TYPED, &json!(text)).await?;
                sent.extend(self.press(ENTER, &["send"], &text).await?);
                self.once(TYPED, &json!("")).await?;
                progress("replies", sent.len(), times);
            }
            self.leave_the_field().await?;
        }
        Ok(sent)
    }
}

/// What the palette took, in milliseconds.
#[derive(Default)]
struct Palette {
    opened: Vec<f64>,
    /// What can be done and gone to.
    found: Vec<f64>,
    /// People, products and orders.
    held: Vec<f64>,
}

fn progress(what: &str, done: usize, of: usize) {
    if done.is_multiple_of(25) {
        println!("{done} of {of} {what}");
    }
}
