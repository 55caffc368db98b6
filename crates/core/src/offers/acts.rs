//! What the seller does about prices: make an offer, counter the buyer's, accept or decline it.
//! Each act is an outbox entry; the offer itself comes back from the marketplace.

use rapport_protocol::{self as protocol, Act, Capabilities, Money};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{OfferCard, card};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::inbox::place::Place;
use crate::sync::outbox::{self, OutboxEntry};
use crate::trade;

/// The most of one product that an offer can be for.
const MOST_PIECES: u32 = 9999;
/// The highest price, in minor units: more is a slip of the hand, or would not add up.
const HIGHEST_MINOR: i64 = 9_000_000_000_000;
const HOUR_MS: i64 = 3_600_000;

/// Offers the buyer a price for the conversation's product, in its currency.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MakeOffer {
    /// The conversation.
    pub conversation_id: Uuid,
    /// For how many; from 1 to 9999.
    pub quantity: u32,
    /// For all of them together, in minor units.
    pub price_minor: i64,
    /// When it lapses, in Unix milliseconds.
    pub until_at: Option<i64>,
    /// What is said with it; may be empty.
    pub note: String,
}

/// Answers the buyer's offer with another.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CounterOffer {
    /// The buyer's offer.
    pub offer_id: Uuid,
    /// For how many; from 1 to 9999.
    pub quantity: u32,
    /// For all of them together, in minor units.
    pub price_minor: i64,
    /// When it lapses, in Unix milliseconds.
    pub until_at: Option<i64>,
    /// What is said with it; may be empty.
    pub note: String,
}

/// Accepts or declines the buyer's offer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerOffer {
    /// The buyer's offer.
    pub offer_id: Uuid,
    /// Yes or no.
    pub accept: bool,
    /// What is said with it; may be empty.
    pub note: String,
}

/// Offers the buyer a price. Works offline.
///
/// # Errors
/// [`Error::NotFound`] where the conversation is about no product; [`Error::Closed`],
/// [`Error::NotAllowed`], [`Error::BadAmount`], [`Error::BadTime`], [`Error::TooLong`].
pub async fn make(app: App, args: MakeOffer) -> Result<OutboxEntry> {
    let entry = app.db.write(move |tx| enqueue_new(tx, &args)).await?;
    app.wake.notify_one();
    Ok(entry)
}

