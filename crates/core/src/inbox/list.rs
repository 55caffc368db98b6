//! The list of conversations: one window of one tab.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::composer::ComposerMode;
use super::snooze::{self, ConversationSnooze};
use super::tags;
use crate::accounts::tally;
use crate::app::App;
use crate::attention::late;
use crate::db::key;
use crate::error::Result;
use crate::presence::Presence;
use crate::settings;
use crate::window::{self, Window};

/// The setting that says which tab was chosen last.
const TAB: &str = "inboxTab";
/// The newest words that were begun in a conversation.
const BEGUN: &str = "
    (SELECT mode FROM (SELECT mode, max(changed_at) FROM drafts WHERE conversation = c.row)),
    (SELECT substr(text, 1, 160)
     FROM (SELECT text, max(changed_at) FROM drafts WHERE conversation = c.row))";

/// The tabs of the inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum InboxTab {
    /// Who waits for an answer, longest first.
    #[default]
    Waiting,
    /// What is neither done nor snoozed, newest first; those who wait among them. What has woken
    /// stands where it woke.
    Open,
    /// What sleeps, the next to wake first; what only the buyer wakes comes last.
    Snoozed,
    /// Where words were begun, newest first, wherever the conversation stands.
    Drafts,
    /// What is done, and what blocked persons wrote, newest first.
    Done,
}

/// Asks for a window of a tab.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListConversations {
    /// The tab; `null` is the one that was chosen last on this device.
    pub tab: Option<InboxTab>,
    /// The key of the row at which to look; `null` is the top. The row itself may be gone.
    pub at: Option<i64>,
    /// How many rows above it; at most 200.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 200.
    pub after: u32,
}

/// Chooses the tab that the inbox begins with.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseInboxTab {
    /// The tab.
    pub tab: InboxTab,
}

/// Words that were begun and not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BegunWords {
    /// What they are for.
    pub mode: ComposerMode,
    /// Their beginning.
    pub text: String,
}

/// What the newest message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum PreviewKind {
    /// Words.
    Text,
    /// A picture, perhaps with words.
    Picture,
    /// A line of the marketplace's own.
    System,
    /// A step of a negotiation.
    Offer,
    /// A step of an order's.
    Order,
    /// A rating.
    Feedback,
    /// A kind that this version does not know.
    Unknown,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a list of independent yes-or-no facts"
)]
#[serde(rename_all = "camelCase")]
pub struct ConversationRow {
    /// The conversation.
    pub id: Uuid,
    /// Its place in this tab: unique, ascending down the list.
    pub key: i64,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// Whether the buyer is there now, as far as the marketplace says.
    pub online: bool,
    /// What it is about.
    pub product: Option<String>,
    /// The account's name.
    pub account: String,
    /// The account.
    pub account_id: Uuid,
    /// The beginning of the newest message; empty for a picture without words.
    pub preview: String,
    /// What the newest message is.
    pub preview_kind: PreviewKind,
    /// What happened, where it is a step of an offer or an order.
    pub preview_step: Option<String>,
    /// Whether the seller wrote it.
    pub preview_by_us: bool,
    /// When it came, in Unix milliseconds.
    pub last_at: i64,
    /// Since when the buyer waits, in Unix milliseconds.
    pub waiting_since: Option<i64>,
    /// When they have waited as long as the seller lets anybody wait, in Unix milliseconds; `null`
    /// where nobody set a limit.
    pub late_at: Option<i64>,
    /// When they have waited four times as long.
    pub very_late_at: Option<i64>,
    /// How many replies are on their way.
    pub queued: i64,
    /// Whether a reply stopped with a reason.
    pub trouble: bool,
    /// Whether words were begun here.
    pub draft: bool,
    /// Those words, in the tab of drafts; the newest, where a reply and a note were begun.
    pub begun: Option<BegunWords>,
    /// Whether there is something to be read, or it was marked so.
    pub unread: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether nothing in it notifies or alarms at the moment.
    pub muted: bool,
    /// Whether the seller has blocked the buyer.
    pub blocked: bool,
    /// The seller's words for it.
    pub tags: Vec<String>,
    /// Until when it sleeps, or what woke it until the seller has answered.
    pub snooze: Option<ConversationSnooze>,
}

