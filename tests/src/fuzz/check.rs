//! What must hold when a world is calm again.

use std::collections::BTreeMap;

use rapport_core::Result;
use rapport_core::simulation::Disk;
use rusqlite::Connection;
use uuid::Uuid;

use super::desk::{self, Desk};
use super::market::SimMarket;
use super::world::World;

/// How long what leaves at a chosen time may wait beyond it.
const OVERDUE_MS: i64 = 60_000;

/// What still moves: what is about to leave and held up by nothing, and desks that have not heard
/// everything.
pub(super) fn moves(world: &World) -> Result<Vec<String>> {
    let mut moves = Vec::new();
    for market in &world.markets {
        if market.unseen() > 0 {
            moves.push("something is not yet to be seen".to_owned());
        }
    }
    for desk in &world.desks {
        let leaving = texts(
            &desk.disk,
            "SELECT o.state || ' for ' || coalesce(o.reason, 'no reason') || ': ' || o.act
             FROM outbox o WHERE o.state IN ('queued', 'sending', 'uncertain')
               AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = o.conversation
                               AND e.row < o.row AND e.state IN ('held', 'rejected'))",
        )?;
        let due = desk.now() - OVERDUE_MS;
        let overdue = texts(
            &desk.disk,
            &format!("SELECT act FROM outbox WHERE state = 'scheduled' AND next_at < {due}"),
        )?;
        moves.extend(
            overdue
                .iter()
                .map(|it| format!("{}: overdue {it}", desk.name)),
        );
        moves.extend(
            leaving
                .iter()
                .map(|it| format!("{}: still {it}", desk.name)),
        );
        let places = desk.disk.look(|db| {
            let mut rows = db.prepare(
                "SELECT base_url, coalesce(cursor, ''), history_done, gap FROM accounts ORDER BY row",
            )?;
            let rows = rows.query_map([], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, bool>(2)? && !row.get::<_, bool>(3)?,
                ))
            })?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })?;
        for (market, (url, cursor, whole)) in world.markets.iter().zip(places) {
            let head = market.head();
            if cursor != head || !whole {
                let name = &desk.name;
                moves.push(format!(
                    "{name} stands at {cursor} of {head} at {url}, whole: {whole}"
                ));
            }
        }
    }
    Ok(moves)
}

/// Everything that is not as it must be.
pub(super) fn faults(world: &World) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (number, market) in world.markets.iter().enumerate() {
        for desk in &world.desks {
            mirrors(&mut faults, desk, number, market)?;
        }
        for (conversation, ..) in market.conversations() {
            arrived(&mut faults, world, number, &conversation)?;
        }
    }
    for desk in &world.desks {
        promised(&mut faults, desk)?;
    }
    Ok(faults)
}

