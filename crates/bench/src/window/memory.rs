//! What the window takes of the memory with its inbox open, beside the bare window.

use super::opened::Takes;
use super::start::{Start, Starts};
use crate::figure::{Aim, Figure, Measure, Unit};

/// How much more our process may take than a bare window's: 40 MB.
const ABOVE: f64 = 40.0 * 1024.0 * 1024.0;

/// The medians of what each start took, the process alone and with the web view's own processes.
pub(super) fn figures(starts: &Starts) -> Vec<Figure> {
    let figure = |name: &str, part: fn(&Takes) -> f64| {
        let of = |starts: &[Start]| {
            let samples = starts.iter().map(|start| part(&start.takes)).collect();
            Measure::of(Unit::Bytes, 0.5, samples)
        };
        Figure::new("window", name, starts.messages, of(&starts.ours))
            .beside("the bare window's", of(&starts.bare))
    };
    vec![
        figure("memory of the process, inbox open", |takes| takes.alone)
            .aiming(Aim::AboveByAtMost(ABOVE)),
        figure(
            "memory with the web view's processes, inbox open",
            |takes| takes.with_children,
        ),
    ]
}
