//! Rules about what is written for people.

use super::files::{File, Rule};

const LANGUAGES: &[&str] = &["en", "zh-CN"];

/// The rules.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        says: "Every language that ships has its catalogue.",
        find: |files| {
            let path = |language: &&str| format!("ui/src/text/{language}.ts");
            missing(files, LANGUAGES.iter().map(path))
        },
        wrong: &[&[], &[("ui/src/text/en.ts", "export const en = {}")]],
        right: &[&[("ui/src/text/en.ts", "x"), ("ui/src/text/zh-CN.ts", "x")]],
    },
    Rule {
        says: "The house has its documents and both licences.",
        find: |files| {
            let documents = [
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
            ];
            let licences = ["LICENSE-MIT", "LICENSE-APACHE"];
            missing(
                files,
                documents.into_iter().chain(licences).map(str::to_owned),
            )
        },
        wrong: &[&[], &[("README.md", "x"), ("LICENSE-MIT", "")]],
        right: &[&[
            ("README.md", "x"),
            ("ARCHITECTURE.md", "x"),
            ("CONTRIBUTING.md", "x"),
            ("CHANGELOG.md", "x"),
            ("LICENSE-MIT", "x"),
            ("LICENSE-APACHE", "x"),
        ]],
    },
    Rule {
        says: "The change log tells sellers what is new, in the change that brings it.",
        find: |files| {
            let Some(log) = files.iter().find(|file| file.path == "CHANGELOG.md") else {
                return vec!["CHANGELOG.md is missing".to_owned()];
            };
            let newest = log.text.split("\n## ").nth(1).unwrap_or_default();
            let tells = newest
                .lines()
                .any(|line| line.starts_with("- ") && line.len() > 20);
            if tells {
                vec![]
            } else {
                vec!["CHANGELOG.md: the newest part is empty".to_owned()]
            }
        },
        wrong: &[
            &[],
            &[("CHANGELOG.md", "# Changes\n\n## Unreleased\n")],
            &[(
                "CHANGELOG.md",
                "# Changes\n\n## Unreleased\n\n## 1.0\n- Something useful is new.\n",
            )],
        ],
        right: &[&[(
            "CHANGELOG.md",
            "# Changes\n\n## Unreleased\n- Something useful is new.\n",
        )]],
    },
    Rule {
        says: "The README names both commands before anything has to be scrolled.",
        find: |files| {
            let readme = files.iter().find(|file| file.path == "README.md");
            let text = readme.map(|file| file.text.as_str()).unwrap_or_default();
            let screen: Vec<&str> = text.lines().take(40).collect();
            let is_named = |command: &&&str| screen.iter().any(|line| line.contains(**command));
            let commands = ["cargo xtask demo", "cargo xtask test"];
            let unnamed = commands.iter().filter(|command| !is_named(command));
            unnamed
                .map(|command| format!("README.md: {command}"))
                .collect()
        },
        wrong: &[&[], &[("README.md", "# It\n\ncargo xtask demo\n")]],
        right: &[&[("README.md", "# It\n\ncargo xtask demo\ncargo xtask test\n")]],
    },
    Rule {
        says: "A link from one document to a file of the repository leads somewhere.",
        find: broken_links,
        wrong: &[
            &[("README.md", "see [the map](ARCHITECTURE.md)")],
            &[("a/b.md", "see [it](c.md#part)"), ("c.md", "")],
        ],
        right: &[&[
            (
                "README.md",
                "[a](docs/a.md#x) [folder](docs) [web](https://example.org) [here](#x)",
            ),
            ("docs/a.md", "[up](../README.md)"),
        ]],
    },
    Rule {
        says: "For every table it is written down who decides, and which test shows it.",
        find: undecided,
        wrong: &[
            &[
                ("crates/core/schema.sql", "CREATE TABLE notes ("),
                ("docs/conflicts.md", "| `other` | x | `it` |"),
                ("a.rs", "fn it() {}"),
            ],
            &[
                ("crates/core/schema.sql", "CREATE TABLE notes ("),
                ("docs/conflicts.md", "| `notes` | x | `no_such_test` |"),
            ],
            &[
                ("crates/core/schema.sql", "CREATE TABLE notes ("),
                ("docs/conflicts.md", "| `notes` | x | none |"),
            ],
        ],
        right: &[&[
            ("crates/core/schema.sql", "CREATE TABLE notes ("),
            ("docs/conflicts.md", "| `notes` | x | `it` |"),
            ("a.rs", "async fn it() {}"),
        ]],
    },
];

/// What docs/conflicts.md leaves out of the schema, and the tests it names that are not there.
fn undecided(files: &[File]) -> Vec<String> {
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.map(|file| file.text.as_str()).unwrap_or_default()
    };
    let named = |cell: &str| -> Vec<String> {
        let names = cell.split('`').skip(1).step_by(2);
        names.map(str::to_owned).collect()
    };
    // The tables of a row, and the tests that show what it says.
    let rows: Vec<(Vec<String>, Vec<String>)> = text("docs/conflicts.md")
        .lines()
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|');
            let (tables, _, tests) = (cells.next()?, cells.next()?, cells.next()?);
            Some((named(tables), named(tests)))
        })
        .collect();
    let decided = |table: &str| {
        rows.iter()
            .any(|(tables, _)| tables.iter().any(|it| it == table))
    };
    let mut faults = Vec::new();
    for line in text("crates/core/schema.sql").lines() {
        let table = ["CREATE TABLE ", "CREATE VIRTUAL TABLE "]
            .iter()
            .find_map(|begins| line.strip_prefix(begins))
            .and_then(|rest| rest.split_whitespace().next());
        if let Some(table) = table.filter(|table| !decided(table)) {
            faults.push(format!("docs/conflicts.md: nobody decides about {table}"));
        }
    }
    let rust: Vec<&File> = files.iter().filter(|file| file.ends(&[".rs"])).collect();
    for (tables, tests) in rows.iter().filter(|(tables, _)| !tables.is_empty()) {
        if tests.is_empty() {
            faults.push(format!("docs/conflicts.md: nothing shows {tables:?}"));
        }
        for test in tests {
            let begins = format!("fn {test}(");
            if !rust.iter().any(|file| file.text.contains(&begins)) {
                faults.push(format!("docs/conflicts.md: there is no test {test}"));
            }
        }
    }
    faults
}

fn missing(files: &[File], paths: impl Iterator<Item = String>) -> Vec<String> {
    let is_there = |path: &String| {
        files
            .iter()
            .any(|file| file.path == *path && !file.text.trim().is_empty())
    };
    paths
        .filter(|path| !is_there(path))
        .map(|path| format!("{path} is missing or empty"))
        .collect()
}

fn broken_links(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.ends(&[".md"])) {
        for rest in file.text.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let path = resolve(&file.path, target);
            let below = format!("{path}/");
            let leads = files
                .iter()
                .any(|f| f.path == path || f.path.starts_with(&below));
            if !leads {
                faults.push(format!("{}: {target}", file.path));
            }
        }
    }
    faults
}

/// Where a relative link in a file leads, from the root.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
