//! A marketplace with a seller, a product and as many buyers as a test wants.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rapport_bazaar::{Bazaar, NewProduct, Role, wall_clock};
use rapport_protocol::{Act, Money, ProductId, ShipOrder};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use crate::{Buyer, MarketProcess, SeatProcess, Wire, Workstation};

/// The seller's shop.
pub const SHOP: &str = "Jade & Clay";
/// The marketplace's file in its folder.
const FILE: &str = "market.db";

/// The marketplace of a test, and the wire to it.
#[derive(Debug)]
pub struct World {
    /// The marketplace itself.
    pub bazaar: Bazaar,
    /// The wire on which every workstation reaches it.
    pub wire: Wire,
    seller: String,
    product: ProductId,
    address: SocketAddr,
    serving: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
    folder: TempDir,
    began: Instant,
}

impl World {
    /// A marketplace that is open, with a product to ask about.
    pub async fn new() -> Self {
        Self::selling("Tea bowl, celadon").await
    }

    /// The same, with a product of that name.
    pub async fn selling(title: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bazaar = Bazaar::open(folder.path().join(FILE), wall_clock()).unwrap();
        let seller = bazaar.add_seller(SHOP).unwrap();
        let price = Money {
            minor: 4800,
            currency: "EUR".to_owned(),
        };
        let product = NewProduct {
            title: title.to_owned(),
            price,
            stock: Some(3),
            picture: None,
        };
        let product = bazaar.add_product(&seller, &product).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let world = Self {
            wire: Wire::to(address).await,
            bazaar,
            seller,
            product,
            address,
            serving: Mutex::default(),
            folder,
            began: Instant::now(),
        };
        world.serve(listener).await;
        world
    }

    /// Says which part of the play begins.
    pub fn section(&self, title: &str) {
        println!("[{:>6.2} s] {title}", self.began.elapsed().as_secs_f64());
    }

    /// The folder in which everything of this world lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of a workstation.
    pub fn profile(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The seller's id at the marketplace.
    pub fn seller(&self) -> &str {
        &self.seller
    }

    /// A workstation inside this test, connected to the marketplace.
    pub async fn desk(&self, name: &str) -> Workstation {
        let desk = Workstation::open(&self.profile(name)).await;
        desk.call("accounts.connect", self.connection()).await;
        desk
    }

    /// A workstation in a process of its own, connected to the marketplace. `program` is the path
    /// of the program `seat`.
    pub async fn seat(&self, program: &str, name: &str) -> SeatProcess {
        let mut seat = SeatProcess::start(program, &self.profile(name), &[]).await;
        seat.call("accounts.connect", self.connection()).await;
        seat
    }

    /// What `accounts.connect` is told, with a new token.
    pub fn connection(&self) -> serde_json::Value {
        let token = self.bazaar.issue_token(Role::Seller, &self.seller).unwrap();
        serde_json::json!({ "name": SHOP, "baseUrl": self.wire.base_url(), "token": token })
    }

    /// A buyer who asks about the product.
    pub fn buyer(&self, name: &str) -> Buyer {
        let id = self.bazaar.add_buyer(name, None).unwrap();
        let token = self.bazaar.issue_token(Role::Buyer, &id).unwrap();
        let conversation = self.bazaar.open_conversation(&id, &self.product).unwrap();
        Buyer::new(
            name,
            id,
            conversation,
            token,
            self.address,
            self.bazaar.clone(),
        )
    }

    /// Sells one of the product to a buyer, who has it and rates the shop for it.
    pub fn sells(&self, buyer: &Buyer, rating: u8, text: &str) {
        let order = buyer.orders(&self.product);
        let ship = Act::Ship(ShipOrder {
            order_id: order.clone(),
            note: String::new(),
        });
        self.bazaar.operate(&self.seller, &ship, None).unwrap();
        buyer.rates(&order, rating, text);
    }

    /// The marketplace goes away: nothing listens at its address any more.
    pub async fn stop_bazaar(&self) {
        self.wire.refuse().await;
        if let Some((stop, serving)) = self.serving.lock().await.take() {
            let _ = stop.send(());
            serving.await.unwrap();
        }
    }

    /// The same marketplace in a process of its own, at the same address. `beside` is the path of a
    /// program of these tests.
    pub async fn market(&self, beside: &str, arguments: &'static [&'static str]) -> MarketProcess {
        self.stop_bazaar().await;
        let file = self.folder.path().join(FILE);
        let market = MarketProcess::start(beside, &file, self.address, arguments).await;
        self.wire.restore().await;
        market
    }

    /// The marketplace comes back, at the same address and with all it knew.
    pub async fn start_bazaar(&self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener).await;
        self.wire.restore().await;
    }

    async fn serve(&self, listener: TcpListener) {
        let (stop, stopped) = oneshot::channel::<()>();
        let bazaar = self.bazaar.clone();
        let serving = tokio::spawn(async move {
            let stopped = async move {
                let _ = stopped.await;
            };
            rapport_bazaar::serve(listener, bazaar, stopped)
                .await
                .unwrap();
        });
        *self.serving.lock().await = Some((stop, serving));
    }
}
