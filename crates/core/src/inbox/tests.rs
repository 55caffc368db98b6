//! The inbox as the seller uses it.

use uuid::Uuid;

use super::composer::{AddNote, ComposerMode, ReplyToConversation, SaveDraft};
use super::head::OpenConversation;
use super::list::{ConversationPage, InboxTab, ListConversations};
use super::thread::{ShowThread, ThreadItem, ThreadPage};
use super::triage::{TriageAct, TriageConversations};
use crate::accounts;
use crate::error::Error;
use crate::journal::{self, UndoneAct};
use crate::sync::outbox::{self, ChooseOutboxEntry, OutboxState};
use crate::testing::{MORNING, Shop};

const MINUTE: i64 = 60_000;

async fn tab(shop: &Shop, tab: InboxTab) -> ConversationPage {
    let args = ListConversations {
        tab: Some(tab),
        at: None,
        before: 0,
        after: 50,
    };
    super::list::list(shop.app.clone(), args).await.unwrap()
}

async fn waiting(shop: &Shop) -> Vec<Uuid> {
    tab(shop, InboxTab::Waiting)
        .await
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect()
}

async fn thread(shop: &Shop, conversation_id: Uuid) -> ThreadPage {
    let args = ShowThread {
        conversation_id,
        at: None,
        before: 50,
        after: 0,
    };
    super::thread::thread(shop.app.clone(), args).await.unwrap()
}

async fn reply(shop: &Shop, conversation_id: Uuid, text: &str) -> Result<Uuid, Error> {
    let args = ReplyToConversation {
        conversation_id,
        text: text.to_owned(),
        ..ReplyToConversation::default()
    };
    super::composer::reply(shop.app.clone(), args)
        .await
        .map(|entry| entry.id)
}

async fn done(shop: &Shop, conversation_id: Uuid, done: bool) {
    let args = TriageConversations {
        conversation_ids: vec![conversation_id],
        act: TriageAct::Done { done },
    };
    super::triage::triage(shop.app.clone(), args).await.unwrap();
}

async fn draft(shop: &Shop, conversation_id: Uuid, mode: ComposerMode, text: &str) {
    let args = SaveDraft {
        conversation_id,
        mode,
        text: text.to_owned(),
    };
    super::composer::save_draft(shop.app.clone(), args)
        .await
        .unwrap();
}

#[tokio::test]
async fn who_waits_longest_comes_first_and_later_messages_do_not_move_the_clock() {
    let (shop, ids) = Shop::with_conversations(3).await;
    assert_eq!(waiting(&shop).await, ids, "longest waiting first");
    shop.says(ids[0], "buyer", MORNING + 30 * MINUTE).await;
    shop.says(ids[1], "system", MORNING + 31 * MINUTE).await;
    assert_eq!(
        waiting(&shop).await,
        ids,
        "neither the buyer nor a machine moves the clock"
    );
    let page = tab(&shop, InboxTab::Waiting).await;
    assert_eq!(page.rows[0].waiting_since, Some(MORNING));
    assert_eq!(page.waiting, 3);
}

#[tokio::test]
async fn an_accepted_answer_ends_the_waiting_and_a_queued_one_does_not() {
    let (shop, ids) = Shop::with_conversations(2).await;
    reply(&shop, ids[0], "Yes, it is here.").await.unwrap();
    let page = tab(&shop, InboxTab::Waiting).await;
    assert_eq!(
        (page.rows[0].id, page.rows[0].queued),
        (ids[0], 1),
        "the answer is only queued"
    );
    shop.says(ids[0], "seller", MORNING + 5 * MINUTE).await;
    assert_eq!(waiting(&shop).await, [ids[1]]);
}

