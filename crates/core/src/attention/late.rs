//! Who waits beyond the seller's own limit, counted in working hours.
//!
//! The alarm, the line above the list and the colour of each waiting clock all follow from here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Local, TimeZone};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::chosen::{self, NotificationSettings, QuietNow};
use super::deserving::MAY_CALL;
use super::hours::MINUTE;
use crate::app::App;
use crate::db::key;
use crate::error::Result;
use crate::inbox::list::ConversationRow;

/// How many limits somebody has waited who is very late.
const VERY: i64 = 4;
/// Whoever began to wait before this is no alarm any more, in milliseconds: it was rung for them
/// then, or they came with the history.
const FORTNIGHT: i64 = 14 * 24 * 60 * MINUTE;
/// The most that are counted.
const MOST: usize = 100;

/// Somebody who waits beyond their limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Late {
    pub(crate) conversation_id: Uuid,
    pub(crate) person_id: Uuid,
    pub(crate) person: String,
    /// The key of the message since which they wait.
    pub(crate) since: i64,
    /// In milliseconds of working time.
    pub(crate) waited: i64,
    /// In milliseconds of working time.
    pub(crate) limit: i64,
    pub(crate) is_very: bool,
}

/// People wait beyond the seller's own limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingAlarm {
    /// How many; counted up to 100 conversations.
    pub people: i64,
    /// Whether there may be more.
    pub capped: bool,
    /// The limit in minutes; `null` where it differs between them.
    pub limit_minutes: Option<i64>,
    /// Where the one waits who has waited longest.
    pub conversation_id: Uuid,
    /// Their name.
    pub person: String,
    /// How long they have waited, in minutes of working time.
    pub waited_minutes: i64,
}

/// What calls for attention at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionStatus {
    /// Who waits too long; `null` for nobody, and where the seller does not want to be told.
    pub alarm: Option<WaitingAlarm>,
    /// Whether nothing pops up, since when and until when.
    pub quiet: Option<QuietNow>,
}

/// What calls for attention at the moment.
///
/// # Errors
/// What the store says.
pub async fn status(app: App, (): ()) -> Result<AttentionStatus> {
    let now = app.clock.now();
    app.db
        .read(move |db| {
            let chosen = chosen::chosen(db)?;
            let alarm = if chosen.alarm {
                alarm(&late(db, &chosen, &Local, now)?)
            } else {
                None
            };
            Ok(AttentionStatus {
                alarm,
                quiet: chosen::quiet_now(db, &chosen, now)?,
            })
        })
        .await
}

/// Who waits beyond their limit at that moment, longest first; at most 100.
///
/// # Errors
/// What SQLite says.
pub(crate) fn late(
    db: &Connection,
    chosen: &NotificationSettings,
    zone: &impl TimeZone,
    now: i64,
) -> Result<Vec<Late>> {
    let mut accounts = db.prepare_cached("SELECT row, id FROM accounts")?;
    let accounts = accounts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Since when somebody must have waited to be late, by account, and the limit.
    let mut limits: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for account in accounts {
        let (row, id): (i64, Uuid) = account?;
        let limit = chosen.limit(id);
        let since = limit.and_then(|limit| Some((chosen.work.back(zone, now, limit)?, limit)));
        limits.extend(since.map(|since| (row, since)));
    }
    let Some(latest) = limits.values().map(|(since, _)| *since).max() else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT c.id, p.id, p.name, i.waiting_key, c.account
         FROM inbox i
         CROSS JOIN conversations c ON c.row = i.conversation
         CROSS JOIN persons p ON p.row = c.person
         WHERE i.waiting_key >= ?1 AND i.waiting_key < ?2 AND i.done = 0
               AND {MAY_CALL}
         ORDER BY i.waiting_key"
    );
    let range = ((now - FORTNIGHT) << key::SHIFT, (latest + 1) << key::SHIFT);
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query(range)?;
    let mut late = Vec::new();
    while let Some(row) = rows.next()? {
        let (since, account): (i64, i64) = (row.get(3)?, row.get(4)?);
        let began = key::time_of(since);
        let Some((_, limit)) = limits.get(&account).filter(|(latest, _)| began <= *latest) else {
            continue;
        };
        let waited = chosen.work.between(zone, began, now);
        late.push(Late {
            conversation_id: row.get(0)?,
            person_id: row.get(1)?,
            person: row.get(2)?,
            since,
            waited,
            limit: *limit,
            is_very: waited >= VERY * limit,
        });
        if late.len() == MOST {
            break;
        }
    }
    Ok(late)
}

