//! Proves that what is shipped has no door for tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_window_contains_no_http_server() -> Result<()> {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "-p",
            "rapport",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--all-features",
        ])
        .args(["--format", "{p}"])
        .current_dir(root())
        .output()?;
    ensure!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout)?;
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    for needed in ["tauri", "rapport-core", "rapport-connectors"] {
        assert!(
            crates.contains(&needed),
            "{needed} is not in the tree: is this the window's?"
        );
    }
    for unwanted in ["axum", "rapport-tests", "rapport-bazaar"] {
        assert!(
            !crates.contains(&unwanted),
            "the window contains {unwanted}"
        );
    }
    Ok(())
}

#[test]
fn the_window_contains_no_mutants() -> Result<()> {
    let features = |package: &str| -> Result<String> {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "-p", package, "-e", "normal", "--prefix", "none"])
            .args(["--format", "{p} {f}"])
            .current_dir(root())
            .output()?;
        let tree = String::from_utf8(tree.stdout)?;
        let core = tree.lines().find(|line| line.starts_with("rapport-core "));
        Ok(core.context("there is no core in the tree")?.to_owned())
    };
    assert!(features("rapport-tests")?.contains("simulation"));
    assert!(!features("rapport")?.contains("simulation"));
    Ok(())
}

#[test]
fn the_shipped_page_knows_no_other_host() -> Result<()> {
    let sources = std::fs::read_to_string(root().join("ui/src/host/http.ts"))?;
    let mut marks = vec!["x-rapport-token", "/invoke/"];
    for mark in &marks {
        assert!(
            sources.contains(mark),
            "{mark} no longer tells the page's HTTP host"
        );
    }
    // Only the hosts for tests turn the marking of sentences on.
    marks.push("pseudo");

    let dist = root().join("ui/dist");
    let mut scripts = Vec::new();
    collect(&dist, &mut scripts).context(
        "ui/dist is not there: build the page first, with `npm run build` in ui \
         (`cargo xtask test` does)",
    )?;
    assert!(
        !scripts.is_empty(),
        "ui/dist holds no script: build the page again"
    );
    for script in scripts {
        let text = std::fs::read_to_string(&script)?;
        for mark in &marks {
            assert!(!text.contains(mark), "{} contains {mark}", script.display());
        }
    }
    Ok(())
}

fn collect(dir: &Path, scripts: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, scripts)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "html")
        {
            scripts.push(path);
        }
    }
    Ok(())
}
