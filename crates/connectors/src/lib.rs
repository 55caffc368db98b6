//! # Ways to marketplaces
//!
//! Each marketplace is an implementation of core's [`Market`]; [`KIND_OPEN`], the open API that
//! `rapport-protocol` describes, is the first. A connector speaks and listens; it decides
//! nothing and keeps nothing.

mod open;

use std::sync::Arc;

use async_trait::async_trait;
use rapport_core::sync::access::{AccountAccess, Connect, Granted, SignIn};
use rapport_core::sync::market::{Market, SyncError};

/// The open API, as `bazaar` and whoever else implements it.
pub const KIND_OPEN: &str = "open";

/// Every marketplace that this version can speak to.
pub fn connect() -> Arc<dyn Connect> {
    Arc::new(Connectors)
}

/// Finds the connector by the marketplace's kind.
#[derive(Debug)]
struct Connectors;

#[async_trait]
impl Connect for Connectors {
    fn market(&self, access: &AccountAccess) -> Result<Arc<dyn Market>, SyncError> {
        is_open(access)?;
        Ok(Arc::new(open::OpenMarket::new(access)?))
    }

    async fn sign_in(&self, base_url: &str) -> Result<SignIn, SyncError> {
        open::sign_in::begin(base_url).await
    }

    async fn renew(&self, access: &AccountAccess) -> Result<Granted, SyncError> {
        is_open(access)?;
        open::sign_in::renew(access).await
    }

    async fn revoke(&self, access: &AccountAccess) -> Result<(), SyncError> {
        is_open(access)?;
        open::sign_in::revoke(access).await
    }
}

fn is_open(access: &AccountAccess) -> Result<(), SyncError> {
    if access.marketplace == KIND_OPEN {
        return Ok(());
    }
    let detail = format!(
        "This version cannot speak to a marketplace of kind {:?}.",
        access.marketplace
    );
    Err(SyncError::Refused { detail })
}
