//! Money.

use serde::{Deserialize, Serialize};

/// An amount in the currency's minor unit (cents), never a fraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// Minor units: 4800 is €48.00.
    pub minor: i64,
    /// ISO 4217, upper case: `EUR`.
    pub currency: String,
}
