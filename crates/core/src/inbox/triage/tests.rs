//! Putting conversations in their place.

mod counts;
mod persons;
mod reading;

use uuid::Uuid;

use super::*;
use crate::inbox::composer::{self, ComposerMode, ReplyToConversation, SaveDraft};
use crate::inbox::head::{self, ConversationHead, OpenConversation};
use crate::inbox::list::{self, ChooseInboxTab, ConversationPage, InboxTab, ListConversations};
use crate::inbox::snooze::SnoozeEnd;
use crate::inbox::waker;
use crate::journal::{UndoneAct, undo};
use crate::testing::{MORNING, Shop};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn does(shop: &Shop, ids: &[Uuid], act: TriageAct) -> Result<u32> {
    let args = TriageConversations {
        conversation_ids: ids.to_vec(),
        act,
    };
    Ok(triage(shop.app.clone(), args).await?.changed)
}

async fn snoozes(shop: &Shop, id: Uuid, wait: Option<i64>, on_reply: bool) {
    let until = wait.map(|wait| shop.app.clock.now() + wait);
    let act = TriageAct::Snooze { until, on_reply };
    assert_eq!(does(shop, &[id], act).await.unwrap(), 1);
}

async fn page(shop: &Shop, tab: InboxTab) -> ConversationPage {
    let args = ListConversations {
        tab: Some(tab),
        at: None,
        before: 0,
        after: 50,
    };
    list::list(shop.app.clone(), args).await.unwrap()
}

async fn ids(shop: &Shop, tab: InboxTab) -> Vec<Uuid> {
    let rows = page(shop, tab).await.rows;
    rows.into_iter().map(|row| row.id).collect()
}

async fn head_of(shop: &Shop, conversation_id: Uuid) -> ConversationHead {
    let args = OpenConversation { conversation_id };
    head::head(shop.app.clone(), args).await.unwrap()
}

async fn drafts(shop: &Shop, conversation_id: Uuid, mode: ComposerMode, text: &str) {
    let args = SaveDraft {
        conversation_id,
        mode,
        text: text.to_owned(),
    };
    composer::save_draft(shop.app.clone(), args).await.unwrap();
}

async fn ask(shop: &Shop, sql: &'static str) -> i64 {
    let ask = move |db: &Connection| Ok(db.query_row(sql, [], |row| row.get(0))?);
    shop.app.db.read(ask).await.unwrap()
}

/// Time passes, and the program finds out.
async fn passes(shop: &Shop, milliseconds: i64) {
    shop.hand.advance(milliseconds);
    waker::wake(&shop.app).await.unwrap();
}

/// What woke a conversation, and when.
async fn woken(shop: &Shop, id: Uuid) -> Option<(SnoozeEnd, i64)> {
    let snooze = head_of(shop, id).await.snooze?;
    snooze.woke_by.zip(snooze.woke_at)
}

#[tokio::test]
async fn what_is_snoozed_leaves_waiting_and_open_and_the_next_to_wake_comes_first() {
    let (shop, all) = Shop::with_conversations(5).await;
    snoozes(&shop, all[0], None, true).await;
    snoozes(&shop, all[1], Some(2 * HOUR), true).await;
    snoozes(&shop, all[2], Some(HOUR), false).await;
    assert_eq!(
        ids(&shop, InboxTab::Snoozed).await,
        [all[2], all[1], all[0]]
    );
    assert_eq!(ids(&shop, InboxTab::Waiting).await, [all[3], all[4]]);
    assert_eq!(ids(&shop, InboxTab::Open).await, [all[4], all[3]]);
    assert!(ids(&shop, InboxTab::Done).await.is_empty());
    let shown = page(&shop, InboxTab::Snoozed).await;
    assert_eq!((shown.snoozed, shown.waiting, shown.open), (3, 2, 2));
    let row = &shown.rows[0];
    let snooze = row.snooze.unwrap();
    assert_eq!(snooze.until, Some(MORNING + HOUR));
    assert_eq!((snooze.on_reply, snooze.woke_by), (false, None));
    assert_eq!(
        row.waiting_since,
        Some(MORNING + 2 * MINUTE),
        "the clock goes on"
    );
}

