//! Feedback, in both directions.

use rapport_protocol::{Feedback, RecordKind};
use uuid::Uuid;

use super::records::{Parent, extra};
use super::{Absorber, Fate, aside};
use crate::db::key;
use crate::error::Result;
use crate::{id, words};

impl Absorber<'_, '_> {
    /// The order and the product are kept by name: they may come later, or never.
    pub(super) fn feedback(&mut self, id: Uuid, revision: i64, it: &Feedback) -> Result<Fate> {
        let person = match self.parent(RecordKind::Person, it.person_id.as_str())? {
            Parent::Here(row) => row,
            Parent::Buried => return Ok(Fate::Taken),
            Parent::Missing => return Ok(Fate::Aside(aside::NO_PERSON.to_owned())),
        };
        let conversation = match &it.conversation_id {
            None => None,
            Some(remote) => match self.parent(RecordKind::Conversation, remote.as_str())? {
                Parent::Here(row) => Some(row),
                Parent::Buried => None,
                Parent::Missing => return Ok(Fate::Aside(aside::NO_CONVERSATION.to_owned())),
            },
        };
        let (order, product) = (it.order_id.as_ref(), it.product_id.as_ref());
        let named = |kind, remote: &str| id::derived(self.account.id, kind, remote);
        let changed = self
            .tx
            .prepare_cached(
                "INSERT INTO feedback (id, account, remote_id, revision, author, person, order_id,
                     product_id, conversation, rating, text, at, changed_at, answer, answer_at,
                     key)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, author = excluded.author,
                     person = excluded.person, order_id = excluded.order_id,
                     product_id = excluded.product_id, conversation = excluded.conversation,
                     rating = excluded.rating, text = excluded.text, at = excluded.at,
                     changed_at = excluded.changed_at, answer = excluded.answer,
                     answer_at = excluded.answer_at,
                     key = iif(feedback.at = excluded.at, feedback.key, excluded.key)
                 WHERE excluded.revision > feedback.revision",
            )?
            .execute((
                id,
                self.account.row,
                it.id.as_str(),
                revision,
                words::stored(&it.by)?,
                person,
                order.map(|it| named(RecordKind::Order, it.as_str())),
                product.map(|it| named(RecordKind::Product, it.as_str())),
                conversation,
                it.rating,
                &it.text,
                it.at,
                it.changed_at,
                it.answer.as_ref().map(|answer| &answer.text),
                it.answer.as_ref().map(|answer| answer.at),
                key::next_in_ledger(self.tx, it.at)?,
            ))?;
        if changed > 0 {
            self.tx
                .prepare_cached("UPDATE feedback SET extra = ?2 WHERE id = ?1")?
                .execute((id, extra(&it.extra)?))?;
        }
        let closed = self.closes(it.operation_id.as_ref(), id)?;
        if changed > 0 || closed {
            self.touch_all_of(person, conversation)?;
        }
        Ok(Fate::Taken)
    }

    /// Takes away a piece of feedback.
    pub(super) fn remove_feedback(&mut self, id: Uuid) -> Result<()> {
        let sql = "DELETE FROM feedback WHERE id = ?1 RETURNING person, conversation";
        self.remove(sql, id)
    }
}
