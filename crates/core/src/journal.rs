//! # The journal
//!
//! Every change of a private record (a note, a mark, who is a client) is an [`Intent`]: typed, versioned, stamped
//! with the seat that meant it and a hybrid logical clock. [`act`] is the one way to make such a
//! change: it applies the intent and appends it, in the caller's transaction, so that the rows can
//! never say more than the journal. Another seat that replays the entries applies the same
//! function.
//!
//! Undo is a *new* entry, computed against the present state: what was said is never unsaid.
//!
//! The hybrid logical clock follows Kulkarni et al., *Logical Physical Clocks* (2014): wall time
//! that never runs backward, and a count for entries within the same millisecond.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::app::App;
use crate::commitments::intents::CommitmentIntent;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::inbox::triage::intents::TriageIntent;
use crate::inbox::{self, notes};
use crate::people::notes::PersonNoteWritten;
use crate::people::{clients, keepers, notes as person_notes};
use crate::permissions::intents::PermissionIntent;
use crate::promises::intents::PromiseIntent;
use crate::sync::outbox;
use crate::{id, settings};

/// The version that new entries are written in.
const VERSION: u32 = 1;

/// What the seller meant. A file format: entries live for years, so kinds are added, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Intent {
    /// A note was written.
    AddNote {
        /// The note.
        note: Uuid,
        /// The conversation it is about.
        conversation: Uuid,
        /// Its words.
        text: String,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// A note was taken away.
    RemoveNote {
        /// The note.
        note: Uuid,
        /// The conversation it was about.
        conversation: Uuid,
    },
    /// A conversation needs no (further) answer.
    MarkDone {
        /// The conversation.
        conversation: Uuid,
        /// The newest message that was there.
        up_to: Uuid,
        /// When, in Unix milliseconds.
        at: i64,
    },
    /// A conversation is open again.
    Reopen {
        /// The conversation.
        conversation: Uuid,
        /// The newest message when it had been done; absent in old entries.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        up_to: Option<Uuid>,
        /// When it had been done, in Unix milliseconds; absent in old entries.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<i64>,
    },
    /// A person became a client.
    MakeClient {
        /// The person.
        person: Uuid,
        /// Since when, in Unix milliseconds.
        since: i64,
        /// Who looks after them; empty where nobody does.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        keeper: String,
    },
    /// A person is a customer again.
    EndClient {
        /// The person.
        person: Uuid,
        /// Since when they had been a client, in Unix milliseconds.
        since: i64,
        /// Who looked after them; empty where nobody did.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        keeper: String,
    },
    /// Somebody looks after a client, or nobody does.
    SetKeeper {
        /// The person.
        person: Uuid,
        /// Who did before; empty where nobody did.
        before: String,
        /// Who does now; empty where nobody does.
        keeper: String,
    },
    /// A note about a person was written.
    AddPersonNote(PersonNoteWritten),
    /// A note about a person was taken away.
    RemovePersonNote(PersonNoteWritten),
    /// Something about a promise.
    Promise(PromiseIntent),
    /// Something about a permission.
    Permission(PermissionIntent),
    /// Something about a commitment of the shop's.
    Commitment(CommitmentIntent),
    /// Something about the place of a conversation, or about a person who is blocked.
    Triage(TriageIntent),
    /// Several things at once, which are taken back together.
    Several {
        /// Each of them, in the order in which they were done.
        intents: Vec<Intent>,
    },
}

