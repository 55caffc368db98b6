//! What a buyer did just now, for an alert.

use rapport_protocol::{Author, Body, Message, OfferStep, Open, OrderStep};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{Absorber, Telling};
use crate::alerts::{Alert, AlertKind};
use crate::error::Result;

/// How much of what was said an alert shows.
const PREVIEW_CHARS: usize = 160;
/// How old a message may be and still be news, in milliseconds: whoever comes back after a weekend
/// finds the inbox, not two hundred alerts.
const NEWS_MS: i64 = 15 * 60_000;

impl Absorber<'_, '_> {
    /// Notes what a buyer did just now. Its subject came before the message, as its page stands by
    /// itself.
    pub(super) fn tell(
        &mut self,
        conversation_id: Uuid,
        person: i64,
        key: i64,
        message: &Message,
        text: &str,
        subject: Option<Uuid>,
    ) -> Result<()> {
        if self.telling != Telling::News || message.at <= self.tx.now() - NEWS_MS {
            return Ok(());
        }
        let Some(what) = self.done(message, subject)? else {
            return Ok(());
        };
        if self.is_silent(conversation_id)? {
            return Ok(());
        }
        let (person_id, title) = self
            .tx
            .prepare_cached("SELECT id, name FROM persons WHERE row = ?1")?
            .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.absorbed.news.push(Alert {
            conversation_id,
            person_id,
            key,
            title,
            body: text.chars().take(PREVIEW_CHARS).collect(),
            what,
        });
        Ok(())
    }

    /// Whether the seller wants to hear nothing of a conversation now: it is muted, its person is
    /// blocked, or it sleeps whatever the buyer writes.
    fn is_silent(&self, conversation: Uuid) -> Result<bool> {
        let silent: Option<bool> = self
            .tx
            .prepare_cached(
                "SELECT b.person IS NOT NULL OR coalesce(m.muted_until_at > ?2, 0)
                        OR (i.wakes_key IS NOT NULL AND m.wakes_on_reply = 0
                            AND m.wakes_at > ?2)
                 FROM conversations c
                 LEFT JOIN marks m ON m.conversation = c.row
                 LEFT JOIN inbox i ON i.conversation = c.row
                 LEFT JOIN blocked b ON b.person = c.person
                 WHERE c.id = ?1",
            )?
            .query_row((conversation, self.tx.now()), |row| row.get(0))
            .optional()?;
        Ok(silent.unwrap_or_default())
    }

    /// What the buyer did; nothing where somebody else did it, or it only reports.
    fn done(&self, message: &Message, subject: Option<Uuid>) -> Result<Option<AlertKind>> {
        let by_buyer = message.author == Author::Buyer;
        Ok(match &message.body {
            Open::Known(Body::Offer(body)) if by_buyer => match body.step {
                OfferStep::Made | OfferStep::Countered => {
                    let (product, quantity) = self.offered(subject)?;
                    Some(AlertKind::Offer { product, quantity })
                }
                OfferStep::Accepted => Some(AlertKind::OfferAccepted {
                    product: self.offered(subject)?.0,
                }),
                OfferStep::Declined => Some(AlertKind::OfferDeclined {
                    product: self.offered(subject)?.0,
                }),
                OfferStep::Lapsed | OfferStep::Other(_) => None,
            },
            Open::Known(Body::Order(body)) => {
                let number = body.order_id.as_str().to_owned();
                match body.step {
                    OrderStep::Placed => Some(AlertKind::Order { number }),
                    OrderStep::Corrected => Some(AlertKind::Correction { number }),
                    _ => None,
                }
            }
            Open::Known(Body::Feedback(_)) => self
                .rated(subject)?
                .map(|rating| AlertKind::Rating { rating }),
            _ => by_buyer.then_some(AlertKind::Message),
        })
    }

    /// The product of an offer, and how many.
    fn offered(&self, offer: Option<Uuid>) -> Result<(String, i64)> {
        let found = self
            .tx
            .prepare_cached(
                "SELECT coalesce(p.title, ''), o.quantity
                 FROM offers o LEFT JOIN products p ON p.row = o.product WHERE o.id = ?1",
            )?
            .query_row([offer], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.unwrap_or((String::new(), 1)))
    }

    /// What the buyer gave; nothing where the seller rated.
    fn rated(&self, feedback: Option<Uuid>) -> Result<Option<i64>> {
        Ok(self
            .tx
            .prepare_cached("SELECT rating FROM feedback WHERE id = ?1 AND author = 'buyer'")?
            .query_row([feedback], |row| row.get(0))
            .optional()?)
    }
}
