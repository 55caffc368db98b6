//! # What was there before
//!
//! The walk backward, newest message first, from the head that a workstation first saw. What came
//! or changed after that head comes through the changes and is left out here.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use axum::Json;
use axum::extract::State;
use rapport_protocol::{HistoryPage, RecordKind};
use rusqlite::Transaction;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::changes::{Telling, checked_limit};
use crate::cursor::{Walk, expired};
use crate::error::Result;
use crate::extract::Asked;
use crate::problem::ReadingFrom;
use crate::store::{epoch, messages, records, sellers};

/// Where the walk goes on, and how far.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// The token of the last page; absent to begin at the present head.
    before: Option<String>,
    /// How many messages at most; what they refer to comes on top.
    #[param(minimum = 1, maximum = 500, default = 200)]
    limit: Option<u32>,
}

/// Tells older messages, newest first.
#[utoipa::path(
    get, path = "/v1/history", operation_id = "history", tag = "seller",
    params(HistoryQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of history", body = HistoryPage), ReadingFrom),
)]
pub(crate) async fn history(
    State(bazaar): State<Bazaar>,
    Seller(seller): Seller,
    Asked(query): Asked<HistoryQuery>,
) -> Result<Json<HistoryPage>> {
    let limit = checked_limit(query.limit)?;
    bazaar
        .read(move |tx| page(tx, &seller.id, query.before.as_deref(), limit))
        .await
        .map(Json)
}

fn page(
    tx: &Transaction<'_>,
    seller: &str,
    before: Option<&str>,
    limit: u32,
) -> Result<HistoryPage> {
    let mut walk = place(tx, seller, before)?;
    let from = (walk.at.unwrap_or(i64::MAX), walk.id.as_str());
    let older = messages::before(tx, seller, from, limit + 1)?;
    let mut told = Telling::new(seller);
    let mut has_more = false;
    for (count, (at, id)) in older.into_iter().enumerate() {
        has_more = count >= limit as usize || told.is_full();
        if has_more {
            break;
        }
        let entry = records::find(tx, seller, RecordKind::Message, &id)?;
        if entry.revision <= walk.head {
            told.tell(tx, &entry)?;
        }
        walk.at = Some(at);
        walk.id = id;
    }
    Ok(HistoryPage {
        changes: told.changes,
        before: has_more.then(|| walk.token()),
    })
}

fn place(tx: &Transaction<'_>, seller: &str, before: Option<&str>) -> Result<Walk> {
    let reach = sellers::reach(tx, seller)?;
    let epoch = epoch(tx)?;
    let Some(token) = before else {
        return Ok(Walk {
            epoch,
            head: reach.head,
            at: None,
            id: String::new(),
        });
    };
    let walk = Walk::decode(token)?;
    if walk.epoch != epoch || walk.head < reach.horizon || walk.head > reach.head {
        return Err(expired());
    }
    Ok(walk)
}
