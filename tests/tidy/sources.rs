//! Rules about source files.

use super::files::{File, Rule};

/// Words that hide what a thing is.
const EMPTY_WORDS: &[&str] = &["manager", "service", "helper", "util", "processor"];
/// Files in which everything ends up.
const DRAWERS: &[&str] = &["common", "misc", "shared", "stuff"];

/// The rules.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        says: "A Rust module begins with `//!`: what it is, before how it does it.",
        find: |files| {
            let starts = |file: &&File| file.ends(&[".rs"]) && !file.text.starts_with("//!");
            files
                .iter()
                .filter(starts)
                .map(|file| file.path.clone())
                .collect()
        },
        wrong: &[
            &[("a.rs", "use std::fmt;\n")],
            &[("a.rs", "")],
            &[("a.rs", "/// No.\n")],
        ],
        right: &[&[("a.rs", "//! Yes.\n"), ("a.ts", "")]],
    },
    Rule {
        says: "No file is longer than can be read: Rust 600 lines, Svelte 400, TypeScript 300.",
        find: too_long,
        // The longest text at hand; `the_caps_count_lines_and_leave_out_tests` has the exact caps.
        wrong: &[&[("ui/src/long.ts", include_str!("../../Cargo.lock"))]],
        right: &[&[("ui/src/api/commands.gen.ts", "")]],
    },
    Rule {
        says: "A module is `foo.rs` beside `foo/`, so that its name can be seen on a tab.",
        find: |files| paths(files, |file| file.name() == "mod.rs"),
        wrong: &[&[("crates/core/src/inbox/mod.rs", "//! No.")]],
        right: &[&[("crates/core/src/inbox.rs", "//! Yes.")]],
    },
    Rule {
        says: "Names say what a thing is: no Manager, Service, Helper, Util, Processor, no drawers.",
        find: |files| {
            let mut faults = paths(files, |file| is_source(file) && has_empty_name(file));
            for file in files.iter().filter(|file| is_source(file)) {
                faults.extend(file.lines(|line| declared(line).is_some_and(is_empty_word)));
            }
            faults
        },
        wrong: &[
            &[("a.rs", concat!("pub struct Store", "Manager {"))],
            &[("a.rs", concat!("trait Http", "Service {}"))],
            &[("a.ts", concat!("export class Api", "Helper {"))],
            &[("ui/src/lib/common.ts", "")],
            &[("ui/src/lib/utils.ts", "")],
            &[("crates/core/src/sync_helpers.rs", "")],
            &[("ui/src/components/DialogManager.svelte", "")],
        ],
        right: &[&[
            ("ui/src/lib/days.ts", "type Communion = 1"),
            ("a.rs", "struct Utility;"),
        ]],
    },
    Rule {
        says: "Nothing is left half done: no placeholder, no test that does not run.",
        find: unfinished,
        wrong: &[
            &[("a.rs", concat!("    to", "do!()"))],
            &[("a.rs", concat!("    unimple", "mented!(\"later\")"))],
            &[("a.rs", concat!("#[ig", "nore]"))],
            &[("a.rs", concat!("#[ig", "nore = \"slow\"]"))],
            &[("a.rs", concat!("// TO", "DO: later"))],
            &[("a.test.ts", concat!("test.sk", "ip('x', () => {})"))],
            &[("a.spec.ts", concat!("describe.on", "ly('x', () => {})"))],
            &[("a.svelte", concat!("<!-- FIX", "ME -->"))],
        ],
        right: &[&[("a.rs", "bytes.iter().skip(1)"), ("a.ts", "onlyOnce()")]],
    },
    Rule {
        says: "Only `ui/src/host` knows what carries the page; all else asks the host.",
        find: |files| {
            let outside = |file: &&File| {
                file.path.starts_with("ui/src/") && !file.path.starts_with("ui/src/host/")
            };
            files
                .iter()
                .filter(outside)
                .flat_map(|file| file.lines(|line| line.contains("@tauri-apps")))
                .collect()
        },
        wrong: &[&[(
            "ui/src/api/index.ts",
            "import { invoke } from '@tauri-apps/api/core'",
        )]],
        right: &[&[
            (
                "ui/src/host/tauri.ts",
                "import { invoke } from '@tauri-apps/api/core'",
            ),
            ("ui/package.json", "\"@tauri-apps/api\": \"2\""),
        ]],
    },
    Rule {
        says: "A feature of the page imports no other feature; what two need lies in components or lib.",
        find: across_features,
        wrong: &[
            &[(
                "ui/src/features/inbox/A.svelte",
                "import B from '../settings/B.svelte'",
            )],
            &[(
                "ui/src/features/inbox/a.ts",
                "import { b } from '../../features/shop/b'",
            )],
        ],
        right: &[&[(
            "ui/src/features/inbox/A.svelte",
            "import B from '../../components/B.svelte'\nimport C from './C.svelte'",
        )]],
    },
    Rule {
        says: "Where packages come from is the builder's choice; no file names a registry's host.",
        find: |files| {
            let hosts = [
                concat!("crates", ".io"),
                concat!("npm", "js."),
                concat!("npm", "mirror."),
                concat!("yarnpkg", ".com"),
                concat!("py", "pi.org"),
                concat!("python", "hosted.org"),
                concat!("proxy.golang", ".org"),
            ];
            let named = |line: &str| hosts.iter().any(|host| line.contains(host));
            let ours = files.iter().filter(|file| !file.is_generated());
            ours.flat_map(|file| file.lines(named)).collect()
        },
        wrong: &[
            &[(".npmrc", concat!("registry=https://registry.npm", "js.org"))],
            &[(
                ".cargo/config.toml",
                concat!("index = \"https://index.cra", "tes.io/\""),
            )],
            &[("README.md", concat!("see https://py", "pi.org/project/x"))],
        ],
        right: &[&[("Cargo.lock", concat!("https://index.cra", "tes.io/"))]],
    },
    Rule {
        says: "Migrations are numbered from 0001 without gaps, or two stores take different paths.",
        find: misnumbered,
        wrong: &[
            &[("crates/core/migrations/0002_more.sql", "")],
            &[
                ("m/migrations/0001_a.sql", ""),
                ("m/migrations/0001_b.sql", ""),
            ],
            &[
                ("m/migrations/0001_a.sql", ""),
                ("m/migrations/0003_b.sql", ""),
            ],
            &[("m/migrations/first.sql", "")],
        ],
        right: &[&[
            ("a/migrations/0001_a.sql", ""),
            ("b/migrations/0001_b.sql", ""),
            ("a/migrations/0002_c.sql", ""),
        ]],
    },
    Rule {
        says: "Every table is device-local, mirrored or journaled, and schema.sql says which.",
        find: unclassed,
        wrong: &[
            &[("crates/core/schema.sql", "CREATE TABLE a (x) STRICT;")],
            &[(
                "crates/core/schema.sql",
                "-- Others ----\nCREATE VIRTUAL TABLE a USING fts5 (x);",
            )],
            &[],
        ],
        right: &[&[(
            "crates/core/schema.sql",
            "-- Mirrored ----\n-- A.\nCREATE TABLE a (x);\n",
        )]],
    },
];

