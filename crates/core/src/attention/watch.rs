//! Feeds the desktop: hears what happens, asks the store who still deserves it, and lets the
//! window show, replace and take back.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::Local;
use rusqlite::Connection;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::Look;
use super::bell::{Bell, Rings};
use super::board::Board;
use super::chosen::{self, NotificationSettings, QuietNow};
use super::deserving;
use super::late::{self, Late};
use super::notice::{Notice, OnDesktop, Slot, Tells};
use crate::alerts::{Alert, AlertKind};
use crate::app::App;
use crate::changes::{Announcement, Table};
use crate::db::key;
use crate::error::{Error, Result};

/// How often it is looked without anything having happened.
const LOOK: Duration = Duration::from_secs(10);
/// How long commits are gathered before it is looked what they changed.
const GATHER: Duration = Duration::from_millis(200);
/// The most messages of a quiet time that are counted.
const MOST_COUNTED: u32 = 500;

/// What a commit changes that can end or begin a call.
const TABLES: &[Table] = &[
    Table::Accounts,
    Table::Conversations,
    Table::Inbox,
    Table::Messages,
    Table::Outbox,
    Table::Promises,
    Table::Settings,
];

/// What stands on the desktop, and what it follows from.
pub(crate) struct Watch {
    app: App,
    alerts: Receiver<Alert>,
    commits: Receiver<Announcement>,
    board: Board,
    bell: Bell,
    /// The conversation to which what is due leads, while that stands there.
    due: Option<Uuid>,
    /// Since when it has been quiet.
    quiet_since: Option<i64>,
    over: Option<Over>,
}

/// What came while it was quiet, as it stands on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Over {
    from: i64,
    until: i64,
    counted: Counted,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counted {
    messages: u32,
    people: u32,
    /// The conversation that came first.
    first: Uuid,
}

/// What the store says.
struct Standing {
    chosen: NotificationSettings,
    quiet: Option<QuietNow>,
    /// Which of the conversations asked for call no more, each with the key up to which.
    silent: BTreeSet<(Uuid, i64)>,
    /// Whether the shop works now.
    works: bool,
    late: Vec<Late>,
    /// What came while it was quiet, where that was asked.
    counted: Option<Counted>,
    is_due: bool,
}

/// What happened since it was last looked.
enum Heard {
    Alerts(Vec<Alert>),
    Commit,
    Time,
}

impl Watch {
    /// Hears from now on; what happens before it runs waits.
    pub(crate) fn new(app: &App) -> Self {
        Self {
            app: app.clone(),
            alerts: app.alerts.subscribe(),
            commits: app.announcements.subscribe(),
            board: Board::default(),
            bell: Bell::default(),
            due: None,
            quiet_since: None,
            over: None,
        }
    }

    /// Watches until the store is closed.
    pub(crate) async fn run(mut self) {
        loop {
            let heard = match self.hear().await {
                Heard::Alerts(alerts) => alerts,
                Heard::Commit | Heard::Time => Vec::new(),
            };
            match self.look(heard).await {
                Ok(()) => {}
                Err(Error::StoreClosed) => return,
                Err(fault) => {
                    tracing::error!(%fault, "what calls for attention could not be looked at");
                    tokio::time::sleep(LOOK).await;
                }
            }
        }
    }

