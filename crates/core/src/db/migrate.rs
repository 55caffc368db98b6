//! Migrations: numbered files, each applied in one transaction that also sets the version. Never
//! edited after a release; they add and do not alter.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_trade.sql"),
    include_str!("../../migrations/0003_sign_in.sql"),
    include_str!("../../migrations/0004_feedback.sql"),
    include_str!("../../migrations/0005_people.sql"),
    include_str!("../../migrations/0006_promises.sql"),
    include_str!("../../migrations/0007_permissions.sql"),
    include_str!("../../migrations/0008_keepers.sql"),
    include_str!("../../migrations/0009_commitments.sql"),
    include_str!("../../migrations/0010_merging.sql"),
    include_str!("../../migrations/0011_inbox_lines.sql"),
    include_str!("../../migrations/0012_inbox_without_lines.sql"),
    include_str!("../../migrations/0013_uncertain.sql"),
    include_str!("../../migrations/0014_outbox_whole.sql"),
    include_str!("../../migrations/0015_triage.sql"),
    include_str!("../../migrations/0016_pictures.sql"),
    include_str!("../../migrations/0017_products_index.sql"),
    include_str!("../../migrations/0018_orders_index.sql"),
    include_str!("../../migrations/0019_person_notes_index.sql"),
];

/// The newest schema that this version knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the store to the newest schema.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(Error::NewerStore {
            found,
            known: SCHEMA_VERSION,
        });
    }
    for (version, migration) in (1..).zip(MIGRATIONS).skip(found as usize) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(migration)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object of a database with the text that made it, free of comments and layout; a column
    /// that was added later stands as if it had been written there.
    fn objects(connection: &Connection) -> Vec<(String, String)> {
        let mut rows = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            .unwrap();
        let rows = rows
            .query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
            .unwrap();
        rows.map(|row| {
            let (name, sql) = row.unwrap();
            let plain = sql.lines().map(|line| line.split("--").next().unwrap());
            let words: Vec<_> = plain.flat_map(str::split_whitespace).collect();
            let sql = words.join(" ").replace(" ,", ",").replace(" )", ")");
            (name, sql)
        })
        .collect()
    }

    fn migrated() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection
    }

    #[test]
    fn schema_sql_is_what_a_migrated_store_has() {
        let written = Connection::open_in_memory().unwrap();
        written
            .execute_batch(include_str!("../../schema.sql"))
            .unwrap();
        assert_eq!(
            objects(&written),
            objects(&migrated()),
            "schema.sql is stale"
        );
    }

    #[test]
    fn a_newer_store_is_refused() {
        let mut connection = migrated();
        connection
            .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
            .unwrap();
        assert!(matches!(
            migrate(&mut connection),
            Err(Error::NewerStore { .. })
        ));
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = migrated();
        let before = objects(&connection);
        migrate(&mut connection).unwrap();
        assert_eq!(objects(&connection), before);
    }

    #[test]
    fn ratings_of_an_older_store_get_their_place_and_are_counted() {
        let mut connection = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..3] {
            connection.execute_batch(migration).unwrap();
        }
        connection.pragma_update(None, "user_version", 3).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
                 INSERT INTO feedback (id, account, remote_id, revision, author, person,
                     conversation, rating, text, at, answer, answer_at)
                 SELECT id, 1, i, 1, iif(i % 3 = 0, 'seller', 'buyer'), 1, 1, 4, '',
                        iif(i = 1500, 1000, 2000), iif(i % 2, 'Thanks', NULL), iif(i % 2, 3000, NULL)
                 FROM (SELECT CAST(i AS BLOB) AS id, i FROM n);",
            )
            .unwrap();
        migrate(&mut connection).unwrap();
        let ask = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(ask("SELECT key FROM feedback WHERE at = 1000"), 1000 << 10);
        assert_eq!(
            ask("SELECT min(key) FROM feedback WHERE at = 2000"),
            2000 << 10
        );
        // More than one millisecond holds: the next one lends the rest.
        assert_eq!(ask("SELECT max(key) FROM feedback"), (2000 << 10) + 1499);
        assert_eq!(ask("SELECT to_answer FROM feedback_tallies"), 500);
        assert_eq!(
            ask("SELECT ratings FROM feedback_months WHERE month_at = 0"),
            1000
        );
        assert_eq!(ask("SELECT stars FROM feedback_months"), 4000);
        assert_eq!(ask("SELECT answered FROM feedback_months"), 500);
    }
}
