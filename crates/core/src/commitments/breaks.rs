//! What breaks a commitment: for each check the rows that do, each by an index that holds little
//! else, so that neither a check nor its window costs more in an older shop.

use std::io::Read as _;

use rusqlite::types::ToSql;
use rusqlite::{Connection, Row};

use super::rows::{CommitmentAt, CommitmentRow, CommitmentSubject};
use super::{CommitmentCheck, DAY_MS};
use crate::db::key;
use crate::error::Result;
use crate::key::KeyPlaceKind;
use crate::permissions::PermissionPurpose;

/// How a file begins that SQLite can read without a key.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// What a check looks at besides the store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// The time, in Unix milliseconds.
    pub(super) now: i64,
    /// Where the store's key lies.
    pub(super) key_place: KeyPlaceKind,
}

/// A window of what breaks a check, oldest first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Behind which place; the beginning where there is none.
    pub(super) after: Option<CommitmentAt>,
    /// How many rows at most.
    pub(super) rows: u32,
}

impl Window {
    fn after(self) -> CommitmentAt {
        self.after.unwrap_or(CommitmentAt {
            at: i64::MIN,
            key: i64::MIN,
        })
    }
}

/// What breaks that check, whose parameter is so many days.
pub(super) fn find(
    db: &Connection,
    check: CommitmentCheck,
    days: i64,
    around: Around,
    window: Window,
) -> Result<Vec<CommitmentRow>> {
    let until = around.now.saturating_sub(days.saturating_mul(DAY_MS));
    match check {
        CommitmentCheck::Hand => Ok(Vec::new()),
        CommitmentCheck::Asked => unasked(db, window),
        CommitmentCheck::Leaving => regranted(db, window),
        CommitmentCheck::AskedAgain => old_permissions(db, until, window),
        CommitmentCheck::Addresses => addresses(db, until, window),
        CommitmentCheck::Notes => notes(db, until, window),
        CommitmentCheck::Encrypted => readable(db, around.key_place, window),
        CommitmentCheck::Doors => doors(db, window),
        CommitmentCheck::Keeper => unkept(db, window),
    }
}

/// Accounts whose history is still being brought may hold the message that came before ours.
fn unasked(db: &Connection, window: Window) -> Result<Vec<CommitmentRow>> {
    let mut accounts = db.prepare_cached("SELECT row FROM accounts WHERE history_done = 1")?;
    let accounts = accounts.query_map([], |row| row.get(0))?;
    let mut all = Vec::new();
    for account in accounts.collect::<rusqlite::Result<Vec<i64>>>()? {
        all.extend(read(
            db,
            "SELECT o.key, o.key, p.id, p.name, c.id, NULL, m.text, m.at, NULL
             FROM openings o
                 CROSS JOIN messages m ON m.key = o.key
                 CROSS JOIN conversations c ON c.row = o.conversation
                 CROSS JOIN persons p ON p.row = o.person
             WHERE o.account = ?1 AND o.unasked = 1 AND o.key > ?2 ORDER BY o.key LIMIT ?3",
            &[&account, &window.after().key, &window.rows],
            CommitmentSubject::Message,
        )?);
    }
    Ok(first_of(all, window))
}

fn regranted(db: &Connection, window: Window) -> Result<Vec<CommitmentRow>> {
    read(
        db,
        "SELECT r.key, r.key, p.id, p.name, NULL, NULL, l.evidence, r.key >> 10, r.purpose
         FROM regrants r
             CROSS JOIN permissions l ON l.key = r.key
             CROSS JOIN persons p ON p.row = r.person
         WHERE r.key > ?1 ORDER BY r.key LIMIT ?2",
        &[&window.after().key, &window.rows],
        CommitmentSubject::Permission,
    )
}

fn old_permissions(db: &Connection, until: i64, window: Window) -> Result<Vec<CommitmentRow>> {
    let mut all = Vec::new();
    for purpose in PermissionPurpose::ALL {
        all.extend(read(
            db,
            "SELECT s.since_key, s.since_key, p.id, p.name, NULL, NULL, '', s.since_key >> 10,
                    s.purpose
             FROM permission_states s CROSS JOIN persons p ON p.row = s.person
             WHERE s.purpose = ?1 AND s.granted = 1 AND s.since_key > ?2 AND s.since_key < ?3
             ORDER BY s.since_key LIMIT ?4",
            &[
                &purpose,
                &window.after().key,
                &(until << key::SHIFT),
                &window.rows,
            ],
            CommitmentSubject::Permission,
        )?);
    }
    Ok(first_of(all, window))
}

