//! When the alarm rings.
//!
//! A pure state fed with who waits beyond their limit. It rings once for them all: when somebody
//! new is among them, or when somebody has become very late, and never twice within a while. It
//! shrinks as they are answered, without ringing, and goes with the last.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::late::Late;
use super::notice::{OnDesktop, Slot};

/// How long it is silent after it has rung, in milliseconds, whatever happens.
pub(crate) const REST: i64 = 15 * 60_000;

/// Who has been told of, and when.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    told: BTreeMap<Uuid, Told>,
    rung_at: Option<i64>,
    /// Who the alarm speaks of that stands on the desktop.
    stands: Option<Vec<Uuid>>,
}

/// What was told of one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    /// Since which message its buyer waited.
    since: i64,
    very_late: bool,
}

/// What the alarm does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rings {
    /// It says so, and calls for attention.
    Loud,
    /// It puts right what stands there.
    Silent,
}

impl Bell {
    /// Hears who waits beyond their limit, and whether the seller sees them anyway because they
    /// work in the window. Gives what the desktop is to show of all of them.
    pub(crate) fn hear(&mut self, late: &[Late], seen: bool, now: i64) -> Option<Rings> {
        self.told
            .retain(|id, _| late.iter().any(|it| it.conversation_id == *id));
        if late.is_empty() {
            return None;
        }
        if seen {
            self.tell(late);
            return self.shrink(late);
        }
        let rested = self.rung_at.is_none_or(|at| at + REST <= now);
        if rested && late.iter().any(|it| self.is_worse(it)) {
            self.tell(late);
            self.rung_at = Some(now);
            self.stands = Some(named(late));
            return Some(Rings::Loud);
        }
        self.shrink(late)
    }

    /// Nobody is late any more, or nobody is to be told: gives what the desktop takes back.
    pub(crate) fn stop(&mut self) -> Option<OnDesktop> {
        self.stands.take()?;
        Some(OnDesktop::TakeBack(Slot::Alarm))
    }

    /// The seller put the alarm away.
    pub(crate) fn gone(&mut self) {
        self.stands = None;
    }

    /// Whether the alarm stands on the desktop.
    pub(crate) fn stands(&self) -> bool {
        self.stands.is_some()
    }

    fn is_worse(&self, late: &Late) -> bool {
        self.told
            .get(&late.conversation_id)
            .is_none_or(|told| told.since != late.since || (late.is_very && !told.very_late))
    }

    fn tell(&mut self, late: &[Late]) {
        for it in late {
            let told = Told {
                since: it.since,
                very_late: it.is_very,
            };
            self.told.insert(it.conversation_id, told);
        }
    }

    /// Puts right what stands there when some of them were answered; it never grows silently.
    pub(crate) fn shrink(&mut self, late: &[Late]) -> Option<Rings> {
        let stands = self.stands.as_mut()?;
        let now = named(late);
        let fewer = stands.iter().any(|id| !now.contains(id));
        fewer.then(|| {
            *stands = now;
            Rings::Silent
        })
    }
}

fn named(late: &[Late]) -> Vec<Uuid> {
    late.iter().map(|it| it.conversation_id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn late(n: u8, very_late: bool) -> Late {
        Late {
            conversation_id: Uuid::from_u128(u128::from(n)),
            person_id: Uuid::from_u128(u128::from(n)),
            person: format!("Person {n}"),
            since: i64::from(n),
            waited: 1,
            limit: 1,
            is_very: very_late,
        }
    }

    #[test]
    fn it_rings_once_for_all_and_again_only_when_it_has_got_worse() {
        let mut bell = Bell::default();
        let (one, two) = (late(1, false), late(2, false));
        assert_eq!(bell.hear(&[], false, 0), None);
        assert_eq!(
            bell.hear(std::slice::from_ref(&one), false, 1),
            Some(Rings::Loud)
        );
        assert_eq!(bell.hear(std::slice::from_ref(&one), false, 2), None);
        // Somebody new waits until it has rested.
        let both = [one.clone(), two.clone()];
        assert_eq!(bell.hear(&both, false, REST), None);
        assert_eq!(bell.hear(&both, false, REST + 1), Some(Rings::Loud));
        assert_eq!(
            bell.hear(&both, false, 9 * REST),
            None,
            "the same as before"
        );
        // One is answered: it shrinks.
        assert_eq!(
            bell.hear(std::slice::from_ref(&two), false, 9 * REST),
            Some(Rings::Silent)
        );
        // The other becomes very late: once.
        assert_eq!(
            bell.hear(&[late(2, true)], false, 10 * REST),
            Some(Rings::Loud)
        );
        assert_eq!(bell.hear(&[late(2, true)], false, 20 * REST), None);
        // All are answered: it goes.
        assert_eq!(bell.hear(&[], false, 20 * REST), None);
        assert_eq!(bell.stop(), Some(OnDesktop::TakeBack(Slot::Alarm)));
        assert_eq!(bell.stop(), None);
        // The same person, late again for another message, is somebody new.
        let again = Late { since: 77, ..two };
        assert_eq!(bell.hear(&[again], false, 30 * REST), Some(Rings::Loud));
    }

    #[test]
    fn who_was_seen_in_the_window_is_not_told_of_outside() {
        let mut bell = Bell::default();
        assert_eq!(bell.hear(&[late(1, false)], true, 0), None);
        assert_eq!(bell.hear(&[late(1, false)], false, REST), None);
        assert_eq!(
            bell.hear(&[late(1, false), late(2, false)], false, REST),
            Some(Rings::Loud)
        );
        bell.gone();
        assert_eq!(
            bell.hear(&[late(1, false)], false, REST),
            None,
            "it was put away"
        );
    }

    proptest! {
        #[test]
        fn it_rests_and_forgets_nobody(
            steps in proptest::collection::vec(
                (1..REST / 2, proptest::collection::btree_map(0..6_u8, any::<bool>(), 0..5)),
                1..60,
            ),
        ) {
            let mut bell = Bell::default();
            let (mut now, mut rung) = (0, None);
            let mut known: BTreeMap<u8, bool> = BTreeMap::new();
            for (passes, who) in steps {
                now += passes;
                let list: Vec<_> = who.iter().map(|(n, very)| late(*n, *very)).collect();
                known.retain(|n, _| who.contains_key(n));
                let worse = who.iter().any(|(n, very)| match known.get(n) {
                    None => true,
                    Some(told) => *very && !told,
                });
                let rested = rung.is_none_or(|at| now - at >= REST);
                let rings = bell.hear(&list, false, now) == Some(Rings::Loud);
                prop_assert_eq!(rings, worse && rested);
                if rings {
                    rung = Some(now);
                    known.extend(who);
                }
            }
        }
    }
}
