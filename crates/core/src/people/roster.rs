//! The roster: everybody that the shop has met, one window at a time. What it is sorted by lies in
//! `roster`, which triggers keep true, with an index for each way of sorting it.
//!
//! While something is searched for, the order is that of meeting: who was met last comes first. To
//! sort what was found would mean to look at all of it.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{MoneySpent, PersonStage, names};
use crate::app::App;
use crate::error::Result;
use crate::window::{self, Window};

/// What the roster is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum RosterSort {
    /// When they last wrote or ordered, newest first.
    Seen,
    /// What they spent, most first, one currency after the other.
    Spent,
    /// How often they ordered, most first.
    Orders,
    /// Their names.
    Name,
}

/// Who is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum RosterStage {
    /// Everybody.
    All,
    /// Who is known by name and looked after.
    Client,
    /// Everybody else.
    Customer,
}

/// A place in the roster; the row itself may be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterAt {
    /// The currency or the name, where it is sorted by them.
    pub word: String,
    /// The time, amount or number that it is sorted by.
    pub value: i64,
    /// Keeps the order of those who are equal.
    pub key: i64,
}

/// Asks for a window of the roster.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowRoster {
    /// What it is sorted by.
    pub sort: RosterSort,
    /// Who is shown.
    pub stage: RosterStage,
    /// The place at which to look; `null` is the top.
    pub at: Option<RosterAt>,
    /// How many rows above it; at most 200.
    pub before: u32,
    /// How many rows from it on, itself among them; at most 200.
    pub after: u32,
    /// The beginnings of words of a name; then who was met last comes first.
    pub search: Option<String>,
}

/// One person of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterRow {
    /// The person.
    pub id: Uuid,
    /// Their place in this order.
    pub at: RosterAt,
    /// Their name.
    pub name: String,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// The account's name.
    pub account: String,
    /// What they are to the shop.
    pub stage: PersonStage,
    /// Since when they are a client, in Unix milliseconds.
    pub client_since: Option<i64>,
    /// When they last wrote or ordered, in Unix milliseconds; `null` when they never did.
    pub last_seen_at: Option<i64>,
    /// How often they ordered, without what was cancelled.
    pub order_count: i64,
    /// What they spent in the currency that they order in most; `null` when they did not order.
    pub spent: Option<MoneySpent>,
}

/// A window of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterPage {
    /// The rows, in the order that was asked for.
    pub rows: Vec<RosterRow>,
    /// Whether there are rows above.
    pub has_before: bool,
    /// Whether there are rows below.
    pub has_after: bool,
}

/// A window of the roster.
///
/// # Errors
/// What the store says.
pub async fn roster(app: App, args: ShowRoster) -> Result<RosterPage> {
    app.db.read(move |db| window(db, &args)).await
}

fn window(db: &Connection, args: &ShowRoster) -> Result<RosterPage> {
    let order = Order::of(args);
    let Window {
        rows,
        has_before,
        has_after,
    } = window::around(
        args.at.as_ref(),
        (args.before, args.after),
        |at, n| order.rows(db, Some((Side::Above, at)), n),
        |at, n| order.rows(db, at.map(|at| (Side::From, at)), n),
    )?;
    Ok(RosterPage {
        rows,
        has_before,
        has_after,
    })
}

#[derive(Clone, Copy)]
enum Side {
    Above,
    From,
}

/// How the window is ordered, and what its rows must be.
struct Order {
    /// The columns after which it is ordered; the person is the last of each.
    columns: &'static [Column],
    ascending: bool,
    stage: RosterStage,
    /// What the index of names is asked.
    found: Option<String>,
}

#[derive(Clone, Copy)]
enum Column {
    Seen,
    Currency,
    Spent,
    Orders,
    Name,
    Person,
    /// The person, as the index of names knows them.
    Found,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Seen => "r.seen_at",
            Self::Currency => "r.spent_currency",
            Self::Spent => "r.spent_minor",
            Self::Orders => "r.orders",
            Self::Name => "r.name_key",
            Self::Person => "r.person",
            Self::Found => "people_index.rowid",
        }
    }

    fn of(self, at: &RosterAt) -> Value {
        match self {
            Self::Currency | Self::Name => at.word.clone().into(),
            Self::Seen | Self::Spent | Self::Orders => at.value.into(),
            Self::Person | Self::Found => at.key.into(),
        }
    }
}

