//! What can go wrong inside the server.

use rapport_protocol::{Problem, ProblemKind};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The caller's doing: it is told as it stands.
    #[error("{}", .0.detail)]
    Refused(Problem),
    /// Too many operations; the caller may come back after so many seconds.
    #[error("too many operations; come back in {0} s")]
    TooMany(u64),
    /// The file is of a newer version of the program.
    #[error("this file was written by a newer bazaar (schema {found}, this one knows {known})")]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// The database failed.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// A stored value is not what was stored.
    #[error("a stored value cannot be read")]
    Stored(#[from] serde_json::Error),
    /// The system gave no random bytes, or no file.
    #[error("the system failed: {0}")]
    System(String),
}

/// The result of what can be refused or fail.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A refusal, with what happened this time.
    pub(crate) fn refused(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self::Refused(Problem::new(kind, detail))
    }

    /// A refusal of what is well formed and against a rule of the marketplace.
    pub(crate) fn against(detail: impl Into<String>) -> Self {
        Self::refused(ProblemKind::Refused, detail)
    }

    /// It is not there, or not the caller's: the two must not be told apart.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::refused(ProblemKind::NotFound, format!("There is no such {what}."))
    }
}
