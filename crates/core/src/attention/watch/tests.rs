//! What the desktop shows, from the store to the words.

use super::*;
use crate::attention::board::{PACE, SETTLE};
use crate::attention::chosen::{
    PauseLength, PauseNotifications, Preview, QuietWhen, pause, set_notifications,
};
use crate::attention::hours::{MINUTE, WeekHours};
use crate::inbox::composer::{ReplyToConversation, reply};
use crate::inbox::triage::{TriageAct, TriageConversations, triage};
use crate::settings::Language;
use crate::testing::{MORNING, Shop};

/// A shop whose desktop is watched; its hours do not depend on where the test runs.
struct Scene {
    shop: Shop,
    ids: Vec<Uuid>,
    watch: Watch,
    desktop: Receiver<OnDesktop>,
}

impl Scene {
    async fn new(conversations: i64) -> Self {
        let (shop, ids) = Shop::with_conversations(conversations).await;
        // What stands in the inbox already was seen: nobody is late.
        shop.hand.advance(20 * MINUTE);
        let watch = Watch::new(&shop.app);
        let desktop = shop.app.attention.desktop();
        let scene = Self {
            shop,
            ids,
            watch,
            desktop,
        };
        scene.choose(|_| {}).await;
        scene
    }

    /// Works around the clock, with whatever else is chosen.
    async fn choose(&self, change: impl FnOnce(&mut NotificationSettings)) {
        let mut wanted = NotificationSettings {
            work: WeekHours::daily(0, 0),
            ..NotificationSettings::default()
        };
        change(&mut wanted);
        set_notifications(self.shop.app.clone(), wanted)
            .await
            .unwrap();
    }

    fn now(&self) -> i64 {
        self.shop.app.clock.now()
    }

    /// A buyer writes, and the watch hears of it.
    async fn writes(&mut self, n: usize, text: &str) {
        let (conversation, now) = (self.ids[n], self.now());
        self.shop.says(conversation, "buyer", now).await;
        let newest = |db: &Connection| {
            Ok(db.query_row("SELECT max(key) FROM messages", [], |row| row.get(0))?)
        };
        let key = self.shop.app.db.read(newest).await.unwrap();
        let alert = Alert {
            conversation_id: conversation,
            person_id: conversation,
            key,
            title: format!("Person {n}"),
            body: text.to_owned(),
            what: AlertKind::Message,
        };
        self.watch.look(vec![alert]).await.unwrap();
    }

    /// Looks again after so many milliseconds.
    async fn after(&mut self, milliseconds: i64) {
        self.shop.hand.advance(milliseconds);
        self.watch.look(Vec::new()).await.unwrap();
    }

    async fn is_at(&mut self, here: bool, conversation_id: Option<Uuid>) {
        let look = Look {
            here,
            conversation_id,
        };
        super::super::look(self.shop.app.clone(), look)
            .await
            .unwrap();
        self.after(0).await;
    }

    /// What the window was told, as slot and words; what is taken back has none.
    fn told(&mut self) -> Vec<(Slot, String)> {
        let mut told = Vec::new();
        while let Ok(one) = self.desktop.try_recv() {
            told.push(match one {
                OnDesktop::Show(it) => {
                    let silent = if it.silent { "(silent) " } else { "" };
                    let words = (it.title(Language::English), it.body(Language::English));
                    (it.slot, format!("{silent}{}: {}", words.0, words.1))
                }
                OnDesktop::TakeBack(slot) => (slot, String::new()),
            });
        }
        told
    }
}

fn shown(slot: Slot, words: &str) -> (Slot, String) {
    (slot, words.to_owned())
}

