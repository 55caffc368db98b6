//! What is allowed at any moment equals a replay of what was done until then: for any sequence of
//! acts, in any order, by a clock that goes back and forth.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rusqlite::Connection;
use uuid::Uuid;

use super::acts::{GrantPermission, WithdrawPermission, grant, withdraw};
use super::list::tallies;
use super::person::{PermissionsOf, of};
use super::{PermissionPurpose, PermissionSource};
use crate::Error;
use crate::db::key;
use crate::journal;
use crate::testing::{MORNING, Shop};

const PEOPLE: usize = 2;

/// Something that the seller does.
#[derive(Debug, Clone, Copy)]
enum Step {
    Grant(usize, PermissionPurpose, u8),
    Withdraw(usize, PermissionPurpose),
    Undo,
    /// The machine's clock is turned by so many milliseconds.
    Turn(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let purpose = || prop::sample::select(PermissionPurpose::ALL.to_vec());
    let step = prop_oneof![
        4 => (0..PEOPLE, purpose(), 0..3_u8).prop_map(|(who, what, words)| Step::Grant(who, what, words)),
        3 => (0..PEOPLE, purpose()).prop_map(|(who, what)| Step::Withdraw(who, what)),
        3 => Just(Step::Undo),
        2 => (-3_000_i64..5_000).prop_map(Step::Turn),
    ];
    prop::collection::vec(step, 1..40)
}

/// What is allowed: by whom, what for, in which words.
type Allowed = BTreeMap<(usize, PermissionPurpose), u8>;

/// What was done, told without a log: acts that stand, in order.
#[derive(Debug, Default)]
struct Told(Vec<(usize, PermissionPurpose, Option<u8>)>);

impl Told {
    fn allowed(&self) -> Allowed {
        let mut allowed = Allowed::new();
        for (who, what, words) in &self.0 {
            match words {
                Some(words) => allowed.insert((*who, *what), *words),
                None => allowed.remove(&(*who, *what)),
            };
        }
        allowed
    }

    /// Does the same as the store should; tells whether there is anything to do.
    fn take(&mut self, step: Step) -> bool {
        let allowed = self.allowed();
        match step {
            Step::Grant(who, what, words) => {
                let new = allowed.get(&(who, what)) != Some(&words);
                if new {
                    self.0.push((who, what, Some(words)));
                }
                new
            }
            Step::Withdraw(who, what) => {
                let new = allowed.contains_key(&(who, what));
                if new {
                    self.0.push((who, what, None));
                }
                new
            }
            Step::Undo => self.0.pop().is_some(),
            Step::Turn(_) => false,
        }
    }
}

async fn take(shop: &Shop, people: &[Uuid], step: Step) -> bool {
    let app = shop.app.clone();
    let done = match step {
        Step::Grant(who, purpose, words) => {
            let args = GrantPermission {
                person_id: people[who],
                purpose,
                words: words.to_string(),
                source: PermissionSource::Page,
                message_id: None,
                evidence: String::new(),
            };
            grant(app, args).await
        }
        Step::Withdraw(who, purpose) => {
            let args = WithdrawPermission {
                person_id: people[who],
                purpose,
                source: PermissionSource::Page,
                message_id: None,
                evidence: String::new(),
            };
            withdraw(app, args).await
        }
        Step::Undo => {
            let undone = journal::undo(app, ()).await.unwrap();
            return undone.act.is_some();
        }
        Step::Turn(by) => {
            shop.hand.advance(by);
            return false;
        }
    };
    match done {
        Ok(()) => true,
        Err(Error::AlreadyDone) => false,
        Err(other) => panic!("{step:?}: {other}"),
    }
}

/// What the view says of that moment.
async fn shown(shop: &Shop, people: &[Uuid], as_of: Option<i64>) -> Allowed {
    let mut allowed = Allowed::new();
    for (who, person_id) in people.iter().copied().enumerate() {
        let args = PermissionsOf { person_id, as_of };
        for it in of(shop.app.clone(), args).await.unwrap().purposes {
            if it.granted {
                let words = it.line.and_then(|line| line.words).unwrap();
                allowed.insert((who, it.purpose), words.parse().unwrap());
            }
        }
    }
    allowed
}

/// The keys of the log in the order in which its lines were added.
async fn keys(shop: &Shop) -> Vec<i64> {
    let read = |db: &Connection| {
        let mut rows = db.prepare("SELECT key FROM permissions ORDER BY row")?;
        let rows = rows.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    shop.app.db.read(read).await.unwrap()
}

async fn replayed(steps: Vec<Step>) -> TestCaseResult {
    let (shop, people) = Shop::with_conversations(PEOPLE as i64).await;
    let mut told = Told::default();
    // What was allowed after so many lines of the log.
    let mut after = vec![Allowed::new()];
    for step in steps {
        let new = told.take(step);
        prop_assert_eq!(take(&shop, &people, step).await, new, "{:?}", step);
        if new {
            after.push(told.allowed());
        }
        prop_assert_eq!(shown(&shop, &people, None).await, told.allowed());
    }
    let keys = keys(&shop).await;
    prop_assert_eq!(keys.len() + 1, after.len(), "each act is one line");
    prop_assert!(keys.is_sorted_by(|a, b| a < b), "{:?}", keys);
    let said: Vec<i64> = keys.iter().map(|key| key::time_of(*key)).collect();
    let moments = said.iter().flat_map(|at| [at - 1, *at]);
    for at in moments.chain([MORNING - 1, i64::MAX]) {
        let lines = said.partition_point(|line| *line <= at);
        let then = shown(&shop, &people, Some(at)).await;
        prop_assert_eq!(&then, &after[lines], "at {}", at);
    }
    let figures = tallies(shop.app.clone(), ()).await.unwrap();
    let figures = [figures.updates, figures.offers, figures.surveys];
    let now = told.allowed();
    for (purpose, n) in PermissionPurpose::ALL.into_iter().zip(figures) {
        let people = now.keys().filter(|(_, what)| *what == purpose).count();
        prop_assert_eq!(n, people as i64, "how many allow {:?}", purpose);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_allowed_at_any_moment_is_a_replay_of_the_log(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(replayed(steps))?;
    }
}
