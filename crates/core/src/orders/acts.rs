//! What the seller does about an order. Each act is an outbox entry that travels with the order's
//! revision as it was seen here.

use rapport_protocol::{Act, SendOrderCard as SendCard, ShipOrder as Ship};
use rusqlite::OptionalExtension;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{OrderAct, sheet};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::inbox::place::Place;
use crate::sync::outbox::{self, OutboxEntry};
use crate::trade;

/// Asks the buyer to confirm an order, or asks again after a correction.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendOrderCard {
    /// The order.
    pub order_id: Uuid,
    /// What is said with it; may be empty.
    pub note: String,
}

/// Says that an order is on its way.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShipOrder {
    /// The order.
    pub order_id: Uuid,
    /// What is said with it; may be empty.
    pub note: String,
}

/// Asks the buyer to confirm an order. Works offline.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotAllowed`], [`Error::OrderClosed`], [`Error::AlreadyDone`],
/// [`Error::TooLong`].
pub async fn send_card(app: App, args: SendOrderCard) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.order_id, OrderAct::Ask)?;
            let act = Act::OrderCard(SendCard {
                order_id: found.remote.into(),
                note: trade::note(&args.note, &found.place.capabilities)?,
            });
            outbox::enqueue(tx, &found.place, &act, Some(args.order_id))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Says that an order is on its way. Works offline.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotAllowed`], [`Error::OrderClosed`], [`Error::AlreadyDone`],
/// [`Error::TooLong`].
pub async fn ship(app: App, args: ShipOrder) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.order_id, OrderAct::Ship)?;
            let act = Act::Ship(Ship {
                order_id: found.remote.into(),
                note: trade::note(&args.note, &found.place.capabilities)?,
            });
            outbox::enqueue(tx, &found.place, &act, Some(args.order_id))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// An order that something can be done about, and where it is talked about.
pub(crate) struct Found {
    /// The marketplace's name for it.
    pub(crate) remote: String,
    /// Where it is talked about.
    pub(crate) place: Place,
}

/// The order of that name, where that act is possible.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotAllowed`], [`Error::OrderClosed`], [`Error::AlreadyDone`].
pub(crate) fn find(tx: &Tx<'_>, order: Uuid, act: OrderAct) -> Result<Found> {
    let sheet = sheet(tx, order)?.ok_or(Error::NotFound("the order"))?;
    let conversation: Option<i64> = tx
        .prepare_cached("SELECT conversation FROM orders WHERE id = ?1")?
        .query_row([order], |row| row.get(0))
        .optional()?
        .flatten();
    // What leaves, leaves through a conversation: that is where its place in line is.
    let place = Place::of(tx, conversation.ok_or(Error::NotAllowed)?)?;
    sheet.check(act, &place.capabilities, &outbox::pending(tx, order)?)?;
    Ok(Found {
        remote: sheet.number,
        place,
    })
}
