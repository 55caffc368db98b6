//! What the seller chose about notifications: how much they show, when the shop works, when
//! nothing pops up, and how long somebody may wait. Device-local, like all settings.

use chrono::{Days, Local, TimeZone};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::hours::{self, MINUTE, WeekHours};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::settings;

/// The setting that keeps what was chosen.
const CHOSEN: &str = "notifications";
/// The setting that keeps a pause.
const PAUSED: &str = "notificationsPaused";
/// The longest limit: what a working week has.
const LONGEST_LIMIT: i64 = 7 * 24 * 60;
/// The most accounts that have a limit of their own.
const MOST_LIMITS: usize = 100;
/// When a day begins on which nobody works, in minutes.
const MORNING: u16 = 9 * 60;

/// How much a notification shows, to whoever can see the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum Preview {
    /// Who it is, and what they wrote or did.
    #[default]
    Everything,
    /// Who it is.
    Name,
    /// That something came.
    Nothing,
}

/// When nothing pops up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum QuietWhen {
    /// Never.
    #[default]
    Never,
    /// Whenever the shop does not work.
    OutsideWork,
    /// At hours of their own.
    Hours,
}

/// How long a buyer of one account may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountLimit {
    /// The account.
    pub account_id: Uuid,
    /// In minutes of working time, from 1 to a week; `null` means as long as it takes.
    pub minutes: Option<i64>,
}

/// What the seller chose about notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotificationSettings {
    /// How much they show.
    pub preview: Preview,
    /// Whether they come too while the seller works in the window. Never of the conversation that
    /// is open there.
    pub in_front: bool,
    /// When the shop works: only then does a limit count.
    pub work: WeekHours,
    /// When nothing pops up.
    pub quiet_when: QuietWhen,
    /// The hours, where it is at hours of their own.
    pub quiet: WeekHours,
    /// Whether it is told when somebody waits beyond their limit.
    pub alarm: bool,
    /// How long a buyer may wait, in minutes of working time, from 1 to a week; `null` means as long
    /// as it takes.
    pub limit_minutes: Option<i64>,
    /// Accounts where that is different; at most 100.
    pub account_limits: Vec<AccountLimit>,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self {
            preview: Preview::default(),
            in_front: false,
            work: WeekHours::daily(9 * 60, 18 * 60),
            quiet_when: QuietWhen::default(),
            quiet: WeekHours::daily(22 * 60, 8 * 60),
            alarm: true,
            limit_minutes: Some(30),
            account_limits: Vec::new(),
        }
    }
}

impl NotificationSettings {
    /// How long a buyer of that account may wait, in milliseconds of working time.
    pub(crate) fn limit(&self, account: Uuid) -> Option<i64> {
        let own = self
            .account_limits
            .iter()
            .find(|it| it.account_id == account);
        let minutes = own.map_or(self.limit_minutes, |it| it.minutes);
        minutes.map(|it| it * MINUTE)
    }

    /// Refuses what no page lets anybody choose.
    fn check(&self) -> Result<()> {
        self.work.check()?;
        self.quiet.check()?;
        let own = self.account_limits.iter().map(|it| it.minutes);
        let mut limits = own.chain([self.limit_minutes]).flatten();
        let sane = limits.all(|it| (1..=LONGEST_LIMIT).contains(&it));
        if sane && self.account_limits.len() <= MOST_LIMITS {
            Ok(())
        } else {
            Err(Error::Invalid(
                "a limit that nobody can wait for".to_owned(),
            ))
        }
    }

    /// Whether nothing pops up at that moment.
    pub(crate) fn quiet_at(
        &self,
        zone: &impl TimeZone,
        pause: Option<Pause>,
        now: i64,
    ) -> Option<QuietNow> {
        if let Some(pause) = pause.filter(|it| it.since <= now && now < it.until) {
            return Some(QuietNow {
                since: pause.since,
                until: Some(pause.until),
                paused: true,
            });
        }
        let (since, until) = match self.quiet_when {
            QuietWhen::Never => return None,
            QuietWhen::Hours => {
                let (since, until) = self.quiet.around(zone, now)?;
                let ends = self.quiet.around(zone, until).is_none();
                (since, ends.then_some(until))
            }
            QuietWhen::OutsideWork if self.work.around(zone, now).is_some() => return None,
            QuietWhen::OutsideWork => (
                self.work.last_end(zone, now).unwrap_or(now),
                self.work.next_begin(zone, now),
            ),
        };
        Some(QuietNow {
            since,
            until,
            paused: false,
        })
    }
}