/// All of them in one sentence.
pub(crate) fn alarm(late: &[Late]) -> Option<WaitingAlarm> {
    let longest = late.first()?;
    let people: BTreeSet<_> = late.iter().map(|it| it.person_id).collect();
    let same = late.iter().all(|it| it.limit == longest.limit);
    Some(WaitingAlarm {
        people: people.len() as i64,
        capped: late.len() == MOST,
        limit_minutes: same.then_some(longest.limit / MINUTE),
        conversation_id: longest.conversation_id,
        person: longest.person.clone(),
        waited_minutes: longest.waited / MINUTE,
    })
}

/// Says of each row when its buyer is late, and when very late.
///
/// # Errors
/// What SQLite says.
pub(crate) fn mark(db: &Connection, rows: &mut [ConversationRow]) -> Result<()> {
    let chosen = chosen::chosen(db)?;
    for row in rows {
        let (Some(since), Some(limit)) = (row.waiting_since, chosen.limit(row.account_id)) else {
            continue;
        };
        row.late_at = chosen.work.forward(&Local, since, limit);
        row.very_late_at = chosen.work.forward(&Local, since, VERY * limit);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::super::chosen::AccountLimit;
    use super::*;
    use crate::inbox::list::{InboxTab, ListConversations, list};
    use crate::testing::{MORNING, Shop};

    /// Who is late in this shop after so many minutes.
    async fn after(shop: &Shop, chosen: &NotificationSettings, minutes: i64) -> Vec<Late> {
        let chosen = chosen.clone();
        let read = move |db: &Connection| late(db, &chosen, &Utc, MORNING + minutes * MINUTE);
        shop.app.db.read(read).await.unwrap()
    }

    #[tokio::test]
    async fn whoever_passes_the_limit_is_late_longest_first() {
        // Written at 09:00, 09:01 and 09:02, when work begins at 09:00.
        let (shop, ids) = Shop::with_conversations(3).await;
        let chosen = NotificationSettings::default();
        assert!(after(&shop, &chosen, 29).await.is_empty());
        let one = after(&shop, &chosen, 30).await;
        assert_eq!(
            one.iter().map(|it| it.conversation_id).collect::<Vec<_>>(),
            [ids[0]]
        );
        let all = after(&shop, &chosen, 121).await;
        assert_eq!(
            all.iter().map(|it| it.is_very).collect::<Vec<_>>(),
            [true, true, false]
        );
        assert_eq!(
            alarm(&all),
            Some(WaitingAlarm {
                people: 3,
                capped: false,
                limit_minutes: Some(30),
                conversation_id: ids[0],
                person: "remote-0".to_owned(),
                waited_minutes: 121,
            })
        );
        // An answer ends it.
        shop.says(ids[0], "seller", MORNING + 60 * MINUTE).await;
        assert_eq!(after(&shop, &chosen, 121).await[0].conversation_id, ids[1]);
        // After a fortnight nobody is told any more.
        assert!(after(&shop, &chosen, 15 * 24 * 60).await.is_empty());
    }

    #[tokio::test]
    async fn a_night_does_not_make_anybody_late() {
        let (shop, ids) = Shop::with_conversations(1).await;
        shop.says(ids[0], "seller", MORNING + MINUTE).await;
        let evening = MORNING + 14 * 60 * MINUTE;
        shop.says(ids[0], "buyer", evening).await;
        let chosen = NotificationSettings::default();
        let next_day = 24 * 60;
        assert!(after(&shop, &chosen, next_day + 5).await.is_empty());
        let late = after(&shop, &chosen, next_day + 31).await;
        assert_eq!(late[0].waited, 31 * MINUTE);
    }

    #[tokio::test]
    async fn an_account_has_its_own_limit_or_none() {
        let (shop, _) = Shop::with_conversations(1).await;
        let account_id = Uuid::from_u128(1);
        let with = |minutes| NotificationSettings {
            account_limits: vec![AccountLimit {
                account_id,
                minutes,
            }],
            ..NotificationSettings::default()
        };
        assert!(after(&shop, &with(None), 300).await.is_empty());
        assert_eq!(after(&shop, &with(Some(5)), 5).await.len(), 1);
        assert!(after(&shop, &with(Some(60)), 59).await.is_empty());
    }

    #[tokio::test]
    async fn the_list_says_when_the_clock_changes_its_colour() {
        let (shop, _) = Shop::with_conversations(1).await;
        let chosen = NotificationSettings {
            work: super::super::hours::WeekHours::daily(0, 0),
            ..NotificationSettings::default()
        };
        chosen::set_notifications(shop.app.clone(), chosen)
            .await
            .unwrap();
        let asked = ListConversations {
            tab: Some(InboxTab::Waiting),
            at: None,
            before: 0,
            after: 9,
        };
        let page = list(shop.app.clone(), asked).await.unwrap();
        assert_eq!(page.rows[0].late_at, Some(MORNING + 30 * MINUTE));
        assert_eq!(page.rows[0].very_late_at, Some(MORNING + 120 * MINUTE));
    }
}
