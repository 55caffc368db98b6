//! What the simulated buyers need to know: who there is, and what the sellers have done.

use rapport_protocol::{Body, OrderId};
use rusqlite::Transaction;

use super::sellers;
use crate::error::Result;

/// A buyer, as the simulation knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) language: Option<String>,
}

/// Something that was done in a conversation, and not by its buyer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Done {
    pub(crate) buyer: String,
    pub(crate) conversation: String,
    pub(crate) what: What,
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// The seller or the marketplace wrote.
    Wrote(Body),
    /// The seller answered the feedback on this order, which gave from 1 to 5.
    Answered(OrderId, u8),
}

/// The buyers who came first, so many at most.
pub(crate) fn first_buyers(tx: &Transaction<'_>, limit: u32) -> Result<Vec<Known>> {
    let mut all =
        tx.prepare_cached("SELECT id, name, language FROM buyers ORDER BY rowid LIMIT ?1")?;
    let rows = all.query_map([limit], |row| {
        Ok(Known {
            id: row.get(0)?,
            name: row.get(1)?,
            language: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was done for a seller's buyers after a revision, so much at most, and the revision up to
/// which that is all. Without a revision nothing, and where to follow from.
pub(crate) fn done_since(
    tx: &Transaction<'_>,
    seller: &str,
    since: Option<i64>,
    limit: u32,
) -> Result<(i64, Vec<Done>)> {
    let head = sellers::reach(tx, seller)?.head;
    let Some(since) = since.filter(|since| *since < head) else {
        return Ok((head, Vec::new()));
    };
    let mut news = tx.prepare_cached(
        "SELECT revision, conversations.buyer_id, conversations.id, messages.body, order_id, rating
         FROM records
         LEFT JOIN messages ON kind = 'message' AND messages.id = record_id
              AND author <> 'buyer'
         LEFT JOIN feedback ON kind = 'feedback' AND feedback.id = record_id
              AND by = 'buyer' AND answered_at > COALESCE(changed_at, 0)
         JOIN conversations
              ON conversations.id = COALESCE(messages.conversation_id, feedback.conversation_id)
         WHERE records.seller_id = ?1 AND revision > ?2 AND kind IN ('message', 'feedback')
         ORDER BY revision LIMIT ?3",
    )?;
    let mut found = Vec::new();
    let mut reached = since;
    let mut rows = news.query((seller, since, limit))?;
    while let Some(row) = rows.next()? {
        reached = row.get(0)?;
        let body: Option<String> = row.get(3)?;
        let what = match body {
            Some(body) => What::Wrote(serde_json::from_str(&body)?),
            None => What::Answered(OrderId(row.get(4)?), row.get(5)?),
        };
        found.push(Done {
            buyer: row.get(1)?,
            conversation: row.get(2)?,
            what,
        });
    }
    let all = found.len() < limit as usize;
    Ok((if all { head } else { reached }, found))
}