#[tokio::test]
async fn done_ends_the_waiting_until_the_buyer_writes_again_and_can_be_undone() {
    let (shop, ids) = Shop::with_conversations(2).await;
    done(&shop, ids[0], true).await;
    assert_eq!(waiting(&shop).await, [ids[1]]);
    assert_eq!(tab(&shop, InboxTab::Done).await.rows.len(), 1);
    let undone = journal::undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(
        (undone.act, undone.conversation_id),
        (Some(UndoneAct::MarkedDone), Some(ids[0]))
    );
    assert_eq!(waiting(&shop).await, ids);
    done(&shop, ids[0], true).await;
    shop.says(ids[0], "buyer", MORNING + 60 * MINUTE).await;
    assert_eq!(
        waiting(&shop).await,
        [ids[1], ids[0]],
        "the new question waits from when it came"
    );
}

#[tokio::test]
async fn sending_moves_the_words_from_the_draft_to_the_outbox() {
    let (shop, ids) = Shop::with_conversations(2).await;
    draft(&shop, ids[0], ComposerMode::Reply, "Yes, it").await;
    draft(&shop, ids[0], ComposerMode::Note, "Asks twice a year").await;
    draft(&shop, ids[1], ComposerMode::Reply, "Another").await;
    let entry = reply(&shop, ids[0], " Yes, it is here. ").await.unwrap();
    let drafts = |conversation_id| {
        super::composer::drafts(shop.app.clone(), OpenConversation { conversation_id })
    };
    let first = drafts(ids[0]).await.unwrap();
    assert_eq!(
        (first.reply.as_str(), first.note.as_str()),
        ("", "Asks twice a year")
    );
    assert_eq!(
        drafts(ids[1]).await.unwrap().reply,
        "Another",
        "another conversation's words stay"
    );
    let outbox = thread(&shop, ids[0]).await.outbox;
    assert_eq!(
        (outbox[0].id, outbox[0].text.as_str()),
        (entry, "Yes, it is here.")
    );
    let args = ChooseOutboxEntry { id: entry };
    let back = outbox::discard(shop.app.clone(), args).await.unwrap();
    assert_eq!(back.state, OutboxState::Cancelled);
    assert_eq!(
        drafts(ids[0]).await.unwrap().reply,
        "Yes, it is here.",
        "taken back, not lost"
    );
    let again = reply(&shop, ids[1], "And this one.").await.unwrap();
    draft(&shop, ids[1], ComposerMode::Reply, "Something new").await;
    outbox::discard(shop.app.clone(), ChooseOutboxEntry { id: again })
        .await
        .unwrap();
    assert_eq!(
        drafts(ids[1]).await.unwrap().reply,
        "Something new\n\nAnd this one.",
        "neither text pushes the other out"
    );
}

#[tokio::test]
async fn bad_input_is_refused_with_a_reason() {
    let (shop, ids) = Shop::with_conversations(1).await;
    assert!(matches!(
        reply(&shop, ids[0], " \n ").await,
        Err(Error::EmptyText)
    ));
    let long = "x".repeat(41);
    assert!(matches!(
        reply(&shop, ids[0], &long).await,
        Err(Error::TooLong {
            max: 40,
            length: 41
        })
    ));
    assert!(matches!(
        reply(&shop, Uuid::nil(), "Hello").await,
        Err(Error::NotFound(_))
    ));
    assert!(thread(&shop, ids[0]).await.outbox.is_empty());
}

#[tokio::test]
async fn a_note_stands_in_the_thread_and_never_in_the_outbox() {
    let (shop, ids) = Shop::with_conversations(1).await;
    let args = AddNote {
        conversation_id: ids[0],
        text: "Prefers plain paper".to_owned(),
    };
    super::composer::note(shop.app.clone(), args).await.unwrap();
    let page = thread(&shop, ids[0]).await;
    assert!(
        matches!(&page.items[1], ThreadItem::Note { text, .. } if text == "Prefers plain paper")
    );
    assert!(page.outbox.is_empty());
    assert_eq!(waiting(&shop).await, ids, "a note answers nobody");
    let undone = journal::undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::NoteAdded));
    assert_eq!(thread(&shop, ids[0]).await.items.len(), 1);
    let nothing = journal::undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(nothing.act, None, "an undo is not undone by the next one");
}

