//! # What happened since
//!
//! A workstation sends the cursor it has committed and gets every record written since, once, as it
//! now stands. Without a cursor it gets none, but the head to follow from and the token to walk the
//! history with, so that it is live from the first second.
//!
//! A page stands by itself: before a record come those that it refers to (a message's conversation,
//! person and product; the offer, order or feedback that it tells of), even when they have not
//! changed. They keep their own revisions, so that a workstation which has newer
//! ones ignores them.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use rapport_protocol::{
    Body, Change, ChangesPage, LineItem, MAX_BODY_BYTES, Message, Open, ProblemKind, Record,
    RecordKind,
};
use rusqlite::Transaction;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::cursor::{Place, Walk, expired};
use crate::error::{Error, Result};
use crate::extract::Asked;
use crate::problem::ReadingFrom;
use crate::store::records::Entry;
use crate::store::{epoch, records, sellers};

/// How many records a page holds when nobody says.
pub(crate) const USUAL_LIMIT: u32 = 200;

/// Where to go on from, and how far.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// The cursor of the last page; absent at the very first.
    cursor: Option<String>,
    /// How many changes at most; what they refer to comes on top.
    #[param(minimum = 1, maximum = 500, default = 200)]
    limit: Option<u32>,
}

/// Tells what happened after a cursor.
#[utoipa::path(
    get, path = "/v1/changes", operation_id = "changes", tag = "seller",
    params(ChangesQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of changes", body = ChangesPage), ReadingFrom),
)]
pub(crate) async fn changes(
    State(bazaar): State<Bazaar>,
    Seller(seller): Seller,
    Asked(query): Asked<ChangesQuery>,
) -> Result<Json<ChangesPage>> {
    let limit = checked_limit(query.limit)?;
    bazaar
        .read(move |tx| page(tx, &seller.id, query.cursor.as_deref(), limit))
        .await
        .map(Json)
}

/// A limit within bounds.
pub(crate) fn checked_limit(asked: Option<u32>) -> Result<u32> {
    match asked.unwrap_or(USUAL_LIMIT) {
        limit @ 1..=500 => Ok(limit),
        _ => Err(Error::refused(
            ProblemKind::Invalid,
            "The limit is from 1 to 500.",
        )),
    }
}

/// The place that a cursor names, when it is still good.
pub(crate) fn place(tx: &Transaction<'_>, seller: &str, cursor: &str) -> Result<Place> {
    let place = Place::decode(cursor)?;
    let reach = sellers::reach(tx, seller)?;
    // Beyond the head: the file is a restored backup, and the stream went another way since.
    if place.epoch != epoch(tx)? || place.revision < reach.horizon || place.revision > reach.head {
        return Err(expired());
    }
    Ok(place)
}

fn page(
    tx: &Transaction<'_>,
    seller: &str,
    cursor: Option<&str>,
    limit: u32,
) -> Result<ChangesPage> {
    let head = sellers::reach(tx, seller)?.head;
    let Some(cursor) = cursor else {
        let epoch = epoch(tx)?;
        let walk = Walk {
            epoch: epoch.clone(),
            head,
            at: None,
            id: String::new(),
            rest: None,
        };
        return Ok(ChangesPage {
            changes: Vec::new(),
            cursor: Place {
                epoch,
                revision: head,
            }
            .cursor(),
            has_more: false,
            history: Some(walk.token()),
        });
    };
    let mut place = place(tx, seller, cursor)?;
    let entries = records::after(tx, seller, place.revision, limit + 1)?;
    let mut told = Telling::new(seller);
    let mut has_more = false;
    for (count, entry) in entries.iter().enumerate() {
        has_more = count >= limit as usize || told.is_full();
        if has_more {
            break;
        }
        told.tell(tx, entry)?;
        place.revision = entry.revision;
    }
    if !has_more {
        // A record's older revisions leave gaps; the head is what the caller now has.
        place.revision = head;
    }
    Ok(ChangesPage {
        changes: told.changes,
        cursor: place.cursor(),
        has_more,
        history: None,
    })
}

