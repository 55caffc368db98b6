//! The pictures of the demo shop, carried by the program.

use std::collections::HashMap;

use rapport_protocol::Picture;
use rusqlite::Transaction;
use rust_embed::RustEmbed;

use crate::error::{Error, Result};
use crate::pictures;
use crate::store;

#[derive(RustEmbed)]
#[folder = "../../assets/demo/pictures"]
struct Pictures;

#[derive(RustEmbed)]
#[folder = "../../assets/demo/avatars"]
struct Avatars;

/// The pictures that were stored already, by owner and name.
#[derive(Debug, Default)]
pub(crate) struct Album {
    stored: HashMap<(String, String), Picture>,
}

impl Album {
    /// A picture of a product or a moment, stored at most once per owner.
    pub(crate) fn picture(
        &mut self,
        tx: &Transaction<'_>,
        owner: &str,
        name: &str,
    ) -> Result<Picture> {
        let key = (owner.to_owned(), name.to_owned());
        if let Some(picture) = self.stored.get(&key) {
            return Ok(picture.clone());
        }
        let file = Pictures::get(&format!("{name}.png")).ok_or_else(|| missing(name))?;
        let picture = add(tx, owner, &file.data)?;
        self.stored.insert(key, picture.clone());
        Ok(picture)
    }
}

/// Stores somebody's own picture.
pub(crate) fn avatar(tx: &Transaction<'_>, owner: &str, number: u32) -> Result<Picture> {
    let name = format!("{number:02}");
    let file = Avatars::get(&format!("{name}.png")).ok_or_else(|| missing(&name))?;
    add(tx, owner, &file.data)
}

/// Whether there is a picture of that name.
#[cfg(test)]
pub(crate) fn has(name: &str) -> bool {
    Pictures::get(&format!("{name}.png")).is_some()
}

fn add(tx: &Transaction<'_>, owner: &str, content: &[u8]) -> Result<Picture> {
    let looks = pictures::inspect(content)?;
    store::pictures::add(tx, owner, looks.described(), content, 0)
}

fn missing(name: &str) -> Error {
    Error::System(format!("there is no picture {name}"))
}
