//! # What a commit touched
//!
//! A commit says which tables and conversations it touched, and nothing about what is in them: the
//! page reads again. An indexed read is cheap enough that no cache has to be kept true.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

/// Beyond this many conversations an announcement says "all".
const MOST_CONVERSATIONS: usize = 64;

macro_rules! tables {
    ($($name:ident = $table:literal,)*) => {
        /// The tables that a screen can depend on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(rename_all = "camelCase")]
        pub enum Table {
            $(#[doc = concat!("The table `", $table, "`.")] $name,)*
            /// Who is there and who is typing; no table, and announced by hand.
            Presence,
            /// The store itself was opened, or could not be.
            Store,
        }

        impl Table {
            /// The table of that name in the store, where a screen can depend on it.
            pub(crate) fn named(table: &str) -> Option<Self> {
                match table { $($table => Some(Self::$name),)* _ => None }
            }

            const ALL: &[Self] = &[$(Self::$name,)* Self::Presence, Self::Store];
        }
    };
}

tables! {
    Accounts = "accounts",
    SignIns = "sign_ins",
    Persons = "persons",
    Products = "products",
    Conversations = "conversations",
    Inbox = "inbox",
    Messages = "messages",
    Orders = "orders",
    Offers = "offers",
    Carts = "carts",
    Feedback = "feedback",
    Clients = "clients",
    Roster = "roster",
    PersonNotes = "person_notes",
    Promises = "promises",
    Permissions = "permissions",
    Commitments = "commitments",
    CommitmentVersions = "commitment_versions",
    CommitmentReviews = "commitment_reviews",
    CommitmentChecks = "commitment_checks",
    Notes = "notes",
    Drafts = "drafts",
    Marks = "marks",
    Tags = "tags",
    Readings = "readings",
    Blocked = "blocked",
    Outbox = "outbox",
    Journal = "journal",
    Settings = "settings",
    Pictures = "pictures",
}

/// What a commit touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    /// The tables.
    pub tables: Vec<Table>,
    /// The conversations; `null` means all of them.
    #[ts(type = "string[] | null")]
    pub conversations: Option<Vec<Uuid>>,
    /// Whether it was an act of the seller's, who waits to see it; what is not may come in floods.
    pub act: bool,
}

impl Announcement {
    /// Puts into words what a commit collected; `None` when no screen can depend on it.
    pub(crate) fn of(
        tables: BTreeSet<Table>,
        conversations: BTreeSet<Uuid>,
        act: bool,
    ) -> Option<Self> {
        if tables.is_empty() {
            return None;
        }
        // Rows that belong to no one conversation, such as a person, may show in any of them.
        let few = (1..=MOST_CONVERSATIONS).contains(&conversations.len());
        Some(Self {
            tables: tables.into_iter().collect(),
            conversations: few.then(|| conversations.into_iter().collect()),
            act,
        })
    }

    /// Says that everything may have changed: for whoever missed what did.
    pub fn everything() -> Self {
        Self {
            tables: Table::ALL.to_vec(),
            conversations: None,
            act: false,
        }
    }

    /// Says that who is there, or who is typing, changed; without conversations, in any of them.
    pub(crate) fn presence(conversations: Option<Vec<Uuid>>) -> Self {
        Self {
            tables: vec![Table::Presence],
            conversations,
            act: false,
        }
    }

    /// Says that the store itself changed.
    pub(crate) fn store() -> Self {
        Self {
            tables: vec![Table::Store],
            conversations: None,
            act: true,
        }
    }
}