#[tokio::test]
async fn it_wakes_when_its_time_comes_and_sends_nothing() {
    let (shop, all) = Shop::with_conversations(2).await;
    composer::reply(
        shop.app.clone(),
        ReplyToConversation {
            conversation_id: all[0],
            text: "I ask my brother.".to_owned(),
            ..ReplyToConversation::default()
        },
    )
    .await
    .unwrap();
    let outbox = "SELECT count(*) * 1000 + sum(length(state)) FROM outbox";
    let before = ask(&shop, outbox).await;
    snoozes(&shop, all[0], Some(HOUR), true).await;
    passes(&shop, HOUR - 1).await;
    assert_eq!(ids(&shop, InboxTab::Waiting).await, [all[1]]);
    // The machine slept far beyond it.
    passes(&shop, 30 * HOUR).await;
    assert_eq!(
        ids(&shop, InboxTab::Waiting).await,
        all,
        "with the whole time"
    );
    assert_eq!(
        woken(&shop, all[0]).await,
        Some((SnoozeEnd::Time, MORNING + HOUR))
    );
    assert_eq!(ask(&shop, outbox).await, before);
    // Above what was written before it woke.
    assert_eq!(ids(&shop, InboxTab::Open).await, all);
    shop.says(all[0], "seller", MORNING + 40 * HOUR).await;
    assert_eq!(woken(&shop, all[0]).await, None, "an answer settles it");
    assert_eq!(ids(&shop, InboxTab::Waiting).await, [all[1]]);
}

#[tokio::test]
async fn it_wakes_when_the_buyer_writes_and_says_so() {
    let (shop, all) = Shop::with_conversations(2).await;
    snoozes(&shop, all[0], None, true).await;
    shop.says(all[0], "system", MORNING + 2 * HOUR).await;
    shop.says(all[0], "seller", MORNING + 3 * HOUR).await;
    passes(&shop, 1000 * HOUR).await;
    assert_eq!(
        ids(&shop, InboxTab::Snoozed).await,
        [all[0]],
        "the buyer alone"
    );
    shop.says(all[0], "buyer", MORNING + 4 * HOUR).await;
    assert_eq!(ids(&shop, InboxTab::Waiting).await, [all[1], all[0]]);
    assert_eq!(
        woken(&shop, all[0]).await,
        Some((SnoozeEnd::Reply, MORNING + 4 * HOUR))
    );
}

#[tokio::test]
async fn of_both_the_first_wakes_it_and_until_a_time_alone_lets_it_sleep() {
    let (shop, all) = Shop::with_conversations(3).await;
    snoozes(&shop, all[0], Some(2 * HOUR), true).await;
    snoozes(&shop, all[1], Some(2 * HOUR), true).await;
    snoozes(&shop, all[2], Some(2 * HOUR), false).await;
    shop.says(all[0], "buyer", MORNING + HOUR).await;
    shop.says(all[2], "buyer", MORNING + HOUR).await;
    assert_eq!(ids(&shop, InboxTab::Snoozed).await, [all[1], all[2]]);
    // The machine slept: it finds out about a message that came after the time.
    shop.hand.advance(5 * HOUR);
    shop.says(all[1], "buyer", MORNING + 4 * HOUR).await;
    waker::wake(&shop.app).await.unwrap();
    let mut why = Vec::new();
    for id in &all {
        why.push(woken(&shop, *id).await.unwrap());
    }
    let by_time = (SnoozeEnd::Time, MORNING + 2 * HOUR);
    assert_eq!(why, [(SnoozeEnd::Reply, MORNING + HOUR), by_time, by_time]);
    assert!(ids(&shop, InboxTab::Snoozed).await.is_empty());
}

#[tokio::test]
async fn done_ends_a_snooze_and_undo_brings_both_back() {
    let (shop, all) = Shop::with_conversations(1).await;
    snoozes(&shop, all[0], Some(HOUR), true).await;
    let done = TriageAct::Done { done: true };
    assert_eq!(does(&shop, &all, done.clone()).await.unwrap(), 1);
    assert_eq!(does(&shop, &all, done).await.unwrap(), 0, "it is done");
    assert_eq!(ids(&shop, InboxTab::Done).await, all);
    passes(&shop, 2 * MINUTE).await;
    let undone = undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::MarkedDone));
    assert_eq!(undone.conversation_id, Some(all[0]));
    assert_eq!(ids(&shop, InboxTab::Snoozed).await, all);
    // What is done can be put off too, and is done again when that is undone.
    does(&shop, &all, TriageAct::Wake {}).await.unwrap();
    does(&shop, &all, TriageAct::Done { done: true })
        .await
        .unwrap();
    snoozes(&shop, all[0], None, true).await;
    assert_eq!(ids(&shop, InboxTab::Snoozed).await, all);
    let undone = undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::Snoozed));
    assert_eq!(ids(&shop, InboxTab::Done).await, all);
}