impl Order {
    fn of(args: &ShowRoster) -> Self {
        use Column::{Currency, Found, Name, Orders, Person, Seen, Spent};
        let found = args.search.as_deref().and_then(names::question);
        let columns: &[Column] = match (args.sort, &found) {
            (_, Some(_)) => &[Found],
            (RosterSort::Seen, None) => &[Seen, Person],
            (RosterSort::Spent, None) => &[Currency, Spent, Person],
            (RosterSort::Orders, None) => &[Orders, Person],
            (RosterSort::Name, None) => &[Name, Person],
        };
        Self {
            columns,
            ascending: args.sort == RosterSort::Name && found.is_none(),
            stage: args.stage,
            found,
        }
    }

    /// Rows on one side of a place, nearest first.
    fn rows(
        &self,
        db: &Connection,
        place: Option<(Side, &RosterAt)>,
        n: u32,
    ) -> Result<Vec<RosterRow>> {
        let mut values: Vec<Value> = vec![i64::from(n).into()];
        let mut conditions = Vec::new();
        let from = match &self.found {
            None => {
                match self.stage {
                    RosterStage::All => {}
                    RosterStage::Client => conditions.push("r.client = 1".to_owned()),
                    RosterStage::Customer => conditions.push("r.client = 0".to_owned()),
                }
                "roster r"
            }
            Some(question) => {
                let stage = match self.stage {
                    RosterStage::All => "",
                    RosterStage::Client => " AND stage : \"client\"",
                    RosterStage::Customer => " AND stage : \"customer\"",
                };
                values.push(format!("{question}{stage}").into());
                conditions.push("people_index MATCH ?2".to_owned());
                // CROSS JOIN: the index leads, or the order would need a sort.
                "people_index CROSS JOIN roster r ON r.person = people_index.rowid"
            }
        };
        let above = matches!(place, Some((Side::Above, _)));
        if let Some((_, at)) = place {
            let first = values.len() + 1;
            let slots: Vec<_> = (first..first + self.columns.len())
                .map(|slot| format!("?{slot}"))
                .collect();
            values.extend(self.columns.iter().map(|column| column.of(at)));
            let comparison = match (above, self.ascending) {
                (false, true) => ">=",
                (false, false) => "<=",
                (true, true) => "<",
                (true, false) => ">",
            };
            conditions.push(format!(
                "({}) {comparison} ({})",
                self.names("").join(", "),
                slots.join(", ")
            ));
        }
        let direction = if self.ascending == above { " DESC" } else { "" };
        let condition = if conditions.is_empty() {
            "1".to_owned()
        } else {
            conditions.join(" AND ")
        };
        let sql = format!(
            "SELECT p.id, r.person, r.name, p.avatar, a.name, clients.since_at, r.seen_at,
                    r.orders, r.spent_currency, r.spent_minor, r.name_key
             FROM {from}
             CROSS JOIN persons p ON p.row = r.person
             CROSS JOIN accounts a ON a.row = p.account
             LEFT JOIN clients ON clients.person = r.person
             WHERE {condition} ORDER BY {order} LIMIT ?1",
            order = self.names(direction).join(", "),
        );
        let mut rows = db.prepare_cached(&sql)?;
        let rows = rows.query_map(params_from_iter(values), |row| self.row(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn names(&self, direction: &str) -> Vec<String> {
        let name = |column: &Column| format!("{}{direction}", column.name());
        self.columns.iter().map(name).collect()
    }

    fn row(&self, row: &Row<'_>) -> rusqlite::Result<RosterRow> {
        let client_since: Option<i64> = row.get(5)?;
        let (seen_at, order_count, minor): (i64, i64, i64) =
            (row.get(6)?, row.get(7)?, row.get(9)?);
        let currency: String = row.get(8)?;
        let mut at = RosterAt {
            word: String::new(),
            value: 0,
            key: row.get(1)?,
        };
        for column in self.columns {
            match column {
                Column::Seen => at.value = seen_at,
                Column::Currency => at.word.clone_from(&currency),
                Column::Spent => at.value = minor,
                Column::Orders => at.value = order_count,
                Column::Name => at.word = row.get(10)?,
                Column::Person | Column::Found => {}
            }
        }
        Ok(RosterRow {
            id: row.get(0)?,
            at,
            name: row.get(2)?,
            avatar: row.get(3)?,
            account: row.get(4)?,
            stage: PersonStage::of(client_since),
            client_since,
            last_seen_at: (seen_at > 0).then_some(seen_at),
            order_count,
            spent: (order_count > 0).then_some(MoneySpent {
                currency,
                total_minor: minor,
            }),
        })
    }
}
