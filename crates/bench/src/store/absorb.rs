//! Absorbing on top of an archive, beside rusqlite alone; and how long an act waits meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::plain::{self, Rows};
use super::{Bench, size, size_of, tail, views};
use crate::figure::{Aim, Figure, Measure, Unit};
use crate::fill::ask;
use crate::timing::timed;

/// How long the seller rests between two acts.
const REST: Duration = Duration::from_millis(4);

pub(super) async fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let filled = bench.messages as usize;
    let half = tail(bench.messages) as usize / 2;
    let (mut plain, archive, plain_size, mut rows) = archive(bench)?;
    let market = &bench.workstation.market;

    let changes = market.prepare(half);
    let ready = rows.of(&market.prepared());
    let began = Instant::now();
    bench.workstation.take(filled + half, |_| {}).await?;
    let ours = changes as f64 / began.elapsed().as_secs_f64();
    let began = Instant::now();
    plain::write(&mut plain, &ready)?;
    let theirs = changes as f64 / began.elapsed().as_secs_f64();
    let per_second = |value| Measure::once(Unit::PerSecond, value);
    let absorbed = bench
        .figure("absorb: changes on top of the archive", per_second(ours))
        .beside("the same rows by rusqlite alone", per_second(theirs))
        .aiming(Aim::RatioAtLeast(0.6));

    market.prepare(half);
    let waits = waits(bench, filled + 2 * half).await?;
    let waits = Measure::of(Unit::Milliseconds, 0.99, waits);
    let waited = bench
        .figure("absorb: an act issued meanwhile", waits)
        .aiming(Aim::Below(20.0));

    let filled = size_of(
        &super::profile(
            bench
                .workstation
                .profile
                .parent()
                .context("the profile lies in a folder")?,
            bench.messages,
        )
        .join(rapport_core::STORE_FILE),
    )?;
    let archive = bench.figure("the archive by rusqlite alone", per_second(archive));
    let figures = [absorbed, waited, size(bench, filled, plain_size), archive];
    Ok(figures.map(crate::tell).into())
}

/// Notes that the seller writes while the store absorbs up to so many messages: how long each takes.
async fn waits(bench: &Bench, messages: usize) -> Result<Vec<f64>> {
    let conversations = views::some_conversations(bench).await?;
    let absorbing = bench.workstation.take(messages, |_| {});
    let acting = async {
        let mut times = Vec::new();
        for to in conversations.iter().cycle() {
            let args = json!({ "conversationId": to, "text": "Prefers the evening." });
            times.push(timed(ask(&bench.workstation, "inbox.note", args)).await?);
            if *bench.workstation.market.taken().borrow() >= messages {
                break;
            }
            tokio::time::sleep(REST).await;
        }
        Ok(times)
    };
    let ((), times) = tokio::try_join!(absorbing, acting)?;
    Ok(times)
}

/// The whole archive by rusqlite alone: the store, its changes per second, its size, and what is known
/// of its rows.
fn archive(bench: &Bench) -> Result<(rusqlite::Connection, f64, f64, Rows)> {
    let profile = &bench.workstation.profile;
    let path = profile.join("plain.db");
    let mut rows = Rows::default();
    let messages = bench.messages as usize;
    let (plain, written) = plain::archive(&path, profile, bench.years()?, messages, &mut rows)?;
    plain.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    let size = size_of(&path)?;
    let rate = written.changes as f64 / written.took.as_secs_f64();
    Ok((plain, rate, size, rows))
}