/// Which act was undone; the page has a sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum UndoneAct {
    /// A note was written.
    NoteAdded,
    /// A note was taken away.
    NoteRemoved,
    /// A conversation was marked done.
    MarkedDone,
    /// A conversation was opened again.
    Reopened,
    /// A reply was sent, and had not left yet.
    ReplySent,
    /// A person became a client.
    ClientMade,
    /// A person became a customer again.
    ClientEnded,
    /// It was said who looks after a client.
    KeeperSet,
    /// A note about a person was written.
    PersonNoteAdded,
    /// A note about a person was taken away.
    PersonNoteRemoved,
    /// A promise was given.
    PromiseMade,
    /// A promise was said in other words.
    PromiseReworded,
    /// A promise was renegotiated.
    PromiseMoved,
    /// A promise was kept or broken.
    PromiseSettled,
    /// A promise was opened again.
    PromiseReopened,
    /// Somebody allowed something.
    PermissionGranted,
    /// Somebody took back what they had allowed.
    PermissionWithdrawn,
    /// A commitment was added.
    CommitmentAdded,
    /// A commitment was worded anew.
    CommitmentReworded,
    /// The check of a commitment counts by other days.
    CommitmentDaysSet,
    /// A commitment was retired.
    CommitmentRetired,
    /// A commitment was taken up again.
    CommitmentTakenUp,
    /// A commitment was reviewed by hand.
    CommitmentReviewed,
    /// A conversation was snoozed.
    Snoozed,
    /// A conversation was woken.
    Woken,
    /// A conversation was starred.
    Starred,
    /// A conversation was starred no longer.
    Unstarred,
    /// A conversation was muted.
    Muted,
    /// A conversation was muted no longer.
    Unmuted,
    /// A conversation got a tag.
    Tagged,
    /// A conversation lost a tag.
    Untagged,
    /// A conversation was marked as read.
    MarkedRead,
    /// A conversation was marked as unread.
    MarkedUnread,
    /// A person was blocked.
    Blocked,
    /// A person was blocked no longer.
    Unblocked,
}

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// The act that was undone; `null` when there was none to undo.
    pub act: Option<UndoneAct>,
    /// Where it can be seen, where it belongs to one conversation.
    pub conversation_id: Option<Uuid>,
    /// How many conversations it was done to; 0 where it belongs to none.
    pub conversations: u32,
}

/// Applies an intent and appends it to the journal.
///
/// # Errors
/// What applying says; then the caller's transaction must not commit.
pub(crate) fn act(tx: &Tx<'_>, intent: &Intent) -> Result<()> {
    apply(tx, intent)?;
    append(tx, intent, None)
}

/// Applies several intents and appends them as one entry, which is undone as a whole.
///
/// # Errors
/// What applying says; then the caller's transaction must not commit.
pub(crate) fn act_all(tx: &Tx<'_>, mut intents: Vec<Intent>) -> Result<()> {
    match intents.len() {
        0 => Ok(()),
        1 => intents.pop().map_or(Ok(()), |intent| act(tx, &intent)),
        _ => act(tx, &Intent::Several { intents }),
    }
}

/// Undoes the newest act that was not undone yet; a reply counts among them until it leaves.
///
/// # Errors
/// What the store says.
pub async fn undo(app: App, (): ()) -> Result<Undone> {
    let undone = app.db.write(undo_newest).await?;
    if undone.act == Some(UndoneAct::ReplySent) {
        // What waited behind it may leave now.
        app.wake.notify_one();
    }
    Ok(undone)
}

fn undo_newest(tx: &Tx<'_>) -> Result<Undone> {
    let since = newest(tx)?.map_or(i64::MIN, |entry| entry.at);
    if let Some(conversation) = outbox::undo_newest(tx, since)? {
        return Ok(Undone {
            act: Some(UndoneAct::ReplySent),
            conversation_id: Some(conversation),
            conversations: 1,
        });
    }
    loop {
        let Some(Newest {
            id: entry, intent, ..
        }) = newest(tx)?
        else {
            return Ok(Undone {
                act: None,
                conversation_id: None,
                conversations: 0,
            });
        };
        tx.prepare_cached("UPDATE journal SET undone = 1 WHERE id = ?1")?
            .execute([entry])?;
        // What cannot be undone any more (its conversation is gone) makes way for the one before.
        if let Some(inverse) = take_back(tx, &intent)? {
            append(tx, &inverse, Some(entry))?;
            return Ok(undone(&intent));
        }
    }
}

