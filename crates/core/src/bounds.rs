//! What may be typed: how long a text may be, and how far ahead a time.

use crate::db::Tx;
use crate::error::{Error, Result};

/// How far ahead something may be due, in milliseconds: ten years.
const FURTHEST_MS: i64 = 3650 * 24 * 3_600_000;

/// A text without space around it, of at most so many Unicode scalar values; may be empty.
///
/// # Errors
/// [`Error::TooLong`].
pub(crate) fn short(text: &str, max: u32) -> Result<String> {
    let text = text.trim();
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if length > max {
        return Err(Error::TooLong { max, length });
    }
    Ok(text.to_owned())
}

/// The same, and something must stand there.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`].
pub(crate) fn filled(text: &str, max: u32) -> Result<String> {
    let text = short(text, max)?;
    if text.is_empty() {
        return Err(Error::EmptyText);
    }
    Ok(text)
}

/// A time, in Unix milliseconds, that lies ahead, and at most ten years.
///
/// # Errors
/// [`Error::BadTime`].
pub(crate) fn ahead(tx: &Tx<'_>, at: i64) -> Result<i64> {
    let now = tx.now();
    if at > now && at <= now.saturating_add(FURTHEST_MS) {
        Ok(at)
    } else {
        Err(Error::BadTime)
    }
}
