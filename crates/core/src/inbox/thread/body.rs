//! What a message of the thread says, with what it speaks of as that stands now.

use rapport_protocol::Picture;
use rusqlite::{Connection, Row};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::error::Result;
use crate::feedback::{self, FeedbackCard};
use crate::offers::{self, OfferCard, OfferStep};
use crate::orders::{self, OrderSheet, OrderStep};
use crate::{id, words};

/// A picture in a thread. Its bytes are fetched by id through the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThreadPicture {
    /// The picture.
    pub id: Uuid,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[ts(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ThreadBody {
    /// Words.
    Text {
        /// Plain text.
        text: String,
    },
    /// Pictures.
    Picture {
        /// The pictures; at least one.
        pictures: Vec<ThreadPicture>,
        /// Words below them; empty when there are none.
        caption: String,
    },
    /// A line of the marketplace's own.
    System {
        /// Plain text.
        text: String,
    },
    /// A step of a negotiation.
    Offer {
        /// The offer as it stands now; `null` where it is not here.
        offer: Option<OfferCard>,
        /// What happened to it then.
        step: OfferStep,
        /// What was said with it; empty when nothing.
        note: String,
    },
    /// A step of an order's.
    Order {
        /// The order as it stands now; `null` where it is not here.
        order: Option<Box<OrderSheet>>,
        /// What happened to it then.
        step: OrderStep,
        /// What was said with it; empty when nothing.
        note: String,
    },
    /// A rating was given.
    Feedback {
        /// It as it stands now; `null` where it is not here.
        feedback: Option<FeedbackCard>,
    },
    /// A kind that this version does not know.
    Unknown {},
}

/// What a message's row says.
pub(super) struct Columns {
    kind: String,
    text: String,
    picture: Option<String>,
    more_pictures: Option<String>,
    subject: Option<Uuid>,
    step: Option<String>,
}

impl Columns {
    /// From `kind, text, picture, subject, step, more_pictures`, which begin at that column.
    pub(super) fn of(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            kind: row.get(first)?,
            text: row.get(first + 1)?,
            picture: row.get(first + 2)?,
            subject: row.get(first + 3)?,
            step: row.get(first + 4)?,
            more_pictures: row.get(first + 5)?,
        })
    }

    /// What it means, on that account, at that time.
    pub(super) fn body(self, db: &Connection, account: Uuid, now: i64) -> Result<ThreadBody> {
        let Self { text, subject, .. } = self;
        let step = self.step.unwrap_or_default();
        Ok(match self.kind.as_str() {
            "text" => ThreadBody::Text { text },
            "system" => ThreadBody::System { text },
            "offer" => ThreadBody::Offer {
                offer: found(subject, |id| offers::card(db, id, now))?,
                step: words::meant(step),
                note: text,
            },
            "order" => ThreadBody::Order {
                order: found(subject, |id| orders::sheet(db, id))?.map(Box::new),
                step: words::meant(step),
                note: text,
            },
            "feedback" => ThreadBody::Feedback {
                feedback: found(subject, |id| feedback::card(db, id))?,
            },
            "picture" => {
                let (first, more) = (self.picture.as_deref(), self.more_pictures.as_deref());
                pictures(first, more, account, text)
            }
            _ => ThreadBody::Unknown {},
        })
    }
}

fn found<T>(subject: Option<Uuid>, find: impl Fn(Uuid) -> Result<Option<T>>) -> Result<Option<T>> {
    subject.map_or(Ok(None), find)
}

fn pictures(first: Option<&str>, more: Option<&str>, account: Uuid, caption: String) -> ThreadBody {
    let Some(first) = first.and_then(|json| serde_json::from_str::<Picture>(json).ok()) else {
        return ThreadBody::Unknown {};
    };
    let more = more.and_then(|json| serde_json::from_str::<Vec<Picture>>(json).ok());
    let pictures = std::iter::once(first).chain(more.unwrap_or_default());
    ThreadBody::Picture {
        pictures: pictures
            .map(|picture| ThreadPicture {
                id: id::picture(account, picture.id.as_str()),
                width: picture.width,
                height: picture.height,
            })
            .collect(),
        caption,
    }
}