/// A time for which the seller asked for quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pause {
    /// From when, in Unix milliseconds.
    pub(crate) since: i64,
    /// Until when, in Unix milliseconds.
    pub(crate) until: i64,
}

/// Nothing pops up at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuietNow {
    /// Since when, in Unix milliseconds.
    pub since: i64,
    /// Until when, in Unix milliseconds; `null` when no end can be seen.
    pub until: Option<i64>,
    /// Whether the seller asked for it, rather than their hours.
    pub paused: bool,
}

/// How long to be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PauseLength {
    /// For an hour.
    Hour,
    /// Until work begins tomorrow, or until nine where nobody works then.
    Tomorrow,
    /// No longer.
    Over,
}

/// Asks for quiet.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PauseNotifications {
    /// For how long.
    pub length: PauseLength,
}

/// What the seller chose about notifications.
///
/// # Errors
/// What the store says.
pub async fn notifications(app: App, (): ()) -> Result<NotificationSettings> {
    app.db.read(chosen).await
}

/// Changes what the seller chose about notifications.
///
/// # Errors
/// [`Error::Invalid`] for times that no clock shows and limits beyond their bounds.
pub async fn set_notifications(
    app: App,
    args: NotificationSettings,
) -> Result<NotificationSettings> {
    args.check()?;
    let wanted = args.clone();
    app.db
        .write(move |tx| settings::set(tx, CHOSEN, &wanted))
        .await?;
    Ok(args)
}

/// Lets nothing pop up for a while, or lets it again.
///
/// # Errors
/// What the store says.
pub async fn pause(app: App, args: PauseNotifications) -> Result<()> {
    app.db
        .write(move |tx| {
            let chosen = chosen(tx)?;
            let until = end_of(args.length, &chosen, &Local, tx.now());
            keep_pause(tx, until)
        })
        .await
}

fn keep_pause(tx: &Tx<'_>, until: Option<i64>) -> Result<()> {
    let since = tx.now();
    settings::set(tx, PAUSED, &until.map(|until| Pause { since, until }))
}

fn end_of(
    length: PauseLength,
    chosen: &NotificationSettings,
    zone: &impl TimeZone,
    now: i64,
) -> Option<i64> {
    match length {
        PauseLength::Over => None,
        PauseLength::Hour => Some(now + 60 * MINUTE),
        PauseLength::Tomorrow => {
            let tomorrow = hours::date_of(zone, now).checked_add_days(Days::new(1))?;
            let begins = chosen.work.first_of(zone, tomorrow);
            Some(begins.unwrap_or_else(|| hours::moment(zone, tomorrow, MORNING, false)))
        }
    }
}

/// What was chosen, or what holds before anything was.
///
/// # Errors
/// What SQLite says.
pub(crate) fn chosen(db: &Connection) -> Result<NotificationSettings> {
    Ok(settings::get(db, CHOSEN)?.unwrap_or_default())
}

