//! Pictures go ahead of the reply that shows them.
//!
//! While its pictures are brought an entry is still queued: nothing of it has left, so it can be taken
//! back at once, and a crash costs nothing but bringing one of them again, under the same key.

use rapport_protocol::Picture;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::entry::READY;
use super::{Landed, pauses};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::sync::link::{Lane, Link};
use crate::sync::market::{NewPicture, SyncError};
use crate::sync::{outbox, retry};

/// How long a marketplace keeps what no message shows, with a wide margin: most keep it for a day.
const KEPT_MS: i64 = 12 * 3_600_000;

/// A picture of an entry that the marketplace does not have, or may have forgotten: `p` of `o`. What
/// may have arrived leaves again as it left.
pub(super) const MISSING: &str = "FROM own_pictures p WHERE p.entry = o.id AND p.became IS NULL
     AND (p.remote IS NULL OR o.may_have_arrived = 0 AND p.stored_at <= ?2)";

/// A picture that goes ahead.
pub(super) struct Upload {
    /// The entry's row.
    pub(super) entry: i64,
    conversation: i64,
    picture: i64,
    id: Uuid,
    media_type: String,
    attempts: u32,
}

/// What was brought before this time is brought again.
pub(super) fn forgotten_by(now: i64) -> i64 {
    now - KEPT_MS
}

/// Up to `most` pictures to bring now, one of each entry, except of those entries (a JSON array).
pub(super) fn next(
    db: &Connection,
    account: i64,
    most: usize,
    except: &str,
    now: i64,
) -> Result<Vec<Upload>> {
    let mut rows = db.prepare_cached(&format!(
        "SELECT o.row, o.conversation, p.row, p.id, p.media_type, p.attempts
         FROM outbox o CROSS JOIN own_pictures p ON p.entry = o.id
         WHERE {READY} AND o.next_at <= ?4
               AND o.row NOT IN (SELECT value FROM json_each(?3))
               AND p.row = (SELECT min(p.row) {MISSING})
         ORDER BY o.next_at, o.row LIMIT ?5"
    ))?;
    let args = (account, forgotten_by(now), except, now, most as i64);
    let rows = rows.query_map(args, |row| {
        Ok(Upload {
            entry: row.get(0)?,
            conversation: row.get(1)?,
            picture: row.get(2)?,
            id: row.get(3)?,
            media_type: row.get(4)?,
            attempts: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Brings a picture and writes down what came of it.
pub(super) async fn bring(link: &Link, upload: Upload) -> Result<Landed> {
    let row = upload.picture;
    let bytes = link.app.db.read(move |db| bytes(db, row)).await?;
    let Some(bytes) = bytes else {
        link.app.db.write(move |tx| lost(tx, &upload)).await?;
        return Ok(Landed::Answered);
    };
    let picture = NewPicture {
        key: upload.id.to_string(),
        media_type: upload.media_type.clone(),
        bytes,
    };
    match link.market.store_picture(&picture).await {
        Ok(stored) => {
            link.app.db.write(move |tx| kept(tx, row, &stored)).await?;
            link.good(Some(Lane::Push)).await;
            Ok(Landed::Answered)
        }
        Err(fault) => failed(link, upload, fault).await,
    }
}

fn bytes(db: &Connection, picture: i64) -> Result<Option<Vec<u8>>> {
    Ok(db
        .prepare_cached("SELECT bytes FROM own_picture_bytes WHERE picture = ?1")?
        .query_row([picture], |row| row.get(0))
        .optional()?)
}

/// There is nothing to bring: the seller has taken it back meanwhile, or else the entry must not wait
/// for it for ever.
fn lost(tx: &Tx<'_>, upload: &Upload) -> Result<()> {
    let reason = serde_json::to_string(&SyncError::NotFound.reason())?;
    tx.prepare_cached(
        "UPDATE outbox SET state = 'rejected', reason = ?2, changed_at = ?4
         WHERE row = ?1 AND state = 'queued'
               AND EXISTS (SELECT 1 FROM own_pictures WHERE row = ?3 AND entry = outbox.id)",
    )?
    .execute((upload.entry, reason, upload.picture, tx.now()))?;
    outbox::show(tx, upload.conversation)
}

fn kept(tx: &Tx<'_>, picture: i64, stored: &Picture) -> Result<()> {
    tx.prepare_cached(
        "UPDATE own_pictures SET remote = ?2, stored_at = ?3, attempts = 0 WHERE row = ?1",
    )?
    .execute((picture, serde_json::to_string(stored)?, tx.now()))?;
    Ok(())
}

async fn failed(link: &Link, upload: Upload, fault: SyncError) -> Result<Landed> {
    if !matches!(fault, SyncError::Unreachable { .. }) {
        // Whatever it said: it is there.
        link.good(None).await;
    }
    let is_refused = fault.is_permanent() && fault != SyncError::Unauthorized;
    let wait = if pauses(&fault) || fault == SyncError::Unauthorized {
        0
    } else {
        let delay = retry::delay(&fault, upload.attempts + 1, (link.random)());
        i64::try_from(delay.as_millis()).unwrap_or(i64::MAX)
    };
    let reason = serde_json::to_string(&fault.reason()).map_err(Error::from)?;
    link.app
        .db
        .write(move |tx| {
            let state = if is_refused { "rejected" } else { "queued" };
            tx.prepare_cached("UPDATE own_pictures SET attempts = attempts + 1 WHERE row = ?1")?
                .execute([upload.picture])?;
            // Unless the seller has done something about it meanwhile.
            tx.prepare_cached(
                "UPDATE outbox SET state = ?2, reason = ?3, next_at = ?4, changed_at = ?5
                 WHERE row = ?1 AND state = 'queued'",
            )?
            .execute((
                upload.entry,
                state,
                reason,
                tx.now().saturating_add(wait),
                tx.now(),
            ))?;
            outbox::show(tx, upload.conversation)
        })
        .await?;
    match fault {
        SyncError::Unauthorized => {
            link.bad(Lane::Push, &fault).await;
            Ok(Landed::Revoked)
        }
        SyncError::Unreachable { .. } => {
            link.bad(Lane::Push, &fault).await;
            Ok(Landed::Pause(fault))
        }
        _ if pauses(&fault) => Ok(Landed::Pause(fault)),
        _ => Ok(Landed::Answered),
    }
}
