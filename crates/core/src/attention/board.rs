//! What buyers brought and nobody has seen yet, as it stands on the desktop.
//!
//! A pure state fed with what happens and the time. Whatever one conversation brings is one
//! notification with a count; when more than a few conversations speak within seconds they become
//! one for all, and stay in it until they are seen. What is shown anew waits a little first, so
//! that a burst is one thing from its beginning.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::chosen::Preview;
use super::notice::{Notice, OnDesktop, Slot, Tells};
use crate::alerts::Alert;

/// How long what came waits for more of its kind, in milliseconds.
pub(crate) const SETTLE: i64 = 500;
/// How often the same place may call for attention, in milliseconds.
pub(crate) const PACE: i64 = 3_000;
/// How close together conversations speak that belong to one burst, in milliseconds.
pub(crate) const BURST: i64 = 10_000;
/// How many conversations have a notification each within a burst.
pub(crate) const FEW: usize = 3;

/// What stands on the desktop of what buyers brought.
#[derive(Debug, Default)]
pub(crate) struct Board {
    piles: BTreeMap<Uuid, Pile>,
    several: Shown,
}

/// What one conversation brought.
#[derive(Debug)]
struct Pile {
    newest: Alert,
    /// The key of the first that was not seen.
    first: i64,
    messages: u32,
    last_at: i64,
    /// Whether it is counted among several rather than by itself.
    among: bool,
    own: Shown,
}

/// How far the desktop is behind.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    /// When it last called for attention; none before it was shown.
    called_at: Option<i64>,
    /// What has changed since, and when.
    pending: Option<Pending>,
}

#[derive(Debug, Clone, Copy)]
struct Pending {
    since: i64,
    /// Whether it is worth a look, rather than only putting a count right.
    calls: bool,
}

impl Shown {
    fn changes(&mut self, now: i64, calls: bool) {
        let before = self.pending;
        self.pending = Some(Pending {
            since: before.map_or(now, |it| it.since),
            calls: calls || before.is_some_and(|it| it.calls),
        });
    }

    fn due(&self) -> Option<i64> {
        let settled = self.pending?.since + SETTLE;
        Some(self.called_at.map_or(settled, |at| settled.max(at + PACE)))
    }

    /// Whether it is to be shown now, and then whether silently.
    fn show(&mut self, now: i64) -> Option<bool> {
        if self.due()? > now {
            return None;
        }
        let pending = self.pending.take()?;
        if pending.calls || self.called_at.is_none() {
            self.called_at = Some(now);
        }
        Some(!pending.calls)
    }
}

impl Board {
    /// A buyer brought something.
    pub(crate) fn add(&mut self, alert: Alert, now: i64) {
        let pile = self
            .piles
            .entry(alert.conversation_id)
            .or_insert_with(|| Pile {
                newest: alert.clone(),
                first: alert.key,
                messages: 0,
                last_at: now,
                among: false,
                own: Shown::default(),
            });
        pile.messages += 1;
        pile.last_at = now;
        pile.newest = alert;
        let shown = if pile.among {
            &mut self.several
        } else {
            &mut pile.own
        };
        shown.changes(now, true);
    }

    /// What a conversation brought was seen or answered, or shall not call any more.
    pub(crate) fn remove(&mut self, conversation: Uuid, now: i64) -> Option<OnDesktop> {
        let pile = self.piles.remove(&conversation)?;
        if !pile.among {
            let stands = pile.own.called_at.is_some();
            return stands.then_some(OnDesktop::TakeBack(Slot::Conversation(conversation)));
        }
        if self.among().next().is_some() {
            self.several.changes(now, false);
            return None;
        }
        let stands = std::mem::take(&mut self.several).called_at.is_some();
        stands.then_some(OnDesktop::TakeBack(Slot::Several))
    }

    /// The seller put away what stood there, or clicked on it.
    pub(crate) fn gone(&mut self, slot: Slot) {
        match slot {
            Slot::Conversation(id) => {
                self.piles.remove(&id);
            }
            Slot::Several => {
                self.piles.retain(|_, pile| !pile.among);
                self.several = Shown::default();
            }
            Slot::Quiet | Slot::Promises | Slot::Alarm => {}
        }
    }