    /// Waits until there is a reason to look.
    async fn hear(&mut self) -> Heard {
        let now = self.app.clock.now();
        let due = self
            .board
            .due()
            .map(|at| Duration::from_millis((at - now).max(0) as u64));
        let mut wait = Box::pin(tokio::time::sleep(due.map_or(LOOK, |it| it.min(LOOK))));
        let mut gathers = false;
        loop {
            tokio::select! {
                alert = self.alerts.recv() => match alert {
                    Ok(alert) => return Heard::Alerts(self.all_alerts(alert)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => wait.as_mut().await,
                },
                commit = self.commits.recv(), if !gathers => {
                    // Whoever missed what happened looks as well.
                    gathers = match commit {
                        Ok(commit) => self.concerns(&commit),
                        Err(_) => true,
                    };
                    if gathers {
                        let soon = tokio::time::Instant::now() + GATHER;
                        let earlier = wait.deadline().min(soon);
                        wait.as_mut().reset(earlier);
                    }
                }
                () = self.app.attention.stirred() => return Heard::Time,
                () = wait.as_mut() => return if gathers { Heard::Commit } else { Heard::Time },
            }
        }
    }

    fn all_alerts(&mut self, first: Alert) -> Vec<Alert> {
        let mut all = vec![first];
        while let Ok(alert) = self.alerts.try_recv() {
            all.push(alert);
        }
        all
    }

    /// Whether a commit may have changed what stands there. While nothing does, a first sync of
    /// years of history costs nothing here.
    fn concerns(&self, commit: &Announcement) -> bool {
        let stands = self.board.conversations().next().is_some()
            || self.bell.stands()
            || self.due.is_some()
            || self.over.is_some();
        let touched = |table: &Table| commit.tables.contains(table);
        touched(&Table::Settings) || (stands && TABLES.iter().any(touched))
    }

    /// Looks at what happened and at the store, and puts the desktop right.
    ///
    /// # Errors
    /// What the store says.
    async fn look(&mut self, alerts: Vec<Alert>) -> Result<()> {
        let now = self.app.clock.now();
        for slot in self.app.attention.take_gone() {
            self.put_away(slot);
        }
        let look = self.app.attention.look();
        let standing = self.ask(&alerts, now).await?;
        let mut does = self.quieten(&standing, look, now);
        let calls = standing.quiet.is_none();
        for conversation in self.settled(&standing, look) {
            does.extend(self.board.remove(conversation, now));
        }
        for alert in alerts {
            does.extend(self.take(alert, &standing, look, now).filter(|_| calls));
        }
        if calls {
            does.extend(self.board.flush(now, standing.chosen.preview));
        }
        does.extend(self.ring(&standing, look, now));
        if self.due.is_some() && (!standing.is_due || self.due == seen(look)) {
            self.due = None;
            does.push(OnDesktop::TakeBack(Slot::Promises));
        }
        self.app.attention.does(does);
        Ok(())
    }

    fn put_away(&mut self, slot: Slot) {
        match slot {
            Slot::Conversation(_) | Slot::Several => self.board.gone(slot),
            Slot::Alarm => self.bell.gone(),
            Slot::Promises => self.due = None,
            Slot::Quiet => self.over = None,
        }
    }

    async fn ask(&self, alerts: &[Alert], now: i64) -> Result<Standing> {
        let heard = alerts
            .iter()
            .filter(|it| it.key > 0)
            .map(|it| (it.conversation_id, it.key));
        let asked: Vec<_> = self.board.conversations().chain(heard).collect();
        let (since, over, due) = (self.quiet_since, self.over, self.due.is_some());
        let read = move |db: &Connection| {
            let chosen = chosen::chosen(db)?;
            let quiet = chosen::quiet_now(db, &chosen, now)?;
            let mut silent = BTreeSet::new();
            for (conversation, key) in asked {
                if !deserving::calls(db, conversation, key)? {
                    silent.insert((conversation, key));
                }
            }
            // What is over is counted again, since it shrinks as it is answered.
            let range = match (quiet, since, over) {
                (None, Some(since), _) => Some((since, now)),
                (_, _, Some(over)) => Some((over.from, over.until)),
                _ => None,
            };
            let rings = chosen.alarm && quiet.is_none();
            Ok(Standing {
                late: if rings {
                    late::late(db, &chosen, &Local, now)?
                } else {
                    Vec::new()
                },
                counted: range.map(|range| count(db, range)).transpose()?,
                is_due: due && is_due(db, now)?,
                works: chosen.work.around(&Local, now).is_some(),
                chosen,
                quiet,
                silent,
            })
        };
        self.app.db.read(read).await
    }

    /// Begins and ends what is quiet; at its end what came is told once.
    fn quieten(&mut self, standing: &Standing, look: Look, now: i64) -> Vec<OnDesktop> {
        if let Some(quiet) = standing.quiet {
            let since = self.quiet_since.unwrap_or(quiet.since);
            self.quiet_since = Some(since.min(quiet.since));
            return Vec::new();
        }
        let Some(counted) = standing.counted else {
            return Vec::new();
        };
        let ended = self.quiet_since.take();
        let before = self.over;
        if let Some(from) = ended {
            self.over = Some(Over {
                from,
                until: now,
                counted,
            });
        }
        let Some(over) = self.over.as_mut() else {
            return Vec::new();
        };
        if counted.messages == 0 {
            self.over = None;
            return before
                .map(|_| OnDesktop::TakeBack(Slot::Quiet))
                .into_iter()
                .collect();
        }
        let changed = over.counted != counted;
        over.counted = counted;
        if ended.is_some() && look.here && !standing.chosen.in_front {
            // Whoever is here sees it.
            self.over = None;
            return before
                .map(|_| OnDesktop::TakeBack(Slot::Quiet))
                .into_iter()
                .collect();
        }
        if ended.is_none() && !changed {
            return Vec::new();
        }
        vec![OnDesktop::Show(Notice {
            slot: Slot::Quiet,
            leads_to: counted.first,
            silent: ended.is_none(),
            preview: standing.chosen.preview,
            tells: Tells::Quiet {
                messages: counted.messages,
                people: counted.people,
            },
        })]
    }

    /// Takes up what happened: what is due is shown at once, the rest goes to the board.
    fn take(
        &mut self,
        alert: Alert,
        standing: &Standing,
        look: Look,
        now: i64,
    ) -> Option<OnDesktop> {
        let conversation = alert.conversation_id;
        if let AlertKind::PromiseDue { .. } = alert.what {
            // Nothing in the window says so while another page is open, so it is told there too.
            self.due = Some(conversation);
            return Some(OnDesktop::Show(Notice {
                slot: Slot::Promises,
                leads_to: conversation,
                silent: false,
                preview: standing.chosen.preview,
                tells: Tells::One {
                    newest: alert,
                    messages: 1,
                },
            }));
        }
        let seen =
            look.here && (!standing.chosen.in_front || look.conversation_id == Some(conversation));
        let silent = standing.silent.contains(&(conversation, alert.key));
        if !seen && !silent && standing.quiet.is_none() {
            self.board.add(alert, now);
        }
        None
    }

    /// What stands there of conversations that were seen, or call no more.
    fn settled(&self, standing: &Standing, look: Look) -> Vec<Uuid> {
        let there = self.board.conversations();
        there
            .filter(|it| standing.silent.contains(it) || seen(look) == Some(it.0))
            .map(|(id, _)| id)
            .collect()
    }

    fn ring(&mut self, standing: &Standing, look: Look, now: i64) -> Option<OnDesktop> {
        let Some(alarm) = late::alarm(&standing.late) else {
            // While it is quiet nobody is asked for, and nobody is forgotten.
            if standing.quiet.is_none() {
                self.bell.hear(&[], false, now);
            }
            let stops = self.bell.stop();
            if !standing.chosen.alarm {
                // Whoever switches it on again wants to hear it.
                self.bell = Bell::default();
            }
            return stops;
        };
        let here = look.here && !standing.chosen.in_front;
        let rings = if standing.works {
            self.bell.hear(&standing.late, here, now)?
        } else {
            self.bell.shrink(&standing.late)?
        };
        Some(OnDesktop::Show(Notice {
            slot: Slot::Alarm,
            leads_to: alarm.conversation_id,
            silent: rings == Rings::Silent,
            preview: standing.chosen.preview,
            tells: Tells::Alarm(alarm),
        }))
    }
}

/// The conversation that is before the seller's eyes.
fn seen(look: Look) -> Option<Uuid> {
    look.conversation_id.filter(|_| look.here)
}

/// What came in a time and still calls.
fn count(db: &Connection, (from, until): (i64, i64)) -> Result<Counted> {
    let mut rows = db.prepare_cached(
        "SELECT c.id, c.person, m.key
         FROM messages m CROSS JOIN conversations c ON c.row = m.conversation
         WHERE m.key >= ?1 AND m.key < ?2
               AND (m.author = 'buyer'
                    OR m.kind = 'order' AND m.step = 'placed'
                    OR EXISTS (SELECT 1 FROM feedback f
                               WHERE f.id = m.subject AND f.author = 'buyer'))
         ORDER BY m.key LIMIT ?3",
    )?;
    let mut rows = rows.query((from << key::SHIFT, until << key::SHIFT, MOST_COUNTED))?;
    let (mut counted, mut people) = (Counted::default(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let (conversation, person, key): (Uuid, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if !deserving::calls(db, conversation, key)? {
            continue;
        }
        if counted.messages == 0 {
            counted.first = conversation;
        }
        counted.messages += 1;
        people.insert(person);
    }
    counted.people = people.len() as u32;
    Ok(counted)
}

/// Whether any promise is due.
fn is_due(db: &Connection, now: i64) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM promises WHERE state = 'open' AND due_key < ?1)",
        )?
        .query_row([(now + 1) << key::SHIFT], |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
