//! Who is asking: bearer tokens, of which only the hash is kept.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use rapport_protocol::ProblemKind;

use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::store::{Role, tokens};

/// The owner of a good token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// As what they come.
    pub(crate) role: Role,
    /// The seller's or buyer's id.
    pub(crate) id: String,
    /// The hash of the token, to see later whether it still is good.
    pub(crate) hash: Vec<u8>,
}

/// A caller who is a seller.
#[derive(Debug)]
pub(crate) struct Seller(pub(crate) Caller);

/// A caller who is a buyer.
#[derive(Debug)]
pub(crate) struct Buyer(pub(crate) Caller);

impl<S> FromRequestParts<S> for Caller
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let hash = tokens::hash(bearer(parts).ok_or_else(unauthorized)?);
        let bazaar = Bazaar::from_ref(state);
        let now = bazaar.now();
        bazaar
            .read(move |tx| tokens::owner(tx, &hash, now))
            .await?
            .ok_or_else(unauthorized)
    }
}

impl<S> FromRequestParts<S> for Seller
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, state).await?;
        only(caller, Role::Seller).map(Self)
    }
}

impl<S> FromRequestParts<S> for Buyer
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, state).await?;
        only(caller, Role::Buyer).map(Self)
    }
}

fn only(caller: Caller, role: Role) -> Result<Caller> {
    if caller.role == role {
        return Ok(caller);
    }
    let detail = format!("This is for a {}'s token.", role.as_str());
    Err(Error::refused(ProblemKind::Forbidden, detail))
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unauthorized() -> Error {
    Error::refused(
        ProblemKind::Unauthorized,
        "Send a token that is good: Authorization: Bearer …",
    )
}
