//! What lets desks in: pairs of tokens that end and are traded for the next, and a marketplace that
//! may or may not forgive who did not hear its answer.

use std::collections::BTreeMap;
use std::time::Duration;

use rapport_core::sync::access::Granted;
use rapport_core::sync::market::SyncError;
use tokio::time::Instant;

/// The token that a seller copies by hand; it lasts.
pub(super) const BY_HAND: &str = "token";

/// How a marketplace lets in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doors {
    /// How long a pair lasts; `None` where tokens last.
    pub(super) lives: Option<Duration>,
    /// Whether the pair before is traded again as long as nobody came with the new one.
    pub(super) forgives: bool,
}

/// The pair of each desk.
#[derive(Default)]
pub(super) struct Pairs(BTreeMap<String, Pair>);

struct Pair {
    number: u64,
    used: bool,
    ends: Instant,
}

impl Pairs {
    /// The first pair of a desk.
    pub(super) fn first(&mut self, desk: &str, lives: Duration) -> Granted {
        let pair = Pair {
            number: 0,
            used: false,
            ends: Instant::now() + lives,
        };
        self.0.insert(desk.to_owned(), pair);
        granted(0, lives)
    }

    /// Whether that token lets in now.
    pub(super) fn let_in(&mut self, desk: &str, token: &str) -> Result<(), SyncError> {
        if token == BY_HAND {
            return Ok(());
        }
        let pair = self.0.get_mut(desk).ok_or(SyncError::Unauthorized)?;
        if token != access(pair.number) || pair.ends <= Instant::now() {
            return Err(SyncError::Unauthorized);
        }
        pair.used = true;
        Ok(())
    }

    /// Trades a refresh token for the next pair.
    pub(super) fn renew(
        &mut self,
        doors: Doors,
        desk: &str,
        token: &str,
    ) -> Result<Granted, SyncError> {
        let pair = self.0.get_mut(desk).ok_or(SyncError::Unauthorized)?;
        let lives = doors.lives.ok_or(SyncError::Unauthorized)?;
        if token == refresh(pair.number) {
            pair.number += 1;
        } else if !(doors.forgives && !pair.used && Some(token) == before(pair.number).as_deref()) {
            return Err(SyncError::Unauthorized);
        }
        pair.used = false;
        pair.ends = Instant::now() + lives;
        Ok(granted(pair.number, lives))
    }

    /// Ends a desk's access before its time.
    pub(super) fn end(&mut self, desk: &str) {
        if let Some(pair) = self.0.get_mut(desk) {
            pair.ends = Instant::now();
        }
    }
}

fn granted(number: u64, lives: Duration) -> Granted {
    Granted {
        access: access(number),
        refresh: Some(refresh(number)),
        lasts: Some(lives),
    }
}

fn access(number: u64) -> String {
    format!("access {number}")
}

fn refresh(number: u64) -> String {
    format!("refresh {number}")
}

fn before(number: u64) -> Option<String> {
    number.checked_sub(1).map(refresh)
}
