//! # The wire between a workstation and its marketplace
//!
//! A proxy on loopback with an address of its own. It hands bytes on, remembers what the workstation
//! sent, and can be cut, refuse, be slow, lose an operation before it arrives or the answer to one
//! that has arrived, and lie in a storm.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rapport_protocol::Operation;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::storm::{self, Storm, Suffered};

/// How an operation begins on the wire.
const OPERATION: &[u8] = b"POST /v1/operations";

/// What becomes of an operation on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and so does its answer.
    Passes,
    /// All of it leaves the workstation, and nothing of it arrives.
    LostBefore,
    /// It arrives and is acted upon, and the answer is lost.
    LostAfter,
}

/// Decides what becomes of an operation.
struct Judge(Box<dyn FnMut(&Operation) -> Fate + Send>);

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
    judge: Option<Judge>,
    storm: Option<Arc<Mutex<Storm>>>,
    /// Whether new connections are taken and never answered.
    silent: bool,
    /// Counts how often all that was open went silent.
    strandings: u64,
    swallowed: usize,
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

    /// Lets somebody decide about every operation from now on, once all of it has left the
    /// workstation.
    pub fn judge(&self, judge: impl FnMut(&Operation) -> Fate + Send + 'static) {
        self.0.manner.lock().judge = Some(Judge(Box::new(judge)));
    }

    /// Lets a storm begin, in which every new connection meets what chance has in store for it.
    pub fn storm(&self, seed: u64) {
        let storm = Arc::new(Mutex::new(Storm::seeded(seed)));
        self.0.manner.lock().storm = Some(storm);
    }

    /// Lets the storm end, and with it every connection; says what it has done.
    pub fn calm(&self) -> Suffered {
        let storm = self.0.manner.lock().storm.take();
        self.cut();
        storm.map(|storm| storm.lock().suffered).unwrap_or_default()
    }

    /// Lets every open connection go silent for good, without telling either end; new ones are taken,
    /// and answered.
    pub fn strand(&self) {
        self.0.manner.lock().strandings += 1;
    }

    /// The same, and new connections are taken and never answered.
    pub fn go_silent(&self) {
        self.strand();
        self.0.manner.lock().silent = true;
    }

    /// Answers new connections again. Those of the silence stay as they are.
    pub fn speak(&self) {
        self.0.manner.lock().silent = false;
    }

    /// How many operations were lost before they arrived.
    pub fn swallowed(&self) -> usize {
        self.0.manner.lock().swallowed
    }

    /// How many answers were lost so far.
    pub fn lost(&self) -> usize {
        self.0.manner.lock().lost
    }

    /// Whether these words were ever among what the workstation sent.
    pub fn has_carried(&self, words: &str) -> bool {
        contains(&self.0.manner.lock().sent, words.as_bytes())
    }

    /// How often these words were among what the workstation sent.
    pub fn times_carried(&self, words: &str) -> usize {
        let manner = self.0.manner.lock();
        let sent = manner.sent.windows(words.len());
        sent.filter(|it| *it == words.as_bytes()).count()
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
        let storm = self.0.manner.lock().storm.clone();
        if let Some(storm) = storm {
            tokio::select! {
                () = storm::carry(&storm, client, server) => {}
                _ = cuts.changed() => {}
            }
            return;
        }
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let connection = Connection::of(&self.0.manner.lock());
        tokio::select! {
            () = self.up(from_client, to_server, &connection) => {}
            () = self.down(from_server, to_client, &connection) => {}
            _ = cuts.changed() => {}
        }
    }

    async fn up(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, of: &Connection) {
        let mut piece = vec![0; 64 * 1024];
        // An operation of which not everything has come, while somebody decides about them.
        let mut begun = Vec::new();
        while let Ok(length @ 1..) = self.read(&mut from, &mut piece, of).await {
            let sent = &piece[..length];
            begun.extend_from_slice(sent);
            self.0.manner.lock().sent.extend_from_slice(sent);
            match self.fate(&begun) {
                None => continue,
                Some(Fate::LostBefore) => return,
                Some(Fate::LostAfter) => *of.losing.lock() = true,
                Some(Fate::Passes) => {}
            }
            if to.write_all(&begun).await.is_err() {
                return;
            }
            begun.clear();
        }
    }

    /// What becomes of what was sent; nothing is decided yet while it is part of an operation.
    ///
    /// A request begins a piece: the workstation asks for the next thing when it has its answer.
    fn fate(&self, sent: &[u8]) -> Option<Fate> {
        if !contains(sent, OPERATION) {
            return Some(Fate::Passes);
        }
        let manner = &mut *self.0.manner.lock();
        let fate = match &mut manner.judge {
            Some(Judge(judge)) => judge(&operation(sent)?),
            None if manner.to_lose > 0 => {
                manner.to_lose -= 1;
                Fate::LostAfter
            }
            None => Fate::Passes,
        };
        manner.swallowed += usize::from(fate == Fate::LostBefore);
        Some(fate)
    }

    async fn down(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, of: &Connection) {
        let mut piece = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = self.read(&mut from, &mut piece, of).await {
            if *of.losing.lock() {
                // The marketplace has acted: it answers. Nobody will hear it.
                self.0.manner.lock().lost += 1;
                return;
            }
            if to.write_all(&piece[..length]).await.is_err() {
                return;
            }
        }
    }

    async fn read(
        &self,
        from: &mut OwnedReadHalf,
        piece: &mut [u8],
        of: &Connection,
    ) -> std::io::Result<usize> {
        let length = from.read(piece).await?;
        let (delay, strandings) = {
            let manner = self.0.manner.lock();
            (manner.delay, manner.strandings)
        };
        if of.began_at != Some(strandings) {
            std::future::pending::<()>().await;
        }
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        Ok(length)
    }
}

/// What is remembered of a connection.
struct Connection {
    /// Whether the answer that comes next is to an operation and is to be lost.
    losing: Mutex<bool>,
    /// How often all had gone silent when it began: one more, and so has this. Nothing when it was
    /// silent from the beginning.
    began_at: Option<u64>,
}

impl Connection {
    fn of(manner: &Manner) -> Self {
        Self {
            losing: Mutex::default(),
            began_at: (!manner.silent).then_some(manner.strandings),
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The operation in a request, once all of it is there.
fn operation(request: &[u8]) -> Option<Operation> {
    let end = request.windows(4).position(|it| it == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let length = head
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length
        .and_then(|it| it.trim().parse().ok())
        .expect("its length is told");
    let body = request.get(end..end + length)?;
    Some(serde_json::from_slice(body).expect("an operation is one"))
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Judge")
    }
}