#[tokio::test]
async fn a_snooze_that_is_undone_too_late_wakes_at_once() {
    let (shop, all) = Shop::with_conversations(1).await;
    snoozes(&shop, all[0], Some(HOUR), false).await;
    snoozes(&shop, all[0], Some(9 * HOUR), false).await;
    passes(&shop, 2 * HOUR).await;
    assert_eq!(ids(&shop, InboxTab::Snoozed).await, all);
    undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(ids(&shop, InboxTab::Waiting).await, all);
    assert_eq!(
        woken(&shop, all[0]).await,
        Some((SnoozeEnd::Time, MORNING + HOUR))
    );
}

#[tokio::test]
async fn a_whole_selection_is_one_entry_and_one_undo() {
    let (shop, all) = Shop::with_conversations(30).await;
    does(&shop, &all[..3], TriageAct::Star { starred: true })
        .await
        .unwrap();
    let journal = "SELECT count(*) FROM journal";
    let before = ask(&shop, journal).await;
    for act in [
        TriageAct::Done { done: true },
        TriageAct::Star { starred: true },
        TriageAct::Mute { until: None },
        TriageAct::Tag {
            word: "Christmas".to_owned(),
        },
        TriageAct::Read { read: false },
    ] {
        does(&shop, &all, act).await.unwrap();
    }
    assert_eq!(ask(&shop, journal).await, before + 5);
    assert_eq!(ids(&shop, InboxTab::Done).await.len(), 30);
    let mut undone = Vec::new();
    for _ in 0..5 {
        let it = undo(shop.app.clone(), ()).await.unwrap();
        undone.push((it.act.unwrap(), it.conversations));
        assert_eq!(it.conversation_id, None);
    }
    assert_eq!(
        undone,
        [
            (UndoneAct::MarkedUnread, 30),
            (UndoneAct::Tagged, 30),
            (UndoneAct::Muted, 30),
            (UndoneAct::Starred, 27),
            (UndoneAct::MarkedDone, 30),
        ]
    );
    assert_eq!(ids(&shop, InboxTab::Waiting).await, all);
    assert_eq!(ask(&shop, "SELECT sum(starred) FROM marks").await, 3);
}

#[tokio::test]
async fn drafts_of_either_mode_are_listed_with_what_was_begun_newest_first() {
    let (shop, all) = Shop::with_conversations(4).await;
    for (id, mode, text) in [
        (all[0], ComposerMode::Reply, "Yes, it"),
        (all[1], ComposerMode::Note, "Asks twice"),
        (all[2], ComposerMode::Reply, "Tomorrow"),
    ] {
        shop.hand.advance(1_000);
        drafts(&shop, id, mode, text).await;
    }
    does(&shop, &all[1..2], TriageAct::Done { done: true })
        .await
        .unwrap();
    snoozes(&shop, all[2], Some(HOUR), true).await;
    shop.hand.advance(1_000);
    drafts(&shop, all[0], ComposerMode::Reply, "Yes, it is").await;
    let shown = page(&shop, InboxTab::Drafts).await;
    let begun: Vec<_> = shown
        .rows
        .iter()
        .map(|row| (row.id, row.begun.clone().unwrap()))
        .collect();
    let words = |mode, text: &str| list::BegunWords {
        mode,
        text: text.to_owned(),
    };
    assert_eq!(
        begun,
        [
            (all[0], words(ComposerMode::Reply, "Yes, it is")),
            (all[2], words(ComposerMode::Reply, "Tomorrow")),
            (all[1], words(ComposerMode::Note, "Asks twice")),
        ]
    );
    assert_eq!(shown.drafts, 3);
    drafts(&shop, all[2], ComposerMode::Reply, "").await;
    assert_eq!(ids(&shop, InboxTab::Drafts).await, [all[0], all[1]]);
    assert!(page(&shop, InboxTab::Open).await.rows[0].begun.is_none());
}

#[tokio::test]
async fn a_muted_conversation_waits_and_does_not_call() {
    let (shop, all) = Shop::with_conversations(3).await;
    let until = Some(MORNING + HOUR);
    does(&shop, &all[..2], TriageAct::Mute { until })
        .await
        .unwrap();
    does(&shop, &all[1..2], TriageAct::Mute { until: None })
        .await
        .unwrap();
    assert_eq!(ids(&shop, InboxTab::Waiting).await, all);
    let calling = || async {
        let status = crate::accounts::status(shop.app.clone(), ()).await;
        status.unwrap().waiting
    };
    assert_eq!(
        (
            page(&shop, InboxTab::Waiting).await.waiting,
            calling().await
        ),
        (3, 1)
    );
    let head = head_of(&shop, all[0]).await;
    assert_eq!((head.muted, head.muted_until), (true, until));
    let head = head_of(&shop, all[1]).await;
    assert_eq!((head.muted, head.muted_until), (true, None));
    passes(&shop, 2 * HOUR).await;
    assert_eq!(
        calling().await,
        2,
        "only what the seller named an end for ends"
    );
    assert!(!head_of(&shop, all[0]).await.muted);
    does(&shop, &all, TriageAct::Unmute {}).await.unwrap();
    assert_eq!(calling().await, 3);
}

