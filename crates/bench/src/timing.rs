//! Taking times.

use std::time::Instant;

use anyhow::Result;

use crate::figure::{Measure, Unit};

/// How long something takes, in milliseconds.
///
/// # Errors
/// What it says.
pub async fn timed<T>(it: impl Future<Output = Result<T>>) -> Result<f64> {
    let began = Instant::now();
    it.await?;
    Ok(milliseconds(began))
}

/// How many milliseconds have passed since then.
pub fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1_000.0
}

/// Ours and the yardstick's times, one after the other so often, so that whatever else the machine
/// does meets both; the 99th percentile counts. The first rounds warm up and are not counted.
///
/// # Errors
/// What either says.
pub async fn alternating(
    rounds: usize,
    mut ours: impl AsyncFnMut(usize) -> Result<()>,
    mut theirs: impl FnMut(usize) -> Result<()>,
) -> Result<(Measure, Measure)> {
    let warm_up = rounds / 10;
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for n in 0..warm_up + rounds {
        let our_time = timed(ours(n)).await?;
        let began = Instant::now();
        theirs(n)?;
        let their_time = milliseconds(began);
        if n >= warm_up {
            our_times.push(our_time);
            their_times.push(their_time);
        }
    }
    let p99 = |times| Measure::of(Unit::Milliseconds, 0.99, times);
    Ok((p99(our_times), p99(their_times)))
}