/// Takes an intent back, and gives the intent that did so; of several the last comes first.
fn take_back(tx: &Tx<'_>, intent: &Intent) -> Result<Option<Intent>> {
    let Intent::Several { intents } = intent else {
        let inverse = inverse(tx, intent)?;
        if let Some(inverse) = &inverse {
            apply(tx, inverse)?;
        }
        return Ok(inverse);
    };
    let mut back = Vec::new();
    for intent in intents.iter().rev() {
        back.extend(take_back(tx, intent)?);
    }
    Ok((!back.is_empty()).then_some(Intent::Several { intents: back }))
}

fn undone(intent: &Intent) -> Undone {
    let concerned: BTreeSet<Uuid> = match intent {
        Intent::Several { intents } => intents.iter().filter_map(|it| about(it).1).collect(),
        one => about(one).1.into_iter().collect(),
    };
    // What several did was prepared by all but the last: a snooze opens what was done.
    let named = match intent {
        Intent::Several { intents } => intents.last().map(about),
        one => Some(about(one)),
    };
    Undone {
        act: named.map(|(act, _)| act),
        conversation_id: concerned.first().copied().filter(|_| concerned.len() == 1),
        conversations: u32::try_from(concerned.len()).unwrap_or(u32::MAX),
    }
}

/// Which act an intent was, and where it can be seen.
fn about(intent: &Intent) -> (UndoneAct, Option<Uuid>) {
    match intent {
        Intent::AddNote { conversation, .. } => (UndoneAct::NoteAdded, Some(*conversation)),
        Intent::RemoveNote { conversation, .. } => (UndoneAct::NoteRemoved, Some(*conversation)),
        Intent::MarkDone { conversation, .. } => (UndoneAct::MarkedDone, Some(*conversation)),
        Intent::Reopen { conversation, .. } => (UndoneAct::Reopened, Some(*conversation)),
        Intent::MakeClient { .. } => (UndoneAct::ClientMade, None),
        Intent::EndClient { .. } => (UndoneAct::ClientEnded, None),
        Intent::SetKeeper { .. } => (UndoneAct::KeeperSet, None),
        Intent::AddPersonNote(_) => (UndoneAct::PersonNoteAdded, None),
        Intent::RemovePersonNote(_) => (UndoneAct::PersonNoteRemoved, None),
        Intent::Promise(intent) => intent.undone(),
        Intent::Permission(intent) => intent.undone(),
        Intent::Commitment(intent) => (intent.undone(), None),
        Intent::Triage(intent) => intent.undone(),
        // Several are never within several.
        Intent::Several { intents } => intents.last().map_or((UndoneAct::Reopened, None), about),
    }
}

/// Makes the change that an intent means. Replaying an entry twice changes nothing more.
fn apply(tx: &Tx<'_>, intent: &Intent) -> Result<()> {
    match intent {
        Intent::AddNote {
            note,
            conversation,
            text,
            at,
        } => notes::put(tx, *note, *conversation, text, *at),
        Intent::RemoveNote { note, conversation } => notes::remove(tx, *note, *conversation),
        Intent::MarkDone {
            conversation,
            up_to,
            at,
        } => inbox::done::mark(tx, *conversation, Some((*up_to, *at))),
        Intent::Reopen { conversation, .. } => inbox::done::mark(tx, *conversation, None),
        Intent::MakeClient {
            person,
            since,
            keeper,
        } => clients::put(tx, *person, *since, keeper),
        Intent::EndClient { person, .. } => clients::take(tx, *person),
        Intent::SetKeeper { person, keeper, .. } => keepers::put(tx, *person, keeper),
        Intent::AddPersonNote(note) => person_notes::put(tx, note),
        Intent::RemovePersonNote(note) => person_notes::take(tx, note.note),
        Intent::Promise(intent) => intent.apply(tx),
        Intent::Permission(intent) => intent.apply(tx),
        Intent::Commitment(intent) => intent.apply(tx),
        Intent::Triage(intent) => intent.apply(tx),
        Intent::Several { intents } => intents.iter().try_for_each(|it| apply(tx, it)),
    }
}

