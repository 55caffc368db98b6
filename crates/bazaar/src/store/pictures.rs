//! Stored pictures, and who may see them.

use rapport_protocol::{Picture, PictureId};
use rusqlite::{OptionalExtension, Transaction};

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
            "EXISTS (SELECT 1 FROM messages WHERE picture_id = ?1 AND seller_id = ?2)
             OR EXISTS (SELECT 1 FROM products WHERE picture_id = ?1 AND seller_id = ?2)
             OR EXISTS (SELECT 1 FROM buyers CROSS JOIN records
                           ON kind = 'person' AND record_id = buyers.id
                        WHERE avatar = ?1 AND seller_id = ?2)"
        }
        Role::Buyer => {
            "EXISTS (SELECT 1 FROM messages JOIN conversations
                        ON conversations.id = conversation_id
                     WHERE picture_id = ?1 AND buyer_id = ?2)
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
         AND NOT EXISTS (SELECT 1 FROM messages WHERE picture_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM products WHERE picture_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM buyers WHERE avatar = ?1)",
        [id],
    )?;
    Ok(())
}
