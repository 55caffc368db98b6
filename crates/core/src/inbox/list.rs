//! The list of conversations: one window of one tab.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::accounts::tally;
use crate::app::App;
use crate::db::key;
use crate::error::Result;
use crate::presence::Presence;
use crate::window::{self, Window};

/// The tabs of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum InboxTab {
    /// Who waits for an answer, longest first.
    Waiting,
    /// What is not done, newest first; those who wait among them.
    Open,
    /// What is done, newest first.
    Done,
}

/// Asks for a window of a tab.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListConversations {
    /// The tab.
    pub tab: InboxTab,
    /// The key of the row at which to look; `null` is the top. The row itself may be gone.
    pub at: Option<i64>,
    /// How many rows above it; at most 200.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 200.
    pub after: u32,
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
    /// How many replies are on their way.
    pub queued: i64,
    /// Whether a reply stopped with a reason.
    pub trouble: bool,
    /// Whether words were begun here.
    pub draft: bool,
}

/// A window of a tab, and the counts of the tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPage {
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

/// Says of each row whether its buyer is there, which no table knows.
pub(crate) fn show_who_is_there(presence: &Presence, rows: &mut [ConversationRow]) {
    for row in rows {
        row.online = presence.is_there(row.person_id);
    }
}

fn window(db: &Connection, args: &ListConversations) -> Result<ConversationPage> {
    let order = Order::of(args.tab);
    let Window {
        rows,
        has_before,
        has_after,
    } = window::around(
        args.at,
        (args.before, args.after),
        |at, n| order.rows(db, Side::Above, at, n),
        |at, n| order.rows(db, Side::From, at.unwrap_or(i64::MIN), n),
    )?;
    Ok(ConversationPage {
        rows,
        has_before,
        has_after,
        waiting: tally(db, "waiting")?,
        open: tally(db, "open")?,
    })
}

/// Who waits longest, up to `n`.
///
/// # Errors
/// What SQLite says.
pub(crate) fn longest_waiting(db: &Connection, n: u32) -> Result<Vec<ConversationRow>> {
    Order::of(InboxTab::Waiting).rows(db, Side::From, i64::MIN, n)
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
}

impl Order {
    fn of(tab: InboxTab) -> Self {
        let (column, condition, newest_first) = match tab {
            InboxTab::Waiting => ("waiting_key", "waiting_key IS NOT NULL", false),
            InboxTab::Open => ("newest_key", "done = 0", true),
            InboxTab::Done => ("newest_key", "done = 1", true),
        };
        Self {
            column,
            condition,
            newest_first,
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
                    i.queued, i.trouble > 0, i.draft, p.id, m.step
             FROM inbox i
             CROSS JOIN conversations c ON c.row = i.conversation
             CROSS JOIN persons p ON p.row = c.person
             CROSS JOIN accounts account ON account.row = c.account
             CROSS JOIN messages m ON m.key = i.newest_key
             LEFT JOIN products product ON product.row = c.product
             WHERE i.{condition} AND i.{column} {comparison} ?1
             ORDER BY i.{column} {direction} LIMIT ?2",
            condition = self.condition,
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
        preview: row.get(6)?,
        preview_kind: preview_kind(&kind),
        preview_step: row.get(15)?,
        preview_by_us: row.get(8)?,
        last_at: row.get(9)?,
        waiting_since: waiting.map(key::time_of),
        queued: row.get(11)?,
        trouble: row.get(12)?,
        draft: row.get(13)?,
    })
}
