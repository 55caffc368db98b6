//! Simulated worlds end well, and every mutant is found out.

use std::sync::atomic::{AtomicU64, Ordering};

use rapport_core::mutant::{self, Mutant};
use rapport_tests::fuzz::{self, Played};

/// How many worlds every run of the tests plays.
const WORLDS: u64 = 500;
/// Within so many worlds each mutant is found out.
const ENOUGH: u64 = 2000;
/// Worlds that did not end well once.
const ONCE_BAD: [u64; 8] = [
    // What was deleted while the cursor had expired stayed.
    1, 2, 7,
    // What waited for its conversation was forgotten when a walk broke off or a desk was killed.
    602, 1241, 2035, 2416, 2601,
];

fn play(seed: u64, mutant: Option<Mutant>) -> Played {
    fuzz::play(seed, mutant, false).expect("a world that can be played")
}

/// Plays worlds side by side until one gives something.
fn first<T: Send>(seeds: u64, give: impl Fn(u64) -> Option<T> + Sync) -> Option<T> {
    let next = AtomicU64::new(1);
    let players = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        let players: Vec<_> = (0..players)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed > seeds {
                            return None;
                        }
                        let given = give(seed);
                        if given.is_some() {
                            next.store(seeds + 1, Ordering::Relaxed);
                            return given;
                        }
                    }
                })
            })
            .collect();
        let given = players.into_iter().map(|player| player.join().unwrap());
        given.fold(None, Option::or)
    })
}

#[test]
fn worlds_end_well() {
    let bad = first(WORLDS, |seed| {
        let faults = play(seed, None).faults;
        (!faults.is_empty()).then_some((seed, faults))
    });
    assert!(bad.is_none(), "{bad:#?}");
}

#[test]
fn what_was_bad_once_ends_well() {
    for seed in ONCE_BAD {
        let faults = play(seed, None).faults;
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
    }
}

#[test]
fn the_same_seed_is_the_same_world() {
    for seed in 1..=20 {
        assert_eq!(play(seed, None).hash, play(seed, None).hash, "seed {seed}");
    }
    assert_ne!(play(1, None).hash, play(2, None).hash);
}

#[test]
fn every_mutant_is_found_out() {
    for (name, mutant) in mutant::ALL {
        let found = first(ENOUGH, |seed| {
            let faults = play(seed, Some(mutant)).faults;
            (!faults.is_empty()).then_some(seed)
        });
        println!("{name}: found out in world {found:?}");
        assert!(
            found.is_some(),
            "{name} is not found out in {ENOUGH} worlds"
        );
    }
}