fn addresses(db: &Connection, until: i64, window: Window) -> Result<Vec<CommitmentRow>> {
    read(
        db,
        "SELECT o.state_at, o.row, p.id, p.name,
                (SELECT c.id FROM conversations c WHERE c.row = o.conversation AND c.deleted = 0),
                NULL, o.remote_id, o.state_at, NULL
         FROM orders o CROSS JOIN persons p ON p.row = o.person
         WHERE o.state = 'received' AND o.deliver_to <> '' AND o.state_at < ?3
             AND o.state_at >= ?1 AND (o.state_at > ?1 OR o.row > ?2)
         ORDER BY o.state_at, o.row LIMIT ?4",
        &[
            &window.after().at,
            &window.after().key,
            &until,
            &window.rows,
        ],
        CommitmentSubject::Order,
    )
}

fn notes(db: &Connection, until: i64, window: Window) -> Result<Vec<CommitmentRow>> {
    read(
        db,
        "SELECT r.seen_at, r.person, p.id, p.name, NULL, NULL, '', nullif(r.seen_at, 0), NULL
         FROM roster r CROSS JOIN persons p ON p.row = r.person
         WHERE r.noted > 0 AND (r.seen_at, r.person) > (?1, ?2) AND r.seen_at < ?3
         ORDER BY r.seen_at, r.person LIMIT ?4",
        &[
            &window.after().at,
            &window.after().key,
            &until,
            &window.rows,
        ],
        CommitmentSubject::Notes,
    )
}

fn doors(db: &Connection, window: Window) -> Result<Vec<CommitmentRow>> {
    read(
        db,
        "SELECT row, row, NULL, NULL, NULL, id, name, state_since_at, NULL FROM accounts
         WHERE state = 'disconnected' AND (token <> '' OR ifnull(refresh_token, '') <> '')
             AND row > ?1
         ORDER BY row LIMIT ?2",
        &[&window.after().key, &window.rows],
        CommitmentSubject::Account,
    )
}

fn unkept(db: &Connection, window: Window) -> Result<Vec<CommitmentRow>> {
    read(
        db,
        "SELECT c.person, c.person, p.id, p.name, NULL, NULL, '', c.since_at, NULL
         FROM clients c CROSS JOIN persons p ON p.row = c.person
         WHERE c.keeper = '' AND c.person > ?1 AND p.deleted = 0 ORDER BY c.person LIMIT ?2",
        &[&window.after().key, &window.rows],
        CommitmentSubject::Client,
    )
}

/// What is wrong with how the store is kept on this machine.
fn readable(db: &Connection, place: KeyPlaceKind, window: Window) -> Result<Vec<CommitmentRow>> {
    let plain = match db.path() {
        Some(path) => is_plain(path.as_ref())?,
        None => true,
    };
    let faults = [
        (plain, CommitmentSubject::PlainStore),
        (place == KeyPlaceKind::File, CommitmentSubject::PlainKey),
    ];
    let faults = (0..).zip(faults).filter(|(_, (is_so, _))| *is_so);
    let rows = faults.map(|(key, (_, subject))| CommitmentRow::of(key, subject));
    let rows = rows.filter(|row| row.at.key > window.after().key);
    Ok(rows.take(window.rows as usize).collect())
}

/// Whether anybody who has the file can read the store.
pub(super) fn is_plain(path: &std::path::Path) -> Result<bool> {
    let mut head = Vec::new();
    std::fs::File::open(path)?
        .take(PLAIN.len() as u64)
        .read_to_end(&mut head)?;
    Ok(head == PLAIN)
}

fn first_of(mut all: Vec<CommitmentRow>, window: Window) -> Vec<CommitmentRow> {
    all.sort_by_key(|row| row.at.key);
    all.truncate(window.rows as usize);
    all
}

fn read(
    db: &Connection,
    sql: &str,
    params: &[&dyn ToSql],
    subject: CommitmentSubject,
) -> Result<Vec<CommitmentRow>> {
    let mut rows = db.prepare_cached(sql)?;
    let rows = rows.query_map(params, |row| of(row, subject))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn of(row: &Row<'_>, subject: CommitmentSubject) -> rusqlite::Result<CommitmentRow> {
    Ok(CommitmentRow {
        at: CommitmentAt {
            at: row.get(0)?,
            key: row.get(1)?,
        },
        subject,
        person_id: row.get(2)?,
        person: row.get(3)?,
        conversation_id: row.get(4)?,
        account_id: row.get(5)?,
        words: row.get(6)?,
        happened_at: row.get(7)?,
        purpose: row.get(8)?,
    })
}
