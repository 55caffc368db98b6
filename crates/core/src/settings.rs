//! # Settings
//!
//! What the seller chose for this device: device-local, never journaled.

use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::id;

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The language of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Language {
    /// As the system says.
    #[default]
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    SimplifiedChinese,
}

/// How the program looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// The language.
    pub language: Language,
}

/// The longest that a reply can wait to be taken back, in seconds.
pub(crate) const MOST_UNDO_SECONDS: u32 = 30;

/// How replies are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sending {
    /// For how many seconds a reply can be taken back before it leaves, from 0 to 30.
    pub undo_seconds: u32,
}

impl Default for Sending {
    fn default() -> Self {
        Self { undo_seconds: 5 }
    }
}

/// How many emoji are remembered.
const RECENT_EMOJI: usize = 18;
/// In bytes; a family of four is 25 long, a flag of a region 28.
const LONGEST_EMOJI: usize = 64;

/// Says that an emoji was used.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UseEmoji {
    /// The emoji.
    pub emoji: String,
}

/// How the program looks now.
///
/// # Errors
/// What the store says.
pub async fn appearance(app: App, (): ()) -> Result<Appearance> {
    app.db
        .read(|db| Ok(get(db, "appearance")?.unwrap_or_default()))
        .await
}

/// Changes how the program looks.
///
/// # Errors
/// What the store says.
pub async fn set_appearance(app: App, args: Appearance) -> Result<Appearance> {
    app.db.write(move |tx| set(tx, "appearance", &args)).await?;
    Ok(args)
}

/// How replies are sent now.
///
/// # Errors
/// What the store says.
pub async fn sending(app: App, (): ()) -> Result<Sending> {
    app.db.read(how_to_send).await
}

/// Changes how replies are sent; more than 30 seconds are taken for 30.
///
/// # Errors
/// What the store says.
pub async fn set_sending(app: App, args: Sending) -> Result<Sending> {
    let sending = Sending {
        undo_seconds: args.undo_seconds.min(MOST_UNDO_SECONDS),
    };
    app.db.write(move |tx| set(tx, "sending", &sending)).await?;
    Ok(sending)
}

/// How replies are sent.
pub(crate) fn how_to_send(db: &Connection) -> Result<Sending> {
    Ok(get(db, "sending")?.unwrap_or_default())
}

/// The emoji that were used last, newest first; at most two rows of the picker.
///
/// # Errors
/// What the store says.
pub async fn recent_emoji(app: App, (): ()) -> Result<Vec<String>> {
    app.db.read(used_emoji).await
}

/// Remembers that an emoji was used.
///
/// # Errors
/// [`Error::Invalid`] for what is longer than any emoji.
pub async fn use_emoji(app: App, args: UseEmoji) -> Result<()> {
    if args.emoji.is_empty() || args.emoji.len() > LONGEST_EMOJI {
        return Err(Error::Invalid("no emoji".to_owned()));
    }
    app.db
        .write(move |tx| {
            let mut used = used_emoji(tx)?;
            used.retain(|emoji| *emoji != args.emoji);
            used.insert(0, args.emoji.clone());
            used.truncate(RECENT_EMOJI);
            set(tx, "emoji", &used)
        })
        .await
}

fn used_emoji(db: &Connection) -> Result<Vec<String>> {
    Ok(get(db, "emoji")?.unwrap_or_default())
}

/// The name of this seat of the shop; drawn once per store.
pub(crate) fn seat(tx: &Tx<'_>) -> Result<Uuid> {
    if let Some(seat) = get(tx, "seat")? {
        return Ok(seat);
    }
    let seat = id::fresh();
    set(tx, "seat", &seat)?;
    Ok(seat)
}

/// The seat of this device, once it has meant something.
pub(crate) fn known_seat(db: &Connection) -> Result<Option<Uuid>> {
    get(db, "seat")
}

/// A setting of that name.
pub(crate) fn get<T: DeserializeOwned>(db: &Connection, name: &str) -> Result<Option<T>> {
    let value: Option<String> = db
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Changes the setting of that name.
pub(crate) fn set<T: Serialize>(tx: &Tx<'_>, name: &str, value: &T) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO settings (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute((name, serde_json::to_string(value)?))?;
    Ok(())
}

/// Takes the setting of that name away.
pub(crate) fn forget(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM settings WHERE name = ?1")?
        .execute([name])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shop;

    #[tokio::test]
    async fn the_last_choice_stands() {
        let shop = shop();
        for theme in [Theme::Dark, Theme::Light] {
            let chosen = Appearance {
                theme,
                ..appearance(shop.app.clone(), ()).await.unwrap()
            };
            set_appearance(shop.app.clone(), chosen).await.unwrap();
        }
        let stands = appearance(shop.app.clone(), ()).await.unwrap();
        assert_eq!(stands.theme, Theme::Light);
    }

    #[tokio::test]
    async fn the_emoji_used_last_come_first_and_once() {
        let shop = shop();
        for emoji in ["🍵", "🙏", "🍵"] {
            let args = UseEmoji {
                emoji: emoji.to_owned(),
            };
            use_emoji(shop.app.clone(), args).await.unwrap();
        }
        let used = recent_emoji(shop.app.clone(), ()).await.unwrap();
        assert_eq!(used, ["🍵", "🙏"]);
        for n in 0..30 {
            let emoji = char::from_u32(0x1f600 + n).unwrap().to_string();
            use_emoji(shop.app.clone(), UseEmoji { emoji })
                .await
                .unwrap();
        }
        let used = recent_emoji(shop.app.clone(), ()).await.unwrap();
        assert_eq!(used.len(), RECENT_EMOJI);
        let emoji = "x".repeat(65);
        let refused = use_emoji(shop.app.clone(), UseEmoji { emoji }).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }

    #[tokio::test]
    async fn a_reply_can_be_taken_back_for_half_a_minute_at_most() {
        let shop = shop();
        assert_eq!(sending(shop.app.clone(), ()).await.unwrap().undo_seconds, 5);
        for (asked, got) in [(0, 0), (30, 30), (3600, 30)] {
            let args = Sending {
                undo_seconds: asked,
            };
            set_sending(shop.app.clone(), args).await.unwrap();
            let stands = sending(shop.app.clone(), ()).await.unwrap();
            assert_eq!(stands.undo_seconds, got);
        }
    }
}
