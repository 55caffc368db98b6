//! # Pictures in a reply's draft
//!
//! A picture comes as bytes, is [made fit](fit) beside everything else, and lies with the draft until
//! the reply is sent: then the outbox entry has it, and gives it back when the entry is taken back.
//! It belongs to one conversation and cannot cross to another.

mod fit;

use rapport_protocol::{Attachments, Picture};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use ts_rs::TS;
use uuid::Uuid;

use super::composer;
use super::place::Place;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::{id, inbox};

pub use fit::{Fitted, MOST_BYTES};

/// Decoding takes memory: one at a time.
static TURN: Semaphore = Semaphore::const_new(1);

/// Puts a picture into the reply's draft; its bytes come beside.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPicture {
    /// The conversation.
    pub conversation_id: Uuid,
}

/// Takes a picture out of the reply's draft.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovePicture {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The picture.
    pub picture_id: Uuid,
}

/// A picture in the reply's draft. Its bytes are fetched by id through the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftPicture {
    /// The picture.
    pub id: Uuid,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether what was chosen moves: only its first picture is sent.
    pub stilled: bool,
}

/// What a reply may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MayShow {
    /// How many pictures; at least 1.
    pub max: u32,
    /// The largest file that can be chosen, in bytes. It is made smaller than the account's own limit
    /// before it leaves.
    pub max_bytes: u64,
}

impl MayShow {
    /// What an account's capabilities allow; nothing where it takes no pictures.
    pub(crate) fn of(attachments: &Attachments) -> Option<Self> {
        (attachments.max > 0).then_some(Self {
            max: attachments.max,
            max_bytes: MOST_BYTES,
        })
    }
}

/// Puts a picture into the reply's draft.
///
/// # Errors
/// [`Error::PictureTooLarge`], [`Error::PictureUnknown`], [`Error::PictureBroken`],
/// [`Error::TooManyPictures`], [`Error::NotAllowed`], [`Error::NotFound`]; what was typed and added
/// before stays.
pub async fn add(app: App, args: AddPicture, content: Vec<u8>) -> Result<DraftPicture> {
    let conversation = args.conversation_id;
    let takes = app
        .db
        .read(move |db| {
            let place = Place::named(db, conversation)?;
            let takes = place.capabilities.messages.attachments;
            check_room(db, place.row, &takes)?;
            Ok(takes)
        })
        .await?;
    let fitted = {
        let turn = TURN.acquire().await;
        let _turn = turn.map_err(|fault| Error::Internal(fault.to_string()))?;
        tokio::task::spawn_blocking(move || fit::fit(&content, &takes))
            .await
            // A decoder that gives up has met something that is no picture.
            .map_err(|_| Error::PictureBroken)??
    };
    keep(app, conversation, fitted).await
}

/// Keeps a picture that fits with the reply's draft.
///
/// # Errors
/// [`Error::TooManyPictures`], [`Error::NotAllowed`], [`Error::NotFound`].
pub async fn keep(app: App, conversation: Uuid, fitted: Fitted) -> Result<DraftPicture> {
    app.db
        .write(move |tx| {
            let place = Place::named(tx, conversation)?;
            check_room(tx, place.row, &place.capabilities.messages.attachments)?;
            let picture = id::fresh();
            let row: i64 = tx
                .prepare_cached(
                    "INSERT INTO own_pictures
                         (id, conversation, media_type, width, height, size, stilled)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING row",
                )?
                .query_row(
                    (
                        picture,
                        place.row,
                        &fitted.media_type,
                        fitted.width,
                        fitted.height,
                        fitted.bytes.len() as i64,
                        fitted.stilled,
                    ),
                    |row| row.get(0),
                )?;
            tx.prepare_cached("INSERT INTO own_picture_bytes (picture, bytes) VALUES (?1, ?2)")?
                .execute((row, &fitted.bytes))?;
            composer::settle_draft(tx, place.row)?;
            Ok(DraftPicture {
                id: picture,
                width: fitted.width,
                height: fitted.height,
                stilled: fitted.stilled,
            })
        })
        .await
}

/// Takes a picture out of the reply's draft, for good; one that is no longer there is no matter.
///
/// # Errors
/// [`Error::NotFound`] when there is no such conversation.
pub async fn remove(app: App, args: RemovePicture) -> Result<()> {
    app.db
        .write(move |tx| {
            let conversation = inbox::row_of(tx, args.conversation_id)?;
            tx.prepare_cached(
                "DELETE FROM own_pictures WHERE id = ?1 AND conversation = ?2 AND entry IS NULL",
            )?
            .execute((args.picture_id, conversation))?;
            composer::settle_draft(tx, conversation)
        })
        .await
}

/// The pictures in the draft of a conversation, in the order in which they came.
pub(super) fn of_draft(db: &Connection, conversation: i64) -> Result<Vec<DraftPicture>> {
    let mut rows = db.prepare_cached(
        "SELECT id, width, height, stilled FROM own_pictures
         WHERE conversation = ?1 AND entry IS NULL ORDER BY row",
    )?;
    let rows = rows.query_map([conversation], |row| {
        Ok(DraftPicture {
            id: row.get(0)?,
            width: row.get(1)?,
            height: row.get(2)?,
            stilled: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The pictures of the draft that a reply shows, as its act names them: by our own names, until the
/// marketplace has given them others.
///
/// # Errors
/// [`Error::NotFound`] for one that is not in this draft; [`Error::TooManyPictures`].
pub(super) fn shown(tx: &Tx<'_>, place: &Place, wanted: &[Uuid]) -> Result<Vec<Picture>> {
    let max = place.capabilities.messages.attachments.max;
    if wanted.len() > max as usize {
        return Err(too_many(max));
    }
    let named = |row: &Row<'_>| {
        Ok(Picture {
            id: row.get::<_, Uuid>(0)?.to_string().into(),
            media_type: row.get(1)?,
            width: row.get(2)?,
            height: row.get(3)?,
            bytes: row.get::<_, i64>(4)?.unsigned_abs(),
        })
    };
    let mut found = tx.prepare_cached(
        "SELECT id, media_type, width, height, size FROM own_pictures
         WHERE id = ?1 AND conversation = ?2 AND entry IS NULL",
    )?;
    let pictures = wanted.iter().map(|id| {
        let found = found.query_row((id, place.row), named).optional()?;
        found.ok_or(Error::NotFound("the picture"))
    });
    pictures.collect()
}

fn check_room(db: &Connection, conversation: i64, takes: &Attachments) -> Result<()> {
    let there: u32 = db
        .prepare_cached(
            "SELECT count(*) FROM own_pictures WHERE conversation = ?1 AND entry IS NULL",
        )?
        .query_row([conversation], |row| row.get(0))?;
    if there >= takes.max {
        return Err(too_many(takes.max));
    }
    Ok(())
}

fn too_many(max: u32) -> Error {
    if max == 0 {
        Error::NotAllowed
    } else {
        Error::TooManyPictures { max }
    }
}
