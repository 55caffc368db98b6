//! # The real window, driven from outside
//!
//! What the smoke test and the demo's tour share: the programs they start and end ([`programs`]),
//! the marketplace ([`market`]) and its buyers ([`buyer`]), the window through `WebDriver` ([`window`]), and where
//! things are on its page ([`page`]). The desktop around it is a pretended one (`desktop`).

pub mod buyer;
#[cfg(unix)]
pub mod desktop;
#[cfg(target_os = "linux")]
pub mod keyboard;
pub mod market;
#[cfg(unix)]
pub mod notified;
pub mod page;
pub mod programs;
pub mod window;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What a buyer asks in a notification, with letters that mean something to a desktop.
pub const SECOND_QUESTION: &str = "Does the <b>Quetzalspout</b> pour well?";

/// Which programs take part; `cargo xtask` builds or installs them and says where they are.
#[derive(Debug, Clone, clap::Args)]
pub struct Programs {
    /// tauri-driver.
    #[arg(long)]
    pub driver: PathBuf,
    /// The window, with its page inside.
    #[arg(long)]
    pub rapport: PathBuf,
    /// The marketplace.
    #[arg(long)]
    pub bazaar: PathBuf,
}

/// Asks again and again until there is an answer, or the time is over.
///
/// # Errors
/// When the time is over, with what was waited for and the last fault on the way.
pub async fn until<T, F>(what: &str, limit: Duration, mut ask: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        let fault = match ask().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => None,
            Err(fault) => Some(fault),
        };
        if started.elapsed() > limit {
            match fault {
                Some(fault) => bail!("waited {limit:?} for {what}: {fault:#}"),
                None => bail!("waited {limit:?} for {what}"),
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The wall clock in Unix milliseconds, to compare with the page's.
#[expect(
    clippy::disallowed_methods,
    reason = "the page's clock is the machine's, so is this"
)]
pub fn wall_clock() -> f64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.unwrap_or_default().as_secs_f64() * 1000.0
}
