//! A world that follows from a number: what there is, what happens, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rapport_core::Result;
use tokio::time::Instant;

use super::check;
use super::desk::{self, Desk, Remedy};
use super::doors::Doors;
use super::market::{MOST_PICTURES, Manner, SimMarket};
use super::trace::Trace;
use super::wire::{SimWire, Weather};

/// How long a world that is calm again may take until nothing moves any more.
const CALM: Duration = Duration::from_hours(3);
const HOUR_MS: i64 = 3_600_000;

/// What all desks and marketplaces are.
pub(super) struct World {
    pub(super) markets: Vec<Arc<SimMarket>>,
    pub(super) desks: Vec<Desk>,
    trace: Arc<Trace>,
    chance: StdRng,
    /// How many conversations each marketplace has.
    conversations: Vec<usize>,
    /// How many things were said, so that everything is said in other words.
    said: usize,
}

impl World {
    /// The world of a seed, before anything goes wrong.
    pub(super) async fn begin(seed: u64, trace: Arc<Trace>) -> Result<Self> {
        let mut chance = StdRng::seed_from_u64(seed);
        let markets: Vec<_> = (0..chance.random_range(1..=2))
            .map(|_| Arc::new(SimMarket::new(manner(&mut chance))))
            .collect();
        let mut world = Self {
            conversations: vec![0; markets.len()],
            markets,
            desks: Vec::new(),
            trace,
            chance,
            said: 0,
        };
        for market in 0..world.markets.len() {
            for _ in 0..world.chance.random_range(1..=3) {
                world.comes(market);
            }
            for _ in 0..world.chance.random_range(0..12) {
                world.writes(market);
            }
        }
        for number in 0..world.chance.random_range(1..=3_usize) {
            let wires = world.wires(number);
            let skew = world.skew();
            let trace = Arc::clone(&world.trace);
            let desk = Desk::open(format!("desk {number}"), wires, skew, trace).await?;
            world.desks.push(desk);
        }
        Ok(world)
    }

