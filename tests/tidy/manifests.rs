//! Rules about manifests: which crate may know what, and where a version is written.

use toml::{Table, Value};

use super::files::{File, Rule};

/// All that the types need; anything that could reach a file or a network is not on the list.
const PROTOCOL_MAY_USE: &[&str] = &["serde", "serde_json", "utoipa"];

/// The rules.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        says: "Only `src-tauri` knows Tauri; the workstation runs and is tested without a window.",
        find: |files| {
            let others = members(files).filter(|(path, _)| *path != "src-tauri/Cargo.toml");
            let knows = |(path, manifest): (&str, Table)| {
                let names = dependencies(&manifest).into_iter().map(|(name, _)| name);
                let tauri = names.filter(|name| *name == "tauri" || name.starts_with("tauri-"));
                tauri
                    .map(|name| format!("{path}: {name}"))
                    .collect::<Vec<_>>()
            };
            others.flat_map(knows).collect()
        },
        wrong: &[
            &[(
                "crates/core/Cargo.toml",
                "[dependencies]\ntauri.workspace = true",
            )],
            &[(
                "a/Cargo.toml",
                "[dev-dependencies]\ntauri-plugin-opener.workspace = true",
            )],
            &[(
                "a/Cargo.toml",
                "[target.'cfg(unix)'.dependencies]\ntauri.workspace = true",
            )],
        ],
        right: &[&[
            (
                "src-tauri/Cargo.toml",
                "[dependencies]\ntauri.workspace = true",
            ),
            ("Cargo.toml", "[workspace.dependencies]\ntauri = \"2\""),
        ]],
    },
    Rule {
        says: "`protocol` is what client and server share: types, and nothing that does anything.",
        find: |files| {
            let path = "crates/protocol/Cargo.toml";
            let Some((_, manifest)) = members(files).find(|(found, _)| *found == path) else {
                return vec![format!("{path} is missing")];
            };
            let used = table(&manifest, "dependencies")
                .map(Table::keys)
                .into_iter()
                .flatten();
            let foreign = used.filter(|name| !PROTOCOL_MAY_USE.contains(&name.as_str()));
            foreign.map(|name| format!("{path}: {name}")).collect()
        },
        wrong: &[
            &[(
                "crates/protocol/Cargo.toml",
                "[dependencies]\nreqwest.workspace = true",
            )],
            &[],
        ],
        right: &[&[(
            "crates/protocol/Cargo.toml",
            "[dependencies]\nserde.workspace = true",
        )]],
    },
    Rule {
        says: "A version is written once, in the root manifest.",
        find: |files| {
            let mut faults = Vec::new();
            for (path, manifest) in members(files) {
                for (name, value) in dependencies(&manifest) {
                    if !inherits(value) {
                        faults.push(format!("{path}: {name}"));
                    }
                }
                let package = table(&manifest, "package");
                for field in ["version", "edition", "rust-version", "license", "publish"] {
                    if !package
                        .and_then(|package| package.get(field))
                        .is_some_and(inherits)
                    {
                        faults.push(format!("{path}: package.{field}"));
                    }
                }
            }
            faults
        },
        wrong: &[
            &[(
                "a/Cargo.toml",
                concat!(include_str!("member.toml"), "serde = \"1\""),
            )],
            &[(
                "a/Cargo.toml",
                concat!(include_str!("member.toml"), "serde = { version = \"1\" }"),
            )],
            &[(
                "a/Cargo.toml",
                concat!(include_str!("member.toml"), "b = { path = \"../b\" }"),
            )],
            &[("a/Cargo.toml", "[package]\nversion = \"1.0.0\"")],
        ],
        right: &[&[(
            "a/Cargo.toml",
            concat!(include_str!("member.toml"), "b.workspace = true"),
        )]],
    },
    Rule {
        says: "Every crate takes the workspace's lints.",
        find: |files| {
            let without = |(path, manifest): (&str, Table)| {
                let takes = manifest.get("lints").is_some_and(inherits);
                (!takes).then(|| path.to_owned())
            };
            members(files).filter_map(without).collect()
        },
        wrong: &[&[("a/Cargo.toml", "[package]\nname = \"a\"")]],
        right: &[&[("a/Cargo.toml", "[lints]\nworkspace = true")]],
    },
    Rule {
        says: "A manifest is valid TOML.",
        find: |files| {
            let invalid = manifests(files).filter(|file| file.text.parse::<Table>().is_err());
            invalid.map(|file| file.path.clone()).collect()
        },
        wrong: &[&[("a/Cargo.toml", "[package")]],
        right: &[&[("a/Cargo.toml", "[package]")]],
    },
];

fn manifests(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.name() == "Cargo.toml")
}

/// Every manifest but the root's.
fn members(files: &[File]) -> impl Iterator<Item = (&str, Table)> {
    manifests(files)
        .filter(|file| file.path != "Cargo.toml")
        .filter_map(|file| Some((file.path.as_str(), file.text.parse().ok()?)))
}

fn table<'a>(manifest: &'a Table, name: &str) -> Option<&'a Table> {
    manifest.get(name).and_then(Value::as_table)
}

/// All dependencies of a manifest, those for tests, builds and single platforms included.
fn dependencies(manifest: &Table) -> Vec<(&str, &Value)> {
    let platforms = table(manifest, "target")
        .into_iter()
        .flat_map(Table::values);
    let mut found = Vec::new();
    for part in platforms.filter_map(Value::as_table).chain([manifest]) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let entries = table(part, kind).into_iter().flatten();
            found.extend(entries.map(|(name, value)| (name.as_str(), value)));
        }
    }
    found
}

fn inherits(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}
