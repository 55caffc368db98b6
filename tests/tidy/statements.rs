//! Rules about SQL, wherever it stands.

use super::files::{File, Rule};

/// Tables whose rows stay as they were written.
const APPEND_ONLY: &[&str] = &["permissions", "permission_words"];

/// Files that change such a row all the same, each with the reason.
const ATTEMPTS: &[(&str, &str)] = &[(
    "crates/core/src/permissions/tests.rs",
    "tries to, and sees that the store refuses",
)];

/// What takes the row of a table away or alters it, up to the name of the table.
const CHANGES: &[&[&str]] = &[
    &["update"],
    &["update", "or", "*"],
    &["delete", "from"],
    &["replace", "into"],
    &["drop", "table"],
    &["drop", "table", "if", "exists"],
    &["drop", "trigger"],
    &["drop", "trigger", "if", "exists"],
];

/// The rules.
pub(crate) const RULES: &[Rule] = &[Rule {
    says: "The permission log is append-only: what somebody said is never changed or deleted.",
    find: |files| {
        let code = files.iter().filter(|file| file.ends(&[".rs", ".sql"]));
        code.filter(|file| file.path != "tests/tidy/statements.rs")
            .flat_map(changes)
            .collect()
    },
    wrong: &[
        &[(
            "a.rs",
            "tx.execute(\"UPDATE permissions SET granted = 0\", [])",
        )],
        &[("a.rs", "\"DELETE\n    FROM permissions WHERE id = ?1\"")],
        &[("a.rs", "\"delete from main.permission_words\"")],
        &[(
            "a.rs",
            "\"UPDATE OR IGNORE \\\"permissions\\\" SET granted = 0\"",
        )],
        &[("m/migrations/0012_x.sql", "DROP TABLE permissions;")],
        &[(
            "m/migrations/0012_x.sql",
            "DROP TRIGGER IF EXISTS permissions_stay;",
        )],
        &[(
            "m/migrations/0012_x.sql",
            "REPLACE INTO permissions VALUES (1);",
        )],
        &[(
            "m/migrations/0012_x.sql",
            "INSERT OR REPLACE INTO permission_words SELECT 1;",
        )],
        // An exception that nothing needs any more.
        &[("crates/core/src/permissions/tests.rs", "//! Nothing.")],
    ],
    right: &[&[
        ("a.rs", "\"INSERT INTO permissions (id) SELECT ?1\""),
        (
            "b.rs",
            "\"DELETE FROM permission_states WHERE person = ?1\"",
        ),
        (
            "c.rs",
            "\"UPDATE tallies SET n = 1; SELECT 1 FROM permissions\"",
        ),
        (
            "d.sql",
            "CREATE TRIGGER a BEFORE UPDATE ON permissions BEGIN SELECT 1; END;",
        ),
        ("e.sql", "DROP TRIGGER promises_in;"),
        (
            "crates/core/src/permissions/tests.rs",
            "\"DELETE FROM permissions\"",
        ),
    ]],
}];

fn changes(file: &File) -> Vec<String> {
    let text = file.text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty() && *word != "main")
        .collect();
    let places = 0..words.len();
    let found = places.filter(|place| {
        let rest = words.get(*place..).unwrap_or_default();
        CHANGES.iter().any(|change| is_change(rest, change))
    });
    let faults: Vec<String> = found
        .map(|place| {
            let statement = words.get(place..).unwrap_or_default();
            let beginning: Vec<&str> = statement.iter().take(6).copied().collect();
            format!("{}: {} …", file.path, beginning.join(" "))
        })
        .collect();
    match ATTEMPTS.iter().find(|(path, _)| *path == file.path) {
        Some(_) if faults.is_empty() => vec![format!("{}: needs no exception", file.path)],
        Some(_) => Vec::new(),
        None => faults,
    }
}

/// Whether words begin with that change of such a table, or of a trigger that guards it.
fn is_change(words: &[&str], change: &[&str]) -> bool {
    let begins = words.len() > change.len()
        && change
            .iter()
            .zip(words)
            .all(|(wanted, word)| *wanted == "*" || wanted == word);
    let of_trigger = change.contains(&"trigger");
    let table = words.get(change.len()).copied().unwrap_or_default();
    begins
        && APPEND_ONLY
            .iter()
            .any(|name| *name == table || (of_trigger && table.starts_with(&format!("{name}_"))))
}
