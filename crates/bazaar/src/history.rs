//! # What was there before
//!
//! The walk backward, newest message first, from the head that a workstation first saw. What came
//! or changed after that head comes through the changes and is left out here.
//!
//! Offers, orders and feedback come with the messages that tell of them, open carts with the first
//! message of their buyer on a page. What no message told of comes at the end of the walk, so that
//! nothing is missing for people who never wrote; and so does what is gone, for a workstation whose
//! cursor has expired and which still has it.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use axum::Json;
use axum::extract::State;
use rapport_protocol::{HistoryPage, Open, Record, RecordKind};
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
use crate::store::records::Entry;
use crate::store::{carts, epoch, messages, records, sellers};

/// How many records a page of the rest looks at; most were told with a message.
const LOOKED_AT: u32 = 2000;

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
    if let Some(below) = walk.rest {
        return rest(tx, seller, walk, below, limit);
    }
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
            let from = told.changes.len();
            told.tell(tx, &entry)?;
            tell_carts(tx, seller, &mut told, from)?;
        }
        walk.at = Some(at);
        walk.id = id;
    }
    if !has_more {
        walk.rest = Some(walk.head + 1);
        has_more = !records::of_the_rest(tx, seller, walk.head + 1, 1)?.is_empty();
    }
    Ok(HistoryPage {
        changes: told.changes,
        before: has_more.then(|| walk.token()),
    })
}

/// Tells the open carts of the people who were told since a place on the page.
fn tell_carts(
    tx: &Transaction<'_>,
    seller: &str,
    told: &mut Telling<'_>,
    from: usize,
) -> Result<()> {
    let people: Vec<String> = told
        .changes
        .iter()
        .skip(from)
        .filter_map(|change| match &change.record {
            Open::Known(Record::Person(person)) => Some(person.id.0.clone()),
            _ => None,
        })
        .collect();
    for person in people {
        if let Some(cart) = carts::open(tx, &person, seller)? {
            let id = cart.it.id;
            told.tell(
                tx,
                &records::find(tx, seller, RecordKind::Cart, id.as_str())?,
            )?;
        }
    }
    Ok(())
}

/// The end of the walk: what no message told of.
fn rest(
    tx: &Transaction<'_>,
    seller: &str,
    mut walk: Walk,
    below: i64,
    limit: u32,
) -> Result<HistoryPage> {
    let looked_at = records::of_the_rest(tx, seller, below, LOOKED_AT)?;
    let mut told = Telling::new(seller);
    let mut has_more = looked_at.len() >= LOOKED_AT as usize;
    let mut count = 0;
    for entry in looked_at {
        if !is_told_by_message(tx, &entry)? {
            if count >= limit || told.is_full() {
                has_more = true;
                break;
            }
            told.tell(tx, &entry)?;
            count += 1;
        }
        walk.rest = Some(entry.revision);
    }
    Ok(HistoryPage {
        changes: told.changes,
        before: has_more.then(|| walk.token()),
    })
}

fn is_told_by_message(tx: &Transaction<'_>, entry: &Entry) -> Result<bool> {
    Ok(entry.kind != RecordKind::Cart && messages::tell_of(tx, &entry.id)?)
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
            rest: None,
        });
    };
    let walk = Walk::decode(token)?;
    if walk.epoch != epoch || walk.head < reach.horizon || walk.head > reach.head {
        return Err(expired());
    }
    Ok(walk)
}
