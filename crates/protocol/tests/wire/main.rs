//! What goes over the wire, pinned: one JSON snapshot per type. A changed snapshot is a changed
//! protocol, and somebody else's program that stops working.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what a test needs and does not get ends the test"
)]

mod sale;
mod talk;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Snapshots a value, after looking that it reads back as the same.
macro_rules! pin {
    ($name:literal, $value:expr) => {{
        let value = $value;
        assert_eq!(
            &$crate::there_and_back(&value),
            &value,
            "{} survives the round trip",
            $name
        );
        insta::assert_json_snapshot!($name, value);
    }};
}

pub(crate) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

pub(crate) use pin;
