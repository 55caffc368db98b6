//! Places in a seller's stream and history, opaque to whoever holds them.
//!
//! Both carry the epoch of the database file, so that a place of another life of the server is
//! known as such, and nothing is silently skipped.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_protocol::{Cursor, HistoryToken, ProblemKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A place in the stream of changes: everything up to the revision has been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// Which life of the server.
    #[serde(rename = "e")]
    pub(crate) epoch: String,
    /// The seller's revision.
    #[serde(rename = "r")]
    pub(crate) revision: i64,
}

/// A place in the walk backward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Walk {
    /// Which life of the server.
    #[serde(rename = "e")]
    pub(crate) epoch: String,
    /// The head when the walk began: what came later comes through the changes.
    #[serde(rename = "h")]
    pub(crate) head: i64,
    /// The time of the oldest message already told; absent at the start.
    #[serde(rename = "t")]
    pub(crate) at: Option<i64>,
    /// Its id.
    #[serde(rename = "m")]
    pub(crate) id: String,
    /// Once the messages are told: the revision below which the rest goes on.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) rest: Option<i64>,
}

impl Place {
    /// The cursor for a seller's revision.
    pub(crate) fn cursor(&self) -> Cursor {
        Cursor(encode(self))
    }

    /// Reads a cursor.
    pub(crate) fn decode(text: &str) -> Result<Self> {
        decode(text, "cursor")
    }
}

impl Walk {
    /// The token for a place in the walk.
    pub(crate) fn token(&self) -> HistoryToken {
        HistoryToken(encode(self))
    }

    /// Reads a token.
    pub(crate) fn decode(text: &str) -> Result<Self> {
        decode(text, "history token")
    }
}

/// The refusal of a place that was good once.
pub(crate) fn expired() -> Error {
    let detail = "This place is no longer known; start again without one.";
    Error::refused(ProblemKind::ExpiredCursor, detail)
}

fn encode<T: Serialize>(place: &T) -> String {
    // Two strings and two numbers always serialise.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(place).unwrap_or_default())
}

fn decode<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| {
            let detail = format!("This is not a {what} of this server's.");
            Error::refused(ProblemKind::Invalid, detail)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_the_round_trip_and_nonsense_is_refused() {
        let place = Place {
            epoch: "abc".to_owned(),
            revision: 7,
        };
        assert_eq!(Place::decode(place.cursor().as_str()).unwrap(), place);
        let walk = Walk {
            epoch: "abc".to_owned(),
            head: 7,
            at: None,
            id: String::new(),
            rest: Some(3),
        };
        assert_eq!(Walk::decode(walk.token().as_str()).unwrap(), walk);
        for nonsense in ["", "0", "ÿ", "e30", walk.token().as_str()] {
            assert!(
                Place::decode(nonsense).is_err(),
                "{nonsense:?} is no cursor"
            );
        }
    }
}
