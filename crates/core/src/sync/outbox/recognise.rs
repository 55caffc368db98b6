//! Recognising what an act became, where the marketplace does not name the operation.
//!
//! A message is ours when nobody else claims it, it says the same, shows as many pictures and was not
//! here when the first try began; the oldest entry takes the oldest message. The marketplace's times are compared with
//! each other and never with ours, whose clock may be wrong by hours.

use rapport_protocol::{Act, Body, Open, SendMessage};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::pictures;
use super::wish::{Wish, grant};
use crate::db::Tx;
use crate::error::Result;

/// How long what was taken back may turn up; what says the same later is something else.
const TURNS_UP_MS: i64 = 7 * 24 * 3_600_000;

/// An entry of which nobody can tell whether it arrived.
struct Unseen {
    row: i64,
    act: Open<Act>,
    subject: Option<Uuid>,
    since: i64,
    seen_order: Option<i64>,
    /// The seller has taken it back.
    taken_back: bool,
}

/// The newest of its kind in the conversation: what the act becomes is newer.
///
/// # Errors
/// What SQLite says.
pub(crate) fn newest(db: &Connection, conversation: i64, act: &str) -> Result<i64> {
    let sql = match serde_json::from_str(act) {
        // Offers have no key; their rows are numbered as they come.
        Ok(Open::Known(Act::Offer(_))) => {
            "SELECT coalesce(max(row), 0) FROM offers WHERE conversation = ?1"
        }
        _ => {
            "SELECT coalesce(max(key), 0) FROM messages WHERE conversation = ?1 AND author = 'seller'"
        }
    };
    Ok(db
        .prepare_cached(sql)?
        .query_row([conversation], |row| row.get(0))?)
}

/// Whether anything of an account's waits to be seen.
///
/// # Errors
/// What SQLite says.
pub(crate) fn has_unseen(tx: &Tx<'_>, account: i64) -> Result<bool> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE account = ?1 AND state = 'uncertain')
                    OR EXISTS (SELECT 1 FROM outbox WHERE account = ?1 AND state = 'held')
                    OR EXISTS (SELECT 1 FROM outbox WHERE account = ?1 AND state = 'cancelled'
                               AND may_have_arrived = 1 AND changed_at > ?2)",
        )?
        .query_row((account, tx.now() - TURNS_UP_MS), |row| row.get(0))?)
}

/// Ends every entry of a conversation that can be recognised in what is here now; gives whether
/// there was any.
///
/// # Errors
/// What SQLite says.
pub(crate) fn recognise(tx: &Tx<'_>, conversation: i64) -> Result<bool> {
    let mut any = false;
    for entry in unseen(tx, conversation)? {
        let Some(became) = entry.became(tx, conversation)? else {
            continue;
        };
        tx.prepare_cached(
            "UPDATE outbox SET state = 'sent', reason = NULL, became = ?2, changed_at = ?3
             WHERE row = ?1",
        )?
        .execute((entry.row, became, tx.now()))?;
        if entry.taken_back {
            tx.prepare_cached("UPDATE outbox SET wish = ?2 WHERE row = ?1")?
                .execute((entry.row, serde_json::to_string(&Wish::TakeBack)?))?;
        }
        grant(tx, entry.row)?;
        pictures::arrived(tx, entry.row)?;
        any = true;
    }
    Ok(any)
}

