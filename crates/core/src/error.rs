//! # What can go wrong
//!
//! One enum for the crate. A variant exists where somebody branches on it; the page receives only
//! the small [`ErrorCode`], for which it has a sentence in each language. The cause goes to the log
//! once, where a command or the sync task ends.

use serde::Serialize;
use ts_rs::TS;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong in the workstation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A reply, note or passphrase without words.
    #[error("the text is empty")]
    EmptyText,
    /// More characters than the marketplace takes.
    #[error("the text has {length} characters, the marketplace takes {max}")]
    TooLong {
        /// The limit, in Unicode scalar values.
        max: u32,
        /// The length, in Unicode scalar values.
        length: u32,
    },
    /// What was asked for is not there.
    #[error("{0} is not there")]
    NotFound(&'static str),
    /// The marketplace takes no more messages in this conversation.
    #[error("the conversation is closed")]
    Closed,
    /// The marketplace takes answers only for some time after the buyer's last message.
    #[error("the time to answer is over")]
    AnswerTooLate,
    /// The seller has blocked the person.
    #[error("the person is blocked")]
    Blocked,
    /// The marketplace does not offer this, or not for this conversation.
    #[error("the marketplace does not allow it")]
    NotAllowed,
    /// The offer waits for no answer of the seller's any more.
    #[error("the offer is not open")]
    OfferClosed,
    /// The order is not in a state in which this can be done.
    #[error("the order is in another state")]
    OrderClosed,
    /// It was done before, or lies in the outbox.
    #[error("it has been done already")]
    AlreadyDone,
    /// A quantity or a price that cannot be offered.
    #[error("the quantity or the price is out of bounds")]
    BadAmount,
    /// A time that has passed, or that is further away than the marketplace allows.
    #[error("the time is out of bounds")]
    BadTime,
    /// A rating beyond the scale.
    #[error("a rating goes from 1 to 5")]
    BadRating,
    /// A picture of more bytes or pixels than are taken in, or that cannot be made small enough.
    #[error("the picture is too large")]
    PictureTooLarge,
    /// What is no picture, or none of a kind that is read here.
    #[error("the picture is of an unknown kind")]
    PictureUnknown,
    /// A picture that cannot be read to its end.
    #[error("the picture is broken")]
    PictureBroken,
    /// More pictures than the marketplace takes in one message.
    #[error("the marketplace takes {max} pictures")]
    TooManyPictures {
        /// The limit.
        max: u32,
    },
    /// The arguments make no sense.
    #[error("invalid: {0}")]
    Invalid(String),
    /// The entry has left already, or is leaving now.
    #[error("the entry has been sent already")]
    AlreadySent,
    /// Sellers of this marketplace do not sign in in a browser.
    #[error("the marketplace knows no sign-in")]
    NoSignIn,
    /// The store is not open yet.
    #[error("the store is not open")]
    StoreClosed,
    /// The passphrase does not unwrap the key.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The passphrase is too short to protect anything.
    #[error("the passphrase is too short")]
    WeakPassphrase,
    /// There is a store, and its key is nowhere.
    #[error("the key of an existing store is missing")]
    KeyMissing,
    /// The key at hand does not open the store.
    #[error("the key does not open this store")]
    WrongKey,
    /// The store was written by a newer version.
    #[error("the store has schema {found}, this version knows {known}")]
    NewerStore {
        /// The version in the file.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The store lies where nothing can be written.
    #[error("the store cannot be written")]
    Unwritable,
    /// The store's content cannot be read.
    #[error("the store is broken: {0}")]
    BrokenStore(String),
    /// The marketplace could not be reached, or refused the account.
    #[error(transparent)]
    Market(#[from] crate::sync::market::SyncError),
    /// The database refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// Something is not the JSON it should be. Its own words would quote what people wrote.
    #[error("not the JSON it should be: {:?} at line {}, column {}", .0.classify(), .0.line(), .0.column())]
    Json(#[from] serde_json::Error),
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Something else.
    #[error("{0}")]
    Internal(String),
}

/// What the page may branch on; it has a sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum ErrorCode {
    /// A text without words.
    EmptyText,
    /// More characters than the marketplace takes.
    TooLong,
    /// It is not there.
    NotFound,
    /// The conversation takes no more messages.
    Closed,
    /// The marketplace takes answers only for some time after the buyer's last message.
    AnswerTooLate,
    /// The seller has blocked the person.
    Blocked,
    /// The marketplace does not offer this, or not here.
    NotAllowed,
    /// The offer waits for no answer any more.
    OfferClosed,
    /// The order is in another state by now.
    OrderClosed,
    /// It was done before, or is on its way.
    AlreadyDone,
    /// The seller was asked and left everything as it is.
    Declined,
    /// The quantity or the price is out of bounds.
    BadAmount,
    /// The time has passed, or is too far away.
    BadTime,
    /// A rating beyond the scale.
    BadRating,
    /// The picture has more bytes or pixels than are taken in.
    PictureTooLarge,
    /// It is no picture, or of a kind that is not read here.
    PictureUnknown,
    /// The picture cannot be read to its end.
    PictureBroken,
    /// The marketplace takes fewer pictures in one message.
    TooManyPictures,
    /// The arguments make no sense.
    Invalid,
    /// The store is not open yet.
    StoreClosed,
    /// The passphrase is wrong.
    WrongPassphrase,
    /// The passphrase is too short.
    WeakPassphrase,
    /// The key of an existing store is missing.
    KeyMissing,
    /// The store was written by a newer version.
    NewerStore,
    /// The store cannot be read.
    BrokenStore,
    /// The entry has left already.
    AlreadySent,
    /// The marketplace could not be reached.
    Unreachable,
    /// The marketplace does not know the token.
    Unauthorized,
    /// Sellers of this marketplace do not sign in in a browser.
    NoSignIn,
    /// The disk is full.
    DiskFull,
    /// The disk cannot be written.
    DiskUnwritable,
    /// Something else; the log has it.
    Internal,
}

/// A refused command, as the page sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    /// What the page may branch on.
    pub code: ErrorCode,
    /// A detail for the sentence, such as a limit; never shown alone.
    pub detail: String,
}

impl Error {
    /// What the page may branch on.
    pub fn code(&self) -> ErrorCode {
        use crate::sync::market::SyncError;
        match self {
            Self::EmptyText => ErrorCode::EmptyText,
            Self::TooLong { .. } => ErrorCode::TooLong,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::Closed => ErrorCode::Closed,
            Self::AnswerTooLate => ErrorCode::AnswerTooLate,
            Self::Blocked => ErrorCode::Blocked,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::OfferClosed => ErrorCode::OfferClosed,
            Self::OrderClosed => ErrorCode::OrderClosed,
            Self::AlreadyDone => ErrorCode::AlreadyDone,
            Self::BadAmount => ErrorCode::BadAmount,
            Self::BadTime => ErrorCode::BadTime,
            Self::BadRating => ErrorCode::BadRating,
            Self::PictureTooLarge => ErrorCode::PictureTooLarge,
            Self::PictureUnknown => ErrorCode::PictureUnknown,
            Self::PictureBroken => ErrorCode::PictureBroken,
            Self::TooManyPictures { .. } => ErrorCode::TooManyPictures,
            Self::Invalid(_) | Self::Json(_) => ErrorCode::Invalid,
            Self::AlreadySent => ErrorCode::AlreadySent,
            Self::NoSignIn => ErrorCode::NoSignIn,
            Self::StoreClosed => ErrorCode::StoreClosed,
            Self::WrongPassphrase => ErrorCode::WrongPassphrase,
            Self::WeakPassphrase => ErrorCode::WeakPassphrase,
            Self::KeyMissing | Self::WrongKey => ErrorCode::KeyMissing,
            Self::NewerStore { .. } => ErrorCode::NewerStore,
            Self::BrokenStore(_) => ErrorCode::BrokenStore,
            Self::Market(SyncError::Unauthorized) => ErrorCode::Unauthorized,
            Self::Market(_) => ErrorCode::Unreachable,
            Self::Unwritable => ErrorCode::DiskUnwritable,
            Self::Sqlite(rusqlite::Error::SqliteFailure(fault, _)) => of_store(*fault),
            Self::Io(fault) => of_file(fault.kind()),
            Self::Sqlite(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }
}

/// What SQLite says about the disk. A disk that turns read-only below an open store fails each write
/// in its own way: only a file that was opened so is called read-only.
fn of_store(fault: rusqlite::ffi::Error) -> ErrorCode {
    use rusqlite::{ErrorCode as Of, ffi};
    const WRITES: [i32; 6] = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_FSYNC,
        ffi::SQLITE_IOERR_DIR_FSYNC,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_SHMOPEN,
        ffi::SQLITE_IOERR_SHMSIZE,
    ];
    match fault.code {
        Of::DiskFull => ErrorCode::DiskFull,
        Of::ReadOnly | Of::CannotOpen | Of::PermissionDenied => ErrorCode::DiskUnwritable,
        Of::SystemIoFailure if WRITES.contains(&fault.extended_code) => ErrorCode::DiskUnwritable,
        _ => ErrorCode::Internal,
    }
}

/// The same of a file beside the store.
fn of_file(kind: std::io::ErrorKind) -> ErrorCode {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => ErrorCode::DiskUnwritable,
        _ => ErrorCode::Internal,
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        let detail = match &error {
            Error::TooLong { max, .. } | Error::TooManyPictures { max } => max.to_string(),
            _ => String::new(),
        };
        Self {
            code: error.code(),
            detail,
        }
    }
}
