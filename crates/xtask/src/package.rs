//! The Debian package, made by Tauri's own bundler from the program that cargo built for release.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::needs::{self, For};
use crate::run::{say, step};
use crate::{build, root, target};

/// Builds the window as it is given out, and packs it.
pub(crate) fn bundle() -> Result<()> {
    needs::install(&[For::Build])?;
    build::released()?;
    let deb = deb()?;
    say(&format!(
        "{}: {} bytes",
        deb.display(),
        fs::metadata(&deb)?.len()
    ));
    Ok(())
}

/// Packs the release build of the window, which must be there, and gives the package. Nothing is
/// built: the bundler takes the program as it is.
pub(crate) fn deb() -> Result<PathBuf> {
    build::page_packages()?;
    let folder = target().join("release/bundle/deb");
    // An older version's package would be taken for this one's.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let tauri = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    step(
        "tauri bundle",
        Command::new(root().join("ui/node_modules/.bin").join(tauri))
            .args([
                "bundle",
                "--bundles",
                "deb",
                "--features",
                "custom-protocol",
            ])
            .args(["--config", "tauri.release.conf.json"])
            .current_dir(root().join("src-tauri"))
            .env("CARGO_TARGET_DIR", target()),
    )?;
    fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|kind| kind == "deb"))
        .context("the bundler made no package")
}
