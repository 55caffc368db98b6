//! # Pictures
//!
//! Fetched after the messages that show them, newest first, and kept as encrypted blobs. A picture
//! is taken for what its first bytes say it is, and for nothing else.

use std::time::Duration;

use rapport_protocol::PictureId;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::link::{Link, Patience};
use super::market::{FetchedPicture, SyncError};
use crate::app::App;
use crate::error::{Error, Result};

/// The largest picture that is kept, in bytes.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// How often a picture is tried.
const MOST_ATTEMPTS: u32 = 5;
/// How many are fetched at a time.
const AT_A_TIME: u32 = 2;
/// How often to look for pictures whose last try failed.
const LOOK: Duration = Duration::from_mins(5);

/// A picture's media type and bytes, a marketplace's or one of our own that is on its way; `None` while
/// it has not been brought.
///
/// # Errors
/// What the store says.
pub async fn read(app: &App, id: Uuid) -> Result<Option<(String, Vec<u8>)>> {
    app.db
        .read(move |db| {
            Ok(db
                .prepare_cached(
                    "SELECT media_type, bytes FROM pictures WHERE id = ?1 AND bytes IS NOT NULL
                     UNION ALL
                     SELECT o.media_type, coalesce(b.bytes, p.bytes) FROM own_pictures o
                     LEFT JOIN own_picture_bytes b ON b.picture = o.row
                     LEFT JOIN pictures p ON p.id = o.became
                     WHERE o.id = ?1 AND coalesce(b.bytes, p.bytes) IS NOT NULL
                     LIMIT 1",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?)
        })
        .await
}

/// A picture that is wanted.
struct Wanted {
    row: i64,
    remote_id: String,
}

/// Fetches what is wanted; never ends by itself.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    // Messages come first.
    link.any_cursor().await;
    loop {
        patience.begin(link);
        match some(link).await {
            Ok(true) => patience.good(),
            Ok(false) => {
                patience.good();
                tokio::select! {
                    biased;
                    () = link.pictures_now.notified() => {}
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
            Err(fault) => patience.wait(link, &fault).await,
        }
    }
}

/// Fetches a few pictures; gives whether there was anything to do.
async fn some(link: &Link) -> Result<bool> {
    let account = link.account.row;
    let wanted = link.app.db.read(move |db| wanted(db, account)).await?;
    if wanted.is_empty() {
        return Ok(false);
    }
    let fetched = wanted.iter().map(|picture| fetch(link, picture));
    for done in futures_util::future::join_all(fetched).await {
        done?;
    }
    Ok(true)
}

/// The newest few among those that were tried least.
fn wanted(db: &Connection, account: i64) -> Result<Vec<Wanted>> {
    let mut statement = db.prepare_cached(
        "SELECT row, remote_id FROM pictures
         WHERE account = ?1 AND attempts = ?2 AND bytes IS NULL ORDER BY row DESC LIMIT ?3",
    )?;
    for attempts in 0..MOST_ATTEMPTS {
        let wanted = statement
            .query_map((account, attempts, AT_A_TIME), |row| {
                Ok(Wanted {
                    row: row.get(0)?,
                    remote_id: row.get(1)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if !wanted.is_empty() {
            return Ok(wanted);
        }
    }
    Ok(Vec::new())
}

async fn fetch(link: &Link, picture: &Wanted) -> Result<()> {
    let row = picture.row;
    let fetched = link
        .market
        .picture(&PictureId::from(picture.remote_id.as_str()))
        .await;
    let (media_type, bytes) = match fetched {
        Ok(FetchedPicture { bytes, .. }) => match kind_of(&bytes) {
            Some(media_type) => (media_type, bytes),
            None => return give_up(link, row).await,
        },
        // The account, and not this picture, is what fails.
        Err(
            fault @ (SyncError::Unreachable { .. }
            | SyncError::TooMany { .. }
            | SyncError::Unauthorized),
        ) => return Err(fault.into()),
        Err(fault) if fault.is_permanent() => return give_up(link, row).await,
        Err(fault) => {
            count(link, row, 1).await?;
            return Err(fault.into());
        }
    };
    link.app
        .db
        .absorb(move |tx| {
            tx.prepare_cached("UPDATE pictures SET media_type = ?2, bytes = ?3 WHERE row = ?1")?
                .execute((row, media_type, bytes))?;
            Ok(())
        })
        .await
}

async fn give_up(link: &Link, row: i64) -> Result<(), Error> {
    count(link, row, MOST_ATTEMPTS).await
}

async fn count(link: &Link, row: i64, attempts: u32) -> Result<()> {
    link.app
        .db
        .absorb(move |tx| {
            tx.prepare_cached("UPDATE pictures SET attempts = attempts + ?2 WHERE row = ?1")?
                .execute((row, attempts))?;
            Ok(())
        })
        .await
}

/// What the first bytes say a picture is; nothing for what is too large or no picture.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        _ if bytes.len() > MAX_BYTES => None,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_first_bytes_say() {
        let cases: [(&[u8], _); 6] = [
            (b"\x89PNG\r\n\x1a\n....", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"RIFF\x10\0\0\0WAVE", None),
            (b"<svg onload='x'>", None),
            (b"", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind_of(bytes), expected, "{bytes:?}");
        }
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(MAX_BYTES + 1, 0);
        assert_eq!(kind_of(&large), None);
    }
}
