//! Who in the shop looks after a client. A keeper is a name that the seller writes, and no seat:
//! whoever packs on Saturdays has none. Like the stage it is the shop's own knowledge, journaled
//! and told to no marketplace.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::clients::{self, row_of};
use crate::app::App;
use crate::bounds;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};

/// The longest name of a keeper, in Unicode scalar values.
const MOST_CHARS: u32 = 80;
/// How many names in use are given.
const MOST_NAMES: usize = 20;

/// Says who looks after a client.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetKeeper {
    /// The client.
    pub person_id: Uuid,
    /// Who looks after them, in at most 80 characters; empty where nobody does.
    pub keeper: String,
}

/// Says who looks after a client. Can be undone.
///
/// # Errors
/// [`Error::NotFound`], also for a customer; [`Error::TooLong`].
pub async fn set_keeper(app: App, args: SetKeeper) -> Result<()> {
    app.db
        .write(move |tx| {
            let (person, keeper) = (args.person_id, name_of(&args.keeper)?);
            let client = clients::find(tx, person)?.ok_or(Error::NotFound("the client"))?;
            if client.keeper == keeper {
                return Ok(());
            }
            journal::act(
                tx,
                &Intent::SetKeeper {
                    person,
                    before: client.keeper,
                    keeper,
                },
            )
        })
        .await
}

/// The names of keepers that are in use, in their order; the first 20.
///
/// # Errors
/// What the store says.
pub async fn keepers(app: App, (): ()) -> Result<Vec<String>> {
    app.db.read(names).await
}

/// From one name to the next in the index, however many clients each of them has.
fn names(db: &Connection) -> Result<Vec<String>> {
    let mut next =
        db.prepare_cached("SELECT keeper FROM clients WHERE keeper > ?1 ORDER BY keeper LIMIT 1")?;
    let mut names: Vec<String> = Vec::new();
    while names.len() < MOST_NAMES {
        let last = names.last().map_or("", String::as_str);
        let Some(name) = next.query_row([last], |row| row.get(0)).optional()? else {
            break;
        };
        names.push(name);
    }
    Ok(names)
}

/// Writes down who looks after a person, where they are a client.
pub(crate) fn put(tx: &Tx<'_>, person: Uuid, keeper: &str) -> Result<()> {
    let row = row_of(tx, person)?;
    tx.prepare_cached("UPDATE clients SET keeper = ?2 WHERE person = ?1")?
        .execute((row, keeper))?;
    Ok(())
}

/// The name as it is kept: one name is not two because of a space.
fn name_of(typed: &str) -> Result<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    bounds::short(&name, MOST_CHARS)
}
