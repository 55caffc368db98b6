//! What the seller does about an entry: at once where it certainly has not left, otherwise as a
//! wish.

use rapport_protocol::{Act, DeleteMessage};
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::wish::{self, Wish};
use super::{
    ChooseOutboxEntry, EditOutboxEntry, Found, OutboxEntry, OutboxState, OutboxWish, blocked,
    enqueue, find, seen,
};
use crate::accounts::Reason;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::inbox::composer;
use crate::inbox::place::{self, Place};

/// Tries again now; what leaves later leaves now. After a refusal it is a new revision; otherwise
/// the same key goes out again. Where the seller had wanted it changed or taken back and that is not
/// done yet, they no longer want it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::AlreadySent`] while it is leaving or once it is there;
/// [`Error::Blocked`] while the seller has blocked the person.
pub async fn retry(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            if found.entry.reason == Some(Reason::Disconnected) {
                // It leaves by itself, under its own key, when the account is connected again.
                return found.shown(tx);
            }
            match (found.entry.state, &found.entry.wish) {
                (OutboxState::Held, Some(OutboxWish::Reword { text })) => {
                    let text = text.clone();
                    found.requeue(tx, Some(text))
                }
                (OutboxState::Held | OutboxState::Rejected | OutboxState::Scheduled, _) => {
                    found.requeue(tx, None)
                }
                (OutboxState::Queued, _) => {
                    tx.prepare_cached(
                        "UPDATE outbox SET next_at = min(created_at, ?2) WHERE id = ?1",
                    )?
                    .execute((args.id, tx.now()))?;
                    find(tx, args.id)?.shown(tx)
                }
                (OutboxState::Sending | OutboxState::Uncertain, Some(_)) => found.let_it(tx),
                _ => Err(Error::AlreadySent),
            }
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Changes the words of a message and sends it again if it had stopped. While it may be arriving the
/// new words are noted: they replace the old ones if those did not arrive, and go into the draft if
/// they did.
///
/// # Errors
/// [`Error::EmptyText`], [`Error::TooLong`], [`Error::NotFound`]; [`Error::AlreadySent`] once it is
/// there.
pub async fn edit(app: App, args: EditOutboxEntry) -> Result<OutboxEntry> {
    let text = args.text.trim().to_owned();
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            composer::check_length(&place::capabilities(tx, found.account)?, &text)?;
            if found.entry.editable {
                return found.requeue(tx, Some(text));
            }
            found.wishes(tx, |found| {
                // What is no message has no words to change.
                wish::reworded(&found.act, text.clone())?;
                let subject = found.entry.subject_id;
                let expects = seen(tx, found.conversation, found.act.known(), subject)?;
                Ok(Wish::Reword { text, expects })
            })
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

/// Takes back the newest reply that still stays here so that it can be undone, if it was written at
/// or after `since`, in Unix milliseconds; gives its conversation.
///
/// # Errors
/// What SQLite says.
pub(crate) fn undo_newest(tx: &Tx<'_>, since: i64) -> Result<Option<Uuid>> {
    let newest: Option<Uuid> = tx
        .prepare_cached(
            "SELECT id FROM outbox
             WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'queued'
                   AND attempts = 0 AND reason IS NULL AND next_at > ?1 AND next_at > created_at
                   AND created_at >= ?2
             ORDER BY row DESC LIMIT 1",
        )?
        .query_row((tx.now(), since), |row| row.get(0))
        .optional()?;
    let Some(id) = newest else {
        return Ok(None);
    };
    let found = find(tx, id)?;
    wish::cancel(tx, found.row, found.conversation, &found.entry.text)?;
    found.settled(tx).map(|entry| Some(entry.conversation_id))
}

/// Takes an entry back, and puts the words of a message into the reply's draft. While it may be
/// arriving that is noted: it is taken back if it did not arrive.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::AlreadySent`] once it is there.
pub async fn discard(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            if !found.entry.editable {
                return found.wishes(tx, |_| Ok(Wish::TakeBack));
            }
            // What was reworded and is not there goes with its new words too.
            let words = match &found.entry.wish {
                Some(OutboxWish::Reword { text }) => text,
                _ => &found.entry.text,
            };
            wish::cancel(tx, found.row, found.conversation, words)?;
            found.settled(tx)
        })
        .await?;
    // What waited behind it may leave now.
    app.wake.notify_one();
    Ok(entry)
}

