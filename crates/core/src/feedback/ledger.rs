//! The ledger: what buyers said of the shop and the shop of them, newest first, one window at a
//! time.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{FeedbackCard, card, months};
use crate::app::App;
use crate::error::Result;
use crate::inbox::place::accounts_that;
use crate::orders;
use crate::people::rows::{PersonAt, place_of_order};
use crate::sync::outbox::{self, OutboxAct, OutboxEntry};
use crate::trade::TradeSide;
use crate::window;

/// The most earlier versions that are counted.
const MOST_COUNTED: i64 = 20;

/// The tabs of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum LedgerTab {
    /// Buyers' ratings that the seller can answer and has not.
    ToAnswer,
    /// What buyers gave.
    FromBuyers,
    /// What the seller gave.
    FromUs,
    /// Both directions.
    All,
}

/// Asks for a window of the ledger.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowLedger {
    /// The tab.
    pub tab: LedgerTab,
    /// Only what was given in the UTC month that holds this time, in Unix milliseconds; `null` is
    /// everything.
    pub month: Option<i64>,
    /// The key of the row at which to look; `null` is the top. The row itself may be gone.
    pub at: Option<i64>,
    /// How many rows above it; at most 200.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 200.
    pub after: u32,
}

/// The order that a rating is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerOrder {
    /// The order.
    pub id: Uuid,
    /// The number that the buyer sees too.
    pub number: String,
    /// Its place among the orders on the buyer's page.
    pub at: PersonAt,
    /// Whether the seller can rate the buyer for it now.
    pub may_rate: bool,
    /// What the other side gave for it.
    pub in_return: Option<FeedbackCard>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerRow {
    /// Its place in the ledger: unique, ascending down the list.
    pub key: i64,
    /// The rating.
    pub feedback: FeedbackCard,
    /// The buyer, whichever side rates.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// Whether the buyer is a client.
    pub client: bool,
    /// Where it is talked about, where that is known.
    pub conversation_id: Option<Uuid>,
    /// What was sold, where that is known.
    pub product: Option<String>,
    /// The order that it is about, where that is here.
    pub order: Option<LedgerOrder>,
    /// How many earlier versions of it were kept; counted up to 20.
    pub earlier: i64,
    /// What the seller has done about it or its order and has not arrived, oldest first.
    pub leaving: Vec<OutboxEntry>,
}

/// A window of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerPage {
    /// The rows, newest first.
    pub rows: Vec<LedgerRow>,
    /// Whether there are rows above.
    pub has_before: bool,
    /// Whether there are rows below.
    pub has_after: bool,
    /// How many buyers' ratings the seller can answer and has not.
    pub to_answer: i64,
}

/// A window of the ledger.
///
/// # Errors
/// What the store says.
pub async fn ledger(app: App, args: ShowLedger) -> Result<LedgerPage> {
    app.db.read(move |db| window(db, &args)).await
}

fn window(db: &Connection, args: &ShowLedger) -> Result<LedgerPage> {
    let (first, last) = args.month.map_or((0, i64::MAX), months::keys_of);
    let accounts = accounts_that(db, |can| can.feedback.reply.allowed)?;
    let walk = Walk::of(args.tab, &accounts);
    // The page counts down the list, the store up through time.
    let edge = |at: i64| at.checked_neg().unwrap_or(i64::MAX);
    let found = window::around(
        args.at,
        (args.before, args.after),
        |at, n| {
            let above = (first.max(edge(at).saturating_add(1)), last);
            walk.lines(db, above, Direction::Up, n)
        },
        |at, n| {
            let newest = at.map_or(last, |at| last.min(edge(at)));
            walk.lines(db, (first, newest), Direction::Down, n)
        },
    )?;
    let mut rows = Vec::with_capacity(found.rows.len());
    for line in found.rows {
        rows.extend(line.row(db)?);
    }
    Ok(LedgerPage {
        rows,
        has_before: found.has_before,
        has_after: found.has_after,
        to_answer: to_answer(db, &accounts)?,
    })
}

/// How many buyers' ratings of these accounts have no answer.
fn to_answer(db: &Connection, accounts: &[i64]) -> Result<i64> {
    let mut sum = 0_i64;
    let mut rows =
        db.prepare_cached("SELECT to_answer FROM feedback_tallies WHERE account = ?1")?;
    for account in accounts {
        for n in rows.query_map([account], |row| row.get::<_, i64>(0))? {
            sum = sum.saturating_add(n?);
        }
    }
    Ok(sum)
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

/// How a tab is walked: under which condition, for which each has a partial index, and once for
/// everything or once per account.
struct Walk<'a> {
    condition: &'static str,
    accounts: Option<&'a [i64]>,
}

