//! Orders, offers and carts.

use rapport_protocol::{Cart, LineItem, Offer, Order, RecordKind};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::records::{Parent, extra};
use super::{Absorber, Fate, aside};
use crate::error::Result;
use crate::{id, words};

impl Absorber<'_, '_> {
    pub(super) fn offer(&mut self, id: Uuid, revision: i64, offer: &Offer) -> Result<Fate> {
        let conversation = offer.conversation_id.as_str();
        let row = match self.parent(RecordKind::Conversation, conversation)? {
            Parent::Here(row) => row,
            Parent::Buried => return Ok(Fate::Taken),
            Parent::Missing => return Ok(Fate::Aside(aside::NO_CONVERSATION.to_owned())),
        };
        let product = match self.parent(RecordKind::Product, offer.product_id.as_str())? {
            Parent::Here(row) => Some(row),
            Parent::Buried => None,
            Parent::Missing => return Ok(Fate::Aside(aside::NO_PRODUCT.to_owned())),
        };
        let counters = offer.counters.as_ref();
        let changed = self
            .tx
            .prepare_cached(
                "INSERT INTO offers (id, account, remote_id, revision, conversation, product,
                     author, quantity, price_minor, currency, state, made_at, state_at, until_at,
                     counters, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, conversation = excluded.conversation,
                     product = excluded.product, author = excluded.author,
                     quantity = excluded.quantity, price_minor = excluded.price_minor,
                     currency = excluded.currency, state = excluded.state,
                     made_at = excluded.made_at, state_at = excluded.state_at,
                     until_at = excluded.until_at, counters = excluded.counters,
                     extra = excluded.extra
                 WHERE excluded.revision > offers.revision",
            )?
            .execute((
                id,
                self.account.row,
                offer.id.as_str(),
                revision,
                row,
                product,
                words::stored(&offer.by)?,
                offer.quantity,
                offer.price.minor,
                &offer.price.currency,
                words::stored(&offer.state)?,
                offer.made_at,
                offer.state_at,
                offer.until_at,
                counters.map(|it| id::derived(self.account.id, RecordKind::Offer, it.as_str())),
                extra(&offer.extra)?,
            ))?;
        let closed = self.closes(offer.operation_id.as_ref(), id)?;
        if changed > 0 || closed {
            self.touch(row)?;
        }
        Ok(Fate::Taken)
    }

    pub(super) fn order(&mut self, id: Uuid, revision: i64, order: &Order) -> Result<Fate> {
        let person = match self.parent(RecordKind::Person, order.person_id.as_str())? {
            Parent::Here(row) => row,
            Parent::Buried => return Ok(Fate::Taken),
            Parent::Missing => return Ok(Fate::Aside(aside::NO_PERSON.to_owned())),
        };
        let conversation = match &order.conversation_id {
            None => None,
            Some(remote) => match self.parent(RecordKind::Conversation, remote.as_str())? {
                Parent::Here(row) => Some(row),
                Parent::Buried => None,
                Parent::Missing => return Ok(Fate::Aside(aside::NO_CONVERSATION.to_owned())),
            },
        };
        let card = order.card.as_ref();
        let row: Option<i64> = self
            .tx
            .prepare_cached(
                "INSERT INTO orders (id, account, remote_id, revision, person, conversation,
                     total_minor, currency, state, placed_at, state_at, deliver_to, wishes,
                     card_state, card_at, card_note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, person = excluded.person,
                     conversation = excluded.conversation, total_minor = excluded.total_minor,
                     currency = excluded.currency, state = excluded.state,
                     placed_at = excluded.placed_at, state_at = excluded.state_at,
                     deliver_to = excluded.deliver_to, wishes = excluded.wishes,
                     card_state = excluded.card_state, card_at = excluded.card_at,
                     card_note = excluded.card_note
                 WHERE excluded.revision > orders.revision
                 RETURNING row",
            )?
            .query_row(
                (
                    id,
                    self.account.row,
                    order.id.as_str(),
                    revision,
                    person,
                    conversation,
                    order.total.minor,
                    &order.total.currency,
                    words::stored(&order.state)?,
                    order.placed_at,
                    order.state_at,
                    &order.deliver_to,
                    &order.wishes,
                    card.map(|card| words::stored(&card.state)).transpose()?,
                    card.map(|card| card.at),
                    card.map(|card| &card.note),
                ),
                |row| row.get(0),
            )
            .optional()?;
        let Some(row) = row else {
            return Ok(Fate::Taken);
        };
        self.tx
            .prepare_cached("UPDATE orders SET extra = ?2 WHERE row = ?1")?
            .execute((row, extra(&order.extra)?))?;
        self.lines(&ORDER_LINES, row, &order.lines)?;
        self.touch_all_of(person, conversation)?;
        Ok(Fate::Taken)
    }