/// The seller has read that an entry had arrived before it could be taken back.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn acknowledge(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    app.db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            tx.prepare_cached("UPDATE outbox SET wish = NULL WHERE id = ?1 AND state = 'sent'")?
                .execute([args.id])?;
            found.settled(tx)
        })
        .await
}

/// Deletes on the marketplace what had arrived before it could be taken back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotAllowed`] where the marketplace does not do that.
pub async fn delete(app: App, args: ChooseOutboxEntry) -> Result<OutboxEntry> {
    let entry = app
        .db
        .write(move |tx| {
            let found = find(tx, args.id)?;
            let message = found.became.filter(|_| found.entry.deletable);
            let message = message.ok_or(Error::NotAllowed)?;
            let remote: Option<String> = tx
                .prepare_cached("SELECT remote_id FROM messages WHERE id = ?1")?
                .query_row([message], |row| row.get(0))
                .optional()?;
            let place = Place::of(tx, found.conversation)?;
            let act = Act::Delete(DeleteMessage {
                conversation_id: place.remote.clone().into(),
                message_id: remote.ok_or(Error::NotFound("the message"))?.into(),
            });
            tx.prepare_cached("UPDATE outbox SET wish = NULL WHERE id = ?1")?
                .execute([args.id])?;
            enqueue(tx, &place, &act, Some(message))
        })
        .await?;
    app.wake.notify_one();
    Ok(entry)
}

impl Found {
    /// Queues the entry again, with other words where there are some. What leaves later keeps its
    /// time when only its words change, and goes to the end of the line when it leaves now.
    fn requeue(self, tx: &Tx<'_>, text: Option<String>) -> Result<OutboxEntry> {
        blocked::check(tx, self.conversation, &self.act)?;
        let rewords = text.is_some();
        let act = match text {
            Some(text) => wish::reworded(&self.act, text)?,
            None => self.act.clone(),
        };
        // The seller has looked at the conversation as it now stands.
        let subject = self.entry.subject_id;
        let expects = seen(tx, self.conversation, self.act.known(), subject)?;
        if self.entry.state == OutboxState::Scheduled && rewords {
            tx.prepare_cached(
                "UPDATE outbox SET act = ?2, expects = ?3, changed_at = ?4 WHERE row = ?1",
            )?
            .execute((
                self.row,
                serde_json::to_string(&act)?,
                serde_json::to_string(&expects)?,
                tx.now(),
            ))?;
            return self.settled(tx);
        }
        wish::renew(tx, (self.row, self.conversation), &act, &expects)?;
        if self.entry.state == OutboxState::Scheduled {
            super::schedule::to_the_end(tx, self.row)?;
        }
        self.settled(tx)
    }

    /// Notes a wish about what may be arriving.
    fn wishes(self, tx: &Tx<'_>, wish: impl FnOnce(&Self) -> Result<Wish>) -> Result<OutboxEntry> {
        if matches!(self.entry.state, OutboxState::Sent | OutboxState::Cancelled) {
            return Err(Error::AlreadySent);
        }
        let wish = wish(&self)?;
        wish::note(tx, self.entry.id, Some(&wish))?;
        self.settled(tx)
    }

    /// Forgets a wish; where the key makes it safe, the entry goes out again.
    fn let_it(self, tx: &Tx<'_>) -> Result<OutboxEntry> {
        wish::note(tx, self.entry.id, None)?;
        let keys = place::capabilities(tx, self.account)?.idempotency.keys;
        if keys && self.entry.state == OutboxState::Uncertain {
            tx.prepare_cached(
                "UPDATE outbox SET state = 'queued', reason = NULL, next_at = ?2 WHERE row = ?1",
            )?
            .execute((self.row, tx.now()))?;
        }
        self.settled(tx)
    }
}
