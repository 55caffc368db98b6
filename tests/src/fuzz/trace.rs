//! What happened, as one number: the same seed must give the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use parking_lot::Mutex;
use tokio::time::Instant;

/// What happened so far.
pub(super) struct Trace {
    began: Instant,
    told: Mutex<Told>,
}

struct Told {
    hasher: DefaultHasher,
    /// Every line, where somebody wants to read them.
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(super) fn new(keep: bool) -> Self {
        Self {
            began: Instant::now(),
            told: Mutex::new(Told {
                // Keyed with zeros: the same on every run.
                hasher: DefaultHasher::new(),
                lines: keep.then(Vec::new),
            }),
        }
    }

    /// Something happened.
    pub(super) fn say(&self, what: &str) {
        let at = self.began.elapsed().as_millis();
        let mut told = self.told.lock();
        (at, what).hash(&mut told.hasher);
        if let Some(lines) = &mut told.lines {
            lines.push(format!("{:>9.3} {what}", at as f64 / 1000.0));
        }
    }

    /// All of it as a number.
    pub(super) fn hash(&self) -> u64 {
        self.told.lock().hasher.finish()
    }

    /// All of it as lines, where they were kept.
    pub(super) fn lines(&self) -> Vec<String> {
        self.told.lock().lines.clone().unwrap_or_default()
    }
}
