//! The first syncs, on small shops; what needs a window is not tried here.

#![allow(
    clippy::unwrap_used,
    reason = "what a test needs and does not get ends the test"
)]

use std::path::Path;

use rapport_bench::sync::{SyncPrograms, SyncSamples, measure};

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_is_measured_beside_its_yardstick() {
    let dir = tempfile::tempdir().unwrap();
    let engine = Path::new(env!("CARGO_BIN_EXE_engine"));
    let programs = SyncPrograms {
        bazaar: engine.with_file_name(format!("bazaar{}", std::env::consts::EXE_SUFFIX)),
        engine: engine.to_owned(),
        window: None,
    };
    let sizes = [2_000, 1_000];
    let figures = measure(&programs, dir.path(), &sizes, SyncSamples::few())
        .await
        .unwrap();
    let page = |messages| {
        let of = figures.iter().find(|it| it.messages == messages);
        of.unwrap().clone()
    };
    assert_eq!(page(1_000).ours.samples, 2);
    assert_eq!(page(2_000).name, page(1_000).name);
    let beside: Vec<&str> = figures
        .iter()
        .filter(|it| it.ratio().is_some_and(f64::is_normal))
        .map(|it| it.name.as_str())
        .collect();
    assert!(beside.contains(&"first sync: messages"), "{beside:?}");
    assert!(page(2_000).met().is_some(), "{:?}", page(2_000));
    if cfg!(target_os = "linux") {
        let memory = beside.iter().filter(|name| name.contains("memory"));
        assert_eq!(memory.count(), 3, "{beside:?}");
    }
    let mut left: Vec<_> = std::fs::read_dir(dir.path())
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["shop-1000", "shop-2000"], "shops serve again");
}
