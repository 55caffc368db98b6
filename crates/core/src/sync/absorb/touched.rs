//! Which conversations look different once something was absorbed.

use rapport_protocol::OperationId;
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::Absorber;
use crate::error::Result;
use crate::sync::outbox;

/// From so many conversations on, an announcement means all of them anyway.
const MANY: i64 = 65;

impl Absorber<'_, '_> {
    /// A conversation is settled at the end of the batch, and shown anew.
    pub(super) fn touch(&mut self, conversation: i64) -> Result<()> {
        let id = self
            .tx
            .prepare_cached("SELECT id FROM conversations WHERE row = ?1")?
            .query_row([conversation], |row| row.get(0))?;
        self.touched.insert(conversation, id);
        Ok(())
    }

    /// What a person did shows beside each of their conversations.
    pub(super) fn touch_all_of(&mut self, person: i64, conversation: Option<i64>) -> Result<()> {
        if let Some(conversation) = conversation {
            self.touch(conversation)?;
        }
        let mut rows = self.tx.prepare_cached(
            "SELECT id FROM conversations WHERE person = ?1 AND deleted = 0
             ORDER BY opened_at DESC LIMIT ?2",
        )?;
        for id in rows.query_map((person, MANY), |row| row.get(0))? {
            self.tx.touch(id?);
        }
        Ok(())
    }

    /// Deletes the row of that id with a statement that gives its person and conversation.
    pub(super) fn remove(&mut self, sql: &str, id: Uuid) -> Result<()> {
        let gone: Option<(i64, Option<i64>)> = self
            .tx
            .prepare_cached(sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match gone {
            Some((person, conversation)) => self.touch_all_of(person, conversation),
            None => Ok(()),
        }
    }

    /// Closes the outbox entry of the operation that made a record, whichever came first: the
    /// answer to the request, or the record itself among the changes.
    pub(super) fn closes(&self, operation: Option<&OperationId>, became: Uuid) -> Result<bool> {
        let Some(operation) = operation else {
            return Ok(false);
        };
        let Ok(operation) = Uuid::parse_str(operation.as_str()) else {
            return Ok(false);
        };
        let closed: Option<(i64, bool)> = self
            .tx
            .prepare_cached(
                "UPDATE outbox SET state = 'sent', reason = NULL, changed_at = ?3, became = ?4,
                     wish = iif(state = 'cancelled', '{\"kind\":\"takeBack\"}', wish)
                 WHERE id = ?1 AND account = ?2 AND state <> 'sent'
                 RETURNING row, wish IS NOT NULL",
            )?
            .query_row(
                (operation, self.account.row, self.tx.now(), became),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        if let Some((row, wished)) = closed {
            if wished {
                outbox::grant(self.tx, row)?;
            }
            outbox::pictures::arrived(self.tx, row)?;
        }
        Ok(closed.is_some())
    }
}
