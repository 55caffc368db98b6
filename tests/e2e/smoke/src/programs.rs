//! Programs that run beside the test, each with a log, all ended by their own id.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a program may take to end by itself once it was asked to.
const GRACE: Duration = Duration::from_secs(10);

/// A running program; it ends with this value.
#[derive(Debug)]
pub struct Program {
    name: String,
    child: Child,
}

impl Program {
    /// Starts a program in a group of its own, its output in a file.
    pub fn start(name: &str, log: &Path, command: &mut Command) -> Result<Self> {
        if let Some(dir) = log.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let log = File::options().create(true).append(true).open(log)?;
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command
            .stdin(Stdio::null())
            .stderr(log.try_clone()?)
            .stdout(log)
            .spawn()
            .with_context(|| format!("{name} cannot be started"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
        })
    }

    /// Waits until something listens on that port.
    pub async fn listens(&mut self, port: u16) -> Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let started = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_millis(100)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status}", self.name);
            }
            if started.elapsed() > Duration::from_secs(20) {
                bail!("{} does not answer on port {port}", self.name);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The process's own number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the program to end and waits until it has.
    pub fn end(&mut self) {
        self.signal(false);
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        self.signal(true);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    #[cfg(unix)]
    fn signal(&self, hard: bool) {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::Pid;
        let signal = if hard {
            Signal::SIGKILL
        } else {
            Signal::SIGTERM
        };
        // The group has the child's id because the child was made its leader.
        let _ = killpg(Pid::from_raw(self.child.id().cast_signed()), signal);
    }

    #[cfg(not(unix))]
    fn signal(&self, _hard: bool) {}
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// A port nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
