//! The whole measurement of the marketplace, on a small one.

#![allow(
    clippy::unwrap_used,
    reason = "what a test needs and does not get ends the test"
)]

use std::path::Path;

use rapport_bench::bazaar::{Programs, measure};
use rapport_bench::fill::bazaar::folder;
use rapport_bench::years::Size;

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_measured_beside_its_yardstick() {
    let dir = tempfile::tempdir().unwrap();
    folder(dir.path(), Size::usual(2_000), 7, |_| {}).unwrap();
    let yardstick = Path::new(env!("CARGO_BIN_EXE_yardstick"));
    let programs = Programs {
        bazaar: yardstick.with_file_name(format!("bazaar{}", std::env::consts::EXE_SUFFIX)),
        yardstick: yardstick.to_owned(),
    };
    let figures = measure(&programs, dir.path()).await.unwrap();
    for what in ["changes: ", "history: ", "operations: "] {
        let named = figures.iter().filter(|it| it.name.starts_with(what));
        let beside = named.filter(|it| it.ratio().is_some_and(f64::is_normal));
        assert!(beside.count() >= 4, "{what}rate and wait, one and several");
    }
    for figure in &figures {
        assert!(figure.ours.value > 0.0, "{figure:?}");
        assert_eq!((figure.part.as_str(), figure.messages), ("bazaar", 2_000));
    }
    let left = std::fs::read_dir(dir.path()).unwrap().flatten();
    let mut left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    left.retain(|name| !name.to_string_lossy().starts_with("market.db"));
    assert_eq!(left, ["accounts.json"], "nothing else is left behind");
}
