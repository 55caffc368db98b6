//! # What a marketplace is to the workstation
//!
//! A connector turns one marketplace's own way of speaking into this trait; the engine knows
//! nothing else. What can go wrong is told apart by what the engine does about it: wait and try
//! again, stop and ask, or leave one entry to the seller.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use rapport_protocol::{
    Capabilities, ChangesPage, Cursor, HistoryPage, HistoryToken, Operation, OperationOutcome,
    Picture, PictureId, Presence, Signal, Typing,
};

use crate::accounts::Reason;

/// One account on one marketplace.
#[async_trait]
pub trait Market: Send + Sync {
    /// What the account can do, and its rules.
    async fn capabilities(&self) -> Result<Capabilities, SyncError>;

    /// What happened after `cursor`, oldest first; without one, the head and where history begins.
    async fn changes(&self, cursor: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError>;

    /// What was there before, newest messages first.
    async fn history(&self, before: &HistoryToken, limit: u32) -> Result<HistoryPage, SyncError>;

    /// Tells what the seller did. The same operation id and revision act once.
    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError>;

    /// Stores a picture, so that a message can show it. The same key stores it once, where the
    /// marketplace knows keys; where it does not, one that no message shows is lost there.
    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError>;

    /// The bytes of a picture.
    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError>;

    /// Tells what the seller is doing right now. Nobody keeps it, so it is not told twice.
    async fn signal(&self, signal: &Signal) -> Result<(), SyncError>;

    /// Hints from `from` on. The stream ends or fails when the connection does; it is never
    /// silent for longer than a heartbeat.
    async fn events(
        &self,
        from: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError>;
}

/// A picture that is to be stored on the marketplace.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPicture {
    /// Stands for it, however often it is brought: letters, digits and hyphens.
    pub key: String,
    /// What it is.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for NewPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPicture")
            .field("key", &self.key)
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// A picture as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchedPicture {
    /// What the marketplace says it is.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for FetchedPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FetchedPicture")
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// What the stream of hints says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something happened; the cursor is the head at that moment.
    Changed(Cursor),
    /// A buyer came or went.
    Presence(Presence),
    /// A buyer is typing.
    Typing(Typing),
    /// The connection lives.
    Beat,
}

/// What can go wrong between workstation and marketplace.
///
/// A `detail` is the marketplace's own wording or a developer's; it never holds a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// No answer came.
    #[error("the marketplace could not be reached")]
    Unreachable {
        /// Whether the request may have arrived nevertheless.
        arrived: bool,
    },
    /// The marketplace says that it failed.
    #[error("the marketplace failed")]
    ServerFailed {
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The marketplace asks for fewer requests.
    #[error("too many requests")]
    TooMany {
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The token is not, or no longer, good.
    #[error("the token is not accepted")]
    Unauthorized,
    /// The cursor or history token is no longer known.
    #[error("the cursor is no longer known")]
    ExpiredCursor,
    /// What the operation expected no longer holds.
    #[error("something changed in between")]
    Stale,
    /// The marketplace understood and does not allow it.
    #[error("the marketplace refused: {detail}")]
    Refused {
        /// Why, in the marketplace's words.
        detail: String,
    },
    /// It is not there.
    #[error("the marketplace has no such thing")]
    NotFound,
    /// The answer, or what was sent, is larger than the other side takes.
    #[error("too large")]
    TooLarge,
    /// The answer is not what the contract says.
    #[error("the answer cannot be read: {detail}")]
    Unreadable {
        /// What is wrong with it.
        detail: String,
    },
    /// The marketplace repeats itself for ever.
    #[error("the marketplace repeats itself")]
    Endless,
}

impl SyncError {
    /// Whether the same request would meet the same fate however long one waits.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Unreachable { .. }
            | Self::ServerFailed { .. }
            | Self::TooMany { .. }
            | Self::Unreadable { .. } => false,
            Self::Unauthorized
            | Self::ExpiredCursor
            | Self::Stale
            | Self::Refused { .. }
            | Self::NotFound
            | Self::TooLarge
            | Self::Endless => true,
        }
    }

    /// How long the marketplace asks to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::ServerFailed { retry_after } | Self::TooMany { retry_after } => *retry_after,
            _ => None,
        }
    }

    /// Whether what was sent may have been acted upon although this is what came back.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Unreachable { arrived } => *arrived,
            Self::ServerFailed { .. } | Self::Unreadable { .. } => true,
            _ => false,
        }
    }

    /// What the seller is told.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Unreachable { .. } => Reason::Unreachable,
            Self::ServerFailed { .. } => Reason::ServerFailed,
            Self::TooMany { .. } => Reason::TooMany,
            Self::Unauthorized => Reason::Unauthorized,
            Self::Stale => Reason::Stale,
            Self::Refused { detail } => Reason::Refused {
                detail: detail.clone(),
            },
            Self::NotFound => Reason::Gone,
            Self::TooLarge => Reason::TooLarge,
            Self::Unreadable { .. } => Reason::Unreadable,
            // A cursor that expires again and again is a walk that leads nowhere.
            Self::Endless | Self::ExpiredCursor => Reason::Endless,
        }
    }
}
