//! What a buyer can buy.

#![expect(
    unused_qualifications,
    reason = "the macro that documents an endpoint names its query in full"
)]

use axum::Json;
use axum::extract::State;
use rapport_protocol::ProductId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::auth::Buyer;
use crate::bazaar::{Bazaar, OnSale};
use crate::changes::checked_limit;
use crate::error::Result;
use crate::extract::Asked;
use crate::problem::ReadingOne;

/// Where the list goes on, and how far.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProductsQuery {
    /// The last product of the page before; absent at the start.
    #[param(value_type = Option<String>)]
    after: Option<ProductId>,
    /// How many products at most.
    #[param(minimum = 1, maximum = 500, default = 200)]
    limit: Option<u32>,
}

/// What is on sale.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BuyerProducts {
    /// In the order it was added; the last page is the one that is not full.
    products: Vec<OnSale>,
}

/// Lists what is on sale in every shop.
#[utoipa::path(
    get, path = "/v1/buyer/products", operation_id = "buyerProducts", tag = "buyer",
    params(ProductsQuery), security(("bearer" = [])),
    responses((status = 200, description = "What is on sale", body = BuyerProducts), ReadingOne),
)]
pub(crate) async fn products(
    State(bazaar): State<Bazaar>,
    Buyer(_): Buyer,
    Asked(query): Asked<ProductsQuery>,
) -> Result<Json<BuyerProducts>> {
    let limit = checked_limit(query.limit)?;
    let page = bazaar.apart(move |bazaar| bazaar.on_sale(query.after.as_ref(), limit));
    Ok(Json(BuyerProducts {
        products: page.await?,
    }))
}