/// Every desk has what the marketplace has, and so all desks have the same.
fn mirrors(faults: &mut Vec<String>, desk: &Desk, number: usize, market: &SimMarket) -> Result<()> {
    let account = desk::account(number);
    let messages = desk.disk.look(|db| {
        let mut rows = db.prepare(
            "SELECT c.remote_id, m.remote_id, m.author, m.at,
                    m.text || iif(m.picture IS NULL, '', ' +' ||
                        (1 + json_array_length(coalesce(m.more_pictures, '[]')))), m.revision
             FROM messages m JOIN conversations c ON c.row = m.conversation
             JOIN accounts a ON a.row = c.account WHERE a.id = ?1",
        )?;
        let rows = rows.query_map([account], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    })?;
    same(faults, &desk.name, "message", messages, market.messages());
    let people = desk.disk.look(|db| {
        let mut rows = db.prepare(
            "SELECT p.remote_id, p.name, p.revision FROM persons p
             JOIN accounts a ON a.row = p.account WHERE a.id = ?1",
        )?;
        let rows = rows.query_map([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    })?;
    same(faults, &desk.name, "person", people, market.people());
    let conversations = desk.disk.look(|db| {
        let mut rows = db.prepare(
            "SELECT c.remote_id, c.closed, c.revision FROM conversations c
             JOIN accounts a ON a.row = c.account WHERE a.id = ?1",
        )?;
        let rows = rows.query_map([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    })?;
    same(
        faults,
        &desk.name,
        "conversation",
        conversations,
        market.conversations(),
    );
    Ok(())
}

fn same<T: Ord + std::fmt::Debug>(
    faults: &mut Vec<String>,
    desk: &str,
    what: &str,
    mut here: Vec<T>,
    mut there: Vec<T>,
) {
    here.sort();
    there.sort();
    for missing in there.iter().filter(|it| here.binary_search(it).is_err()) {
        faults.push(format!("{desk} lacks the {what} {missing:?}"));
    }
    for more in here.iter().filter(|it| there.binary_search(it).is_err()) {
        faults.push(format!(
            "{desk} has the {what} {more:?}, which nobody else has"
        ));
    }
}

/// What desks call sent is there once, in the order of each desk; nothing else is there.
fn arrived(faults: &mut Vec<String>, world: &World, number: usize, remote: &str) -> Result<()> {
    let conversation = desk::conversation(number, remote);
    let there = world.markets[number].sellers(remote);
    let mut left = there.clone();
    for desk in &world.desks {
        let sent = desk.disk.look(|db| {
            let mut rows = db.prepare(
                "SELECT coalesce(json_extract(o.act, '$.body.text'),
                                 coalesce(json_extract(o.act, '$.body.caption'), '') || ' +' ||
                                 (1 + coalesce(json_array_length(o.act, '$.body.more'), 0))),
                        o.wish IS NOT NULL FROM outbox o
                 JOIN conversations c ON c.row = o.conversation
                 WHERE c.id = ?1 AND o.state = 'sent' ORDER BY o.row",
            )?;
            let rows = rows.query_map([conversation], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
            })?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })?;
        // What the seller had taken back and came all the same may come after anything.
        let in_order = sent.iter().all(|(_, too_late)| !too_late);
        let sent: Vec<String> = sent.into_iter().map(|(text, _)| text).collect();
        for text in &sent {
            match left.iter().position(|it| it == text) {
                Some(at) => drop(left.remove(at)),
                None => faults.push(format!(
                    "{}: {text:?} is called sent and is not in {remote}",
                    desk.name
                )),
            }
        }
        let ours: Vec<&String> = there
            .iter()
            .filter(|it| it.starts_with(&desk.name))
            .collect();
        if in_order && ours.len() == sent.len() && !ours.iter().copied().eq(&sent) {
            faults.push(format!(
                "{}: sent {sent:?}, and {remote} has {ours:?}",
                desk.name
            ));
        }
    }
    for text in left {
        faults.push(format!(
            "{remote} of market {number} has {text:?}, which no desk calls sent"
        ));
    }
    Ok(())
}

/// What the seller was told was done is there.
fn promised(faults: &mut Vec<String>, desk: &Desk) -> Result<()> {
    let told = desk.told.lock();
    let name = &desk.name;
    for reply in &told.replies {
        let stands = desk.disk.look(|db| {
            Ok(db
                .prepare("SELECT state, reason FROM outbox WHERE id = ?1")?
                .query_map([reply], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?)
        })?;
        match stands.first() {
            None => faults.push(format!("{name}: a reply that was accepted is nowhere")),
            Some((state, None)) if state == "held" || state == "rejected" => {
                faults.push(format!("{name}: a reply is {state} without a reason"));
            }
            Some(_) => {}
        }
    }
    let notes = texts(&desk.disk, "SELECT text FROM notes")?;
    for note in told.notes.iter().filter(|it| !notes.contains(it)) {
        faults.push(format!("{name}: the note {note:?} is gone"));
    }
    let added = texts(&desk.disk, "SELECT hex(id) FROM own_pictures")?;
    for picture in &told.pictures {
        let id = picture.simple().to_string().to_uppercase();
        if !added.contains(&id) {
            faults.push(format!("{name}: the picture {picture} is gone"));
        }
    }
    // Its bytes are here until a message that arrived shows it, and then with that message.
    let lost = texts(
        &desk.disk,
        "SELECT hex(p.id) FROM own_pictures p
         WHERE NOT EXISTS (SELECT 1 FROM own_picture_bytes b WHERE b.picture = p.row)
               AND NOT EXISTS (SELECT 1 FROM pictures there
                               WHERE there.id = p.became AND there.bytes IS NOT NULL)",
    )?;
    for picture in lost {
        faults.push(format!(
            "{name}: the bytes of the picture {picture} are gone"
        ));
    }
    let drafts = texts(&desk.disk, "SELECT text FROM drafts")?;
    let acts = texts(&desk.disk, "SELECT act FROM outbox")?;
    for typed in told.typed.values() {
        if !drafts.iter().chain(&acts).any(|it| it.contains(typed)) {
            faults.push(format!("{name}: the words {typed:?} are gone"));
        }
    }
    Ok(())
}

/// Entries that a seller can do something about without knowing more than the desk does.
pub(super) fn mendable(disk: &Disk) -> Result<Vec<(Uuid, Uuid)>> {
    disk.look(|db| {
        let mut rows = db.prepare(
            "SELECT o.id, c.id FROM outbox o JOIN conversations c ON c.row = o.conversation
             WHERE o.state NOT IN ('sent', 'cancelled')
               AND NOT (o.state = 'held'
                        AND coalesce(json_extract(o.reason, '$.kind'), '') = 'notSeen')
             ORDER BY o.row",
        )?;
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}

fn texts(disk: &Disk, sql: &str) -> Result<Vec<String>> {
    disk.look(|db: &Connection| {
        let mut rows = db.prepare(sql)?;
        let rows = rows.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}

/// How many replies stand in each state, on all desks together.
pub(super) fn states(world: &World) -> Result<BTreeMap<String, usize>> {
    let mut states = BTreeMap::new();
    for desk in &world.desks {
        for state in texts(
            &desk.disk,
            "SELECT state || coalesce(' ' || json_extract(reason, '$.kind'), '') FROM outbox",
        )? {
            *states.entry(state).or_default() += 1;
        }
    }
    Ok(states)
}
