//! From the start of the process until the window shows what it is opened for.
#![expect(
    clippy::print_stdout,
    reason = "whoever measures sees what is being measured"
)]

use std::time::{Duration, Instant};

use anyhow::Result;

use super::WindowPrograms;
use super::opened::{Copied, Takes, Which};
use super::screen::{Look, Region, Screen};
use crate::figure::{Aim, Figure, Measure, Unit};

/// How long a window may take to come up, or to go.
const PATIENCE: Duration = Duration::from_secs(30);
/// A window that has not changed for so long has come up.
const REST: Duration = Duration::from_secs(3);
/// The memory is asked for so long after the window is there, when the work of the start is over.
const CALM: Duration = Duration::from_millis(1500);

/// All starts of both windows.
#[derive(Debug)]
pub(super) struct Starts {
    /// How many messages our archive held.
    pub(super) messages: u64,
    /// Ours.
    pub(super) ours: Vec<Start>,
    /// The bare window's.
    pub(super) bare: Vec<Start>,
}

/// One start.
#[derive(Debug)]
pub(super) struct Start {
    /// From the start of the process until the window showed what it is opened for.
    painted: Duration,
    /// What it took of the memory then.
    pub(super) takes: Takes,
}

/// Where a window shows what it is opened for, and nothing that depends on the time of day.
fn place(which: Which) -> Region {
    match which {
        // The faces, names and first words in the list of conversations.
        Which::Ours => Region {
            x: 200,
            y: 110,
            width: 200,
            height: 440,
        },
        Which::Bare => Region {
            x: 0,
            y: 0,
            width: 200,
            height: 440,
        },
    }
}

/// Starts both windows in turns, each so many times, with their files in the system's cache.
pub(super) fn measure(programs: &WindowPrograms, profile: &Copied, times: usize) -> Result<Starts> {
    let screen = Screen::open()?;
    let our_look = first(&screen, Which::Ours, programs, profile)?;
    let bare_look = first(&screen, Which::Bare, programs, profile)?;
    let mut starts = Starts {
        messages: profile.messages,
        ours: Vec::new(),
        bare: Vec::new(),
    };
    for time in 1..=times {
        let ours = again(&screen, Which::Ours, &our_look, programs, profile)?;
        let bare = again(&screen, Which::Bare, &bare_look, programs, profile)?;
        println!(
            "{} messages, start {time} of {times}: {:.0} ms, the bare window {:.0} ms",
            profile.messages,
            milliseconds(&ours),
            milliseconds(&bare),
        );
        starts.ours.push(ours);
        starts.bare.push(bare);
    }
    Ok(starts)
}

/// Starts a window to see how it looks in the end; this also brings its files into the cache.
fn first(
    screen: &Screen,
    which: Which,
    programs: &WindowPrograms,
    profile: &Copied,
) -> Result<Look> {
    let empty = screen.look(place(which))?;
    let mut program = which.start(programs, profile)?;
    let look = screen.settles(place(which), &empty, REST, PATIENCE)?;
    program.end();
    screen.forgets(place(which), &look, PATIENCE)?;
    Ok(look)
}

/// Starts a window whose look is known.
fn again(
    screen: &Screen,
    which: Which,
    look: &Look,
    programs: &WindowPrograms,
    profile: &Copied,
) -> Result<Start> {
    let began = Instant::now();
    let mut program = which.start(programs, profile)?;
    let painted = screen.shows(place(which), look, PATIENCE)? - began;
    std::thread::sleep(CALM);
    let takes = Takes::of(&program)?;
    program.end();
    screen.forgets(place(which), look, PATIENCE)?;
    Ok(Start { painted, takes })
}

fn milliseconds(start: &Start) -> f64 {
    start.painted.as_secs_f64() * 1000.0
}

impl Starts {
    /// The medians of all starts, none left out, and the 95th percentiles.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let figure = |name: &str, quantile: f64| {
            let of = |starts: &[Start]| {
                let samples = starts.iter().map(milliseconds).collect();
                Measure::of(Unit::Milliseconds, quantile, samples)
            };
            Figure::new("window", name, self.messages, of(&self.ours))
                .beside("a bare window's start", of(&self.bare))
        };
        vec![
            figure("start to a usable inbox", 0.5).aiming(Aim::RatioAtMost(1.25)),
            figure("start to a usable inbox, 95th percentile", 0.95),
        ]
    }
}
