//! People, products and conversations.

use rapport_protocol::{Conversation, Extra, MessageId, Person, PictureId, Product, RecordKind};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{Absorber, Fate, aside};
use crate::error::Result;
use crate::id;

impl Absorber<'_, '_> {
    pub(super) fn person(&mut self, id: Uuid, revision: i64, person: &Person) -> Result<Fate> {
        let changed = self
            .tx
            .prepare_cached(
                "INSERT INTO persons (id, account, remote_id, revision, name, avatar, language, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, name = excluded.name,
                     avatar = excluded.avatar, language = excluded.language,
                     extra = excluded.extra
                 WHERE excluded.revision > persons.revision",
            )?
            .execute((
                id,
                self.account.row,
                person.id.as_str(),
                revision,
                &person.name,
                person.avatar.as_ref().map(|it| id::picture(self.account.id, it.as_str())),
                &person.language,
                extra(&person.extra)?,
            ))?;
        if changed > 0 {
            self.absorbed.parents = true;
            self.want(person.avatar.as_ref())?;
        }
        Ok(Fate::Taken)
    }

    pub(super) fn product(&mut self, id: Uuid, revision: i64, product: &Product) -> Result<Fate> {
        let changed = self
            .tx
            .prepare_cached(
                "INSERT INTO products (id, account, remote_id, revision, title, price_minor,
                     currency, stock, picture, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, title = excluded.title,
                     price_minor = excluded.price_minor, currency = excluded.currency,
                     stock = excluded.stock, picture = excluded.picture, extra = excluded.extra
                 WHERE excluded.revision > products.revision",
            )?
            .execute((
                id,
                self.account.row,
                product.id.as_str(),
                revision,
                &product.title,
                product.price.minor,
                &product.price.currency,
                product.stock,
                product
                    .picture
                    .as_ref()
                    .map(|it| id::picture(self.account.id, it.as_str())),
                extra(&product.extra)?,
            ))?;
        if changed > 0 {
            self.absorbed.parents = true;
            self.want(product.picture.as_ref())?;
        }
        Ok(Fate::Taken)
    }

    pub(super) fn conversation(
        &mut self,
        id: Uuid,
        revision: i64,
        conversation: &Conversation,
    ) -> Result<Fate> {
        let person = conversation.person_id.as_str();
        let person = match self.parent(RecordKind::Person, person)? {
            Parent::Here(row) => row,
            Parent::Buried => return Ok(Fate::Taken),
            Parent::Missing => return Ok(Fate::Aside(aside::NO_PERSON.to_owned())),
        };
        let product = match &conversation.product_id {
            None => None,
            Some(product) => match self.parent(RecordKind::Product, product.as_str())? {
                Parent::Here(row) => Some(row),
                Parent::Buried => None,
                Parent::Missing => return Ok(Fate::Aside(aside::NO_PRODUCT.to_owned())),
            },
        };
        let row: Option<i64> = self
            .tx
            .prepare_cached(
                "INSERT INTO conversations (id, account, remote_id, revision, person, product,
                     opened_at, closed, seller_read, buyer_read, extra)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (id) DO UPDATE SET
                     revision = excluded.revision, person = excluded.person,
                     product = excluded.product, opened_at = excluded.opened_at,
                     closed = excluded.closed, seller_read = excluded.seller_read,
                     buyer_read = excluded.buyer_read, extra = excluded.extra
                 WHERE excluded.revision > conversations.revision
                 RETURNING row",
            )?
            .query_row(
                (
                    id,
                    self.account.row,
                    conversation.id.as_str(),
                    revision,
                    person,
                    product,
                    conversation.opened_at,
                    conversation.closed,
                    conversation.seller_read.as_ref().map(MessageId::as_str),
                    conversation.buyer_read.as_ref().map(MessageId::as_str),
                    extra(&conversation.extra)?,
                ),
                |row| row.get(0),
            )
            .optional()?;
        if let Some(row) = row {
            self.absorbed.parents = true;
            self.touched.insert(row, id);
        }
        Ok(Fate::Taken)
    }

    /// Where a person, product or conversation that a record refers to is.
    pub(super) fn parent(&self, kind: RecordKind, remote: &str) -> Result<Parent> {
        let id = id::derived(self.account.id, kind, remote);
        let sql = match kind {
            RecordKind::Product => "SELECT row FROM products WHERE id = ?1",
            RecordKind::Conversation => "SELECT row FROM conversations WHERE id = ?1",
            _ => "SELECT row FROM persons WHERE id = ?1",
        };
        let row = self
            .tx
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(match row {
            Some(row) => Parent::Here(row),
            None if self.is_buried(id)? => Parent::Buried,
            None => Parent::Missing,
        })
    }

    /// Notes that a picture has to be fetched.
    pub(super) fn want(&mut self, picture: Option<&PictureId>) -> Result<()> {
        let Some(picture) = picture else {
            return Ok(());
        };
        let id = id::picture(self.account.id, picture.as_str());
        let new = self
            .tx
            .prepare_cached(
                "INSERT INTO pictures (account, remote_id, id) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute((self.account.row, picture.as_str(), id))?;
        self.absorbed.pictures |= new > 0;
        Ok(())
    }
}

/// What became of a record that another one refers to.
pub(super) enum Parent {
    Here(i64),
    Buried,
    Missing,
}

/// Fields that this version does not know, as they are stored; nothing when there are none.
pub(super) fn extra(extra: &Extra) -> Result<Option<String>> {
    if extra.is_empty() {
        Ok(None)
    } else {
        Ok(Some(serde_json::to_string(extra)?))
    }
}