/// A window of a tab, and the counts of the tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPage {
    /// The tab.
    pub tab: InboxTab,
    /// The rows, in the tab's order.
    pub rows: Vec<ConversationRow>,
    /// Whether there are rows above.
    pub has_before: bool,
    /// Whether there are rows below.
    pub has_after: bool,
    /// How many conversations wait.
    pub waiting: i64,
    /// How many are open.
    pub open: i64,
    /// How many sleep.
    pub snoozed: i64,
    /// In how many words were begun.
    pub drafts: i64,
    /// How many are done.
    pub done: i64,
}

/// A window of a tab.
///
/// # Errors
/// What the store says.
pub async fn list(app: App, args: ListConversations) -> Result<ConversationPage> {
    let mut page = app.db.read(move |db| window(db, &args)).await?;
    show_who_is_there(&app.presence, &mut page.rows);
    Ok(page)
}

/// Remembers the tab that the inbox begins with, on this device.
///
/// # Errors
/// What the store says.
pub async fn choose_tab(app: App, args: ChooseInboxTab) -> Result<()> {
    app.db
        .write(move |tx| settings::set(tx, TAB, &args.tab))
        .await
}

/// Says of each row whether its buyer is there, which no table knows.
pub(crate) fn show_who_is_there(presence: &Presence, rows: &mut [ConversationRow]) {
    for row in rows {
        row.online = presence.is_there(row.person_id);
    }
}

fn window(db: &Connection, args: &ListConversations) -> Result<ConversationPage> {
    // A tab of another version is none.
    let tab = match args.tab {
        Some(tab) => tab,
        None => settings::get(db, TAB).ok().flatten().unwrap_or_default(),
    };
    let order = Order::of(tab);
    let Window {
        mut rows,
        has_before,
        has_after,
    } = window::around(
        args.at,
        (args.before, args.after),
        |at, n| order.rows(db, Side::Above, at, n),
        |at, n| order.rows(db, Side::From, at.unwrap_or(i64::MIN), n),
    )?;
    late::mark(db, &mut rows)?;
    Ok(ConversationPage {
        tab,
        rows,
        has_before,
        has_after,
        waiting: tally(db, "waiting")?,
        open: tally(db, "open")?,
        snoozed: tally(db, "snoozed")?,
        drafts: tally(db, "drafts")?,
        done: tally(db, "done")?,
    })
}

/// Who waits longest, up to `n`.
///
/// # Errors
/// What SQLite says.
pub(crate) fn longest_waiting(db: &Connection, n: u32) -> Result<Vec<ConversationRow>> {
    let mut rows = Order::of(InboxTab::Waiting).rows(db, Side::From, i64::MIN, n)?;
    late::mark(db, &mut rows)?;
    Ok(rows)
}

#[derive(Clone, Copy)]
enum Side {
    Above,
    From,
}

/// How a tab is ordered: which column of `inbox`, and whether newest comes first. Each has a
/// partial index with the same condition.
struct Order {
    column: &'static str,
    condition: &'static str,
    newest_first: bool,
    /// Whether the words that were begun are shown.
    begun: bool,
}

impl Order {
    fn of(tab: InboxTab) -> Self {
        let (column, condition, newest_first) = match tab {
            InboxTab::Waiting => (
                "waiting_key",
                "waiting_key IS NOT NULL AND i.done = 0 AND i.wakes_key IS NULL",
                false,
            ),
            InboxTab::Open => ("open_key", "done = 0 AND i.wakes_key IS NULL", true),
            InboxTab::Snoozed => ("wakes_key", "wakes_key IS NOT NULL", false),
            InboxTab::Drafts => ("draft_key", "draft_key IS NOT NULL", true),
            InboxTab::Done => ("newest_key", "done = 1", true),
        };
        Self {
            column,
            condition,
            newest_first,
            begun: matches!(tab, InboxTab::Drafts),
        }
    }

