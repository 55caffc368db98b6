//! Words of closed lists that may grow (the state of an order, the step of an offer) as they lie in
//! the store: as they came. A screen reads a word that it does not know as its type's default.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The word as it is stored.
///
/// # Errors
/// [`Error::Internal`] for what is more than a word.
pub(crate) fn stored(word: &impl Serialize) -> Result<String> {
    match serde_json::to_value(word)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(Error::Internal("what should be a word is none".to_owned())),
    }
}

/// The meaning of a stored word; the default of one that this version does not know.
pub(crate) fn meant<T: DeserializeOwned + Default>(word: String) -> T {
    serde_json::from_value(word.into()).unwrap_or_default()
}
