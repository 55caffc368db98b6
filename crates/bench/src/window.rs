//! # The window
//!
//! What Rapport's real window costs, beside a bare one: a window of the same toolkit that shows one
//! line (`src-tauri/examples/bare_window`). Both are started in turns, and both are looked at from
//! outside, on the X screen. A window needs a screen of its own, as `xvfb-run` makes one.

#[cfg(target_os = "linux")]
#[cfg(target_os = "linux")]
mod keys;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod opened;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod start;

use std::path::PathBuf;

use anyhow::Result;

use crate::figure::Figure;

/// The release programs that take part.
#[derive(Debug, Clone)]
pub struct WindowPrograms {
    /// Rapport's window, with its page inside.
    pub rapport: PathBuf,
    /// The bare window.
    pub bare: PathBuf,
    /// tauri-driver.
    pub driver: PathBuf,
}

/// A filled profile.
#[derive(Debug, Clone)]
pub struct Profile {
    /// How many messages it holds.
    pub messages: u64,
    /// Its folder. The bench opens a copy of it.
    pub dir: PathBuf,
}

/// How often the window is started and its keys are pressed.
#[derive(Debug, Clone, Copy)]
pub struct Samples {
    /// Starts of each window, for each profile.
    pub starts: usize,
    /// Presses of each kind of key.
    pub keys: usize,
}

impl Default for Samples {
    fn default() -> Self {
        Self {
            starts: 15,
            keys: 200,
        }
    }
}

impl Samples {
    /// So few that one sees soon whether all of it works.
    pub fn few() -> Self {
        Self { starts: 2, keys: 5 }
    }
}

/// Starts the windows on each profile, and presses keys on the largest.
///
/// # Errors
/// When a window does not come up, or does not answer a key in time; on a system other than Linux.
#[cfg(target_os = "linux")]
pub async fn measure(
    programs: &WindowPrograms,
    profiles: &[Profile],
    samples: Samples,
) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for profile in profiles {
        let copy = opened::Copied::of(profile)?;
        let starts = start::measure(programs, &copy, samples.starts)?;
        figures.extend(starts.figures());
        figures.extend(memory::figures(&starts));
    }
    if let Some(largest) = profiles.iter().max_by_key(|profile| profile.messages) {
        let copy = opened::Copied::of(largest)?;
        figures.extend(keys::measure(programs, &copy, samples.keys).await?);
    }
    Ok(figures)
}

/// Says that this system's windows cannot be looked at from outside.
///
/// # Errors
/// Always.
#[cfg(not(target_os = "linux"))]
pub async fn measure(
    _programs: &WindowPrograms,
    _profiles: &[Profile],
    _samples: Samples,
) -> Result<Vec<Figure>> {
    anyhow::bail!("the window is measured on an X screen, which only Linux has")
}