    pub(super) fn cart(&mut self, id: Uuid, revision: i64, cart: &Cart) -> Result<Fate> {
        let person = match self.parent(RecordKind::Person, cart.person_id.as_str())? {
            Parent::Here(row) => row,
            Parent::Buried => return Ok(Fate::Taken),
            Parent::Missing => return Ok(Fate::Aside(aside::NO_PERSON.to_owned())),
        };
        let row: Option<i64> = self
            .tx
            .prepare_cached(
                "INSERT INTO carts (id, account, remote_id, revision, person, total_minor,
                     currency, state, changed_at, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, person = excluded.person,
                     total_minor = excluded.total_minor, currency = excluded.currency,
                     state = excluded.state, changed_at = excluded.changed_at,
                     extra = excluded.extra
                 WHERE excluded.revision > carts.revision
                 RETURNING row",
            )?
            .query_row(
                (
                    id,
                    self.account.row,
                    cart.id.as_str(),
                    revision,
                    person,
                    cart.total.minor,
                    &cart.total.currency,
                    words::stored(&cart.state)?,
                    cart.changed_at,
                    extra(&cart.extra)?,
                ),
                |row| row.get(0),
            )
            .optional()?;
        if let Some(row) = row {
            self.lines(&CART_LINES, row, &cart.lines)?;
            self.touch_all_of(person, None)?;
        }
        Ok(Fate::Taken)
    }

    /// Puts lines there instead of the ones before.
    fn lines(&self, sql: &LineSql, of: i64, lines: &[LineItem]) -> Result<()> {
        self.tx.prepare_cached(sql.clear)?.execute([of])?;
        let mut put = self.tx.prepare_cached(sql.put)?;
        for (place, line) in (0_i64..).zip(lines) {
            let product = line.product_id.as_ref();
            put.execute((
                of,
                place,
                product.map(|it| id::derived(self.account.id, RecordKind::Product, it.as_str())),
                &line.title,
                line.quantity,
                line.price.minor,
                &line.price.currency,
            ))?;
        }
        Ok(())
    }

    /// Takes away an order.
    pub(super) fn remove_order(&mut self, id: Uuid) -> Result<()> {
        self.tx
            .prepare_cached(
                "DELETE FROM order_lines
                 WHERE order_row = (SELECT row FROM orders WHERE id = ?1)",
            )?
            .execute([id])?;
        let sql = "DELETE FROM orders WHERE id = ?1 RETURNING person, conversation";
        self.remove(sql, id)
    }

    /// Takes away an offer.
    pub(super) fn remove_offer(&mut self, id: Uuid) -> Result<()> {
        let gone: Option<i64> = self
            .tx
            .prepare_cached("DELETE FROM offers WHERE id = ?1 RETURNING conversation")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        gone.map_or(Ok(()), |conversation| self.touch(conversation))
    }

    /// Takes away a cart.
    pub(super) fn remove_cart(&mut self, id: Uuid) -> Result<()> {
        self.tx
            .prepare_cached(
                "DELETE FROM cart_lines WHERE cart_row = (SELECT row FROM carts WHERE id = ?1)",
            )?
            .execute([id])?;
        self.remove("DELETE FROM carts WHERE id = ?1 RETURNING person, NULL", id)
    }
}

/// How the lines of something are written.
struct LineSql {
    clear: &'static str,
    put: &'static str,
}

const ORDER_LINES: LineSql = LineSql {
    clear: "DELETE FROM order_lines WHERE order_row = ?1",
    put: "INSERT INTO order_lines (order_row, place, product_id, title, quantity, price_minor,
              currency)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
};

const CART_LINES: LineSql = LineSql {
    clear: "DELETE FROM cart_lines WHERE cart_row = ?1",
    put: "INSERT INTO cart_lines (cart_row, place, product_id, title, quantity, price_minor,
              currency)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
};
