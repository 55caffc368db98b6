//! Where the program says what it does: the terminal it was started from, and a file of the profile.
//!
//! Nothing personal is ever written there: no names, no texts, no tokens.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// Beyond this size the log is set aside when the program starts; the one before it is dropped.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Starts logging into the profile.
pub(crate) fn start(profile: &Path) -> anyhow::Result<()> {
    let file = open(&profile.join("rapport.log"))?;
    let filter = EnvFilter::try_from_env("RAPPORT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::registry()
        .with(filter)
        .with(fmt::layer().with_writer(std::io::stderr).with_ansi(false))
        .with(fmt::layer().with_writer(Arc::new(file)).with_ansi(false))
        .try_init()?;
    Ok(())
}

fn open(path: &Path) -> std::io::Result<File> {
    if std::fs::metadata(path).is_ok_and(|old| old.len() > LARGEST) {
        std::fs::rename(path, path.with_extension("log.old"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_log_is_set_aside_and_a_small_one_goes_on() {
        let dir = std::env::temp_dir().join(format!("rapport-log-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("rapport.log");
        std::fs::write(&path, "one line\n").unwrap();
        open(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one line\n");
        std::fs::write(&path, vec![b'x'; LARGEST as usize + 1]).unwrap();
        open(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
        assert!(dir.join("rapport.log.old").is_file());
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