/// Whether nothing pops up now, where the seller is.
///
/// # Errors
/// What SQLite says.
pub(crate) fn quiet_now(
    db: &Connection,
    chosen: &NotificationSettings,
    now: i64,
) -> Result<Option<QuietNow>> {
    let pause = settings::get::<Option<Pause>>(db, PAUSED)?.flatten();
    Ok(chosen.quiet_at(&Local, pause, now))
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::testing::{self, shop};

    const HOUR: i64 = 60 * MINUTE;
    /// Sunday, 22 November 2026, 00:00 UTC.
    const SUNDAY: i64 = testing::MORNING - 9 * HOUR;

    #[test]
    fn quiet_says_since_when_and_until_when() {
        let mut chosen = NotificationSettings::default();
        assert_eq!(chosen.quiet_at(&Utc, None, SUNDAY), None, "never");
        chosen.quiet_when = QuietWhen::Hours;
        let quiet = |since, until| {
            Some(QuietNow {
                since,
                until: Some(until),
                paused: false,
            })
        };
        assert_eq!(
            chosen.quiet_at(&Utc, None, SUNDAY),
            quiet(SUNDAY - 2 * HOUR, SUNDAY + 8 * HOUR)
        );
        assert_eq!(chosen.quiet_at(&Utc, None, SUNDAY + 8 * HOUR), None);
        chosen.quiet_when = QuietWhen::OutsideWork;
        assert_eq!(
            chosen.quiet_at(&Utc, None, SUNDAY),
            quiet(SUNDAY - 6 * HOUR, SUNDAY + 9 * HOUR)
        );
        assert_eq!(chosen.quiet_at(&Utc, None, SUNDAY + 9 * HOUR), None);
        // Hours without an end are quiet without one.
        chosen.quiet_when = QuietWhen::Hours;
        chosen.quiet = WeekHours::daily(0, 0);
        let always = chosen.quiet_at(&Utc, None, SUNDAY).unwrap();
        assert_eq!(always.until, None);
    }

    #[test]
    fn a_pause_ends_by_itself() {
        let mut chosen = NotificationSettings::default();
        let until = |length, chosen: &NotificationSettings| {
            end_of(length, chosen, &Utc, SUNDAY + 20 * HOUR)
        };
        assert_eq!(until(PauseLength::Hour, &chosen), Some(SUNDAY + 21 * HOUR));
        assert_eq!(
            until(PauseLength::Tomorrow, &chosen),
            Some(SUNDAY + 33 * HOUR)
        );
        chosen.work = WeekHours::daily(7 * 60, 12 * 60);
        assert_eq!(
            until(PauseLength::Tomorrow, &chosen),
            Some(SUNDAY + 31 * HOUR)
        );
        chosen.work = WeekHours::default();
        assert_eq!(
            until(PauseLength::Tomorrow, &chosen),
            Some(SUNDAY + 33 * HOUR)
        );
        assert_eq!(until(PauseLength::Over, &chosen), None);

        let pause = Pause {
            since: SUNDAY,
            until: SUNDAY + HOUR,
        };
        let at = |now| {
            chosen
                .quiet_at(&Utc, Some(pause), now)
                .is_some_and(|it| it.paused)
        };
        assert!(at(SUNDAY) && at(SUNDAY + HOUR - 1));
        assert!(!at(SUNDAY - 1) && !at(SUNDAY + HOUR));
    }

    #[tokio::test]
    async fn what_was_chosen_stands_and_nonsense_is_refused() {
        let shop = shop();
        let first = notifications(shop.app.clone(), ()).await.unwrap();
        assert_eq!(first, NotificationSettings::default());
        let account_id = Uuid::from_u128(7);
        let wanted = NotificationSettings {
            preview: Preview::Name,
            account_limits: vec![AccountLimit {
                account_id,
                minutes: None,
            }],
            ..first.clone()
        };
        set_notifications(shop.app.clone(), wanted.clone())
            .await
            .unwrap();
        let kept = notifications(shop.app.clone(), ()).await.unwrap();
        assert_eq!(kept, wanted);
        assert_eq!(kept.limit(account_id), None);
        assert_eq!(kept.limit(Uuid::nil()), Some(30 * MINUTE));
        for wrong in [Some(0), Some(-5), Some(LONGEST_LIMIT + 1)] {
            let wrong = NotificationSettings {
                limit_minutes: wrong,
                ..first.clone()
            };
            let refused = set_notifications(shop.app.clone(), wrong).await;
            assert!(matches!(refused, Err(Error::Invalid(_))));
        }
        assert_eq!(notifications(shop.app.clone(), ()).await.unwrap(), wanted);
    }

    #[tokio::test]
    async fn a_pause_is_kept_until_it_is_taken_back() {
        let shop = shop();
        let quiet = async || {
            let now = shop.app.clock.now();
            let read = move |db: &Connection| quiet_now(db, &chosen(db)?, now);
            shop.app.db.read(read).await.unwrap()
        };
        assert_eq!(quiet().await, None);
        let ask = async |length| pause(shop.app.clone(), PauseNotifications { length }).await;
        ask(PauseLength::Hour).await.unwrap();
        let until = quiet().await.unwrap().until.unwrap();
        assert_eq!(until, shop.app.clock.now() + HOUR);
        ask(PauseLength::Over).await.unwrap();
        assert_eq!(quiet().await, None);
    }
}