    /// The conversations that have something here, each with the key of the newest.
    pub(crate) fn conversations(&self) -> impl Iterator<Item = (Uuid, i64)> {
        self.piles.iter().map(|(id, pile)| (*id, pile.newest.key))
    }

    /// When something is to be shown next, in Unix milliseconds.
    pub(crate) fn due(&self) -> Option<i64> {
        let own = self.piles.values().filter_map(|pile| pile.own.due());
        own.chain(self.several.due()).min()
    }

    /// What the desktop is to do now.
    pub(crate) fn flush(&mut self, now: i64, preview: Preview) -> Vec<OnDesktop> {
        let mut does = self.gather(now, preview);
        for (id, pile) in &mut self.piles {
            if let Some(silent) = pile.own.show(now) {
                does.push(OnDesktop::Show(Notice {
                    slot: Slot::Conversation(*id),
                    leads_to: *id,
                    silent,
                    preview,
                    tells: pile.tells(),
                }));
            }
        }
        if let Some(silent) = self.several.show(now) {
            does.extend(self.several(silent, preview).map(OnDesktop::Show));
        }
        does
    }

    /// Joins what speaks at once into one notification for all.
    fn gather(&mut self, now: i64, preview: Preview) -> Vec<OnDesktop> {
        // Names that are not shown would make several notifications that say the same.
        let few = if preview == Preview::Nothing { 0 } else { FEW };
        let is_due = |pile: &Pile| pile.own.due().is_some_and(|due| due <= now);
        let speaks = |pile: &Pile| pile.last_at > now - BURST || is_due(pile);
        let speaking = self.piles.values().filter(|pile| speaks(pile)).count();
        if speaking <= few || !self.piles.values().any(is_due) {
            return Vec::new();
        }
        let mut does = Vec::new();
        let alone = |pile: &Pile| !pile.among && speaks(pile);
        for (id, pile) in self.piles.iter_mut().filter(|(_, pile)| alone(pile)) {
            pile.among = true;
            let own = std::mem::take(&mut pile.own);
            if own.called_at.is_some() {
                does.push(OnDesktop::TakeBack(Slot::Conversation(*id)));
            }
            // They have settled already.
            self.several.changes(now - SETTLE, true);
        }
        does
    }

    fn among(&self) -> impl Iterator<Item = (&Uuid, &Pile)> {
        self.piles.iter().filter(|(_, pile)| pile.among)
    }

    fn several(&self, silent: bool, preview: Preview) -> Option<Notice> {
        let (leads_to, oldest) = self.among().min_by_key(|(_, pile)| pile.first)?;
        let people: BTreeSet<_> = self
            .among()
            .map(|(_, pile)| pile.newest.person_id)
            .collect();
        let tells = if self.among().count() == 1 && preview != Preview::Nothing {
            oldest.tells()
        } else {
            Tells::Several {
                messages: self.among().map(|(_, pile)| pile.messages).sum(),
                people: people.len() as u32,
            }
        };
        Some(Notice {
            slot: Slot::Several,
            leads_to: *leads_to,
            silent,
            preview,
            tells,
        })
    }
}

