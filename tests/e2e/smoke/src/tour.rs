//! The demo's tour: a morning in the shop, on the real window, with a picture of each step.
//!
//! A buyer asks, haggles, orders, confirms, receives and rates; the seller answers each of it, looks
//! at a picture, searches, works through an outage, and turns the lights down.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

mod regulars;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use rapport_smoke::buyer::Buyer;
use rapport_smoke::market::Market;
use rapport_smoke::window::Window;
use rapport_smoke::{Programs, page, until};
use serde_json::Value;
use thirtyfour::Key;

/// How long the marketplace may take to get a reply.
const ARRIVES: Duration = Duration::from_secs(5);
/// Whose story is told.
const STORY: &str = "Marta Olsen";
/// What the seller answers her.
const REPLY: &str = "Two would be lovely. I can cut both to 130 cm, same hide.";
/// What the seller writes while the network is gone.
const OFFLINE_REPLY: &str = "It can, a dark green one. Nothing comes off, I pulled at every ear.";
/// How long the window may take to find the marketplace again.
const RETURNS: Duration = Duration::from_mins(1);

/// Drives the real window through a short tour.
#[derive(Debug, Parser)]
struct Tour {
    #[command(flatten)]
    programs: Programs,
    /// The demo's folder, in which the marketplace was filled already.
    #[arg(long)]
    dir: PathBuf,
    /// The port on which the marketplace answers; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Where the screenshots and the log go.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let tour = Tour::parse();
    match tour.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Tour {
    async fn run(&self) -> Result<()> {
        if self.out.exists() {
            std::fs::remove_dir_all(&self.out).context("the last tour cannot be removed")?;
        }
        std::fs::create_dir_all(&self.out)?;
        let mut log = Log::open(&self.out)?;
        let result = self.walk(&mut log).await;
        match &result {
            Ok(()) => log.line("the tour is over; every step did what it should")?,
            Err(error) => log.line(&format!("FAILED {error:#}"))?,
        }
        result
    }

    async fn walk(&self, log: &mut Log) -> Result<()> {
        let mut market = Market::filled(&self.programs, &self.dir, self.port, &self.out)?;
        market.start().await?;
        let profile = self.dir.join("profile");
        let args = market.window_args(&profile)?;
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let Programs {
            driver, rapport, ..
        } = &self.programs;
        let window = Window::open(driver, rapport, &args, &self.out).await?;

        let mut steps = Steps {
            out: &self.out,
            window: &window,
            number: 0,
            log,
        };
        let walked = steps.walk(&mut market).await;
        if walked.is_err() {
            // What the window shows when something went wrong says more than the error.
            let _ = window.screenshot(&self.out.join("failed.png")).await;
        }
        let closed = window.close().await;
        walked.and(closed.context("step `close the window`"))
    }
}

struct Steps<'a> {
    out: &'a Path,
    window: &'a Window,
    number: u32,
    log: &'a mut Log,
}

