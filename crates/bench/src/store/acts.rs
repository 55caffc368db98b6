//! Acts of the seller's, beside a bare durable commit.

use anyhow::{Context, Result};
use serde_json::json;

use super::{Bench, plain, views};
use crate::figure::{Aim, Figure};
use crate::fill::ask;
use crate::timing::alternating;

/// How many replies are sent.
const ROUNDS: usize = 500;

/// Sends replies: row, journal, outbox, announcement, durable. The yardstick is one row of about the
/// same size in a store of its own, committed as durably.
pub(super) async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let profile = &bench.workstation.profile;
    let mut bare = plain::open(&profile.join("bare.db"), profile)?;
    bare.execute_batch("CREATE TABLE said (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;")?;
    let conversations = views::some_conversations(bench).await?;
    let words = "Of course, it leaves today. ".repeat(8);
    let (ours, theirs) = alternating(
        ROUNDS,
        async |n| {
            let to = conversations
                .get(n % conversations.len())
                .context("there are some")?;
            let args = json!({ "conversationId": to, "text": format!("{words}{n}") });
            ask(&bench.workstation, "inbox.reply", args).await.map(drop)
        },
        |n| {
            let tx = bare.transaction()?;
            tx.prepare_cached("INSERT INTO said (text) VALUES (?1)")?
                .execute([format!("{words}{n}")])?;
            Ok(tx.commit()?)
        },
    )
    .await?;
    Ok(vec![crate::tell(
        bench
            .figure("act: send a reply", ours)
            .beside("a bare durable commit of one row", theirs)
            .aiming(Aim::RatioAtMost(1.5)),
    )])
}
