//! # Bad weather on the wire
//!
//! Every new connection draws a [`Lot`] from a number: most are cut at some byte, reset, slow, taken
//! and never answered, garbled, or answered by somebody else. What really happened is counted, since
//! a connection may end before its lot comes true.
//!
//! Garbage is made of bytes that are never part of UTF-8: nothing but a seal could tell a forged
//! answer from a true one, and seals are the business of TLS.

use std::time::Duration;

use parking_lot::Mutex;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// What a guest network says to everything until somebody has agreed to something in a browser.
const PORTAL: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\
    content-length: 41\r\nconnection: close\r\n\r\n<html><body>Welcome aboard!</body></html>";

/// Bytes that are never part of UTF-8.
const GARBAGE: [u8; 4] = [0xff, 0xfe, 0xc0, 0xf5];

/// What has befallen connections so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Suffered {
    /// Ended at some byte, in one direction or the other.
    pub cut: usize,
    /// The same, with a reset.
    pub reset: usize,
    /// Slowed down.
    pub slow: usize,
    /// Taken, and silent from some byte on.
    pub stalled: usize,
    /// Answered with garbage among the bytes.
    pub garbled: usize,
    /// Answered by somebody else.
    pub hijacked: usize,
}

impl Suffered {
    /// Whether each of them happened.
    pub fn is_everything(&self) -> bool {
        let all = [
            self.cut,
            self.reset,
            self.slow,
            self.stalled,
            self.garbled,
            self.hijacked,
        ];
        all.iter().all(|times| *times > 0)
    }
}

impl std::ops::AddAssign for Suffered {
    fn add_assign(&mut self, more: Self) {
        self.cut += more.cut;
        self.reset += more.reset;
        self.slow += more.slow;
        self.stalled += more.stalled;
        self.garbled += more.garbled;
        self.hijacked += more.hijacked;
    }
}

/// What is in store for a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lot {
    /// Nothing.
    Fair,
    /// It ends after so many bytes of a direction.
    Cut {
        /// Whether those of the workstation count.
        up: bool,
        /// How many.
        after: usize,
        /// Whether it ends with a reset.
        reset: bool,
    },
    /// Every piece takes so long.
    Slow(Duration),
    /// It goes silent in both directions after so many bytes of the workstation's.
    Stalled(usize),
    /// After so many bytes of the answer, so many are garbage.
    Garbled(usize, usize),
    /// Somebody else answers.
    Hijacked,
}

/// What becomes of the connection at a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blow {
    /// It goes on.
    None,
    /// It ends after this piece.
    Cut {
        /// With a reset.
        reset: bool,
    },
    /// It goes silent, and this piece goes nowhere.
    Stall,
}

/// Chance, and what it has done.
#[derive(Debug)]
pub(crate) struct Storm {
    chance: StdRng,
    pub(crate) suffered: Suffered,
}

impl Storm {
    pub(crate) fn seeded(seed: u64) -> Self {
        let chance = StdRng::seed_from_u64(seed);
        let suffered = Suffered::default();
        Self { chance, suffered }
    }

    /// Draws what is in store for a connection.
    fn draw(&mut self) -> Lot {
        let chance = &mut self.chance;
        // Often in the first request, sometimes far into a stream.
        let span = [400, 2_000, 20_000][chance.random_range(0..3)];
        let after = chance.random_range(0..span);
        match chance.random_range(0..12) {
            0..=2 => Lot::Fair,
            3..=5 => Lot::Cut {
                up: chance.random_bool(0.5),
                after,
                reset: false,
            },
            6 | 7 => Lot::Cut {
                up: chance.random_bool(0.5),
                after,
                reset: true,
            },
            8 => Lot::Slow(Duration::from_millis(chance.random_range(1..40))),
            9 => Lot::Stalled(after),
            10 => Lot::Garbled(after, chance.random_range(1..40)),
            _ => Lot::Hijacked,
        }
    }

    /// Does to a piece what is in store for it, after so many bytes of its direction.
    fn strike(&mut self, lot: Lot, up: bool, passed: usize, piece: &mut Vec<u8>) -> Blow {
        let end = passed + piece.len();
        match lot {
            Lot::Cut {
                up: counted,
                after,
                reset,
            } if counted == up && end > after => {
                piece.truncate(after.saturating_sub(passed));
                if reset {
                    self.suffered.reset += 1;
                } else {
                    self.suffered.cut += 1;
                }
                Blow::Cut { reset }
            }
            Lot::Slow(_) => {
                self.suffered.slow += usize::from(passed == 0 && up);
                Blow::None
            }
            Lot::Stalled(after) if up && end > after => {
                self.suffered.stalled += 1;
                Blow::Stall
            }
            Lot::Garbled(after, length) if !up && end > after && passed <= after => {
                self.suffered.garbled += 1;
                for byte in piece.iter_mut().skip(after - passed).take(length) {
                    *byte = GARBAGE[self.chance.random_range(0..GARBAGE.len())];
                }
                Blow::None
            }
            _ => Blow::None,
        }
    }
}

/// Carries one connection through a storm, until either side or the storm has ended it.
pub(crate) async fn carry(storm: &Mutex<Storm>, client: TcpStream, server: TcpStream) {
    let lot = storm.lock().draw();
    if lot == Lot::Hijacked {
        return hijack(storm, client).await;
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let silent = Mutex::new(false);
    let way = |up| Way {
        storm,
        lot,
        up,
        silent: &silent,
    };
    let (up, down) = (way(true), way(false));
    tokio::select! {
        () = up.carry(from_client, to_server) => {}
        () = down.carry(from_server, to_client) => {}
    }
}

/// Answers the first request in the marketplace's place, and never asks it.
async fn hijack(storm: &Mutex<Storm>, mut client: TcpStream) {
    let mut request = vec![0; 64 * 1024];
    if let Ok(1..) = client.read(&mut request).await {
        storm.lock().suffered.hijacked += 1;
        // Whoever has gone meanwhile hears nothing.
        let _ = client.write_all(PORTAL).await;
    }
}

/// One direction of a connection.
struct Way<'a> {
    storm: &'a Mutex<Storm>,
    lot: Lot,
    up: bool,
    /// Whether the connection has gone silent.
    silent: &'a Mutex<bool>,
}

impl Way<'_> {
    async fn carry(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let (mut piece, mut passed) = (vec![0; 64 * 1024], 0);
        while let Ok(length @ 1..) = from.read(&mut piece).await {
            if let Lot::Slow(wait) = self.lot {
                tokio::time::sleep(wait).await;
            }
            let mut part = piece[..length].to_vec();
            let blow = self
                .storm
                .lock()
                .strike(self.lot, self.up, passed, &mut part);
            passed += length;
            if blow == Blow::Stall {
                *self.silent.lock() = true;
            }
            if *self.silent.lock() {
                // Nobody is told; the other end has to notice by itself.
                std::future::pending::<()>().await;
            }
            if to.write_all(&part).await.is_err() {
                return;
            }
            if let Blow::Cut { reset } = blow {
                if reset {
                    let ends: [&TcpStream; 2] = [from.as_ref(), to.as_ref()];
                    // An end that is gone needs no reset.
                    let _ = ends.map(TcpStream::set_zero_linger);
                }
                return;
            }
        }
    }
}
