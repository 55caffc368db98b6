//! The marketplace in a process of its own, which can be killed.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::PATIENCE;

/// How often it is looked whether it listens.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// The program `bazaar`, serving.
#[derive(Debug)]
pub struct MarketProcess {
    program: PathBuf,
    file: PathBuf,
    address: SocketAddr,
    arguments: &'static [&'static str],
    child: Option<Child>,
}

impl MarketProcess {
    /// Serves a marketplace's file at an address. The program lies beside another one, which is how
    /// a build of the whole workspace leaves them.
    pub(crate) async fn start(
        beside: &str,
        file: &Path,
        address: SocketAddr,
        arguments: &'static [&'static str],
    ) -> Self {
        let name = format!("bazaar{}", std::env::consts::EXE_SUFFIX);
        let program = Path::new(beside).with_file_name(name);
        assert!(
            program.exists(),
            "the marketplace is built first: cargo build --workspace"
        );
        let mut market = Self {
            program,
            file: file.to_owned(),
            address,
            arguments,
            child: None,
        };
        market.restart().await;
        market
    }

    /// Ends the program the way that it cannot notice.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
    }

    /// Starts it on what it has left, and waits until it listens.
    pub async fn restart(&mut self) {
        self.kill().await;
        let began = Instant::now();
        self.child = Some(self.spawn());
        while TcpStream::connect(self.address).await.is_err() {
            assert!(began.elapsed() < PATIENCE, "the marketplace listens");
            // Its port may have been lent to somebody else meanwhile.
            let ended = self.child.as_mut().map(|child| child.try_wait().unwrap());
            if let Some(Some(_)) = ended {
                self.child = Some(self.spawn());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    fn spawn(&self) -> Child {
        Command::new(&self.program)
            .arg("--db")
            .arg(&self.file)
            .args(["serve", "--port", &self.address.port().to_string()])
            .args(self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap()
    }
}
