//! # How far the seller has read
//!
//! Where a marketplace keeps it, it is told what was read here. Telling twice changes nothing and a
//! mark never moves backward there, so this needs no place in the outbox: what was not told yet is
//! told when the marketplace is there, the newest state alone, and what it refuses is let be.

use rapport_protocol::{Act, Operation, Read};
use uuid::Uuid;

use super::absorb;
use super::link::{Link, Patience};
use super::market::SyncError;
use crate::error::Result;
use crate::id;
use crate::inbox::reading::{self, Untold};

/// Tells what was read; never ends by itself.
pub(super) async fn run(link: &Link) {
    let mut patience = Patience::new(link);
    loop {
        patience.begin(link);
        match step(link).await {
            Ok(true) => patience.good(),
            Ok(false) => link.reading_now.notified().await,
            Err(fault) => patience.wait(link, &fault).await,
        }
    }
}

/// Tells of one conversation; gives whether there was any.
async fn step(link: &Link) -> Result<bool> {
    if !link.capabilities().thread_state.read_flag {
        return Ok(false);
    }
    let account = link.account;
    let untold = move |db: &rusqlite::Connection| reading::untold(db, account.row);
    let Some(it) = link.app.db.read(untold).await? else {
        return Ok(false);
    };
    match link.market.send(&operation(&it, id::fresh())).await {
        Ok(outcome) => {
            let kept = link.app.db.absorb(move |tx| {
                let mut changes = outcome.also;
                changes.push(outcome.change);
                reading::told(tx, &it)?;
                absorb::absorb(tx, account, &changes).map(|_| ())
            });
            kept.await?;
        }
        // Whether we are still let in is for the lanes to find out on which something depends.
        Err(fault) if fault.is_permanent() && fault != SyncError::Unauthorized => {
            tracing::info!(account = account.row, %fault, "that something was read is not taken");
            link.app.db.absorb(move |tx| reading::told(tx, &it)).await?;
        }
        Err(fault) => return Err(fault.into()),
    }
    Ok(true)
}

fn operation(it: &Untold, id: Uuid) -> Operation {
    Operation {
        id: id.to_string().into(),
        revision: 1,
        expects: None,
        act: Act::Read(Read {
            conversation_id: it.conversation.1.clone().into(),
            up_to: it.seen.1.clone().into(),
        })
        .into(),
    }
}