impl<'a> Walk<'a> {
    fn of(tab: LedgerTab, answerable: &'a [i64]) -> Self {
        let (condition, accounts) = match tab {
            LedgerTab::ToAnswer => (
                "f.account = ?4 AND f.author = 'buyer' AND f.answer_at IS NULL
                 AND f.conversation IS NOT NULL AND",
                Some(answerable),
            ),
            LedgerTab::FromBuyers => ("f.author = 'buyer' AND", None),
            LedgerTab::FromUs => ("f.author <> 'buyer' AND", None),
            LedgerTab::All => ("", None),
        };
        Self {
            condition,
            accounts,
        }
    }

    /// Up to `n` lines between two places, both included.
    fn lines(
        &self,
        db: &Connection,
        (first, last): (i64, i64),
        direction: Direction,
        n: u32,
    ) -> Result<Vec<Line>> {
        let order = match direction {
            Direction::Up => "ASC",
            Direction::Down => "DESC",
        };
        // CROSS JOIN keeps SQLite from beginning anywhere but at the tab's index.
        let mut rows = db.prepare_cached(&format!(
            "SELECT f.key, f.id, p.id, p.name, p.avatar, clients.person IS NOT NULL, c.id,
                    f.order_id, product.title
             FROM feedback f
             CROSS JOIN persons p ON p.row = f.person
             LEFT JOIN clients ON clients.person = p.row
             LEFT JOIN conversations c ON c.row = f.conversation AND c.deleted = 0
             LEFT JOIN products product ON product.id = f.product_id
             WHERE {condition} f.key BETWEEN ?1 AND ?2 ORDER BY f.key {order} LIMIT ?3",
            condition = self.condition
        ))?;
        let Some(accounts) = self.accounts else {
            let rows = rows.query_map((first, last, n), Line::read)?;
            return Ok(rows.collect::<rusqlite::Result<_>>()?);
        };
        let mut lines: Vec<Line> = Vec::new();
        for account in accounts {
            for line in rows.query_map((first, last, n, account), Line::read)? {
                lines.push(line?);
            }
        }
        match direction {
            Direction::Up => lines.sort_by_key(|line| line.key),
            Direction::Down => lines.sort_by_key(|line| std::cmp::Reverse(line.key)),
        }
        lines.truncate(n as usize);
        Ok(lines)
    }
}

/// What one statement knows of a row.
struct Line {
    key: i64,
    feedback: Uuid,
    person_id: Uuid,
    person: String,
    avatar: Option<Uuid>,
    client: bool,
    conversation: Option<Uuid>,
    order: Option<Uuid>,
    product: Option<String>,
}

impl Line {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(0)?,
            feedback: row.get(1)?,
            person_id: row.get(2)?,
            person: row.get(3)?,
            avatar: row.get(4)?,
            client: row.get(5)?,
            conversation: row.get(6)?,
            order: row.get(7)?,
            product: row.get(8)?,
        })
    }

    fn row(self, db: &Connection) -> Result<Option<LedgerRow>> {
        let Some(feedback) = card(db, self.feedback)? else {
            return Ok(None);
        };
        let sheet = match self.order {
            Some(order) => orders::sheet(db, order)?.zip(place_of_order(db, order)?),
            None => None,
        };
        let mut leaving = outbox::open_about(db, self.feedback)?;
        let mut product = self.product;
        let mut order = None;
        if let Some((sheet, at)) = sheet {
            let about_order = outbox::open_about(db, sheet.id)?.into_iter();
            leaving.extend(about_order.filter(|it| matches!(it.act, OutboxAct::Feedback { .. })));
            product = product.or_else(|| sheet.lines.first().map(|line| line.title.clone()));
            order = Some(LedgerOrder {
                id: sheet.id,
                number: sheet.number,
                at,
                may_rate: sheet.may_rate,
                in_return: match feedback.by {
                    TradeSide::Buyer => sheet.from_us,
                    TradeSide::Seller => sheet.from_buyer,
                },
            });
        }
        Ok(Some(LedgerRow {
            key: -self.key,
            earlier: earlier(db, self.feedback)?,
            feedback,
            person_id: self.person_id,
            person: self.person,
            avatar: self.avatar,
            client: self.client,
            conversation_id: self.conversation,
            product,
            order,
            leaving,
        }))
    }
}

fn earlier(db: &Connection, feedback: Uuid) -> Result<i64> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM
                 (SELECT 1 FROM feedback_versions WHERE feedback_id = ?1 LIMIT ?2)",
        )?
        .query_row((feedback, MOST_COUNTED), |row| row.get(0))?)
}
