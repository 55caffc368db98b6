//! Who is a client: a person that the shop knows by name and looks after. Everybody else is a
//! customer. It is the seller's own knowledge, so it is journaled and no marketplace learns of it.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::journal::{self, Intent};

/// Makes a person a client, or a customer again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetClient {
    /// The person.
    pub person_id: Uuid,
    /// Whether they are a client.
    pub client: bool,
}

/// What is known of a client that is not known of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Client {
    /// Since when they are one, in Unix milliseconds.
    pub(crate) since: i64,
    /// Who looks after them; empty where nobody does.
    pub(crate) keeper: String,
}

/// Makes a person a client, or a customer again. Can be undone.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn set_client(app: App, args: SetClient) -> Result<()> {
    app.db
        .write(move |tx| {
            let person = args.person_id;
            row_of(tx, person)?;
            match (find(tx, person)?, args.client) {
                (None, true) => journal::act(
                    tx,
                    &Intent::MakeClient {
                        person,
                        since: tx.now(),
                        keeper: String::new(),
                    },
                ),
                (Some(Client { since, keeper }), false) => journal::act(
                    tx,
                    &Intent::EndClient {
                        person,
                        since,
                        keeper,
                    },
                ),
                _ => Ok(()),
            }
        })
        .await
}

/// Makes a person a client since that time, with that keeper.
pub(crate) fn put(tx: &Tx<'_>, person: Uuid, since: i64, keeper: &str) -> Result<()> {
    let row = row_of(tx, person)?;
    tx.prepare_cached(
        "INSERT INTO clients (person, since_at, keeper) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO NOTHING",
    )?
    .execute((row, since, keeper))?;
    Ok(())
}

/// Makes a person a customer.
pub(crate) fn take(tx: &Tx<'_>, person: Uuid) -> Result<()> {
    let row = row_of(tx, person)?;
    tx.prepare_cached("DELETE FROM clients WHERE person = ?1")?
        .execute([row])?;
    Ok(())
}

/// What is known of a client; nothing for a customer.
pub(crate) fn find(db: &Connection, person: Uuid) -> Result<Option<Client>> {
    Ok(db
        .prepare_cached(
            "SELECT clients.since_at, clients.keeper FROM persons
             JOIN clients ON clients.person = persons.row WHERE persons.id = ?1",
        )?
        .query_row([person], |row| {
            Ok(Client {
                since: row.get(0)?,
                keeper: row.get(1)?,
            })
        })
        .optional()?)
}

/// Whether the person is here and no client.
pub(crate) fn is_customer(db: &Connection, person: Uuid) -> Result<bool> {
    Ok(row_of(db, person).is_ok() && find(db, person)?.is_none())
}

/// The row of that person.
pub(crate) fn row_of(db: &Connection, person: Uuid) -> Result<i64> {
    db.prepare_cached("SELECT row FROM persons WHERE id = ?1")?
        .query_row([person], |row| row.get(0))
        .optional()?
        .ok_or(Error::NotFound("the person"))
}
