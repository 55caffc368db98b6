//! The rules of this marketplace, which a test or an operator may change.

use std::time::Duration;

use rapport_protocol::SendRate;

/// What is allowed, how much and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The longest text or caption, in Unicode scalar values.
    pub max_chars: u32,
    /// The largest picture, in bytes.
    pub max_picture_bytes: usize,
    /// How many new operations a seller may send; 0 requests means no limit.
    pub send_rate: SendRate,
    /// How often a quiet event stream says that it is alive.
    pub beat: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            max_chars: 2000,
            max_picture_bytes: 2 * 1024 * 1024,
            send_rate: SendRate::default(),
            beat: Duration::from_secs(15),
        }
    }
}
