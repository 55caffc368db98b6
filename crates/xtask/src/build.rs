//! Building the page and the programs, each only when something changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::step;
use crate::{root, target};

/// A command of npm, in the page's folder.
pub(crate) fn npm(args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(root().join("ui"));
    command
}

/// A command of cargo, in the root, without colours that would clutter a log.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(args)
        .current_dir(root())
        .env("CARGO_TERM_COLOR", "never");
    command
}

/// Installs the page's packages when the lock file is not the one that was installed.
pub(crate) fn page_packages() -> Result<()> {
    let lock = fs::read(root().join("ui/package-lock.json")).context("ui/package-lock.json")?;
    let installed = root().join("ui/node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    step(
        "npm ci",
        &mut npm(&["ci", "--no-audit", "--no-fund", "--loglevel", "http"]),
    )?;
    fs::write(&installed, lock)?;
    Ok(())
}

/// Builds the page when one of its sources changed.
///
/// The answer is looked for in the sources' content, because a page that is written anew makes the
/// window link anew.
pub(crate) fn page() -> Result<()> {
    page_packages()?;
    let ui = root().join("ui");
    let mut hasher = DefaultHasher::new();
    let mut files = Vec::new();
    for place in ["src", "public"] {
        collect(&ui.join(place), &mut files);
    }
    let top = fs::read_dir(&ui)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file());
    files.extend(top);
    files.sort();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    let now = hasher.finish().to_string();
    let stamp = target().join("xtask/page.stamp");
    let built = ui.join("dist/index.html").is_file();
    if built && fs::read_to_string(&stamp).is_ok_and(|old| old == now) {
        return Ok(());
    }
    step("npm run build", &mut npm(&["run", "build"]))?;
    fs::create_dir_all(target().join("xtask"))?;
    fs::write(stamp, now)?;
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
    {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// What every cargo command of the tests selects. They all select the same, because cargo compiles a
/// crate anew for each set of features, and another selection is another set.
pub(crate) const EVERYTHING: [&str; 4] = [
    "--workspace",
    "--all-targets",
    "--features",
    "rapport/custom-protocol",
];

/// What is given out and what measures it. Always together, because another selection would be
/// another set of features, and so another build.
const RELEASED: [&str; 11] = [
    "--release",
    "-p",
    "rapport",
    "-p",
    "rapport-bazaar",
    "-p",
    "rapport-bench",
    "--features=rapport/custom-protocol",
    "--bins",
    "--example",
    "bare_window",
];

/// The programs as they are given out, the window with the page inside it, and those that measure.
pub(crate) fn released() -> Result<()> {
    page()?;
    step("cargo build release", cargo(&["build"]).args(RELEASED))
}

/// Every program and every test, the window with the page inside it.
pub(crate) fn everything() -> Result<()> {
    page()?;
    step("cargo build", cargo(&["build"]).args(EVERYTHING))
}

/// Every program, the window with the page inside it, and no tests. All of them, because a smaller
/// selection would be another set of features, and so another build of everything below them.
pub(crate) fn programs() -> Result<()> {
    page()?;
    step(
        "cargo build",
        &mut cargo(&[
            "build",
            "--workspace",
            "--features",
            "rapport/custom-protocol",
        ]),
    )
}
