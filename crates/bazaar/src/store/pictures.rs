//! Stored pictures, and who may see them.

use rapport_protocol::{Picture, PictureId, ProblemKind};
use rusqlite::{OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

use super::{Role, fresh_id};
use crate::auth::Caller;
use crate::error::{Error, Result};

/// Stores a picture; the id is made here.
pub(crate) fn add(
    tx: &Transaction<'_>,
    owner: &str,
    (media_type, width, height): (&str, u32, u32),
    content: &[u8],
    now: i64,
) -> Result<Picture> {
    let id = PictureId(fresh_id("picture")?);
    insert(tx, &id, owner, (media_type, width, height), content, now)
}

/// Stores a picture that somebody brings, to be shown by a message that follows. The same key stands
/// for the same picture: brought again, it is as if it had come just now.
pub(crate) fn bring(
    tx: &Transaction<'_>,
    (owner, key): (&str, Option<&str>),
    looks: (&str, u32, u32),
    content: &[u8],
    now: i64,
) -> Result<Picture> {
    let id = match key {
        Some(key) => PictureId(named_by(owner, key)),
        None => PictureId(fresh_id("picture")?),
    };
    if let Some(known) = owned(tx, owner, id.as_str())? {
        let same: bool = tx
            .prepare_cached("SELECT content = ?2 FROM pictures WHERE id = ?1")?
            .query_row((id.as_str(), content), |row| row.get(0))?;
        if !same {
            let detail = "This key came before, with another picture.";
            return Err(Error::refused(ProblemKind::KeyReused, detail));
        }
        tx.prepare_cached("UPDATE uploads SET at = ?2 WHERE picture_id = ?1")?
            .execute((id.as_str(), now))?;
        return Ok(known);
    }
    let stored = insert(tx, &id, owner, looks, content, now)?;
    tx.prepare_cached("INSERT INTO uploads (picture_id, at) VALUES (?1, ?2)")?
        .execute((id.as_str(), now))?;
    Ok(stored)
}

/// What a picture is called that comes under a key: the same name even when it was swept meanwhile,
/// so that the operation that names it says the same.
fn named_by(owner: &str, key: &str) -> String {
    let hash = Sha256::digest(format!("{owner}\n{key}"));
    let digits: Vec<String> = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("picture_{}", digits.concat())
}

/// What was brought before that time and nothing has shown since.
pub(crate) fn unshown(tx: &Transaction<'_>, before: i64) -> Result<Vec<String>> {
    let mut due = tx.prepare_cached("SELECT picture_id FROM uploads WHERE at < ?1")?;
    let due = due.query_map([before], |row| row.get(0))?;
    Ok(due.collect::<rusqlite::Result<_>>()?)
}

/// Forgets that; gives how many.
pub(crate) fn sweep(tx: &Transaction<'_>, before: i64) -> Result<usize> {
    let due = unshown(tx, before)?;
    for picture in &due {
        drop_unshown(tx, picture)?;
        tx.prepare_cached("DELETE FROM uploads WHERE picture_id = ?1")?
            .execute([picture])?;
    }
    Ok(due.len())
}

/// Notes that a message shows a picture.
pub(crate) fn show(tx: &Transaction<'_>, message: &str, picture: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO message_pictures (message_id, picture_id) VALUES (?1, ?2)",
    )?
    .execute((message, picture))?;
    tx.prepare_cached("DELETE FROM uploads WHERE picture_id = ?1")?
        .execute([picture])?;
    Ok(())
}

/// The pictures that a message shows.
pub(crate) fn shown_by(tx: &Transaction<'_>, message: &str) -> Result<Vec<String>> {
    let mut shown =
        tx.prepare_cached("SELECT picture_id FROM message_pictures WHERE message_id = ?1")?;
    let shown = shown.query_map([message], |row| row.get(0))?;
    Ok(shown.collect::<rusqlite::Result<_>>()?)
}

/// Stores a picture under the id that it has.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    id: &PictureId,
    owner: &str,
    (media_type, width, height): (&str, u32, u32),
    content: &[u8],
    now: i64,
) -> Result<Picture> {
    tx.execute(
        "INSERT INTO pictures (id, owner_id, media_type, width, height, content, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (id.as_str(), owner, media_type, width, height, content, now),
    )?;
    Ok(Picture {
        id: id.clone(),
        media_type: media_type.to_owned(),
        width,
        height,
        bytes: content.len() as u64,
    })
}

/// What is known of a picture that this owner brought.
pub(crate) fn owned(tx: &Transaction<'_>, owner: &str, id: &str) -> Result<Option<Picture>> {
    let mut picture = tx.prepare_cached(
        "SELECT id, media_type, width, height, length(content)
         FROM pictures WHERE id = ?2 AND owner_id = ?1",
    )?;
    let found = picture.query_row((owner, id), |row| {
        Ok(Picture {
            id: PictureId(row.get(0)?),
            media_type: row.get(1)?,
            width: row.get(2)?,
            height: row.get(3)?,
            bytes: row.get::<_, i64>(4)?.unsigned_abs(),
        })
    });
    Ok(found.optional()?)
}

/// A picture's media type and bytes, when the caller may see it.
pub(crate) fn content(
    tx: &Transaction<'_>,
    caller: &Caller,
    id: &str,
) -> Result<(String, Vec<u8>)> {
    // A seller sees what is in their conversations, on their products, or the face of a buyer they
    // know (a cross join, because few have that face and a seller knows many); a buyer sees what is in theirs, and every product.
    let may_see = match caller.role {
        Role::Seller => {
            "EXISTS (SELECT 1 FROM message_pictures JOIN messages ON messages.id = message_id
                     WHERE message_pictures.picture_id = ?1 AND seller_id = ?2)
             OR EXISTS (SELECT 1 FROM products WHERE picture_id = ?1 AND seller_id = ?2)
             OR EXISTS (SELECT 1 FROM buyers CROSS JOIN records
                           ON kind = 'person' AND record_id = buyers.id
                        WHERE avatar = ?1 AND seller_id = ?2)"
        }
        Role::Buyer => {
            "EXISTS (SELECT 1 FROM message_pictures JOIN messages ON messages.id = message_id
                        JOIN conversations ON conversations.id = conversation_id
                     WHERE message_pictures.picture_id = ?1 AND buyer_id = ?2)
             OR EXISTS (SELECT 1 FROM products WHERE picture_id = ?1)"
        }
    };
    let sql = format!(
        "SELECT media_type, content FROM pictures
         WHERE id = ?1 AND (owner_id = ?2 OR {may_see})"
    );
    let mut content = tx.prepare_cached(&sql)?;
    let found = content.query_row((id, &caller.id), |row| Ok((row.get(0)?, row.get(1)?)));
    found.optional()?.ok_or_else(|| Error::not_found("picture"))
}

/// Forgets a picture that nothing shows any more.
pub(crate) fn drop_unshown(tx: &Transaction<'_>, id: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM pictures WHERE id = ?1
         AND NOT EXISTS (SELECT 1 FROM message_pictures WHERE picture_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM products WHERE picture_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM buyers WHERE avatar = ?1)",
        [id],
    )?;
    Ok(())
}