    /// Lets things happen and go wrong for a while.
    pub(super) async fn storm(&mut self) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(self.chance.random_range(60..=420));
        while Instant::now() < end {
            self.happens()?;
            let pause = self.chance.random_range(20..6000);
            tokio::time::sleep(Duration::from_millis(pause)).await;
            for market in &self.markets {
                market.tick();
            }
            for desk in &mut self.desks {
                desk.notices();
            }
        }
        Ok(())
    }

    /// Everything works again; waits until nothing moves any more, and says what is not as it must be.
    pub(super) async fn calm(&mut self) -> Result<Vec<String>> {
        self.trace.say("it is calm");
        for desk in &mut self.desks {
            desk.fuses(0);
            desk.notices();
            for wire in &desk.wires {
                wire.turns(Weather::default());
            }
            desk.start()?;
        }
        let end = Instant::now() + CALM;
        loop {
            tokio::time::sleep(Duration::from_secs(10)).await;
            for market in &self.markets {
                market.tick();
            }
            for desk in &self.desks {
                desk.connects_again().await?;
            }
            let moves = check::moves(self)?;
            if moves.is_empty() || Instant::now() > end {
                let mut faults = moves;
                faults.extend(check::faults(self)?);
                self.trace.say(&format!("in the end: {faults:?}"));
                for desk in &mut self.desks {
                    desk.kill();
                }
                return Ok(faults);
            }
        }
    }

    fn happens(&mut self) -> Result<()> {
        let market = self.chance.random_range(0..self.markets.len());
        let desk = self.chance.random_range(0..self.desks.len());
        match self.chance.random_range(0..100) {
            0..22 => self.writes(market),
            22..27 => self.changes_words(market),
            27..32 => self.deletes(market),
            32..35 => self.renames(market),
            35..37 => self.comes(market),
            37..39 => self.closes(market),
            39..63 => self.replies(market, desk),
            63..68 => self.notes(market, desk),
            68..76 => self.mends(desk)?,
            76..88 => self.turns(desk),
            88..95 => self.kills(desk)?,
            95 => self.ends_access(desk),
            96 => {
                let skew = self.skew();
                self.desks[desk].set_clock(skew);
            }
            _ => {
                self.trace.say("cursors expire");
                self.markets[market].expires();
            }
        }
        Ok(())
    }

    fn writes(&mut self, market: usize) {
        let (conversation, text) = (self.conversation(market), self.words("buyer"));
        self.trace.say(&format!("{conversation}: {text}"));
        self.markets[market].writes(&conversation, &text);
    }

    fn changes_words(&mut self, market: usize) {
        let (nth, text) = (self.chance.random_range(0..20), self.words("edited"));
        self.markets[market].edits(nth, &text);
    }

    fn deletes(&mut self, market: usize) {
        let nth = self.chance.random_range(0..20);
        self.markets[market].deletes(nth);
    }

    fn renames(&mut self, market: usize) {
        let person = self.chance.random_range(0..self.conversations[market]);
        let name = self.words("name");
        self.markets[market].renames(&format!("p{person}"), &name);
    }

    fn comes(&mut self, market: usize) {
        let number = self.conversations[market];
        self.conversations[market] += 1;
        self.markets[market].comes(&format!("p{number}"), &format!("c{number}"));
    }

    fn closes(&mut self, market: usize) {
        let (conversation, closed) = (self.conversation(market), self.chance.random());
        self.markets[market].closes(&conversation, closed);
    }

    fn replies(&mut self, market: usize, desk: usize) {
        let remote = self.conversation(market);
        // Now and then the same words again, as people do.
        let text = if self.chance.random_range(0..4) == 0 {
            format!("{}: Yes", self.desks[desk].name)
        } else {
            let name = self.desks[desk].name.clone();
            self.words(&name)
        };
        let later =
            (self.chance.random_range(0..8) == 0).then(|| self.chance.random_range(1_000..180_000));
        // Now and then with pictures.
        let shown = match self.chance.random_range(0..5) {
            0 => self.chance.random_range(1..=MOST_PICTURES as usize),
            _ => 0,
        };
        self.desks[desk].says(desk::conversation(market, &remote), text, shown, later);
    }

    fn notes(&mut self, market: usize, desk: usize) {
        let (remote, text) = (self.conversation(market), self.words("note"));
        self.desks[desk].notes(desk::conversation(market, &remote), text);
    }

    fn mends(&mut self, desk: usize) -> Result<()> {
        let text = {
            let name = self.desks[desk].name.clone();
            self.words(&name)
        };
        let open = check::mendable(&self.desks[desk].disk)?;
        if open.is_empty() {
            return Ok(());
        }
        let entry = open[self.chance.random_range(0..open.len())];
        let remedy = match self.chance.random_range(0..3) {
            0 => Remedy::Retry,
            1 => Remedy::Discard,
            _ => Remedy::Edit(text),
        };
        self.desks[desk].mends(entry, remedy);
        Ok(())
    }

    fn turns(&mut self, desk: usize) {
        let wires = self.desks[desk].wires.len();
        let wire = self.chance.random_range(0..wires);
        let weather = weather(&mut self.chance);
        let name = &self.desks[desk].name;
        self.trace.say(&format!("{name}, wire {wire}: {weather:?}"));
        self.desks[desk].wires[wire].turns(weather);
    }

    fn ends_access(&mut self, desk: usize) {
        let wires = &self.desks[desk].wires;
        wires[self.chance.random_range(0..wires.len())].ends_access();
    }

    fn kills(&mut self, desk: usize) -> Result<()> {
        let desk = &mut self.desks[desk];
        if !desk.is_up() {
            return desk.start();
        }
        if self.chance.random() {
            desk.fuses(self.chance.random_range(1..30));
        } else {
            desk.kill();
        }
        Ok(())
    }

    fn wires(&mut self, desk: usize) -> Vec<Arc<SimWire>> {
        let markets = self.markets.iter().enumerate();
        markets
            .map(|(number, market)| {
                let desk = format!("desk {desk}");
                let seed = self.chance.random();
                let trace = Arc::clone(&self.trace);
                Arc::new(SimWire::new(&desk, number, Arc::clone(market), seed, trace))
            })
            .collect()
    }

    fn skew(&mut self) -> i64 {
        if self.chance.random() {
            0
        } else {
            self.chance.random_range(-5 * HOUR_MS..5 * HOUR_MS)
        }
    }

    fn conversation(&mut self, market: usize) -> String {
        format!(
            "c{}",
            self.chance.random_range(0..self.conversations[market])
        )
    }

    fn words(&mut self, who: &str) -> String {
        self.said += 1;
        format!("{who}: {}", self.said)
    }
}

fn manner(chance: &mut StdRng) -> Manner {
    let keys: bool = chance.random();
    let delayed = !keys && chance.random();
    Manner {
        keys,
        visible_after: Duration::from_secs(if delayed {
            chance.random_range(1..20)
        } else {
            0
        }),
        push: chance.random_range(0..4) > 0,
        page: chance.random_range(1..12),
        repeats: chance.random(),
        doors: Doors {
            lives: if chance.random() {
                Some(Duration::from_secs(chance.random_range(20..300)))
            } else {
                None
            },
            forgives: chance.random(),
        },
    }
}

fn weather(chance: &mut StdRng) -> Weather {
    match chance.random_range(0..10) {
        0..3 => Weather::default(),
        3..5 => Weather {
            cut: true,
            ..Weather::default()
        },
        _ => {
            let mut some = |most: u32| {
                if chance.random() {
                    chance.random_range(0..=most)
                } else {
                    0
                }
            };
            Weather {
                cut: false,
                slow: some(4000).into(),
                lose: some(500),
                deafen: some(500),
                double: some(500),
                dawdle: some(200),
                fail: some(300),
                fail_late: some(300),
                too_many: some(200),
                garble: some(200),
                hush: some(900),
            }
        }
    }
}