/// The intent that takes another back, as things stand now.
fn inverse(tx: &Tx<'_>, intent: &Intent) -> Result<Option<Intent>> {
    Ok(match intent {
        Intent::AddNote {
            note, conversation, ..
        } => notes::exists(tx, *note)?.then_some(Intent::RemoveNote {
            note: *note,
            conversation: *conversation,
        }),
        // The words of a removed note are in the entry that added it.
        Intent::RemoveNote { note, .. } => added(tx, *note)?,
        Intent::MarkDone { conversation, .. } => inbox::done::reopen(tx, *conversation)?,
        Intent::Reopen {
            conversation,
            up_to,
            at,
        } => match up_to {
            Some(up_to) => Some(*up_to),
            None => inbox::done::newest_message(tx, *conversation)?,
        }
        .map(|up_to| Intent::MarkDone {
            conversation: *conversation,
            up_to,
            at: at.unwrap_or_else(|| tx.now()),
        }),
        Intent::MakeClient { person, .. } => {
            clients::find(tx, *person)?.map(|client| Intent::EndClient {
                person: *person,
                since: client.since,
                keeper: client.keeper,
            })
        }
        Intent::EndClient {
            person,
            since,
            keeper,
        } => clients::is_customer(tx, *person)?.then(|| Intent::MakeClient {
            person: *person,
            since: *since,
            keeper: keeper.clone(),
        }),
        Intent::SetKeeper {
            person,
            before,
            keeper,
        } => clients::find(tx, *person)?
            .filter(|client| client.keeper == *keeper)
            .map(|_| Intent::SetKeeper {
                person: *person,
                before: keeper.clone(),
                keeper: before.clone(),
            }),
        Intent::AddPersonNote(note) => {
            person_notes::written(tx, note.note)?.map(Intent::RemovePersonNote)
        }
        Intent::RemovePersonNote(note) => person_notes::written(tx, note.note)?
            .is_none()
            .then(|| Intent::AddPersonNote(note.clone())),
        Intent::Promise(intent) => intent.inverse(tx)?.map(Intent::Promise),
        Intent::Permission(intent) => intent.inverse(tx)?.map(Intent::Permission),
        Intent::Commitment(intent) => intent.inverse(tx)?.map(Intent::Commitment),
        Intent::Triage(intent) => intent.inverse(tx)?.map(Intent::Triage),
        // Taken back one by one, see [`take_back`].
        Intent::Several { .. } => None,
    })
}

fn added(db: &Connection, note: Uuid) -> Result<Option<Intent>> {
    let mut entries = db.prepare("SELECT intent FROM journal ORDER BY row DESC")?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let intent: Intent = serde_json::from_str(&row.get::<_, String>(0)?)?;
        if matches!(&intent, Intent::AddNote { note: added, .. } if *added == note) {
            return Ok(Some(intent));
        }
    }
    Ok(None)
}

/// The newest entry that can still be undone.
struct Newest {
    id: Uuid,
    /// When it was made, in Unix milliseconds.
    at: i64,
    intent: Intent,
}

