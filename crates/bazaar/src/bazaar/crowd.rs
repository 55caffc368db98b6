//! What only the simulated buyers ask of the marketplace.

use super::Bazaar;
use crate::error::Result;
use crate::store::Role;
use crate::store::crowd::{self, Done, Known};

impl Bazaar {
    /// The buyers who came first, so many at most.
    pub(crate) fn first_buyers(&self, limit: u32) -> Result<Vec<Known>> {
        self.0.store.read(|tx| crowd::first_buyers(tx, limit))
    }

    /// What was done for a seller's buyers after a revision; see [`crowd::done_since`].
    pub(crate) fn done_since(
        &self,
        seller: &str,
        since: Option<i64>,
        limit: u32,
    ) -> Result<(i64, Vec<Done>)> {
        self.0
            .store
            .read(|tx| crowd::done_since(tx, seller, since, limit))
    }

    /// Whether somebody sits in front of a buyer's page: then nobody simulates that buyer.
    pub(crate) fn is_there_in_person(&self, buyer: &str) -> bool {
        self.0.live.listens(Role::Buyer, buyer)
    }
}
