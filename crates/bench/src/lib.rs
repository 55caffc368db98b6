//! # Years of trade, and what they cost
//!
//! [`years`] makes the trade of a shop that is as old and as busy as one asks, the same for the same
//! number; [`fill`] puts it into a workstation's store, by way of the real sync from a [`market`] that
//! has only years to tell. The parts of the bench measure on it ([`store`], [`sync`], [`window`],
//! [`bazaar`], [`package`]); every [`figure`] stands beside a yardstick that was taken in the same run, and its
//! aim.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

pub mod bazaar;
pub mod figure;
pub mod fill;
pub mod market;
pub mod package;
pub mod page;
mod plot;
#[cfg(target_os = "linux")]
mod process;
pub mod store;
pub mod sync;
pub mod timing;
pub mod window;
pub mod years;

use std::time::{Duration, Instant};

use figure::Figure;
use parking_lot::Mutex;

/// How often a long step says how far it is.
const BREATH: Duration = Duration::from_secs(2);

/// Tells a figure, and gives it back.
pub fn tell(figure: Figure) -> Figure {
    println!("  {figure}");
    figure
}

/// Says how far a long step is, every two seconds.
pub fn progress(how_far: &str) {
    static SAID: Mutex<Option<Instant>> = Mutex::new(None);
    let mut said = SAID.lock();
    if said.is_none_or(|said| said.elapsed() > BREATH) {
        *said = Some(Instant::now());
        println!("  … {how_far}");
    }
}