/// A page in the making: each record once, what it refers to before it.
#[derive(Debug)]
pub(crate) struct Telling<'a> {
    seller: &'a str,
    told: HashSet<(RecordKind, String)>,
    bytes: usize,
    /// What is told so far.
    pub(crate) changes: Vec<Change>,
}

impl<'a> Telling<'a> {
    /// An empty page for a seller.
    pub(crate) fn new(seller: &'a str) -> Self {
        Self {
            seller,
            told: HashSet::new(),
            bytes: 0,
            changes: Vec::new(),
        }
    }

    /// Whether one more record might make the page longer than either side accepts.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes > MAX_BODY_BYTES / 2
    }

    /// Tells a record as it now stands, after what it refers to.
    pub(crate) fn tell(&mut self, tx: &Transaction<'_>, entry: &Entry) -> Result<()> {
        if !self.told.insert((entry.kind, entry.id.clone())) {
            return Ok(());
        }
        let change = records::change(tx, self.seller, entry)?;
        for (kind, id) in referred(&change) {
            let entry = records::find(tx, self.seller, kind, &id)?;
            self.tell(tx, &entry)?;
        }
        self.bytes += serde_json::to_vec(&change)?.len();
        self.changes.push(change);
        Ok(())
    }
}

/// What a record refers to, in the order in which it is to be told.
pub(crate) fn referred(change: &Change) -> Vec<(RecordKind, String)> {
    let Open::Known(record) = &change.record else {
        return Vec::new();
    };
    let mut all = References::default();
    match record {
        Record::Message(message) => {
            all.add(RecordKind::Conversation, Some(&message.conversation_id.0));
            all.0.extend(step_of(message));
        }
        Record::Conversation(conversation) => {
            let product = conversation.product_id.as_ref();
            all.add(RecordKind::Product, product.map(|id| &id.0));
            all.add(RecordKind::Person, Some(&conversation.person_id.0));
        }
        Record::Offer(offer) => {
            all.add(RecordKind::Conversation, Some(&offer.conversation_id.0));
            all.add(RecordKind::Product, Some(&offer.product_id.0));
            all.add(RecordKind::Offer, offer.counters.as_ref().map(|id| &id.0));
        }
        Record::Order(order) => {
            let conversation = order.conversation_id.as_ref();
            all.add(RecordKind::Person, Some(&order.person_id.0));
            all.add(RecordKind::Conversation, conversation.map(|id| &id.0));
            all.add_lines(&order.lines);
        }
        Record::Cart(cart) => {
            all.add(RecordKind::Person, Some(&cart.person_id.0));
            all.add_lines(&cart.lines);
        }
        Record::Feedback(feedback) => {
            let conversation = feedback.conversation_id.as_ref();
            all.add(RecordKind::Person, Some(&feedback.person_id.0));
            all.add(RecordKind::Conversation, conversation.map(|id| &id.0));
            let product = feedback.product_id.as_ref();
            all.add(RecordKind::Product, product.map(|id| &id.0));
            all.add(
                RecordKind::Order,
                feedback.order_id.as_ref().map(|id| &id.0),
            );
        }
        Record::Person(_) | Record::Product(_) | Record::Deleted(_) => {}
    }
    all.0
}

/// The offer, order or feedback that a message tells of.
fn step_of(message: &Message) -> Option<(RecordKind, String)> {
    match message.body.known()? {
        Body::Offer(step) => Some((RecordKind::Offer, step.offer_id.0.clone())),
        Body::Order(step) => Some((RecordKind::Order, step.order_id.0.clone())),
        Body::Feedback(given) => Some((RecordKind::Feedback, given.feedback_id.0.clone())),
        Body::Text(_) | Body::Picture(_) | Body::System(_) => None,
    }
}

/// References in the making.
#[derive(Debug, Default)]
struct References(Vec<(RecordKind, String)>);

impl References {
    fn add(&mut self, kind: RecordKind, id: Option<&String>) {
        self.0.extend(id.map(|id| (kind, id.clone())));
    }

    fn add_lines(&mut self, lines: &[LineItem]) {
        for line in lines {
            let product = line.product_id.as_ref();
            self.add(RecordKind::Product, product.map(|id| &id.0));
        }
    }
}
