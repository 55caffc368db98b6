//! Pages, taken apart change by change.

use rapport_protocol::{Change, ChangesPage, Cursor, HistoryPage, HistoryToken, Open};
use serde::Deserialize;
use serde_json::Value;

/// A page of changes whose changes have not been looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changes {
    #[serde(rename = "changes")]
    items: Vec<Value>,
    cursor: Cursor,
    has_more: bool,
    history: Option<HistoryToken>,
}

/// A page of history whose changes have not been looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct History {
    #[serde(rename = "changes")]
    items: Vec<Value>,
    before: Option<HistoryToken>,
}

impl From<Changes> for ChangesPage {
    fn from(page: Changes) -> Self {
        Self {
            changes: page.items.into_iter().map(change).collect(),
            cursor: page.cursor,
            has_more: page.has_more,
            history: page.history,
        }
    }
}

impl From<History> for HistoryPage {
    fn from(page: History) -> Self {
        Self {
            changes: page.items.into_iter().map(change).collect(),
            before: page.before,
        }
    }
}

/// Reads one change. One that is not even a revision with a record is kept whole as a record that
/// nobody understands, under the revision 0 that no change has.
fn change(value: Value) -> Change {
    match Change::deserialize(&value) {
        Ok(change) => change,
        Err(_) => Change {
            revision: 0,
            record: Open::Other(value),
        },
    }
}