impl Steps<'_> {
    async fn walk(&mut self, market: &mut Market) -> Result<()> {
        let thread = market
            .thread_of(STORY)?
            .with_context(|| format!("{STORY} has no conversation in this shop"))?;
        self.morning().await?;
        {
            let buyer = Buyer::comes(market, thread).await?;
            let offer = self.haggling(&buyer).await?;
            self.order(&buyer, &offer).await?;
        }
        self.looking(market).await?;
        self.outage(market).await?;
        self.other_looks().await
    }

    /// The shop opens, and says what the day asks for.
    async fn morning(&mut self) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let synced = async {
            window.find(page::CONVERSATION).await?;
            window.find(page::ONLINE).await?;
            Ok(())
        };
        self.step("first sync", begun, synced.await).await?;

        let begun = Instant::now();
        let today = async {
            window.click(page::TODAY).await?;
            window.find(page::LISTS).await?;
            window.gone(page::MISSING).await
        };
        self.step("today", begun, today.await).await?;

        let begun = Instant::now();
        let opened = async {
            window.click(page::INBOX).await?;
            window.open_of(STORY).await?;
            window.find(page::ABOUT).await?;
            Ok(())
        };
        self.step("open a conversation", begun, opened.await).await
    }

    /// From a question to a price of the seller's.
    async fn haggling(&mut self, buyer: &Buyer<'_>) -> Result<String> {
        let window = self.window;
        let begun = Instant::now();
        let typing = async {
            buyer.types().await?;
            window.find(page::TYPING).await.map(drop)
        };
        self.step("the buyer types", begun, typing.await).await?;

        let begun = Instant::now();
        let replied = async {
            buyer.says("And if I take two, one for my brother?").await?;
            window.find_saying(page::MESSAGE, "for my brother").await?;
            window.reply(REPLY).await?;
            arrives(buyer.market(), REPLY, ARRIVES).await?;
            window.find_saying(page::MESSAGE, REPLY).await?;
            Ok(())
        };
        self.step("a reply", begun, replied.await).await?;

        let begun = Instant::now();
        let offered = async {
            buyer.offers(2, 9800, "Both, brown?").await?;
            window.find_saying(page::CARD, "Their offer").await?;
            Ok(())
        };
        self.step("the buyer makes an offer", begun, offered.await)
            .await?;

        let begun = Instant::now();
        let countered = async {
            window.press(page::CARD, "Counter").await?;
            let price = format!("{} label:nth-of-type(2) input", page::FORM);
            let field = window.find(&price).await?;
            // As a hand would: WebDriver's own way to clear a field tells the page nothing.
            field.click().await?;
            window.chord(&[Key::Control], 'a').await?;
            field.send_keys("108").await?;
            window
                .type_into(
                    &format!("{} textarea", page::FORM),
                    "Edges burnished by hand.",
                )
                .await?;
            window.press(page::FORM, "Send offer").await?;
            let made = async || buyer.open_offer().await;
            let offer = until("the counter-offer to arrive", ARRIVES, made).await?;
            window.find_saying(page::CARD, "Your offer").await?;
            Ok(offer)
        };
        let countered = countered.await;
        let offer = countered.as_ref().ok().cloned().unwrap_or_default();
        self.step("a counter-offer", begun, countered.map(drop))
            .await?;
        Ok(offer)
    }

    /// From the accepted price to a rating on either side.
    async fn order(&mut self, buyer: &Buyer<'_>, offer: &str) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let ordered = async {
            let order = buyer
                .orders(offer, "Marta Olsen, Fjordgata 12, Lillevik")
                .await?;
            window
                .find_saying(page::CARD, &format!("Order {order}"))
                .await?;
            window.press(page::THREAD, "Ask to confirm").await?;
            window.press(page::FORM, "Ask to confirm").await?;
            let asked = async || {
                let order = buyer.order(&order).await?;
                Ok(order.pointer("/card").map(drop))
            };
            until("the order card to arrive", ARRIVES, asked).await?;
            buyer.confirms(&order).await?;
            window
                .find_saying(page::CARD, "Confirmed by the buyer")
                .await?;
            Ok(order)
        };
        let ordered = ordered.await;
        let order = ordered.as_ref().ok().cloned().unwrap_or_default();
        self.step("order and order card", begun, ordered.map(drop))
            .await?;

        let begun = Instant::now();
        let rated = async {
            window.press(page::THREAD, "Mark as shipped").await?;
            window.press(page::FORM, "Mark as shipped").await?;
            let shipped = async || {
                let order = buyer.order(&order).await?;
                let state = order.pointer("/state").and_then(Value::as_str);
                Ok((state == Some("shipped")).then_some(()))
            };
            until("the order to be on its way", ARRIVES, shipped).await?;
            buyer.receives(&order).await?;
            buyer
                .rates(&order, 5, "Two straps, two happy brothers. Thank you!")
                .await?;
            window.find_saying(page::CARD, "two happy brothers").await?;
            window.press(page::THREAD, "Rate the buyer").await?;
            let fifth = format!("{}:nth-of-type(5)", page::STAR);
            window.click(&fifth).await?;
            window
                .type_into(
                    &format!("{} textarea", page::FORM),
                    "Knows what she wants. A pleasure.",
                )
                .await?;
            window.press(page::FORM, "Send rating").await?;
            window
                .find_saying(page::CARD, "Knows what she wants")
                .await?;
            Ok(())
        };
        let rated = rated.await;
        self.step("shipped and rated on both sides", begun, rated)
            .await?;

        let begun = Instant::now();
        let client = async {
            window.press(page::ABOUT, "Make a client").await?;
            window.find_saying(page::ABOUT, "client since").await?;
            Ok(())
        };
        self.step("a customer becomes a client", begun, client.await)
            .await?;
        window.click(page::CLOSE_TOAST).await
    }

    /// Pictures and words are found and looked at.
    async fn looking(&mut self, market: &Market) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let large = async {
            window.click(page::PRODUCT).await?;
            window.find(&format!("{} img", page::LARGE)).await?;
            Ok(())
        };
        self.step("a picture, large", begun, large.await).await?;
        window.leave_dialog().await?;
        window.gone(page::LARGE).await?;

        let begun = Instant::now();
        let searched = search(window, market).await;
        self.step("search", begun, searched).await?;
        window.click(page::CLEAR_SEARCH).await
    }

    /// The network goes, work goes on, and everything arrives once.
    async fn outage(&mut self, market: &mut Market) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        market.stop();
        let gone = async {
            window.find(page::OFFLINE).await?;
            window.open_first().await
        };
        self.step("network gone", begun, gone.await).await?;

        let begun = Instant::now();
        let queued = async {
            window.reply(OFFLINE_REPLY).await?;
            window.find_saying(page::OUTBOX, OFFLINE_REPLY).await?;
            Ok(())
        };
        self.step("a reply without a network", begun, queued.await)
            .await?;
        self.regulars().await?;
        window.click(page::INBOX).await?;
        window.open_first().await?;

        let begun = Instant::now();
        let back = async {
            market.start().await?;
            arrives(market, OFFLINE_REPLY, RETURNS).await?;
            window.find_saying(page::MESSAGE, OFFLINE_REPLY).await?;
            window.gone(page::OUTBOX).await?;
            window.find(page::ONLINE).await?;
            for text in [REPLY, OFFLINE_REPLY] {
                let times = market.copies(text).await?;
                ensure!(times == 1, "the marketplace has `{text}` {times} times");
            }
            Ok(())
        };
        self.step("network back", begun, back.await).await?;
        self.answered().await
    }

    /// The same in the other theme, and in the other language.
    async fn other_looks(&mut self) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let dark = async {
            window.click(page::SETTINGS).await?;
            window.find_saying("label", "Dark").await?.click().await?;
            window.click(page::INBOX).await?;
            window.open_of("Lin Wei").await
        };
        self.step("in the dark", begun, dark.await).await?;

        let begun = Instant::now();
        let chinese = async {
            window.click(page::SETTINGS).await?;
            window.find_saying("label", "Light").await?.click().await?;
            window
                .find_saying("label", "简体中文")
                .await?
                .click()
                .await?;
            window.click(page::INBOX).await?;
            window.open_of("林若兰").await
        };
        self.step("in Chinese", begun, chinese.await).await
    }

    /// Notes how a step went and keeps a picture of it.
    async fn step(&mut self, name: &str, begun: Instant, result: Result<()>) -> Result<()> {
        self.number += 1;
        result.with_context(|| format!("step {} `{name}`", self.number))?;
        let picture = format!(
            "{:02}-{}.png",
            self.number,
            name.replace(", ", "-").replace(' ', "-")
        );
        let took = begun.elapsed().as_secs_f32();
        self.window.screenshot(&self.out.join(&picture)).await?;
        self.log
            .line(&format!("{} {name}: {took:.1} s", self.number))?;
        println!("{} {name}: {picture}", self.number);
        Ok(())
    }
}

/// Looks for a word of a conversation that surely is there, and goes back to the open one.
async fn search(window: &Window, market: &Market) -> Result<()> {
    let word = market.some_word().await?;
    window.type_into(page::SEARCH, &word).await?;
    window.find_saying(page::HIT, &word).await?;
    window.click(page::HIT).await?;
    window.find(page::MESSAGE).await?;
    Ok(())
}

async fn arrives(market: &Market, text: &str, limit: Duration) -> Result<()> {
    let there = async || Ok((market.copies(text).await? > 0).then_some(()));
    until(&format!("the marketplace to have `{text}`"), limit, there).await
}

/// The tour's own log: one line per step.
struct Log(std::fs::File);

impl Log {
    fn open(out: &Path) -> Result<Self> {
        Ok(Self(std::fs::File::create(out.join("tour.log"))?))
    }

    fn line(&mut self, line: &str) -> Result<()> {
        writeln!(self.0, "{line}")?;
        Ok(())
    }
}
