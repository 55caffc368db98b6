//! The roster in each of its orders: each has an index of its own to be led by.

use serde_json::{Value, json};

use crate::testing::MORNING;

/// The roster in every order, whole and by stage, and searched, around somebody with others on
/// both sides.
pub(super) fn rosters() -> Vec<Value> {
    let mut all = Vec::new();
    for (sort, word, value) in [
        ("seen", "", MORNING + 250_000),
        ("spent", "EUR", 400),
        ("orders", "", 4),
        ("name", "remote-3", 0),
    ] {
        for stage in ["all", "customer", "client"] {
            for search in [None, Some("remote")] {
                all.push(json!({
                    "sort": sort, "stage": stage, "search": search, "before": 20, "after": 20,
                    "at": { "word": word, "value": value, "key": 26 },
                }));
            }
        }
    }
    all
}