#[tokio::test]
async fn windows_walk_a_tab_both_ways_without_a_gap() {
    let (shop, ids) = Shop::with_conversations(25).await;
    for (tab, expected) in [
        (InboxTab::Waiting, ids.clone()),
        (InboxTab::Open, ids.iter().rev().copied().collect()),
    ] {
        let mut walked = Vec::new();
        let mut at = None;
        loop {
            let args = ListConversations {
                tab: Some(tab),
                at,
                before: 3,
                after: 8,
            };
            let page = super::list::list(shop.app.clone(), args).await.unwrap();
            let above = if walked.is_empty() { 0 } else { 3 };
            let again: Vec<_> = page.rows.iter().take(above).map(|row| row.id).collect();
            assert!(
                walked.ends_with(&again),
                "the rows above are the ones just seen"
            );
            walked.extend(page.rows.iter().skip(above).map(|row| row.id));
            at = page.rows.last().map(|row| row.key + 1);
            if !page.has_after {
                break;
            }
        }
        assert_eq!(walked, expected, "{tab:?}");
    }
}

#[tokio::test]
async fn threads_walk_back_to_the_first_word() {
    let (shop, ids) = Shop::with_conversations(1).await;
    for i in 1..40 {
        shop.says(ids[0], "buyer", MORNING + i).await;
    }
    let mut at = None;
    let mut keys = Vec::new();
    loop {
        let args = ShowThread {
            conversation_id: ids[0],
            at,
            before: 7,
            after: 0,
        };
        let page = super::thread::thread(shop.app.clone(), args).await.unwrap();
        let window = page.items.iter().map(|item| match item {
            ThreadItem::Message { key, .. } | ThreadItem::Note { key, .. } => *key,
        });
        keys.splice(0..0, window);
        at = keys.first().copied();
        if !page.has_before {
            break;
        }
    }
    assert_eq!(keys.len(), 40);
    assert!(keys.is_sorted());
}

#[tokio::test]
async fn the_shop_counts_what_waits_and_what_is_queued() {
    let (shop, ids) = Shop::with_conversations(4).await;
    reply(&shop, ids[0], "Yes.").await.unwrap();
    reply(&shop, ids[0], "And no.").await.unwrap();
    done(&shop, ids[1], true).await;
    let status = accounts::status(shop.app.clone(), ()).await.unwrap();
    assert_eq!((status.waiting, status.queued, status.trouble), (3, 2, 0));
    assert_eq!(status.name, "Jade & Clay");
}

#[tokio::test]
async fn where_the_marketplace_gives_some_hours_nothing_is_said_after_them() {
    let (shop, ids) = Shop::with_conversations(1).await;
    let strict = r#"{"messages":{"replyWindowHours":2}}"#;
    let run = move |tx: &crate::db::Tx<'_>| {
        let sql = "UPDATE accounts SET capabilities = json_patch(capabilities, ?1)";
        Ok(tx.execute(sql, [strict])?)
    };
    shop.app.db.write(run).await.unwrap();
    shop.says(ids[0], "buyer", MORNING + 10 * MINUTE).await;
    let args = OpenConversation {
        conversation_id: ids[0],
    };
    let until = MORNING + 130 * MINUTE;
    let head = super::head::head(shop.app.clone(), args).await.unwrap();
    assert_eq!(head.answer_until, Some(until));

    let scheduled = ReplyToConversation {
        conversation_id: ids[0],
        text: "Good night".to_owned(),
        leaves_at: Some(until + 1),
        ..ReplyToConversation::default()
    };
    let refused = super::composer::reply(shop.app.clone(), scheduled).await;
    assert!(matches!(refused, Err(Error::AnswerTooLate)));
    shop.hand.advance(130 * MINUTE);
    reply(&shop, ids[0], "Just in time").await.unwrap();
    shop.hand.advance(1);
    let refused = reply(&shop, ids[0], "Too late").await;
    assert!(matches!(refused, Err(Error::AnswerTooLate)));
    // What was queued in time and leaves too late is held.
    let held = |db: &rusqlite::Connection| outbox::objection(db, 1, MORNING + 131 * MINUTE);
    let held = shop.app.db.read(held).await.unwrap();
    assert_eq!(held, Some(accounts::Reason::AnswerTooLate));
}