fn newest(db: &Connection) -> Result<Option<Newest>> {
    let row: Option<(Uuid, i64, String)> = db
        .prepare_cached(
            "SELECT id, clock_at, intent FROM journal
             WHERE undoes IS NULL AND undone = 0 ORDER BY row DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    row.map(|(id, at, intent)| {
        let intent = serde_json::from_str(&intent)?;
        Ok(Newest { id, at, intent })
    })
    .transpose()
}

fn append(tx: &Tx<'_>, intent: &Intent, undoes: Option<Uuid>) -> Result<()> {
    let last: Option<(i64, i64)> = tx
        .prepare_cached("SELECT clock_at, clock_count FROM journal ORDER BY row DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (at, count) = match last {
        Some((at, count)) if at >= tx.now() => (at, count + 1),
        _ => (tx.now(), 0),
    };
    let written = tx
        .prepare_cached(
            "INSERT INTO journal (id, seat, clock_at, clock_count, version, intent, undoes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            id::fresh(),
            settings::seat(tx)?,
            at,
            count,
            VERSION,
            serde_json::to_string(intent)?,
            undoes,
        ))?;
    if written == 1 {
        Ok(())
    } else {
        Err(Error::Internal("the journal did not grow".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::composer::{AddNote, note};
    use crate::testing::Shop;

    async fn clocks(shop: &Shop) -> Vec<(i64, i64)> {
        let all = |db: &Connection| {
            let mut rows = db.prepare("SELECT clock_at, clock_count FROM journal ORDER BY row")?;
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        shop.app.db.read(all).await.unwrap()
    }

    #[tokio::test]
    async fn the_journal_runs_forward_when_the_machine_s_clock_does_not() {
        let (shop, ids) = Shop::with_conversations(1).await;
        for step in [0, -3_600_000, 3_600_001] {
            shop.hand.advance(step);
            let args = AddNote {
                conversation_id: ids[0],
                text: "Mild tea".to_owned(),
            };
            note(shop.app.clone(), args).await.unwrap();
        }
        let clocks = clocks(&shop).await;
        assert!(
            clocks.windows(2).all(|pair| pair[0] < pair[1]),
            "{clocks:?}"
        );
        assert_eq!(
            clocks.iter().map(|clock| clock.1).collect::<Vec<_>>(),
            [0, 1, 0]
        );
    }

    #[test]
    fn intents_keep_their_form() {
        let intent = Intent::AddNote {
            note: Uuid::from_u128(1),
            conversation: Uuid::from_u128(2),
            text: "Prefers plain paper".to_owned(),
            at: 3,
        };
        insta::assert_json_snapshot!(intent, @r#"
        {
          "kind": "addNote",
          "note": "00000000-0000-0000-0000-000000000001",
          "conversation": "00000000-0000-0000-0000-000000000002",
          "text": "Prefers plain paper",
          "at": 3
        }
        "#);
        let (person, since) = (Uuid::from_u128(4), 5);
        let (nobody, keeper) = (String::new(), "Mei".to_owned());
        let made = Intent::MakeClient {
            person,
            since,
            keeper: nobody.clone(),
        };
        insta::assert_json_snapshot!(made, @r#"
        {
          "kind": "makeClient",
          "person": "00000000-0000-0000-0000-000000000004",
          "since": 5
        }
        "#);
        let ended = Intent::EndClient {
            person,
            since,
            keeper: keeper.clone(),
        };
        insta::assert_json_snapshot!(ended, @r#"
        {
          "kind": "endClient",
          "person": "00000000-0000-0000-0000-000000000004",
          "since": 5,
          "keeper": "Mei"
        }
        "#);
        let set = Intent::SetKeeper {
            person,
            before: nobody.clone(),
            keeper,
        };
        insta::assert_json_snapshot!(set, @r#"
        {
          "kind": "setKeeper",
          "person": "00000000-0000-0000-0000-000000000004",
          "before": "",
          "keeper": "Mei"
        }
        "#);
        // As it was written before there were keepers.
        let old = r#"{"kind": "endClient", "person": "00000000-0000-0000-0000-000000000004",
                      "since": 5}"#;
        let ended = Intent::EndClient {
            person,
            since,
            keeper: nobody,
        };
        assert_eq!(serde_json::from_str::<Intent>(old).unwrap(), ended);
    }
}