fn paths(files: &[File], breaks: impl Fn(&File) -> bool) -> Vec<String> {
    files
        .iter()
        .filter(|file| breaks(file))
        .map(|file| file.path.clone())
        .collect()
}

fn is_source(file: &File) -> bool {
    file.ends(&[".rs", ".ts", ".js", ".svelte"])
}

fn cap(file: &File) -> Option<usize> {
    match file.path.rsplit('.').next() {
        _ if file.is_generated() => None,
        Some("rs") => Some(600),
        Some("svelte") => Some(400),
        Some("ts") => Some(300),
        _ => None,
    }
}

/// The lines of a file; of Rust, without the tests at its end.
fn length(file: &File) -> usize {
    let tests = file
        .text
        .find("\n#[cfg(test)]\nmod tests {")
        .unwrap_or(file.text.len());
    file.text.get(..tests).unwrap_or_default().lines().count()
}

fn too_long(files: &[File]) -> Vec<String> {
    let faults = files.iter().filter_map(|file| {
        let (cap, length) = (cap(file)?, length(file));
        (length > cap).then(|| format!("{}: {length} lines, the cap is {cap}", file.path))
    });
    faults.collect()
}

/// The words of a name: `sync_helpers`, `DialogManager` and `dialog-manager` have two each.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_uppercase() || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