#[tokio::test]
async fn a_message_stands_there_until_it_is_answered_wherever_that_is() {
    let mut scene = Scene::new(4).await;
    let slots: Vec<_> = scene.ids.iter().map(|id| Slot::Conversation(*id)).collect();
    scene.writes(0, "Is it here?").await;
    assert!(scene.told().is_empty(), "it settles first");
    scene.after(SETTLE).await;
    assert_eq!(scene.told(), [shown(slots[0], "Person 0: Is it here?")]);
    scene.writes(0, "Hello?").await;
    scene.after(PACE).await;
    assert_eq!(
        scene.told(),
        [shown(slots[0], "Person 0: 2 new messages\nHello?")]
    );

    // Answered on the marketplace.
    scene.shop.says(scene.ids[0], "seller", scene.now()).await;
    scene.after(PACE).await;
    assert_eq!(scene.told(), [shown(slots[0], "")]);

    // They write again after the answer: that is new, and counts from one.
    scene.shop.hand.advance(MINUTE);
    scene.writes(0, "Thank you").await;
    scene.after(SETTLE).await;
    assert_eq!(scene.told(), [shown(slots[0], "Person 0: Thank you")]);

    // Done here, opened here, read there: each takes its own back.
    scene.writes(1, "One").await;
    scene.writes(2, "Two").await;
    scene.after(SETTLE).await;
    assert_eq!(scene.told().len(), 2);
    let done = TriageConversations {
        conversation_ids: vec![scene.ids[1]],
        act: TriageAct::Done { done: true },
    };
    triage(scene.shop.app.clone(), done).await.unwrap();
    scene.after(0).await;
    assert_eq!(scene.told(), [shown(slots[1], "")]);
    scene.is_at(true, Some(scene.ids[2])).await;
    assert_eq!(scene.told(), [shown(slots[2], "")]);
    let read = |tx: &crate::db::Tx<'_>| {
        tx.execute(
            "UPDATE conversations SET seller_read =
                 (SELECT remote_id FROM messages ORDER BY key DESC LIMIT 1)",
            [],
        )?;
        // The names of absorbed messages follow from the account and the remote id.
        let (id, remote): (Uuid, String) = tx.query_row(
            "SELECT id, remote_id FROM messages ORDER BY key DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let account = Uuid::from_u128(1);
        let named = crate::id::derived(account, rapport_protocol::RecordKind::Message, &remote);
        tx.execute("UPDATE messages SET id = ?2 WHERE id = ?1", (id, named))?;
        Ok(())
    };
    scene.shop.app.db.absorb(read).await.unwrap();
    scene.after(0).await;
    assert_eq!(scene.told(), [shown(slots[0], "")]);
}

#[tokio::test]
async fn an_answer_that_waits_for_the_network_takes_it_back_too() {
    let mut scene = Scene::new(1).await;
    scene.writes(0, "Is it here?").await;
    scene.after(SETTLE).await;
    scene.shop.hand.advance(MINUTE);
    let answer = ReplyToConversation {
        conversation_id: scene.ids[0],
        text: "It is.".to_owned(),
        ..ReplyToConversation::default()
    };
    reply(scene.shop.app.clone(), answer).await.unwrap();
    scene.after(0).await;
    let slot = Slot::Conversation(scene.ids[0]);
    assert_eq!(
        scene.told(),
        [shown(slot, "Person 0: Is it here?"), shown(slot, "")]
    );
}

#[tokio::test]
async fn what_was_answered_before_it_could_be_shown_never_is() {
    let mut scene = Scene::new(1).await;
    scene.writes(0, "Is it here?").await;
    scene.shop.hand.advance(100);
    scene.shop.says(scene.ids[0], "seller", scene.now()).await;
    scene.after(SETTLE).await;
    assert!(scene.told().is_empty());
}

#[tokio::test]
async fn whoever_works_in_the_window_is_not_called_unless_they_want_to_be() {
    let mut scene = Scene::new(2).await;
    scene.is_at(true, Some(scene.ids[0])).await;
    scene.writes(0, "Here").await;
    scene.writes(1, "There").await;
    scene.after(SETTLE).await;
    assert!(scene.told().is_empty());

    scene.choose(|it| it.in_front = true).await;
    scene.writes(0, "Here").await;
    scene.writes(1, "There").await;
    scene.after(SETTLE).await;
    let other = Slot::Conversation(scene.ids[1]);
    assert_eq!(scene.told(), [shown(other, "Person 1: There")]);
}

#[tokio::test]
async fn what_was_put_away_does_not_come_back_with_the_next() {
    let mut scene = Scene::new(1).await;
    let slot = Slot::Conversation(scene.ids[0]);
    scene.writes(0, "One").await;
    scene.after(SETTLE).await;
    scene.shop.app.attention.gone(slot);
    scene.writes(0, "Two").await;
    scene.after(SETTLE).await;
    assert_eq!(
        scene.told(),
        [shown(slot, "Person 0: One"), shown(slot, "Person 0: Two")]
    );
}

#[tokio::test]
async fn quiet_hours_are_summed_up_once() {
    let mut scene = Scene::new(3).await;
    scene.choose(|it| it.alarm = false).await;
    let ask = |length| pause(scene.shop.app.clone(), PauseNotifications { length });
    ask(PauseLength::Hour).await.unwrap();
    scene.after(0).await;
    for (n, text) in [(0, "One"), (0, "Two"), (1, "Three"), (2, "Four")] {
        scene.shop.hand.advance(MINUTE);
        scene.writes(n, text).await;
        scene.after(SETTLE).await;
    }
    assert!(scene.told().is_empty());
    // One of them is answered in the meantime.
    scene
        .shop
        .says(scene.ids[2], "seller", scene.now() + 1)
        .await;
    scene.after(60 * MINUTE).await;
    let words = "Rapport: While it was quiet: 3 messages from 2 people";
    assert_eq!(scene.told(), [shown(Slot::Quiet, words)]);
    scene.after(MINUTE).await;
    assert!(scene.told().is_empty(), "once");
    // It shrinks without calling, and goes with the last.
    scene.shop.says(scene.ids[1], "seller", scene.now()).await;
    scene.after(0).await;
    let words = "(silent) Rapport: While it was quiet: 2 messages from 1 person";
    assert_eq!(scene.told(), [shown(Slot::Quiet, words)]);
    scene.shop.says(scene.ids[0], "seller", scene.now()).await;
    scene.after(0).await;
    assert_eq!(scene.told(), [shown(Slot::Quiet, "")]);
}

