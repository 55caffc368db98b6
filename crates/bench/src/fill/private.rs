//! What the seller does in private: names clients and their keepers, writes notes, gives promises,
//! and has done with conversations.

use anyhow::{Context, Result};
use rapport_core::Desk;
use serde_json::{Value, json};

use super::call;
use crate::years::UNTIL;

/// How many people the seller does something about; fewer where there are fewer.
const REGULARS: u32 = 400;
/// The most rows of one window of the roster.
const WINDOW: u32 = 200;
const DAY: i64 = 24 * 3_600_000;

/// Does so for the people who were there last.
pub(super) async fn keep(desk: &Desk) -> Result<()> {
    let mut at = Value::Null;
    for done in (0..REGULARS).step_by(WINDOW as usize) {
        let window = json!({
            "sort": "seen", "stage": "all", "at": at, "before": 0, "after": WINDOW, "search": null,
        });
        let page = call(desk, "people.roster", window).await?;
        let rows = page.pointer("/rows").and_then(Value::as_array);
        for (n, row) in rows.context("the roster has rows")?.iter().enumerate() {
            let id = row.pointer("/id").context("a person has an id")?;
            regular(desk, done + n as u32, id).await?;
            at = row.pointer("/at").cloned().unwrap_or_default();
        }
        if page.pointer("/hasAfter") != Some(&Value::Bool(true)) {
            break;
        }
    }
    let tab = json!({ "tab": "open", "at": null, "before": 0, "after": WINDOW });
    let page = call(desk, "inbox.list", tab).await?;
    let rows = page.pointer("/rows").and_then(Value::as_array);
    for row in rows.context("the inbox has rows")?.iter().skip(20) {
        let done = json!({ "kind": "done", "done": true });
        let done = json!({ "conversationIds": [row.pointer("/id")], "act": done });
        call(desk, "inbox.triage", done).await?;
    }
    Ok(())
}

async fn regular(desk: &Desk, n: u32, person: &Value) -> Result<()> {
    let client = json!({ "personId": person, "client": true });
    call(desk, "people.setClient", client).await?;
    let keeper =
        json!({ "personId": person, "keeper": if n.is_multiple_of(3) { "Ann" } else { "Li" } });
    call(desk, "people.setKeeper", keeper).await?;
    let note = json!({ "personId": person, "text": "Likes thin rims; wraps gifts herself." });
    call(desk, "people.addNote", note).await?;
    if n.is_multiple_of(4) {
        let promise = json!({
            "personId": person, "conversationId": null, "messageId": null,
            "what": "Sends a photo of the lid", "dueAt": UNTIL + (i64::from(n) % 30 + 1) * DAY,
        });
        call(desk, "promises.make", promise).await?;
    }
    Ok(())
}
