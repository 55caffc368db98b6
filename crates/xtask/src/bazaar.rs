//! The demo's marketplace: a bazaar on a loopback port, with the shop Jade & Clay and its buyers.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::binary;
use crate::run::{end, interrupted, say, start};

/// A marketplace with one shop, and who may speak for whom there.
#[derive(Debug)]
pub(crate) struct Bazaar {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
}

/// The name of the demo's shop.
pub(crate) const SHOP: &str = "Jade & Clay";

/// Fills a new marketplace with the shop and its two years, and keeps the buyers' tokens for the tour.
pub(crate) fn seed(dir: &Path, seed: u64) -> Result<()> {
    let accounts = dir.join("accounts.json");
    if accounts.is_file() {
        return Ok(());
    }
    say(&format!("▸ two years of {SHOP} (seed {seed})"));
    let mut command = Command::new(binary("bazaar"));
    command.arg("--db").arg(dir.join("market.db"));
    command.args(["seed", "--seller", SHOP, "--seed", &seed.to_string()]);
    let output = command.output().context("bazaar cannot be started")?;
    if !output.status.success() {
        bail!(
            "bazaar seed failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let seeded: Value = serde_json::from_slice(&output.stdout)
        .context("bazaar seed printed something that is not JSON")?;
    write_secret(&accounts, &seeded.to_string())
}

fn write_secret(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

impl Bazaar {
    /// Starts it, with buyers who live at that pace, and waits until it answers.
    pub(crate) fn start(dir: &Path, port: u16, pace: f64) -> Result<Self> {
        let port = if port == 0 { free_port()? } else { port };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut command = Command::new(binary("bazaar"));
        command.arg("--db").arg(dir.join("market.db"));
        command.args(["serve", "--port", &port.to_string(), "--open-doors"]);
        command.args(["--lively", "--pace", &pace.to_string()]);
        let mut child = start("demo bazaar", &mut command)?;
        let started = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
            let over = child.try_wait()?.is_some();
            if over || interrupted() || started.elapsed() > Duration::from_secs(20) {
                end(&mut child);
                bail!("bazaar did not answer; see target/xtask/demo-bazaar.log");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Self {
            child,
            url: format!("http://{address}"),
        })
    }

    /// Whether it ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Bazaar {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// A port nobody listens on at this moment.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
