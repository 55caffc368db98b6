//! # Ways to marketplaces
//!
//! Each marketplace is an implementation of core's [`Market`]; [`KIND_OPEN`], the open API that
//! `rapport-protocol` describes, is the first. A connector speaks and listens; it decides
//! nothing and keeps nothing.

mod open;

use std::sync::Arc;

use rapport_core::sync::market::{AccountAccess, Connect, Market, SyncError};

/// The open API, as `bazaar` and whoever else implements it.
pub const KIND_OPEN: &str = "open";

/// Every marketplace that this version can speak to.
pub fn connect() -> Arc<dyn Connect> {
    Arc::new(Connectors)
}

/// Finds the connector by the marketplace's kind.
#[derive(Debug)]
struct Connectors;

impl Connect for Connectors {
    fn market(&self, access: &AccountAccess) -> Result<Arc<dyn Market>, SyncError> {
        if access.marketplace == KIND_OPEN {
            return Ok(Arc::new(open::OpenMarket::new(access)?));
        }
        let detail = format!(
            "This version cannot speak to a marketplace of kind {:?}.",
            access.marketplace
        );
        Err(SyncError::Refused { detail })
    }
}
