//! Plays worlds, as many as one likes, and says which of them do not end well.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever plays worlds sees what becomes of them"
)]

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Parser;
use rapport_core::mutant;
use rapport_tests::fuzz;

/// Plays the worlds of so many seeds.
#[derive(Debug, Parser)]
struct Line {
    /// How many worlds.
    #[arg(long, default_value_t = 500)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A fault that everything has; then one of the worlds must end badly, and the first that does is
    /// enough.
    #[arg(long)]
    mutant: Option<String>,
    /// How many at a time.
    #[arg(long)]
    threads: Option<usize>,
    /// Tells everything that happens.
    #[arg(long)]
    tell: bool,
    /// Plays each world twice, and compares.
    #[arg(long)]
    twice: bool,
}

/// A world that did not end well.
struct Bad {
    seed: u64,
    faults: Vec<String>,
}

fn main() -> Result<ExitCode> {
    let line = Line::parse();
    let mutant = match &line.mutant {
        None => None,
        Some(name) => match mutant::ALL.iter().find(|(known, _)| known == name) {
            Some((_, mutant)) => Some(*mutant),
            None => bail!("the mutants are {:?}", mutant::ALL.map(|(name, _)| name)),
        },
    };
    let (began, next, done) = (Instant::now(), AtomicU64::new(0), AtomicU64::new(0));
    let enough = AtomicBool::new(false);
    let bad: Mutex<Vec<Bad>> = Mutex::default();
    let threads = match line.threads {
        Some(threads) => threads,
        None => std::thread::available_parallelism()?.get(),
    };
    let play = || -> Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= line.seeds || enough.load(Ordering::Relaxed) {
                return Ok(());
            }
            let seed = line.seed + number;
            let mut played = fuzz::play(seed, mutant, line.tell)?;
            if line.tell {
                println!("{}", played.lines.join("\n"));
                println!("{:?}, trace {:016x}", played.states, played.hash);
            }
            if line.twice {
                let again = fuzz::play(seed, mutant, false)?;
                if again.hash != played.hash {
                    played
                        .faults
                        .push("it was another world the second time".to_owned());
                }
            }
            if !played.faults.is_empty() {
                enough.fetch_or(mutant.is_some(), Ordering::Relaxed);
                let faults = played.faults;
                bad.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(Bad { seed, faults });
            }
            let played = done.fetch_add(1, Ordering::Relaxed) + 1;
            if played.is_multiple_of(100) {
                let pace = played as f64 / began.elapsed().as_secs_f64();
                println!("{played} of {} worlds, {pace:.0} a second", line.seeds);
            }
        }
    };
    std::thread::scope(|scope| {
        let players: Vec<_> = (0..threads).map(|_| scope.spawn(play)).collect();
        for player in players {
            match player.join() {
                Ok(played) => played?,
                Err(_) => bail!("a world broke off"),
            }
        }
        Ok(())
    })?;
    let mut bad = bad.into_inner().unwrap_or_else(PoisonError::into_inner);
    bad.sort_by_key(|it| it.seed);
    let played = done.into_inner();
    let pace = played as f64 / began.elapsed().as_secs_f64();
    println!(
        "{played} worlds, {pace:.0} a second, {} ended badly",
        bad.len()
    );
    for Bad { seed, faults } in bad.iter().take(5) {
        println!("seed {seed}:");
        for fault in faults.iter().take(5) {
            println!("  {fault}");
        }
    }
    let as_it_must = bad.is_empty() == mutant.is_none();
    Ok(if as_it_must {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