fn enqueue_new(tx: &Tx<'_>, args: &MakeOffer) -> Result<OutboxEntry> {
    let place = Place::named(tx, args.conversation_id)?;
    if !place.capabilities.offers.outgoing {
        return Err(Error::NotAllowed);
    }
    if place.closed {
        return Err(Error::Closed);
    }
    let product: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT p.remote_id, p.currency FROM conversations c
             JOIN products p ON p.row = c.product WHERE c.row = ?1 AND p.deleted = 0",
        )?
        .query_row([place.row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (product, currency) = product.ok_or(Error::NotFound("the product"))?;
    let (quantity, until_at) = (args.quantity, args.until_at);
    check_amount(quantity, args.price_minor)?;
    check_time(&place.capabilities, until_at, tx.now())?;
    let act = Act::Offer(protocol::MakeOffer {
        conversation_id: place.remote.clone().into(),
        product_id: product.into(),
        quantity,
        price: Money {
            minor: args.price_minor,
            currency,
        },
        until_at,
        note: trade::note(&args.note, &place.capabilities)?,
    });
    outbox::enqueue(tx, &place, &act, None)
}

/// Answers the buyer's offer with another. Works offline.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Closed`], [`Error::NotAllowed`], [`Error::OfferClosed`],
/// [`Error::AlreadyDone`], [`Error::BadAmount`], [`Error::BadTime`], [`Error::TooLong`].
pub async fn counter(app: App, args: CounterOffer) -> Result<OutboxEntry> {
    let entry = app.db.write(move |tx| enqueue_counter(tx, &args)).await?;
    app.wake.notify_one();
    Ok(entry)
}

fn enqueue_counter(tx: &Tx<'_>, args: &CounterOffer) -> Result<OutboxEntry> {
    let found = Found::find(tx, args.offer_id)?;
    if !found.place.capabilities.offers.counter {
        return Err(Error::NotAllowed);
    }
    found.check_open(tx)?;
    let (quantity, until_at) = (args.quantity, args.until_at);
    check_amount(quantity, args.price_minor)?;
    check_time(&found.place.capabilities, until_at, tx.now())?;
    let act = Act::Counter(protocol::CounterOffer {
        offer_id: found.remote.into(),
        quantity,
        price: Money {
            minor: args.price_minor,
            currency: found.card.currency,
        },
        until_at,
        note: trade::note(&args.note, &found.place.capabilities)?,
    });
    outbox::enqueue(tx, &found.place, &act, Some(args.offer_id))
}

/// Accepts or declines the buyer's offer. Works offline.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Closed`], [`Error::NotAllowed`], [`Error::OfferClosed`],
/// [`Error::AlreadyDone`], [`Error::TooLong`].
pub async fn answer(app: App, args: AnswerOffer) -> Result<OutboxEntry> {
    let entry = app.db.write(move |tx| enqueue_answer(tx, &args)).await?;
    app.wake.notify_one();
    Ok(entry)
}

fn enqueue_answer(tx: &Tx<'_>, args: &AnswerOffer) -> Result<OutboxEntry> {
    let found = Found::find(tx, args.offer_id)?;
    if !found.place.capabilities.offers.incoming {
        return Err(Error::NotAllowed);
    }
    found.check_open(tx)?;
    let answer = protocol::AnswerOffer {
        offer_id: found.remote.into(),
        note: trade::note(&args.note, &found.place.capabilities)?,
    };
    let act = if args.accept {
        Act::Accept(answer)
    } else {
        Act::Decline(answer)
    };
    outbox::enqueue(tx, &found.place, &act, Some(args.offer_id))
}

/// An offer that is here, and where it was made.
struct Found {
    card: OfferCard,
    remote: String,
    place: Place,
}

impl Found {
    fn find(tx: &Tx<'_>, offer: Uuid) -> Result<Self> {
        let gone = Error::NotFound("the offer");
        let Some(card) = card(tx, offer, tx.now())? else {
            return Err(gone);
        };
        let (remote, conversation): (String, i64) = tx
            .prepare_cached("SELECT remote_id, conversation FROM offers WHERE id = ?1")?
            .query_row([offer], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or(gone)?;
        Ok(Self {
            card,
            remote,
            place: Place::of(tx, conversation)?,
        })
    }

    /// Whether it is the buyer's, open, and not answered yet, not even in the outbox.
    fn check_open(&self, db: &Tx<'_>) -> Result<()> {
        if self.place.closed {
            return Err(Error::Closed);
        }
        if !self.card.waits_for_us(db.now()) {
            return Err(Error::OfferClosed);
        }
        check_unanswered(db, self.card.id)
    }
}

fn check_unanswered(db: &Connection, offer: Uuid) -> Result<()> {
    if outbox::pending(db, offer)?.is_empty() {
        Ok(())
    } else {
        Err(Error::AlreadyDone)
    }
}

fn check_amount(quantity: u32, price_minor: i64) -> Result<()> {
    if (1..=MOST_PIECES).contains(&quantity) && (1..=HIGHEST_MINOR).contains(&price_minor) {
        Ok(())
    } else {
        Err(Error::BadAmount)
    }
}

/// An offer ends in the future, and where the marketplace limits how long it stands, within that.
fn check_time(capabilities: &Capabilities, until_at: Option<i64>, now: i64) -> Result<()> {
    let latest = match capabilities.offers.max_hours {
        0 => None,
        hours => Some(now.saturating_add(i64::from(hours) * HOUR_MS)),
    };
    let good = match (until_at, latest) {
        (None, latest) => latest.is_none(),
        (Some(until), None) => until > now,
        (Some(until), Some(latest)) => until > now && until <= latest,
    };
    if good { Ok(()) } else { Err(Error::BadTime) }
}
