//! Writes the page's types from the table of commands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use super::Tag;
use crate::changes::Announcement;
use crate::error::CommandError;

/// The declarations that the commands need, and the commands.
pub(super) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
    commands: String,
}

impl Types {
    fn new() -> Self {
        Self {
            // Keys and times stay below 2^53, so a plain number holds them.
            config: Config::default().with_large_int("number"),
            declarations: BTreeMap::new(),
            commands: String::new(),
        }
    }

    pub(super) fn command<A: TS + 'static, R: TS + 'static>(&mut self, name: &str, tag: Tag) {
        self.visit::<A>();
        self.visit::<R>();
        let (args, result) = (A::name(&self.config), R::name(&self.config));
        let tag = format!("{tag:?}").to_lowercase();
        writeln!(
            self.commands,
            "  '{name}': {{ args: {args}; result: {result}; tag: '{tag}' }};"
        )
        .unwrap();
    }

    /// The same, of a command that comes with bytes beside its arguments.
    pub(super) fn carrying<A: TS + 'static, R: TS + 'static>(&mut self, name: &str) {
        self.visit::<A>();
        self.visit::<R>();
        let (args, result) = (A::name(&self.config), R::name(&self.config));
        writeln!(
            self.commands,
            "  '{name}': {{ args: {args}; result: {result}; tag: 'carrying' }};"
        )
        .unwrap();
    }

    fn written(self) -> String {
        let mut file = "// Written by `cargo xtask gen` from the table of commands in the core's \
                        ipc.rs. Do not edit.\n\n"
            .to_owned();
        for declaration in self.declarations.values() {
            writeln!(file, "{declaration}\n").unwrap();
        }
        write!(
            file,
            "/** Every command. */\nexport interface Commands {{\n{}}}\n",
            self.commands
        )
        .unwrap();
        file
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::name(&self.config);
        // Only our own types have a declaration; the others are written in place.
        if T::output_path().is_none() || self.declarations.contains_key(&name) {
            T::visit_generics(self);
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(&self.config));
        self.declarations.insert(name, declaration);
        T::visit_dependencies(self);
    }
}

#[test]
fn generated_types_are_current() {
    let mut types = Types::new();
    super::write_types(&mut types);
    types.visit::<CommandError>();
    types.visit::<Announcement>();
    let now = types.written();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/commands.gen.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(
        kept == now,
        "commands.gen.ts is stale: run `cargo xtask gen` and commit the result"
    );
}
