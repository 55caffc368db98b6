//! Values that may be of a kind this version does not know.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A type that is told apart by a `kind`.
pub trait Kinds {
    /// Every `kind` that this version understands.
    const KINDS: &'static [&'static str];
}

/// A value of a known kind, or whatever else came, kept as it came.
///
/// Reading never fails: what cannot be understood is kept as JSON and written back unchanged.
/// [`Open::fault`] says why it was not understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Open<T> {
    /// Understood.
    Known(T),
    /// Not understood; kept as it came.
    Other(Value),
}

/// Why an [`Open`] value was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The kind is not one that this version knows; a newer one may.
    UnknownKind(String),
    /// The kind is known, its content is not what that kind promises.
    Malformed(String),
}

impl<T: Kinds + DeserializeOwned> Open<T> {
    /// The value, when it was understood.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Other(_) => None,
        }
    }

    /// Why the value was not understood; `None` when it was.
    pub fn fault(&self) -> Option<Fault> {
        let Self::Other(value) = self else {
            return None;
        };
        match value.get("kind").and_then(Value::as_str) {
            Some(kind) if T::KINDS.contains(&kind) => {
                let fault = serde_json::from_value::<T>(value.clone()).err();
                Some(Fault::Malformed(
                    fault.map_or_else(String::new, |e| e.to_string()),
                ))
            }
            Some(kind) => Some(Fault::UnknownKind(kind.to_owned())),
            None => Some(Fault::Malformed("it has no kind".to_owned())),
        }
    }
}

impl<T> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: Serialize> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => value.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(match T::deserialize(&value) {
            Ok(known) => Self::Known(known),
            Err(_) => Self::Other(value),
        })
    }
}
