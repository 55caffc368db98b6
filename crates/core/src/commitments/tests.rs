//! Commitments: what breaks each of them and repairs it, when they are checked, and what the seller
//! does with them.

mod acts;
mod checks;
mod watching;

use rapport_protocol::{Author, Body, Extra, Message, Record, RecordKind, TextBody};
use uuid::Uuid;

use super::list::{CommitmentList, list};
use super::rows::{CommitmentRow, CommitmentSubject, ShowCommitmentRows, rows};
use super::{CommitmentCheck, CommitmentKind, CommitmentLine, CommitmentStanding, DAY_MS, check};
use crate::db::key;
use crate::testing::MORNING;
use crate::testing::trade::{Trade, about_gaiwan, named, person};

async fn all(trade: &Trade) -> CommitmentList {
    list(trade.shop.app.clone(), ()).await.unwrap()
}

async fn line(trade: &Trade, kind: CommitmentKind) -> CommitmentLine {
    let list = all(trade).await;
    let mut lines = list.active.into_iter().chain(list.retired);
    lines.find(|line| line.kind == Some(kind)).unwrap()
}

/// How a commitment stands after all checks were made.
async fn stands(trade: &Trade, kind: CommitmentKind) -> CommitmentStanding {
    check::round(&trade.shop.app, check::all()).await.unwrap();
    line(trade, kind).await.standing
}

/// What breaks a commitment.
async fn breaking(trade: &Trade, kind: CommitmentKind) -> Vec<CommitmentRow> {
    let id = line(trade, kind).await.id;
    let page = rows(
        trade.shop.app.clone(),
        ShowCommitmentRows { id, after: None },
    );
    page.await.unwrap().rows
}

/// Who breaks a commitment, and that as many are counted.
async fn breakers(trade: &Trade, kind: CommitmentKind) -> Vec<String> {
    let rows = breaking(trade, kind).await;
    let counted = match stands(trade, kind).await {
        CommitmentStanding::Holds {} => 0,
        CommitmentStanding::Broken { rows } => rows as usize,
        other => panic!("{kind:?} was not checked: {other:?}"),
    };
    assert_eq!(counted, rows.len(), "{kind:?}");
    rows.into_iter()
        .map(|row| row.person.unwrap_or_default())
        .collect()
}

fn name(remote: &str) -> String {
    format!("Name of {remote}")
}

async fn run(trade: &Trade, sql: &'static str) {
    let run = move |tx: &crate::db::Tx<'_>| Ok(tx.execute(sql, [])?);
    trade.shop.app.db.write(run).await.unwrap();
}

/// A conversation with that person, opened so many days ago.
fn opened(id: &str, person: &str, days: i64) -> Record {
    let mut conversation = about_gaiwan(id, person);
    conversation.opened_at = MORNING - days * DAY_MS;
    Record::Conversation(conversation)
}

fn wrote(id: &str, conversation: &str, author: Author, at: i64) -> Record {
    let text = format!("These are the words of {id}.");
    Record::Message(Message {
        id: id.into(),
        conversation_id: conversation.into(),
        author,
        at,
        body: Body::Text(TextBody { text }).into(),
        reply_to: None,
        operation_id: None,
        extra: Extra::new(),
    })
}

/// A line of the permission log: that person, so many milliseconds ago.
async fn logs(trade: &Trade, who: &'static str, ago: i64, granted: bool, source: &'static str) {
    trade
        .shop
        .app
        .db
        .write(move |tx| {
            tx.execute(
                "INSERT INTO permission_words (purpose, version, text, first_at)
                 SELECT 'offers', 1, 'May we write?', 1
                 WHERE NOT EXISTS (SELECT 1 FROM permission_words)",
                [],
            )?;
            let id = Uuid::now_v7();
            tx.execute(
                "INSERT INTO permissions
                     (id, key, person, purpose, granted, version, source, evidence, seat)
                 SELECT ?1, ?2, row, 'offers', ?3, iif(?3, 1, NULL), ?4, '', ?1
                 FROM persons WHERE id = ?5",
                (
                    id,
                    (MORNING - ago) << key::SHIFT,
                    granted,
                    source,
                    named(RecordKind::Person, who),
                ),
            )?;
            Ok(())
        })
        .await
        .unwrap();
}
