//! Words of the protocol's closed lists, stored as they go over the wire.

use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Result;

/// The word as it is stored.
pub(crate) fn stored<T: Serialize>(word: &T) -> Result<String> {
    match serde_json::to_value(word)? {
        Value::String(text) => Ok(text),
        other => Ok(other.to_string()),
    }
}

/// The word that was stored.
pub(crate) fn read<T: DeserializeOwned>(text: String) -> rusqlite::Result<T> {
    serde_json::from_value(Value::String(text))
        .map_err(|fault| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, fault.into()))
}