#[tokio::test]
async fn one_word_is_not_two_because_of_a_capital_or_a_space() {
    let (shop, all) = Shop::with_conversations(3).await;
    let tag = |word: &str| TriageAct::Tag {
        word: word.to_owned(),
    };
    for (id, word) in [
        (0, " Gift   wrap "),
        (0, "礼物"),
        (0, "gift wrap"),
        (1, "GIFT WRAP"),
    ] {
        does(&shop, &[all[id]], tag(word)).await.unwrap();
    }
    assert_eq!(head_of(&shop, all[0]).await.tags, ["Gift wrap", "礼物"]);
    let used = tags::words(shop.app.clone(), ()).await.unwrap();
    assert_eq!(used, ["GIFT WRAP", "礼物"]);
    let untag = TriageAct::Untag {
        word: "gift WRAP".to_owned(),
    };
    assert_eq!(does(&shop, &all, untag).await.unwrap(), 2);
    assert_eq!(tags::words(shop.app.clone(), ()).await.unwrap(), ["礼物"]);
    for n in 0..19 {
        does(&shop, &all[..1], tag(&format!("word {n}")))
            .await
            .unwrap();
    }
    assert!(does(&shop, &all[..1], tag("one more")).await.is_err());
    assert!(matches!(
        does(&shop, &all, tag("  ")).await,
        Err(Error::EmptyText)
    ));
    let long = "x".repeat(41);
    assert!(matches!(
        does(&shop, &all, tag(&long)).await,
        Err(Error::TooLong { max: 40, .. })
    ));
}

#[tokio::test]
async fn bad_input_changes_nothing() {
    let (shop, all) = Shop::with_conversations(1).await;
    let past = Some(MORNING - 1);
    for (until, on_reply) in [(None, false), (past, true), (Some(i64::MAX), true)] {
        let refused = does(&shop, &all, TriageAct::Snooze { until, on_reply }).await;
        assert!(matches!(refused, Err(Error::BadTime)));
    }
    let refused = does(&shop, &all, TriageAct::Mute { until: past }).await;
    assert!(matches!(refused, Err(Error::BadTime)));
    let star = TriageAct::Star { starred: true };
    for ids in [vec![], (0..501).map(Uuid::from_u128).collect()] {
        assert!(matches!(
            does(&shop, &ids, star.clone()).await,
            Err(Error::Invalid(_))
        ));
    }
    let one_gone = [all[0], Uuid::nil()];
    assert!(matches!(
        does(&shop, &one_gone, star).await,
        Err(Error::NotFound(_))
    ));
    assert_eq!(ask(&shop, "SELECT count(*) FROM journal").await, 0);
    assert_eq!(ask(&shop, "SELECT count(*) FROM marks").await, 0);
}

#[tokio::test]
async fn the_tab_that_was_chosen_last_comes_first() {
    let (shop, all) = Shop::with_conversations(1).await;
    let remembered = || async {
        let args = ListConversations {
            tab: None,
            at: None,
            before: 0,
            after: 5,
        };
        list::list(shop.app.clone(), args).await.unwrap().tab
    };
    assert_eq!(remembered().await, InboxTab::Waiting);
    let args = ChooseInboxTab {
        tab: InboxTab::Snoozed,
    };
    list::choose_tab(shop.app.clone(), args).await.unwrap();
    assert_eq!(remembered().await, InboxTab::Snoozed);
    assert_eq!(ids(&shop, InboxTab::Waiting).await, all);
}

#[tokio::test]
async fn waking_looks_into_an_index_alone() {
    let (shop, _) = Shop::with_conversations(1).await;
    for (sql, index) in [
        (waker::WAKES, "inbox_snoozed"),
        (waker::UNMUTES, "inbox_muted"),
        (crate::inbox::reading::UNTOLD, "readings_untold"),
    ] {
        let plan = shop.app.db.read(move |db| {
            let sql = sql.replace("?1", "1").replace("?2", "1");
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let lines = plan.query_map([], |row| row.get::<_, String>(3))?;
            Ok(lines.collect::<rusqlite::Result<Vec<_>>>()?.join("\n"))
        });
        let plan = plan.await.unwrap();
        let first = plan.lines().next().unwrap();
        assert!(first.contains(index), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}