    /// Rows on one side of a place, nearest first. The place is the row's key as the page has it:
    /// ascending down the list, so the message key itself or its negative.
    fn rows(&self, db: &Connection, side: Side, at: i64, n: u32) -> Result<Vec<ConversationRow>> {
        let column = self.column;
        let below = matches!(side, Side::From);
        let ascending = below != self.newest_first;
        let comparison = match (below, self.newest_first) {
            (true, false) => ">=",
            (true, true) => "<=",
            (false, false) => "<",
            (false, true) => ">",
        };
        let direction = if ascending { "ASC" } else { "DESC" };
        let sign = if self.newest_first { "-" } else { "" };
        let edge = if self.newest_first {
            at.checked_neg().unwrap_or(i64::MAX)
        } else {
            at
        };
        // CROSS JOIN keeps SQLite from beginning anywhere but at the tab's index.
        let sql = format!(
            "SELECT c.id, {sign}i.{column}, p.name, p.avatar, product.title, account.name,
                    substr(m.text, 1, 160), m.kind, m.author = 'seller', m.at, i.waiting_key,
                    i.queued, i.trouble > 0, i.draft_key IS NOT NULL, p.id, m.step, i.unread,
                    coalesce(k.starred, 0), i.muted_until_at IS NOT NULL, b.person IS NOT NULL,
                    {tags}, i.wakes_key, i.woke_key, k.wakes_at, k.wakes_on_reply, k.wakes_key,
                    {begun}, account.id
             FROM inbox i
             CROSS JOIN conversations c ON c.row = i.conversation
             CROSS JOIN persons p ON p.row = c.person
             CROSS JOIN accounts account ON account.row = c.account
             CROSS JOIN messages m ON m.key = i.newest_key
             LEFT JOIN products product ON product.row = c.product
             LEFT JOIN marks k ON k.conversation = i.conversation
             LEFT JOIN blocked b ON b.person = c.person
             WHERE i.{condition} AND i.{column} {comparison} ?1
             ORDER BY i.{column} {direction} LIMIT ?2",
            condition = self.condition,
            tags = tags::OF_ROW,
            begun = if self.begun { BEGUN } else { "NULL, NULL" },
        );
        let mut rows = db.prepare_cached(&sql)?;
        let rows = rows.query_map((edge, n), row_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// What a message of that kind is to a list.
pub(crate) fn preview_kind(kind: &str) -> PreviewKind {
    match kind {
        "text" => PreviewKind::Text,
        "picture" => PreviewKind::Picture,
        "system" => PreviewKind::System,
        "offer" => PreviewKind::Offer,
        "order" => PreviewKind::Order,
        "feedback" => PreviewKind::Feedback,
        _ => PreviewKind::Unknown,
    }
}

fn begun(row: &Row<'_>) -> rusqlite::Result<Option<BegunWords>> {
    let (mode, text): (Option<String>, Option<String>) = (row.get(26)?, row.get(27)?);
    Ok(mode.zip(text).map(|(mode, text)| BegunWords {
        mode: if mode == "note" {
            ComposerMode::Note
        } else {
            ComposerMode::Reply
        },
        text,
    }))
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<ConversationRow> {
    let kind: String = row.get(7)?;
    let waiting: Option<i64> = row.get(10)?;
    Ok(ConversationRow {
        id: row.get(0)?,
        key: row.get(1)?,
        person_id: row.get(14)?,
        person: row.get(2)?,
        avatar: row.get(3)?,
        online: false,
        product: row.get(4)?,
        account: row.get(5)?,
        account_id: row.get(28)?,
        preview: row.get(6)?,
        preview_kind: preview_kind(&kind),
        preview_step: row.get(15)?,
        preview_by_us: row.get(8)?,
        last_at: row.get(9)?,
        waiting_since: waiting.map(key::time_of),
        late_at: None,
        very_late_at: None,
        queued: row.get(11)?,
        trouble: row.get(12)?,
        draft: row.get(13)?,
        begun: begun(row)?,
        unread: row.get(16)?,
        starred: row.get(17)?,
        muted: row.get(18)?,
        blocked: row.get(19)?,
        tags: tags::read(&row.get::<_, String>(20)?),
        snooze: snooze::shown(
            row.get(21)?,
            row.get(22)?,
            (row.get(23)?, row.get(24)?, row.get(25)?),
        ),
    })
}
