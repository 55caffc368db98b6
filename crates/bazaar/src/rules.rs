//! The rules of this marketplace, which a test or an operator may change.

use std::time::Duration;

use rapport_protocol::SendRate;

/// What is allowed, how much and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "rules that are independent of each other"
)]
pub struct Rules {
    /// The longest text or caption, in Unicode scalar values.
    pub max_chars: u32,
    /// Whether a seller's message may have a link in it.
    pub links: bool,
    /// Whether it may say how to reach the seller elsewhere.
    pub contact_details: bool,
    /// How long after the buyer's last message the seller may answer, in hours; 0 for ever.
    pub reply_window_hours: u32,
    /// The longest text of a rating, in Unicode scalar values.
    pub max_feedback_chars: u32,
    /// The longest answer to one, in Unicode scalar values.
    pub max_answer_chars: u32,
    /// How long somebody is still there after their last stream closed: a page that is turned is not
    /// a buyer who left.
    pub linger: Duration,
    /// The largest picture, in bytes.
    pub max_picture_bytes: usize,
    /// How many pictures a message may show.
    pub max_pictures: u32,
    /// How many new operations a seller may send; 0 requests means no limit.
    pub send_rate: SendRate,
    /// How often a quiet event stream says that it is alive.
    pub beat: Duration,
    /// How long a workstation's access token is good; then it asks for the next one.
    pub access_token: Duration,
    /// Whether anybody may sign in as anyone, without a password: for a demonstration only.
    pub open_doors: bool,
    /// Whether an operation is known by its key, compared with what its seller had seen, and named in
    /// what it became. Most real marketplaces do none of that.
    pub idempotency: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            max_chars: 2000,
            links: true,
            contact_details: true,
            reply_window_hours: 0,
            max_feedback_chars: 1000,
            max_answer_chars: 1000,
            linger: Duration::from_secs(3),
            max_picture_bytes: 2 * 1024 * 1024,
            max_pictures: 5,
            send_rate: SendRate::default(),
            beat: Duration::from_secs(15),
            access_token: Duration::from_hours(1),
            open_doors: false,
            idempotency: true,
        }
    }
}
