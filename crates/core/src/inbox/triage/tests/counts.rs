//! After whatever was done, in whatever order, the counts are what a plain recount gives, and each
//! conversation stands in the tabs where it belongs.

use proptest::prelude::*;

use super::*;
use crate::people::blocking::{SetBlocked, set_blocked};

/// One thing that happens, and what chance has a say in.
type Move = (u8, usize, usize);

async fn happens(shop: &Shop, all: &[Uuid], (what, which, how): Move) {
    let id = all[which % all.len()];
    let now = shop.app.clock.now();
    let until = Some(now + (how as i64 + 1) * HOUR);
    let chosen = &all[which % all.len()..];
    let act = match what {
        0 => return shop.says(id, "buyer", now).await,
        1 => return shop.says(id, "seller", now).await,
        2 => return passes(shop, how as i64 * HOUR).await,
        3 => return drafts(shop, id, ComposerMode::Reply, ["", "Yes"][how % 2]).await,
        4 => return drafts(shop, id, ComposerMode::Note, ["", "Mild"][how % 2]).await,
        5 => {
            // The person of a conversation has its name in this shop.
            let args = SetBlocked {
                person_id: id,
                blocked: how % 2 == 0,
            };
            return set_blocked(shop.app.clone(), args).await.unwrap();
        }
        6 => {
            undo(shop.app.clone(), ()).await.unwrap();
            return;
        }
        7 => TriageAct::Done { done: how % 3 > 0 },
        8 => TriageAct::Snooze {
            until: until.filter(|_| how > 0),
            on_reply: how % 2 == 0,
        },
        9 => TriageAct::Wake {},
        10 => TriageAct::Mute {
            until: until.filter(|_| how > 0),
        },
        11 => TriageAct::Unmute {},
        _ => TriageAct::Read { read: how % 2 == 0 },
    };
    does(shop, chosen, act).await.unwrap();
}

/// Everything in `inbox`, as text; of drafts only that there are any, since a key that stands above
/// all others need not move while one types.
fn rows(db: &Connection) -> Result<Vec<String>> {
    let mut rows = db.prepare(
        "SELECT json_array(conversation, newest_key, waiting_key, done, queued, trouble, open_key,
                wakes_key, woke_key, draft_key IS NOT NULL, unread, muted_until_at)
         FROM inbox ORDER BY conversation",
    )?;
    let rows = rows.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

async fn check(shop: &Shop, all: &[Uuid]) {
    let waits = "waiting_key IS NOT NULL AND done = 0 AND wakes_key IS NULL";
    for (name, which) in [
        ("waiting", waits.to_owned()),
        ("calling", format!("{waits} AND muted_until_at IS NULL")),
        ("open", "done = 0 AND wakes_key IS NULL".to_owned()),
        ("snoozed", "wakes_key IS NOT NULL".to_owned()),
        ("drafts", "draft_key IS NOT NULL".to_owned()),
        ("done", "done = 1".to_owned()),
    ] {
        let counts = shop.app.db.read(move |db| {
            let kept: i64 =
                db.query_row("SELECT n FROM tallies WHERE name = ?1", [name], |row| {
                    row.get(0)
                })?;
            let recounted: i64 = db.query_row(
                &format!("SELECT count(*) FROM inbox WHERE {which}"),
                [],
                |row| row.get(0),
            )?;
            Ok((kept, recounted))
        });
        let (kept, recounted) = counts.await.unwrap();
        assert_eq!(kept, recounted, "{name}");
    }
    let mut standing = [InboxTab::Open, InboxTab::Snoozed, InboxTab::Done].map(|_| Vec::new());
    for (place, tab) in [InboxTab::Open, InboxTab::Snoozed, InboxTab::Done]
        .into_iter()
        .enumerate()
    {
        standing[place] = ids(shop, tab).await;
    }
    let mut stand: Vec<_> = standing.concat();
    stand.sort();
    let mut every = all.to_vec();
    every.sort();
    assert_eq!(stand, every, "each stands in one of the three");
    for id in ids(shop, InboxTab::Waiting).await {
        assert!(standing[0].contains(&id), "who waits is open");
    }
    // What is kept is what would be computed from nothing.
    let kept = shop.app.db.read(rows).await.unwrap();
    let computed = shop.app.db.write(|tx| {
        let all: Vec<i64> = tx
            .prepare("SELECT row FROM conversations")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        tx.execute("DELETE FROM inbox", [])?;
        for row in all {
            crate::inbox::waiting::settle(tx, row)?;
        }
        rows(tx)
    });
    assert_eq!(kept, computed.await.unwrap());
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec((0..13_u8, 0..4_usize, 0..5_usize), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_what_a_recount_gives_whatever_was_done(moves in moves()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let (shop, all) = Shop::with_conversations(4).await;
            shop.hand.advance(HOUR);
            for one in moves {
                shop.hand.advance(1_000);
                happens(&shop, &all, one).await;
            }
            waker::wake(&shop.app).await.unwrap();
            check(&shop, &all).await;
        });
    }
}
