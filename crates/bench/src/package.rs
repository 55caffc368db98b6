//! # What a seller downloads
//!
//! The size of the program and of the Debian package, as they are given out. Both are compared with
//! an aim and with nothing else: no yardstick has as much inside.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::figure::{Aim, Figure, Measure, Unit};
use crate::tell;

/// What is given out, as it was built for release.
#[derive(Debug, Clone)]
pub struct Package {
    /// The window's program.
    pub program: PathBuf,
    /// The Debian package.
    pub deb: PathBuf,
}

/// Measures how large the program and its package are, in bytes.
///
/// # Errors
/// When one of them is not there.
pub fn measure(package: &Package) -> Result<Vec<Figure>> {
    let program = size("release binary", &package.program, 25_000_000.0)?;
    let deb = size(".deb", &package.deb, 10_000_000.0)?;
    Ok(vec![tell(program), tell(deb)])
}

fn size(name: &str, file: &Path, below: f64) -> Result<Figure> {
    let found = fs::metadata(file).with_context(|| format!("{} is not there", file.display()))?;
    let bytes = Measure::once(Unit::Bytes, found.len() as f64);
    Ok(Figure::new("package", name, 0, bytes).aiming(Aim::Below(below)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_files_and_a_missing_file_is_no_size() {
        let dir = tempfile::tempdir().unwrap();
        let package = Package {
            program: dir.path().join("rapport"),
            deb: dir.path().join("rapport.deb"),
        };
        fs::write(&package.program, [0; 25]).unwrap();
        assert!(measure(&package).is_err());
        let large = fs::File::create(&package.deb).unwrap();
        large.set_len(10_000_000).unwrap();
        let figures = measure(&package).unwrap();
        let values: Vec<_> = figures
            .iter()
            .map(|figure| (figure.ours.value, figure.met()))
            .collect();
        assert_eq!(
            values,
            [(25.0, Some(true)), (10_000_000.0, Some(false))],
            "below is below"
        );
    }
}
