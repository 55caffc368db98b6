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
use crate::error::Result;
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