#[tokio::test]
async fn a_quiet_time_in_which_nothing_came_ends_without_a_word() {
    let mut scene = Scene::new(1).await;
    scene.choose(|it| it.alarm = false).await;
    let length = PauseLength::Hour;
    pause(scene.shop.app.clone(), PauseNotifications { length })
        .await
        .unwrap();
    scene.after(0).await;
    scene.after(61 * MINUTE).await;
    assert!(scene.told().is_empty());
}

#[tokio::test]
async fn a_start_in_quiet_hours_knows_what_came_before_it() {
    let mut scene = Scene::new(1).await;
    let quiet = |it: &mut NotificationSettings| {
        it.alarm = false;
        it.quiet_when = QuietWhen::Hours;
        it.quiet = WeekHours::daily(0, 0);
    };
    scene.choose(quiet).await;
    scene.after(0).await;
    scene.choose(|it| it.alarm = false).await;
    scene.after(MINUTE).await;
    let words = "Rapport: While it was quiet: 1 message from 1 person";
    assert_eq!(scene.told(), [shown(Slot::Quiet, words)]);
}

#[tokio::test]
async fn the_alarm_rings_once_shrinks_and_goes() {
    let mut scene = Scene::new(3).await;
    scene.after(11 * MINUTE).await;
    // 31, 30 and 29 minutes.
    let words =
        "Rapport: 2 people have waited longer than 30 minutes; remote-0 longest, 31 minutes";
    assert_eq!(scene.told(), [shown(Slot::Alarm, words)]);
    scene.after(2 * MINUTE).await;
    assert!(
        scene.told().is_empty(),
        "a third one waits until it has rested"
    );
    scene.shop.says(scene.ids[0], "seller", scene.now()).await;
    scene.after(0).await;
    let words = "(silent) Rapport: 2 people have waited longer than 30 minutes; remote-1 longest, \
                 32 minutes";
    assert_eq!(scene.told(), [shown(Slot::Alarm, words)]);
    scene.choose(|it| it.alarm = false).await;
    scene.after(0).await;
    assert_eq!(scene.told(), [shown(Slot::Alarm, "")]);
}

#[tokio::test]
async fn outside_working_hours_nobody_is_alarmed() {
    let mut scene = Scene::new(1).await;
    // The shop closes for the week in which it is now.
    scene.choose(|it| it.work = WeekHours::default()).await;
    scene.after(5 * 60 * MINUTE).await;
    assert!(scene.told().is_empty());
}

#[tokio::test]
async fn a_level_of_preview_holds_for_all() {
    let mut scene = Scene::new(2).await;
    scene.choose(|it| it.preview = Preview::Nothing).await;
    scene.writes(0, "Secret").await;
    scene.after(SETTLE).await;
    scene.writes(1, "Secret").await;
    scene.after(PACE).await;
    assert_eq!(
        scene.told(),
        [
            shown(Slot::Several, "Rapport: A new message"),
            shown(Slot::Several, "Rapport: 2 new messages"),
        ]
    );
    scene.choose(|it| it.preview = Preview::Name).await;
    scene.after(MORNING % 2 + 30 * MINUTE).await;
    let told = scene.told();
    let words =
        "Rapport: 2 people have waited longer than 30 minutes; remote-0 longest, 50 minutes";
    assert!(told.contains(&shown(Slot::Alarm, words)), "{told:?}");
}

#[tokio::test]
async fn it_hears_by_itself_and_ends_with_the_store() {
    let Scene {
        shop,
        ids,
        watch,
        mut desktop,
    } = Scene::new(1).await;
    let watching = tokio::spawn(watch.run());
    let alert = Alert {
        conversation_id: ids[0],
        person_id: ids[0],
        key: MORNING << key::SHIFT,
        title: "Lin Wei".to_owned(),
        body: "Is it here?".to_owned(),
        what: AlertKind::Message,
    };
    shop.app.alerts.send(alert).unwrap();
    // The clock stands still, so it is moved until what settles has settled.
    let moving = async {
        loop {
            shop.hand.advance(SETTLE);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let shown = tokio::select! {
        shown = desktop.recv() => shown.unwrap(),
        () = moving => unreachable!(),
    };
    assert!(matches!(shown, OnDesktop::Show(it) if it.leads_to == ids[0]));
    shop.app.db.close().await;
    shop.app.attention.gone(Slot::Alarm);
    tokio::time::timeout(Duration::from_secs(20), watching)
        .await
        .unwrap()
        .unwrap();
}