fn is_empty_word(name: &str) -> bool {
    let bare = |word: &String| word.strip_suffix('s').unwrap_or(word).to_owned();
    words(name)
        .iter()
        .map(bare)
        .any(|word| EMPTY_WORDS.contains(&word.as_str()))
}

fn has_empty_name(file: &File) -> bool {
    let stem = file.name().split('.').next().unwrap_or_default();
    is_empty_word(stem) || DRAWERS.contains(&stem)
}

/// The name of the type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let kinds = ["struct", "enum", "trait", "type", "class", "interface"];
    let mut parts = line
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|p| !p.is_empty());
    let qualifiers = [
        "pub", "crate", "super", "export", "default", "abstract", "declare",
    ];
    let kind = parts.find(|part| !qualifiers.contains(part))?;
    if kinds.contains(&kind) {
        parts.next()
    } else {
        None
    }
}

fn unfinished(files: &[File]) -> Vec<String> {
    let everywhere = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let rust = [
        concat!("to", "do!"),
        concat!("unimple", "mented!"),
        concat!("#[ig", "nore"),
    ];
    let page = [
        concat!(".sk", "ip("),
        concat!(".on", "ly("),
        concat!(".fix", "me("),
    ];
    let sources = files.iter().filter(|file| is_source(file));
    let lines = sources.flat_map(|file| {
        let own: &[&str] = if file.ends(&[".rs"]) { &rust } else { &page };
        file.lines(|line| {
            everywhere
                .iter()
                .chain(own)
                .any(|needle| line.contains(needle))
        })
    });
    lines.collect()
}

fn across_features(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let Some(inside) = file.path.strip_prefix("ui/src/features/") else {
            continue;
        };
        let depth = inside.matches('/').count();
        // From the feature's own folder, one step up is where the other features lie.
        let sideways = format!("'{}", "../".repeat(depth));
        faults.extend(file.lines(|line| {
            let Some((_, target)) = line.split_once(&sideways) else {
                return line.contains("/features/") && line.contains(" from ");
            };
            !target.starts_with("../") || target.contains("features/")
        }));
    }
    faults
}

fn misnumbered(files: &[File]) -> Vec<String> {
    let mut migrations: Vec<(&str, &File)> = files
        .iter()
        .filter(|file| file.path.contains("/migrations/") && file.ends(&[".sql"]))
        .filter_map(|file| Some((file.path.rsplit_once('/')?.0, file)))
        .collect();
    migrations.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    let mut faults = Vec::new();
    let (mut folder, mut number) = ("", 0);
    for (its_folder, file) in migrations {
        number = if its_folder == folder { number + 1 } else { 1 };
        folder = its_folder;
        if !file.name().starts_with(&format!("{number:04}_")) {
            faults.push(format!("{}: should be number {number:04}", file.path));
        }
    }
    faults
}

fn unclassed(files: &[File]) -> Vec<String> {
    let Some(schema) = files
        .iter()
        .find(|file| file.path == "crates/core/schema.sql")
    else {
        return vec!["crates/core/schema.sql is missing".to_owned()];
    };
    let classes = ["-- Device-local --", "-- Mirrored --", "-- Journaled --"];
    let mut is_classed = false;
    let mut faults = Vec::new();
    for line in schema.text.lines() {
        if line.starts_with("-- ") && line.ends_with("----") {
            is_classed = classes.iter().any(|class| line.starts_with(class));
        }
        let is_table = line.starts_with("CREATE TABLE") || line.starts_with("CREATE VIRTUAL TABLE");
        if is_table && !is_classed {
            faults.push(format!("{}: {line}", schema.path));
        }
    }
    faults
}

#[test]
fn the_caps_count_lines_and_leave_out_tests() {
    let rust = |code: usize, tests: usize| {
        let text = "//! x\n".repeat(code) + "\n#[cfg(test)]\nmod tests {\n" + &"x\n".repeat(tests);
        too_long(&[File::new("a.rs", text)]).len()
    };
    assert_eq!((rust(600, 900), rust(601, 0)), (0, 1));
    let other = |path: &str, lines: usize| too_long(&[File::new(path, "x\n".repeat(lines))]).len();
    assert_eq!((other("a.svelte", 400), other("a.svelte", 401)), (0, 1));
    assert_eq!((other("a.ts", 300), other("a.ts", 301)), (0, 1));
    assert_eq!((other("a.gen.ts", 9_000), other("a.sql", 9_000)), (0, 0));
}
