//! The marketplace itself: what its operator, its own pages, simulated buyers and tests do with it.
//!
//! What is said stands in `talk`, what is traded in `trade`; here is the rest.

mod crowd;
mod moving;
mod talk;
mod trade;

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};
use rapport_protocol::{Author, Body, Money, Picture, PictureId, Product, ProductId};
use rusqlite::Transaction;
use serde::Serialize;
use utoipa::ToSchema;

use crate::bell::Bell;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::live::Live;
use crate::pictures;
use crate::rules::Rules;
use crate::seed::{self, SeedReport};
use crate::store::{Role, Store, people, products, sellers, tokens};

/// A marketplace in one file. Clones are the same marketplace.
#[derive(Clone)]
pub struct Bazaar(Arc<Inner>);

struct Inner {
    path: PathBuf,
    store: Store,
    clock: Clock,
    bell: Bell,
    live: Live,
    rules: RwLock<Rules>,
    /// When each seller's latest operations came; only kept while there is a limit.
    sent: Mutex<HashMap<String, VecDeque<i64>>>,
}

impl std::fmt::Debug for Bazaar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bazaar")
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}

/// A product that is to be sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// What it is called.
    pub title: String,
    /// The list price.
    pub price: Money,
    /// How many there are, where they are counted.
    pub stock: Option<u32>,
    /// Its picture.
    pub picture: Option<PictureId>,
}

/// A product in the shop that sells it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OnSale {
    /// Who sells it.
    pub seller_id: String,
    /// What their shop is called.
    pub shop: String,
    /// What it is.
    pub product: Product,
}

/// A message written on somebody's behalf.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMessage {
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub body: Body,
    /// When; now when absent.
    pub at: Option<i64>,
}

impl Bazaar {
    /// Opens a marketplace's file, or makes one.
    pub fn open(path: impl AsRef<Path>, clock: Clock) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let store = Store::open(&path)?;
        let bell = Bell::new();
        Ok(Self(Arc::new(Inner {
            path,
            store,
            clock,
            live: Live::new(bell.clone()),
            bell,
            rules: RwLock::default(),
            sent: Mutex::default(),
        })))
    }

    /// The rules in force.
    pub fn rules(&self) -> Rules {
        self.0.rules.read().clone()
    }

    /// Changes the rules, from now on and for as long as the program runs.
    pub fn set_rules(&self, rules: Rules) {
        *self.0.rules.write() = rules;
    }

    /// Adds a seller and says their id.
    pub fn add_seller(&self, name: &str) -> Result<String> {
        self.commit(|tx| sellers::add(tx, name, self.now()))
    }

    /// Adds a buyer and says their id.
    pub fn add_buyer(&self, name: &str, language: Option<&str>) -> Result<String> {
        self.commit(|tx| people::add(tx, name, language, self.now()))
    }

    /// Adds a product of a seller's.
    pub fn add_product(&self, seller: &str, product: &NewProduct) -> Result<ProductId> {
        self.commit(|tx| products::add(tx, seller, product))
            .map(ProductId)
    }

    /// Stores a picture for a seller or buyer.
    pub fn add_picture(&self, owner: &str, content: &[u8]) -> Result<Picture> {
        let looks = pictures::inspect(content)?;
        self.commit(|tx| {
            crate::store::pictures::add(tx, owner, looks.described(), content, self.now())
        })
    }

    /// Gives a buyer a face: a picture that was stored for them.
    pub fn set_avatar(&self, buyer: &str, picture: &PictureId) -> Result<()> {
        self.commit(|tx| {
            if crate::store::pictures::owned(tx, buyer, picture.as_str())?.is_none() {
                return Err(Error::not_found("picture"));
            }
            people::set_avatar(tx, buyer, picture.as_str())
        })
    }

    /// Makes a token; this is the only time that it is told.
    pub fn issue_token(&self, role: Role, id: &str) -> Result<String> {
        self.commit(|tx| tokens::issue(tx, role, id, self.now()))
    }

    /// Ends a token; false when it was not good. Open streams end with it.
    pub fn revoke_token(&self, token: &str) -> Result<bool> {
        self.commit(|tx| tokens::revoke(tx, token, self.now()))
    }

    /// Ends every token of a seller or buyer, and says how many.
    pub fn revoke_all(&self, id: &str) -> Result<usize> {
        self.commit(|tx| tokens::revoke_all(tx, id, self.now()))
    }

    /// Forgets every cursor that a seller's workstations hold.
    pub fn expire_cursors(&self, seller: &str) -> Result<()> {
        self.commit(|tx| sellers::expire_cursors(tx, seller))
    }

    /// Fills the file with the demo shop, or with so many of its conversations: the same ones for
    /// the same number.
    pub fn seed(&self, seller: &str, conversations: usize, number: u64) -> Result<SeedReport> {
        let (now, rules) = (self.now(), self.rules());
        self.commit(|tx| seed::plant(tx, &rules, seller, (conversations, number), now))
    }

    pub(crate) fn now(&self) -> i64 {
        (self.0.clock)()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0.path
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.0.bell
    }

    pub(crate) fn live(&self) -> &Live {
        &self.0.live
    }

    /// Does something that may wait for the store, off the threads that answer requests.
    pub(crate) async fn apart<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let bazaar = self.clone();
        aside(move || body(&bazaar)).await
    }

    /// Reads, off the threads that answer requests.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let bazaar = self.clone();
        aside(move || bazaar.0.store.read(body)).await
    }

    /// Writes, off the threads that answer requests, and rings.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let bazaar = self.clone();
        aside(move || bazaar.commit(body)).await
    }

    pub(crate) fn commit<T>(&self, body: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let value = self.0.store.write(body)?;
        self.0.bell.ring();
        Ok(value)
    }

    /// Counts one more operation of a seller's, or says when the next is welcome.
    pub(crate) fn count_operation(&self, seller: &str) -> Result<()> {
        let rate = self.rules().send_rate;
        if rate.requests == 0 {
            return Ok(());
        }
        let now = self.now();
        let span = i64::from(rate.per_seconds) * 1000;
        let mut sent = self.0.sent.lock();
        let times = sent.entry(seller.to_owned()).or_default();
        while times.front().is_some_and(|first| first + span <= now) {
            times.pop_front();
        }
        if let Some(first) = times.front()
            && times.len() >= rate.requests as usize
        {
            let wait = (first + span - now).unsigned_abs();
            return Err(Error::TooMany(wait.div_ceil(1000)));
        }
        times.push_back(now);
        Ok(())
    }
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|fault| Error::System(fault.to_string()))?
}
