//! What lies in the outbox, past everything that the program would say about it.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

/// How long it may take until nothing moves any more; a thousand entries do not all leave at once.
const PATIENCE: Duration = Duration::from_mins(3);
/// How often that is looked at: seldom, since the program works on the same file meanwhile.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// An entry of the outbox.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry.
    pub id: String,
    /// Where it stands.
    pub state: String,
    /// Why it stopped, or why the last try came to nothing.
    pub reason: Option<String>,
    /// What a message says.
    pub words: String,
}

/// The outbox of a conversation, in the order typed, whatever became of it.
pub fn entries(store: &Connection, conversation: &Value) -> Vec<Entry> {
    let conversation: Uuid = serde_json::from_value(conversation.clone()).unwrap();
    let mut rows = store
        .prepare_cached(
            "SELECT o.id, o.state, json_extract(o.reason, '$.kind'),
                    json_extract(o.act, '$.body.text')
             FROM outbox o JOIN conversations c ON c.row = o.conversation
             WHERE c.id = ?1 ORDER BY o.row",
        )
        .unwrap();
    let rows = rows.query_map([conversation], |row| {
        Ok(Entry {
            id: row.get::<_, Uuid>(0)?.to_string(),
            state: row.get(1)?,
            reason: row.get(2)?,
            words: row.get(3)?,
        })
    });
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// What the seller and the buyer have said in a conversation as the workstation has it, each in its
/// order.
///
/// Not among each other: the marketplace tells times in milliseconds, and which of two messages of one
/// millisecond came first only it can know.
pub fn told(store: &Connection, conversation: &Value) -> [Vec<String>; 2] {
    let conversation: Uuid = serde_json::from_value(conversation.clone()).unwrap();
    let mut rows = store
        .prepare_cached(
            "SELECT m.text FROM messages m JOIN conversations c ON c.row = m.conversation
             WHERE c.id = ?1 AND m.author = ?2 ORDER BY m.key",
        )
        .unwrap();
    ["seller", "buyer"].map(|author| {
        let rows = rows.query_map((conversation, author), |row| row.get(0));
        rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
    })
}

/// Waits until nothing moves: nothing is leaving or uncertain, and whatever is queued stands behind
/// something that is held.
///
/// # Panics
/// When it goes on moving.
pub async fn is_still(store: &Connection) {
    let moves = "SELECT count(*) FROM outbox o
                 WHERE state IN ('sending', 'uncertain')
                    OR state = 'queued' AND NOT EXISTS (
                        SELECT 1 FROM outbox e
                        WHERE e.conversation = o.conversation AND e.row < o.row
                              AND e.state IN ('held', 'rejected'))";
    let began = Instant::now();
    loop {
        let moving: i64 = store.query_row(moves, [], |row| row.get(0)).unwrap();
        if moving == 0 {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{moving} still move");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
