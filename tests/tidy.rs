//! The rules of the house that no linter keeps.
//!
//! A rule is a function from files to faults, with small wrong repositories in which it must find
//! one and right ones in which it must not; so a rule that has gone blind fails like a broken rule
//! does. To lift a rule for one file, put it on that rule's list of exceptions, with the reason.

mod tidy {
    pub(crate) mod documents;
    pub(crate) mod files;
    pub(crate) mod manifests;
    pub(crate) mod sources;
    pub(crate) mod statements;
}

use tidy::files::{File, Rule, repository};
use tidy::{documents, manifests, sources, statements};

fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        sources::RULES,
        manifests::RULES,
        documents::RULES,
        statements::RULES,
    ]
    .into_iter()
    .flatten()
}

fn sample(files: &[(&str, &str)]) -> Vec<File> {
    files
        .iter()
        .map(|(path, text)| File::new(path, *text))
        .collect()
}

#[test]
fn the_repository_keeps_the_rules_of_the_house() {
    let files = repository();
    assert!(
        files.iter().any(|file| file.path == "tests/tidy.rs"),
        "the list of files is wrong"
    );
    let faults: Vec<String> = rules()
        .flat_map(|rule| {
            (rule.find)(&files)
                .into_iter()
                .map(|fault| format!("{fault}\n    {}", rule.says))
        })
        .collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_rule_finds_the_fault_it_is_there_for() {
    for rule in rules() {
        assert!(!rule.wrong.is_empty(), "no example for: {}", rule.says);
        for wrong in rule.wrong {
            let faults = (rule.find)(&sample(wrong));
            assert!(!faults.is_empty(), "{wrong:?} should break: {}", rule.says);
        }
    }
}

#[test]
fn no_rule_finds_fault_with_what_is_right() {
    for rule in rules() {
        for right in rule.right {
            let faults = (rule.find)(&sample(right));
            assert_eq!(faults, [""; 0], "{right:?} keeps: {}", rule.says);
        }
    }
}
