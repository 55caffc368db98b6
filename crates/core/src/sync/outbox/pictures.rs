//! The pictures of an entry: pinned by it until a message that arrived shows them, and given back to
//! the draft when it is taken back.
//!
//! The act names them as we do; what leaves names them as the marketplace does.

use rapport_protocol::{Act, Body, Open, Picture};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::id;
use crate::inbox::thread::ThreadPicture;

/// Gives pictures of the draft to an entry.
///
/// # Errors
/// What SQLite says.
pub(crate) fn pin(tx: &Tx<'_>, entry: Uuid, pictures: &[Uuid]) -> Result<()> {
    for picture in pictures {
        tx.prepare_cached("UPDATE own_pictures SET entry = ?2 WHERE id = ?1")?
            .execute((picture, entry))?;
    }
    Ok(())
}

/// Gives the pictures of an entry back to the draft; gives whether there were any.
///
/// # Errors
/// What SQLite says.
pub(super) fn unpin(tx: &Tx<'_>, row: i64) -> Result<bool> {
    let given = tx
        .prepare_cached(
            "UPDATE own_pictures SET entry = NULL
             WHERE entry = (SELECT id FROM outbox WHERE row = ?1)",
        )?
        .execute([row])?;
    Ok(given > 0)
}

/// What was refused is brought anew before it leaves again: the marketplace may have lost it.
///
/// # Errors
/// What SQLite says.
pub(super) fn bring_again(tx: &Tx<'_>, row: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE own_pictures SET stored_at = 0
         WHERE entry = (SELECT id FROM outbox WHERE row = ?1 AND state = 'rejected')",
    )?
    .execute([row])?;
    Ok(())
}

/// An entry has arrived: its pictures are kept like those of every other message, and need not be
/// fetched.
///
/// # Errors
/// What SQLite says.
pub(crate) fn arrived(tx: &Tx<'_>, row: i64) -> Result<()> {
    let mut pictures = tx.prepare_cached(
        "SELECT p.row, p.media_type, p.remote, a.row, a.id FROM outbox o
         CROSS JOIN own_pictures p ON p.entry = o.id
         CROSS JOIN accounts a ON a.row = o.account
         WHERE o.row = ?1 AND p.remote IS NOT NULL AND p.became IS NULL",
    )?;
    let pictures = pictures
        .query_map([row], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<(i64, String, String, i64, Uuid)>>>()?;
    for (own, media_type, remote, account, account_id) in pictures {
        let Ok(remote) = serde_json::from_str::<Picture>(&remote) else {
            continue;
        };
        let became = id::picture(account_id, remote.id.as_str());
        tx.prepare_cached(
            "INSERT INTO pictures (account, remote_id, id, media_type, bytes)
             SELECT ?2, ?3, ?4, ?5, bytes FROM own_picture_bytes WHERE picture = ?1
             ON CONFLICT (id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes
             WHERE bytes IS NULL",
        )?
        .execute((own, account, remote.id.as_str(), became, media_type))?;
        tx.prepare_cached("UPDATE own_pictures SET became = ?2 WHERE row = ?1")?
            .execute((own, became))?;
        tx.prepare_cached("DELETE FROM own_picture_bytes WHERE picture = ?1")?
            .execute([own])?;
    }
    Ok(())
}

/// The act with its pictures named as the marketplace names them, where it has them.
///
/// # Errors
/// What SQLite says.
pub(crate) fn named_there(db: &Connection, act: String) -> Result<String> {
    let Ok(Open::Known(Act::Message(mut message))) = serde_json::from_str::<Open<Act>>(&act) else {
        return Ok(act);
    };
    let Open::Known(Body::Picture(body)) = &mut message.body else {
        return Ok(act);
    };
    for picture in body.pictures_mut() {
        if let Some(remote) = remote(db, picture)? {
            *picture = remote;
        }
    }
    Ok(serde_json::to_string(&Act::Message(message))?)
}

/// A picture as the marketplace has it, by our own name for it.
fn remote(db: &Connection, picture: &Picture) -> Result<Option<Picture>> {
    let Ok(own) = Uuid::parse_str(picture.id.as_str()) else {
        return Ok(None);
    };
    let remote: Option<Option<String>> = db
        .prepare_cached("SELECT remote FROM own_pictures WHERE id = ?1")?
        .query_row([own], |row| row.get(0))
        .optional()?;
    Ok(remote
        .flatten()
        .and_then(|json| serde_json::from_str(&json).ok()))
}

/// The pictures that an act shows, by our own names.
pub(super) fn shown(act: &Open<Act>) -> Vec<ThreadPicture> {
    let Some(Act::Message(message)) = act.known() else {
        return Vec::new();
    };
    let Open::Known(Body::Picture(body)) = &message.body else {
        return Vec::new();
    };
    let own = body.pictures().filter_map(|picture| {
        Some(ThreadPicture {
            id: Uuid::parse_str(picture.id.as_str()).ok()?,
            width: picture.width,
            height: picture.height,
        })
    });
    own.collect()
}