impl Pile {
    fn tells(&self) -> Tells {
        Tells::One {
            newest: self.newest.clone(),
            messages: self.messages,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::alerts::AlertKind;

    fn id(n: u8) -> Uuid {
        Uuid::from_u128(u128::from(n))
    }

    fn alert(n: u8, key: i64) -> Alert {
        Alert {
            conversation_id: id(n),
            // Every second person has two conversations.
            person_id: id(n / 2),
            key,
            title: format!("Person {n}"),
            body: format!("Message {key}"),
            what: AlertKind::Message,
        }
    }

    /// A desktop that remembers what it was told, and when it called.
    #[derive(Default)]
    struct Desktop {
        stands: BTreeMap<Slot, Notice>,
        calls: Vec<(i64, Slot)>,
        wrong: Vec<String>,
    }

    impl Desktop {
        fn does(&mut self, now: i64, what: impl IntoIterator<Item = OnDesktop>) {
            for one in what {
                match one {
                    OnDesktop::Show(notice) => {
                        if !notice.silent {
                            self.calls.push((now, notice.slot));
                        } else if !self.stands.contains_key(&notice.slot) {
                            self.wrong.push(format!("{:?} came silently", notice.slot));
                        }
                        self.stands.insert(notice.slot, notice);
                    }
                    OnDesktop::TakeBack(slot) => {
                        if self.stands.remove(&slot).is_none() {
                            self.wrong.push(format!("{slot:?} did not stand there"));
                        }
                        // What comes there later is another one.
                        self.calls.retain(|call| call.1 != slot);
                    }
                }
            }
        }

        /// Lets the time pass up to a moment, doing whatever falls due.
        fn pass(&mut self, board: &mut Board, until: i64, preview: Preview) {
            while let Some(due) = board.due().filter(|due| *due <= until) {
                let does = board.flush(due, preview);
                self.does(due, does);
                if board.due().is_some_and(|next| next <= due) {
                    self.wrong.push(format!("what was due at {due} stays so"));
                    return;
                }
            }
        }
    }

    fn shown(desktop: &Desktop, slot: Slot) -> &Tells {
        &desktop.stands[&slot].tells
    }

    #[test]
    fn a_burst_in_one_conversation_is_one_notification_with_a_count() {
        let (mut board, mut desktop) = (Board::default(), Desktop::default());
        for n in 0..20 {
            desktop.pass(&mut board, n * 100, Preview::Everything);
            board.add(alert(1, n), n * 100);
        }
        desktop.pass(&mut board, 60_000, Preview::Everything);
        let slot = Slot::Conversation(id(1));
        assert_eq!(desktop.calls, [(SETTLE, slot), (SETTLE + PACE, slot)]);
        assert_eq!(
            shown(&desktop, slot),
            &Tells::One {
                newest: alert(1, 19),
                messages: 20
            }
        );
        assert_eq!(desktop.stands[&slot].leads_to, id(1));
    }

    #[test]
    fn many_at_once_become_one_for_all_that_leads_to_the_first() {
        let (mut board, mut desktop) = (Board::default(), Desktop::default());
        for n in (0..7).rev() {
            board.add(alert(n, i64::from(n)), 0);
        }
        for n in 0..5 {
            board.add(alert(6, 10 + n), 100);
        }
        desktop.pass(&mut board, 60_000, Preview::Everything);
        assert_eq!(desktop.calls, [(SETTLE, Slot::Several)]);
        let people = 4;
        assert_eq!(
            shown(&desktop, Slot::Several),
            &Tells::Several {
                messages: 12,
                people
            }
        );
        assert_eq!(desktop.stands[&Slot::Several].leads_to, id(0));

        // It shrinks without calling, and tells of the last one by name.
        for n in 0..6 {
            desktop.does(70_000, board.remove(id(n), 70_000));
        }
        desktop.pass(&mut board, 80_000, Preview::Everything);
        assert_eq!(desktop.calls.len(), 1);
        assert_eq!(
            shown(&desktop, Slot::Several),
            &Tells::One {
                newest: alert(6, 14),
                messages: 6
            }
        );
        desktop.does(90_000, board.remove(id(6), 90_000));
        assert!(desktop.stands.is_empty() && desktop.wrong.is_empty());
    }

    #[test]
    fn a_few_have_one_each_and_spread_out_so_have_many() {
        let (mut board, mut desktop) = (Board::default(), Desktop::default());
        for n in 0..6_u8 {
            let at = i64::from(n) * (BURST / 2);
            desktop.pass(&mut board, at, Preview::Everything);
            board.add(alert(n, at), at);
        }
        desktop.pass(&mut board, 600_000, Preview::Everything);
        assert_eq!(desktop.stands.len(), 6);
        assert!(!desktop.stands.contains_key(&Slot::Several));
        // Without names, all of them are one.
        let (mut board, mut desktop) = (Board::default(), Desktop::default());
        board.add(alert(1, 1), 0);
        desktop.pass(&mut board, 5_000, Preview::Nothing);
        board.add(alert(5, 2), 5_000);
        desktop.pass(&mut board, 50_000, Preview::Nothing);
        assert_eq!(desktop.stands.keys().collect::<Vec<_>>(), [&Slot::Several]);
    }

    #[derive(Debug, Clone)]
    enum Happens {
        Message(u8),
        Seen(u8),
        PutAway(u8),
    }

    fn happens() -> impl Strategy<Value = (i64, Happens)> {
        let what = prop_oneof![
            5 => (0..8_u8).prop_map(Happens::Message),
            1 => (0..8_u8).prop_map(Happens::Seen),
            1 => (0..9_u8).prop_map(Happens::PutAway),
        ];
        (prop_oneof![0..200_i64, 0..8_000_i64], what)
    }

    proptest! {
        #[test]
        fn whatever_happens_the_desktop_tells_the_truth_and_stays_calm(
            events in proptest::collection::vec(happens(), 0..80),
            named in any::<bool>(),
        ) {
            let preview = if named { Preview::Everything } else { Preview::Nothing };
            let (mut board, mut desktop) = (Board::default(), Desktop::default());
            let mut unseen: BTreeMap<Uuid, u32> = BTreeMap::new();
            let mut now = 0;
            for (key, (delay, what)) in (0..).zip(events) {
                now += delay;
                desktop.pass(&mut board, now, preview);
                match what {
                    Happens::Message(n) => {
                        board.add(alert(n, key), now);
                        *unseen.entry(id(n)).or_default() += 1;
                    }
                    Happens::Seen(n) => {
                        desktop.does(now, board.remove(id(n), now));
                        unseen.remove(&id(n));
                        prop_assert!(!desktop.stands.contains_key(&Slot::Conversation(id(n))));
                    }
                    Happens::PutAway(n) => {
                        let slot = if n == 8 { Slot::Several } else { Slot::Conversation(id(n)) };
                        if desktop.stands.remove(&slot).is_some() {
                            desktop.calls.retain(|call| call.1 != slot);
                            let before: Vec<_> = board.conversations().map(|it| it.0).collect();
                            board.gone(slot);
                            let left: Vec<_> = board.conversations().map(|it| it.0).collect();
                            unseen.retain(|id, _| !before.contains(id) || left.contains(id));
                        }
                    }
                }
            }
            desktop.pass(&mut board, now + 60_000, preview);
            prop_assert_eq!(&desktop.wrong, &Vec::<String>::new());
            prop_assert_eq!(board.due(), None, "everything was shown");

            // Everything that nobody has seen is counted once.
            let counted: u32 = desktop.stands.values().map(|notice| match &notice.tells {
                Tells::One { messages, .. } | Tells::Several { messages, .. } => *messages,
                other => panic!("{other:?}"),
            }).sum();
            prop_assert_eq!(counted, unseen.values().sum::<u32>());
            for slot in desktop.stands.keys() {
                if let Slot::Conversation(id) = slot {
                    prop_assert!(unseen.contains_key(id));
                }
            }
            // A place calls at most once per pace, and few of them within a burst.
            for (i, (at, slot)) in desktop.calls.iter().enumerate() {
                let earlier = desktop.calls[..i].iter();
                let near = earlier.filter(|(then, _)| at - then < PACE).filter(|it| it.1 == *slot);
                prop_assert_eq!(near.count(), 0, "{:?} calls at {} again", slot, at);
            }
        }

        #[test]
        fn a_flood_is_a_handful(gaps in proptest::collection::vec(0..50_i64, 30..120)) {
            let (mut board, mut desktop) = (Board::default(), Desktop::default());
            let mut now = 0;
            for (n, gap) in (0_u16..).zip(gaps) {
                now += gap;
                desktop.pass(&mut board, now, Preview::Everything);
                board.add(alert((n % 100) as u8, i64::from(n)), now);
            }
            desktop.pass(&mut board, now + 60_000, Preview::Everything);
            let most = FEW + 2 + (now / PACE) as usize;
            prop_assert!(desktop.calls.len() <= most, "{} calls", desktop.calls.len());
            prop_assert_eq!(desktop.stands.len(), 1);
        }
    }
}
