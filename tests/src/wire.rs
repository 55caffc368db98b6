//! # The wire between a workstation and its marketplace
//!
//! A proxy on loopback with an address of its own. It hands bytes on, remembers what the workstation
//! sent, and can be cut, refuse, be slow, and lose the answer to an operation that has arrived.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How an operation begins on the wire.
const OPERATION: &[u8] = b"POST /v1/operations";

/// The wire; clones are the same one.
#[derive(Debug, Clone)]
pub struct Wire(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    target: SocketAddr,
    manner: Mutex<Manner>,
    /// Counts the cuts; every open connection listens.
    cuts: watch::Sender<u64>,
    listening: tokio::sync::Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug, Default)]
struct Manner {
    delay: Duration,
    /// How many more answers to operations are lost.
    to_lose: usize,
    lost: usize,
    sent: Vec<u8>,
}

impl Wire {
    /// A wire to `target`.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Self(Arc::new(Inner {
            address: listener.local_addr().unwrap(),
            target,
            manner: Mutex::default(),
            cuts: watch::Sender::new(0),
            listening: tokio::sync::Mutex::default(),
        }));
        wire.listen(listener).await;
        wire
    }

    /// Where a workstation finds the marketplace.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// Ends every open connection; new ones are taken.
    pub fn cut(&self) {
        self.0.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// Ends every open connection and takes no new one.
    pub async fn refuse(&self) {
        let listening = self.0.listening.lock().await.take();
        if let Some(listening) = listening {
            listening.abort();
            let _ = listening.await;
        }
        self.cut();
    }

    /// Takes connections again, at the same address.
    pub async fn restore(&self) {
        if self.0.listening.lock().await.is_none() {
            let listener = TcpListener::bind(self.0.address).await.unwrap();
            self.listen(listener).await;
        }
    }

    /// Holds back whatever passes, each piece by `delay`.
    pub fn delay(&self, delay: Duration) {
        self.0.manner.lock().delay = delay;
    }

    /// Lets the next `count` operations arrive and loses their answers.
    pub fn lose_answers(&self, count: usize) {
        self.0.manner.lock().to_lose = count;
    }

    /// How many answers were lost so far.
    pub fn lost(&self) -> usize {
        self.0.manner.lock().lost
    }

    /// Whether these words were ever among what the workstation sent.
    pub fn has_carried(&self, words: &str) -> bool {
        contains(&self.0.manner.lock().sent, words.as_bytes())
    }

    async fn listen(&self, listener: TcpListener) {
        let wire = self.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(wire.clone().carry(client));
            }
        });
        *self.0.listening.lock().await = Some(accepting);
    }

    async fn carry(self, client: TcpStream) {
        let mut cuts = self.0.cuts.subscribe();
        let Ok(server) = TcpStream::connect(self.0.target).await else {
            return;
        };
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        // Whether the answer that comes next is to an operation and is to be lost.
        let losing = Arc::new(Mutex::new(false));
        tokio::select! {
            () = self.up(from_client, to_server, &losing) => {}
            () = self.down(from_server, to_client, &losing) => {}
            _ = cuts.changed() => {}
        }
    }

    async fn up(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, losing: &Mutex<bool>) {
        let mut piece = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = self.read(&mut from, &mut piece).await {
            let sent = &piece[..length];
            if self.note(sent) {
                *losing.lock() = true;
            }
            if to.write_all(sent).await.is_err() {
                return;
            }
        }
    }

    /// Remembers what was sent; says whether its answer is to be lost.
    fn note(&self, sent: &[u8]) -> bool {
        let mut manner = self.0.manner.lock();
        manner.sent.extend_from_slice(sent);
        let loses = manner.to_lose > 0 && contains(sent, OPERATION);
        if loses {
            manner.to_lose -= 1;
        }
        loses
    }

    async fn down(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, losing: &Mutex<bool>) {
        let mut piece = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = self.read(&mut from, &mut piece).await {
            if *losing.lock() {
                // The marketplace has acted: it answers. Nobody will hear it.
                self.0.manner.lock().lost += 1;
                return;
            }
            if to.write_all(&piece[..length]).await.is_err() {
                return;
            }
        }
    }

    async fn read(&self, from: &mut OwnedReadHalf, piece: &mut [u8]) -> std::io::Result<usize> {
        let length = from.read(piece).await?;
        let delay = self.0.manner.lock().delay;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        Ok(length)
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