/// Uncertain, or held because it was not seen: what comes late is recognised all the same. What was
/// taken back comes last, and not while something is leaving: whatever else it could be, it is that.
fn unseen(tx: &Tx<'_>, conversation: i64) -> Result<Vec<Unseen>> {
    let mut rows = tx.prepare_cached(
        "SELECT row, act, subject, coalesce(since, 0), json_extract(expects, '$.order.revision'),
                0 AS taken_back
         FROM outbox
         WHERE conversation = ?1 AND state NOT IN ('sent', 'cancelled')
               AND (state = 'uncertain'
                    OR state = 'held' AND json_extract(reason, '$.kind') = 'notSeen')
         UNION ALL
         SELECT row, act, subject, coalesce(since, 0), json_extract(expects, '$.order.revision'), 1
         FROM outbox
         WHERE account = (SELECT account FROM conversations WHERE row = ?1) AND conversation = ?1
               AND state = 'cancelled' AND may_have_arrived = 1 AND changed_at > ?2
               AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conversation = ?1
                               AND o.state NOT IN ('sent', 'cancelled') AND o.state = 'sending')
         ORDER BY taken_back, row",
    )?;
    let rows = rows.query_map((conversation, tx.now() - TURNS_UP_MS), |row| {
        let act: String = row.get(1)?;
        Ok(Unseen {
            row: row.get(0)?,
            act: serde_json::from_str(&act).unwrap_or(Open::Other(act.into())),
            subject: row.get(2)?,
            since: row.get(3)?,
            seen_order: row.get(4)?,
            taken_back: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Unseen {
    /// The name of what it became: the message, or what it is about.
    fn became(&self, db: &Connection, conversation: i64) -> Result<Option<Uuid>> {
        let holds = |sql: &str| -> Result<Option<Uuid>> {
            let found = db
                .prepare_cached(sql)?
                .query_row([self.subject], |row| row.get(0))
                .optional()?;
            Ok(found)
        };
        match &self.act {
            Open::Known(Act::Message(message)) => self.message(db, conversation, message),
            Open::Known(Act::Offer(offer)) => {
                let found = db
                    .prepare_cached(
                        "SELECT id FROM offers
                         WHERE conversation = ?1 AND row > ?2 AND author = 'seller'
                               AND quantity = ?3 AND price_minor = ?4 AND currency = ?5
                               AND NOT EXISTS (SELECT 1 FROM outbox WHERE became = offers.id)
                         ORDER BY row LIMIT 1",
                    )?
                    .query_row(
                        (
                            conversation,
                            self.since,
                            offer.quantity,
                            offer.price.minor,
                            &offer.price.currency,
                        ),
                        |row| row.get(0),
                    )
                    .optional()?;
                Ok(found)
            }
            Open::Known(Act::Counter(_)) => {
                holds("SELECT id FROM offers WHERE id = ?1 AND state = 'countered'")
            }
            Open::Known(Act::Accept(_)) => {
                holds("SELECT id FROM offers WHERE id = ?1 AND state = 'accepted'")
            }
            Open::Known(Act::Decline(_)) => {
                holds("SELECT id FROM offers WHERE id = ?1 AND state = 'declined'")
            }
            Open::Known(Act::Ship(_)) => {
                holds("SELECT id FROM orders WHERE id = ?1 AND state IN ('shipped', 'received')")
            }
            Open::Known(Act::OrderCard(_)) => Ok(db
                .prepare_cached(
                    "SELECT id FROM orders
                     WHERE id = ?1 AND card_state IS NOT NULL AND revision > ?2",
                )?
                .query_row((self.subject, self.seen_order), |row| row.get(0))
                .optional()?),
            Open::Known(Act::Feedback(_)) => {
                holds("SELECT id FROM feedback WHERE order_id = ?1 AND author = 'seller'")
            }
            Open::Known(Act::Answer(_)) => {
                holds("SELECT id FROM feedback WHERE id = ?1 AND answer_at IS NOT NULL")
            }
            Open::Known(Act::Delete(_)) => {
                let there = holds("SELECT id FROM messages WHERE id = ?1")?;
                Ok(self.subject.filter(|_| there.is_none()))
            }
            Open::Known(Act::Read(_)) | Open::Other(_) => Ok(None),
        }
    }

    fn message(
        &self,
        db: &Connection,
        conversation: i64,
        message: &SendMessage,
    ) -> Result<Option<Uuid>> {
        let (text, wanted) = match &message.body {
            Open::Known(Body::Text(body)) => (body.text.as_str(), 0),
            Open::Known(Body::Picture(body)) => (body.caption.as_str(), body.pictures().count()),
            _ => return Ok(None),
        };
        let mut rows = db.prepare_cached(
            "SELECT id, text,
                    iif(picture IS NULL, 0, 1 + json_array_length(coalesce(more_pictures, '[]')))
             FROM messages
             WHERE conversation = ?1 AND author = 'seller' AND kind IN ('text', 'picture')
                   AND key > ?2
                   AND NOT EXISTS (SELECT 1 FROM outbox WHERE became = messages.id)
             ORDER BY key",
        )?;
        let mut rows = rows.query((conversation, self.since))?;
        while let Some(row) = rows.next()? {
            let shown: i64 = row.get(2)?;
            if shown == wanted as i64 && says_the_same(&row.get::<_, String>(1)?, text) {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }
}

/// Marketplaces change blanks and line ends.
fn says_the_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
