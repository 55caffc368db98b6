//! # Worlds that follow from a number
//!
//! Some desks, one or two marketplaces and their buyers, on one thread and a clock that jumps from
//! one event to the next. The wires lose, double, delay and garble; desks are killed wherever they
//! are and start again on their disks; clocks are wrong by hours; cursors expire. Then everything
//! works again, and what was promised must hold.
//!
//! The same seed is the same world to the last word, so that a fault that was found once can be
//! looked at for as long as it takes.

#![allow(
    clippy::indexing_slicing,
    reason = "in a test, a step that cannot be done is a failure"
)]

mod album;
mod check;
mod desk;
mod doors;
mod market;
mod trace;
mod wire;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use rapport_core::mutant::{self, Mutant};
use rapport_core::{Result, simulation};

use trace::Trace;
use world::World;

/// What became of a world.
#[derive(Debug)]
pub struct Played {
    /// What happened, as one number.
    pub hash: u64,
    /// What is not as it must be; nothing, where all is well.
    pub faults: Vec<String>,
    /// How many replies stand in each state.
    pub states: BTreeMap<String, usize>,
    /// What happened, line by line, where that was wanted.
    pub lines: Vec<String>,
}

/// Plays the world of a seed, on this thread.
///
/// # Errors
/// When the world itself cannot be played; what goes wrong in it is no error.
pub fn play(seed: u64, mutant: Option<Mutant>, keep_lines: bool) -> Result<Played> {
    simulation::chance_from(Some(seed));
    mutant::bring(mutant);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    let played = runtime.block_on(async {
        let trace = Arc::new(Trace::new(keep_lines));
        let mut world = World::begin(seed, Arc::clone(&trace)).await?;
        world.storm().await?;
        let faults = world.calm().await?;
        Ok(Played {
            hash: trace.hash(),
            faults,
            states: check::states(&world)?,
            lines: trace.lines(),
        })
    });
    mutant::bring(None);
    simulation::chance_from(None);
    played
}
